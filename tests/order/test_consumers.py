"""The saga as the order service hears it: every fact once, in any order, late or never, and poison alone."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from order import builders
from order.builders import Saga, neighbours, published, unpublished
from order.saga import again, cancelled, names, order_of, stands, told
from order.shopping import confirmed, placed
from souk import contracts, testing
from souk.kit import clock, deadletters, money, outbox
from souk.order import app, model

Fact = Callable[[str], Any]

STEPS: list[tuple[list[Fact], Fact, tuple[str, str]]] = [
    ([], Saga.reserved, ("awaiting_payment", "pending")),
    ([], Saga.rejected, ("cancelled", "pending")),
    ([Saga.reserved], Saga.authorized, ("confirmed", "authorized")),
    ([Saga.reserved], Saga.captured, ("confirmed", "captured")),
    ([Saga.reserved], Saga.declined, ("cancelled", "declined")),
    ([Saga.reserved], Saga.action_required, ("awaiting_payment", "action_required")),
    ([Saga.reserved, Saga.action_required], lambda o: Saga.captured(o, 4), ("confirmed", "captured")),
    ([Saga.reserved, Saga.action_required], lambda o: Saga.declined(o, 4), ("cancelled", "declined")),
    ([Saga.reserved, Saga.authorized], Saga.captured, ("confirmed", "captured")),
    ([Saga.reserved, Saga.captured], Saga.refunded, ("confirmed", "refunded")),
    ([Saga.reserved, Saga.authorized], Saga.voided, ("confirmed", "voided")),
    ([Saga.reserved, Saga.captured], Saga.disputed, ("confirmed", "disputed")),
]
"""What was heard before, what comes, and where the order and its payment stand then."""


def every_fact() -> list[Any]:
    """One of everything that order listens to."""
    order_id = "ord_nobody"
    price = contracts.product.PriceChanged(sku="MUG", product_id="prd_pottery", price=money.Money(1, "EUR"), version=9)
    made = [Saga.reserved, Saga.rejected, Saga.returned, Saga.authorized, Saga.captured, Saga.declined]
    made += [Saga.action_required, Saga.refunded, Saga.voided, Saga.disputed]
    facts = [each(order_id) for each in made]
    return [*facts, published(), unpublished("prd_x", 1), price, contracts.user.UserErased(user_id="usr_x")]


async def letters(shop: testing.Running) -> list[tuple[str, str]]:
    return sorted((each.consumer, each.reason) for each in await deadletters.list_(shop.runtime.db))


# Once


async def test_a_fact_moves_the_order_and_the_same_again_does_not(shop: testing.Running) -> None:
    for number, (before, fact, then) in enumerate(STEPS):
        order_id = (await placed(shop))["id"]
        for earlier in before:
            await shop.deliver(earlier(order_id))
        await shop.deliver(fact(order_id), ids_=[f"evt_{number}"])
        assert await stands(shop, order_id) == then, number
        moved, said = await order_of(shop, order_id), names(shop, order_id)
        await shop.deliver(fact(order_id), ids_=[f"evt_{number}"])
        await shop.deliver(fact(order_id), ids_=[f"evt_{number}"], resend=1)
        assert await order_of(shop, order_id) == moved, number
        assert names(shop, order_id) == said, number
        assert again(shop, order_id) == [], number  # an answer is no question: nobody waits for it to be answered
    assert await letters(shop) == []


async def test_what_is_said_names_what_it_answers(shop: testing.Running) -> None:
    order_id = (await placed(shop))["id"]
    (reserved,) = await shop.deliver(Saga.reserved(order_id))
    (captured,) = await shop.deliver(Saga.captured(order_id))
    assert [(each.name, each.cause) for each in told(shop, order_id)] == [
        ("placed", None),
        ("awaiting_payment", reserved),
        ("confirmed", captured),
    ]


async def test_one_event_twice_in_one_message_has_one_effect(shop: testing.Running) -> None:
    order_id = (await placed(shop))["id"]
    await shop.deliver(Saga.reserved(order_id), Saga.reserved(order_id), ids_=["evt_twice", "evt_twice"])
    assert names(shop, order_id) == ["placed", "awaiting_payment"]


async def test_two_events_that_say_the_same_in_one_batch_move_the_order_once(shop: testing.Running) -> None:
    order_id = (await placed(shop))["id"]
    await shop.deliver(Saga.reserved(order_id), Saga.reserved(order_id))
    await shop.deliver(Saga.captured(order_id, 3), Saga.captured(order_id, 3))
    assert names(shop, order_id) == ["placed", "awaiting_payment", "confirmed"]


async def test_two_replicas_share_the_saga(mongodb_url: str, shop: testing.Running) -> None:
    async with testing.running(
        mongodb_url,
        "order",
        app.build,
        app.Settings,
        calls=neighbours(),
        messages=shop.bus,
        database_name=shop.runtime.db.name,
    ) as second:
        orders = [(await placed(shop))["id"] for _ in range(12)]
        for order_id in orders:
            await shop.deliver(Saga.reserved(order_id))
        results = [Saga.captured(each) for each in orders] + [Saga.authorized(each) for each in orders]
        await asyncio.gather(*(replica.deliver(fact) for replica in (shop, second) for fact in results))
        await second.settle()
        for order_id in orders:
            assert await stands(shop, order_id) == ("confirmed", "captured")
            assert names(shop, order_id) == ["placed", "awaiting_payment", "confirmed"]


# Out of order


@pytest.mark.parametrize("fact", [Saga.authorized, Saga.captured, Saga.declined])
async def test_a_result_that_nobody_asked_for_is_kept_for_a_person_and_can_be_heard_later(
    shop: testing.Running, fact: Fact
) -> None:
    order_id = (await placed(shop))["id"]
    await shop.deliver(fact(order_id))
    assert await stands(shop, order_id) == ("placed", "pending")
    ((_, reason),) = await letters(shop)
    assert "never asked for a payment" in reason
    await shop.deliver(Saga.reserved(order_id))
    (letter,) = await deadletters.list_(shop.runtime.db)
    assert await deadletters.retry(shop.runtime.db, letter.id)
    for each in shop.runtime.consumers:
        await each.try_again()
    assert (await order_of(shop, order_id)).status is not model.Status.AWAITING_PAYMENT
    assert await letters(shop) == []


@pytest.mark.parametrize("late", [Saga.action_required, Saga.authorized])
async def test_what_a_newer_fact_overtook_means_nothing(shop: testing.Running, late: Fact) -> None:
    order_id = (await placed(shop))["id"]
    await shop.deliver(Saga.reserved(order_id))
    await shop.deliver(Saga.captured(order_id, 3))
    before = await order_of(shop, order_id)
    await shop.deliver(late(order_id))
    assert await order_of(shop, order_id) == before
    assert names(shop, order_id) == ["placed", "awaiting_payment", "confirmed"]


async def test_facts_after_the_confirmation_come_in_any_order(shop: testing.Running) -> None:
    facts: list[Fact] = [
        lambda o: Saga.captured(o, 3),
        lambda o: Saga.refunded(o, amount=100, total=100, version=5),
        lambda o: Saga.disputed(o, 6),
    ]
    for order in itertools.permutations(facts):
        order_id = (await placed(shop))["id"]
        await shop.deliver(Saga.reserved(order_id))
        await shop.deliver(Saga.authorized(order_id))
        for fact in order:
            await shop.deliver(fact(order_id))
        assert await stands(shop, order_id) == ("confirmed", "disputed")


@pytest.mark.parametrize("refund_first", [True, False])
async def test_goods_and_money_come_back_in_any_order(shop: testing.Running, refund_first: bool) -> None:
    order_id = await cancelled(shop, after_confirmation=True)
    facts = [Saga.refunded(order_id), Saga.returned(order_id)]
    await shop.deliver(facts[0 if refund_first else 1])
    half = await order_of(shop, order_id)
    assert half.watch is not None
    await shop.deliver(facts[1 if refund_first else 0])
    assert (await order_of(shop, order_id)).watch is None
    row = await shop.runtime.db["orders"].find_one({"_id": order_id})
    assert row is not None
    assert row["stage"] == "cancelled"
    assert again(shop, order_id) == []


async def test_a_part_given_back_earlier_settles_nothing_but_the_answer_to_the_end_does(shop: testing.Running) -> None:
    order_id = await cancelled(shop, after_confirmation=True)
    end = told(shop, order_id)[-1].id
    await shop.deliver(Saga.refunded(order_id, amount=100, total=100, version=4), cause="evt_of_staff")
    settling = (await order_of(shop, order_id)).settling
    assert settling is not None
    assert not settling.is_money_back
    # less than what was paid, but all that payment owes: a part had gone back before
    await shop.deliver(Saga.refunded(order_id, amount=2800, total=2900, version=5), cause=end)
    settling = (await order_of(shop, order_id)).settling
    assert settling is not None
    assert settling.is_money_back


async def test_goods_of_a_return_settle_no_cancellation(shop: testing.Running) -> None:
    order_id = await cancelled(shop, after_confirmation=True)
    await shop.deliver(contracts.inventory.StockReturned(order_id=order_id, lines=(), return_id="ret_1"))
    settling = (await order_of(shop, order_id)).settling
    assert settling is not None
    assert not settling.is_stock_back


# Too late


LATE: list[tuple[Fact, bool]] = [
    (Saga.reserved, True),
    (Saga.rejected, True),
    (Saga.authorized, True),
    (Saga.captured, True),
    (Saga.declined, True),
    (Saga.action_required, False),
    (Saga.refunded, False),
    (Saga.voided, False),
    (Saga.disputed, False),
    (Saga.returned, False),
]
"""Whether an answer that comes for the first time after the end has the end told again."""


@pytest.mark.parametrize("after_confirmation", [True, False])
async def test_only_a_late_answer_has_the_end_told_again(shop: testing.Running, after_confirmation: bool) -> None:
    for number, (fact, is_told_again) in enumerate(LATE):
        order_id = await cancelled(shop, after_confirmation=after_confirmation)
        await shop.deliver(fact(order_id), ids_=[f"evt_{number}"])
        assert again(shop, order_id) == (["cancelled"] if is_told_again else []), number
        assert (await order_of(shop, order_id)).status is model.Status.CANCELLED
        with testing.frozen_clock() as time:
            time.advance(60)  # telling it again would be allowed, but that answer was heard before: nobody is waiting
            await shop.deliver(fact(order_id), ids_=[f"evt_{number}"])
            await shop.deliver(fact(order_id), ids_=[f"evt_{number}"], resend=1)
        assert len(again(shop, order_id)) == int(is_told_again), number
    assert await letters(shop) == []


async def test_the_end_told_again_is_the_same_event_under_a_new_message(shop: testing.Running) -> None:
    order_id = await cancelled(shop)
    await shop.deliver(Saga.reserved(order_id))
    first, second = [each for each in told(shop, order_id) if each.name == "cancelled"]
    assert (first.id, first.resend, second.resend) == (second.id, 0, 1)


async def test_a_late_answer_to_a_confirmed_order_has_the_confirmation_told_again(shop: testing.Running) -> None:
    order_id = (await confirmed(shop))["id"]
    with testing.frozen_clock() as time:
        await shop.deliver(Saga.reserved(order_id))
        assert again(shop, order_id) == ["confirmed"]
        await shop.deliver(Saga.declined(order_id, version=1))
        assert again(shop, order_id) == ["confirmed"]  # not more often than once in ten seconds
        time.advance(11)
        await shop.deliver(Saga.declined(order_id, version=1))
        assert again(shop, order_id) == ["confirmed"] * 2
    assert await stands(shop, order_id) == ("confirmed", "captured")


async def test_goods_refused_after_they_were_held_are_a_contradiction_for_a_person(shop: testing.Running) -> None:
    order_id = (await placed(shop))["id"]
    await shop.deliver(Saga.reserved(order_id))
    await shop.deliver(Saga.rejected(order_id))
    assert await stands(shop, order_id) == ("awaiting_payment", "pending")
    assert await letters(shop) == [("order__inventory_stock_rejected", "the goods of this order were held before")]


# Poison


async def test_every_listener_puts_aside_what_it_cannot_understand(shop: testing.Running) -> None:
    facts = every_fact()
    assert {fact.type for fact in facts} == {each.type for each in shop.runtime.consumers}
    for fact in facts:
        publisher = fact.type.split(".")[0]
        good = msgspec.to_builtins(outbox.Envelope("evt_x", fact.type, publisher, "x", clock.now(), fact))
        base = fact.type.removesuffix(".v1")
        poison = [{**good, "id": f"evt_{base}_data", "data": {"order_id": 5, "product_id": 5, "user_id": 5}}]
        future = [{**good, "id": f"evt_{base}_future", "type": f"{base}.v9"}]
        for _ in range(2):
            await shop.deliver_raw(fact.type, msgspec.json.encode(poison))
            await shop.deliver_raw(f"{base}.v9", msgspec.json.encode(future))
            await shop.deliver_raw(fact.type, b"\xff not JSON")
    found = await letters(shop)
    for each in shop.runtime.consumers:
        reasons = [reason for name, reason in found if name == each.name]
        assert len(reasons) == 3, each.name
        assert any("unknown version" in reason for reason in reasons), each.name
        assert any("not an array of events" in reason for reason in reasons), each.name
        assert any("Expected" in reason for reason in reasons), each.name


async def test_facts_about_an_order_that_does_not_exist_are_put_aside_alone(shop: testing.Running) -> None:
    order_id = (await placed(shop))["id"]
    about_orders = [fact for fact in every_fact() if hasattr(fact, "order_id")]
    await shop.deliver(Saga.reserved("ord_nobody"), Saga.reserved(order_id))
    assert await stands(shop, order_id) == ("awaiting_payment", "pending")
    await shop.deliver(*about_orders[1:])
    found = await letters(shop)
    assert [reason for _, reason in found] == ["there is no such order here"] * len(about_orders)
    assert len({name for name, _ in found}) == len(about_orders)


async def test_an_event_that_breaks_its_listener_is_put_off_and_hurts_no_neighbour(shop: testing.Running) -> None:
    orders = [(await builders.placed(shop.runtime.db)).id for _ in range(3)]
    broken = orders[1]
    row = await shop.runtime.db["orders"].find_one_and_update({"_id": broken}, {"$set": {"payment": "scribbled"}})
    assert row is not None
    await shop.deliver(*(Saga.reserved(each) for each in orders))
    assert [(await stands(shop, each))[0] for each in (orders[0], orders[2])] == ["awaiting_payment"] * 2
    assert await shop.runtime.db["deferred"].count_documents({}) == 1
    await shop.runtime.db["orders"].update_one({"_id": broken}, {"$set": {"payment": row["payment"]}})
    await shop.runtime.db["deferred"].update_many({}, {"$set": {"due": clock.now()}})
    for each in shop.runtime.consumers:
        await each.try_again()
    assert (await stands(shop, broken))[0] == "awaiting_payment"
