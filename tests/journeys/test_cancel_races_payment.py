"""Customers cancel while their card is being charged: whichever is first, money and goods agree in the end."""

from __future__ import annotations

import functools
import itertools
import time
from collections import Counter
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
PAUSES_S = (0.0, 0.005, 0.015, 0.03, 0.06)
"""Between placing and cancelling, so that the cancel comes upon every step of the saga."""


def test_a_cancel_races_the_payment(guest: Shopper, merchant: Merchant, outside: Outside, stack: Stack) -> None:
    lamp = merchant.offer(ORDERS)
    hurried = [
        functools.partial(buy_and_cancel, Shopper(guest.http), lamp, card, pause_s)
        for card, pause_s, _ in zip(itertools.cycle(CARDS), itertools.cycle(PAUSES_S), range(ORDERS), strict=False)
    ]
    stories = [
        story for first in range(0, ORDERS, AT_ONCE) for story in shopper.at_once(*hurried[first : first + AT_ONCE])
    ]
    ends = [settled(person, order, merchant, outside) for person, order in stories]
    assert ends.count("kept") == 0, "each was cancelled, or declined before"
    assert Counter(ends).keys() <= {"refunded", "voided", "never charged", "declined"}

    merchant.sees_stock(lamp.sku, ORDERS)
    held = stack.database("inventory")["reservations"].count_documents(
        {"lines.sku": lamp.sku, "status": {"$in": ["held", "committed"]}}
    )
    assert held == 0
    merchant.check_ledger()


def buy_and_cancel(person: Shopper, lamp: Goods, card: str, pause_s: float) -> tuple[Shopper, Any]:
    """Place an order, and call it off at once; the order as it was answered to the cancel."""
    body = person.checkout(card=card, lines=[{"sku": lamp.sku, "quantity": 1}])
    order = shopper.demand(person.place(body, wait_s=None), 201)
    time.sleep(pause_s)  # the race itself: nothing is awaited
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

    def at_rest() -> str | None:
        found = merchant.get(f"/v1/payments?order_id={order['id']}")["items"]
        if not found:
            return "never charged"
        return {"refunded": "refunded", "voided": "voided", "declined": "declined"}.get(found[0]["status"])

    end = shopper.until(at_rest, f"the money of {order['id']} at rest")
    if end == "never charged":
        return end
    (payment,) = merchant.get(f"/v1/payments?order_id={order['id']}")["items"]
    assert all(each in (("failed", total), ("refunded", total)) for each in outside.charges(payment["id"])), payment
    assert sum(merchant.booked(payment["id"]).values()) == 0
    assert merchant.booked(payment["id"]).get("gateway:sandbox", 0) == 0
    if end == "declined":
        assert seen["reason"] in ("payment_declined", "customer")
    return end
