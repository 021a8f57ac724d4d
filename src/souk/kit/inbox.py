"""Which events a service has had, written in the transaction of their effect: a row a batch that names its events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from pymongo import ASCENDING, IndexModel

from souk.kit import clock, ids, mongo

RETENTION = timedelta(days=9)
"""Longer than a stream or an outbox remembers, so that nothing old can come back as new."""

INDEXES = {"inbox": [IndexModel([("events", ASCENDING)], name="events", unique=True)]}
"""No event is named by two rows. An entry in an index costs a third of a row of its own; rows say by their id how old
they are."""


async def seen(tx: mongo.Database, event_ids: Sequence[str]) -> set[str]:
    """Those of the events that this service had before."""
    asked = set(event_ids)
    rows = await tx["inbox"].find({"events": {"$in": list(asked)}}, {"events": 1}, session=tx.session).to_list()
    return {event_id for row in rows for event_id in row["events"] if event_id in asked}


async def record(tx: mongo.Database, event_ids: Sequence[str]) -> None:
    """Remember these events. A late duplicate key means somebody else had one meanwhile: the transaction runs again."""
    if event_ids:
        await tx["inbox"].insert_one({"_id": ids.new("inb"), "events": list(event_ids)}, session=tx.session)


async def forget(db: mongo.Database) -> None:
    """Drop what is older than 9 days."""
    await db.relaxed("inbox").delete_many({"_id": {"$lt": ids.since("inb", clock.now() - RETENTION)}})
