"""Availability compared with inventory's own word: all of it once at first, then some pages every minute.

Events say what changes; this mends what they did not say, or said before somebody listened.
"""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import msgspec

from souk.kit import clock, errors, mongo, tx
from souk.product import actions, model, store
from souk.serving import rest

LOG = logging.getLogger(__name__)

PERIOD = timedelta(seconds=60)
PAGE_SKUS = 1_000
PAGES_A_TURN_MAX = 5
"""5,000 SKUs a minute cost nothing and see the whole of a small shop; a large one is gone through page by page."""
RETRY_S = 5.0
"""After inventory was away, while not everything has been seen once."""
DEADLINE_S = 5.0
BATCH_MAX = 256


class Level(msgspec.Struct):
    """What inventory says of one SKU."""

    sku: str
    available: int
    version: int
    backorderable: bool = False


class Levels(msgspec.Struct):
    """A page of inventory's export."""

    items: list[Level]
    next_cursor: str | None = None


async def reconcile(db: tx.Announcing, inventory: rest.Rest, changed: Callable[[], Awaitable[None]]) -> None:
    """Take turns with the other replicas, for ever. `changed` is called after a page that changed what lists show."""
    while True:
        pause_s = PERIOD.total_seconds()
        try:
            turn = await store.stock.claim_turn(db, clock.now(), PERIOD)
            if turn is not None and not await _take_turn(db, inventory, turn, changed):
                pause_s = RETRY_S
        except errors.Unavailable as refusal:
            LOG.warning("availability cannot be compared now", extra={"error": str(refusal)})
            pause_s = RETRY_S
        except mongo.Failure as error:
            LOG.warning("availability cannot be compared now", extra={"error": str(error)})
        await asyncio.sleep(pause_s)


async def _take_turn(
    db: tx.Announcing, inventory: rest.Rest, turn: store.stock.Turn, changed: Callable[[], Awaitable[None]]
) -> bool:
    """Compare some pages, or all that is left of the first time through; answers whether all was seen once."""
    cursor, is_whole, pages = turn.cursor, turn.is_whole, 0
    while not is_whole or pages < PAGES_A_TURN_MAX:
        try:
            page = await _page(inventory, cursor)
        except errors.Refusal as refusal:
            LOG.info("inventory cannot be asked", extra={"error": str(refusal)})
            # the next turn is due soon when nothing is known yet
            await store.stock.end_turn(db, cursor, is_whole=is_whole, next_at=None if is_whole else clock.now())
            return is_whole
        if await _mend(db, page.items):
            await changed()
        cursor, pages = page.next_cursor, pages + 1
        is_whole = is_whole or cursor is None
        await store.stock.end_turn(db, cursor, is_whole=is_whole, next_at=clock.now() + PERIOD)
        if cursor is None:
            break
    return True


async def _page(inventory: rest.Rest, cursor: str | None) -> Levels:
    params = {"limit": str(PAGE_SKUS)} | ({"cursor": cursor} if cursor is not None else {})
    return await inventory.get("inventory", "/internal/stock/export", type=Levels, params=params, deadline_s=DEADLINE_S)


async def _mend(db: tx.Announcing, levels: Sequence[Level]) -> bool:
    """Store what is newer than what is known; answers whether lists look different now."""
    known = await store.stock.by_skus(db, [level.sku for level in levels])
    newer = [
        model.Stock(id=level.sku, available=level.available, backorderable=level.backorderable, version=level.version)
        for level in levels
        if level.sku not in known or known[level.sku].is_older_than(level.version)
    ]
    has_flipped = False
    for start in range(0, len(newer), BATCH_MAX):
        batch = newer[start : start + BATCH_MAX]
        has_flipped |= await tx.transact(db, functools.partial(_follow, batch))
    return has_flipped


async def _follow(batch: Sequence[model.Stock], tx: tx.Tx) -> bool:
    return await actions.follow_stock(tx, batch)
