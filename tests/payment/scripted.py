"""A gateway that does what the test says, and the facts that the order service tells."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from souk import contracts, testing
from souk.kit import clock, ids, tx
from souk.kit.money import Money
from souk.local.sandbox import cards, charges
from souk.payment import gateway, model, store

NOTHING = Money(0, "EUR")
PRICE = Money(1999, "EUR")


def now() -> datetime:
    return clock.now()


class Scripted:
    """`gateway.Gateway` with the practice gateway's rules, and a script of what goes wrong.

    `plan(kind, *steps)` says what happens to the next calls of a kind: `answer`, `lost` (never arrives), `deaf` (takes
    effect, the answer is lost), `hold` (waits for `let_go`), `refuse`. What is not planned is answered.
    """

    def __init__(self) -> None:
        self.charges: dict[str, charges.Charge] = {}
        self.calls: list[model.Call] = []
        self.holding = asyncio.Event()
        """Set while a call is held."""
        self._go = asyncio.Event()
        self._plans: dict[str, list[str]] = defaultdict(list)

    def plan(self, kind: str, *steps: str) -> None:
        self._plans[kind].extend(steps)

    def let_go(self) -> None:
        self._go.set()

    def made(self, kind: str) -> int:
        """How often this was called."""
        return sum(call.kind == kind for call in self.calls)

    def taken(self, key: str) -> int:
        """What the customer is charged, all in all, in minor units."""
        charge = self.charges.get(key)
        return 0 if charge is None else charge.captured - charge.refunded

    async def perform(self, call: model.Call) -> model.Outcome:
        self.calls.append(call)
        steps = self._plans[call.kind]
        step = steps.pop(0) if steps else "answer"
        if step == "lost":
            return model.NoAnswer("lost")
        if step == "hold":
            self.holding.set()
            await self._go.wait()
            self.holding.clear()
        if step == "refuse":
            charge = self.charges.get(call.key)
            return model.Refused("not today", described(charge) if charge else None)
        outcome = self._do(call)
        return model.NoAnswer("deaf") if step == "deaf" else outcome

    def read_webhook(self, headers: Mapping[str, str], body: bytes) -> gateway.Delivery:
        if headers.get("signature") != "good":
            raise model.BadSignature("bad")
        return msgspec.json.decode(body, type=gateway.Delivery)

    async def close(self) -> None:
        return

    def _do(self, call: model.Call) -> model.Outcome:
        if call.kind == "look_up":
            known = self.charges.get(call.key)
            return model.Answered(described(known)) if known else model.Missing()
        if call.kind == "charge":
            if call.key not in self.charges:
                begun = charges.begin(call.key, call.amount.amount, call.amount.currency, str(call.token), None)
                self.charges[call.key] = begun
            return model.Answered(described(self.charges[call.key]))
        charge = next(each for each in self.charges.values() if each.id == call.charge_id)
        try:
            match call.kind:
                case "capture":
                    charges.capture(charge, call.key, call.amount.amount)
                case "void":
                    charges.void(charge, call.key)
                case "refund":
                    charges.refund(charge, call.key, call.amount.amount)
        except charges.Impossible as reason:
            return model.Refused(str(reason), described(charge))
        return model.Answered(described(charge))

    def proceed(self, key: str, state: cards.State) -> bytes:
        """The world moves on; answers the body of the webhook that tells it."""
        charge = self.charges[key]
        assert charges.proceed(charge, state)
        return webhook(described(charge))


def webhook(charge: model.Charge, event_id: str | None = None) -> bytes:
    return msgspec.json.encode(gateway.Delivery(event_id or ids.new("evt"), charge))


SIGNED = {"signature": "good"}


def described(charge: charges.Charge) -> model.Charge:
    return model.Charge(
        id=charge.id,
        key=charge.key,
        state=charge.state,
        version=charge.version,
        captured=charge.captured,
        reason=charge.reason,
        next_action_url="https://bank.example/3ds" if charge.state == "action_required" else None,
    )


def order_id() -> str:
    return ids.new("ord")


def awaiting(order: str, token: str = "tok_ok", **changes: Any) -> contracts.order.OrderAwaitingPayment:
    values: dict[str, Any] = {
        "order_id": order,
        "amount": PRICE,
        "gateway": "sandbox",
        "token": token,
        "expires_at": clock.now() + timedelta(minutes=15),
        "version": 2,
        **changes,
    }
    return contracts.order.OrderAwaitingPayment(**values)


def cancelled(order: str, *, was_confirmed: bool = False) -> contracts.order.OrderCancelled:
    return contracts.order.OrderCancelled(
        order_id=order,
        number="S-1",
        reason="customer",
        email="ann@example.org",
        version=9,
        was_confirmed=was_confirmed,
    )


def fulfilled(order: str) -> contracts.order.OrderFulfilled:
    return contracts.order.OrderFulfilled(
        order_id=order,
        number="S-1",
        email="ann@example.org",
        fulfillment_id=ids.new("ful"),
        lines=(),
        tracking=contracts.order.Tracking(carrier="post", tracking_number="1"),
        version=5,
    )


async def one(running: testing.Running, order: str) -> model.Payment:
    """The payment of an order as it is stored."""
    found = await store.payment(running.runtime.db, model.payment_id(order))
    assert found is not None
    return found


async def until(running: testing.Running, order: str, *statuses: str, timeout_s: float = 10.0) -> model.Payment:
    """Wait until the order's payment has one of these public statuses and nobody works on it."""
    limit = clock.monotonic() + timeout_s  # the driver may swallow a cancellation, and with it a timeout
    while clock.monotonic() < limit:
        found = await store.payment(running.runtime.db, model.payment_id(order))
        if found is not None and found.status in statuses and found.lease is None:
            return found
        await asyncio.sleep(0.01)
    raise TimeoutError(f"the payment of {order} is not {' or '.join(statuses)}")


async def told(running: testing.Running, order: str) -> list[tuple[str, str | None]]:
    """What was announced about an order: kind and cause, in the order of their versions."""
    about = [each for each in await testing.envelopes(running.runtime.db) if each.data["order_id"] == order]
    about.sort(key=lambda each: each.data["version"])
    return [(each.type.removeprefix("payment.").removesuffix(".v1"), each.cause) for each in about]


async def balance(running: testing.Running) -> dict[str, int]:
    """Debit less credit by account; the books must balance."""
    sums = await tx.transact(running.runtime.db, store.balances)
    assert sum(each.debit for each in sums) == sum(each.credit for each in sums)
    return {each.account: each.debit - each.credit for each in sums}
