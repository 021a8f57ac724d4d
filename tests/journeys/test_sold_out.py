"""What is sold out is said so before anybody pays."""

from __future__ import annotations

import pytest

from journeys import shopper
from journeys.merchant import Merchant
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack


def test_sold_out(guest: Shopper, merchant: Merchant) -> None:
    lamp, rare = merchant.offer(5), merchant.offer(1)
    both = guest.fill_cart({lamp.sku: 1, rare.sku: 1})
    Shopper(guest.http).buy({rare.sku: 1})
    guest.sees_available(rare.sku, 0)

    cart = guest.get(f"/v1/carts/{both}")
    assert [line["sku"] for line in cart["lines"] if line["problems"]] == [rare.sku]
    problem = shopper.refusal(guest.place(guest.checkout(cart_id=both)), 409, "out-of-stock")
    assert problem["skus"] == [rare.sku]

    # the refusal took nothing, neither the other line's unit nor the cart
    assert guest.available(lamp.sku) == 5
    shopper.demand(guest.ask("DELETE", f"/v1/carts/{both}/lines/{rare.sku}"), 204)
    order = shopper.demand(guest.place(guest.checkout(cart_id=both), wait_s=30), 201)
    assert order["status"] == "confirmed"

    merchant.sees_shown(rare, 0)
    assert merchant.set_stock(rare.sku, 1).status_code == 201
    merchant.sees_shown(rare, 1)
    late = Shopper(guest.http)
    body = late.checkout(lines=[{"sku": rare.sku, "quantity": 1}])
    bought = shopper.until(
        lambda: answer if (answer := late.place(body, wait_s=30)).status_code != 409 else None, "the new one is sold"
    )
    assert shopper.demand(bought, 201)["status"] == "confirmed"


def test_one_line_short_takes_nothing(guest: Shopper, merchant: Merchant) -> None:
    lamp, rare = merchant.offer(5), merchant.offer(2)
    wanted = [{"sku": lamp.sku, "quantity": 1}, {"sku": rare.sku, "quantity": 3}]
    problem = shopper.refusal(guest.place(guest.checkout(lines=wanted)), 409, "out-of-stock")
    assert problem["skus"] == [rare.sku]
    assert (merchant.stock(lamp.sku), merchant.stock(rare.sku)) == ((5, 0), (2, 0))
