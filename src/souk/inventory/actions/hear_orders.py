"""What the order service says about orders, folded over the shelves: hold, sell, let go, put back."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from souk import contracts
from souk.inventory import model, store
from souk.kit import clock, consumer, metrics, tx

LOG = logging.getLogger(__name__)


async def reserve_stock(tx: tx.Tx, received: Sequence[consumer.Received[contracts.order.OrderPlaced]]) -> None:
    """Hold every line of an order or none; in the order the batch came in. Each is answered.

    An order that was cancelled before it was heard of here finds its tombstone, and is answered from it.
    """
    heard = [
        Heard(r.data.order_id, model.Fact.PLACED, _quantities(r.data.lines), r.data.deadline + model.HOLD_GRACE)
        for r in received
    ]
    for each, (reservation, short) in zip(received, await _hear(tx, heard), strict=True):
        if reservation and reservation.status in (model.Status.HELD, model.Status.COMMITTED):
            tx.announce(_reserved(reservation, each.data.deadline), cause=each.id)
        else:
            tx.announce(_rejected(each.data.order_id, short), cause=each.id)


async def commit_stock(
    tx: tx.Tx, received: Sequence[consumer.Received[contracts.order.OrderConfirmed]]
) -> consumer.Verdicts:
    """What was held for these orders is sold: `on_hand` and `reserved` fall together.

    An order that was never held here (its `order.placed` is still to come) is sold from the shelf; when there is not
    enough, it waits and says so, for the customer has been promised.
    """
    heard = [Heard(r.data.order_id, model.Fact.CONFIRMED, _quantities(r.data.lines)) for r in received]
    verdicts: dict[str, consumer.Later | consumer.Never] = {}
    for each, (reservation, short) in zip(received, await _hear(tx, heard), strict=True):
        if reservation is None and short:
            _alarm(tx, "confirmed without a hold, and not enough stock", each.data.order_id)
            verdicts[each.id] = consumer.Later(f"confirmed without a hold; short of {', '.join(s.sku for s in short)}")
    return verdicts


async def release_stock(tx: tx.Tx, received: Sequence[consumer.Received[contracts.order.OrderCancelled]]) -> None:
    """What was held is available again; what had been sold (`was_confirmed`) goes back on the shelf and is answered."""
    heard = [
        Heard(r.data.order_id, model.Fact.UNDONE if r.data.was_confirmed else model.Fact.CANCELLED) for r in received
    ]
    for each, (reservation, _) in zip(received, await _hear(tx, heard), strict=True):
        if each.data.was_confirmed and reservation:
            lines = tuple(
                contracts.inventory.Line(sku=sku, quantity=units) for sku, units in reservation.quantities.items()
            )
            tx.announce(contracts.inventory.StockReturned(order_id=reservation.id, lines=lines), cause=each.id)


async def claim_holds(tx: tx.Tx, limit: int) -> list[str]:
    """Orders to ask about now: their holds are past their time. Nobody else asks about them for `ASK_AGAIN_AFTER`."""
    now = clock.now()
    claimed = await store.holds_to_ask_about(tx, now, limit)
    if claimed:
        await store.ask_again_at(tx, claimed, now + model.ASK_AGAIN_AFTER)
    return claimed


async def settle_holds(tx: tx.Tx, facts: Mapping[str, model.Fact]) -> int:
    """Act by what the order service answered about held orders (`confirmed` or `cancelled`); answers how many ended.

    An order whose own event was quicker than the answer is left alone.
    """
    known = await store.reservations_by_order(tx, facts)
    heard = [
        Heard(order_id, fact)
        for order_id, fact in facts.items()
        if order_id in known and known[order_id].status is model.Status.HELD
    ]
    await _hear(tx, heard, known, why=model.Why.ASKED)
    return len(heard)


def announce_available(tx: tx.Tx, levels: Iterable[model.StockLevel]) -> None:
    """The latest of each SKU, once per batch."""
    for level in levels:
        tx.announce(contracts.inventory.StockChanged(sku=level.id, available=level.available, version=level.version))


class Heard(NamedTuple):
    """A fact about an order; `wanted` are the units per SKU, where the fact says so."""

    order_id: str
    fact: model.Fact
    wanted: Mapping[str, int] = {}
    expires_at: datetime | None = None


class _Outcome(NamedTuple):
    reservation: model.Reservation | None
    """As it is now; `None` when the fact could not be acted upon."""
    short: list[model.Short]


async def _hear(
    tx: tx.Tx,
    heard: Sequence[Heard],
    known: dict[str, model.Reservation] | None = None,
    *,
    why: model.Why = model.Why.CANCELLED,
) -> list[_Outcome]:
    """Load, fold, save, announce what became available or ceased to be: one outcome per fact, in the same order."""
    now = clock.now()
    if known is None:
        known = await store.reservations_by_order(tx, [each.order_id for each in heard])
    levels = await store.levels_by_sku(tx, _skus_touched(heard, known))
    made: dict[str, model.Reservation] = {}
    settled: dict[str, model.Reservation] = {}
    outcomes: list[_Outcome] = []
    for order_id, fact, wanted, expires_at in heard:
        reservation = known.get(order_id)
        short: list[model.Short] = []
        if reservation is None:
            reservation, short = model.begin(order_id, fact, wanted, levels, now, expires_at)
            if short and fact is model.Fact.CONFIRMED:
                outcomes.append(_Outcome(None, short))
                continue
            known[order_id] = made[order_id] = reservation
        else:
            try:
                if model.settle(reservation, fact, levels, now, why):
                    settled[order_id] = reservation
            except model.Contradiction as contradiction:
                _alarm(tx, "a fact that cannot be", order_id, str(contradiction))
                outcomes.append(_Outcome(None, short))
                continue
        outcomes.append(_Outcome(reservation, short))
    announce_available(tx, [each for each in await store.save_levels(tx, levels.values()) if each.is_worth_telling])
    await store.insert_reservations(tx, made.values())
    await store.save_settled(tx, (each for order_id, each in settled.items() if order_id not in made))
    return outcomes


def _skus_touched(heard: Iterable[Heard], known: Mapping[str, model.Reservation]) -> set[str]:
    skus: set[str] = set()
    for each in heard:
        reservation = known.get(each.order_id)
        if reservation is None:
            skus.update(each.wanted)
        else:
            skus.update(line.sku for line in reservation.lines)
    return skus


class _Line(Protocol):
    @property
    def sku(self) -> str: ...
    @property
    def quantity(self) -> int: ...


def _quantities(lines: Iterable[_Line]) -> dict[str, int]:
    wanted: dict[str, int] = {}
    for line in lines:
        wanted[line.sku] = wanted.get(line.sku, 0) + line.quantity
    return wanted


def _reserved(reservation: model.Reservation, deadline: datetime) -> contracts.inventory.StockReserved:
    return contracts.inventory.StockReserved(
        order_id=reservation.id,
        lines=tuple(contracts.inventory.Line(sku=sku, quantity=units) for sku, units in reservation.quantities.items()),
        expires_at=reservation.expires_at or deadline + model.HOLD_GRACE,
    )


def _rejected(order_id: str, short: Iterable[model.Short]) -> contracts.inventory.StockRejected:
    return contracts.inventory.StockRejected(
        order_id=order_id,
        short=tuple(
            contracts.inventory.Shortage(sku=each.sku, wanted=each.wanted, available=each.available) for each in short
        ),
    )


def _alarm(tx: tx.Tx, what: str, order_id: str, detail: str = "") -> None:
    """Once the transaction stands: it may run more than once."""

    def ring() -> None:
        metrics.ALARMS.labels(what).inc()
        LOG.error(what, extra={"order_id": order_id, "detail": detail})

    tx.after_commit(ring)
