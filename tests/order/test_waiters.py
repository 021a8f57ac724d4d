"""People who wait for their orders: woken by the broadcast after a commit, on every replica, and never by polling."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from order.builders import Saga, neighbours, placed, stored
from order.shopping import body, problem
from order.shopping import placed as bought
from souk import testing
from souk.kit import bus, errors, outbox, tx
from souk.order import actions, app, model, workers
from souk.order.workers import waiters as waiting

PATIENCE_S = 30.0


@pytest.fixture(autouse=True)
def no_reading_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is woken here was woken by a broadcast."""
    monkeypatch.setattr(waiting, "REREAD_PERIOD_S", 3600.0)


@contextlib.asynccontextmanager
async def replica(db: tx.Announcing, messages: testing.MemoryBus) -> AsyncIterator[workers.Waiters]:
    """Another process of the service, as far as waiting goes."""
    made = workers.Waiters(db)
    await messages.listen(bus.BROADCAST_PREFIX + workers.MOVED_TOPIC, made.heard)
    reading = asyncio.create_task(made.keep_reading())
    try:
        yield made
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


def herald(db: tx.Announcing, messages: testing.MemoryBus) -> workers.Herald:
    return workers.Herald(messages.broadcast, outbox.Outbox(db, messages, "order"))


async def reserve(db: tx.Announcing, after: workers.Herald, *order_ids: str) -> None:
    facts = [testing.received(Saga.reserved(each)) for each in order_ids]
    await tx.transact(db, lambda t: actions.request_payment(t, facts, after))


async def test_whoever_waits_on_any_replica_is_woken_by_one_broadcast_a_batch(db: tx.Announcing) -> None:
    messages = testing.MemoryBus()
    shouts: list[bytes] = []

    async def count(shout: bytes) -> None:
        shouts.append(shout)

    await messages.listen(bus.BROADCAST_PREFIX + workers.MOVED_TOPIC, count)
    orders = [await placed(db) for _ in range(3)]
    async with replica(db, messages) as one, replica(db, messages) as other:
        with one.watching(orders[0].id) as here, other.watching(orders[1].id) as there:
            await reserve(db, herald(db, messages), *(each.id for each in orders))
            for watching, order in ((here, orders[0]), (there, orders[1])):
                news = await watching.next(PATIENCE_S)
                assert news == await stored(db, order.id)
                assert news.status is model.Status.AWAITING_PAYMENT
    assert len(shouts) == 1


async def test_who_waits_for_a_decision_is_not_woken_by_less(db: tx.Announcing) -> None:
    messages = testing.MemoryBus()
    order = await placed(db)
    after = herald(db, messages)
    async with replica(db, messages) as waiters:
        undecided = frozenset({model.Status.PLACED.value, model.Status.AWAITING_PAYMENT.value})
        with waiters.watching(order.id, ignoring=undecided) as watching:
            await reserve(db, after, order.id)
            assert await watching.next(0.05) is None
            fact = testing.received(Saga.action_required(order.id))
            await tx.transact(db, lambda t: actions.require_action(t, [fact], after))
            news = await watching.next(PATIENCE_S)  # the customer has to act: the same status, and yet news
            assert news is not None
            assert news.payment.next_action is not None


async def test_a_broadcast_that_is_lost_costs_seconds(db: tx.Announcing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "REREAD_PERIOD_S", 0.05)
    messages = testing.MemoryBus()
    order = await placed(db)
    async with replica(db, messages) as waiters:
        with waiters.watching(order.id) as watching:
            messages.connected = False
            await reserve(db, herald(db, messages), order.id)
            async with asyncio.timeout(PATIENCE_S):
                while (news := await watching.next(PATIENCE_S)) is None or news.status is model.Status.PLACED:
                    pass
            assert news.status is model.Status.AWAITING_PAYMENT


async def test_nobody_is_told_of_a_step_that_was_not_committed(db: tx.Announcing) -> None:
    messages = testing.MemoryBus()
    order = await placed(db)
    after = herald(db, messages)

    async def body(t: tx.Tx) -> None:
        await actions.request_payment(t, [testing.received(Saga.reserved(order.id))], after)
        raise ValueError("no")

    async with replica(db, messages) as waiters:
        with waiters.watching(order.id) as watching:
            with pytest.raises(ValueError, match="no"):
                await tx.transact(db, body)
            assert await watching.next(0.05) is None


async def test_only_so_many_wait_at_a_time(db: tx.Announcing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "WATCHING_MAX", 1)
    waiters = workers.Waiters(db)
    with (
        waiters.watching("ord_1"),
        pytest.raises(errors.Unavailable) as refused,
        waiters.watching("ord_2"),
    ):
        pass
    assert refused.value.retry_after_s
    with waiters.watching("ord_2"):
        pass


async def test_who_asked_to_wait_is_answered_whichever_replica_hears_of_it(
    mongodb_url: str, shop: testing.Running
) -> None:
    async with testing.running(
        mongodb_url,
        "order",
        app.build,
        app.Settings,
        calls=neighbours(),
        messages=shop.bus,
        database_name=shop.runtime.db.name,
    ) as second:
        headers = {**testing.key(), "Prefer": "wait=30"}
        asking = [
            asyncio.create_task(each.client.post("/v1/orders", json=body(), headers={**headers, **testing.key()}))
            for each in (shop, second)
        ]
        async with asyncio.timeout(PATIENCE_S):
            while len(orders := await shop.runtime.db["orders"].find({}).to_list()) < 2:
                await asyncio.sleep(0.02)
        for order in orders:
            await shop.deliver(Saga.reserved(order["_id"]))
            await shop.deliver(Saga.captured(order["_id"]))
        for answer in await asyncio.gather(*asking):
            assert (answer.status_code, answer.json()["status"]) == (201, "confirmed")


# While the process goes


async def test_streams_end_and_waits_are_answered_when_the_process_drains(shop: testing.Running) -> None:
    found = await bought(shop)
    waiters: workers.Waiters = shop.runtime.state["deps"].waiters
    following = asyncio.create_task(shop.client.get(f"/v1/orders/{found['id']}/events?token={found['token']}"))
    headers = {**testing.key(), "Prefer": "wait=30"}
    asking = asyncio.create_task(shop.client.post("/v1/orders", json=body(), headers=headers))
    async with asyncio.timeout(PATIENCE_S):
        while waiters._count < 2:
            await asyncio.sleep(0.02)
    for hook in shop.runtime.draining:
        hook()
    async with asyncio.timeout(PATIENCE_S / 3):  # long before the wait and the heartbeat of the stream are over
        stream, answer = await following, await asking
    assert stream.text.count("data: ") == 1
    assert (answer.status_code, answer.json()["status"]) == (202, "placed")


async def test_a_stream_asked_of_a_process_that_goes_ends_after_the_order_as_it_is(shop: testing.Running) -> None:
    found = await bought(shop)
    for hook in shop.runtime.draining:
        hook()
    async with asyncio.timeout(PATIENCE_S):
        stream = await shop.client.get(f"/v1/orders/{found['id']}/events?token={found['token']}")
    assert stream.text.count("data: ") == 1


async def test_too_many_who_wait_are_told_to_come_back(shop: testing.Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "WATCHING_MAX", 0)
    headers = {**testing.key(), "Prefer": "wait=5"}
    answer = await shop.client.post("/v1/orders", json=body(), headers=headers)
    problem(answer, 503, "unavailable")
    assert int(answer.headers["retry-after"]) >= 1
    assert await shop.runtime.db["orders"].count_documents({}) == 0
