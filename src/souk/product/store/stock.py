"""What inventory said of each SKU, what was sold of each product, and how far the reconciler is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from pymongo import IndexModel, ReplaceOne, UpdateOne
from pymongo.errors import DuplicateKeyError

from souk.kit import mongo, tx
from souk.product.model import Stock

_RECONCILER = "stock_reconciler"

INDEXES: dict[str, list[IndexModel]] = {"stock": [], "sales": [], "guards": []}


async def by_skus(db: mongo.Database, skus: Iterable[str]) -> dict[str, Stock]:
    """What is known by SKU; a SKU that inventory never spoke of is absent."""
    rows = db["stock"].find({"_id": {"$in": list(skus)}}, session=db.session)
    return {row["_id"]: mongo.from_document(Stock, row) for row in await rows.to_list()}


async def save(tx: tx.Tx, facts: Sequence[Stock]) -> None:
    """Keep what was said, in place of what was said before."""
    if facts:
        writes = [ReplaceOne({"_id": each.id}, mongo.to_document(each), upsert=True) for each in facts]
        await tx["stock"].bulk_write(writes, ordered=False, session=tx.session)


async def expect(tx: tx.Tx, skus: Iterable[str]) -> None:
    """Make rows for SKUs that inventory has not spoken of, and write those that are there.

    Whoever decides on what these rows say writes them, so that a fact that arrives meanwhile cannot go unnoticed.
    """
    unknown = {"available": 0, "backorderable": False, "version": -1}
    writes = [
        UpdateOne({"_id": sku}, {"$setOnInsert": unknown, "$inc": {"touched": 1}}, upsert=True) for sku in set(skus)
    ]
    if writes:
        await tx["stock"].bulk_write(writes, ordered=False, session=tx.session)


async def sold(db: mongo.Database, product_ids: Iterable[str]) -> dict[str, int]:
    """Units sold by product; 0 is absent."""
    rows = db["sales"].find({"_id": {"$in": list(product_ids)}}, session=db.session)
    return {row["_id"]: row["sold"] for row in await rows.to_list()}


async def add_sold(tx: tx.Tx, units: Mapping[str, int]) -> None:
    """Count units as sold, by product."""
    if units:
        writes = [
            UpdateOne({"_id": product_id}, {"$inc": {"sold": count}}, upsert=True)
            for product_id, count in units.items()
        ]
        await tx["sales"].bulk_write(writes, ordered=False, session=tx.session)


class Turn(msgspec.Struct, frozen=True):
    """Where comparing goes on: after `cursor`, and whether everything was seen at least once."""

    cursor: str | None
    is_whole: bool


async def claim_turn(db: mongo.Database, now: datetime, period: timedelta) -> Turn | None:
    """Take this period's turn at comparing stock with inventory; None when another replica has it."""
    due = {"_id": _RECONCILER, "next_at": {"$lte": now}}
    row = await db["guards"].find_one_and_update(due, {"$set": {"next_at": now + period}})
    if row is None:
        try:
            await db["guards"].insert_one({"_id": _RECONCILER, "next_at": now + period})
        except DuplicateKeyError:  # it is there, and its time has not come
            return None
        return Turn(None, is_whole=False)
    return Turn(row.get("cursor"), is_whole=row.get("is_whole", False))


async def end_turn(db: mongo.Database, cursor: str | None, *, is_whole: bool, next_at: datetime | None) -> None:
    """Say how far comparing came, and when it goes on (None: as claimed)."""
    left: dict[str, Any] = {"cursor": cursor, "is_whole": is_whole}
    if next_at is not None:
        left["next_at"] = next_at
    await db["guards"].update_one({"_id": _RECONCILER}, {"$set": left})
