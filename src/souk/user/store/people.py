"""Accounts and what happened to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pymongo import ASCENDING, DESCENDING, IndexModel, InsertOne, ReplaceOne

from souk.kit import mongo
from souk.kit.tx import Tx
from souk.user.model import User, audit, people

USERS = "users"
AUDIT = "audit"
GUARDS = "guards"
_ADMIN_GUARD = "admins"

INDEXES = {
    USERS: [
        IndexModel([("email_key", ASCENDING)], name="email_key", unique=True),
        # staff look for the beginning of an e-mail or of a word of the name
        IndexModel([("search_keys", ASCENDING), ("_id", DESCENDING)], name="search_keys"),
        # and the last administrator is looked for before one is removed
        IndexModel([("roles", ASCENDING), ("_id", DESCENDING)], name="roles"),
    ],
    AUDIT: [
        IndexModel([("user_id", ASCENDING), ("_id", DESCENDING)], name="user_id"),
        IndexModel([("forget_at", ASCENDING)], name="retention", expireAfterSeconds=0),
    ],
    GUARDS: [],
}


async def users_by_id(db: mongo.Database, ids: Iterable[str]) -> dict[str, User]:
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    cursor = db[USERS].find({"_id": {"$in": wanted}}, session=db.session)
    return {document["_id"]: _user(document) for document in await cursor.to_list()}


async def users_by_email(db: mongo.Database, emails: Iterable[str]) -> dict[str, User]:
    """Accounts by `email_key`; `emails` are such keys."""
    cursor = db[USERS].find({"email_key": {"$in": sorted(set(emails))}}, session=db.session)
    return {document["email_key"]: _user(document) for document in await cursor.to_list()}


async def user_by_id(db: mongo.Database, user_id: str) -> User | None:
    return (await users_by_id(db, [user_id])).get(user_id)


async def find_users(
    db: mongo.Database, *, words: Sequence[str], roles: Sequence[str], before_id: str | None, limit: int
) -> list[User]:
    """The newest first, of these roles; every word must begin the e-mail or a word of the name. At most `limit`."""
    query: mongo.Document = {}
    if words:
        query["$and"] = [{"search_keys": {"$regex": f"^{re.escape(word)}"}} for word in words]
    if roles:
        query["roles"] = {"$in": list(roles)} if len(roles) > 1 else roles[0]
    if before_id is not None:
        query["_id"] = {"$lt": before_id}
    cursor = db[USERS].find(query, session=db.session).sort("_id", DESCENDING).limit(limit)
    return [_user(document) for document in await cursor.to_list()]


async def active_admin_ids(tx: Tx, ids_max: int) -> set[str]:
    """Some of those who may do everything, and a mark that makes two removals at one moment collide.

    Whether one is the last rests on rows that the removal does not write; the guard is what both would write.
    """
    await tx[GUARDS].update_one({"_id": _ADMIN_GUARD}, {"$inc": {"checks": 1}}, upsert=True, session=tx.session)
    cursor = tx[USERS].find({"roles": people.ADMIN, "status": "active"}, {"_id": 1}, session=tx.session).limit(ids_max)
    return {document["_id"] for document in await cursor.to_list()}


async def insert_users(tx: Tx, users: Sequence[User]) -> None:
    if users:
        await tx[USERS].insert_many([mongo.to_document(user) for user in users], ordered=False, session=tx.session)


async def save_users(tx: Tx, users: Iterable[User]) -> None:
    """Accounts as they are now; each was read in this transaction."""
    updates = [ReplaceOne({"_id": user.id}, mongo.to_document(user)) for user in users]
    if updates:
        await tx[USERS].bulk_write(updates, ordered=False, session=tx.session)


async def insert_audit(tx: Tx, entries: Sequence[audit.Entry]) -> None:
    if entries:
        inserts = [InsertOne(mongo.to_document(entry)) for entry in entries]
        await tx[AUDIT].bulk_write(inserts, ordered=False, session=tx.session)


async def audit_of(db: mongo.Database, user_id: str, *, before_id: str | None, limit: int) -> list[audit.Entry]:
    """The newest first, at most `limit`."""
    query: mongo.Document = {"user_id": user_id}
    if before_id is not None:
        query["_id"] = {"$lt": before_id}
    cursor = db[AUDIT].find(query, session=db.session).sort("_id", DESCENDING).limit(limit)
    return [mongo.from_document(audit.Entry, {"user_id": None, "actor_id": None, **d}) for d in await cursor.to_list()]


def _user(document: mongo.Document) -> User:
    return mongo.from_document(User, document)
