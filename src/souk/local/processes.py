"""Child processes: they die with the supervisor, are waited for without polling, and known by more than a pid."""

from __future__ import annotations

import asyncio
import ctypes
import functools
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
KILL_WAIT_S = 10.0
"""How long a killed process may take to be gone (it may be stuck in a disk write)."""

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Identity:
    """A process that cannot be mistaken for a later one with the same pid."""

    pid: int
    started: str
    """Boot id and start time in clock ticks since boot, as the kernel tells them."""


def identity(pid: int) -> Identity | None:
    """Who has this pid now; None when nobody does, or only a zombie."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, start_ticks = after_name[0], after_name[19]  # fields 3 and 22 of proc_pid_stat(5)
    return None if state in "ZX" else Identity(pid, f"{_boot_id()}:{start_ticks}")


@functools.cache
def _boot_id() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()[:8]


def is_alive(known: Identity) -> bool:
    """Whether that very process still runs."""
    return known.pid > 0 and identity(known.pid) == known


def kill_if_same(known: Identity) -> bool:
    """SIGKILL that very process and wait until it is gone; False when it was gone already."""
    if not is_alive(known):
        return False
    try:
        os.kill(known.pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    deadline = time.monotonic() + KILL_WAIT_S
    while is_alive(known) and time.monotonic() < deadline:
        time.sleep(0.02)
    return True


def die_with_parent(parent: int, signal_number: int) -> None:
    """Ask the kernel to send this process a signal when its parent ends, however it ends. Survives an exec."""
    _libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)


def prefer_throughput() -> None:
    """Ask the kernel not to interrupt who works whenever somebody wakes up; what this process starts inherits it.

    A dozen processes that hand one another work on few cores otherwise spend a sixth of their time in switches
    (docs/performance.md).
    """
    os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


class Child:
    """One running child; its end is told by a pidfd, so that nobody polls and no thread waits."""

    def __init__(self, popen: subprocess.Popen[bytes]) -> None:
        self._popen = popen
        self.pid = popen.pid
        known = identity(popen.pid)
        self.started = known.started if known else ""
        self.started_at = time.time()
        self._ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._pidfd = os.pidfd_open(popen.pid)
        asyncio.get_running_loop().add_reader(self._pidfd, self._on_end)

    @classmethod
    def start(cls, argv: Sequence[str], *, environment: Mapping[str, str], log: Path, directory: Path) -> Child:
        """Start a program in its own session (Ctrl-C is ours alone to handle), its output appended to `log`.

        Raises `OSError` when it cannot be started.
        """
        with log.open("ab") as output:
            return cls(
                subprocess.Popen(  # noqa: S603 - the topology's own commands
                    argv,
                    env=dict(environment),
                    cwd=directory,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    # SIGKILL: nothing may outlive a supervisor that was killed, and every store survives a crash
                    # (the supervisor has one thread, so that code may run between fork and exec)
                    preexec_fn=functools.partial(die_with_parent, os.getpid(), signal.SIGKILL),  # noqa: PLW1509 - see above
                )
            )

    def _on_end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._pidfd)
        os.close(self._pidfd)
        self._ended.set_result(self._popen.wait())

    @property
    def is_running(self) -> bool:
        return not self._ended.done()

    async def wait(self) -> int:
        """The exit code, negative for a signal; may be awaited by many."""
        return await asyncio.shield(self._ended)

    def send(self, signal_number: int) -> None:
        """Send a signal; nothing happens when it has ended."""
        if self.is_running:
            self._popen.send_signal(signal_number)

    async def stop(self, grace_s: float) -> int:
        """SIGTERM, and SIGKILL when that has not helped within `grace_s`; the exit code."""
        self.send(signal.SIGTERM)
        try:
            return await asyncio.wait_for(self.wait(), grace_s)
        except TimeoutError:
            self.send(signal.SIGKILL)
            return await self.wait()


def tell_exit(code: int) -> str:
    """An exit code in words."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"killed by signal {-code}"
