"""Orders: one document each, written whole when placed, then step by step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from pymongo import ASCENDING, DESCENDING, IndexModel, ReadPreference, ReplaceOne, UpdateOne
from pymongo.errors import DuplicateKeyError
from pymongo.read_concern import ReadConcern

from souk.kit import ids, mongo, tx
from souk.order import model

ORDERS = "orders"

INDEXES = [
    # what staff and the watchdog look orders up by; see `_stage` for why it is not the status
    IndexModel([("stage", ASCENDING), ("_id", DESCENDING)], name="stage"),
    # a customer's own orders; guests have no entry
    IndexModel(
        [("user_id", ASCENDING), ("_id", DESCENDING)],
        name="user_id",
        partialFilterExpression={"user_id": {"$exists": True}},
    ),
    # the two things that people at a help desk are told
    IndexModel([("email_key", ASCENDING), ("_id", DESCENDING)], name="email"),
    IndexModel([("number", ASCENDING)], name="number"),
    # a parcel is spoken of by its own id; orders without parcels have no entry
    IndexModel([("fulfillments.id", ASCENDING)], name="fulfillments", sparse=True),
]

OPEN, SETTLING = "open", "settling"

_UNNEEDED = dict.fromkeys(("shipping_address", "billing_address", "shipping_method", "fulfillments", "history"), 0)
_STEP = {**_UNNEEDED, "lines": 0}
_STEP_WITH_LINES = _UNNEEDED

QUERY_TIME_MAX_MS = 2_000
"""A search of the staff's that takes longer is given up."""


def _stage(order: model.Progress) -> str:
    """`open` while the saga is under way, `settling` while a confirmed order is undone, then the status.

    An update that touches an indexed member costs MongoDB three times one that does not, whatever the index: so the
    saga's first step, which nobody looks orders up by, touches none, and each order pays once instead of four times.
    """
    if order.status in model.OPEN:
        return OPEN
    return order.status.value if order.watch is None else SETTLING


def _document(order: model.Order) -> mongo.Document:
    document = mongo.to_document(order)
    document["email_key"] = order.email.casefold()
    document["stage"] = _stage(order)
    return document


async def insert_orders(tx: tx.Tx, orders: Iterable[model.Order]) -> None:
    documents = [_document(order) for order in orders]
    if documents:
        await tx[ORDERS].insert_many(documents, ordered=False, session=tx.session)


async def orders_by_id(db: mongo.Database, order_ids: Iterable[str]) -> dict[str, model.Order]:
    """Unknown ids are absent from the answer."""
    documents = await db[ORDERS].find({"_id": {"$in": list(order_ids)}}, session=db.session).to_list()
    return {document["_id"]: mongo.from_document(model.Order, document) for document in documents}


async def order_by_id(db: mongo.Database, order_id: str) -> model.Order | None:
    document = await db[ORDERS].find_one({"_id": order_id}, session=db.session)
    return mongo.from_document(model.Order, document) if document else None


async def orders_by_fulfillment(db: mongo.Database, fulfillment_ids: Iterable[str]) -> dict[str, model.Order]:
    """The order of each parcel, by the parcel's id; two parcels of one order share the object."""
    wanted = set(fulfillment_ids)
    cursor = db[ORDERS].find({"fulfillments.id": {"$in": list(wanted)}}, session=db.session)
    orders = [mongo.from_document(model.Order, document) for document in await cursor.to_list()]
    return {parcel.id: order for order in orders for parcel in order.fulfillments if parcel.id in wanted}


async def progress_by_id(
    db: mongo.Database, order_ids: Iterable[str], *, with_lines: bool = False
) -> dict[str, model.Progress]:
    """What the saga needs of orders, and no more; `lines` are empty unless asked for."""
    projection = _STEP_WITH_LINES if with_lines else _STEP
    cursor = db[ORDERS].find({"_id": {"$in": list(order_ids)}}, projection, session=db.session)
    return {document["_id"]: mongo.from_document(model.Progress, document) for document in await cursor.to_list()}


async def save_progress(tx: tx.Tx, moved: Iterable[model.Progress], trusted: Mapping[str, int]) -> None:
    """Store the steps that orders took since they were loaded by `progress_by_id`, or had the `trusted` version.

    Where one has another version, a duplicate key runs the transaction again.
    """
    updates = [UpdateOne(_as_known(progress.id, trusted), _update(progress)) for progress in moved]
    if not updates:
        return
    answer = await tx[ORDERS].bulk_write(updates, ordered=False, session=tx.session)
    if answer.matched_count != len(updates):
        raise DuplicateKeyError("an order is another one by now")


def _as_known(order_id: str, trusted: Mapping[str, int]) -> mongo.Document:
    return {"_id": order_id, "version": trusted[order_id]} if order_id in trusted else {"_id": order_id}


def _update(progress: model.Progress) -> mongo.Document:
    """Members that may come and go are named one by one: what is None is taken away."""
    stored: dict[str, Any] = {
        "status": progress.status.value,
        "version": progress.version,
        "payment": msgspec.to_builtins(progress.payment),
    }
    if progress.status not in model.OPEN:  # it was `open` before, and what stays is not touched
        stored["stage"] = _stage(progress)
    gone: dict[str, str] = {}
    for name, value in (
        ("watch", progress.watch),
        ("end", progress.end),
        ("reason", progress.reason),
        ("settling", progress.settling),
    ):
        if value is None:
            gone[name] = ""
        else:
            stored[name] = msgspec.to_builtins(value, builtin_types=(datetime,))
    update: mongo.Document = {"$set": stored}
    if gone:
        update["$unset"] = gone
    if progress.history:
        steps = msgspec.to_builtins(progress.history, builtin_types=(datetime,))
        update["$push"] = {"history": {"$each": steps}}
    return update


async def save_orders(tx: tx.Tx, orders: Iterable[model.Order]) -> None:
    """Store whole orders again."""
    updates = [ReplaceOne({"_id": order.id}, _document(order)) for order in orders]
    if updates:
        await tx[ORDERS].bulk_write(updates, ordered=False, session=tx.session)


# Watching


_WATCHED = {"stage": {"$in": [OPEN, SETTLING]}}


async def due(tx: tx.Tx, now: datetime, limit: int) -> list[model.Progress]:
    """Orders that somebody should look at, the oldest first."""
    cursor = tx[ORDERS].find({**_WATCHED, "watch.at": {"$lte": now}}, _STEP, session=tx.session)
    documents = await cursor.sort("_id", ASCENDING).limit(limit).to_list()
    return [mongo.from_document(model.Progress, document) for document in documents]


async def is_any_due(db: mongo.Database, now: datetime) -> bool:
    """Whether there is anything for `due` to find."""
    return await db[ORDERS].find_one({**_WATCHED, "watch.at": {"$lte": now}}, {"_id": 1}) is not None


async def oldest_placed(db: mongo.Database, tries_max: int) -> datetime | None:
    """When the oldest order was placed that is still `placed` and was asked about again less than `tries_max` times."""
    query = {"stage": OPEN, "status": model.Status.PLACED.value, "watch.tries": {"$not": {"$gte": tries_max}}}
    oldest = await db[ORDERS].find(query, {"created_at": 1}).sort("_id", ASCENDING).limit(1).to_list()
    return oldest[0]["created_at"] if oldest else None


async def states(db: mongo.Database, order_ids: Sequence[str]) -> dict[str, tuple[model.Status, model.Reason | None]]:
    """Where orders stand, as the majority of the database's members know it."""
    orders = db.raw.get_collection(ORDERS, read_preference=ReadPreference.PRIMARY, read_concern=ReadConcern("majority"))
    asked = {"_id": {"$in": list(order_ids)}}
    documents = await orders.find(asked, {"status": 1, "reason": 1}, batch_size=mongo.ANSWER_MAX).to_list()
    return {
        document["_id"]: (
            model.Status(document["status"]),
            model.Reason(document["reason"]) if "reason" in document else None,
        )
        for document in documents
    }


# Lists


async def find_orders(
    db: mongo.Database,
    *,
    limit: int,
    after: str | None = None,
    user_id: str | None = None,
    status: model.Status | None = None,
    email: str | None = None,
    q: str | None = None,
    begin: datetime | None = None,
    end: datetime | None = None,
    is_oldest_first: bool = False,
) -> list[model.Order]:
    """In the order of their placing, behind the one whose id is `after`; placed from `begin` on and before `end`.

    `q` is an id, a number, or how an e-mail address begins.
    """
    query: mongo.Document = {}
    if user_id is not None:
        query["user_id"] = user_id
    if status is not None:
        query["status"] = status.value
        query["stage"] = {"$in": [OPEN] if status in model.OPEN else [SETTLING, status.value]}
    if email is not None:
        query["email_key"] = email.casefold()
    bounds: dict[str, str] = {}
    if begin is not None:
        bounds["$gte"] = ids.since("ord", begin)
    if end is not None:
        bounds["$lt"] = ids.since("ord", end)
    if after is not None and is_oldest_first:
        bounds["$gt"] = after
    elif after is not None:
        bounds["$lt"] = min(after, bounds.get("$lt", after))
    if bounds:
        query["_id"] = bounds
    if q is not None:
        query = {"$and": [query, _search(q)]}
    direction = ASCENDING if is_oldest_first else DESCENDING
    cursor = db[ORDERS].find(query, session=db.session).sort("_id", direction).limit(limit)
    documents = await cursor.max_time_ms(QUERY_TIME_MAX_MS).to_list()
    return [mongo.from_document(model.Order, document) for document in documents]


def _search(q: str) -> mongo.Document:
    if q.startswith("ord_"):
        return {"_id": q}
    if q.isdecimal():
        return {"number": q}
    return {"email_key": {"$regex": f"^{re.escape(q.casefold())}"}}


# Privacy


def _erasing() -> Mapping[str, Any]:
    erased = dict.fromkeys(("name", "line1", "city", "postal_code"), model.ERASED)
    return {
        "$set": {
            "email": model.ERASED,
            "email_key": model.ERASED,
            **{f"shipping_address.{member}": value for member, value in erased.items()},
        },
        "$unset": dict.fromkeys(
            (
                "user_id",
                "erase",
                "billing_address",
                "shipping_address.line2",
                "shipping_address.region",
                "shipping_address.phone",
            ),
            "",
        ),
        "$inc": {"version": 1},
    }


async def forget_buyers(tx: tx.Tx, order_ids: Sequence[str]) -> None:
    """Take out of orders who bought; the country stays, for the tax returns."""
    if order_ids:
        await tx[ORDERS].update_many({"_id": {"$in": list(order_ids)}}, _erasing(), session=tx.session)


async def forget_users(tx: tx.Tx, user_ids: Sequence[str]) -> None:
    """Do that with all orders of these people that are final, and mark the others to have it done at their end."""
    theirs = {"user_id": {"$in": list(user_ids)}}
    over = {"stage": {"$in": [status.value for status in model.FINAL]}}
    await tx[ORDERS].update_many({**theirs, **over}, _erasing(), session=tx.session)
    await tx[ORDERS].update_many(theirs, {"$set": {"erase": True}}, session=tx.session)
