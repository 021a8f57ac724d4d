"""What was announced is sent, whatever dies; what is asked twice is answered twice."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from souk import testing
from souk.contracts import order
from souk.kit import bus, clock, outbox, tx
from souk.kit.money import Money


def question(number: int) -> order.OrderAwaitingPayment:
    return order.OrderAwaitingPayment(
        order_id=f"ord_{number}",
        amount=Money(100, "EUR"),
        gateway="sandbox",
        token="tok_ok",
        expires_at=clock.now(),
        version=1,
    )


@contextlib.asynccontextmanager
async def alive(*works: Callable[[], Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(work()) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class Listener:
    """Counts what goes over a memory bus."""

    def __init__(self, messages: testing.MemoryBus) -> None:
        self.bus = messages
        self.batches: list[list[str]] = []

    async def __aenter__(self) -> Listener:
        await self.bus.ensure_stream("order")
        await self.bus.listen("order.>", self._heard)
        return self

    async def __aexit__(self, *_: object) -> None:
        return

    async def _heard(self, body: bytes) -> None:
        self.batches.append([each["id"] for each in msgspec.json.decode(body)])

    @property
    def events(self) -> list[str]:
        return [event for batch in self.batches for event in batch]

    async def until(self, count: int, limit_s: float = 10.0) -> None:
        async with asyncio.timeout(limit_s):
            while len(self.events) < count:
                await asyncio.sleep(0.01)


def on(db: tx.Announcing, messages: bus.Bus) -> tx.Announcing:
    """The same database seen by another process, which publishes to `messages`."""
    return tx.Announcing(db, outbox.Outbox(db, messages, "order"))


async def announce(db: tx.Announcing, count: int, cause: str | None = None) -> list[str]:
    async def body(tx_: tx.Tx) -> list[str]:
        return [tx_.announce(question(number), cause=cause) for number in range(count)]

    return await tx.transact(db, body)


async def test_one_message_a_type_and_batch(db: tx.Announcing) -> None:
    messages = testing.MemoryBus()
    process = on(db, messages)
    async with Listener(messages) as listener, alive(process.outbox.relay):
        announced = await announce(process, 300)
        await listener.until(300)
        assert sorted(listener.events) == sorted(announced)
        assert sorted(len(batch) for batch in listener.batches) == [44, 256]
        await process.outbox.drained(5)
        async with asyncio.timeout(5):  # the mark is written to one member and read from the majority
            while await db["outbox"].count_documents({"unsent": True}):
                await asyncio.sleep(0.02)
        assert len(await testing.envelopes(db)) == 300


async def test_a_transaction_that_fails_announces_nothing(db: tx.Announcing) -> None:
    async def body(tx_: tx.Tx) -> None:
        tx_.announce(question(1))
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await tx.transact(db, body)
    assert await db["outbox"].count_documents({}) == 0


async def test_the_sweeper_publishes_what_a_dead_process_left_under_its_stored_id(db: tx.Announcing) -> None:
    messages = testing.MemoryBus()
    dead, living = on(db, testing.MemoryBus()), on(db, messages)
    announced = await announce(dead, 3)  # its relay never ran: killed right after the commit
    async with Listener(messages) as listener, alive(living.outbox.sweep):
        await listener.until(3)
        assert sorted(listener.events) == sorted(announced)
    row = await db["outbox"].find_one({"ids": announced[0]})
    assert row is not None
    await messages.publish("order.awaiting_payment.v1", b"[]", message_id=row["_id"])
    assert len(listener.batches) == 1  # the broker had seen that id


async def test_a_dead_process_whose_clock_was_ahead_is_dead_all_the_same(db: tx.Announcing) -> None:
    messages = testing.MemoryBus()
    dead, living = on(db, testing.MemoryBus()), on(db, messages)
    announced = await announce(dead, 3)
    lease = {"until": clock.now() + timedelta(minutes=4)}
    await db["outbox_owners"].update_one({"_id": dead.outbox.owner}, {"$set": lease}, upsert=True)
    async with Listener(messages) as listener, alive(living.outbox.sweep):
        await listener.until(3)
    assert listener.events == announced


async def test_the_sweeper_leaves_a_living_process_alone(db: tx.Announcing) -> None:
    messages = testing.MemoryBus()
    slow, other = on(db, testing.MemoryBus()), on(db, messages)
    async with Listener(messages) as listener, alive(slow.outbox.sweep):
        await asyncio.sleep(0.1)  # its lease is written
        await announce(slow, 2)
        async with alive(other.outbox.sweep):
            await asyncio.sleep(1.5)
        assert listener.events == []


async def test_what_could_not_be_published_is_published_when_the_broker_is_back(db: tx.Announcing) -> None:
    messages = testing.MemoryBus()
    process = on(db, messages)
    async with Listener(messages) as listener, alive(process.outbox.relay, process.outbox.sweep):
        messages.connected = False
        await announce(process, 5)
        await asyncio.sleep(0.3)
        messages.connected = True
        await listener.until(5)


async def test_resending_is_bounded_in_time_and_says_so(db: tx.Announcing) -> None:
    messages = testing.MemoryBus()
    process = on(db, messages)
    async with Listener(messages) as listener, alive(process.outbox.relay):
        announced = await announce(process, 2)
        await listener.until(2)
        await process.outbox.drained(5)
        with testing.frozen_clock() as frozen:
            assert await process.outbox.resend(announced) == 2
            assert await process.outbox.resend(announced) == 0
            frozen.advance(10.1)
            assert await process.outbox.resend(announced) == 2
            frozen.advance(10.1)
            assert await process.outbox.resend(announced) == 0  # the pause doubled
            frozen.advance(10)
            assert await process.outbox.resend(announced) == 2
        assert len(listener.batches) == 4


async def test_answers_are_found_by_their_question(db: tx.Announcing) -> None:
    messages = testing.MemoryBus()
    process = on(db, messages)
    async with Listener(messages) as listener, alive(process.outbox.relay):
        answers = await announce(process, 2, cause="evt_question")
        await announce(process, 1, cause="evt_other")
        await listener.until(3)
        await process.outbox.drained(5)
        assert await process.outbox.answer_again(["evt_question"]) == 2
        assert sorted(listener.batches[-1]) == sorted(answers)


async def test_after_a_loss_the_last_day_is_published_again(db: tx.Announcing) -> None:
    messages = testing.MemoryBus()
    process = on(db, messages)
    async with Listener(messages) as listener, alive(process.outbox.relay):
        with testing.frozen_clock(clock.now() - timedelta(hours=30)):
            await announce(process, 4)
            await listener.until(4)
            await process.outbox.drained(5)
        recent = await announce(process, 3)
        await listener.until(7)
        await process.outbox.drained(5)
        messages.wipe()
        await messages.ensure_stream("order")
        assert await process.outbox.republish(clock.now() - timedelta(hours=24)) == 3
        assert sorted(listener.events[7:]) == sorted(recent)


async def test_old_rows_are_forgotten_but_nothing_that_was_never_sent(db: tx.Announcing) -> None:
    messages = testing.MemoryBus()
    process, dead = on(db, messages), on(db, testing.MemoryBus())
    async with Listener(messages) as listener, alive(process.outbox.relay):
        with testing.frozen_clock(clock.now() - timedelta(days=20)):
            await announce(process, 2)
            await listener.until(2)
            await process.outbox.drained(5)
        with testing.frozen_clock(clock.now() - timedelta(days=10)):
            unsent = await announce(dead, 2)
        await process.outbox.forget()
    async with asyncio.timeout(5):  # dropped on one member, read from the majority
        while {each.id for each in await testing.envelopes(db)} != set(unsent):
            await asyncio.sleep(0.02)


async def test_what_is_sent_again_fits_into_messages(db: tx.Announcing, monkeypatch: pytest.MonkeyPatch) -> None:
    messages = testing.MemoryBus()
    process = on(db, messages)
    async with Listener(messages) as listener, alive(process.outbox.relay):
        announced = await announce(process, 5)
        await listener.until(5)
        await process.outbox.drained(5)
        (size,) = {len(each["body"]) // 5 for each in await db["outbox"].find().to_list()}
        monkeypatch.setattr(outbox, "MESSAGE_BYTES_MAX", 2 * size + 2)
        assert await process.outbox.resend(announced) == 5
        await listener.until(10)
        assert [len(each) for each in listener.batches] == [5, 2, 2, 1]
        assert sorted(listener.events[5:]) == sorted(announced)
