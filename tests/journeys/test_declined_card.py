"""The bank says no: the order ends, the goods lie on the shelf again, and the cart can be paid with another card."""

from __future__ import annotations

import pytest

from journeys import shopper
from journeys.merchant import Merchant
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack


@pytest.mark.parametrize("card", ["tok_declined", "tok_insufficient_funds"])
def test_a_declined_card(card: str, guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    lamp = merchant.offer(3)
    cart_id = guest.fill_cart({lamp.sku: 2})
    answer = guest.place(guest.checkout(card=card, cart_id=cart_id), wait_s=30)
    order = shopper.demand(answer, 201)
    assert (order["status"], order["reason"]) == ("cancelled", "payment_declined")
    assert shopper.steps(order) == ["placed", "awaiting_payment", "cancelled"]
    assert merchant.sees_payment(order, "declined")["captured"]["amount"] == 0
    assert [status for status, _ in outside.charges(order["payment"]["id"])] == ["failed"]
    assert merchant.booked(order["payment"]["id"]) == {}
    merchant.sees_stock(lamp.sku, 3)
    assert "declined" in outside.mail(guest.email, "cancelled")["text"]

    assert [line["sku"] for line in guest.get(f"/v1/carts/{cart_id}")["lines"]] == [lamp.sku]
    again = shopper.demand(guest.place(guest.checkout(cart_id=cart_id), wait_s=30), 201)
    assert again["status"] == "confirmed"
    assert again["id"] != order["id"]
    merchant.sees_stock(lamp.sku, 1)
