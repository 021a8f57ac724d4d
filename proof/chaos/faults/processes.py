"""Processes that are killed, stand still, go too slowly, or are all restarted in turn."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Sequence
from pathlib import Path

from proof.chaos.faults.fault import Fault
from proof.chaos.stand import Stand
from souk.local import processes

STOPPED_S = 18.0
"""Longer than any lease: the outbox's 5 s, the broker's 10 s, the gateway call's 15 s, a transaction's 10 s."""
STORE_STOPPED_S = 8.0
STROBE_STOPPED_S, STROBE_RUNNING_S = 0.4, 0.1


def state(pid: int) -> str:
    """The state of a process as the kernel tells it: R, S, D, T (stopped) …; empty when it is gone."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
    return ""


class Kill(Fault):
    """SIGKILL; the supervisor starts another one."""

    family = "kill"
    heals_itself = True
    hold_s = 0.0

    def __init__(self, process: str) -> None:
        self.process = process
        self.name = f"kill:{process}"
        self.what = f"SIGKILL of {process}"
        self._before: processes.Identity | None = None
        self._restarts = 0
        self._was_killed = False

    async def inject(self, stand: Stand) -> None:
        self._before = stand.identity(self.process)
        self._restarts = stand.rows()[self.process]["restarts"]
        self._was_killed = await asyncio.to_thread(processes.kill_if_same, self._before)

    async def heal(self, stand: Stand) -> None:
        if self._before is not None:
            await stand.back(self.process, self._before)

    async def proof(self, stand: Stand) -> str | None:
        row = stand.rows()[self.process]
        if self._before is None or not self._was_killed or row["restarts"] <= self._restarts:
            return None
        return f"pid {self._before.pid} was killed, {row['pid']} took its place"

    async def tidy(self, stand: Stand) -> None:
        self._before = None


class Stop(Fault):
    """SIGSTOP, and SIGCONT after everybody else has given it up."""

    family = "stop"

    def __init__(self, process: str, hold_s: float) -> None:
        self.process = process
        self.hold_s = hold_s
        self.name = f"stop:{process}"
        self.what = f"{process} stands still for {hold_s:.0f} s"
        self._who: processes.Identity | None = None
        self._states: list[str] = []

    async def inject(self, stand: Stand) -> None:
        self._who, self._states = stand.identity(self.process), []
        os.kill(self._who.pid, signal.SIGSTOP)
        await asyncio.sleep(0.05)
        self._states.append(state(self._who.pid))

    async def heal(self, stand: Stand) -> None:
        if self._who is None:
            return
        if processes.is_alive(self._who):
            self._states.append(state(self._who.pid))
            os.kill(self._who.pid, signal.SIGCONT)
            self._who = None

    async def proof(self, stand: Stand) -> str | None:
        if self._states != ["T", "T"]:
            return None
        return f"{self.process} was in state T from beginning to end"


class Strobe(Fault):
    """A replica that gets a fifth of the time: alive, in time for no one."""

    family = "replica"
    hold_s = 12.0

    def __init__(self, process: str) -> None:
        self.process = process
        self.name = f"replica:slow-{process}"
        self.what = f"{process} is stopped four fifths of the time"
        self._task: asyncio.Task[None] | None = None
        self._who: processes.Identity | None = None
        self._times = 0

    async def inject(self, stand: Stand) -> None:
        self._who, self._times = stand.identity(self.process), 0
        self._task = asyncio.create_task(self._flicker(self._who))

    async def _flicker(self, who: processes.Identity) -> None:
        while processes.is_alive(who):
            os.kill(who.pid, signal.SIGSTOP)
            await asyncio.sleep(STROBE_STOPPED_S)
            self._times += state(who.pid) == "T"
            os.kill(who.pid, signal.SIGCONT)
            await asyncio.sleep(STROBE_RUNNING_S)

    async def heal(self, stand: Stand) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        if self._who is not None and processes.is_alive(self._who):
            os.kill(self._who.pid, signal.SIGCONT)

    async def proof(self, stand: Stand) -> str | None:
        return f"seen stopped {self._times} times" if self._times else None


class Rolling(Fault):
    """All replicas of all services are restarted one after the other, by SIGTERM."""

    family = "restart"
    name = "restart:rolling"
    what = "every replica of every service is restarted in turn"
    hold_s = 0.0
    is_alone = True

    def __init__(self, services: Sequence[str]) -> None:
        self._services = services
        self._ended: list[processes.Identity] = []

    async def inject(self, stand: Stand) -> None:
        self._ended = []
        names = [name for name in stand.rows() if name.partition("-")[0] in self._services]
        for name in names:
            before = stand.identity(name)
            await stand.restart(name)
            self._ended.append(before)
            await stand.healthy()

    async def heal(self, stand: Stand) -> None:
        return

    async def proof(self, stand: Stand) -> str | None:
        if not self._ended or any(processes.is_alive(each) for each in self._ended):
            return None
        return f"{len(self._ended)} processes are others now"
