"""Mails, and people who want to be forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateMany, UpdateOne

from souk.kit import mongo
from souk.kit.tx import Tx
from souk.notification import model
from souk.notification.model import Email, Outcome

EMAILS = "emails"
ERASED = "erased"
RELATED_MAX = 10_000
"""Mails about the orders of one batch; an order has a handful."""

INDEXES = {
    EMAILS: [
        # what somebody has to look after: few, and only they carry `due`
        IndexModel([("due", ASCENDING)], name="due", sparse=True),
        IndexModel([("order_id", ASCENDING)], name="order_id", sparse=True),
        IndexModel([("user_id", ASCENDING)], name="user_id", sparse=True),
        IndexModel([("to_key", ASCENDING), ("_id", DESCENDING)], name="to_key"),
        IndexModel([("at", ASCENDING)], name="retention", expireAfterSeconds=int(model.KEPT.total_seconds())),
    ],
    ERASED: [IndexModel([("at", ASCENDING)], name="retention", expireAfterSeconds=int(model.KEPT.total_seconds()))],
}

_AFTER: dict[str, model.Status] = {"accept": "sent", "put_off": "queued", "give_up": "failed"}


async def insert_emails(tx: Tx, emails: Sequence[Email]) -> None:
    if emails:
        await tx[EMAILS].insert_many([mongo.to_document(email) for email in emails], ordered=False, session=tx.session)


async def emails_about(db: mongo.Database, order_ids: Iterable[str]) -> dict[str, list[Email]]:
    """Mails about these orders without their content, oldest first; an order nobody was told of is not there."""
    query = {"order_id": {"$in": sorted(set(order_ids))}}
    cursor = db[EMAILS].find(query, {"content": 0}, session=db.session).limit(RELATED_MAX)
    found: dict[str, list[Email]] = {}
    for document in await cursor.to_list():
        found.setdefault(document["order_id"], []).append(_email(document))
    for emails in found.values():
        emails.sort(key=lambda each: each.id)
    return found


async def emails_by_id(db: mongo.Database, email_ids: Iterable[str]) -> dict[str, Email]:
    """Mails with their content; unknown ids are absent from the answer."""
    cursor = db[EMAILS].find({"_id": {"$in": sorted(set(email_ids))}}, session=db.session)
    return {document["_id"]: _email(document) for document in await cursor.to_list()}


async def find_emails(
    db: mongo.Database, *, to_key: str | None, order_id: str | None = None, before_id: str | None, limit: int
) -> list[Email]:
    """The newest first, without their content, at most `limit`."""
    query: mongo.Document = {}
    if order_id is not None:
        query["order_id"] = order_id
    if to_key is not None:
        query["to_key"] = to_key
    if before_id is not None:
        query["_id"] = {"$lt": before_id}
    cursor = db[EMAILS].find(query, {"content": 0}, session=db.session).sort("_id", DESCENDING).limit(limit)
    return [_email(document) for document in await cursor.to_list()]


async def claim_due(db: mongo.Database, *, lease: str, now: datetime, limit: int) -> list[Email]:
    """Mails whose time has come, now leased under `lease`: of two replicas that look at once each gets different ones.

    The attempt is counted before it is made.
    """
    cursor = db[EMAILS].find({"due": {"$lte": now}}, {"_id": 1}).sort("due", ASCENDING).limit(limit)
    ids = [document["_id"] for document in await cursor.to_list()]
    if not ids:
        return []
    await db[EMAILS].update_many(
        {"_id": {"$in": ids}, "due": {"$lte": now}},
        {"$set": {"status": "sending", "lease": lease, "due": now + model.LEASE}, "$inc": {"attempts": 1}},
    )
    claimed = db[EMAILS].find({"_id": {"$in": ids}, "lease": lease})
    return [_email(document) for document in await claimed.to_list()]


async def renew(db: mongo.Database, emails: Sequence[Email], due: datetime) -> set[str]:
    """Hold these mails until `due`; answers the ids of those that were still held under their lease."""
    leases = sorted({email.lease for email in emails if email.lease is not None})
    held = {"_id": {"$in": [email.id for email in emails]}, "lease": {"$in": leases}, "status": "sending"}
    await db[EMAILS].update_many(held, {"$set": {"due": due}})
    return {document["_id"] for document in await db[EMAILS].find(held, {"_id": 1}).to_list()}


async def settle(db: mongo.Database, outcomes: Sequence[tuple[Email, Outcome]], now: datetime) -> None:
    """Note what became of attempts, one statement per kind of outcome, only where the lease still holds.

    What a sent mail told is kept where it is about an order.

    Mails that are put off until different moments are different kinds: all statements go out together. Nothing else
    changes with them, so they need no transaction.
    """
    leases = sorted({email.lease for email, _ in outcomes if email.lease is not None})
    about_orders = {email.id for email, _ in outcomes if email.order_id is not None}
    updates = [
        UpdateMany(
            {"_id": {"$in": part}, "lease": {"$in": leases}, "status": "sending"},
            _change(outcome, now, is_kept=is_kept),
        )
        for outcome, ids in model.grouped(outcomes).items()
        for is_kept in (True, False)
        if (part := [each for each in ids if (each in about_orders) is is_kept])
    ]
    if updates:
        await db[EMAILS].bulk_write(updates, ordered=False)


def _change(outcome: Outcome, now: datetime, *, is_kept: bool) -> mongo.Document:
    changed: mongo.Document = {"status": _AFTER[outcome.verb]}
    gone: dict[str, str] = {"lease": ""}
    change: mongo.Document = {"$set": changed, "$unset": gone}
    if outcome.due is None:
        gone["due"] = ""
    else:
        changed["due"] = outcome.due
    if outcome.reason is None:
        gone["reason"] = ""
    else:
        changed["reason"] = outcome.reason
    if outcome.verb == "accept":
        changed["sent_at"] = now
        if not is_kept:
            gone["content"] = ""
    if not outcome.is_attempt:
        change["$inc"] = {"attempts": -1}
    return change


async def erased_people(db: mongo.Database, user_ids: Iterable[str]) -> set[str]:
    """Those of these people who want to be forgotten."""
    cursor = db[ERASED].find({"_id": {"$in": sorted(set(user_ids))}}, {"_id": 1}, session=db.session)
    return {document["_id"] for document in await cursor.to_list()}


async def forget_people(tx: Tx, user_ids: Sequence[str], now: datetime) -> None:
    """Take out of every mail what says whom it went to, and keep in mind to write them no more."""
    await tx[EMAILS].update_many(
        {"user_id": {"$in": list(user_ids)}},
        {
            "$set": {"status": "forgotten", "to": None, "to_key": None},
            "$unset": {"content": "", "user_id": "", "due": "", "lease": "", "reason": ""},
        },
        session=tx.session,
    )
    marks = [UpdateOne({"_id": user_id}, {"$setOnInsert": {"at": now}}, upsert=True) for user_id in user_ids]
    await tx[ERASED].bulk_write(marks, ordered=False, session=tx.session)


def _email(document: mongo.Document) -> Email:
    return mongo.from_document(Email, {"to": None, "to_key": None, "content": None, **document})
