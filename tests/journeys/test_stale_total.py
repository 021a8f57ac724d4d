"""A price rose while somebody was typing their address: they are asked again, not charged more."""

from __future__ import annotations

import pytest

from journeys import shopper
from journeys.merchant import Merchant, money
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack


def test_a_price_that_rose(guest: Shopper, merchant: Merchant) -> None:
    lamp = merchant.offer(5, price=2_000)
    cart_id = guest.fill_cart({lamp.sku: 1})
    path, where = f"/v1/carts/{cart_id}/quote", {"shipping_address": shopper.ADDRESS}
    seen = shopper.demand(guest.ask("POST", path, where))["totals"]["total"]

    merchant.set_price(lamp.sku, 2_500)
    shopper.until(
        lambda: guest.get(f"/v1/carts/{cart_id}")["lines"][0]["unit_price"] == money(2_500), "the cart's new price"
    )
    problem = shopper.refusal(guest.place(guest.checkout(cart_id=cart_id, expected_total=seen)), 409, "price-changed")
    now = money(seen["amount"] + 500)
    assert problem["total"] == now
    assert merchant.stock(lamp.sku) == (5, 0)

    accepted = guest.place(guest.checkout(cart_id=cart_id, expected_total=now), wait_s=30)
    order = shopper.demand(accepted, 201)
    assert (order["status"], order["totals"]["total"]) == ("confirmed", now)
