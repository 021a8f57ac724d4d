"""Signing keys, the private half sealed."""

from __future__ import annotations

from collections.abc import Sequence

from pymongo import ASCENDING, IndexModel

from souk.kit import mongo
from souk.kit.tx import Tx
from souk.user.model.keys import SigningKey

SIGNING_KEYS = "signing_keys"
KEYS_MAX = 100

INDEXES: dict[str, list[IndexModel]] = {SIGNING_KEYS: []}


async def signing_keys(db: mongo.Database) -> list[SigningKey]:
    """All keys that are kept, oldest first."""
    cursor = db[SIGNING_KEYS].find({}, session=db.session).sort("_id", ASCENDING).limit(KEYS_MAX)
    return [mongo.from_document(SigningKey, document) for document in await cursor.to_list()]


async def insert_signing_key(tx: Tx, key: SigningKey) -> None:
    """A generation that is there already is a duplicate key: another replica was quicker."""
    await tx[SIGNING_KEYS].insert_one(mongo.to_document(key), session=tx.session)


async def reseal_signing_keys(tx: Tx, keys: Sequence[SigningKey]) -> None:
    for key in keys:
        await tx[SIGNING_KEYS].update_one({"_id": key.id}, {"$set": {"sealed": key.sealed}}, session=tx.session)


async def delete_signing_keys(tx: Tx, keys: Sequence[SigningKey]) -> None:
    if keys:
        await tx[SIGNING_KEYS].delete_many({"_id": {"$in": [key.id for key in keys]}}, session=tx.session)
