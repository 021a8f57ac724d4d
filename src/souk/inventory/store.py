"""Collections and every query. Stock is one document per SKU, reservations one per order (`_id` is the order's id)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec
from pymongo import ASCENDING, DESCENDING, IndexModel, ReplaceOne, UpdateMany

from souk.inventory import model
from souk.kit import clock, mongo, tx

STOCK_LEVELS = "stock_levels"
RESERVATIONS = "reservations"
STOCK_MOVEMENTS = "stock_movements"
LOCATIONS = "locations"

_LAST = "\U0010ffff"
"""Greater than every character of a SKU."""

INDEXES: dict[str, list[IndexModel]] = {
    STOCK_LEVELS: [
        # partial, so that orders for what there is plenty of do not pay for it
        IndexModel(
            [("on_hand", ASCENDING), ("_id", ASCENDING)],
            name="low",
            partialFilterExpression={"on_hand": {"$lte": model.LOW_MAX}},
        ),
    ],
    RESERVATIONS: [
        # only holds carry `ask_at`: the index stays as small as what is in flight
        IndexModel([("ask_at", ASCENDING)], name="ask_at", sparse=True),
    ],
    STOCK_MOVEMENTS: [IndexModel([("sku", ASCENDING), ("_id", DESCENDING)], name="sku")],
    LOCATIONS: [
        IndexModel(
            [("is_default", ASCENDING)], name="one_default", unique=True, partialFilterExpression={"is_default": True}
        ),
    ],
}


# Stock levels


async def levels_by_sku(db: mongo.Database, skus: Iterable[str]) -> dict[str, model.StockLevel]:
    """Unknown SKUs are absent from the answer."""
    wanted = list(skus)
    if not wanted:
        return {}
    cursor = db[STOCK_LEVELS].find({"_id": {"$in": wanted}}, session=db.session)
    return {document["_id"]: _level(document) for document in await cursor.to_list()}


async def levels_after(db: mongo.Database, sku: str, limit: int) -> list[model.StockLevel]:
    """The next `limit` levels in the order of their SKUs, after `sku`."""
    cursor = db[STOCK_LEVELS].find({"_id": {"$gt": sku}}, session=db.session).sort("_id", ASCENDING).limit(limit)
    return [_level(document) for document in await cursor.to_list()]


async def levels_named(db: mongo.Database, prefix: str, after: str, limit: int) -> list[model.StockLevel]:
    """The next `limit` levels whose SKU begins with `prefix`, in the order of their SKUs, after `after`."""
    span: mongo.Document = {"$gt": after} if after >= prefix and after else {"$gte": prefix}
    cursor = db[STOCK_LEVELS].find({"_id": {**span, "$lt": prefix + _LAST}}, session=db.session)
    return [_level(document) for document in await cursor.sort("_id", ASCENDING).limit(limit).to_list()]


async def levels_low(
    db: mongo.Database, on_hand_max: int, prefix: str, after: tuple[int, str] | None, limit: int
) -> list[model.StockLevel]:
    """The next `limit` levels with at most `on_hand_max` units (no more than `LOW_MAX`), the emptiest shelves first."""
    few: mongo.Document = {"on_hand": {"$lte": on_hand_max}}
    query = {**few, "_id": {"$gte": prefix, "$lt": prefix + _LAST}} if prefix else few
    if after is not None:
        on_hand, sku = after
        beyond = [{"on_hand": on_hand, "_id": {"$gt": sku}}, {"on_hand": {"$gt": on_hand, "$lte": on_hand_max}}]
        query = {"$and": [query, {"$or": beyond}]}
    cursor = db[STOCK_LEVELS].find(query, session=db.session).hint("low")
    return [
        _level(document)
        for document in await cursor.sort([("on_hand", ASCENDING), ("_id", ASCENDING)]).limit(limit).to_list()
    ]


async def known_skus(db: mongo.Database, skus: Iterable[str]) -> set[str]:
    cursor = db[STOCK_LEVELS].find({"_id": {"$in": list(skus)}}, {"_id": 1}, session=db.session)
    return {document["_id"] for document in await cursor.to_list()}


async def insert_levels(tx: tx.Tx, levels: Iterable[model.StockLevel]) -> None:
    documents = [
        {
            "_id": level.id,
            "on_hand": level.on_hand,
            "reserved": level.reserved,
            "version": level.version,
            "locations": msgspec.to_builtins(level.locations),
        }
        for level in levels
    ]
    if documents:
        await tx[STOCK_LEVELS].insert_many(documents, ordered=False, session=tx.session)


async def save_levels(tx: tx.Tx, levels: Iterable[model.StockLevel]) -> list[model.StockLevel]:
    """Store what was moved and raise the versions of those whose `available` changed; answers these.

    SKUs that changed alike share one update: a batch of orders for one or two units each makes a handful of them.
    """
    alike: dict[tuple[tuple[str, int], ...], list[str]] = {}
    changed = []
    for level in levels:
        if not level.moved:
            continue
        alike.setdefault(_increments(level), []).append(level.id)
        if level.is_available_changed:
            level.version += 1
            changed.append(level)
    updates = [UpdateMany({"_id": {"$in": skus}}, {"$inc": dict(increments)}) for increments, skus in alike.items()]
    if updates:
        await tx[STOCK_LEVELS].bulk_write(updates, ordered=False, session=tx.session)
    return changed


def _increments(level: model.StockLevel) -> tuple[tuple[str, int], ...]:
    increments: list[tuple[str, int]] = []
    on_hand = reserved = 0
    for location_id, change in level.moved.items():
        # both members always, so that a shelf that is new to the SKU comes into being whole
        increments.append((f"locations.{location_id}.on_hand", change.on_hand))
        increments.append((f"locations.{location_id}.reserved", change.reserved))
        on_hand += change.on_hand
        reserved += change.reserved
    increments += (("on_hand", on_hand), ("reserved", reserved), ("version", int(level.is_available_changed)))
    return tuple(increments)


def _level(document: mongo.Document) -> model.StockLevel:
    return model.StockLevel(
        id=document["_id"],
        on_hand=document["on_hand"],
        reserved=document["reserved"],
        version=document["version"],
        locations={
            location_id: model.Shelf(shelf["on_hand"], shelf["reserved"])
            for location_id, shelf in document["locations"].items()
        },
    )


# Reservations


async def reservations_by_order(db: mongo.Database, order_ids: Iterable[str]) -> dict[str, model.Reservation]:
    cursor = db[RESERVATIONS].find({"_id": {"$in": list(order_ids)}}, session=db.session)
    return {document["_id"]: _reservation(document) for document in await cursor.to_list()}


async def insert_reservations(tx: tx.Tx, reservations: Iterable[model.Reservation]) -> None:
    documents = [_reservation_document(reservation) for reservation in reservations]
    if documents:
        await tx[RESERVATIONS].insert_many(documents, ordered=False, session=tx.session)


async def save_settled(tx: tx.Tx, reservations: Iterable[model.Reservation]) -> None:
    """Store the status of settled reservations: those that ended alike share one update."""
    alike: dict[tuple[model.Status, model.Why | None, datetime], list[str]] = {}
    for reservation in reservations:
        alike.setdefault((reservation.status, reservation.reason, reservation.updated_at), []).append(reservation.id)
    updates = [
        UpdateMany(
            {"_id": {"$in": order_ids}},
            {
                "$set": {"status": status.value, "updated_at": at, **({"reason": reason.value} if reason else {})},
                "$unset": {"ask_at": ""},
            },
        )
        for (status, reason, at), order_ids in alike.items()
    ]
    if updates:
        await tx[RESERVATIONS].bulk_write(updates, ordered=False, session=tx.session)


async def holds_to_ask_about(db: mongo.Database, now: datetime, limit: int) -> list[str]:
    """Orders whose holds are past their time, longest first."""
    cursor = (
        db[RESERVATIONS]
        .find({"ask_at": {"$lte": now}}, {"_id": 1}, session=db.session)
        .sort("ask_at", ASCENDING)
        .limit(limit)
    )
    return [document["_id"] for document in await cursor.to_list()]


async def ask_again_at(tx: tx.Tx, order_ids: Sequence[str], at: datetime) -> None:
    """Holds that are held no longer are left alone."""
    await tx[RESERVATIONS].update_many(
        {"_id": {"$in": list(order_ids)}, "status": model.Status.HELD.value},
        {"$set": {"ask_at": at}},
        session=tx.session,
    )


def _reservation(document: mongo.Document) -> model.Reservation:
    reason = document.get("reason")
    return model.Reservation(
        id=document["_id"],
        status=_STATUS[document["status"]],
        lines=[model.HeldLine(line["sku"], line["quantity"], line["location_id"]) for line in document["lines"]],
        created_at=document["created_at"],
        updated_at=document["updated_at"],
        reason=model.Why(reason) if reason else None,
        expires_at=document.get("expires_at"),
        ask_at=document.get("ask_at"),
    )


def _reservation_document(reservation: model.Reservation) -> mongo.Document:
    document: mongo.Document = {
        "_id": reservation.id,
        "status": reservation.status.value,
        "lines": [
            {"sku": line.sku, "quantity": line.quantity, "location_id": line.location_id} for line in reservation.lines
        ],
        "created_at": reservation.created_at,
        "updated_at": reservation.updated_at,
    }
    if reservation.reason:
        document["reason"] = reservation.reason.value
    if reservation.ask_at:
        document["expires_at"] = reservation.expires_at
        document["ask_at"] = reservation.ask_at
    return document


_STATUS: Mapping[str, model.Status] = {status.value: status for status in model.Status}


# The ledger


async def insert_movements(tx: tx.Tx, movements: Iterable[model.Movement]) -> None:
    documents = [mongo.to_document(movement) for movement in movements]
    if documents:
        await tx[STOCK_MOVEMENTS].insert_many(documents, ordered=False, session=tx.session)


async def movement(db: mongo.Database, movement_id: str) -> model.Movement | None:
    document = await db[STOCK_MOVEMENTS].find_one({"_id": movement_id}, session=db.session)
    return mongo.from_document(model.Movement, document) if document else None


async def movements(db: mongo.Database, sku: str, before: str | None, limit: int) -> list[model.Movement]:
    """The newest first; `before` is the id of the last one seen."""
    query: mongo.Document = {"sku": sku} if before is None else {"sku": sku, "_id": {"$lt": before}}
    cursor = db[STOCK_MOVEMENTS].find(query, session=db.session).sort("_id", DESCENDING).limit(limit)
    return [mongo.from_document(model.Movement, document) for document in await cursor.to_list()]


# Locations


async def default_location_id(db: mongo.Database) -> str:
    document = await db[LOCATIONS].find_one({"is_default": True}, {"_id": 1}, session=db.session)
    return document["_id"] if document else model.DEFAULT_LOCATION_ID


async def ensure_default_location(db: mongo.Database) -> None:
    """The first start of the first replica makes it; later ones find it, whatever it is called by then."""
    now = clock.now()
    first = model.Location(
        id=model.DEFAULT_LOCATION_ID, name="Main warehouse", is_default=True, version=1, created_at=now, updated_at=now
    )
    document = mongo.to_document(first)
    location_id = document.pop("_id")
    await db[LOCATIONS].update_one({"_id": location_id}, {"$setOnInsert": document}, upsert=True)


async def locations(db: mongo.Database) -> dict[str, model.Location]:
    """All of them (there are at most `model.LOCATIONS_MAX`), in the order they were made."""
    cursor = db[LOCATIONS].find({}, session=db.session).sort([("created_at", ASCENDING), ("_id", ASCENDING)])
    return {document["_id"]: mongo.from_document(model.Location, document) for document in await cursor.to_list()}


async def insert_locations(tx: tx.Tx, added: Iterable[model.Location]) -> None:
    documents = [mongo.to_document(location) for location in added]
    if documents:
        await tx[LOCATIONS].insert_many(documents, ordered=False, session=tx.session)


async def save_locations(tx: tx.Tx, changed: Iterable[model.Location]) -> None:
    """The one that loses the default is stored before the one that gains it: there is never a second."""
    in_order = sorted(changed, key=lambda each: each.is_default)
    updates = [ReplaceOne({"_id": location.id}, mongo.to_document(location)) for location in in_order]
    if updates:
        await tx[LOCATIONS].bulk_write(updates, ordered=True, session=tx.session)
