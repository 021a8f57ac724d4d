"""Who had what done to a dead letter, and why: written down before it is done, in the auditor's own database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec
from pymongo import ASCENDING, DESCENDING, IndexModel

from souk.audit.operations import letters
from souk.kit import clock, deadletters, errors, ids, mongo, tx

JOURNAL = "journal"
KEPT = timedelta(days=400)

INDEXES: dict[str, list[IndexModel]] = {
    JOURNAL: [
        IndexModel([("letter_id", ASCENDING), ("_id", DESCENDING)], name="letter_id"),
        IndexModel([("at", ASCENDING)], name="retention", expireAfterSeconds=int(KEPT.total_seconds())),
    ]
}

Outcome = Literal["asked", "done", "gone"]
"""`asked`: nobody knows whether the service did it. `gone`: it had no such letter any more."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants done; `letter` is None when there is none of that id."""

    actor_id: str
    act: letters.Act
    reason: str
    letter: deadletters.DeadLetter | None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """`event` is the letter's payload: what was dropped can still be read here."""

    id: str
    at: datetime
    actor_id: str
    act: letters.Act
    letter_id: str
    reason: str
    consumer: str
    type: str
    why_dead: str
    event: bytes
    outcome: Outcome = "asked"


async def write_down(tx: tx.Tx, notes: Sequence[Note]) -> Sequence[Entry | errors.Refusal]:
    """Note that this is to be done; it is not yet. Refuses what is about no letter."""
    answers = [_entry(note) for note in notes]
    entries = [mongo.to_document(each) for each in answers if isinstance(each, Entry)]
    if entries:
        await tx[JOURNAL].insert_many(entries, session=tx.session)
    return answers


def _entry(note: Note) -> Entry | errors.Refusal:
    letter = note.letter
    if letter is None:
        return errors.NotFound("there is no such dead letter")
    return Entry(
        id=ids.new("jou"),
        at=clock.now(),
        actor_id=note.actor_id,
        act=note.act,
        letter_id=letter.id,
        reason=note.reason,
        consumer=letter.consumer,
        type=letter.type,
        why_dead=letter.reason,
        event=letter.event,
    )


async def close(db: mongo.Database, entry_id: str, outcome: Outcome) -> None:
    """Note what became of it."""
    await db[JOURNAL].update_one({"_id": entry_id, "outcome": "asked"}, {"$set": {"outcome": outcome}})


async def one(db: mongo.Database, entry_id: str) -> Entry | None:
    row = await db[JOURNAL].find_one({"_id": entry_id})
    return mongo.from_document(Entry, row) if row else None


async def listed(db: mongo.Database, *, letter_id: str | None, before_id: str | None, limit: int) -> list[Entry]:
    """The newest first."""
    query: mongo.Document = {}
    if letter_id is not None:
        query["letter_id"] = letter_id
    if before_id is not None:
        query["_id"] = {"$lt": before_id}
    rows = await db[JOURNAL].find(query).sort("_id", DESCENDING).limit(limit).to_list()
    return [mongo.from_document(Entry, row) for row in rows]
