"""What the auditor remembers, in a database of its own: its reports, how far it has come, what is violated now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec
from pymongo import IndexModel, UpdateOne
from pymongo.errors import DuplicateKeyError

from souk.audit.verdict import Offence, Report
from souk.kit import clock, mongo

FINDINGS_MAX = 1_000
"""Violations that are listed; a shop with more of them needs `souk audit`."""
LASTING = ("I2", "I9")
"""What only a look at everything can take back."""
TURN = timedelta(seconds=120)
"""So long one process has the auditor's turn unless it renews it."""

Name = Literal["whole", "recent"]
INDEXES: dict[str, list[IndexModel]] = {"reports": [], "marks": [], "findings": []}


class Finding(msgspec.Struct, kw_only=True):
    """A violation that has been seen and has not gone away since."""

    id: str
    invariant: str
    about: str
    what: str
    first_seen_at: datetime
    last_seen_at: datetime


async def take_turn(db: mongo.Database, owner: str) -> bool:
    """Whether this process is the one to audit: of several replicas one does."""
    now = clock.now()
    free = {"_id": "turn", "$or": [{"owner": owner}, {"until": {"$lt": now}}]}
    taken = {"$set": {"owner": owner, "until": now + TURN}}
    try:
        await db["marks"].update_one(free, taken, upsert=True)
    except DuplicateKeyError:
        return False
    return True


async def marks(db: mongo.Database) -> dict[str, str]:
    """Up to which message of each service everything was looked at."""
    row = await db["marks"].find_one({"_id": "messages"}) or {}
    return {service: mark for service, mark in row.items() if service != "_id"}


async def move_mark(db: mongo.Database, service: str, message_id: str) -> None:
    await db["marks"].update_one({"_id": "messages"}, {"$set": {service: message_id}}, upsert=True)


async def save_report(db: mongo.Database, name: Name, report: Report) -> None:
    document = mongo.to_document(report)
    await db["reports"].replace_one({"_id": name}, document, upsert=True)


async def report(db: mongo.Database, name: Name) -> Report | None:
    row = await db["reports"].find_one({"_id": name})
    return mongo.from_document(Report, row) if row else None


async def listed(db: mongo.Database) -> list[Finding]:
    """What is violated, the oldest first."""
    rows = await db["findings"].find().sort([("first_seen_at", 1), ("_id", 1)]).limit(FINDINGS_MAX).to_list()
    return [mongo.from_document(Finding, row) for row in rows]


async def count(db: mongo.Database) -> dict[str, int]:
    """How many violations of each invariant are listed."""
    rows = await db["findings"].aggregate([{"$group": {"_id": "$invariant", "count": {"$sum": 1}}}])
    return {row["_id"]: row["count"] async for row in rows}


async def note(db: mongo.Database, offences: Iterable[Offence], *, looked_at: Sequence[str] | None) -> None:
    """List these violations and strike out others: after a look at everything all of them; otherwise those about what
    was `looked_at` again, and what no longer lies among the things given up. Stock and versions stay listed until then.
    """
    now = clock.now()
    seen = {f"{each.invariant} {each.about}": each for each in offences if not each.waits}
    updates = [
        UpdateOne(
            {"_id": finding_id},
            {
                "$set": {"what": each.what, "last_seen_at": now},
                "$setOnInsert": {"invariant": each.invariant, "about": each.about, "first_seen_at": now},
            },
            upsert=True,
        )
        for finding_id, each in list(seen.items())[:FINDINGS_MAX]
    ]
    if updates:
        await db["findings"].bulk_write(updates, ordered=False)
    gone: mongo.Document = {"_id": {"$nin": list(seen)}}
    if looked_at is not None:
        about = {"about": {"$in": list(looked_at)}, "invariant": {"$nin": list(LASTING)}}
        gone["$or"] = [about, {"invariant": "I11"}]
    await db["findings"].delete_many(gone)
