"""A process is kept: restarted with growing delay, given up when it never came up, stopped for good."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
import signal
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from souk.local import keeper as keeping
from souk.local import processes, topology
from souk.local.keeper import Keeper, State, restart_delay_s

ORDER = topology.BY_NAME["order"]


class Kept:
    """A keeper of a shell command, and the states it went through."""

    def __init__(
        self, directory: Path, command: Sequence[str], *, is_ever_ready: bool = True, part: topology.Part = ORDER
    ) -> None:
        self.states: list[State] = []
        self.seen = asyncio.Event()

        def launch() -> processes.Child:
            return processes.Child.start(command, environment=os.environ, log=directory / "log", directory=directory)

        async def become_ready() -> bool:
            await asyncio.sleep(0.05 if is_ever_ready else 60)
            return True

        self.keeper = Keeper(part, 1, 1, launch=launch, become_ready=become_ready, changed=self._on_change)

    def _on_change(self, keeper: Keeper) -> None:
        self.states.append(keeper.state)
        self.seen.set()

    async def until(self, state: State, times: int = 1) -> None:
        async with asyncio.timeout(10):
            while self.states.count(state) < times:
                self.seen.clear()
                await self.seen.wait()


@contextlib.asynccontextmanager
async def running(kept: Kept) -> AsyncIterator[Keeper]:
    task = asyncio.create_task(kept.keeper.run())
    try:
        yield kept.keeper
    finally:
        await kept.keeper.stop()
        await asyncio.wait_for(task, 10)


def test_delays_double_up_to_a_limit() -> None:
    assert [restart_delay_s(failures) for failures in range(1, 9)] == [0.25, 0.5, 1, 2, 4, 8, 15, 15]
    assert restart_delay_s(10_000) == keeping.RESTART_DELAY_MAX_S


async def test_a_process_goes_up_and_is_stopped(tmp_path: Path) -> None:
    kept = Kept(tmp_path, ["sleep", "60"])
    async with running(kept) as keeper:
        await kept.until(State.UP)
        assert keeper.ready.is_set()
        assert keeper.child is not None
        pid = keeper.child.pid
    assert kept.states == [State.STARTING, State.UP, State.STOPPING, State.STOPPED]
    assert processes.identity(pid) is None
    assert keeper.restarts == 0


async def test_what_is_killed_comes_back_with_another_pid(tmp_path: Path) -> None:
    kept = Kept(tmp_path, ["sleep", "60"])
    async with running(kept) as keeper:
        await kept.until(State.UP)
        assert keeper.child is not None
        first = keeper.child.pid
        os.kill(first, signal.SIGKILL)
        await kept.until(State.RESTARTING)
        assert not keeper.ready.is_set()
        assert keeper.reason == "killed by SIGKILL"
        await kept.until(State.UP, times=2)
        assert keeper.child.pid != first
        assert keeper.restarts == 1
        assert keeper.reason == ""


async def test_the_delay_grows_while_it_keeps_dying(tmp_path: Path) -> None:
    kept = Kept(tmp_path, ["sleep", "0.15"])
    async with running(kept):
        await kept.until(State.UP)
        began = time.monotonic()
        await kept.until(State.STARTING, times=4)
    assert time.monotonic() - began >= 0.25 + 0.5 + 1.0


async def test_a_process_that_was_up_for_a_while_has_earned_a_quick_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "SETTLED_AFTER_S", 0.1)
    kept = Kept(tmp_path, ["sleep", "0.15"])
    async with running(kept):
        await kept.until(State.UP)
        began = time.monotonic()
        await kept.until(State.STARTING, times=4)
    assert time.monotonic() - began < 0.25 + 0.5 + 1.0


async def test_what_never_comes_up_is_given_up_with_the_reason(tmp_path: Path) -> None:
    kept = Kept(tmp_path, ["sh", "-c", "exit 7"], is_ever_ready=False)
    async with running(kept) as keeper:
        await asyncio.wait_for(keeper.given_up.wait(), 10)
        assert keeper.reason == "exit code 7"
        assert kept.states.count(State.STARTING) == keeping.STARTS_MAX
        assert kept.states[-1] is State.STOPPED


async def test_a_program_that_is_missing_is_given_up_at_once(tmp_path: Path) -> None:
    kept = Kept(tmp_path, ["/nowhere/program"])
    async with running(kept) as keeper:
        await asyncio.wait_for(keeper.given_up.wait(), 10)
        assert keeper.reason == "could not be started: No such file or directory"
        assert kept.states == [State.STARTING, State.STOPPED]


async def test_what_is_not_ready_in_time_is_ended_and_given_up(tmp_path: Path) -> None:
    part = dataclasses.replace(ORDER, start_timeout_s=0.2)
    kept = Kept(tmp_path, ["sleep", "60"], is_ever_ready=False, part=part)
    async with running(kept) as keeper:
        await asyncio.wait_for(keeper.given_up.wait(), 10)
        assert keeper.reason == "not ready within 0 s"
        assert keeper.child is not None
        assert not keeper.child.is_running


async def test_a_process_that_ignores_sigterm_is_killed_after_its_grace(tmp_path: Path) -> None:
    part = dataclasses.replace(ORDER, stop_grace_s=0.2)
    command = ["sh", "-c", "trap '' TERM; while true; do sleep 0.02; done"]
    kept = Kept(tmp_path, command, part=part)
    async with running(kept) as keeper:
        await kept.until(State.UP)
        await asyncio.sleep(0.1)
    assert keeper.child is not None
    assert await keeper.child.wait() == -signal.SIGKILL


async def test_it_can_be_stopped_before_it_is_ready_and_between_two_lives(tmp_path: Path) -> None:
    starting = Kept(tmp_path, ["sleep", "60"], is_ever_ready=False)
    async with running(starting):
        await starting.until(State.STARTING)
    dying = Kept(tmp_path, ["sleep", "0.1"])
    async with running(dying):
        await dying.until(State.RESTARTING)
    assert starting.states[-1] is dying.states[-1] is State.STOPPED


async def test_a_hung_process_that_is_killed_is_started_again(tmp_path: Path) -> None:
    kept = Kept(tmp_path, ["sleep", "60"])
    async with running(kept) as keeper:
        await kept.until(State.UP)
        keeper.kill("it hangs")
        await kept.until(State.UP, times=2)
