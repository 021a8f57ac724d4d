"""HAProxy with nothing but a cache in front of the product service: what an edge request costs at the least.

No trace, no limits, no refusals, no headers of its own: whatever Souk's edge does beyond that is the difference.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from souk.local import binaries, ports

START_TIMEOUT_S = 10.0
CONFIG = """global
    nbthread 1
    maxconn 1024
defaults
    mode http
    timeout connect 1s
    timeout client 30s
    timeout server 30s
frontend all
    bind {host}:{port}
    filter cache answers
    http-request cache-use answers
    http-response cache-store answers
    default_backend product
backend product
    http-reuse aggressive
    server product-1 {host}:{product}
cache answers
    total-max-size 16
    max-object-size 262144
    max-age 1
"""


@contextlib.contextmanager
def running(product: int) -> Iterator[tuple[str, int]]:
    """Its URL and pid, in front of the product service at this port."""
    with socket.socket() as probe:
        probe.bind((ports.HOST, 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="souk-bare-edge-") as place:
        config = Path(place) / "haproxy.cfg"
        config.write_text(CONFIG.format(host=ports.HOST, port=port, product=product), encoding="utf-8")
        command = [str(binaries.find(binaries.HAPROXY)), "-db", "-f", str(config)]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:  # noqa: S603 - HAProxy
            try:
                limit = time.monotonic() + START_TIMEOUT_S
                while ports.is_free(port) and time.monotonic() < limit:
                    time.sleep(0.05)
                yield f"http://{ports.HOST}:{port}", process.pid
            finally:
                process.terminate()
                process.wait(START_TIMEOUT_S)
