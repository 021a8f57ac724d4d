"""A local stack from outside: start one, ask it, stop it. What the commands, the tests and the benches use."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from souk.local import checkout, control, logs, processes, topology
from souk.local.home import Home, shown
from souk.local.trouble import Trouble

DISK_FREE_MIN_BYTES = 1024**3
"""MongoDB alone lays out some hundred megabytes of journal."""
STATUS_TIMEOUT_S = 10.0
SCALE_TIMEOUT_S = 180.0
RESTART_TIMEOUT_S = 900.0
"""One process after the other, of as many as there may be."""
STOP_TIMEOUT_S = 90.0
STOP_PAUSE_S = 0.05

OnEvent = Callable[[Mapping[str, Any]], None]
"""Hears `{"event": "process", "name", "state", "reason"}`, `up`, `stopping`, `stopped`."""


class StartFailed(Trouble):
    """The stack did not come up; `log` holds the culprit's last lines."""

    def __init__(self, reason: str, log: Sequence[str]) -> None:
        super().__init__(reason)
        self.log = log


@dataclass
class Running:
    """A stack that this process has started."""

    home: Home
    popen: subprocess.Popen[bytes]

    def events(self) -> Iterator[Mapping[str, Any]]:
        """What happens to it, until it ends."""
        told = self.popen.stdout
        if told is not None and not told.closed:
            for line in told:
                yield json.loads(line)

    def stop(self, on_event: OnEvent) -> None:
        """Stop it and wait until it is gone."""
        self.popen.send_signal(signal.SIGTERM)
        for event in self.events():
            on_event(event)
        self.end()

    def end(self) -> int:
        """Wait until it is gone; its exit code."""
        if self.popen.stdout is not None:
            self.popen.stdout.close()
        return self.popen.wait()


def start(
    home: Home,
    *,
    port: int = 0,
    replicas: Sequence[str] = (),
    shape: topology.Topology = topology.Topology.SEPARATE,
    has_mailbox: bool = True,
    is_fresh: bool = False,
    is_observed: bool = False,
    is_detached: bool = True,
    scaling_rules: Path | None = None,
    environment: Mapping[str, str] | None = None,
    on_event: OnEvent = lambda _: None,
) -> Running:
    """Start a stack and return once it is healthy. Port 0 picks a free one; `replicas` are like `order=2`.

    A detached stack lives on without this process; one that is not stops when this process ends.
    Raises `Trouble` when it cannot start, `StartFailed` when a part of it did not.
    """
    demand_disk(home)
    options = [f"--topology={shape}", *(f"--replicas={text}" for text in replicas)]
    options += ["--no-mailbox"] if not has_mailbox else []
    options += ["--fresh"] if is_fresh else []
    options += ["--observe"] if is_observed else []
    options += [f"--autoscale={scaling_rules}"] if scaling_rules else []
    options += [] if is_detached else [f"--with-parent={os.getpid()}"]
    given = os.environ if environment is None else environment
    with tempfile.TemporaryFile() as errors:
        popen = subprocess.Popen(  # noqa: S603 - our own module
            checkout.command("souk.local", f"--home={home.path}", f"--port={port}", *options),
            env=checkout.environment(given),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,  # Ctrl-C reaches only the command, which then stops it in order
        )
        running = Running(home, popen)
        try:
            _until_up(running, on_event, errors)
        except BaseException:
            if popen.poll() is None:
                running.stop(on_event)
            running.end()
            raise
    return running


def _until_up(running: Running, on_event: OnEvent, errors: IO[bytes]) -> None:
    for event in running.events():
        if event["event"] == "failed":
            running.end()
            raise StartFailed(event["reason"], event.get("log", []))
        on_event(event)
        if event["event"] == "up":
            return
    code = running.end()
    errors.seek(0)
    said = errors.read().decode(errors="replace").splitlines() or logs.tail(running.home.log("supervisor"), 12)
    raise StartFailed(f"the supervisor ended before the stack was up ({processes.tell_exit(code)})", said)


def demand_disk(home: Home) -> None:
    """Raises `Trouble` when there is not enough room to start."""
    place = next(path for path in (home.path, *home.path.parents) if path.exists())
    free = shutil.disk_usage(place).free
    if free < DISK_FREE_MIN_BYTES:
        raise Trouble(
            f"the disk of {shown(home.path)} is full: {free // 1024**2} MiB free, "
            f"{DISK_FREE_MIN_BYTES // 1024**2} needed; free some, or choose another --home"
        )


def run(home: Home) -> dict[str, Any]:
    """run.json of a running stack. Raises `NotRunning`."""
    content = home.read_run()
    if content is None or not home.is_locked():
        raise not_running(home)
    return content


def port_of(home: Home, part: topology.Part) -> int | None:
    """Where the first process of a part listens; None when there is none. Raises `NotRunning`."""
    name = topology.process_name(part.name, 1)
    return next((row["port"] for row in run(home)["processes"] if row["name"] == name), None)


def status(home: Home) -> list[control.Message]:
    """One row per process, as `Supervisor.status`. Raises `NotRunning`."""
    answer = _ask(home, {"do": "status"}, STATUS_TIMEOUT_S)
    rows: list[control.Message] = answer["processes"]
    return rows


def scale(home: Home, service: str, count: int) -> None:
    """Bring a service to `count` replicas, and return when they are all ready or drained. Raises `Trouble`."""
    _ask(home, {"do": "scale", "service": service, "replicas": count}, SCALE_TIMEOUT_S)


def services(home: Home) -> list[str]:
    """What runs the shop's own code here: services, then the auditor and the web. Raises `NotRunning`."""
    running = {row["name"].rpartition("-")[0] for row in run(home)["processes"]}
    shop = [part for part in topology.PARTS if part.is_shop and part.name in running]
    return [part.name for part in sorted(shop, key=lambda part: not part.is_scalable)]


def restart(home: Home, service: str) -> None:
    """Replace the processes of a service, one after the other, and return when all new ones are ready.

    Raises `Trouble`.
    """
    _ask(home, {"do": "restart", "service": service}, RESTART_TIMEOUT_S)


def stop(home: Home) -> bool:
    """Stop the stack of this home, and whatever a crashed supervisor left; False when there was nothing.

    Raises `Trouble` when it does not end.
    """
    if not home.is_locked():
        return _end_leftovers(home)
    deadline = time.monotonic() + STOP_TIMEOUT_S
    try:
        _ask(home, {"do": "down"}, STATUS_TIMEOUT_S)
    except control.NotRunning:  # it is only just starting, or already stopping
        supervisor = (home.read_run() or {}).get("supervisor")
        with contextlib.suppress(ProcessLookupError):
            if isinstance(supervisor, int):
                os.kill(supervisor, signal.SIGTERM)
    while home.is_locked():
        if time.monotonic() > deadline:
            raise Trouble(f"the stack in {shown(home.path)} did not stop within {STOP_TIMEOUT_S:.0f} s")
        time.sleep(STOP_PAUSE_S)
    return True


def _end_leftovers(home: Home) -> bool:
    if not home.run_json.exists():
        return False
    with home.locked():
        return bool(home.end_leftovers())


def _ask(home: Home, question: control.Message, timeout_s: float) -> control.Message:
    try:
        return control.ask(home.socket("control"), question, timeout_s=timeout_s)
    except control.NotRunning:
        raise not_running(home) from None


def not_running(home: Home) -> control.NotRunning:
    """The words for a home with nothing running."""
    return control.NotRunning(f"nothing is running in {shown(home.path)}; start it with ./souk up{home.option}")


def environment(content: Mapping[str, Any], home: Home) -> dict[str, str]:
    """The variables that a tool needs to speak to a stack's stores and services as one of its processes would."""
    return checkout.environment(os.environ) | {
        "SOUK_MONGODB_URL": content["mongodb"],
        "SOUK_NATS_URL": content["nats"],
        "SOUK_VALKEY_URL": content["valkey"],
        "SOUK_INTERNAL_URL": content["internal"],
        "SOUK_PUBLIC_URL": content["edge"],
        "SOUK_SECRET_FILE": str(home.secret),
    }
