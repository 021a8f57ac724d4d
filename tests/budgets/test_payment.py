"""Round trips of the payment service."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Sequence

import pytest

from budgets import counting, ledger
from payment import scripted
from souk import testing
from souk.payment import app, model, workers


class Gateway(scripted.Scripted):
    """Answers while its door is open."""

    def __init__(self) -> None:
        super().__init__()
        self.door = asyncio.Event()
        self.door.set()

    async def perform(self, call: model.Call) -> model.Outcome:
        await self.door.wait()
        return await super().perform(call)


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


@pytest.fixture
async def payment(mongodb_url: str, gateway: Gateway) -> AsyncIterator[testing.Running]:
    build = functools.partial(app.build, make_gateways=lambda _: {"sandbox": gateway})
    async with testing.running(mongodb_url, "payment", build, app.Settings, is_still=True) as running:
        yield running


async def test_what_staff_do(payment: testing.Running) -> None:
    client, count = payment.client, ledger.Ledger(payment)
    staff = payment.token("usr_staff", roles=("finance",))
    paid, promised = scripted.order_id(), scripted.order_id()
    await count.setup(scripted.awaiting(paid), scripted.awaiting(promised, "tok_auth_only"))
    await _landed(payment)
    one, other = f"/v1/payments/{model.payment_id(paid)}", f"/v1/payments/{model.payment_id(promised)}"

    async with count.row("GET /v1/payments/{id}"):
        ledger.ok(await client.get(one, headers=staff))
    async with count.row("GET /v1/payments"):
        ledger.ok(await client.get("/v1/payments", headers=staff))
    async with count.row("GET /v1/payments?order_id="):
        ledger.ok(await client.get(f"/v1/payments?order_id={paid}", headers=staff))
    key, body = {**staff, **testing.key()}, {"reason": "broken", "amount": {"amount": 100, "currency": "EUR"}}
    async with count.row("POST /v1/payments/{id}/refunds"):
        ledger.ok(await client.post(f"{one}/refunds", json=body, headers=key))
    async with count.row("POST /v1/payments/{id}/refunds, the same key again"):
        ledger.ok(await client.post(f"{one}/refunds", json=body, headers=key))
    async with count.row("POST /v1/payments/{id}/refunds, refused: more than was captured"):
        more = {"reason": "greed", "amount": {"amount": 10_000_000, "currency": "EUR"}}
        ledger.refused(await client.post(f"{one}/refunds", json=more, headers={**staff, **testing.key()}), 409)
    async with count.row("POST /v1/payments/{id}/capture"):
        ledger.ok(await client.post(f"{other}/capture", headers={**staff, **testing.key()}))
    async with count.row("GET /v1/ledger/entries"):
        ledger.ok(await client.get(f"/v1/ledger/entries?payment_id={model.payment_id(paid)}", headers=staff))
    count.balance("Payment: what staff ask for")


async def test_what_the_saga_does(payment: testing.Running, gateway: Gateway, time: testing.FrozenClock) -> None:
    count, calls = ledger.Ledger(payment), payment.runtime.state["deps"].calls
    for many in (1, ledger.MANY):
        orders = [scripted.order_id() for _ in range(many)]
        gateway.door.clear()
        async with counting.counting(payment) as both:
            await count.setup(*(scripted.awaiting(each, "tok_auth_only") for each in orders))
            count.note("take_payments", both.trips)
            taken = len(both.trips)
            gateway.door.set()
            await _landed(payment)
        count.note("settle_calls", both.trips[taken:])
        async with count.row("capture_fulfilled, settle_calls"):
            await count.setup(*(scripted.fulfilled(each) for each in orders))
            await _landed(payment)
        async with count.row("cancel_payments, settle_calls: refunds"):
            await count.setup(*(scripted.cancelled(each, was_confirmed=True) for each in orders))
            await _landed(payment)
        await count.receive(
            "cancel_payments: before there is one", *(scripted.cancelled(scripted.order_id()) for _ in orders)
        )

        late = [scripted.order_id() for _ in range(many)]
        gateway.plan("charge", *["lost"] * many)
        async with count.row("take_payments, settle_calls: no answer"):
            await count.setup(*(scripted.awaiting(each) for each in late))
            await _landed(payment)
        time.advance(70)
        async with count.row("take_up, settle_calls: calls that are due"):
            await calls._take_up()
            await _landed(payment)
        _say(payment, "open")
        async with count.row("ask_once: orders that are still open"):
            assert await workers.ask_once(payment.runtime.db, payment.rest, calls) == many
        time.advance(130)
        _say(payment, "confirmed")
        async with count.row("ask_once: confirmed orders"):
            assert await workers.ask_once(payment.runtime.db, payment.rest, calls) == many
        async with count.row("no call is due"):
            await calls._take_up()
        async with count.row("nothing to ask about"):
            assert not await workers.ask_once(payment.runtime.db, payment.rest, calls)
    count.balance("Payment: steps of the saga")


async def _landed(payment: testing.Running) -> None:
    """Wait until all calls have come back."""
    running: Sequence[asyncio.Task[None]] = list(payment.runtime.state["deps"].calls._running.values())
    if running:
        await asyncio.wait(running)


def _say(payment: testing.Running, state: str) -> None:
    payment.rest.answers["order", "/internal/orders"] = lambda asked: {
        "items": [{"id": each, "state": state} for each in asked["ids"].split(",")]
    }
