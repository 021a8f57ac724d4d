"""Sessions, what was revoked, and requests that a mail proves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from pymongo import ASCENDING, DESCENDING, IndexModel, ReplaceOne

from souk.kit import mongo
from souk.kit.tx import Tx
from souk.user.model import Revocation, SecurityRequest, Session, security, sessions

SESSIONS = "sessions"
REVOCATIONS = "revocations"
SECURITY_REQUESTS = "security_requests"

REVOCATIONS_MAX = 50_000
"""So many revocations of the last quarter of an hour are told to a process that starts."""

INDEXES = {
    SESSIONS: [
        IndexModel([("user_id", ASCENDING), ("status", ASCENDING), ("_id", DESCENDING)], name="user_id"),
        IndexModel([("forget_at", ASCENDING)], name="retention", expireAfterSeconds=0),
    ],
    REVOCATIONS: [
        IndexModel(
            [("until", ASCENDING)],
            name="retention",
            expireAfterSeconds=int(sessions.REVOCATION_GRACE.total_seconds()),
        )
    ],
    SECURITY_REQUESTS: [
        IndexModel([("token_hash", ASCENDING)], name="token_hash", unique=True),
        IndexModel([("user_id", ASCENDING), ("kind", ASCENDING), ("status", ASCENDING)], name="user_id"),
        IndexModel([("forget_at", ASCENDING)], name="retention", expireAfterSeconds=0),
    ],
}


async def sessions_by_id(db: mongo.Database, ids: Iterable[str]) -> dict[str, Session]:
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    cursor = db[SESSIONS].find({"_id": {"$in": wanted}}, session=db.session)
    return {document["_id"]: mongo.from_document(Session, document) for document in await cursor.to_list()}


async def active_sessions(db: mongo.Database, user_ids: Iterable[str]) -> dict[str, list[Session]]:
    """Sessions that nobody revoked (some may be too old), by person, the newest first; every person asked is there."""
    wanted = sorted(set(user_ids))
    found: dict[str, list[Session]] = {user_id: [] for user_id in wanted}
    if not wanted:
        return found
    query = {"user_id": {"$in": wanted}, "status": "active"}
    cursor = db[SESSIONS].find(query, session=db.session).sort("_id", DESCENDING)
    for document in await cursor.to_list():
        found[document["user_id"]].append(mongo.from_document(Session, document))
    return found


async def save_sessions(tx: Tx, sessions: Iterable[Session]) -> None:
    """New sessions and changed ones alike."""
    writes = [ReplaceOne({"_id": each.id}, mongo.to_document(each), upsert=True) for each in sessions]
    if writes:
        await tx[SESSIONS].bulk_write(writes, ordered=False, session=tx.session)


async def save_revocations(tx: Tx, revocations: Iterable[Revocation]) -> None:
    """The later one of the same person or session takes the place of the earlier."""
    latest = {each.id: each for each in revocations}
    writes = [ReplaceOne({"_id": each.id}, mongo.to_document(each), upsert=True) for each in latest.values()]
    if writes:
        await tx[REVOCATIONS].bulk_write(writes, ordered=False, session=tx.session)


async def revocations_in_force(db: mongo.Database, now: datetime) -> list[Revocation]:
    query = {"until": {"$gt": now - sessions.REVOCATION_GRACE}}
    cursor = db[REVOCATIONS].find(query, session=db.session).limit(REVOCATIONS_MAX)
    return [mongo.from_document(Revocation, document) for document in await cursor.to_list()]


async def security_requests_by_hash(db: mongo.Database, hashes: Iterable[str]) -> dict[str, SecurityRequest]:
    cursor = db[SECURITY_REQUESTS].find({"token_hash": {"$in": sorted(set(hashes))}}, session=db.session)
    return {document["token_hash"]: _request(document) for document in await cursor.to_list()}


async def security_request_by_id(db: mongo.Database, request_id: str) -> SecurityRequest | None:
    document = await db[SECURITY_REQUESTS].find_one({"_id": request_id}, session=db.session)
    return None if document is None else _request(document)


async def pending_requests(
    db: mongo.Database, user_ids: Iterable[str], kind: security.Kind
) -> dict[str, list[SecurityRequest]]:
    """Requests that were neither used nor superseded, by person; every person asked is there."""
    wanted = sorted(set(user_ids))
    query = {"user_id": {"$in": wanted}, "kind": kind, "status": "pending"}
    found: dict[str, list[SecurityRequest]] = {user_id: [] for user_id in wanted}
    for document in await db[SECURITY_REQUESTS].find(query, session=db.session).to_list():
        found[document["user_id"]].append(_request(document))
    return found


async def save_security_requests(tx: Tx, requests: Sequence[SecurityRequest]) -> None:
    """New requests and changed ones alike."""
    writes = [ReplaceOne({"_id": each.id}, mongo.to_document(each), upsert=True) for each in requests]
    if writes:
        await tx[SECURITY_REQUESTS].bulk_write(writes, ordered=False, session=tx.session)


def _request(document: mongo.Document) -> SecurityRequest:
    return mongo.from_document(SecurityRequest, document)
