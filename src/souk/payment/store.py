"""Collections and every query. A payment is one document with its refunds; `_id` is derived from the order's id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec
from pymongo import ASCENDING, DESCENDING, IndexModel, ReplaceOne
from pymongo.errors import DuplicateKeyError

from souk.kit import clock, mongo, tx
from souk.payment import model

PAYMENTS = "payments"
LEDGER_ENTRIES = "ledger_entries"
WEBHOOK_EVENTS = "webhook_events"

UNUSUAL: tuple[model.Status, ...] = (
    "action_required",
    "authorized",
    "declined",
    "disputed",
    "partially_refunded",
    "refunded",
    "unknown",
    "voided",
)
"""All but `pending` and `captured`, which every payment passes through."""
ATTENTION: tuple[model.Status, ...] = ("action_required", "disputed", "unknown")
"""Where somebody may have to do something: the customer, the bank, or one of the staff."""
LIST_TIME_MAX_MS = 2_000

WEBHOOK_RETENTION = timedelta(days=30)
"""Longer than any gateway repeats a delivery."""
BALANCES_LIMIT_MS = 20_000

INDEXES: dict[str, list[IndexModel]] = {
    PAYMENTS: [
        # only payments that owe the gateway a call, or wait to be asked about, carry these members: small indexes
        IndexModel([("due_at", ASCENDING)], name="due", sparse=True),
        IndexModel([("ask_at", ASCENDING)], name="ask", sparse=True),
        # what staff look for: a payment that goes as it should never has an entry
        IndexModel(
            [("status", ASCENDING), ("_id", DESCENDING)],
            name="unusual",
            partialFilterExpression={"status": {"$in": [*UNUSUAL]}},
        ),
        IndexModel(
            [("alarm", ASCENDING), ("_id", DESCENDING)],
            name="alarm",
            partialFilterExpression={"alarm": {"$exists": True}},
        ),
    ],
    LEDGER_ENTRIES: [],
    WEBHOOK_EVENTS: [
        IndexModel([("at", ASCENDING)], name="retention", expireAfterSeconds=int(WEBHOOK_RETENTION.total_seconds()))
    ],
}


Marks = Mapping[str, int | str | None]


class Balance(msgspec.Struct, frozen=True):
    """The sums of one account in one currency, in minor units."""

    account: str
    currency: str
    debit: int
    credit: int


# Payments


async def payments_by_id(db: mongo.Database, ids: Iterable[str]) -> dict[str, model.Payment]:
    """Unknown ids are absent from the answer."""
    wanted = list(ids)
    if not wanted:
        return {}
    cursor = db[PAYMENTS].find({"_id": {"$in": wanted}}, session=db.session)
    return {document["_id"]: mongo.from_document(model.Payment, document) for document in await cursor.to_list()}


async def payment(db: mongo.Database, payment_id: str) -> model.Payment | None:
    return (await payments_by_id(db, [payment_id])).get(payment_id)


async def payments_before(
    db: mongo.Database, payment_id: str | None, limit: int, *, statuses: Sequence[model.Status] = ()
) -> list[model.Payment]:
    """The next `limit` payments, the newest orders first, after the page that ended with `payment_id`; those of these
    statuses. What was never asked for is no payment."""
    query: mongo.Document = {"status": {"$in": list(statuses)}} if statuses else {}
    if set(statuses) == {"pending"}:  # what is pending waits to be asked about, and little else does
        return await _before(db, payment_id, limit, {**query, "ask_at": {"$exists": True}}, "ask")
    # the planner does not see that the partial index holds all of these
    index = "unusual" if statuses and set(statuses) <= set(UNUSUAL) else None
    return await _before(db, payment_id, limit, query, index)


async def payments_to_look_at(db: mongo.Database, payment_id: str | None, limit: int) -> list[model.Payment]:
    """Those of them that somebody has to look at."""
    standing = await payments_before(db, payment_id, limit, statuses=ATTENTION)
    alarmed = await _before(db, payment_id, limit, {"alarm": {"$exists": True}}, "alarm")
    found = {each.id: each for each in (*standing, *alarmed)}
    return [found[each] for each in sorted(found, reverse=True)[:limit]]


async def _before(
    db: mongo.Database, payment_id: str | None, limit: int, query: mongo.Document, index: str | None
) -> list[model.Payment]:
    query = {**query, "gateway": {"$ne": ""}}
    if payment_id is not None:
        query["_id"] = {"$lt": payment_id}
    cursor = db[PAYMENTS].find(query, session=db.session).sort("_id", DESCENDING).limit(limit)
    cursor = cursor.max_time_ms(LIST_TIME_MAX_MS)
    documents = await (cursor.hint(index) if index is not None else cursor).to_list()
    return [mongo.from_document(model.Payment, document) for document in documents]


async def due_ids(db: mongo.Database, now: datetime, limit: int) -> list[str]:
    """Payments that owe the gateway a call and that nobody works on, the most overdue first."""
    query = {"due_at": {"$lte": now}, "lease_until": {"$not": {"$gt": now}}}
    cursor = db[PAYMENTS].find(query, {"_id": 1}, session=db.session).sort("due_at", ASCENDING).limit(limit)
    return [document["_id"] for document in await cursor.to_list()]


async def orders_to_ask_about(db: mongo.Database, now: datetime, limit: int) -> dict[str, str]:
    """Order id by payment id, of payments whose order should be asked about, the longest waiting first."""
    query = {"ask_at": {"$lte": now}}
    cursor = db[PAYMENTS].find(query, {"order_id": 1}, session=db.session).sort("ask_at", ASCENDING).limit(limit)
    return {document["_id"]: document["order_id"] for document in await cursor.to_list()}


async def insert_payments(tx: tx.Tx, payments: Iterable[model.Payment]) -> None:
    """Raises a duplicate key, which runs the transaction again, when another replica was quicker."""
    documents = [_document(payment) for payment in payments]
    if documents:
        await tx[PAYMENTS].insert_many(documents, ordered=False, session=tx.session)


async def save_payments(tx: tx.Tx, payments: Iterable[model.Payment], trusted: Mapping[str, Marks]) -> None:
    """Store payments that were read in this transaction: a replica that changes one meanwhile makes it run again.

    So does, by a duplicate key, one that has other marks than a `trusted` one that was not read.
    """
    replacements = [ReplaceOne({"_id": each.id, **trusted.get(each.id, {})}, _document(each)) for each in payments]
    if not replacements:
        return
    answer = await tx[PAYMENTS].bulk_write(replacements, ordered=False, session=tx.session)
    if answer.matched_count != len(replacements):
        raise DuplicateKeyError("a payment is another one by now")


def marks(payment: model.Payment) -> Marks:
    """What a stored payment shows as long as it is this one: whatever anybody does about it in the middle of a call
    gives it another version or lease, or shows here.

    What is as it was at first is not stored: MongoDB finds by `None` what is not there.
    """
    return {
        "version": payment.version if payment.version > 1 else None,
        "lease": payment.lease,
        "asked": payment.asked or None,
        "charge_version": payment.charge_version or None,
    }


async def stop_asking(tx: tx.Tx, payment_ids: Sequence[str], states: Iterable[model.State]) -> int:
    """Of these payments, ask no more about those in `states`; answers how many they were."""
    if not payment_ids:
        return 0
    answer = await tx[PAYMENTS].update_many(
        {"_id": {"$in": list(payment_ids)}, "state": {"$in": list(states)}},
        {"$unset": {"ask_at": ""}},
        session=tx.session,
    )
    return answer.matched_count


def _document(payment: model.Payment) -> mongo.Document:
    document = mongo.to_document(payment)
    document["status"] = payment.status
    return document


# Ledger


async def insert_entries(tx: tx.Tx, entries: Iterable[model.Entry]) -> None:
    """An entry's id is its movement: the same movement twice is a duplicate key, not a second booking."""
    documents = [mongo.to_document(entry) for entry in entries]
    if documents:
        await tx[LEDGER_ENTRIES].insert_many(documents, ordered=False, session=tx.session)


async def entries_after(
    db: mongo.Database, entry_id: str | None, limit: int, *, payment_id: str | None = None
) -> list[model.Entry]:
    """The next `limit` entries in the order of their payments, or of one payment (its id begins theirs)."""
    bounds: dict[str, str] = {}
    if payment_id is not None:
        bounds = {"$gte": f"{payment_id}.", "$lt": f"{payment_id}/"}
    if entry_id is not None:
        bounds["$gt"] = entry_id
    query = {"_id": bounds} if bounds else {}
    cursor = db[LEDGER_ENTRIES].find(query, session=db.session).sort("_id", ASCENDING).limit(limit)
    return [mongo.from_document(model.Entry, document) for document in await cursor.to_list()]


async def balances(tx: tx.Tx) -> list[Balance]:
    """The sums per account and currency, at one moment: only a snapshot shows both sides of every movement."""
    pipeline: list[mongo.Document] = [
        {
            "$group": {
                "_id": {"account": "$account", "currency": "$currency"},
                "debit": {"$sum": "$debit"},
                "credit": {"$sum": "$credit"},
            }
        },
        {"$sort": {"_id": ASCENDING}},
    ]
    cursor = await tx[LEDGER_ENTRIES].aggregate(pipeline, session=tx.session, maxTimeMS=BALANCES_LIMIT_MS)
    return [
        Balance(row["_id"]["account"], row["_id"]["currency"], row["debit"], row["credit"])
        for row in await cursor.to_list()
    ]


# Webhooks


async def known_events(db: mongo.Database, event_ids: Iterable[str]) -> set[str]:
    """Those of these gateway events that had their effect before."""
    cursor = db[WEBHOOK_EVENTS].find({"_id": {"$in": list(event_ids)}}, {"_id": 1}, session=db.session)
    return {document["_id"] for document in await cursor.to_list()}


async def record_events(tx: tx.Tx, event_ids: Iterable[str]) -> None:
    now = clock.now()
    documents: list[mongo.Document] = [{"_id": event_id, "at": now} for event_id in event_ids]
    if documents:
        await tx[WEBHOOK_EVENTS].insert_many(documents, ordered=False, session=tx.session)
