"""Each event has its effect once; a question asked twice is answered twice; poison hurts nobody but itself."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import msgspec
import pytest
from pymongo.errors import AutoReconnect, OperationFailure

from souk import testing
from souk.contracts import inventory, order
from souk.kit import bus, clock, consumer, deadletters, deferred, ids, outbox, settings, tx
from souk.kit.money import Money
from souk.serving import brokers, service

Handler = Callable[[tx.Tx, Sequence[consumer.Received[order.OrderPlaced]]], Any]


def placed(name: str) -> order.OrderPlaced:
    return order.OrderPlaced(order_id=name, lines=(), email="ann@example.org", deadline=clock.now(), version=1)


def envelope(event: order.OrderPlaced, event_id: str, **changes: Any) -> dict[str, Any]:
    made = outbox.Envelope(event_id, event.type, "order", event.order_id, clock.now(), event)
    plain: dict[str, Any] = msgspec.to_builtins(made)
    return plain | changes


async def reserve(tx_: tx.Tx, received: Sequence[consumer.Received[order.OrderPlaced]]) -> consumer.Verdicts | None:
    """Notes every event, and answers it."""
    names = [each.data.order_id for each in received]
    await tx_["effects"].insert_many([{"name": name} for name in names], session=tx_.session)
    for each in received:
        rejected = inventory.StockRejected(order_id=each.data.order_id, short=())
        tx_.announce(rejected, cause=each.id)
    return None


@contextlib.asynccontextmanager
async def listening(mongodb_url: str, handler: Handler = reserve, **options: Any) -> AsyncIterator[testing.Running]:
    async def build(runtime: service.Runtime[settings.Service]) -> Sequence[Any]:
        runtime.consume(order.OrderPlaced, handler)
        return []

    async with testing.running(mongodb_url, "inventory", build, settings.Service, **options) as running:
        await running.bus.ensure_stream("order")
        yield running


async def effects(running: testing.Running) -> list[str]:
    return sorted([row["name"] async for row in running.runtime.db["effects"].find()])


def answers(running: testing.Running) -> list[bytes]:
    return [message.body for message in running.bus.stored("inventory")]


async def test_a_repeated_event_has_one_effect(mongodb_url: str) -> None:
    async with listening(mongodb_url) as running:
        await running.deliver(placed("a"), placed("b"), ids_=["evt_1", "evt_2"])
        await running.deliver(placed("a"), placed("c"), placed("c"), ids_=["evt_1", "evt_3", "evt_3"])
        assert await effects(running) == ["a", "b", "c"]
        assert len(answers(running)) == 2


async def test_a_redelivery_is_not_answered_but_a_resend_is_and_only_once_in_a_while(mongodb_url: str) -> None:
    async with listening(mongodb_url) as running:
        await running.deliver(placed("a"), ids_=["evt_1"])
        await running.deliver(placed("a"), ids_=["evt_1"])
        assert len(answers(running)) == 1
        await running.deliver(placed("a"), ids_=["evt_1"], resend=1)
        await running.deliver(placed("a"), ids_=["evt_1"], resend=2)
        assert len(answers(running)) == 2
        assert answers(running)[0] == answers(running)[1]
        assert running.bus.stored("inventory")[1].resend == 1


@pytest.mark.parametrize("failure", [ValueError("poison"), OperationFailure("poison", 2)])
async def test_poison_is_isolated_retried_and_buried(
    mongodb_url: str, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    async def breaks(tx_: tx.Tx, received: Sequence[consumer.Received[order.OrderPlaced]]) -> consumer.Verdicts | None:
        if any(each.data.order_id == "poison" for each in received):
            raise failure
        return await reserve(tx_, received)

    monkeypatch.setattr(deferred, "DELAY_START_S", 0.01)
    monkeypatch.setattr(service, "DEFERRED_PERIOD_S", 0.05)
    async with listening(mongodb_url, breaks) as running:
        await running.deliver(*(placed(f"n{index}") for index in range(7)), placed("poison"))
        assert await effects(running) == [f"n{index}" for index in range(7)]
        async with asyncio.timeout(10):
            while not (letters := await deadletters.list_(running.runtime.db)):
                await asyncio.sleep(0.05)
        assert letters[0].reason.startswith(f"{type(failure).__name__}: poison")
        assert letters[0].attempts == deferred.ATTEMPTS_MAX + 1
        assert letters[0].consumer == "inventory__order_placed"
        assert await running.runtime.db["deferred"].count_documents({}) == 0


async def test_a_dead_letter_can_be_retried_or_dropped(mongodb_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "DEFERRED_PERIOD_S", 0.05)
    cured = False

    async def moody(tx_: tx.Tx, received: Sequence[consumer.Received[order.OrderPlaced]]) -> consumer.Verdicts | None:
        if not cured:
            return {each.id: consumer.Never("not in the mood") for each in received}
        return await reserve(tx_, received)

    async with listening(mongodb_url, moody) as running:
        await running.deliver(placed("a"), placed("b"))
        db = running.runtime.db
        first, second = await deadletters.list_(db)
        cured = True
        assert await deadletters.retry(db, first.id)
        assert await deadletters.drop(db, second.id)
        assert not await deadletters.drop(db, second.id)
        async with asyncio.timeout(5):
            while not await effects(running):
                await asyncio.sleep(0.05)
        assert len(await effects(running)) == 1
        assert await deadletters.list_(db) == []


async def test_later_comes_again_without_being_counted_as_a_failure(
    mongodb_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deferred, "DELAY_START_S", 0.01)
    monkeypatch.setattr(deferred, "DELAY_MAX_S", 0.02)
    monkeypatch.setattr(service, "DEFERRED_PERIOD_S", 0.02)
    tries = 0

    async def patient(tx_: tx.Tx, received: Sequence[consumer.Received[order.OrderPlaced]]) -> consumer.Verdicts | None:
        nonlocal tries
        tries += 1
        if tries <= deferred.ATTEMPTS_MAX + 3:
            return {each.id: consumer.Later("its product is not known yet") for each in received}
        return await reserve(tx_, received)

    async with listening(mongodb_url, patient) as running:
        await running.deliver(placed("a"))
        async with asyncio.timeout(10):
            while not await effects(running):
                await asyncio.sleep(0.02)
        assert await deadletters.list_(running.runtime.db) == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"this is not JSON", "not an array of events"),
        (b'{"id": "evt_1"}', "not an array of events"),
        (b'[{"id": "evt_1"}]', "missing required field"),
        (msgspec.json.encode([envelope(placed("x"), "evt_1", data={"order_id": 5})]), "Expected `str`, got `int`"),
        (msgspec.json.encode([envelope(placed("x"), "evt_1", type="order.placed.v9")]), "unknown version"),
    ],
)
async def test_what_cannot_be_understood_becomes_a_dead_letter(mongodb_url: str, body: bytes, reason: str) -> None:
    async with listening(mongodb_url) as running:
        subject = "order.placed.v9" if b"v9" in body else "order.placed.v1"
        await running.deliver_raw(subject, body)
        await running.deliver_raw(subject, body)
        (letter,) = await deadletters.list_(running.runtime.db)
        assert reason in letter.reason
        assert await effects(running) == []


async def test_one_unreadable_event_does_not_take_its_neighbours_along(mongodb_url: str) -> None:
    async with listening(mongodb_url) as running:
        events = [envelope(placed("a"), "evt_1"), {"id": "evt_2"}, envelope(placed("b"), "evt_3", extra=1)]
        await running.deliver_raw("order.placed.v1", msgspec.json.encode(events))
        assert await effects(running) == ["a", "b"]
        assert len(await deadletters.list_(running.runtime.db)) == 1


async def test_an_outage_of_the_database_uses_up_no_attempts(mongodb_url: str) -> None:
    outages = 3

    async def shaken(tx_: tx.Tx, received: Sequence[consumer.Received[order.OrderPlaced]]) -> consumer.Verdicts | None:
        nonlocal outages
        if outages:
            outages -= 1
            raise AutoReconnect("gone")
        return await reserve(tx_, received)

    async with listening(mongodb_url, shaken) as running:
        await running.deliver(placed("a"), placed("b"))
        assert await effects(running) == ["a", "b"]
        assert await running.runtime.db["deferred"].count_documents({}) == 0


async def test_past_the_limit_of_dead_letters_it_stops_and_says_so(
    mongodb_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadletters, "PER_CONSUMER_MAX", 2)
    monkeypatch.setattr(consumer, "PAUSE_MAX_S", 0.05)
    async with listening(mongodb_url) as running:
        for number in range(3):
            await running.deliver_raw("order.placed.v1", b"[%d]" % number)
        async with asyncio.timeout(5):
            while running.runtime.consumers[0].stopped is None:
                await asyncio.sleep(0.02)
        report = (await running.client.get("/readyz")).json()
        assert report["status"] == "ok"
        assert "too many dead letters" in report["degraded"][0]
        for letter in await deadletters.list_(running.runtime.db):
            await deadletters.drop(running.runtime.db, letter.id)
        await running.deliver(placed("a"))
        assert await effects(running) == ["a"]


async def test_two_replicas_share_the_events(mongodb_url: str) -> None:
    name = f"test_{ids.new('db')}"
    messages = testing.MemoryBus()
    async with (
        listening(mongodb_url, messages=messages, database_name=name) as first,
        listening(mongodb_url, messages=messages, database_name=name) as second,
    ):
        for number in range(20):
            await first.deliver(placed(f"{number:02}"), ids_=[f"evt_{number}"])
        await second.settle()
        assert await effects(first) == [f"{number:02}" for number in range(20)]
        await first.runtime.db.raw.client.drop_database(name)


async def test_what_a_process_had_in_hand_when_it_was_killed_has_its_effect_in_another(
    mongodb_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus, "ACK_WAIT_S", 0.2)
    name, messages, in_hand = f"test_{ids.new('db')}", testing.MemoryBus(), asyncio.Event()

    async def never_commits(tx_: tx.Tx, received: Sequence[consumer.Received[order.OrderPlaced]]) -> None:
        in_hand.set()
        await asyncio.Event().wait()

    body = msgspec.json.encode([envelope(placed("a"), "evt_1")])
    async with listening(mongodb_url, never_commits, messages=messages, database_name=name):
        await messages.publish(order.OrderPlaced.type, body, message_id="msg_1")
        await asyncio.wait_for(in_hand.wait(), 10)
    async with listening(mongodb_url, messages=messages, database_name=name) as other:
        await other.settle()
        assert await effects(other) == ["a"]
        await other.runtime.db.raw.client.drop_database(name)


@pytest.mark.parametrize("seconds", [0.5, 60.0])
async def test_what_a_process_has_in_hand_without_end_is_had_by_another(
    mongodb_url: str, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    monkeypatch.setattr(bus, "ACK_WAIT_S", 0.3)
    monkeypatch.setattr(consumer, "IN_PROGRESS_PERIOD_S", 0.1)
    monkeypatch.setattr(consumer, "IN_PROGRESS_MAX_S", seconds)
    name, messages, in_hand = f"test_{ids.new('db')}", testing.MemoryBus(), asyncio.Event()

    async def stand_still(*args: Any) -> None:
        in_hand.set()
        await asyncio.Event().wait()

    async with listening(mongodb_url, messages=messages, database_name=name) as stuck:
        monkeypatch.setattr(stuck.runtime.consumers[0], "_settle", stand_still)
        body = msgspec.json.encode([envelope(placed("a"), "evt_1")])
        await messages.publish(order.OrderPlaced.type, body, message_id="msg_1")
        await asyncio.wait_for(in_hand.wait(), 10)
        async with listening(mongodb_url, messages=messages, database_name=name) as other:
            await asyncio.sleep(2.0)
            assert await effects(other) == (["a"] if seconds < 2 else [])  # no sooner than that: it may just be slow
            await other.runtime.db.raw.client.drop_database(name)


async def test_a_wiped_broker_gets_the_last_day_again(mongodb_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brokers, "CHECK_PERIOD_S", 0.05)
    async with listening(mongodb_url) as running:
        await asyncio.sleep(0.2)  # the stream's age is known
        await running.deliver(placed("a"), ids_=["evt_1"])
        assert len(answers(running)) == 1
        running.bus.wipe()
        async with asyncio.timeout(5):
            while not answers(running):
                await asyncio.sleep(0.02)
        await running.deliver(placed("a"), placed("b"), ids_=["evt_1", "evt_2"])
        assert await effects(running) == ["a", "b"]


async def test_consumers_of_one_lane_take_turns_and_versioned_facts_need_no_inbox(mongodb_url: str) -> None:
    together = 0
    most = 0

    async def slow(tx_: tx.Tx, received: Sequence[consumer.Received[Any]]) -> consumer.Verdicts | None:
        nonlocal together, most
        together += 1
        most = max(most, together)
        await asyncio.sleep(0.05)
        together -= 1
        return None

    async def build(runtime: service.Runtime[settings.Service]) -> Sequence[Any]:
        lane = asyncio.Lock()
        runtime.consume(order.OrderPlaced, slow, consumer.Options(lane=lane, is_versioned=True))
        runtime.consume(order.OrderConfirmed, slow, consumer.Options(lane=lane, linger_s=0.01))
        return []

    async with testing.running(mongodb_url, "inventory", build, settings.Service) as running:
        zero = Money(0, "EUR")
        confirmed = order.OrderConfirmed(
            order_id="a",
            number="1",
            email="",
            lines=(),
            totals=order.Totals(subtotal=zero, discount=zero, shipping=zero, tax=zero, total=zero),
            version=1,
        )
        await running.deliver(placed("a"), confirmed)
        assert most == 1
        assert len(await running.runtime.db["inbox"].distinct("events")) == 1


async def test_events_gather_for_as_long_as_there_were_many(mongodb_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumer, "GATHER_S_PER_EVENT", 0.06)  # so long that no machine dawdles past it
    monkeypatch.setattr(consumer, "GATHER_S_MAX", 1.0)
    sizes: list[int] = []

    async def noted(_: tx.Tx, received: Sequence[consumer.Received[order.OrderPlaced]]) -> None:
        sizes.append(len(received))

    async with listening(mongodb_url, noted) as running:

        async def two_in_a_row() -> None:
            first = asyncio.create_task(running.deliver(placed("first")))
            await asyncio.sleep(0.2)
            await running.deliver(placed("second"))
            await first

        await running.deliver(*(placed(f"many {number}") for number in range(consumer.BUSY_EVENTS)))
        await two_in_a_row()
        await two_in_a_row()
    assert sizes == [consumer.BUSY_EVENTS, 2, 1, 1]
