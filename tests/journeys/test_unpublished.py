"""What is not published is neither seen nor sold, not even to those who had it in their cart."""

from __future__ import annotations

import pytest

from journeys import shopper
from journeys.merchant import Merchant
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack


def test_a_draft_is_not_for_sale(guest: Shopper, merchant: Merchant) -> None:
    lamp = merchant.draft()
    shopper.refusal(guest.ask("GET", f"/v1/products/{lamp.slug}"), 404, "not-found")
    assert guest.get(f"/v1/products?q={lamp.sku}")["items"] == []
    cart_id = guest.fill_cart({})
    answer = guest.ask("PUT", f"/v1/carts/{cart_id}/lines/{lamp.sku}", {"quantity": 1})
    shopper.refusal(answer, 422, "validation-failed")
    placed = guest.place(guest.checkout(lines=[{"sku": lamp.sku, "quantity": 1}]))
    problem = shopper.refusal(placed, 422, "validation-failed")
    assert problem["errors"][0]["pointer"].startswith("/lines/0")


def test_what_was_taken_off_the_shelf(guest: Shopper, merchant: Merchant) -> None:
    lamp = merchant.offer(5)
    cart_id = guest.fill_cart({lamp.sku: 1})
    merchant.post(f"/v1/products/{lamp.product_id}/unpublish")

    def is_gone() -> bool:
        cart = guest.get(f"/v1/carts/{cart_id}")
        page = guest.ask("GET", f"/v1/products/{lamp.slug}")
        listed = guest.get(f"/v1/products?q={lamp.sku}")["items"]
        return page.status_code == 404 and not listed and bool(cart["lines"][0]["problems"])

    shopper.until(is_gone, "page, list and cart know that it is gone")
    shopper.refusal(guest.place(guest.checkout(cart_id=cart_id)), 422, "validation-failed")
    merchant.sees_stock(lamp.sku, 5)

    merchant.publish(lamp)
    shopper.until(lambda: not guest.get(f"/v1/carts/{cart_id}")["problems"], "the cart can be bought again")
    order = shopper.demand(guest.place(guest.checkout(cart_id=cart_id), wait_s=30), 201)
    assert order["status"] == "confirmed"
