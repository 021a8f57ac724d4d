"""Asking the order service before money is kept, taken late, or given up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from payment.scripted import Scripted, awaiting, cancelled, one, order_id, told, until
from souk import testing
from souk.kit import clock, errors
from souk.payment import model, workers

ORDERS = ("order", "/internal/orders")


async def make_due(payment: testing.Running, order: str) -> None:
    """Let the minute pass after which this payment's order is asked about."""
    await payment.runtime.db["payments"].update_one(
        {"_id": model.payment_id(order)}, {"$set": {"ask_at": clock.now() - timedelta(seconds=1)}}
    )


async def ask(payment: testing.Running) -> int:
    calls = payment.runtime.state["deps"].calls
    return await workers.ask_once(payment.runtime.db, payment.rest, calls)


def says(state: str) -> Any:
    """The order service answers this about every order it is asked about."""
    return lambda asked: {"items": [{"id": each, "state": state} for each in asked["ids"].split(",")]}


def questions(payment: testing.Running) -> list[str]:
    return [asked["ids"] for service, path, asked in payment.rest.calls if (service, path) == ORDERS]


async def test_a_capture_is_asked_about_after_a_minute_and_no_more_once_confirmed(payment: testing.Running) -> None:
    order = order_id()
    await payment.deliver(awaiting(order))
    paid = await until(payment, order, "captured")
    assert paid.ask_at is not None
    assert timedelta(seconds=50) < paid.ask_at - clock.now() <= timedelta(seconds=60)
    payment.rest.answers[ORDERS] = says("confirmed")
    await make_due(payment, order)
    await ask(payment)
    assert questions(payment) == [order]
    assert (await one(payment, order)).ask_at is None
    assert await ask(payment) == 0


async def test_what_is_only_authorized_is_asked_about_until_it_is_captured(payment: testing.Running) -> None:
    """The news that a parcel left gets lost like any other."""
    order = order_id()
    await payment.deliver(awaiting(order, "tok_auth_only"))
    await until(payment, order, "authorized")
    payment.rest.answers[ORDERS] = says("confirmed")
    await make_due(payment, order)
    await ask(payment)
    assert (await one(payment, order)).ask_at is not None
    items = {"items": [{"id": order, "state": "confirmed", "is_sent": True}]}
    payment.rest.answers[ORDERS] = items
    await make_due(payment, order)
    await ask(payment)
    paid = await until(payment, order, "captured")
    assert paid.ask_at is None


async def test_money_of_an_order_that_ended_unheard_goes_back(payment: testing.Running, gateway: Scripted) -> None:
    order = order_id()
    (question,) = await payment.deliver(awaiting(order))
    await until(payment, order, "captured")
    payment.rest.answers[ORDERS] = says("cancelled")
    await make_due(payment, order)
    await ask(payment)
    done = await until(payment, order, "refunded")
    assert gateway.taken(done.id) == 0
    assert await told(payment, order) == [("captured", question), ("refunded", None)]
    (end,) = await payment.deliver(cancelled(order, was_confirmed=True))  # the end arrives after all, and is answered
    assert (await told(payment, order))[2:] == [("refunded", end)]
    assert gateway.made("refund") == 1


@pytest.mark.parametrize("state", ["open", "unknown"])
async def test_anything_else_keeps_the_money_and_asks_again(
    payment: testing.Running, gateway: Scripted, state: str
) -> None:
    order = order_id()
    await payment.deliver(awaiting(order))
    await until(payment, order, "captured")
    payment.rest.answers[ORDERS] = says(state)
    await make_due(payment, order)
    await ask(payment)
    kept = await one(payment, order)
    assert kept.status == "captured"
    assert kept.ask_at is not None
    assert kept.ask_at > clock.now() + timedelta(seconds=60)
    assert (kept.alarm is not None) is (state == "unknown")
    assert gateway.made("refund") == 0


@pytest.mark.parametrize("trouble", [errors.Unavailable("down"), errors.NotFound("no such route")])
async def test_no_answer_is_no_answer(payment: testing.Running, gateway: Scripted, trouble: Exception) -> None:
    order = order_id()
    await payment.deliver(awaiting(order))
    await until(payment, order, "captured")
    payment.rest.answers[ORDERS] = trouble
    await make_due(payment, order)
    with pytest.raises(type(trouble)):
        await ask(payment)
    kept = await one(payment, order)
    assert (kept.status, kept.ask_at is not None) == ("captured", True)
    payment.rest.answers[ORDERS] = says("cancelled")  # it is back
    await ask(payment)
    await until(payment, order, "refunded")


async def test_an_intent_that_came_too_late_is_called_about_only_if_its_order_is_open(
    payment: testing.Running, gateway: Scripted
) -> None:
    late = clock.now() - timedelta(seconds=1)
    is_open, has_ended = order_id(), order_id()
    asked = {is_open: "open", has_ended: "cancelled"}
    payment.rest.answers[ORDERS] = lambda params: {
        "items": [{"id": each, "state": asked[each]} for each in params["ids"].split(",")]
    }
    await payment.deliver(awaiting(is_open, expires_at=late), awaiting(has_ended, expires_at=late))
    await ask(payment)
    await until(payment, is_open, "captured")
    await until(payment, has_ended, "voided")
    assert [call.key for call in gateway.calls] == [model.payment_id(is_open)]


async def test_orders_are_asked_about_together(payment: testing.Running) -> None:
    orders = [order_id() for _ in range(30)]
    payment.rest.answers[ORDERS] = says("confirmed")
    await payment.deliver(*(awaiting(order) for order in orders))
    for order in orders:
        await until(payment, order, "captured")
        await make_due(payment, order)
    before = len(questions(payment))
    assert await ask(payment) in (30, 0)  # the service's own worker may have been quicker
    assert len(questions(payment)) <= before + 1
    assert all([(await one(payment, order)).ask_at is None for order in orders])


async def test_an_order_confirmed_while_we_do_not_know_the_outcome_is_asked_about_again(
    payment: testing.Running, gateway: Scripted
) -> None:
    order = order_id()
    gateway.plan("charge", *["lost"] * 50)
    payment.rest.answers[ORDERS] = says("confirmed")
    await payment.deliver(awaiting(order))
    await until(payment, order, "unknown")
    await make_due(payment, order)
    await ask(payment)
    assert (await one(payment, order)).ask_at is not None
