"""Keeps one process running: started, waited for until ready, restarted with growing delay when it dies."""

from __future__ import annotations

import asyncio
import enum
import logging
import signal
import time
from collections.abc import Awaitable, Callable

from souk.local import processes, topology
from souk.local.trouble import Trouble

LOG = logging.getLogger(__name__)

RESTART_DELAY_FIRST_S = 0.25
RESTART_DELAY_MAX_S = 15.0
SETTLED_AFTER_S = 30.0
"""A process that was up for so long has earned a quick restart again."""
STARTS_MAX = 3
"""Of a process that has never been ready; then the whole start is given up."""


class State(enum.StrEnum):
    """Where a kept process is in its life."""

    WAITING = "waiting"
    STARTING = "starting"
    UP = "up"
    RESTARTING = "restarting"
    STOPPING = "stopping"
    STOPPED = "stopped"


def restart_delay_s(failures: int) -> float:
    """How long to wait before the start that follows `failures` (from 1) ends in a row."""
    doubled: float = RESTART_DELAY_FIRST_S * 2 ** min(failures - 1, 16)
    return min(RESTART_DELAY_MAX_S, doubled)


class Keeper:
    """One process of one part, kept until `stop`.

    `launch` starts it; `become_ready` returns True once it is ready, and may take until it is cancelled;
    `changed` hears of every change of state.
    """

    def __init__(
        self,
        part: topology.Part,
        number: int,
        port: int,
        *,
        launch: Callable[[], processes.Child],
        become_ready: Callable[[], Awaitable[bool]],
        changed: Callable[[Keeper], None],
    ) -> None:
        self.part = part
        self.number = number
        self.port = port
        self.name = topology.process_name(part.name, number)
        self.state = State.WAITING
        self.restarts = 0
        self.reason = ""
        """Why it is not up: the last end in words."""
        self.child: processes.Child | None = None
        self.ready = asyncio.Event()
        self.given_up = asyncio.Event()
        """Set when it could not be brought up even once; it is not tried again."""
        self._launch = launch
        self._become_ready = become_ready
        self._changed = changed
        self._stopping = asyncio.Event()
        self._failures = 0
        self._was_up = False

    @property
    def is_up(self) -> bool:
        return self.state is State.UP

    async def run(self) -> None:
        """Keep the process until `stop` is called or the first start is given up."""
        while not self._stopping.is_set():
            started = time.monotonic()
            is_final = await self._live_once()
            if self._stopping.is_set():
                break
            if not self._was_up and (is_final or self._failures + 1 >= STARTS_MAX):
                self._set(State.STOPPED)
                self.given_up.set()
                return
            is_settled = self._was_up and time.monotonic() - started >= SETTLED_AFTER_S
            self._failures = 1 if is_settled else self._failures + 1
            self.restarts += 1
            delay_s = restart_delay_s(self._failures)
            LOG.warning("%s ended (%s); starting it again in %.2f s", self.name, self.reason, delay_s)
            self._set(State.RESTARTING)
            await self._sleep(delay_s)
        self._set(State.STOPPED)

    async def _live_once(self) -> bool:
        """One life of the process, from start to end; True when another try makes no sense."""
        self._set(State.STARTING)
        try:
            child = self.child = self._launch()
        except OSError as error:
            self.reason = f"could not be started: {error.strerror or error}"
            return True
        except Trouble as trouble:
            self.reason = str(trouble)
            return True
        is_ready = await self._reach_readiness(child)
        if not is_ready and child.is_running and not self._stopping.is_set():
            await child.stop(self.part.stop_grace_s)
            self.reason = f"not ready within {self.part.start_timeout_s:.0f} s"
            return True
        code = await child.wait()  # also when `stop` is ending it
        self.ready.clear()
        self.reason = processes.tell_exit(code)
        return False

    async def _reach_readiness(self, child: processes.Child) -> bool:
        """Wait until the process is ready, ends, runs out of time, or is to be stopped; True when it became ready."""
        ready = asyncio.ensure_future(self._become_ready())
        ends = [asyncio.ensure_future(child.wait()), asyncio.ensure_future(self._stopping.wait())]
        try:
            await asyncio.wait([ready, *ends], timeout=self.part.start_timeout_s, return_when=asyncio.FIRST_COMPLETED)
            is_ready = ready.done() and not ready.cancelled() and ready.result() and child.is_running
        finally:
            for task in (ready, *ends):
                task.cancel()
        if is_ready and not self._stopping.is_set():
            self._was_up = True
            self.reason = ""
            self.ready.set()
            self._set(State.UP)
        return is_ready

    async def stop(self) -> None:
        """End the process: SIGTERM, then SIGKILL when its grace has passed. `run` returns after that."""
        self._stopping.set()
        self.ready.clear()
        if self.child is not None and self.child.is_running:
            self._set(State.STOPPING)
            await self.child.stop(self.part.stop_grace_s)

    def kill(self, reason: str) -> None:
        """End a process that no longer does its work; it is started again as after any end."""
        LOG.warning("%s is killed: %s", self.name, reason)
        if self.child is not None:
            self.child.send(signal.SIGKILL)

    async def _sleep(self, delay_s: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), delay_s)
        except TimeoutError:
            return

    def _set(self, state: State) -> None:
        if state is not self.state:
            self.state = state
            self._changed(self)
