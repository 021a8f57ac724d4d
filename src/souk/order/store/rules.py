"""The shop's own tables (shipping methods, taxes) and its marks: order numbers, standstills, what was bootstrapped."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import datetime

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from souk.kit import mongo, tx
from souk.order import model

SHIPPING_METHODS = "shipping_methods"
TAX_RATES = "tax_rates"
MARKS = "marks"

FIRST_NUMBER = 100_001
"""The number of a shop's first order."""


async def shipping_methods(db: mongo.Database) -> dict[str, model.ShippingMethod]:
    """All of them, at most `model.SHIPPING_METHODS_MAX`."""
    documents = await db[SHIPPING_METHODS].find({}, session=db.session).to_list()
    return {document["_id"]: mongo.from_document(model.ShippingMethod, document) for document in documents}


async def save_shipping_methods(tx: tx.Tx, methods: Iterable[model.ShippingMethod]) -> None:
    for method in methods:  # a person at a time changes these
        await tx[SHIPPING_METHODS].replace_one(
            {"_id": method.id}, mongo.to_document(method), upsert=True, session=tx.session
        )


async def tax_table(db: mongo.Database) -> model.TaxTable | None:
    document = await db[TAX_RATES].find_one({"_id": "default"}, session=db.session)
    return mongo.from_document(model.TaxTable, document) if document else None


async def save_tax_table(tx: tx.Tx, table: model.TaxTable) -> None:
    await tx[TAX_RATES].replace_one({"_id": table.id}, mongo.to_document(table), upsert=True, session=tx.session)


async def ensure_defaults(db: mongo.Database, method: model.ShippingMethod, table: model.TaxTable) -> None:
    """What a shop starts with, where it has nothing yet. Two replicas that start at once make it once."""
    for collection, document in (
        (SHIPPING_METHODS, mongo.to_document(method)),
        (TAX_RATES, mongo.to_document(table)),
    ):
        if await db[collection].find_one({}, {"_id": 1}) is None:
            with contextlib.suppress(DuplicateKeyError):
                await db[collection].insert_one(document)


async def take_numbers(db: mongo.Database, count: int) -> int:
    """Reserve `count` order numbers; answers the first. Never in a transaction, which would serialise all replicas."""
    taken = {"$add": [{"$ifNull": ["$next", FIRST_NUMBER]}, count]}
    after = await db[MARKS].find_one_and_update(
        {"_id": "numbers"}, [{"$set": {"next": taken}}], upsert=True, return_document=ReturnDocument.AFTER
    )
    following: int = after["next"] if after else FIRST_NUMBER + count
    return following - count


async def standstills(db: mongo.Database) -> model.Standstills | None:
    document = await db[MARKS].find_one({"_id": "standstills"})
    return mongo.from_document(model.Standstills, document) if document else None


async def save_standstills(db: mongo.Database, known: model.Standstills, before: datetime | None) -> bool:
    """Store what was noted, unless somebody noted something since `before`: then False."""
    if before is None:
        try:
            await db[MARKS].insert_one(mongo.to_document(known))
        except DuplicateKeyError:
            return False
        return True
    result = await db[MARKS].replace_one({"_id": known.id, "checked_at": before}, mongo.to_document(known))
    return result.matched_count == 1


async def is_price_list_whole(db: mongo.Database) -> bool:
    """Whether the price list was copied from the product service once, from beginning to end."""
    return await db[MARKS].find_one({"_id": "price_list"}) is not None


async def mark_price_list_whole(db: mongo.Database, at: datetime) -> None:
    await db[MARKS].replace_one({"_id": "price_list"}, {"at": at}, upsert=True)
