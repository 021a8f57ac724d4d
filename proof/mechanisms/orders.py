"""Mechanisms of the order service, and the check of versions that it shares with payment."""

from __future__ import annotations

from collections.abc import Mapping

from proof.mechanisms.mechanism import Mechanism, Patch
from souk.kit import money
from souk.order import workers
from souk.order.actions import place_order
from souk.order.store import orders as order_store
from souk.payment import model as payment_model
from souk.payment import store as payment_store


async def _see_nothing(_: workers.Watchdog) -> int:
    return 0


def _take_any_total(expected: money.Money | None, total: money.Money) -> None:
    """Whatever it costs now is what the customer pays."""


def _whatever_order_is_there(order_id: str, _: Mapping[str, int]) -> dict[str, str]:
    return {"_id": order_id}


def _whatever_payment_is_there(_: payment_model.Payment) -> payment_store.Marks:
    return {}


WATCHDOG = Mechanism(
    name="watchdog",
    protects="a question that nobody answered is asked again, and an order that nobody will answer ends",
    without="an order waits for its answer for ever",
    patches=(Patch(workers.Watchdog, "look", _see_nothing),),
)
VERSION_CHECK = Mechanism(
    name="version-check",
    protects="what a process remembers of an order or a payment is never written over what somebody else did to it",
    without="what was remembered is written, whatever is there by now",
    patches=(
        Patch(order_store, "_as_known", _whatever_order_is_there),
        Patch(payment_store, "marks", _whatever_payment_is_there),
    ),
)
EXPECTED_TOTAL = Mechanism(
    name="expected-total",
    protects="nobody pays another total than the one they saw",
    without="an order is placed at whatever its lines cost now",
    patches=(Patch(place_order, "_check_total", _take_any_total),),
)
