"""Customers cancel while their card is being charged: whichever is first, money and goods agree in the end."""

from __future__ import annotations

import functools
import itertools
import time
from typing import Any

import pytest
from bench.stack import Stack

from journeys import shopper
from journeys.merchant import Goods, Merchant
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack

ORDERS = 60
AT_ONCE = 12
CARDS = ("tok_ok", "tok_ok", "tok_auth_only", "tok_flaky", "tok_webhook", "tok_declined")
AT_REST = {"refunded", "voided", "declined"}
"""Where a cancelled order's payment ends; one that was never asked for is kept as `voided`."""
DECIDED = None
"""Cancel as soon as the order is confirmed."""
MOMENTS: tuple[float | None, ...] = (0.0, 0.1, 0.3, 0.6, 1.0, 1.5, DECIDED)
"""When to cancel, in parts of what an order here takes to its confirmation: each step of the saga is come upon."""


def test_a_cancel_races_the_payment(guest: Shopper, merchant: Merchant, outside: Outside, stack: Stack) -> None:
    lamp = merchant.offer(ORDERS)
    whole_s = time_to_confirmation(guest, merchant)
    hurried = [
        functools.partial(buy_and_cancel, Shopper(guest.http), lamp, card, moment and moment * whole_s)
        for card, moment, _ in zip(itertools.cycle(CARDS), itertools.cycle(MOMENTS), range(ORDERS), strict=False)
    ]
    stories = [
        story for first in range(0, ORDERS, AT_ONCE) for story in shopper.at_once(*hurried[first : first + AT_ONCE])
    ]
    ends = [settled(person, order, merchant, outside) for person, order in stories]
    assert set(ends) == AT_REST, "it was cancelled before and after the money was taken"

    merchant.sees_stock(lamp.sku, ORDERS)
    held = stack.database("inventory")["reservations"].count_documents(
        {"lines.sku": lamp.sku, "status": {"$in": ["held", "committed"]}}
    )
    assert held == 0
    merchant.check_ledger()


def time_to_confirmation(guest: Shopper, merchant: Merchant) -> float:
    """Of an order among as many as will be in flight, in seconds."""
    lamp = merchant.offer(AT_ONCE)
    began = time.monotonic()
    shopper.at_once(*[functools.partial(guest.buy, {lamp.sku: 1})] * AT_ONCE)
    return time.monotonic() - began


def buy_and_cancel(person: Shopper, lamp: Goods, card: str, pause_s: float | None) -> tuple[Shopper, Any]:
    """Place an order, and call it off after so long; the order as it was placed."""
    body = person.checkout(card=card, lines=[{"sku": lamp.sku, "quantity": 1}])
    placed = person.place(body, wait_s=shopper.WAIT_S if pause_s is DECIDED else None)
    assert placed.status_code in (201, 202), placed.text
    order = placed.json()
    time.sleep(pause_s or 0.0)  # the race itself: nothing is awaited
    answer = person.cancel(order)
    if answer.status_code == 409:
        assert shopper.refusal(answer, 409, "transition-not-allowed")["order_status"] == "cancelled"
    else:
        assert shopper.demand(answer)["status"] == "cancelled"
    return person, order


def settled(person: Shopper, order: Any, merchant: Merchant, outside: Outside) -> str:
    """How it ended for the customer's money, once nothing moves any more."""
    seen = person.look(order)
    assert seen["status"] == "cancelled"
    total = order["totals"]["total"]["amount"]

    def at_rest() -> Any:
        found = merchant.get(f"/v1/payments?order_id={order['id']}")["items"]
        return found[0] if found and found[0]["status"] in AT_REST else None

    payment = shopper.until(at_rest, f"the money of {order['id']} at rest")
    end: str = payment["status"]
    assert all(each in (("failed", total), ("refunded", total)) for each in outside.charges(payment["id"])), payment
    assert sum(merchant.booked(payment["id"]).values()) == 0
    assert merchant.booked(payment["id"]).get("gateway:sandbox", 0) == 0
    if end == "declined":
        assert seen["reason"] in ("payment_declined", "customer")
    return end
