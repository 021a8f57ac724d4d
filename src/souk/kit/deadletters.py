"""Events that were given up, with the reason, until a person retries or drops them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from pymongo import ASCENDING, IndexModel, UpdateOne

from souk.kit import clock, metrics, mongo

PER_CONSUMER_MAX = 1_000
"""Past this a consumer stops: something is wrong that more dead letters do not mend."""
REASON_LENGTH_MAX = 2_000
LIST_MAX = 1_000

INDEXES = {"dead_letters": [IndexModel([("consumer", ASCENDING), ("at", ASCENDING)], name="consumer")]}


class DeadLetter(msgspec.Struct, frozen=True):
    """`event` is the payload as it came."""

    id: str
    consumer: str
    type: str
    event: bytes
    reason: str
    at: datetime
    attempts: int = 0


def letter(consumer: str, event_type: str, event: bytes, reason: str, event_id: str | None = None) -> DeadLetter:
    """A dead letter; one whose event has no readable id is named by its content, so that a repetition adds nothing."""
    identity = event_id or f"raw_{hashlib.sha256(event).hexdigest()[:26]}"
    return DeadLetter(f"{consumer}:{identity}", consumer, event_type, event, reason[:REASON_LENGTH_MAX], clock.now())


def give_up(event_type: str) -> Callable[[Any, str], DeadLetter]:
    """Turns a deferred row into a dead letter."""

    def make(row: Any, reason: str) -> DeadLetter:
        made = letter(row.consumer, event_type, row.event, reason, row.id)
        return msgspec.structs.replace(made, attempts=row.attempts)

    return make


async def save(tx: mongo.Database, letters: Sequence[DeadLetter]) -> None:
    """Keep dead letters, in or outside a transaction; one that is there already stays as it is."""
    if letters:
        updates = []
        for each in letters:
            document = mongo.to_document(each)
            updates.append(UpdateOne({"_id": document.pop("_id")}, {"$setOnInsert": document}, upsert=True))
        await tx["dead_letters"].bulk_write(updates, ordered=False, session=tx.session)


async def count(db: mongo.Database, consumer: str) -> int:
    """How many there are of a consumer; told to the metrics too."""
    number = await db["dead_letters"].count_documents({"consumer": consumer}, limit=PER_CONSUMER_MAX + 1)
    metrics.DEAD_LETTERS.labels(consumer).set(number)
    return number


async def list_(db: mongo.Database, *, consumer: str | None = None, limit: int = 100) -> list[DeadLetter]:
    """The newest dead letters, at most 1,000."""
    query = {"consumer": consumer} if consumer else {}
    documents = await db["dead_letters"].find(query).sort("at", -1).limit(min(limit, LIST_MAX)).to_list()
    return [mongo.from_document(DeadLetter, document) for document in documents]


async def retry(db: mongo.Database, letter_id: str) -> bool:
    """Give a dead letter another life as a deferred event that is due now; False when there is none of that id."""
    document = await db["dead_letters"].find_one({"_id": letter_id})
    if document is None:
        return False
    row = {key: document[key] for key in ("consumer", "event", "reason")}
    row.update(due=clock.now(), tries=0, attempts=0)
    event_id = letter_id.partition(":")[2]
    await db["deferred"].update_one({"_id": event_id}, {"$set": row}, upsert=True)
    return await drop(db, letter_id)


async def drop(db: mongo.Database, letter_id: str) -> bool:
    """Forget a dead letter; False when there is none of that id."""
    return (await db["dead_letters"].delete_one({"_id": letter_id})).deleted_count == 1
