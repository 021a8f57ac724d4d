"""Two brokers on one database are told apart from one that lost its disk: the first ends who came, the other nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from souk import testing
from souk.kit import mongo, outbox, settings, tx
from souk.serving import brokers
from souk.serving import process as processes

PATIENCE_S = 15.0


@dataclass
class Process:
    """One process's outbox and look at the broker, running."""

    watch: brokers.Watch
    out: outbox.Outbox
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def start(self) -> None:
        await self.watch.settle()
        self.tasks = [asyncio.create_task(self.out.sweep()), asyncio.create_task(self.watch.keep())]

    async def end(self) -> None:
        await processes.cancel(self.tasks, 0.5)  # the driver may make an error of its own of being cancelled
        self.tasks = []

    @property
    def refused(self) -> str | None:
        done = [str(task.exception()) for task in self.tasks if task.done() and not task.cancelled()]
        return done[0] if done else None


Make = Callable[[testing.MemoryBus], Process]


@pytest.fixture
async def make(db: tx.Announcing, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Make]:
    monkeypatch.setattr(brokers, "CHECK_PERIOD_S", 0.1)
    monkeypatch.setattr(brokers, "ASK_PATIENCE_S", 3.0)
    monkeypatch.setattr(outbox, "SWEEP_PERIOD_S", 0.05)
    monkeypatch.setattr(outbox, "RENEW_PERIOD_S", 0.2)
    monkeypatch.setattr(outbox, "LEASE_S", 1.0)
    made: list[Process] = []

    def process(messages: testing.MemoryBus) -> Process:
        out = outbox.Outbox(db, messages, "order")
        made.append(Process(brokers.Watch("order", db, messages, out), out))
        return made[-1]

    yield process
    for each in made:
        await each.end()


async def known(db: mongo.Database) -> mongo.Document:
    found = await db["bus_streams"].find_one({"_id": "order"})
    assert found is not None
    return found


async def is_alive(db: mongo.Database, process: Process) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not await db["outbox_owners"].find_one({"_id": process.out.owner}):
            await asyncio.sleep(0.02)


async def test_a_second_installation_on_the_database_is_refused_and_the_first_goes_on(
    db: tx.Announcing, make: Make
) -> None:
    ours, theirs = testing.MemoryBus(), testing.MemoryBus()
    first, like_it, second = make(ours), make(ours), make(theirs)
    await first.start()
    await like_it.start()
    await is_alive(db, first)
    before = (await known(db))["created"]
    with pytest.raises(settings.SettingsError) as refusal:
        await second.start()
    told = str(refusal.value)
    assert told.startswith(f"SOUK_NATS_URL: other processes use the database {db.name} with another broker (its stream")
    assert told.endswith("to move to another broker, end them first")
    assert "\n" not in told
    await asyncio.sleep(0.5)  # some looks of theirs
    assert (first.refused, like_it.refused) == (None, None)
    after = await known(db)
    assert (after["created"], after.get("owner")) == (before, None), "nothing was published again"


@pytest.mark.parametrize("replicas", [1, 3])
async def test_a_broker_that_lost_its_disk_is_taken_by_everybody(db: tx.Announcing, make: Make, replicas: int) -> None:
    messages = testing.MemoryBus()
    processes = [make(messages) for _ in range(replicas)]
    for each in processes:
        await each.start()
        await is_alive(db, each)
    before = (await known(db))["created"]
    await asyncio.sleep(0.01)  # streams are of another millisecond
    began = asyncio.get_running_loop().time()
    messages.wipe()
    async with asyncio.timeout(PATIENCE_S):
        while (await known(db))["created"] == before or "owner" in await known(db):
            await asyncio.sleep(0.02)
    assert asyncio.get_running_loop().time() - began < brokers.ASK_PATIENCE_S, "they agreed before time was up"
    await asyncio.sleep(0.5)
    assert [each.refused for each in processes] == [None] * replicas


async def test_another_broker_is_taken_once_the_old_ones_processes_have_ended(db: tx.Announcing, make: Make) -> None:
    old, new = make(testing.MemoryBus()), make(testing.MemoryBus())
    await old.start()
    await is_alive(db, old)
    await old.end()
    before = (await known(db))["created"]
    await new.start()  # as long as the lease of the one that ended lasts it asks
    assert (await known(db))["created"] != before
    back = make(testing.MemoryBus())
    await is_alive(db, new)
    with pytest.raises(settings.SettingsError):
        await back.start()
    assert new.refused is None


async def test_who_cannot_reach_its_broker_says_nothing_and_is_told_when_it_is_back(
    db: tx.Announcing, make: Make
) -> None:
    messages = testing.MemoryBus()
    cut_off = make(messages)
    await cut_off.start()
    await is_alive(db, cut_off)
    messages.connected = False
    other = make(testing.MemoryBus())
    await other.start()
    await is_alive(db, other)
    messages.connected = True
    async with asyncio.timeout(PATIENCE_S):
        while cut_off.refused is None:
            await asyncio.sleep(0.05)
    assert cut_off.refused.startswith("SOUK_NATS_URL: ")
    assert other.refused is None


async def test_a_broker_that_is_away_at_the_start_is_looked_at_later(db: tx.Announcing, make: Make) -> None:
    first = make(testing.MemoryBus())
    await first.start()
    await is_alive(db, first)
    theirs = testing.MemoryBus()
    theirs.connected = False
    second = make(theirs)
    await second.start()
    theirs.connected = True
    async with asyncio.timeout(PATIENCE_S):
        while second.refused is None:
            await asyncio.sleep(0.05)
    assert first.refused is None


def test_one_objection_each_says_nothing() -> None:
    """They may have looked before the broker lost its disk, and answered after."""
    assert not brokers._is_objected_to({"objections": {"a": 1, "b": 1}})
    assert brokers._is_objected_to({"objections": {"a": 1, "b": 2}})


async def test_who_stood_still_while_the_broker_lost_its_disk_accuses_nobody(
    db: tx.Announcing, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = testing.MemoryBus()
    first, second = make(messages), make(messages)
    await first.start()
    await is_alive(db, first)
    before = (await known(db))["created"]
    await asyncio.sleep(0.01)  # streams are of another millisecond
    messages.wipe()
    async with asyncio.timeout(PATIENCE_S):
        while (await known(db))["created"] == before:
            await asyncio.sleep(0.02)
    looks = [before]  # what it saw before it stood still
    fresh = second.watch._created

    async def created() -> datetime:
        return looks.pop() if looks else await fresh()

    monkeypatch.setattr(second.watch, "_created", created)
    await second.start()
    await asyncio.sleep(0.5)
    assert (first.refused, second.refused) == (None, None)
    assert (await known(db))["created"] != before
