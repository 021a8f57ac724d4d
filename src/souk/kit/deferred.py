"""Events that could not have their effect yet, kept until their time comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec
from pymongo import ASCENDING, IndexModel, ReplaceOne

from souk.kit import clock, deadletters, mongo

DELAY_START_S = 1.0
DELAY_MAX_S = 300.0
ATTEMPTS_MAX = 5
"""Failures of its own that an event may have before it becomes a dead letter; waiting for others is not counted."""
DUE_MAX = 256

INDEXES = {
    "deferred": [
        IndexModel([("consumer", ASCENDING), ("due", ASCENDING)], name="due"),
        IndexModel([("due", ASCENDING)], name="any_due"),
    ]
}


class Row(msgspec.Struct, frozen=True):
    """One event put off: `tries` make the delay grow, `attempts` (failures) are bounded."""

    id: str
    consumer: str
    event: bytes
    reason: str
    due: datetime
    tries: int = 0
    attempts: int = 0


def row(event_id: str, consumer: str, event: bytes, reason: str, *, tries: int = 1, attempts: int = 0) -> Row:
    """A row that is due after a delay that doubles with every try."""
    delay_s = clock.doubled_s(DELAY_START_S, max(tries, attempts) - 1, DELAY_MAX_S)
    return Row(event_id, consumer, event, reason, clock.now() + timedelta(seconds=delay_s), tries, attempts)


async def save(tx: mongo.Database, rows: Sequence[Row]) -> None:
    """Put events off."""
    if rows:
        documents = [mongo.to_document(each) for each in rows]
        updates = [ReplaceOne({"_id": each["_id"]}, each, upsert=True) for each in documents]
        await tx["deferred"].bulk_write(updates, ordered=False, session=tx.session)


async def earliest(db: mongo.Database) -> datetime | None:
    """When the next event of any consumer is due; None when nothing is put off."""
    first = await db["deferred"].find({}, {"due": 1}).sort("due", ASCENDING).limit(1).to_list()
    return first[0]["due"] if first else None


async def due(db: mongo.Database, consumer: str) -> list[Row]:
    """Events of a consumer whose time has come, the longest waiting first."""
    query = {"consumer": consumer, "due": {"$lte": clock.now()}}
    documents = await db["deferred"].find(query).sort("due", ASCENDING).limit(DUE_MAX).to_list()
    return [mongo.from_document(Row, document) for document in documents]


async def take(tx: mongo.Database, row_ids: Sequence[str]) -> list[Row]:
    """Read and delete rows; only one transaction can."""
    query = {"_id": {"$in": list(row_ids)}}
    documents = await tx["deferred"].find(query, session=tx.session).to_list()
    if documents:
        await tx["deferred"].delete_many(query, session=tx.session)
    return [mongo.from_document(Row, document) for document in documents]


async def failed(
    tx: mongo.Database, before: Row, reason: str, give_up: Callable[[Row, str], deadletters.DeadLetter]
) -> None:
    """Count one more failure of an event: another delay, or a dead letter once there were too many."""
    taken = await take(tx, [before.id])
    if not taken:
        return
    attempts = taken[0].attempts + 1
    if attempts > ATTEMPTS_MAX:
        await deadletters.save(tx, [give_up(msgspec.structs.replace(taken[0], attempts=attempts), reason)])
    else:
        again = row(before.id, before.consumer, taken[0].event, reason, tries=taken[0].tries + 1, attempts=attempts)
        await save(tx, [again])


async def count(db: mongo.Database, consumer: str) -> int:
    """How many events of a consumer wait."""
    return await db["deferred"].count_documents({"consumer": consumer})
