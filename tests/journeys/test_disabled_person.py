"""Somebody is shut out: the token in their hand is worth nothing any more, anywhere, within seconds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from journeys import shopper
from journeys.conftest import PASSWORD
from journeys.merchant import Merchant
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack


def is_refused(person: Shopper, path: str) -> None:
    """At the latest when this service has heard of it."""
    shopper.until(lambda: person.ask("GET", path).status_code == 401, f"{path} refused")
    shopper.refusal(person.ask("GET", path), 401, "unauthenticated")


def test_a_disabled_person_is_refused_everywhere(sign_up: Callable[[], Shopper], merchant: Merchant) -> None:
    lamp = merchant.offer(5)
    ada = sign_up()
    order = ada.buy({lamp.sku: 1})
    me = ada.get("/v1/me")
    everywhere = ["/v1/me", "/v1/orders", f"/v1/orders/{order['id']}", f"/v1/stock?sku={lamp.sku}"]
    assert [ada.ask("GET", path).status_code for path in everywhere] == [200, 200, 200, 200]

    disabled = shopper.demand(merchant.ask("PATCH", f"/v1/users/{me['id']}", {"disabled": True}))
    assert disabled["disabled"] is True
    for path in everywhere:
        is_refused(ada, path)
    bought = ada.place(ada.checkout(lines=[{"sku": lamp.sku, "quantity": 1}]))
    shopper.refusal(bought, 401, "unauthenticated")
    again = ada.http.post("/v1/auth/login", json={"email": ada.email, "password": PASSWORD})
    assert again.status_code in (401, 403)
    merchant.sees_stock(lamp.sku, 4)

    shopper.demand(merchant.ask("PATCH", f"/v1/users/{me['id']}", {"disabled": False}))
    back = shopper.demand(ada.http.post("/v1/auth/login", json={"email": ada.email, "password": PASSWORD}))
    ada.token = back["access_token"]
    assert ada.look(order)["id"] == order["id"]


def test_who_signs_out_is_signed_out(sign_up: Callable[[], Shopper]) -> None:
    ada = sign_up()
    shopper.demand(ada.ask("POST", "/v1/auth/logout"), 204)
    for path in ("/v1/me", "/v1/orders"):  # each service hears of it for itself
        is_refused(ada, path)


@pytest.mark.parametrize("token", ["nonsense", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c3JfMSJ9."])
def test_a_forged_token(token: str, guest: Shopper) -> None:
    forger = Shopper(guest.http, token=token)
    for path in ("/v1/me", "/v1/orders", "/v1/payments", "/v1/notifications?to=a@example.org", "/v1/users"):
        shopper.refusal(forger.ask("GET", path), 401, "unauthenticated")
