"""Works out what is to be done, and does it: one runner at a time, in bites, from where the last one broke off."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from pymongo import IndexModel
from pymongo.errors import DuplicateKeyError

from souk.kit import clock, ids, mongo
from souk.migrations.numbered import Migration, Phase

BITE = 1_000
"""Documents changed by one update: short enough that nobody waits for it."""
NOTES = "migrations"
LEASE = timedelta(minutes=2)
"""A runner that was killed is forgotten after so long."""

Say = Callable[[str], None]
Indexes = Mapping[str, Sequence[IndexModel]]


class MigrationError(Exception):
    """Somebody else is at it, or the order is wrong; the message is one line."""


class Step(NamedTuple):
    """One thing to do. `documents`: how many it changes, where it changes documents."""

    what: str
    documents: int = 0


async def plan(db: mongo.Database, indexes: Indexes, migrations: Sequence[Migration], phase: Phase) -> list[Step]:
    """What `run` would do now; nothing when all of it is done."""
    steps = [
        Step(f"{verb} index {name} of {collection}") for verb, collection, name in await _indexes(db, indexes, phase)
    ]
    for each in migrations:
        if each.phase == phase:
            count = await db[each.collection].count_documents(dict(each.pending))
            if count or not await _is_done(db, each):
                steps.append(Step(f"{each.number} {each.name}: {count} documents of {each.collection}", count))
    return steps


async def run(db: mongo.Database, indexes: Indexes, migrations: Sequence[Migration], phase: Phase, say: Say) -> int:
    """Do it; answers how many documents were changed. Raises `MigrationError` when another runner is at it."""
    changed = 0
    async with _lease(db) as renew:
        for verb, collection, name in await _indexes(db, indexes, phase):
            say(f"{verb} index {name} of {collection}")
            if verb == "drop":
                await db[collection].drop_index(name)
        if phase == "expand":
            await mongo.ensure_indexes(db, indexes)
        for each in migrations:
            if each.phase == phase:
                changed += await _migrate(db, each, renew, say)
    return changed


async def _migrate(db: mongo.Database, each: Migration, renew: Callable[[], Any], say: Say) -> int:
    changed = 0
    collection = db[each.collection]
    while True:
        bite = await collection.find(dict(each.pending), {"_id": 1}).limit(BITE).to_list()
        if not bite:
            break
        some = {"_id": {"$in": [row["_id"] for row in bite]}, **each.pending}
        done = await collection.update_many(some, each.change)
        if not done.modified_count and await collection.count_documents(some):
            raise MigrationError(f"{each.number} {each.name} changes documents so that they still need it")
        changed += done.modified_count
        say(f"{each.number} {each.name}: {changed} documents changed")
        await renew()
    note = {"name": each.name, "phase": each.phase, "done_at": clock.now()}
    await db[NOTES].update_one({"_id": each.number}, {"$set": note, "$inc": {"changed": changed}}, upsert=True)
    return changed


async def _is_done(db: mongo.Database, each: Migration) -> bool:
    return await db[NOTES].find_one({"_id": each.number, "done_at": {"$exists": True}}) is not None


async def _indexes(db: mongo.Database, wanted: Indexes, phase: Phase) -> list[tuple[str, str, str]]:
    """Indexes to make before a version starts, or to drop once the last one is gone: (verb, collection, name)."""
    found: list[tuple[str, str, str]] = []
    present = set(await db.raw.list_collection_names())
    for collection, models in wanted.items():
        names = {model.document["name"] for model in models}
        there = set(await db[collection].index_information()) if collection in present else {"_id_"}
        if phase == "expand":
            found += [("make", collection, name) for name in sorted(names - there)]
        else:
            found += [("drop", collection, name) for name in sorted(there - names - {"_id_"})]
    return found


@contextlib.asynccontextmanager
async def _lease(db: mongo.Database) -> AsyncIterator[Callable[[], Any]]:
    """Be the only runner."""
    owner = ids.new("own")
    notes = db[NOTES]

    async def take() -> None:
        now = clock.now()
        free = {"_id": "lease", "$or": [{"owner": owner}, {"until": {"$lt": now}}]}
        try:
            await notes.update_one(free, {"$set": {"owner": owner, "until": now + LEASE}}, upsert=True)
        except DuplicateKeyError:
            raise MigrationError("another migration is running; if it was killed, wait two minutes") from None

    await take()
    try:
        yield take
    finally:
        await notes.delete_one({"_id": "lease", "owner": owner})
