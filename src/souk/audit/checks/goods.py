"""Orders and what inventory keeps for them (I4, I6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from souk.audit.records import SOLD, Case, Line, Units
from souk.audit.verdict import Flaw, Moment

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "placed": ("not reserved", "held"),
    "awaiting_payment": ("held",),
    **dict.fromkeys(SOLD, ("committed",)),
}


def follow_orders(case: Case, moment: Moment) -> Iterator[Flaw]:
    """I4: what is held is held for an order that is under way; what is sold has left the shelf, and nothing else."""
    order, reservation = case.order, case.reservation
    early = moment.is_early(case.stirred_at, "inventory", "order")
    if order is None:
        if reservation is not None:
            yield Flaw(f"was never placed and its goods are {reservation.status}", waits=early)
        return
    status = reservation.status if reservation is not None else "not reserved"
    if (allowed := ALLOWED.get(order.status)) is not None and status not in allowed:
        yield Flaw(f"is {order.status} and its goods are {status}", waits=early)
    if reservation is not None and reservation.status in ("held", "committed"):
        wanted, taken = _units(order.lines), _units(reservation.lines)
        if wanted != taken:
            yield Flaw(f"is of {wanted} and {taken} are {reservation.status}")


def are_undone(case: Case, moment: Moment) -> Iterator[Flaw]:
    """I6: nothing is kept for a cancelled order. A row says so even where nothing was: a late question finds it."""
    order, reservation = case.order, case.reservation
    if order is None:
        return
    expected = "returned" if order.settling is not None else "released"
    status = reservation.status if reservation is not None else "not heard of"
    if status not in ("released", "returned") or (expected == "returned" and status == "released"):
        early = order.is_settling or moment.is_early(case.stirred_at, "inventory")
        yield Flaw(f"is cancelled and its goods are {status}", waits=early)


def _units(lines: Iterable[Line | Units]) -> dict[str, int]:
    units: dict[str, int] = {}
    for line in lines:
        units[line.sku] = units.get(line.sku, 0) + line.quantity
    return units
