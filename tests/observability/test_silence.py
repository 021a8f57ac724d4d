"""What a shop writes into its logs while people do what people do: no password, no token, no card."""

from __future__ import annotations

import re
import secrets
import uuid
from pathlib import Path

import pytest

import stacks
from observability.conftest import SKU

pytestmark = pytest.mark.stack
JWT = re.compile(rb"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}")
HASH = re.compile(rb"\$argon2")
CARD = re.compile(rb"(?<![0-9a-fA-F_.-])[45][0-9]{15}(?![0-9a-fA-F.])")


def test_no_log_line_holds_a_password_a_token_or_a_card(shop: stacks.Shop) -> None:
    email = f"ada-{uuid.uuid4().hex[:8]}@example.org"
    password, wrong = f"harbour-{secrets.token_hex(8)}", f"mistyped-{secrets.token_hex(8)}"
    card = f"4111{secrets.randbelow(10**12):012}"
    told = {password, wrong, card, shop.home.secret.read_text().strip()}
    guest = shop.guest()
    key = {"Idempotency-Key": secrets.token_hex(16)}
    registered = guest.post(
        "/v1/auth/register", json={"email": email, "password": password, "name": "Ada"}, headers=key
    )
    assert registered.status_code == 201, registered.text
    told |= {registered.json()["access_token"], registered.json()["refresh_token"]}
    guest.post("/v1/auth/login", json={"email": email, "password": wrong})
    guest.post("/v1/auth/login", json={"email": email, "password": password, "extra": card})  # refused, and named
    guest.post("/v1/auth/login", content=f'{{"password": "{password}"')  # not even JSON
    refreshed = guest.post("/v1/auth/refresh", json={"refresh_token": registered.json()["refresh_token"]})
    told |= {refreshed.json()["access_token"], refreshed.json()["refresh_token"]}
    again = guest.post("/v1/auth/refresh", json={"refresh_token": registered.json()["refresh_token"]})
    assert again.status_code == 401, "used twice: an incident, which is logged"
    guest.get(
        f"/v1/me?access_token={refreshed.json()['access_token'][:-1]}x", headers={"Authorization": "Bearer nonsense"}
    )
    guest.post("/v1/auth/password/forgot", json={"email": email})
    order = stacks.order_of(guest, SKU)
    order["payment"] = {"gateway": "sandbox", "token": card}  # somebody who pastes a number where a token belongs
    answer = guest.post(
        "/v1/orders", json=order, headers={"Idempotency-Key": secrets.token_hex(16), "Prefer": "wait=30"}
    )
    assert answer.status_code in {201, 422}, answer.text
    bought = stacks.buy(guest, SKU)
    guest.get(f"/v1/orders/{bought['id']}?token={bought['token']}")
    told.add(bought["token"])

    assert b'"level":"debug"' in shop.home.log("user-1").read_bytes(), "even the most talkative log"
    found = []
    for path in logs(shop):
        content = path.read_bytes()
        found += [f"{path.name}: {secret[:12]}…" for secret in told if secret.encode() in content]
        found += [f"{path.name}: {match[0][:20]!r}" for match in (JWT.search(content), HASH.search(content)) if match]
        found += [f"{path.name}: a card's number" for _ in CARD.finditer(content)]
    assert found == []


def logs(shop: stacks.Shop) -> list[Path]:
    found = sorted(shop.home.logs.glob("*.log"))
    assert {"haproxy-1.log", "user-1.log", "payment-1.log"} <= {path.name for path in found}
    return found


def test_the_patterns_would_find_them() -> None:
    assert JWT.search(b'{"token":"eyJhbGciOiJFZERTQSJ9.eyJ' + b'zdWIiOiJ1c3JfMSJ9.c2lnbmF0dXJlcw"}')
    assert CARD.search(b'"number": "4242424242424242"')
    assert not CARD.search(b"trace 424242424242424242424242ab4242424242424242")
    assert HASH.search(b"$argon2id$v=19")
