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

import msgspec

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


async def kill(rig: Rig, name: str) -> Strike:
    """SIGKILL a process, and wait until the supervisor has brought another one up in its place."""
    before, restarts = rig.identity(name), rig.rows()[name]["restarts"]
    began = time.monotonic()
    with away(rig, name):
        pass
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
    """Wait until another process than before is up, and the edge sends requests to every replica there should be."""
    await up(rig, name, before)
    async with asyncio.timeout(RECOVERY_S):
        while not await is_healthy(rig):
            await asyncio.sleep(PAUSE_S)
    assert not processes.is_alive(before)
    assert processes.is_alive(rig.identity(name))


async def up(rig: Rig, name: str, before: processes.Identity) -> None:
    """Wait until another process than before is up."""
    async with asyncio.timeout(RECOVERY_S):
        while (row := rig.rows()[name])["state"] != "up" or row["started"] == before.started:
            await asyncio.sleep(PAUSE_S)


async def is_healthy(rig: Rig) -> bool:
    answer = await readiness.http_get(rig.rows()["haproxy-1"]["port"], "/healthz")
    if answer is None or answer.status != 200:
        return False
    services = msgspec.json.decode(answer.body)["services"]
    return all(each["ready"] == each["total"] for each in services.values())


async def wipe_broker(rig: Rig) -> Strike:
    """Kill the broker and take its disk away, and with it what nobody has read: answers of inventory's to orders.

    That they are unread is made sure of by killing the order service, too, before inventory gets to answering.
    """
    streams_before, store = streams(rig), rig.home.store("nats")
    broker, listener = rig.identity("nats-1"), rig.identity("order-1")
    with contextlib.ExitStack() as resuming_inventory:
        resuming_inventory.enter_context(paused(rig, "inventory-1"))
        await _true(lambda: len(_placed(rig)) >= 2 * UNREAD_MIN)  # some of them are being called off
        began = time.monotonic()
        with away(rig, "order-1"):
            placed = _placed(rig)
            resuming_inventory.close()
            await _true(lambda: _are_answered(rig, placed))
            assert processes.kill_if_same(broker)
            for path in store.iterdir():
                shutil.rmtree(path)
    await back(rig, "nats-1", broker)
    await back(rig, "order-1", listener)
    await _true(lambda: all(created != streams_before[name] for name, created in streams(rig).items()))
    return Strike("nats-1", began, time.monotonic())


async def _true(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(RECOVERY_S):
        while not holds():
            await asyncio.sleep(PAUSE_S)


def _placed(rig: Rig) -> list[str]:
    return rig.reader.database("order")["orders"].distinct("_id", {"stage": "open", "status": "placed"})


def _are_answered(rig: Rig, orders: list[str]) -> bool:
    """Whether inventory holds the goods of enough of these orders, and the broker has been told.

    Not of all: the order service may have been killed before it had asked about the last.
    """
    inventory = rig.reader.database("inventory")
    held = inventory["reservations"].count_documents({"_id": {"$in": orders}, "status": "held"})
    return held >= UNREAD_MIN and not inventory["outbox"].count_documents({"unsent": True})


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
