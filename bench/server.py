"""A server to compare with: started on a free port, waited for, ended."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence

from souk.local import checkout, ports, processes

START_TIMEOUT_S = 30.0
PAUSE_S = 0.05


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind((ports.HOST, 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(command: Sequence[str], port: int, environment: Mapping[str, str] = {}) -> Iterator[tuple[str, int]]:
    """The URL and pid of a server that this command makes listen on `port`."""
    given = checkout.environment(os.environ) | dict(environment)
    with subprocess.Popen(  # noqa: S603 - HAProxy or granian
        command,
        cwd=checkout.ROOT,
        env=given,
        stdin=subprocess.DEVNULL,
        preexec_fn=processes.prefer_throughput,  # noqa: PLW1509 - as Souk's own; one thread, so it is safe
    ) as process:
        try:
            limit = time.monotonic() + START_TIMEOUT_S
            while ports.is_free(port) and time.monotonic() < limit:
                time.sleep(PAUSE_S)
            yield f"http://{ports.HOST}:{port}", process.pid
        finally:
            process.terminate()
            process.wait(START_TIMEOUT_S)
