"""The supervisor with real processes: order of start, restarts, scaling behind a real HAProxy, nothing left behind."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
import signal
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from souk.local import plan, ports, processes, readiness, topology
from souk.local.home import Home
from souk.local.supervisor import StartFailed, Supervisor

HERE = Path(__file__).parent


def standin(name: str, **changes: Any) -> topology.Part:
    """A part whose process is `standin.py`."""
    return dataclasses.replace(topology.BY_NAME[name], module="standin", **({"needs": ()} | changes))


USER = standin("user")
ORDER = standin("order", needs=("user",))


@pytest.fixture(autouse=True)
def _standins_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(HERE))


class Told(list[dict[str, Any]]):
    """What the supervisor told."""

    def index_of(self, name: str, state: str) -> int:
        return next(i for i, each in enumerate(self) if (each["name"], each["state"]) == (name, state))


@contextlib.asynccontextmanager
async def supervised(
    home: Home, parts: Sequence[topology.Part], **replicas: int
) -> AsyncIterator[tuple[Supervisor, Told, plan.Plan]]:
    told = Told()
    with ports.claim(home) as block:
        what = plan.Plan(
            home=home,
            ports=ports.Ports(block, block),
            replicas={part.name: 1 for part in parts} | replicas,
            externals={},
        )
        supervisor = Supervisor(what, told.append, parts)
        try:
            yield supervisor, told, what
        finally:
            pids = [row["pid"] for row in await supervisor.status() if row["pid"]]
            await supervisor.stop()
            assert [pid for pid in pids if processes.identity(pid)] == []
            assert not home.run_json.exists()


def pid_of(home: Home, name: str) -> int:
    run = home.read_run()
    assert run is not None
    return next(int(row["pid"]) for row in run["processes"] if row["name"] == name)


async def eventually(condition: Any, timeout_s: float = 10.0) -> None:
    async with asyncio.timeout(timeout_s):
        while not condition():
            await asyncio.sleep(0.02)


async def test_parts_start_once_what_they_need_is_ready(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDIN_SLOW_S", "0.5")
    async with supervised(home, [ORDER, USER]) as (supervisor, told, _):
        await supervisor.start()
        assert told.index_of("user-1", "up") < told.index_of("order-1", "starting")
        assert all(row["ready"] for row in await supervisor.status())


async def test_run_json_follows_a_restart(home: Home) -> None:
    async with supervised(home, [USER]) as (supervisor, told, _):
        await supervisor.start()
        first = pid_of(home, "user-1")
        os.kill(first, signal.SIGKILL)
        await eventually(lambda: pid_of(home, "user-1") != first)
        await eventually(lambda: told[-1]["state"] == "up")
        assert processes.identity(pid_of(home, "user-1"))
        [row] = await supervisor.status()
        assert (row["restarts"], row["ready"]) == (1, True)


async def test_run_json_says_what_the_contract_promises(home: Home) -> None:
    async with supervised(home, [USER], user=2) as (supervisor, _, what):
        await supervisor.start()
        run = home.read_run()
        assert run is not None
        assert {"edge", "sandbox", "nats", "mongodb", "processes"} <= run.keys()
        assert run["edge"] == f"http://127.0.0.1:{what.ports.edge}"
        assert [(row["name"], row["port"]) for row in run["processes"]] == [
            ("user-1", what.ports.replica(0, 1)),
            ("user-2", what.ports.replica(0, 2)),
        ]


async def test_a_part_that_cannot_start_fails_the_start_with_its_last_words(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STANDIN_FAIL", "1")
    async with supervised(home, [USER]) as (supervisor, _, _):
        with pytest.raises(StartFailed) as failed:
            await supervisor.start()
        assert failed.value.name == "user-1"
        assert "user-1 did not start: exit code 1; its log is " in str(failed.value)
        assert failed.value.log[-1] == "standin: this configuration is wrong"


async def test_a_full_disk_is_named_as_such(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDIN_FAIL", "1")
    home.log("user-1").write_text("write: No space left on device\n")
    async with supervised(home, [USER]) as (supervisor, _, _):
        with pytest.raises(StartFailed, match="the disk is full; free some space"):
            await supervisor.start()


async def test_one_false_start_is_forgiven(home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STANDIN_ONCE", str(tmp_path / "once"))
    async with supervised(home, [USER]) as (supervisor, _, _):
        await supervisor.start()
        [row] = await supervisor.status()
        assert row["restarts"] == 1


async def test_a_stubborn_process_does_not_hold_up_the_end(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDIN_STUBBORN", "1")
    async with supervised(home, [standin("user", stop_grace_s=0.3)]) as (supervisor, _, _):
        await supervisor.start()  # `supervised` checks that nothing is left


async def test_a_start_can_be_called_off(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDIN_SLOW_S", "60")
    async with supervised(home, [USER, ORDER]) as (supervisor, told, _):
        starting = asyncio.create_task(supervisor.start())
        await eventually(lambda: told)
        starting.cancel()


@contextlib.asynccontextmanager
async def asked(what: plan.Plan) -> AsyncIterator[list[readiness.Answer | None]]:
    """The answers that two clients without a pause get from user as long as the block runs."""
    answers: list[readiness.Answer | None] = []

    async def ask() -> None:
        while True:
            answers.append(await readiness.http_get(what.ports.edge, "/v1/users"))

    asking = [asyncio.create_task(ask()) for _ in range(2)]
    try:
        yield answers
    finally:
        for task in asking:
            task.cancel()


async def test_a_service_is_scaled_and_balanced_without_a_failed_request(home: Home) -> None:
    parts = [topology.EDGE, standin("user", needs=("haproxy",))]
    async with supervised(home, parts) as (supervisor, _, what):
        await supervisor.start()
        async with asked(what) as answers:
            await supervisor.scale("user", 3)
            async with asyncio.timeout(10):  # HAProxy sends nothing to a replica before its own first good check
                while b'"user":{"ready":3,"total":3}' not in (await healthz(what)).body:
                    await asyncio.sleep(0.05)
            answers.clear()
            await eventually(lambda: {a.body for a in answers if a} == {b"user-1", b"user-2", b"user-3"})
            await supervisor.scale("user", 1)
            assert b'"user":{"ready":1,"total":1}' in (await healthz(what)).body
            gone = len(answers)
            await eventually(lambda: len(answers) > gone + 20)
        assert [a for a in answers if a is None or a.status != 200] == []
        assert {a.body for a in answers[gone + 2 :] if a} == {b"user-1"}
        assert [row["name"] for row in await supervisor.status()] == ["haproxy-1", "user-1"]


@pytest.mark.parametrize(("replicas", "replicas_max"), [(1, 2), (2, 2), (2, 3)])
async def test_a_service_is_replaced_without_a_failed_request(
    home: Home, replicas: int, replicas_max: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports, "REPLICAS_MAX", replicas_max)
    parts = [topology.EDGE, standin("user", needs=("haproxy",))]
    async with supervised(home, parts, user=replicas) as (supervisor, _, what):
        await supervisor.start()
        before = {row["name"]: row["pid"] for row in await supervisor.status()}
        async with asked(what) as answers:
            await supervisor.restart("user")
            done = len(answers)
            await eventually(lambda: len(answers) > done + 20)
        after = {row["name"]: row["pid"] for row in await supervisor.status()}
        assert [a for a in answers if a is None or a.status != 200] == []
        assert after.keys() == before.keys()
        assert {name for name in after if after[name] == before[name]} == {"haproxy-1"}
        assert f'"user":{{"ready":{replicas},"total":{replicas}}}'.encode() in (await healthz(what)).body


async def test_code_that_does_not_start_replaces_nothing(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    async with supervised(home, [USER]) as (supervisor, _, _):
        await supervisor.start()
        first = pid_of(home, "user-1")
        monkeypatch.setenv("STANDIN_FAIL", "1")
        with pytest.raises(StartFailed, match="user-2 did not start"):
            await supervisor.restart("user")
        assert [(row["name"], row["pid"]) for row in await supervisor.status()] == [("user-1", first)]
        monkeypatch.delenv("STANDIN_FAIL")
        await supervisor.restart("user")
        assert [row["name"] for row in await supervisor.status()] == ["user-1"]
        assert pid_of(home, "user-1") != first


async def test_a_replacement_that_does_not_start_leaves_the_spare_one(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with supervised(home, [USER]) as (supervisor, told, _):
        await supervisor.start()
        restarting = asyncio.create_task(supervisor.restart("user"))
        await eventually(lambda: any(each["name"] == "user-2" and each["state"] == "up" for each in told))
        monkeypatch.setenv("STANDIN_FAIL", "1")
        with pytest.raises(StartFailed, match="user-1 did not start"):
            await restarting
        rows = await supervisor.status()
        assert [(row["name"], row["ready"]) for row in rows] == [("user-2", True), ("user-1", False)]
        monkeypatch.delenv("STANDIN_FAIL")
        await supervisor.restart("user")
        await supervisor.scale("user", 1)
        assert [(row["name"], row["ready"]) for row in await supervisor.status()] == [("user-1", True)]


async def test_an_edge_that_dies_comes_back_with_everyone(home: Home) -> None:
    parts = [topology.EDGE, standin("user", needs=("haproxy",))]
    async with supervised(home, parts) as (supervisor, _, what):
        await supervisor.start()
        await supervisor.scale("user", 2)
        os.kill(pid_of(home, "haproxy-1"), signal.SIGKILL)
        async with asyncio.timeout(10):
            while b'"user":{"ready":2,"total":2}' not in (await healthz(what)).body:
                await asyncio.sleep(0.05)


async def test_a_replica_that_does_not_come_up_is_taken_away_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    async with supervised(home, [USER]) as (supervisor, _, _):
        await supervisor.start()
        monkeypatch.setenv("STANDIN_FAIL", "1")
        with pytest.raises(StartFailed, match="user-2 did not start"):
            await supervisor.scale("user", 2)
        assert [row["name"] for row in await supervisor.status()] == ["user-1"]
        monkeypatch.delenv("STANDIN_FAIL")
        await supervisor.scale("user", 2)


async def test_a_process_that_hangs_is_killed_and_started_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from souk.local import supervisor as supervising

    monkeypatch.setattr(supervising, "HOUSEKEEPING_PERIOD_S", 0.1)
    monkeypatch.setattr(supervising, "LIVEZ_TIMEOUT_S", 0.1)
    async with supervised(home, [USER]) as (supervisor, told, _):
        await supervisor.start()
        first = pid_of(home, "user-1")
        os.kill(first, signal.SIGSTOP)
        await eventually(lambda: pid_of(home, "user-1") != first)
        await eventually(lambda: told[-1]["state"] == "up")


async def healthz(what: plan.Plan) -> readiness.Answer:
    return await readiness.http_get(what.ports.edge, "/healthz") or readiness.Answer(0, b"")
