"""What befalls a stack, each with the proof that it did: a process was another one afterwards, a store a new one."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from faults.load import History
from faults.rig import Rig
from souk.local import ports, processes, readiness

RECOVERY_S = 60.0
"""So long a part may take to be back."""
PAUSE_S = 0.02
TRIES_MAX = 10


@dataclass(frozen=True)
class Strike:
    """A part was away from `began` to `over` (monotonic seconds)."""

    name: str
    began: float
    over: float

    def caught(self, history: History) -> int:
        """How many customers came while it lasted."""
        return sum(self.began <= each.begun_at <= self.over for each in history.customers)


async def kill(rig: Rig, name: str, *, after: Callable[[], None] = lambda: None) -> Strike:
    """SIGKILL a process, and wait until the supervisor has brought another one up in its place.

    `after` runs when it can do nothing any more, and nobody has noticed yet.
    """
    before = rig.identity(name)
    restarts = rig.rows()[name]["restarts"]
    os.kill(before.pid, signal.SIGSTOP)
    after()
    began = time.monotonic()
    assert processes.kill_if_same(before), f"{name} was not running"
    await back(rig, name, before)
    assert rig.rows()[name]["restarts"] > restarts
    return Strike(name, began, time.monotonic())


async def terminate(rig: Rig, name: str) -> Strike:
    """SIGTERM a process, and wait until it has gone in its own time and another one is up."""
    before = rig.identity(name)
    began = time.monotonic()
    os.kill(before.pid, signal.SIGTERM)
    await back(rig, name, before)
    return Strike(name, began, time.monotonic())


async def back(rig: Rig, name: str, before: processes.Identity) -> None:
    """Wait until another process than before is up, and the edge calls the whole shop healthy."""
    async with asyncio.timeout(RECOVERY_S):
        while (row := rig.rows()[name])["state"] != "up" or row["started"] == before.started:
            await asyncio.sleep(PAUSE_S)
        while not await is_healthy(rig):
            await asyncio.sleep(PAUSE_S)
    assert not processes.is_alive(before)
    assert processes.is_alive(rig.identity(name))


async def is_healthy(rig: Rig) -> bool:
    answer = await readiness.http_get(rig.rows()["haproxy-1"]["port"], "/healthz")
    return answer is not None and answer.status == 200


async def wipe_broker(rig: Rig) -> Strike:
    """Kill the broker and take its disk away: streams, consumers, everything."""
    before = streams(rig)
    store = rig.home.store("nats")
    assert any(store.rglob("*.blk")), "the broker had stored nothing"

    def wipe() -> None:
        for path in store.iterdir():
            shutil.rmtree(path)

    strike = await kill(rig, "nats-1", after=wipe)
    async with asyncio.timeout(RECOVERY_S):
        while any(created == before[name] for name, created in streams(rig).items()):
            await asyncio.sleep(PAUSE_S)
    return strike


def streams(rig: Rig) -> dict[str, object]:
    """When each publisher's stream was made, as the publisher last saw it."""
    publishers = ("user", "product", "inventory", "order", "payment")
    found = {name: rig.reader.database(name)["bus_streams"].find_one({"_id": name}) for name in publishers}
    return {name: row["created"] for name, row in found.items() if row is not None}


@contextlib.contextmanager
def away(rig: Rig, name: str) -> Iterator[None]:
    """A part is gone as long as the block runs: it was killed, and cannot come back while somebody has its port."""
    before = rig.identity(name)
    with _holding(rig, name):
        assert not processes.is_alive(before)
        yield
        assert rig.rows()[name]["state"] != "up", f"{name} was there all the time"


@contextlib.contextmanager
def _holding(rig: Rig, name: str) -> Iterator[None]:
    port = rig.rows()[name]["port"]
    for _ in range(TRIES_MAX):
        with contextlib.closing(socket.socket()) as taken:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            processes.kill_if_same(rig.identity(name))
            try:
                taken.bind((ports.HOST, port))  # and never listens: who comes is refused
            except OSError:
                continue  # the supervisor was quicker
            yield
            return
    raise AssertionError(f"{name} could not be kept away")
