"""Round trips of the user service."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from budgets import ledger
from souk import testing
from user import house as houses


@pytest.fixture
async def house(mongodb_url: str) -> AsyncIterator[houses.House]:
    async with houses.opened(mongodb_url, is_still=True) as house:
        yield house


async def test_what_people_do(house: houses.House) -> None:
    client, count = house.client, ledger.Ledger(house.running)
    async with count.row("POST /v1/auth/register"):
        ada = await house.register()
    async with count.row("POST /v1/auth/register, refused: the e-mail is taken"):
        body = {"email": ada.email, "password": houses.PASSWORD, "name": "Ada"}
        ledger.refused(await house.post("/v1/auth/register", body), 409)
    async with count.row("POST /v1/auth/login"):
        session = await house.sign_in(ada.email)
    async with count.row("POST /v1/auth/login, refused: a wrong password"):
        ledger.refused(await house.login(ada.email, "wrong"), 401)
    async with count.row("POST /v1/auth/login, refused: nobody"):
        ledger.refused(await house.login("nobody@example.com"), 401)
    key = testing.key()
    async with count.row("POST /v1/auth/refresh"):
        ledger.ok(await house.refresh(session.refresh_token, **key))
    async with count.row("POST /v1/auth/refresh, the same key again"):
        ledger.ok(await house.refresh(session.refresh_token, **key))
    async with count.row("POST /v1/auth/refresh, refused: a token of the past"):
        ledger.refused(await house.refresh(session.refresh_token), 401)
    async with count.row("GET /v1/me"):
        ledger.ok(await client.get("/v1/me", headers=ada.headers))
    async with count.row("GET /v1/me/addresses"):
        ledger.ok(await client.get("/v1/me/addresses", headers=ada.headers))
    async with count.row("GET /.well-known/jwks.json"):
        ledger.ok(await client.get("/.well-known/jwks.json"))
    async with count.row("GET /internal/revocations"):
        ledger.ok(await client.get("/internal/revocations", headers=house.running.service_token()))
    async with count.row("POST /v1/auth/logout"):
        ledger.ok(await house.post("/v1/auth/logout", **ada.headers))
    ben = await house.register("ben@example.com")
    async with count.row("POST /v1/auth/logout-all"):
        ledger.ok(await house.post("/v1/auth/logout-all", **ben.headers))
    count.balance("User: what people ask for")
