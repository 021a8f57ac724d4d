"""Mechanisms of the payment service, and the tombstones that it shares with inventory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from proof.mechanisms import stock
from proof.mechanisms.mechanism import Mechanism, Patch
from souk.inventory import store as inventory_store
from souk.kit import money, mongo, tx
from souk.payment import model, store
from souk.payment.model import work

_charge = work._charge


def _charge_under_a_new_key(payment: model.Payment, now: datetime) -> model.Call | None:
    call = _charge(payment, now)
    if call is None or call.kind != "charge":
        return call
    return msgspec.structs.replace(call, key=f"{call.key}.{payment.attempts}")


async def _ask_about_nothing(db: mongo.Database, now: datetime, limit: int) -> dict[str, str]:
    return {}


def _refundable(payment: model.Payment) -> money.Money:
    """What went back already is taken off, what is on its way back is not."""
    return payment.captured - payment.refunded


_insert_payments = store.insert_payments


async def _insert_no_tombstones(tx: tx.Tx, payments: Iterable[model.Payment]) -> None:
    """A cancellation of something that was never asked for leaves nothing."""
    await _insert_payments(tx, [payment for payment in payments if not payment.is_tombstone])


STABLE_KEY = Mechanism(
    name="stable-key",
    protects="a card is charged once, although the answer of the gateway got lost",
    without="every try to charge has a key of its own",
    patches=(Patch(work, "_charge", _charge_under_a_new_key),),
)
PAYMENT_ASKS = Mechanism(
    name="payment-asks",
    protects="nobody stays charged for an order that ended unheard",
    without="payment waits to be told, and never asks what became of an order",
    patches=(Patch(store, "orders_to_ask_about", _ask_about_nothing),),
)
REFUND_BOUND = Mechanism(
    name="refund-bound",
    protects="never more goes back than was captured, however many refunds are on their way",
    without="a refund is bounded by what has gone back, not by what is about to",
    patches=(Patch(model.Payment, "refundable", property(_refundable)),),
)
TOMBSTONE = Mechanism(
    name="tombstone",
    protects="an order that was cancelled before it was heard of is neither held nor charged",
    without="a cancellation of something unknown is forgotten",
    patches=(
        Patch(inventory_store, "insert_reservations", stock.insert_no_tombstones),
        Patch(store, "insert_payments", _insert_no_tombstones),
    ),
    stronger="no needless charge and refund",
)
