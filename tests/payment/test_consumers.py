"""Facts about orders: once, twice, in the wrong order, and unreadable."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from payment import scripted
from payment.scripted import PRICE, Scripted, awaiting, cancelled, fulfilled, one, order_id, told, until
from souk import contracts, testing
from souk.kit import clock, ids
from souk.kit.money import Money
from souk.payment import model


async def test_an_order_that_awaits_payment_is_charged_and_told(payment: testing.Running, gateway: Scripted) -> None:
    order = order_id()
    (question,) = await payment.deliver(awaiting(order))
    paid = await until(payment, order, "captured")
    assert (paid.id, paid.attempts, paid.captured) == (f"pay_{order[4:]}", 1, PRICE)
    assert await told(payment, order) == [("captured", question)]
    assert gateway.taken(paid.id) == PRICE.amount
    assert await scripted.balance(payment) == {"gateway:sandbox": 1999, "receipts": -1999}


@pytest.mark.parametrize(
    ("token", "status", "reason"),
    [
        ("tok_auth_only", "authorized", None),
        ("tok_declined", "declined", "card_declined"),
        ("tok_insufficient_funds", "declined", "insufficient_funds"),
        ("tok_3ds", "action_required", None),
    ],
)
async def test_every_result_answers_the_question(
    payment: testing.Running, token: str, status: str, reason: str | None
) -> None:
    order = order_id()
    (question,) = await payment.deliver(awaiting(order, token))
    done = await until(payment, order, status)
    assert done.reason == reason
    assert await told(payment, order) == [(status, question)]
    assert await scripted.balance(payment) == {}


async def test_a_batch_of_orders_is_paid_in_parallel(payment: testing.Running, gateway: Scripted) -> None:
    orders = [order_id() for _ in range(50)]
    await payment.deliver(*(awaiting(order) for order in orders))
    for order in orders:
        await until(payment, order, "captured")
    assert gateway.made("charge") == 50
    assert (await scripted.balance(payment))["gateway:sandbox"] == 50 * PRICE.amount


async def test_the_same_event_twice_is_one_charge_and_a_resent_question_is_answered_again(
    payment: testing.Running, gateway: Scripted
) -> None:
    order, question = order_id(), ids.new("evt")
    asked = awaiting(order)
    await payment.deliver(asked, ids_=[question])
    await until(payment, order, "captured")
    await payment.settle()
    heard = await listen(payment, "payment.captured.v1")
    await payment.deliver(asked, ids_=[question])  # a plain redelivery: acknowledged, nothing more
    assert heard == []
    await payment.deliver(asked, ids_=[question], resend=1)  # asked again: answered again, with the same event
    await payment.settle()
    assert [(event["data"]["order_id"], event["cause"]) for event in heard] == [(order, question)]
    assert gateway.made("charge") == 1
    assert await told(payment, order) == [("captured", question)]


async def listen(payment: testing.Running, subject: str) -> list[dict[str, Any]]:
    """What is published on a subject from now on."""
    heard: list[dict[str, Any]] = []

    async def hear(body: bytes) -> None:
        heard.extend(msgspec.json.decode(body))

    await payment.bus.listen(subject, hear)
    return heard


async def test_another_question_about_a_paid_order_is_answered_without_another_charge(
    payment: testing.Running, gateway: Scripted
) -> None:
    order = order_id()
    (first,) = await payment.deliver(awaiting(order))
    await until(payment, order, "captured")
    (second,) = await payment.deliver(awaiting(order))
    assert await told(payment, order) == [("captured", first), ("captured", second)]
    assert gateway.made("charge") == 1


async def test_two_questions_about_one_order_in_one_batch_are_one_charge(
    payment: testing.Running, gateway: Scripted
) -> None:
    order = order_id()
    _, second = await payment.deliver(awaiting(order), awaiting(order))
    await until(payment, order, "captured")
    assert gateway.made("charge") == 1
    assert await told(payment, order) == [("captured", second)]


async def test_an_unknown_gateway_is_a_declined_payment(payment: testing.Running, gateway: Scripted) -> None:
    order = order_id()
    (question,) = await payment.deliver(awaiting(order, gateway="nobody"))
    assert (await until(payment, order, "declined")).reason == "there is no gateway nobody"
    assert await told(payment, order) == [("declined", question)]
    assert gateway.calls == []


async def test_an_order_that_costs_nothing_needs_no_gateway(payment: testing.Running, gateway: Scripted) -> None:
    order = order_id()
    (question,) = await payment.deliver(awaiting(order, amount=Money(0, "EUR")))
    await until(payment, order, "captured")
    (end,) = await payment.deliver(cancelled(order, was_confirmed=True))
    assert await told(payment, order) == [("captured", question), ("voided", end)]
    assert gateway.calls == []
    assert await scripted.balance(payment) == {}


# The end overtakes, comes before, comes after


async def test_a_cancel_that_overtakes_leaves_a_tombstone_which_answers(
    payment: testing.Running, gateway: Scripted
) -> None:
    order = order_id()
    await payment.deliver(cancelled(order))
    grave = await until(payment, order, "voided")
    assert grave.is_tombstone
    assert await told(payment, order) == []
    (question,) = await payment.deliver(awaiting(order))
    assert await told(payment, order) == [("voided", question)]
    assert gateway.calls == []
    assert (await one(payment, order)).amount == PRICE


async def test_a_cancel_before_confirmation_gives_the_money_back_without_being_asked_for_an_answer(
    payment: testing.Running, gateway: Scripted
) -> None:
    order = order_id()
    (question,) = await payment.deliver(awaiting(order))
    await until(payment, order, "captured")
    await payment.deliver(cancelled(order))
    done = await until(payment, order, "refunded")
    assert gateway.taken(done.id) == 0
    assert await told(payment, order) == [("captured", question), ("refunded", None)]
    assert await scripted.balance(payment) == {"gateway:sandbox": 0, "receipts": -1999, "refunds": 1999}


@pytest.mark.parametrize(
    ("token", "before", "after"), [("tok_ok", "captured", "refunded"), ("tok_auth_only", "authorized", "voided")]
)
async def test_a_cancel_after_confirmation_is_answered(
    payment: testing.Running, gateway: Scripted, token: str, before: str, after: str
) -> None:
    order = order_id()
    (question,) = await payment.deliver(awaiting(order, token))
    await until(payment, order, before)
    (end,) = await payment.deliver(cancelled(order, was_confirmed=True))
    done = await until(payment, order, after)
    assert gateway.taken(done.id) == 0
    assert await told(payment, order) == [(before, question), (after, end)]


async def test_a_cancel_after_confirmation_of_something_never_heard_of_is_answered_too(
    payment: testing.Running,
) -> None:
    order = order_id()
    (end,) = await payment.deliver(cancelled(order, was_confirmed=True))
    assert await told(payment, order) == [("voided", end)]


async def test_the_end_told_twice_is_one_refund(payment: testing.Running, gateway: Scripted) -> None:
    order, end = order_id(), ids.new("evt")
    await payment.deliver(awaiting(order))
    await until(payment, order, "captured")
    cancel = cancelled(order, was_confirmed=True)
    await payment.deliver(cancel, cancelled(order), ids_=[end, ids.new("evt")])
    await payment.deliver(cancel, ids_=[end])
    done = await until(payment, order, "refunded")
    await payment.deliver(cancelled(order, was_confirmed=True))
    assert [refund.amount for refund in done.refunds] == [PRICE]
    assert gateway.made("refund") == 1


async def test_a_customer_who_has_yet_to_confirm_at_the_bank_is_let_go(
    payment: testing.Running, gateway: Scripted
) -> None:
    order = order_id()
    await payment.deliver(awaiting(order, "tok_3ds"))
    waiting = await until(payment, order, "action_required")
    await payment.deliver(cancelled(order))
    await until(payment, order, "voided")
    assert gateway.charges[waiting.id].state == "voided"


async def test_a_refund_already_made_by_staff_counts(payment: testing.Running, gateway: Scripted) -> None:
    order = order_id()
    await payment.deliver(awaiting(order))
    paid = await until(payment, order, "captured")
    answer = await payment.client.post(
        f"/v1/payments/{paid.id}/refunds",
        json={"amount": {"amount": 500, "currency": "EUR"}, "reason": "late"},
        headers={**payment.token(roles=["finance"]), **testing.key()},
    )
    assert answer.json()["status"] == "succeeded"
    (end,) = await payment.deliver(cancelled(order, was_confirmed=True))
    done = await until(payment, order, "refunded")
    assert [refund.amount.amount for refund in done.refunds] == [500, 1499]
    assert (await told(payment, order))[1:] == [("refunded", None), ("refunded", end)]
    assert gateway.taken(paid.id) == 0


# A parcel leaves


async def test_what_was_only_authorized_is_captured_at_the_first_parcel(
    payment: testing.Running, gateway: Scripted
) -> None:
    order = order_id()
    (question,) = await payment.deliver(awaiting(order, "tok_auth_only"))
    await until(payment, order, "authorized")
    await payment.deliver(fulfilled(order), fulfilled(order))
    await until(payment, order, "captured")
    await payment.deliver(fulfilled(order))
    assert gateway.made("capture") == 1
    assert await told(payment, order) == [("authorized", question), ("captured", None)]
    assert (await scripted.balance(payment))["gateway:sandbox"] == PRICE.amount


async def test_a_parcel_of_an_order_that_is_paid_or_unknown_changes_nothing(
    payment: testing.Running, gateway: Scripted
) -> None:
    order = order_id()
    await payment.deliver(awaiting(order))
    await until(payment, order, "captured")
    await payment.deliver(fulfilled(order), fulfilled(order_id()))
    assert gateway.made("capture") == 0


# Deadlines


async def test_too_late_for_a_first_call_asks_the_order_service_instead(
    payment: testing.Running, gateway: Scripted
) -> None:
    order = order_id()
    await payment.deliver(awaiting(order, expires_at=clock.now() - timedelta(seconds=1)))
    late = await one(payment, order)
    assert (late.status, late.attempts, late.due_at) == ("pending", 0, None)
    assert late.ask_at is not None
    assert late.ask_at <= clock.now()
    assert gateway.calls == []


# Poison


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"order_id": 7}, "Expected `str`"),
        ({"order_id": "ord_1", "amount": {"amount": -5, "currency": "EUR"}}, "missing required field"),
    ],
)
async def test_an_unreadable_event_is_a_dead_letter_and_hurts_nobody_else(
    payment: testing.Running, data: dict[str, object], why: str
) -> None:
    order = order_id()
    good = msgspec.to_builtins(awaiting(order), builtin_types=())
    envelopes = [
        {"id": ids.new("evt"), "type": "order.awaiting_payment.v1", "time": clock.now(), "data": each}
        for each in (data, good)
    ]
    await payment.deliver_raw("order.awaiting_payment.v1", msgspec.json.encode(envelopes))
    await until(payment, order, "captured")
    (letter,) = await payment.runtime.db["dead_letters"].find().to_list()
    assert why in letter["reason"]


async def test_an_amount_below_zero_is_a_dead_letter(payment: testing.Running, gateway: Scripted) -> None:
    bad, good = order_id(), order_id()
    await payment.deliver(awaiting(bad, amount=Money(-1, "EUR")), awaiting(good))
    await until(payment, good, "captured")
    (letter,) = await payment.runtime.db["dead_letters"].find().to_list()
    assert "below zero" in letter["reason"]
    assert [call.key for call in gateway.calls] == [model.payment_id(good)]


async def test_an_unknown_version_of_an_event_is_a_dead_letter(payment: testing.Running) -> None:
    envelope = {"id": ids.new("evt"), "type": "order.cancelled.v9", "time": clock.now(), "data": {}}
    await payment.deliver_raw("order.cancelled.v9", msgspec.json.encode([envelope]))
    (letter,) = await payment.runtime.db["dead_letters"].find().to_list()
    assert "unknown version" in letter["reason"]


async def test_what_is_announced_can_be_read_by_those_who_listen(payment: testing.Running) -> None:
    order = order_id()
    await payment.deliver(awaiting(order, "tok_3ds"))
    await until(payment, order, "action_required")
    (event,) = await testing.announced(payment.runtime.db, contracts.REGISTRY)
    assert event.next_action.url == "https://bank.example/3ds"
