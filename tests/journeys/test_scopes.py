"""Customers come nowhere near what is staff's, and each of the staff only near what is theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from journeys import shopper
from journeys.conftest import PASSWORD
from journeys.merchant import Merchant, money
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack

REFUND = {"reason": "theirs"}
PARCEL = {"lines": [{"sku": "LAMP", "quantity": 1}], "carrier": "Post", "tracking_number": "1"}
STAFF_ONLY: tuple[tuple[str, str, object], ...] = (
    ("POST", "/v1/products", {"title": "Lamp", "category": "lamps"}),
    ("PATCH", "/v1/products/prd_1", {"title": "Lamp"}),
    ("DELETE", "/v1/products/prd_1", None),
    ("POST", "/v1/products/prd_1/publish", None),
    ("PATCH", "/v1/variants/LAMP", {"price": money(1)}),
    ("POST", "/v1/categories", {"title": "Mine"}),
    ("POST", "/v1/stock/LAMP/adjustments", {"set_to": 1, "reason": "mine"}),
    ("GET", "/v1/stock/LAMP/movements", None),
    ("GET", "/v1/locations", None),
    ("GET", "/v1/reservations?order_id=ord_1", None),
    ("POST", "/v1/orders/ord_1/fulfillments", PARCEL),
    ("POST", "/v1/fulfillments/ful_1/deliver", None),
    ("POST", "/v1/shipping-methods", {"id": "mine", "title": "Mine", "price": money(0), "days_min": 1, "days_max": 2}),
    ("GET", "/v1/reports/sales?from=2030-01-01&to=2030-01-02", None),
    ("GET", "/v1/payments", None),
    ("POST", "/v1/payments/pay_1/capture", None),
    ("POST", "/v1/payments/pay_1/void", None),
    ("POST", "/v1/payments/pay_1/refunds", REFUND),
    ("GET", "/v1/ledger/entries", None),
    ("GET", "/v1/ledger/balances", None),
    ("GET", "/v1/users", None),
    ("PATCH", "/v1/users/usr_1", {"roles": ["admin"]}),
    ("GET", "/v1/notifications?to=a@example.org", None),
    ("POST", "/v1/notifications/eml_1/resend", None),
    ("GET", "/v1/operations/overview", None),
    ("GET", "/v1/operations/dead-letters", None),
    ("POST", "/v1/operations/dead-letters/order__payment_captured:evt_1/retry", None),
    ("POST", "/v1/operations/dead-letters/order__payment_captured:evt_1/drop", None),
    ("GET", "/v1/operations/journal", None),
    ("GET", "/v1/operations/stuck-orders", None),
    ("GET", "/v1/operations/orders/ord_1/saga", None),
)


def test_customers_do_what_customers_do(sign_up: Callable[[], Shopper], guest: Shopper) -> None:
    ada = sign_up()
    for method, path, body in STAFF_ONLY:
        shopper.refusal(ada.ask(method, path, body, key=shopper.new_key()), 403, "forbidden")
        shopper.refusal(guest.ask(method, path, body, key=shopper.new_key()), 401, "unauthenticated")
    me = ada.get("/v1/me")
    promoted = ada.ask("PATCH", f"/v1/users/{me['id']}", {"roles": ["admin"]})
    shopper.refusal(promoted, 403, "forbidden")
    assert ada.get("/v1/me")["roles"] == ["customer"]


def test_a_role_gives_what_it_says(sign_up: Callable[[], Shopper], merchant: Merchant) -> None:
    """Somebody is hired for the warehouse: stock and parcels are theirs, money and people are not."""
    lamp = merchant.offer(5)
    order = Shopper(merchant.http).buy({lamp.sku: 1})
    hired = sign_up()
    user_id = hired.get("/v1/me")["id"]
    changed = merchant.ask("PATCH", f"/v1/users/{user_id}", {"roles": ["customer", "warehouse"]})
    assert "warehouse" in shopper.demand(changed)["roles"]
    signed_in = merchant.http.post("/v1/auth/login", json={"email": hired.email, "password": PASSWORD})
    ken = Merchant(merchant.http, email=hired.email, token=shopper.demand(signed_in)["access_token"])

    assert ken.stock(lamp.sku)[0] in (4, 5)
    assert ken.set_stock(lamp.sku, 9).status_code == 201
    shopper.demand(ken.send(order, {lamp.sku: 1}), 201)
    assert ken.get(f"/v1/orders/{order['id']}")["status"] == "fulfilled"
    path = f"/v1/payments/{order['payment']['id']}"
    shopper.refusal(ken.ask("GET", path), 403, "forbidden")
    shopper.refusal(ken.ask("POST", f"{path}/refunds", REFUND, key=shopper.new_key()), 403, "forbidden")
    shopper.refusal(ken.ask("PATCH", f"/v1/variants/{lamp.sku}", {"price": money(1)}), 403, "forbidden")
    shopper.refusal(ken.ask("GET", "/v1/users"), 403, "forbidden")
