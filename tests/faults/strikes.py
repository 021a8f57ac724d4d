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

import stacks
from faults.load import History
from faults.rig import Rig
from souk.local import ports, processes, readiness

RECOVERY_S = 60.0
"""So long a part may take to be back."""
PAUSE_S = 0.02
UNREAD_MIN = 8
"""So many answers are lost at least when the broker loses its disk."""


@dataclass(frozen=True)
class Strike:
    """A part was away from `began` to `over` (monotonic seconds)."""

    name: str
    began: float
    over: float

    def caught(self, history: History) -> int:
        """How many customers came while it lasted."""
        return sum(self.began <= each.begun_at <= self.over for each in history.customers)


async def kill(
    rig: Rig, name: str, *, after: Callable[[], None] = lambda: None, is_healthy_again: bool = True
) -> Strike:
    """SIGKILL a process, and wait until the supervisor has brought another one up in its place, and all is healthy.

    `after` runs when it is gone, and nobody has noticed yet.
    """
    before, restarts = rig.identity(name), rig.rows()[name]["restarts"]
    began = time.monotonic()
    with away(rig, name):
        after()
    await back(rig, name, before, is_healthy_again=is_healthy_again)
    assert rig.rows()[name]["restarts"] > restarts
    return Strike(name, began, time.monotonic())


async def terminate(rig: Rig, name: str) -> Strike:
    """SIGTERM a process, and wait until it has gone in its own time and another one is up."""
    before = rig.identity(name)
    began = time.monotonic()
    os.kill(before.pid, signal.SIGTERM)
    await back(rig, name, before)
    return Strike(name, began, time.monotonic())


async def back(rig: Rig, name: str, before: processes.Identity, *, is_healthy_again: bool = True) -> None:
    """Wait until another process than before is up, and the edge calls the whole shop healthy."""
    async with asyncio.timeout(RECOVERY_S):
        while (row := rig.rows()[name])["state"] != "up" or row["started"] == before.started:
            await asyncio.sleep(PAUSE_S)
        while is_healthy_again and not await is_healthy(rig):
            await asyncio.sleep(PAUSE_S)
    assert not processes.is_alive(before)
    assert processes.is_alive(rig.identity(name))


async def is_healthy(rig: Rig) -> bool:
    answer = await readiness.http_get(rig.rows()["haproxy-1"]["port"], "/healthz")
    return answer is not None and answer.status == 200


async def wipe_broker(rig: Rig) -> Strike:
    """Kill the broker and take its disk away: streams, consumers, and messages that nobody has read.

    Among these are answers of inventory's to orders, which it takes for given.
    """
    before, store = streams(rig), rig.home.store("nats")

    def wipe() -> None:
        for path in store.iterdir():
            shutil.rmtree(path)

    with paused(rig, "inventory-1"):
        await _enough(lambda: len(_placed(rig)))
    with paused(rig, "order-1"):
        placed = _placed(rig)
        await _enough(lambda: _held(rig, placed))
        strike = await kill(rig, "nats-1", after=wipe, is_healthy_again=False)
    async with asyncio.timeout(RECOVERY_S):
        while any(created == before[name] for name, created in streams(rig).items()):
            await asyncio.sleep(PAUSE_S)
    return strike


async def _enough(count: Callable[[], int]) -> None:
    async with asyncio.timeout(RECOVERY_S):
        while count() < UNREAD_MIN:
            await asyncio.sleep(PAUSE_S)


def _placed(rig: Rig) -> list[str]:
    return rig.reader.database("order")["orders"].distinct("_id", {"stage": "open", "status": "placed"})


def _held(rig: Rig, orders: list[str]) -> int:
    """How many of these orders inventory has answered, as far as the broker has been told."""
    inventory = rig.reader.database("inventory")
    if inventory["outbox"].count_documents({"unsent": True}):
        return 0
    return inventory["reservations"].count_documents({"_id": {"$in": orders}, "status": "held"})


@contextlib.contextmanager
def paused(rig: Rig, name: str) -> Iterator[None]:
    """A process stands still as long as the block runs."""
    who = rig.identity(name)
    os.kill(who.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(who.pid, signal.SIGCONT)
    assert rig.identity(name) == who


def streams(rig: Rig) -> dict[str, object]:
    """When each publisher's stream was made, as the publisher last saw it."""
    publishers = ("user", "product", "inventory", "order", "payment")
    found = {name: rig.reader.database(name)["bus_streams"].find_one({"_id": name}) for name in publishers}
    return {name: row["created"] for name, row in found.items() if row is not None}


@contextlib.contextmanager
def away(rig: Rig, name: str) -> Iterator[None]:
    """A part is killed and stays away as long as the block runs, because the supervisor is looking elsewhere."""
    before, port = rig.identity(name), rig.rows()[name]["port"]
    supervisor = rig.supervisor
    os.kill(supervisor, signal.SIGSTOP)
    try:
        assert processes.kill_if_same(before), f"{name} was not running"
        stacks.until(lambda: not _answers(port))  # its last thread closes the door
        yield
        assert not _answers(port), f"{name} was there all the time"
    finally:
        os.kill(supervisor, signal.SIGCONT)


def _answers(port: int) -> bool:
    with socket.socket() as door:
        return door.connect_ex((ports.HOST, port)) == 0
