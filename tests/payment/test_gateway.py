"""The client of the practice gateway, against the practice gateway itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import msgspec
import pytest

from souk import testing
from souk.kit import clock, errors
from souk.kit.money import Money
from souk.local.sandbox import __main__ as sandbox
from souk.local.sandbox import webhooks
from souk.payment import gateway, model
from souk.payment.gateway import protocol

PRICE = Money(1999, "EUR")
SECRET = "a root secret for tests, long enough"


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    config = sandbox.Settings(secret=SECRET, sandbox_dir=str(tmp_path))
    async with sandbox.running(config) as address:
        yield address


@pytest.fixture
async def client(address: str) -> AsyncIterator[gateway.Sandbox]:
    client = gateway.Sandbox(address, SECRET, "http://shop/orders/")
    yield client
    await client.close()


def call(kind: model.CallKind, key: str, charge: model.Charge | None = None, **more: object) -> model.Call:
    values = {"amount": PRICE, "order_id": "ord_1", **more}
    return model.Call(kind=kind, key=key, charge_id=charge.id if charge else None, **values)  # type: ignore[arg-type]  # test values


async def charge(client: gateway.Gateway, token: str, key: str = "pay_1") -> model.Charge:
    return answered(await client.perform(call("charge", key, token=token)))


def answered(outcome: model.Outcome) -> model.Charge:
    assert isinstance(outcome, model.Answered), outcome
    return outcome.charge


@pytest.mark.parametrize(
    ("token", "state", "captured", "reason"),
    [
        ("tok_ok", "captured", 1999, None),
        ("tok_auth_only", "authorized", 0, None),
        ("tok_declined", "declined", 0, "card_declined"),
        ("tok_insufficient_funds", "declined", 0, "insufficient_funds"),
        ("tok_webhook", "pending", 0, None),
    ],
)
async def test_cards(client: gateway.Sandbox, token: str, state: str, captured: int, reason: str | None) -> None:
    made = await charge(client, token)
    assert (made.key, made.state, made.captured, made.reason) == ("pay_1", state, captured, reason)


async def test_the_customers_page(client: gateway.Sandbox, address: str) -> None:
    made = await charge(client, "tok_3ds")
    assert made.next_action_url is not None
    assert made.next_action_url.startswith(f"{address}/3ds/")
    async with aiohttp.ClientSession() as http, http.post(f"{made.next_action_url}/confirm") as page:
        assert 'href="http://shop/orders/ord_1"' in await page.text()
    assert answered(await client.perform(call("look_up", "pay_1"))).state == "captured"


async def test_everything_that_can_be_done_to_a_charge(client: gateway.Sandbox) -> None:
    made = await charge(client, "tok_auth_only")
    made = answered(await client.perform(call("capture", "cap_1", made, amount=Money(1000, "EUR"))))
    assert (made.state, made.captured) == ("captured", 1000)
    refused = await client.perform(call("void", "void_1", made))
    assert isinstance(refused, model.Refused)
    assert refused.charge is not None
    assert refused.charge.state == "captured"
    again = [await client.perform(call("refund", "ref_1", made, amount=Money(400, "EUR"))) for _ in range(2)]
    assert answered(again[0]).version == answered(again[1]).version
    refused = await client.perform(call("refund", "ref_2", made, amount=Money(601, "EUR")))
    assert isinstance(refused, model.Refused)
    other = await charge(client, "tok_auth_only", "pay_2")
    assert answered(await client.perform(call("void", "void_2", other))).state == "voided"


async def test_a_look_up_that_finds_nothing(client: gateway.Sandbox) -> None:
    assert await client.perform(call("look_up", "pay_nothing")) == model.Missing()


async def test_503_is_no_answer(client: gateway.Sandbox) -> None:
    outcomes = [await client.perform(call("charge", "pay_1", token="tok_flaky")) for _ in range(3)]
    assert outcomes[:2] == [model.NoAnswer("status 503")] * 2
    assert answered(outcomes[2]).state == "captured"


async def test_a_silent_gateway_is_not_waited_for_longer_than_the_deadline(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from souk.payment.gateway import sandbox as client_module

    monkeypatch.setattr(client_module, "CALL_TIMEOUT_S", 0.3)
    client = gateway.Sandbox(address, SECRET, "http://shop/orders/")
    async with asyncio.timeout(protocol.CALL_TIMEOUT_S):
        outcome = await client.perform(call("charge", "pay_1", token="tok_timeout_charged"))
    assert isinstance(outcome, model.NoAnswer)
    assert (await charge(client, "tok_timeout_charged")).captured == 1999
    await client.close()


async def test_a_gateway_that_is_down_is_no_answer() -> None:
    client = gateway.Sandbox(f"http://127.0.0.1:{testing.free_port()}", SECRET, "http://shop/")
    assert isinstance(await client.perform(call("charge", "pay_1", token="tok_ok")), model.NoAnswer)
    await client.close()


async def test_a_wrong_api_key_is_a_refusal(address: str) -> None:
    client = gateway.Sandbox(address, "another secret, just as long as it has to be", "http://shop/")
    outcome = await client.perform(call("charge", "pay_1", token="tok_ok"))
    assert outcome == model.Refused("a valid API key is needed")
    await client.close()


# Webhooks


def signed(body: bytes, *, age_s: int = 0, secret: str = SECRET) -> dict[str, str]:
    at = clock.now_ms() // 1000 - age_s
    return {"sandbox-signature": webhooks.signature(sandbox.webhook_secret(secret), at, body)}


EVENT = msgspec.json.encode(
    {"id": "evt_1", "charge": {"id": "ch_1", "key": "pay_1", "state": "captured", "version": 2, "captured": 5}}
)


async def test_a_signed_webhook_is_read(client: gateway.Sandbox) -> None:
    delivery = client.read_webhook(signed(EVENT), EVENT)
    assert (delivery.event_id, delivery.charge.key, delivery.charge.captured) == ("evt_1", "pay_1", 5)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sandbox-signature": ""},
        {"sandbox-signature": "t=1,v1="},
        {"sandbox-signature": "t=\N{SUPERSCRIPT TWO},v1=00"},
        {"sandbox-signature": "t=99999999999999999999,v1=00"},
        {"sandbox-signature": "nonsense"},
        {"sandbox-signature": "t=1,v1=\N{GREEK SMALL LETTER ALPHA}"},
    ],
)
async def test_anything_else_is_refused(client: gateway.Sandbox, headers: dict[str, str]) -> None:
    with pytest.raises(model.BadSignature):
        client.read_webhook(headers, EVENT)


@pytest.mark.parametrize(
    ("body", "age_s", "secret"),
    [
        (b"another body", 0, SECRET),
        (EVENT, 0, "another secret, just as long as it has to be"),
        (EVENT, 400, SECRET),
        (EVENT, -400, SECRET),
    ],
)
async def test_another_signature_is_refused(client: gateway.Sandbox, body: bytes, age_s: int, secret: str) -> None:
    with pytest.raises(model.BadSignature):
        client.read_webhook(signed(body, age_s=age_s, secret=secret), EVENT)


@pytest.mark.parametrize("body", [b"", b"{}", EVENT.replace(b"captured", b"sold"), b"\xff"])
async def test_signed_nonsense_is_malformed(client: gateway.Sandbox, body: bytes) -> None:
    with pytest.raises(errors.Malformed):
        client.read_webhook(signed(body), body)
