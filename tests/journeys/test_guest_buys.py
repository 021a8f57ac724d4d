"""A guest finds something, puts it into a cart and buys it, without telling the shop more than where to send it."""

from __future__ import annotations

import pytest

from journeys import shopper
from journeys.merchant import Merchant, money
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack


def test_a_guest_buys(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    lamp = merchant.offer(10, price=2_500)
    found = guest.get(f"/v1/products/{lamp.slug}")
    assert (found["status"], found["variants"][0]["available"]) == ("published", 10)

    cart_id = guest.fill_cart({lamp.sku: 2})
    cart = guest.get(f"/v1/carts/{cart_id}")
    assert [(line["sku"], line["quantity"], line["unit_price"], line["total"]) for line in cart["lines"]] == [
        (lamp.sku, 2, money(2_500), money(5_000))
    ]
    assert (cart["totals"]["subtotal"], cart["problems"]) == (money(5_000), [])
    quote = shopper.demand(guest.ask("POST", f"/v1/carts/{cart_id}/quote", {"shipping_address": shopper.ADDRESS}))
    (method,) = [each for each in quote["shipping_methods"] if each["id"] == shopper.SHIPPING_METHOD]
    assert quote["totals"]["total"] == money(5_000 + method["price"]["amount"])

    answer = guest.place(guest.checkout(cart_id=cart_id, expected_total=quote["totals"]["total"]), wait_s=30)
    order = shopper.demand(answer, 201)
    assert answer.headers["location"] == f"/v1/orders/{order['id']}"
    assert order["status"] == "confirmed"
    assert shopper.steps(order) == ["placed", "awaiting_payment", "confirmed"]
    assert order["totals"] == quote["totals"]
    assert (
        order["totals"]["total"]["amount"]
        == sum(line["total"]["amount"] for line in order["lines"]) + (order["totals"]["shipping"]["amount"])
    )
    assert order["payment"]["status"] == "captured"
    assert order["email"] == guest.email
    assert order["shipping_address"] == shopper.ADDRESS

    merchant.sees_stock(lamp.sku, 8)
    assert guest.available(lamp.sku) == 8
    merchant.sees_shown(lamp, 8)
    total = order["totals"]["total"]["amount"]
    outside.sees_charges(order["payment"]["id"], ("succeeded", total))
    assert merchant.booked(order["payment"]["id"]) == {"gateway:sandbox": total, "receipts": -total}
    merchant.check_ledger()

    mail = outside.mail(guest.email, "confirmed")
    assert order["number"] in mail["subject"]
    assert f"2 × {lamp.title}" in mail["text"]
    assert f"/orders/{order['id']}?token={order['token']}\n" in mail["text"], "the way back to the order"


def test_a_guests_order_opens_with_its_token_alone(guest: Shopper, merchant: Merchant) -> None:
    lamp = merchant.offer(1)
    order = guest.buy({lamp.sku: 1})
    without = {name: value for name, value in order.items() if name != "token"}
    assert guest.get(guest.path_of(order)) == without, "the token is told once, to whoever placed the order"
    shopper.refusal(guest.ask("GET", f"/v1/orders/{order['id']}"), 404, "not-found")
    shopper.refusal(guest.ask("GET", f"/v1/orders/{order['id']}?token={order['token'][:-1]}"), 404, "not-found")
    shopper.refusal(guest.ask("GET", f"/v1/orders/{order['id']}/events"), 404, "not-found")
    shopper.refusal(guest.ask("POST", f"/v1/orders/{order['id']}/cancel"), 404, "not-found")
