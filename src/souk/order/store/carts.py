"""Carts: one document each, thrown away when nobody touches them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pymongo import ASCENDING, IndexModel, ReplaceOne, UpdateOne

from souk.kit import mongo, tx
from souk.order import model

CARTS = "carts"

INDEXES = [
    IndexModel([("updated_at", ASCENDING)], name="lifetime", expireAfterSeconds=int(model.LIFETIME.total_seconds())),
    # to forget whose cart it was; guests have no entry
    IndexModel([("user_id", ASCENDING)], name="user_id", sparse=True),
]


async def carts_by_id(db: mongo.Database, cart_ids: Iterable[str]) -> dict[str, model.Cart]:
    """Unknown ids are absent from the answer."""
    wanted = list(cart_ids)
    if not wanted:
        return {}
    documents = await db[CARTS].find({"_id": {"$in": wanted}}, session=db.session).to_list()
    return {document["_id"]: mongo.from_document(model.Cart, document) for document in documents}


async def insert_carts(tx: tx.Tx, carts: Iterable[model.Cart]) -> None:
    documents = [mongo.to_document(cart) for cart in carts]
    if documents:
        await tx[CARTS].insert_many(documents, ordered=False, session=tx.session)


async def save_carts(tx: tx.Tx, carts: Iterable[model.Cart]) -> None:
    updates = [ReplaceOne({"_id": cart.id}, mongo.to_document(cart)) for cart in carts]
    if updates:
        await tx[CARTS].bulk_write(updates, ordered=False, session=tx.session)


async def save_ordered(tx: tx.Tx, carts: Iterable[model.Cart]) -> None:
    """Note in carts which orders were made of them. Of two orders that want one cart, one transaction conflicts."""
    updates = [
        UpdateOne(
            {"_id": cart.id},
            {"$set": {"order_id": cart.order_id, "updated_at": cart.updated_at, "version": cart.version}},
        )
        for cart in carts
    ]
    if updates:
        await tx[CARTS].bulk_write(updates, ordered=False, session=tx.session)


async def free_carts(tx: tx.Tx, order_by_cart: Mapping[str, str]) -> None:
    """The orders made of these carts were cancelled: they may be ordered again."""
    if order_by_cart:
        await tx[CARTS].update_many(
            {"_id": {"$in": list(order_by_cart)}, "order_id": {"$in": list(order_by_cart.values())}},
            {"$unset": {"order_id": ""}, "$inc": {"version": 1}},
            session=tx.session,
        )


async def forget_users(tx: tx.Tx, user_ids: Sequence[str]) -> None:
    """Carts of these people become nobody's."""
    await tx[CARTS].update_many({"user_id": {"$in": list(user_ids)}}, {"$unset": {"user_id": ""}}, session=tx.session)
