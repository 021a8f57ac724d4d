"""Products, their variants inside them: one document is what one page shows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import datetime

from pymongo import ASCENDING, DESCENDING, IndexModel, ReplaceOne, UpdateOne

from souk.kit import mongo, tx
from souk.product.model import Product

INDEXES = {
    "products": [
        IndexModel([("slug", ASCENDING)], name="slug", unique=True),
        # partial, because a draft may have no variant yet, and "none" is not a SKU that two could share
        IndexModel(
            [("variants.sku", ASCENDING)],
            name="sku",
            unique=True,
            partialFilterExpression={"variants.sku": {"$exists": True}},
        ),
        IndexModel([("category_id", ASCENDING)], name="category"),
        IndexModel([("updated_at", DESCENDING), ("_id", DESCENDING)], name="changed"),
    ],
}

_SUMMARY = {"description": 0, "attributes": 0, "seo": 0, "options": 0}


async def by_ids(db: mongo.Database, ids: Iterable[str]) -> dict[str, Product]:
    """Products by id; those that do not exist are absent."""
    rows = db["products"].find({"_id": {"$in": list(ids)}}, session=db.session)
    return {row["_id"]: mongo.from_document(Product, row) for row in await rows.to_list()}


async def summaries(db: mongo.Database, ids: Iterable[str]) -> dict[str, Product]:
    """Products by id without what only their own page shows (description, attributes, options, SEO)."""
    rows = db["products"].find({"_id": {"$in": list(ids)}}, _SUMMARY, session=db.session)
    return {row["_id"]: mongo.from_document(Product, row) for row in await rows.to_list()}


async def by_id_or_slug(db: mongo.Database, id_or_slug: str) -> Product | None:
    """The product of that id or slug, whatever its status."""
    name = "_id" if "_" in id_or_slug else "slug"  # which every id has, and no slug
    row = await db["products"].find_one({name: id_or_slug}, session=db.session)
    return None if row is None else mongo.from_document(Product, row)


async def by_skus(db: mongo.Database, skus: Iterable[str]) -> dict[str, Product]:
    """Products by the SKUs asked for; one product may stand under several."""
    wanted = set(skus)
    found: dict[str, Product] = {}
    async for row in db["products"].find({"variants.sku": {"$in": list(wanted)}}, session=db.session):
        product = mongo.from_document(Product, row)
        found.update((sku, product) for sku in product.skus if sku in wanted)
    return found


async def owners_of_skus(db: mongo.Database, skus: Iterable[str]) -> dict[str, str]:
    """Product ids by SKU, for those SKUs that exist."""
    wanted = set(skus)
    rows = db["products"].find({"variants.sku": {"$in": list(wanted)}}, {"variants.sku": 1}, session=db.session)
    return {
        variant["sku"]: row["_id"]
        for row in await rows.to_list()
        for variant in row["variants"]
        if variant["sku"] in wanted
    }


async def owners_of_slugs(db: mongo.Database, slugs: Iterable[str]) -> dict[str, str]:
    """Product ids by slug, for those slugs that are in use."""
    rows = db["products"].find({"slug": {"$in": list(slugs)}}, {"slug": 1}, session=db.session)
    return {row["slug"]: row["_id"] for row in await rows.to_list()}


async def categories_in_use(db: mongo.Database, category_ids: Iterable[str]) -> set[str]:
    """Which of these categories have a product, whatever its status."""
    return set(
        await db["products"].distinct("category_id", {"category_id": {"$in": list(category_ids)}}, session=db.session)
    )


async def published_page(
    db: mongo.Database, after: str | None, limit: int, since: datetime | None = None
) -> list[Product]:
    """Published products in the order of their ids, after an id; with `since`, all that changed since then."""
    query: mongo.Document = {"status": "published"} if since is None else {"updated_at": {"$gte": since}}
    if after is not None:
        query["_id"] = {"$gt": after}
    rows = db["products"].find(query, _SUMMARY, session=db.session).sort("_id", ASCENDING).limit(limit)
    return [mongo.from_document(Product, row) for row in await rows.to_list()]


async def published_slugs(db: mongo.Database, after: str | None, limit: int) -> list[tuple[str, str, datetime]]:
    """Id, slug and last change of published products in the order of their ids, after an id."""
    query: mongo.Document = {"status": "published"} | ({"_id": {"$gt": after}} if after is not None else {})
    shown = {"slug": 1, "updated_at": 1}
    rows = db["products"].find(query, shown, session=db.session).sort("_id", ASCENDING).limit(limit)
    return [(row["_id"], row["slug"], row["updated_at"]) for row in await rows.to_list()]


async def count(db: mongo.Database) -> int:
    """About how many products there are."""
    return await db["products"].estimated_document_count()


async def in_batches(db: mongo.Database, batch_max: int) -> AsyncIterator[list[mongo.Document]]:
    """Every product's document in batches, by id; one that is inserted meanwhile may be missing."""
    after = ""
    while True:
        rows = await db["products"].find({"_id": {"$gt": after}}).sort("_id", ASCENDING).limit(batch_max).to_list()
        if rows:
            yield rows
        if len(rows) < batch_max:
            return
        after = rows[-1]["_id"]


async def insert(tx: tx.Tx, products: Sequence[Product]) -> None:
    """Store new products."""
    if products:
        await tx["products"].insert_many([mongo.to_document(each) for each in products], session=tx.session)


async def save(tx: tx.Tx, products: Sequence[Product]) -> None:
    """Store products that were read in this transaction, as they are now; in order, for one may take over a slug or SKU
    that another gives up."""
    if products:
        writes = [ReplaceOne({"_id": each.id}, mongo.to_document(each)) for each in products]
        await tx["products"].bulk_write(writes, session=tx.session)


async def set_in_stock(tx: tx.Tx, in_stock: Mapping[str, bool]) -> None:
    """Say of products (by id) whether any variant can be had.

    Written also when it stays the same, so that two transactions that look at sibling variants cannot miss each other.
    """
    if in_stock:
        writes = [
            UpdateOne({"_id": product_id}, {"$set": {"in_stock": value}, "$inc": {"stock_version": 1}})
            for product_id, value in in_stock.items()
        ]
        await tx["products"].bulk_write(writes, ordered=False, session=tx.session)


async def set_popularity(tx: tx.Tx, popularity: Mapping[str, int]) -> None:
    """Put products (by id) into other buckets of units sold."""
    if popularity:
        writes = [
            UpdateOne({"_id": product_id}, {"$set": {"popularity": value}}) for product_id, value in popularity.items()
        ]
        await tx["products"].bulk_write(writes, ordered=False, session=tx.session)
