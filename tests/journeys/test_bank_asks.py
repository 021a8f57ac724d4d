"""The bank wants the customer's word (3-D Secure): who confirms has bought, who refuses has not."""

from __future__ import annotations

from typing import Any

import pytest

from journeys import shopper
from journeys.merchant import Goods, Merchant
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack


def asked(guest: Shopper, lamp: Goods) -> Any:
    """An order that waits for its customer; the answer comes as soon as that is known."""
    body = guest.checkout(card="tok_3ds", lines=[{"sku": lamp.sku, "quantity": 1}])
    order = shopper.demand(guest.place(body, wait_s=30), 201)
    assert (order["status"], order["payment"]["status"]) == ("awaiting_payment", "action_required")
    return order


def test_who_confirms_has_bought(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    lamp = merchant.offer(2)
    order = asked(guest, lamp)
    payment_id = order["payment"]["id"]
    assert merchant.sees_payment(order, "action_required")["captured"]["amount"] == 0
    assert outside.charges(payment_id) == []
    assert merchant.stock(lamp.sku) == (2, 1)

    outside.answer_bank(order["payment"]["next_action"]["url"], "confirm")
    confirmed = guest.see(order, "confirmed")
    assert confirmed["payment"]["next_action"] is None
    assert outside.charges(payment_id) == [("succeeded", order["totals"]["total"]["amount"])]
    merchant.sees_stock(lamp.sku, 1)


def test_who_refuses_has_not(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    lamp = merchant.offer(2)
    order = asked(guest, lamp)
    outside.answer_bank(order["payment"]["next_action"]["url"], "refuse")
    cancelled = guest.see(order, "cancelled")
    assert cancelled["reason"] == "payment_declined"
    assert [status for status, _ in outside.charges(order["payment"]["id"])] == ["failed"]
    assert merchant.booked(order["payment"]["id"]) == {}
    merchant.sees_stock(lamp.sku, 2)


def test_who_thinks_better_of_it_cancels(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    lamp = merchant.offer(2)
    order = asked(guest, lamp)
    assert shopper.demand(guest.cancel(order))["reason"] == "customer"
    merchant.sees_stock(lamp.sku, 2)
    merchant.sees_payment(order, "voided")

    # whatever is done on the bank's page afterwards takes no money
    page = outside.http.post(f"{order['payment']['next_action']['url']}/confirm")
    assert page.status_code == 303
    assert "succeeded" not in [status for status, _ in outside.charges(order["payment"]["id"])]
    assert guest.look(order)["status"] == "cancelled"
