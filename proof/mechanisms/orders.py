"""Mechanisms of the order service."""

from __future__ import annotations

from proof.mechanisms.mechanism import Mechanism, Patch
from souk.kit import money
from souk.order import workers
from souk.order.actions import place_order


async def _see_nothing(_: workers.Watchdog) -> int:
    return 0


def _take_any_total(expected: money.Money | None, total: money.Money) -> None:
    """Whatever it costs now is what the customer pays."""


WATCHDOG = Mechanism(
    name="watchdog",
    protects="a question that nobody answered is asked again, and an order that nobody will answer ends",
    without="an order waits for its answer for ever",
    patches=(Patch(workers.Watchdog, "look", _see_nothing),),
)
EXPECTED_TOTAL = Mechanism(
    name="expected-total",
    protects="nobody pays another total than the one they saw",
    without="an order is placed at whatever its lines cost now",
    patches=(Patch(place_order, "_check_total", _take_any_total),),
)
