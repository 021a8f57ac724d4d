"""Somebody forgot their password: a mail brings a link that works once, and every old session ends."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from journeys import shopper
from journeys.conftest import PASSWORD
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack

NEW_PASSWORD = "quite another walk uphill"


def test_a_new_password_by_mail(sign_up: Callable[[], Shopper], guest: Shopper, outside: Outside) -> None:
    ada = sign_up()
    assert "Welcome" in outside.mail(ada.email, "Welcome")["subject"]
    shopper.demand(guest.ask("POST", "/v1/auth/password/forgot", {"email": ada.email}), 202)
    shopper.demand(guest.ask("POST", "/v1/auth/password/forgot", {"email": guest.email}), 202)

    mail = outside.mail(ada.email, "new password")
    found = re.search(r"token=([\w.~-]+)", mail["text"])
    assert found is not None, mail["text"]
    reset = {"token": found[1], "password": NEW_PASSWORD}
    weak = guest.ask("POST", "/v1/auth/password/reset", reset | {"password": "password"})
    assert shopper.refusal(weak, 422, "validation-failed")["errors"][0]["pointer"] == "/password"
    shopper.demand(guest.ask("POST", "/v1/auth/password/reset", reset), 204)
    again = guest.ask("POST", "/v1/auth/password/reset", reset)
    assert 400 <= again.status_code < 500, "the link works once"

    old = {"email": ada.email, "password": PASSWORD}
    shopper.refusal(guest.ask("POST", "/v1/auth/login", old), 401, "invalid-credentials")
    shopper.until(lambda: ada.ask("GET", "/v1/orders").status_code == 401, "the old session is over")
    new = shopper.demand(guest.ask("POST", "/v1/auth/login", old | {"password": NEW_PASSWORD}))
    ada.token = new["access_token"]
    assert ada.get("/v1/me")["email"] == ada.email
    assert outside.mails(guest.email) == [], "nobody of that address has an account"


def test_a_refresh_token_is_good_once(sign_up: Callable[[], Shopper], guest: Shopper) -> None:
    ada = sign_up()
    body = {"email": ada.email, "password": PASSWORD}
    first = shopper.demand(guest.ask("POST", "/v1/auth/login", body))
    second = shopper.demand(guest.ask("POST", "/v1/auth/refresh", {"refresh_token": first["refresh_token"]}))
    assert second["refresh_token"] != first["refresh_token"]
    stolen = guest.ask("POST", "/v1/auth/refresh", {"refresh_token": first["refresh_token"]})
    shopper.refusal(stolen, 401, "token-reused")
    revoked = guest.ask("POST", "/v1/auth/refresh", {"refresh_token": second["refresh_token"]})
    assert revoked.status_code == 401, "the whole family is revoked"
