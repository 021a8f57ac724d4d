"""The user service is asked for keys and for what was revoked: what holds while it is down, and once it is back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from souk import testing
from souk.kit import clock, errors, settings
from souk.serving import auth, http, service

KEYS = ("user", "/.well-known/jwks.json")
REVOCATIONS = ("user", "/internal/revocations")


@http.get("/v1/mine", access="required")
async def get_mine(request: http.Request[Any, Any, Any]) -> dict[str, str]:
    return {"who": http.signed_in(request).user_id}


@http.get("/v1/anybodys", access="optional")
async def get_anybodys(request: http.Request[Any, Any, Any]) -> dict[str, bool]:
    return {"known": http.principal(request) is not None}


async def build(_: service.Runtime[settings.Service]) -> Sequence[Any]:
    return [get_mine, get_anybodys]


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KEYS_REFRESH_MIN_S", "KEYS_RETRY_S", "RECONCILE_PERIOD_S"):
        monkeypatch.setattr(auth, name, 0.02)


async def status(running: testing.Running, path: str, who: dict[str, str]) -> int:
    return (await running.client.get(path, headers=who)).status_code


async def until(running: testing.Running, path: str, who: dict[str, str], wanted: int) -> None:
    async with asyncio.timeout(30):
        while await status(running, path, who) != wanted:
            await asyncio.sleep(0.02)


async def test_started_without_it_guests_are_served_and_others_told_to_come_back(mongodb_url: str) -> None:
    rest = testing.FakeRest()
    rest.answers[KEYS] = rest.answers[REVOCATIONS] = errors.Unavailable("down")
    async with testing.running(mongodb_url, "toy", build, settings.Service, calls=rest) as running:
        ann = running.token("usr_ann")
        assert await status(running, "/readyz", {}) == 200
        assert await status(running, "/v1/anybodys", {}) == 200
        assert await status(running, "/v1/mine", {}) == 401
        for path in ("/v1/mine", "/v1/anybodys"):
            answer = await running.client.get(path, headers=ann)
            assert (answer.status_code, answer.json()["type"]) == (503, "/problems/unavailable")
            assert int(answer.headers["retry-after"]) >= 1
        async with testing.running(mongodb_url, "other", build, settings.Service) as other:
            rest.answers[KEYS] = other.rest.answers[KEYS]
        await until(running, "/v1/mine", ann, 200)


async def test_once_keys_are_known_it_may_go(mongodb_url: str) -> None:
    async with testing.running(mongodb_url, "toy", build, settings.Service) as running:
        await until(running, "/v1/mine", running.token("usr_ann"), 200)
        running.rest.answers[KEYS] = running.rest.answers[REVOCATIONS] = errors.Unavailable("down")
        await asyncio.sleep(0.1)
        assert await status(running, "/v1/mine", running.token("usr_bob")) == 200


async def test_what_was_revoked_while_nobody_could_be_asked_is_read_once_it_is_back(mongodb_url: str) -> None:
    rest = testing.FakeRest()
    rest.answers[REVOCATIONS] = errors.Unavailable("down")
    async with testing.running(mongodb_url, "toy", build, settings.Service, calls=rest) as running:
        ann, bob = running.token("usr_ann"), running.token("usr_bob")
        for who in (ann, bob):
            await until(running, "/v1/mine", who, 200)
        until_ = clock.now() + timedelta(seconds=auth.ACCESS_LIFETIME_S)
        rest.answers[REVOCATIONS] = {"items": [{"user_id": "usr_ann", "until": until_}]}
        await until(running, "/v1/mine", ann, 401)
        assert await status(running, "/v1/mine", bob) == 200
