"""Reservations: what is kept for an order, and the state table of it."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import msgspec

from souk.inventory.model import stock

HOLD_GRACE = timedelta(minutes=5)
"""A hold outlives the order's own deadline by so much before anybody asks about it."""
ASK_AGAIN_AFTER = timedelta(seconds=60)
"""How long a replica may take to ask about the holds it claimed, and the pause before a hold is asked about again."""


class Contradiction(Exception):  # noqa: N818 - a fact that cannot be, not a failure of ours
    """A fact about an order that the state table does not allow after what is known of it."""


class Status(enum.StrEnum):
    """Where a reservation stands."""

    HELD = "held"
    COMMITTED = "committed"
    RELEASED = "released"
    RETURNED = "returned"


class Fact(enum.StrEnum):
    """What the order service says about an order, as far as stock cares."""

    PLACED = "placed"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    """Cancelled before it was confirmed."""
    UNDONE = "undone"
    """Cancelled after it had been confirmed."""


class Effect(enum.Enum):
    """What a transition does to the shelves: (change of on_hand, change of reserved) per reserved unit."""

    NOTHING = (0, 0)
    HOLD = (0, 1)
    SELL = (-1, -1)
    TAKE = (-1, 0)
    LET_GO = (0, -1)
    PUT_BACK = (1, 0)


TRANSITIONS: Mapping[tuple[Status | None, Fact], tuple[Status, Effect]] = {
    (None, Fact.PLACED): (Status.HELD, Effect.HOLD),  # or released at once, holding nothing, when a line is short
    (None, Fact.CONFIRMED): (Status.COMMITTED, Effect.TAKE),  # the hold was never seen here: sold from the shelf
    (None, Fact.CANCELLED): (Status.RELEASED, Effect.NOTHING),  # a tombstone that the late order.placed will find
    (None, Fact.UNDONE): (Status.RETURNED, Effect.NOTHING),  # the same
    (Status.HELD, Fact.PLACED): (Status.HELD, Effect.NOTHING),
    (Status.HELD, Fact.CONFIRMED): (Status.COMMITTED, Effect.SELL),
    (Status.HELD, Fact.CANCELLED): (Status.RELEASED, Effect.LET_GO),
    (Status.HELD, Fact.UNDONE): (
        Status.RETURNED,
        Effect.LET_GO,
    ),  # overtook order.confirmed: committed and returned at once
    (Status.COMMITTED, Fact.PLACED): (Status.COMMITTED, Effect.NOTHING),
    (Status.COMMITTED, Fact.CONFIRMED): (Status.COMMITTED, Effect.NOTHING),
    (Status.COMMITTED, Fact.UNDONE): (Status.RETURNED, Effect.PUT_BACK),
    (Status.RELEASED, Fact.PLACED): (Status.RELEASED, Effect.NOTHING),
    (Status.RELEASED, Fact.CANCELLED): (Status.RELEASED, Effect.NOTHING),
    (Status.RELEASED, Fact.UNDONE): (Status.RETURNED, Effect.NOTHING),
    (Status.RETURNED, Fact.PLACED): (Status.RETURNED, Effect.NOTHING),
    (Status.RETURNED, Fact.CONFIRMED): (Status.RETURNED, Effect.NOTHING),
    (Status.RETURNED, Fact.UNDONE): (Status.RETURNED, Effect.NOTHING),
}
"""The life of a reservation: what is known, what is heard, what comes of it. A pair not listed is a `Contradiction`."""


class Why(enum.StrEnum):
    """Why a reservation holds nothing."""

    OUT_OF_STOCK = "out_of_stock"
    CANCELLED = "cancelled"
    ASKED = "asked"
    """The hold was past its time and the order service, asked, said that the order had been cancelled."""


class HeldLine(msgspec.Struct):
    """So many units of one SKU from one location; a line of an order may be split over several."""

    sku: str
    quantity: int
    location_id: str


class Reservation(msgspec.Struct, kw_only=True):
    """What is kept for one order; `id` is the order's. Without lines it is a tombstone or a refusal."""

    id: str
    status: Status
    lines: list[HeldLine]
    created_at: datetime
    updated_at: datetime
    reason: Why | None = None
    expires_at: datetime | None = None
    ask_at: datetime | None = None
    """When to ask the order service about a hold; nobody judges a hold by the clock alone."""

    @property
    def quantities(self) -> dict[str, int]:
        """Units per SKU over all locations."""
        totals: dict[str, int] = {}
        for line in self.lines:
            totals[line.sku] = totals.get(line.sku, 0) + line.quantity
        return totals


class Short(msgspec.Struct):
    """A SKU of which there is not enough."""

    sku: str
    wanted: int
    available: int


Levels = Mapping[str, stock.StockLevel]
"""By SKU. Unknown SKUs are absent, and of those nothing is available."""


def shortages(levels: Levels, wanted: Mapping[str, int]) -> list[Short]:
    """What of `wanted` (units per SKU) is not there; empty when all of it is."""
    short = []
    for sku, quantity in wanted.items():
        level = levels.get(sku)
        available = level.available if level else 0
        if available < quantity:
            short.append(Short(sku, quantity, available))
    return short


def settle(reservation: Reservation, fact: Fact, levels: Levels, now: datetime, why: Why = Why.CANCELLED) -> bool:
    """Let a fact act on a known reservation and on the shelves it rests on; says whether anything changed.

    Raises `Contradiction` when the state table has no answer. `levels` must hold the reservation's SKUs.
    """
    step = TRANSITIONS.get((reservation.status, fact))
    if step is None:
        if fact is Fact.CONFIRMED and reservation.reason is Why.ASKED:
            return False  # confirmed and then cancelled; the answer to our question overtook both events
        raise Contradiction(f"order {reservation.id} is {fact} and its reservation {reservation.status}")
    status, effect = step
    if status is reservation.status:
        return False
    _act(effect, reservation.lines, levels)
    reservation.status = status
    reservation.updated_at = now
    reservation.ask_at = None
    if status is Status.RELEASED:
        reservation.reason = why
    return True


def begin(
    order_id: str,
    fact: Fact,
    wanted: Mapping[str, int],
    levels: Levels,
    now: datetime,
    expires_at: datetime | None = None,
) -> tuple[Reservation, list[Short]]:
    """The first fact about an order makes its reservation: all lines of `wanted` (units per SKU) or none.

    When lines are short (the second result) nothing is held and the reservation is `released`, as is a tombstone.
    """
    status, effect = TRANSITIONS[None, fact]
    if effect is Effect.NOTHING:
        return _row(order_id, status, [], now, Why.CANCELLED if status is Status.RELEASED else None), []
    short = shortages(levels, wanted)
    if short:
        return _row(order_id, Status.RELEASED, [], now, Why.OUT_OF_STOCK), short
    lines = [
        HeldLine(sku, part, location_id)
        for sku, quantity in wanted.items()
        for location_id, part in levels[sku].places_for(quantity)
    ]
    _act(effect, lines, levels)
    reservation = _row(order_id, status, lines, now)
    if status is Status.HELD:
        reservation.expires_at = reservation.ask_at = expires_at
    return reservation, []


def _act(effect: Effect, lines: Iterable[HeldLine], levels: Levels) -> None:
    on_hand, reserved = effect.value
    if not on_hand and not reserved:
        return
    for line in lines:
        levels[line.sku].move(line.location_id, on_hand=on_hand * line.quantity, reserved=reserved * line.quantity)


def _row(order_id: str, status: Status, lines: list[HeldLine], now: datetime, reason: Why | None = None) -> Reservation:
    return Reservation(id=order_id, status=status, lines=lines, created_at=now, updated_at=now, reason=reason)
