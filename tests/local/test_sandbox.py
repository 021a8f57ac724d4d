"""The practice gateway keeps its word: one key is one charge, and what it answered it never forgets."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest
from aiohttp import web

from souk.local.sandbox import __main__ as sandbox

SECRET = "a root secret for tests, long enough"
WAIT_S = 10.0


class Caller:
    """A shop: calls the gateway with its key."""

    def __init__(self, address: str, http: aiohttp.ClientSession) -> None:
        self.address = address
        self.http = http

    async def post(self, path: str, body: dict[str, Any], **options: Any) -> tuple[int, dict[str, Any]]:
        async with self.http.post(self.address + path, json=body, **options) as response:
            return response.status, await response.json()

    async def be(self, **mood: int) -> tuple[int, dict[str, Any]]:
        async with self.http.put(self.address + "/controls", json=mood) as response:
            return response.status, await response.json()

    async def get(self, path: str) -> tuple[int, dict[str, Any]]:
        async with self.http.get(self.address + path) as response:
            return response.status, await response.json()

    async def charge(self, key: str, token: str, amount: int = 1999, **options: Any) -> tuple[int, dict[str, Any]]:
        return await self.post("/charges", {"key": key, "amount": amount, "currency": "EUR", "token": token}, **options)

    async def listed(self, key: str) -> list[dict[str, Any]]:
        _, answer = await self.get(f"/charges?key={key}")
        items: list[dict[str, Any]] = answer["items"]
        return items


class Shop:
    """Takes webhooks; `refusals` first ones are turned away."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.signatures: list[str] = []
        self.refusals = 0
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        if self.refusals:
            self.refusals -= 1
            return web.Response(status=503)
        self.bodies.append(await request.read())
        self.signatures.append(request.headers["Sandbox-Signature"])
        return web.Response()

    @property
    def events(self) -> list[dict[str, Any]]:
        return [msgspec.json.decode(body) for body in self.bodies]

    async def until(self, count: int) -> None:
        async with asyncio.timeout(WAIT_S):
            while len(self.bodies) < count:
                await asyncio.sleep(0.02)


def headers() -> dict[str, str]:
    return {"Authorization": f"Bearer {sandbox.api_keys(SECRET)[0]}"}


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    shop = Shop()
    application = web.Application()
    application.router.add_post("/hooks", shop.take)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    shop.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hooks"
    yield shop
    await runner.cleanup()


@pytest.fixture
async def caller(shop: Shop, tmp_path: Path) -> AsyncIterator[Caller]:
    config = sandbox.Settings(secret=SECRET, sandbox_dir=str(tmp_path), webhook_url=shop.url)
    async with sandbox.running(config) as address, aiohttp.ClientSession(headers=headers()) as http:
        yield Caller(address, http)


@pytest.mark.parametrize(
    ("token", "state", "captured", "reason"),
    [
        ("tok_ok", "captured", 1999, None),
        ("tok_auth_only", "authorized", 0, None),
        ("tok_declined", "declined", 0, "card_declined"),
        ("tok_insufficient_funds", "declined", 0, "insufficient_funds"),
        ("tok_nobody_knows", "declined", 0, "invalid_token"),
        ("tok_webhook", "pending", 0, None),
        ("tok_dispute", "captured", 1999, None),
    ],
)
async def test_each_card_begins_as_promised(
    caller: Caller, token: str, state: str, captured: int, reason: str | None
) -> None:
    status, charge = await caller.charge("pay_1", token)
    assert (status, charge["state"], charge["captured"], charge.get("reason")) == (200, state, captured, reason)


async def test_the_same_key_is_the_same_charge_however_many_ask_at_once(caller: Caller) -> None:
    answers = await asyncio.gather(*(caller.charge("pay_1", "tok_ok") for _ in range(20)))
    assert {charge["id"] for _, charge in answers} == {answers[0][1]["id"]}
    assert [row["status"] for row in await caller.listed("pay_1")] == ["succeeded"]


async def test_a_key_cannot_stand_for_two_charges(caller: Caller) -> None:
    await caller.charge("pay_1", "tok_ok", amount=100)
    status, _ = await caller.charge("pay_1", "tok_ok", amount=200)
    assert status == 422


async def test_the_slow_card_takes_two_seconds(caller: Caller) -> None:
    before = asyncio.get_running_loop().time()
    _, charge = await caller.charge("pay_1", "tok_slow")
    assert charge["state"] == "captured"
    assert asyncio.get_running_loop().time() - before >= 2.0


async def test_the_flaky_card_works_the_third_time(caller: Caller) -> None:
    assert [(await caller.charge("pay_1", "tok_flaky"))[0] for _ in range(3)] == [503, 503, 200]
    assert len(await caller.listed("pay_1")) == 1


async def test_the_card_that_charges_and_never_answers(caller: Caller) -> None:
    with pytest.raises(TimeoutError):
        await caller.charge("pay_1", "tok_timeout_charged", timeout=aiohttp.ClientTimeout(total=0.3))
    assert [row["status"] for row in await caller.listed("pay_1")] == ["succeeded"]
    status, charge = await caller.charge("pay_1", "tok_timeout_charged")
    assert (status, charge["state"]) == (200, "captured")
    assert len(await caller.listed("pay_1")) == 1


@pytest.mark.parametrize(
    ("answer", "state", "status"), [("confirm", "captured", "succeeded"), ("refuse", "declined", "failed")]
)
async def test_the_customer_confirms_or_refuses_on_a_page(
    caller: Caller, shop: Shop, answer: str, state: str, status: str
) -> None:
    _, charge = await caller.charge("pay_1", "tok_3ds")
    assert charge["state"] == "action_required"
    assert await caller.listed("pay_1") == []
    page = charge["next_action"]["url"]
    async with caller.http.get(page) as response:
        assert f'action="/3ds/{charge["id"]}/{answer}"' in await response.text()
    async with caller.http.post(f"{page}/{answer}") as response:
        assert response.status == 200
    other = "refuse" if answer == "confirm" else "confirm"
    async with caller.http.post(f"{page}/{other}") as response:
        assert response.status == 200
    await shop.until(1)
    assert shop.events[0]["charge"]["state"] == state
    assert [row["status"] for row in await caller.listed("pay_1")] == [status]


async def test_the_webhook_comes_later_three_times_and_is_signed(caller: Caller, shop: Shop) -> None:
    await caller.charge("pay_1", "tok_webhook")
    assert await caller.listed("pay_1") == []
    await shop.until(3)
    await asyncio.sleep(0.4)
    assert [(event["type"], event["charge"]["key"]) for event in shop.events] == [("charge.captured", "pay_1")] * 3
    assert len({event["id"] for event in shop.events}) == 1
    key = sandbox.webhook_secret(SECRET)
    for body, signature in zip(shop.bodies, shop.signatures, strict=True):
        timestamp, digest = (part.partition("=")[2] for part in signature.split(","))
        assert hmac.new(key, f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest() == digest


async def test_a_webhook_is_repeated_until_it_is_taken(caller: Caller, shop: Shop) -> None:
    shop.refusals = 2
    await caller.charge("pay_1", "tok_dispute")
    await shop.until(1)
    assert shop.events[0]["charge"]["state"] == "disputed"


async def test_capture_and_refunds_have_keys_and_bounds(caller: Caller) -> None:
    _, charge = await caller.charge("pay_1", "tok_auth_only", amount=1000)
    path = f"/charges/{charge['id']}"
    assert (await caller.post(f"{path}/capture", {"key": "cap_1", "amount": 1001}))[0] == 409
    for _ in range(2):
        status, charge = await caller.post(f"{path}/capture", {"key": "cap_1", "amount": 800})
        assert (status, charge["captured"]) == (200, 800)
    for _ in range(2):
        status, charge = await caller.post(f"{path}/refunds", {"key": "ref_1", "amount": 300})
        assert (status, charge["refunded"]) == (200, 300)
    status, refused = await caller.post(f"{path}/refunds", {"key": "ref_2", "amount": 501})
    assert (status, refused["charge"]["refunded"]) == (409, 300)
    assert (await caller.post(f"{path}/refunds", {"key": "ref_1", "amount": 400}))[0] == 409
    await caller.post(f"{path}/refunds", {"key": "ref_3", "amount": 500})
    assert [row["status"] for row in await caller.listed("pay_1")] == ["refunded"]


@pytest.mark.parametrize(
    ("token", "listed"), [("tok_auth_only", ["refunded"]), ("tok_3ds", ["failed"]), ("tok_webhook", ["failed"])]
)
async def test_void_gives_up_what_was_not_captured(caller: Caller, token: str, listed: list[str]) -> None:
    _, charge = await caller.charge("pay_1", token)
    for _ in range(2):
        status, charge = await caller.post(f"/charges/{charge['id']}/void", {"key": "void_1"})
        assert (status, charge["state"]) == (200, "voided")
    assert [row["status"] for row in await caller.listed("pay_1")] == listed


async def test_what_is_captured_cannot_be_voided(caller: Caller) -> None:
    _, charge = await caller.charge("pay_1", "tok_ok")
    status, answer = await caller.post(f"/charges/{charge['id']}/void", {"key": "void_1"})
    assert (status, answer["charge"]["state"]) == (409, "captured")


async def test_strangers_are_refused_but_may_count(caller: Caller) -> None:
    await caller.charge("pay_1", "tok_ok")
    await caller.charge("pay_2", "tok_declined")
    async with aiohttp.ClientSession() as http:
        stranger = Caller(caller.address, http)
        assert (await stranger.charge("pay_3", "tok_ok"))[0] == 401
        assert (await stranger.get("/keys/pay_1"))[0] == 401
        _, answer = await stranger.get("/charges")
        assert [(row["key"], row["status"]) for row in answer["items"]] == [("pay_1", "succeeded"), ("pay_2", "failed")]


@pytest.mark.parametrize("body", [b"{", b'{"key": "k"}', b'{"key":"k","amount":-1,"currency":"EUR","token":"t"}'])
async def test_nonsense_is_refused(caller: Caller, body: bytes) -> None:
    async with caller.http.post(f"{caller.address}/charges", data=body) as response:
        assert response.status == 422


async def test_a_killed_gateway_remembers_every_charge_it_answered_and_every_webhook_it_owes(
    tmp_path: Path, shop: Shop
) -> None:
    environment = {
        **os.environ,
        "SOUK_SECRET": SECRET,
        "SOUK_SANDBOX_DIR": str(tmp_path),
        "SOUK_WEBHOOK_URL": shop.url,
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    }
    answered: list[str] = []
    ids: dict[str, str] = {}
    busy = asyncio.Event()
    port = _free_port()
    for round_number in range(2):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "souk.local.sandbox", env={**environment, "SOUK_PORT": str(port)}
        )
        try:
            async with aiohttp.ClientSession(headers=headers()) as http:
                caller = Caller(f"http://127.0.0.1:{port}", http)
                await _until_ready(caller)
                if round_number == 0:
                    await caller.charge("pay_hook", "tok_webhook")

                    async def stream(worker: int, caller: Caller = caller) -> None:
                        for number in range(1000):
                            key = f"pay_{worker}_{number}"
                            try:
                                _, charge = await caller.charge(key, "tok_ok")
                            except aiohttp.ClientError:
                                return
                            answered.append(key)
                            ids[key] = charge["id"]
                            if len(answered) >= 200:
                                busy.set()

                    streams = [asyncio.create_task(stream(worker)) for worker in range(8)]
                    await busy.wait()
                    process.kill()
                    await process.wait()
                    await asyncio.gather(*streams)
                else:
                    for key in answered:
                        status, charge = await caller.get(f"/keys/{key}")
                        assert (status, charge["id"]) == (200, ids[key])
                    await shop.until(3)
        finally:
            if process.returncode is None:
                process.terminate()
                assert await process.wait() == 0


async def _until_ready(caller: Caller) -> None:
    async with asyncio.timeout(WAIT_S):
        while True:
            try:
                await caller.get("/readyz")
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)
            else:
                return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


async def test_on_a_bad_day_it_refuses_without_charging_and_counts_it(caller: Caller) -> None:
    _, before = await caller.be(refused=100)
    assert before["told"]["refused"] == 0
    status, _ = await caller.charge("pay_1", "tok_ok")
    assert status == 503
    assert await caller.listed("pay_1") == []
    _, now = await caller.get("/controls")
    assert now["told"]["refused"] == 1
    await caller.be()
    status, _ = await caller.charge("pay_1", "tok_ok")
    assert status == 200


async def test_on_a_silent_day_it_charges_and_does_not_say_so(caller: Caller) -> None:
    await caller.be(silent=100)
    with pytest.raises(TimeoutError):
        await caller.charge("pay_1", "tok_ok", timeout=aiohttp.ClientTimeout(total=1))
    [charge] = await caller.listed("pay_1")
    assert charge["status"] == "succeeded"


async def test_a_mood_that_does_not_exist_is_refused(caller: Caller) -> None:
    status, _ = await caller.be(furious=1)
    assert status == 422


async def test_webhooks_come_doubled_when_told_to(caller: Caller, shop: Shop) -> None:
    await caller.be(webhook_copies=2, webhooks_late_s=1)
    await caller.charge("pay_1", "tok_webhook")
    await shop.until(6)
    assert len({event["id"] for event in shop.events}) == 1
    _, now = await caller.get("/controls")
    assert (now["told"]["webhooks_repeated"], now["told"]["webhooks_late"]) == (3, 6)
