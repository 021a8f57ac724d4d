"""Other shops are Node programs: installed by their lock files, started, waited for, ended."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from souk.local import binaries

SOURCES = Path(__file__).parent
SHARED = ("catalogue.js", "database.js")
INSTALL_TIMEOUT_S = 1_800.0
SCRIPT_TIMEOUT_S = 3_600.0
START_TIMEOUT_S = 600.0
STOP_TIMEOUT_S = 30.0
PAUSE_S = 0.2
LAST_WORDS = 400


class PeerFailedError(Exception):
    """A peer cannot be installed, filled or started; the message says which step and how it ended."""


@dataclass(frozen=True)
class Place:
    """Where one peer lives: its program, and the logs of what it runs."""

    name: str
    home: Path
    node: binaries.Node

    @property
    def app(self) -> Path:
        return self.home / self.name

    def install(self) -> None:
        """`npm ci`, unless that lock is installed already; the scripts are copied anew. Raises `PeerFailedError`."""
        self.app.mkdir(parents=True, exist_ok=True)
        lock = (SOURCES / self.name / "package-lock.json").read_bytes()
        for path in (*(SOURCES / self.name).iterdir(), *(SOURCES / name for name in SHARED)):
            if path.name != "load.js":
                shutil.copy2(path, self.app / path.name)
        stamp = self.app / "node_modules" / ".souk-lock"
        if stamp.exists() and stamp.read_bytes() == lock:
            return
        self.run([*self.node.npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {}, INSTALL_TIMEOUT_S)
        stamp.write_bytes(lock)

    def script(self, *words: str, environment: Mapping[str, str]) -> None:
        """Run a script of the peer's to its end. Raises `PeerFailedError`."""
        self.run([str(self.node.node), *words], environment, SCRIPT_TIMEOUT_S)

    def run(self, command: Sequence[str], environment: Mapping[str, str], timeout_s: float) -> None:
        """Raises `PeerFailedError` with the last words of what did not end well."""
        log = self.home / f"{self.name}.log"
        with log.open("ab") as told:
            began = told.tell()
            try:
                done = subprocess.run(  # noqa: S603 - npm and node with our own scripts
                    command,
                    cwd=self.app,
                    env=self._environment(environment),
                    stdin=subprocess.DEVNULL,
                    stdout=told,
                    stderr=subprocess.STDOUT,
                    timeout=timeout_s,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                raise PeerFailedError(f"`{_short(command)}` took longer than {timeout_s:.0f} s; see {log}") from None
        if done.returncode != 0:
            words = log.read_bytes()[began:].decode(errors="replace").strip()[-LAST_WORDS:].replace("\n", " · ")
            raise PeerFailedError(f"`{_short(command)}` ended with {done.returncode}: {words}")

    @contextlib.contextmanager
    def running(self, *words: str, environment: Mapping[str, str], health: str) -> Iterator[int]:
        """The pid of a server of the peer's that answers there. Raises `PeerFailedError`."""
        log = self.home / f"{self.name}-server.log"
        with (
            log.open("ab") as told,
            subprocess.Popen(  # noqa: S603 - node with our own scripts
                [str(self.node.node), *words],
                cwd=self.app,
                env=self._environment(environment),
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=subprocess.STDOUT,
            ) as process,
        ):
            try:
                wait_for(health, process)
                yield process.pid
            finally:
                stop(process)

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        return {**self.node.environment(), "NODE_ENV": "production", "MEDUSA_DISABLE_TELEMETRY": "1", **more}


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until something answers well there. Raises `PeerFailedError`."""
    limit = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < limit:
        if process.poll() is not None:
            raise PeerFailedError(f"its server ended with {process.returncode} before it answered {url}")
        with (
            contextlib.suppress(urllib.error.URLError, OSError),
            urllib.request.urlopen(url, timeout=5) as answer,  # noqa: S310 - an http address of our own making
        ):
            if answer.status == 200:
                return
        time.sleep(PAUSE_S)
    raise PeerFailedError(f"its server did not answer {url} within {START_TIMEOUT_S:.0f} s")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end; after a while end it."""
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _short(command: Sequence[str]) -> str:
    return " ".join([Path(command[0]).name, *(Path(word).name for word in command[1:3])])


def environment(**values: str | int) -> dict[str, str]:
    """Variables in capitals."""
    return {name.upper(): str(value) for name, value in values.items()}


def is_root() -> bool:
    return os.geteuid() == 0
