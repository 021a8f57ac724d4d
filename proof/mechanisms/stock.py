"""Mechanisms of the inventory service."""

from __future__ import annotations

import copy
import weakref
from collections.abc import Iterable, Sequence

from proof.mechanisms.mechanism import Mechanism, Patch
from souk.inventory import gateway, model, store
from souk.kit import mongo, tx
from souk.serving import rest

_levels_by_sku = store.levels_by_sku
_read_before: weakref.WeakKeyDictionary[object, dict[str, model.StockLevel]] = weakref.WeakKeyDictionary()
"""What was on the shelves before a transaction, by its session: however often it runs again, it decides on that."""


async def _read_before_the_transaction(db: mongo.Database, skus: Iterable[str]) -> dict[str, model.StockLevel]:
    if db.session is None:
        return await _levels_by_sku(db, skus)
    wanted = set(skus)
    known = _read_before.setdefault(db.session, {})
    known |= await _levels_by_sku(mongo.Database(db.raw), wanted - set(known))
    return {sku: copy.deepcopy(known[sku]) for sku in wanted & set(known)}


async def _presume_cancelled(_: rest.Rest, order_ids: Sequence[str]) -> dict[str, gateway.State]:
    """A hold whose time is over is let go: who has not paid by now will not pay."""
    return dict.fromkeys(order_ids, "cancelled")


STOCK_DECISION = Mechanism(
    name="stock-decision",
    protects="the last unit is held for one order, however many transactions want it at once",
    without="what there is is read before the transaction, and taken off without another look",
    patches=(Patch(store, "levels_by_sku", _read_before_the_transaction),),
)
INVENTORY_ASKS = Mechanism(
    name="inventory-asks",
    protects="the goods of an order that goes on are kept, although its hold is past its time",
    without="a hold is let go by the clock alone",
    patches=(Patch(gateway, "order_states", _presume_cancelled),),
)

insert_reservations = store.insert_reservations


async def insert_no_tombstones(tx: tx.Tx, reservations: Iterable[model.Reservation]) -> None:
    """A cancellation of something that was never held leaves nothing."""
    kept = [each for each in reservations if each.lines or each.reason is model.Why.OUT_OF_STOCK]
    await insert_reservations(tx, kept)
