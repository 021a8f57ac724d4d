"""A stack's home directory: everything one local stack keeps, and the lock that makes it the only one there.

DIR/lock                 held (flock) by the supervisor as long as it lives
DIR/run.json             what is running now; absent when nothing is
DIR/ports.json           the block of ports this home uses, the same at every start
DIR/secret               the root secret (mode 0600), made at first start
DIR/seeded               there once the demo catalogue is in
DIR/credentials.json     the demo's accounts
DIR/logs/NAME.log        one per process
DIR/{mongodb,nats,valkey,sandbox,mail,media,etc}   stores, and generated configuration
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from souk.local import checkout, processes
from souk.local.trouble import Trouble

SOCKET_PATH_MAX = 100
"""A unix socket's path holds 108 bytes, and HAProxy binds beside it under a longer temporary name."""

STORES = ("mongodb", "nats", "valkey", "sandbox", "mail", "media", "prometheus")
CONTENTS = (*STORES, "etc", "logs", "ports.json", "secret", "seeded", "credentials.json", "run.json")
"""All that `--fresh` removes; anything else in the directory is not ours."""


SOCKETS = ("control", "haproxy")
LOCK_WAITS_S = (0.0, 0.1, 0.3)
"""Before giving up: `is_locked` in another process holds the lock for an instant."""


class AlreadyRunning(Trouble):
    """Another supervisor lives in this home."""


class Home:
    """Paths and small files of one home; making the object touches nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.logs = self.path / "logs"
        self.etc = self.path / "etc"
        self.secret = self.path / "secret"
        self.seeded = self.path / "seeded"
        self.credentials = self.path / "credentials.json"
        self.run_json = self.path / "run.json"
        self.ports_json = self.path / "ports.json"

    @property
    def option(self) -> str:
        """What a command that means this home ends with: ` --home DIR`, or nothing for the default."""
        return "" if self.path == checkout.DEFAULT_HOME else f" --home {shown(self.path)}"

    def store(self, name: str) -> Path:
        """The directory of one store, one of `STORES`."""
        return self.path / name

    def log(self, process: str) -> Path:
        """The log of one process, such as `order-1`."""
        return self.logs / f"{process}.log"

    def socket(self, name: str) -> Path:
        """Where the unix socket `name` lies: in the home, or in a temporary directory when that path is too long."""
        inside = self.path / f"{name}.sock"
        if len(os.fsencode(inside)) <= SOCKET_PATH_MAX:
            return inside
        digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"souk-{os.getuid()}-{digest}" / f"{name}.sock"

    def prepare(self) -> None:
        """Make what every start needs: directories and the root secret. The caller holds the lock."""
        for directory in (self.logs, self.etc, *(self.store(name) for name in STORES)):
            directory.mkdir(parents=True, exist_ok=True)
        outside = self.socket("control").parent
        if outside != self.path:
            outside.mkdir(mode=0o700, exist_ok=True)
            if outside.stat().st_uid != os.getuid():
                raise Trouble(f"{outside} belongs to another user; choose a home with a shorter path")
        for name in SOCKETS:
            self.socket(name).unlink(missing_ok=True)  # left by a crash
        if not self.secret.exists():
            write_whole(self.secret, secrets.token_urlsafe(48) + "\n", mode=0o600)

    def remove_contents(self) -> None:
        """Remove everything a stack left here; foreign files stay. The caller holds the lock."""
        for name in CONTENTS:
            path = self.path / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the home for this process; the kernel lets go when the process ends, however it ends.

        Raises `AlreadyRunning` at once when someone else holds it.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.path / "lock").open("a+", encoding="utf-8") as lock:
            if not any(_try_lock(lock, wait_s) for wait_s in LOCK_WAITS_S):
                raise AlreadyRunning(
                    f"a stack is already running in {shown(self.path)}; look at it with `./souk status{self.option}`, "
                    f"stop it with `./souk down{self.option}`, or use another --home"
                )
            yield

    def is_locked(self) -> bool:
        """Whether a supervisor lives here."""
        try:
            with (self.path / "lock").open("r+", encoding="utf-8") as lock:
                return not _try_lock(lock)
        except FileNotFoundError:
            return False

    def read_run(self) -> dict[str, Any] | None:
        """run.json, or None when nothing has been started (or the file is not readable as JSON)."""
        return read_json(self.run_json)

    def write_run(self, content: dict[str, Any]) -> None:
        """Replace run.json as a whole."""
        write_whole(self.run_json, json.dumps(content, indent=1) + "\n")

    def end_leftovers(self) -> list[str]:
        """Kill what a crashed supervisor left running, after checking that each process is really ours; its names.

        The caller holds the lock, so whatever run.json names has no supervisor any more.
        """
        run = self.read_run() or {}
        ended: list[str] = []
        for row in run.get("processes", []):
            identity = processes.Identity(pid=row.get("pid", 0), started=row.get("started", ""))
            if processes.kill_if_same(identity):
                ended.append(str(row.get("name")))
        self.run_json.unlink(missing_ok=True)
        return ended


def _try_lock(lock: IO[str], wait_s: float = 0.0) -> bool:
    time.sleep(wait_s)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def shown(path: Path) -> str:
    """A path as a person would type it here."""
    with contextlib.suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    return str(path)


def read_json(path: Path) -> dict[str, Any] | None:
    """A JSON object from a file; None when it is missing or damaged (a crash may leave either)."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def write_whole(path: Path, text: str, *, mode: int = 0o644) -> None:
    """Write a file so that a reader sees the old or the new content, never half of either."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)
