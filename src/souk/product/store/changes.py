"""One row for each batch that changed something that is shown: what every replica reads to keep its index fresh.

Rows are ordered by ids that carry the time they were made, but a transaction may commit after a later one. So a reader
looks back over `OVERLAP` every time and leaves out what it has already seen; no transaction lives as long.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import datetime, timedelta

import msgspec
from pymongo import ASCENDING, IndexModel

from souk.kit import clock, ids, mongo, tx

OVERLAP = timedelta(seconds=180)
"""Longer than a transaction may live (60 s), with two minutes to spare for clocks that disagree."""
RETENTION = timedelta(hours=1)
ROWS_MAX = 2_000
"""Rows read in one go; what is beyond is read in the next."""

INDEXES = {
    "changes": [IndexModel([("at", ASCENDING)], name="retention", expireAfterSeconds=int(RETENTION.total_seconds()))]
}


class Change(msgspec.Struct, frozen=True):
    """What one batch touched."""

    id: str
    products: list[str] = []
    categories: bool = False


async def note(tx: tx.Tx, product_ids: Iterable[str] = (), *, categories: bool = False) -> None:
    """Say in this transaction that these products, or the category tree, are not what they were."""
    products = list(dict.fromkeys(product_ids))
    if products or categories:
        row = {"_id": ids.new("chg"), "at": clock.now(), "products": products, "categories": categories}
        await tx["changes"].insert_one(row, session=tx.session)


def horizon(moment: datetime) -> str:
    """What sorts before the id of every row made at that moment or later."""
    return ids.since("chg", moment)


async def ids_since(db: mongo.Database, since: datetime) -> list[str]:
    """Ids of the rows made since then, oldest first; answered from the index alone."""
    rows = db["changes"].find({"_id": {"$gte": horizon(since)}}, {"_id": 1}).sort("_id", ASCENDING)
    return [row["_id"] for row in await rows.to_list()]


async def unseen(db: mongo.Database, since: datetime, seen: Container[str]) -> list[Change]:
    """Rows made since then that are not among those seen, oldest first, at most `ROWS_MAX`."""
    new = [each for each in await ids_since(db, since) if each not in seen][:ROWS_MAX]
    if not new:
        return []
    rows = db["changes"].find({"_id": {"$in": new}}, {"at": 0}).sort("_id", ASCENDING)
    return [mongo.from_document(Change, row) for row in await rows.to_list()]
