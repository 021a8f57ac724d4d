"""The price list, a read model of the product service's: one offer per SKU, and a head per product."""

from __future__ import annotations

from collections.abc import Iterable

from pymongo import ASCENDING, IndexModel, ReplaceOne

from souk.kit import mongo, tx
from souk.order import model

PRICES = "prices"
HEADS = "priced_products"

INDEXES = [
    # a product's list names all its variants: what it leaves out has to be found
    IndexModel([("product_id", ASCENDING)], name="product_id"),
]


async def offers_by_sku(db: mongo.Database, skus: Iterable[str]) -> dict[str, model.Offer]:
    """Unknown SKUs are absent from the answer."""
    wanted = list(skus)
    if not wanted:
        return {}
    documents = await db[PRICES].find({"_id": {"$in": wanted}}, session=db.session).to_list()
    return {document["_id"]: mongo.from_document(model.Offer, document) for document in documents}


async def part(db: mongo.Database, product_ids: Iterable[str], skus: Iterable[str] = ()) -> model.PriceList:
    """All that is known of these products, and of these SKUs, whosever they are."""
    ids = list(product_ids)
    heads = await db[HEADS].find({"_id": {"$in": ids}}, session=db.session).to_list()
    either = {"$or": [{"product_id": {"$in": ids}}, {"_id": {"$in": list(skus)}}]}
    offers = await db[PRICES].find(either, session=db.session).to_list()
    return model.PriceList(
        (mongo.from_document(model.PricedProduct, document) for document in heads),
        (mongo.from_document(model.Offer, document) for document in offers),
    )


async def heads_between(db: mongo.Database, after: str, until: str | None, limit: int) -> list[model.PricedProduct]:
    """Products for sale whose ids lie behind `after` and, unless `until` is None, not behind `until`."""
    span: mongo.Document = {"$gt": after} if until is None else {"$gt": after, "$lte": until}
    cursor = db[HEADS].find({"_id": span, "is_sold": True}, session=db.session).sort("_id", ASCENDING).limit(limit)
    return [mongo.from_document(model.PricedProduct, document) for document in await cursor.to_list()]


async def save(tx: tx.Tx, known: model.PriceList) -> None:
    """Store what the batch changed of the list."""
    if known.heads_changed:
        heads = [
            ReplaceOne({"_id": each.id}, mongo.to_document(each), upsert=True) for each in known.heads_changed.values()
        ]
        await tx[HEADS].bulk_write(heads, ordered=False, session=tx.session)
    if known.changed:
        offers = [ReplaceOne({"_id": each.id}, mongo.to_document(each), upsert=True) for each in known.changed.values()]
        await tx[PRICES].bulk_write(offers, ordered=False, session=tx.session)
