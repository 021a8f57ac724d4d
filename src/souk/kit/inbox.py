"""Which events a service has had: one row each, written in the transaction of their effect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from pymongo import IndexModel

from souk.kit import clock, ids, mongo

RETENTION = timedelta(days=9)
"""Longer than a stream or an outbox remembers, so that nothing old can come back as new."""

INDEXES: dict[str, list[IndexModel]] = {"inbox": []}  # found by id, and forgotten by it: ids say when they were made


async def seen(tx: mongo.Database, event_ids: Sequence[str]) -> set[str]:
    """Those of the events that this service had before."""
    rows = tx["inbox"].find({"_id": {"$in": list(event_ids)}}, {"_id": 1}, session=tx.session)
    return {row["_id"] async for row in rows}


async def record(tx: mongo.Database, event_ids: Iterable[str]) -> None:
    """Remember these events. A late duplicate key means somebody else had one meanwhile: the transaction runs again."""
    rows = [{"_id": event_id} for event_id in event_ids]
    if rows:
        await tx["inbox"].insert_many(rows, ordered=False, session=tx.session)


async def forget(db: mongo.Database) -> None:
    """Drop what is older than 9 days."""
    await db.relaxed("inbox").delete_many({"_id": {"$lt": ids.since("evt", clock.now() - RETENTION)}})
