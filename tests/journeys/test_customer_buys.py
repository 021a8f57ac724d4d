"""Somebody with an account buys, to an address of their book, and finds the order in their list; nobody else does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from journeys import shopper
from journeys.merchant import Merchant
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack


def test_a_customer_buys(sign_up: Callable[[], Shopper], merchant: Merchant, outside: Outside) -> None:
    lamp = merchant.offer(5)
    ada, eve = sign_up(), sign_up()
    assert ada.get("/v1/me")["email"] == ada.email
    saved = ada.post("/v1/me/addresses", shopper.ADDRESS | {"is_default": True}, 201)
    assert [item["id"] for item in ada.get("/v1/me/addresses")["items"]] == [saved["id"]]
    address = {name: saved[name] for name in shopper.ADDRESS}

    first = ada.place(ada.checkout(cart_id=ada.fill_cart({lamp.sku: 1}), shipping_address=address), wait_s=30)
    order = shopper.demand(first, 201)
    assert order["status"] == "confirmed"
    assert "token" not in order, "an account opens it, no token"
    second = ada.buy({lamp.sku: 2})

    assert [item["id"] for item in ada.get("/v1/orders")["items"]] == [second["id"], order["id"]]
    assert ada.look(order)["shipping_address"] == shopper.ADDRESS
    assert order["number"] in outside.mail(ada.email, f"{order['number']} is confirmed")["text"]

    assert eve.get("/v1/orders")["items"] == []
    guest = Shopper(ada.http)
    for stranger in (eve, guest):
        shopper.refusal(stranger.ask("GET", f"/v1/orders/{order['id']}"), 404, "not-found")
        shopper.refusal(stranger.ask("POST", f"/v1/orders/{order['id']}/cancel"), 404, "not-found")
        shopper.refusal(stranger.ask("GET", f"/v1/orders/{order['id']}/events"), 404, "not-found")
    shopper.refusal(eve.ask("DELETE", f"/v1/me/addresses/{saved['id']}"), 404, "not-found")
    shopper.refusal(guest.ask("GET", "/v1/orders"), 401, "unauthenticated")

    seen = merchant.get(f"/v1/orders?email={ada.email}")["items"]
    assert [item["id"] for item in seen] == [second["id"], order["id"]]
    merchant.sees_stock(lamp.sku, 2)
