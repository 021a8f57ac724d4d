"""The watchdog: what is not answered is asked again, what nobody will answer ends, and in a storm it rests."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from order.builders import Afterwards, Saga, placed, stored
from order.saga import told
from order.shopping import placed as bought
from souk import contracts, testing
from souk.kit import clock, consumer, tx
from souk.order import actions, app, model, workers
from souk.order.workers import watchdog as watchdogs
from souk.serving import service

LOOK_S = 10
"""Apart so far the looks of these tests are; more than 30 s would count as nobody watching."""
MINUTE = 60 // LOOK_S
PLACED = contracts.order.OrderPlaced.type


class Watched:
    """The watchdog over a database, a clock to turn, and whether the listeners are behind."""

    def __init__(self, db: tx.Announcing, time: testing.FrozenClock) -> None:
        self.db = db
        self.time = time
        self.after = Afterwards()
        self.is_behind = False
        self.dog = self.another()

    def another(self) -> workers.Watchdog:
        """The watchdog of another replica."""
        return workers.Watchdog(self.db, self._is_behind, self.after)

    async def _is_behind(self) -> bool:
        return self.is_behind

    async def hear(self, action: Any, fact: Any) -> None:
        await tx.transact(self.db, lambda t: action(t, [testing.received(fact)], self.after))

    async def pass_(self, looks: int) -> list[int]:
        """Let time pass, looking every ten seconds; answers at which seconds something was asked again."""
        asked = []
        for number in range(1, looks + 1):
            self.time.advance(LOOK_S)
            before = len(self.after.resent)
            await self.dog.look()
            if len(self.after.resent) > before:
                asked.append(number * LOOK_S)
        return asked

    async def ended(self, order_id: str) -> str | None:
        return (await stored(self.db, order_id)).reason


@pytest.fixture
def saga(db: tx.Announcing) -> Any:
    with testing.frozen_clock() as time:
        yield Watched(db, time)


async def question_of(saga: Watched, order_id: str) -> str:
    watch = (await stored(saga.db, order_id)).watch
    assert watch is not None
    assert watch.question is not None
    return watch.question


# Asking again


async def test_a_question_is_asked_again_after_a_growing_pause(saga: Watched) -> None:
    order = await placed(saga.db)
    asked = await saga.pass_(10 * MINUTE)
    assert asked == [10, 30, 70, 150, 310]  # pauses of 10, 20, 40, 80 and 160 s
    assert set(saga.after.resent) == {await question_of(saga, order.id)}


async def test_progress_is_asked_about_afresh(saga: Watched) -> None:
    order = await placed(saga.db)
    await saga.pass_(4)
    await saga.hear(actions.request_payment, Saga.reserved(order.id))
    saga.after.resent.clear()
    assert await saga.pass_(4) == [10, 30]
    events = await testing.announced(saga.db, contracts.REGISTRY)
    question = await question_of(saga, order.id)
    assert set(saga.after.resent) == {question}
    assert isinstance(events[-1], contracts.order.OrderAwaitingPayment)


async def test_nothing_is_asked_about_what_is_decided(saga: Watched) -> None:
    confirmed, rejected = await placed(saga.db), await placed(saga.db)
    await saga.hear(actions.request_payment, Saga.reserved(confirmed.id))
    await saga.hear(actions.confirm, Saga.captured(confirmed.id))
    await saga.hear(actions.reject, Saga.rejected(rejected.id))
    assert await saga.pass_(20 * MINUTE) == []


async def test_of_many_replicas_one_asks(saga: Watched) -> None:
    order = await placed(saga.db)
    dogs = [saga.another() for _ in range(4)]
    saga.time.advance(11)
    looked = await asyncio.gather(*(dog.look() for dog in dogs))
    assert sum(looked) == 1
    assert saga.after.resent == [await question_of(saga, order.id)]


async def test_one_look_looks_at_so_many_orders_and_the_oldest_first(
    saga: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdogs, "LOOKS_MAX", 2)
    orders = []
    for _ in range(3):
        orders.append(await placed(saga.db))
        saga.time.advance(1)
    saga.time.advance(11)
    assert await saga.dog.look() == 2
    assert saga.after.resent == [await question_of(saga, each.id) for each in orders[:2]]
    assert await saga.dog.look() == 1


# Resting


async def test_it_rests_while_a_listener_is_behind(saga: Watched) -> None:
    await placed(saga.db)
    saga.is_behind = True
    assert await saga.pass_(5 * MINUTE) == []
    saga.is_behind = False
    assert await saga.pass_(1) == [LOOK_S]


async def test_it_asks_less_often_while_the_customer_is_to_act(saga: Watched) -> None:
    """The customer may have acted, and the answer got lost."""
    order = await placed(saga.db)
    await saga.hear(actions.request_payment, Saga.reserved(order.id))
    await saga.hear(actions.require_action, Saga.action_required(order.id))
    question = await question_of(saga, order.id)
    assert await saga.pass_(20 * MINUTE) == [60, 180, 420, 900]
    assert saga.after.resent == [question] * 4


async def test_a_customer_who_never_acts_has_half_an_hour(saga: Watched) -> None:
    order = await placed(saga.db)
    await saga.hear(actions.request_payment, Saga.reserved(order.id))
    await saga.hear(actions.require_action, Saga.action_required(order.id))
    other = await placed(saga.db)
    await saga.dog.look()
    saga.is_behind = True
    await saga.pass_(5 * MINUTE)  # the other order is due, so this is noticed: it makes the wait of both longer
    saga.is_behind = False
    await saga.pass_(30 * MINUTE - 1)
    assert await saga.ended(order.id) is None
    assert await saga.ended(other.id) == "expired"
    await saga.pass_(1)
    assert await saga.ended(order.id) == "expired"


# Ending


@pytest.mark.parametrize("has_goods", [False, True])
async def test_an_order_that_nobody_answers_expires_and_says_so(saga: Watched, has_goods: bool) -> None:
    order = await placed(saga.db)
    if has_goods:
        await saga.hear(actions.request_payment, Saga.reserved(order.id))
    await saga.pass_(15 * MINUTE - 1)
    assert await saga.ended(order.id) is None
    await saga.pass_(1)
    found = await stored(saga.db, order.id)
    assert (found.status, found.reason, found.history[-1].by) == ("cancelled", "expired", "watchdog")
    assert found.watch is None
    end = (await testing.announced(saga.db, contracts.REGISTRY))[-1]
    assert (type(end), end.reason, end.was_confirmed) == (contracts.order.OrderCancelled, "expired", False)
    assert saga.after.woken[-1] == {order.id: "cancelled"}


async def test_of_many_replicas_one_ends_an_order(saga: Watched) -> None:
    order = await placed(saga.db)
    await saga.pass_(15 * MINUTE - 1)
    saga.time.advance(LOOK_S)
    await asyncio.gather(*(saga.another().look() for _ in range(4)))
    assert await saga.ended(order.id) == "expired"
    events = await testing.announced(saga.db, contracts.REGISTRY)
    assert len([each for each in events if isinstance(each, contracts.order.OrderCancelled)]) == 1


async def test_patience_does_not_run_out_while_a_listener_is_behind(saga: Watched) -> None:
    order = await placed(saga.db)
    await saga.pass_(10 * MINUTE)
    saga.is_behind = True
    await saga.pass_(60 * MINUTE)
    saga.is_behind = False
    await saga.pass_(4 * MINUTE)
    assert await saga.ended(order.id) is None
    await saga.pass_(2 * MINUTE)
    assert await saga.ended(order.id) == "expired"


async def test_patience_does_not_run_out_while_nobody_watches(saga: Watched) -> None:
    order = await placed(saga.db)
    await saga.pass_(10 * MINUTE)
    saga.time.advance(3 * 3600)  # the order service itself was down
    saga.dog = saga.another()
    await saga.pass_(4 * MINUTE)
    assert await saga.ended(order.id) is None
    await saga.pass_(2 * MINUTE)
    assert await saga.ended(order.id) == "expired"


async def test_an_end_that_was_a_question_is_asked_about_until_goods_and_money_are_back(saga: Watched) -> None:
    order = await placed(saga.db)
    await saga.hear(actions.request_payment, Saga.reserved(order.id))
    await saga.hear(actions.confirm, Saga.captured(order.id))
    wanted = actions.CancelOrder(order_id=order.id, viewer=model.Viewer(is_staff=True))
    await tx.transact(saga.db, lambda t: actions.cancel_orders(t, [wanted], saga.after))
    end = (await stored(saga.db, order.id)).end
    assert await saga.pass_(4) == [10, 30]
    await saga.hear(actions.note_stock_back, Saga.returned(order.id))
    assert await saga.pass_(120 * MINUTE) != []  # there is no deadline: the customer is owed the money
    assert set(saga.after.resent) == {end}
    await saga.hear(actions.note_refund, Saga.refunded(order.id))
    assert await saga.pass_(30 * MINUTE) == []


# In the running service


async def answerers(shop: testing.Running) -> list[testing.MemorySubscription]:
    """The places of inventory and payment at the broker, once the service itself has its own."""
    async with asyncio.timeout(30):
        for each in shop.runtime.consumers:
            await each.idle.wait()
    places = [consumer.place(*each) for each in app.ASKED]
    for place in places:
        await shop.bus.subscribe(*place)
    return [shop.bus.subscriptions[durable] for durable, _ in places]


async def is_behind(shop: testing.Running) -> bool:
    return await shop.runtime.behind(app.ASKED)


async def test_the_running_service_asks_again_over_the_bus(shop: testing.Running) -> None:
    places = await answerers(shop)
    order_id = (await bought(shop))["id"]
    await shop.settle()
    for place in places:
        place.messages.clear()  # they took the question, and lost the answer
    await shop.runtime.db["orders"].update_one({"_id": order_id}, {"$set": {"watch.at": clock.now()}})
    async with asyncio.timeout(30):
        while len(told(shop, order_id)) < 2:
            await asyncio.sleep(0.05)
    first, second = told(shop, order_id)
    assert (first.id, first.resend, second.resend) == (second.id, 0, 1)


async def test_the_running_service_rests_while_the_broker_or_an_answerer_is_out_of_reach(shop: testing.Running) -> None:
    assert await is_behind(shop)  # nobody listens to its questions yet
    await answerers(shop)
    assert not await is_behind(shop)
    shop.bus.connected = False
    assert await is_behind(shop)
    shop.bus.connected = True
    async with asyncio.timeout(30):
        while await is_behind(shop):
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("durable", ["order__payment_captured", "inventory__order_placed"])
async def test_the_running_service_rests_while_an_old_message_waits_here_or_there(
    shop: testing.Running, durable: str
) -> None:
    await answerers(shop)
    place = shop.bus.subscriptions[durable]
    waiting = testing.MemoryMessage("x.y.v1", b"[]", 0, place, visible_at=float("inf"))
    place.messages.append(waiting)
    assert not await is_behind(shop)  # it is being worked on
    with testing.frozen_clock() as time:
        time.advance(service.BEHIND_AFTER.total_seconds() + 1)
        assert await is_behind(shop)
        await waiting.ack()
        assert not await is_behind(shop)


def test_what_is_watched_for_weeks_is_still_looked_at() -> None:
    now = clock.now()
    seen = model.Watch(at=now, since=now, tries=100_000)
    model.look_again(seen, model.Standstills(checked_at=now), now)
    assert (seen.at - now).total_seconds() == 640


@pytest.mark.parametrize("is_first", [True, False])
async def test_a_disputed_order_that_is_cancelled_comes_to_rest(saga: Watched, is_first: bool) -> None:
    """The customer's bank has given the money back already; payment says so in answer to the cancellation."""
    order = await placed(saga.db)
    await saga.hear(actions.request_payment, Saga.reserved(order.id))
    await saga.hear(actions.confirm, Saga.captured(order.id))
    if is_first:
        await saga.hear(actions.note_dispute, Saga.disputed(order.id, 4))
    wanted = actions.CancelOrder(order_id=order.id, viewer=model.Viewer(is_staff=True))
    await tx.transact(saga.db, lambda t: actions.cancel_orders(t, [wanted], saga.after))
    await saga.hear(actions.note_dispute, Saga.disputed(order.id, 5))
    assert (await stored(saga.db, order.id)).watch is not None
    await saga.hear(actions.note_stock_back, Saga.returned(order.id))
    assert (await stored(saga.db, order.id)).watch is None
