"""Categories, all read together: they are few and hang together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pymongo import ASCENDING, DeleteOne, IndexModel, InsertOne, ReplaceOne

from souk.kit import mongo, tx
from souk.product.model import Category, Tree

INDEXES = {
    "categories": [IndexModel([("slug", ASCENDING)], name="slug", unique=True)],
    "guards": [],
}


async def tree(db: mongo.Database) -> Tree:
    """All categories as they are now."""
    rows = db["categories"].find({}, session=db.session)
    return Tree([mongo.from_document(Category, row) for row in await rows.to_list()])


async def find(db: mongo.Database, ids_or_slugs: Iterable[str]) -> dict[str, str]:
    """Category ids by the id or slug asked for; what does not exist is absent."""
    wanted = list(ids_or_slugs)
    query = {"$or": [{"_id": {"$in": wanted}}, {"slug": {"$in": wanted}}]}
    rows = await db["categories"].find(query, {"slug": 1}, session=db.session).to_list()
    known = {row["slug"]: row["_id"] for row in rows} | {row["_id"]: row["_id"] for row in rows}
    return {each: known[each] for each in wanted if each in known}


async def save(
    tx: tx.Tx, *, new: Sequence[Category] = (), changed: Sequence[Category] = (), deleted: Iterable[str] = ()
) -> None:
    """Write categories, and the tree as a whole with them: two moves at a time could make a circle neither saw."""
    writes: list[InsertOne[mongo.Document] | ReplaceOne[mongo.Document] | DeleteOne] = [
        *(DeleteOne({"_id": each}) for each in deleted),
        *(ReplaceOne({"_id": each.id}, mongo.to_document(each)) for each in changed),
        *(InsertOne(mongo.to_document(each)) for each in new),
    ]
    if writes:
        await tx["guards"].update_one({"_id": "tree"}, {"$inc": {"version": 1}}, upsert=True, session=tx.session)
        await tx["categories"].bulk_write(writes, session=tx.session)


async def touch(tx: tx.Tx, category_ids: Iterable[str]) -> None:
    """Write the categories that a product is put into, so that deleting one meanwhile cannot go unnoticed."""
    wanted = sorted(set(category_ids))
    if wanted:
        await tx["categories"].update_many({"_id": {"$in": wanted}}, {"$inc": {"touched": 1}}, session=tx.session)
