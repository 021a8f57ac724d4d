"""Uploaded pictures; the files themselves lie in the media folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pymongo import ASCENDING, IndexModel

from souk.kit import mongo, tx
from souk.product.model import Media

INDEXES = {"media": [IndexModel([("source", ASCENDING)], name="source", unique=True)]}


async def by_ids(db: mongo.Database, ids: Iterable[str]) -> dict[str, Media]:
    """Media by id; those that do not exist are absent."""
    rows = db["media"].find({"_id": {"$in": list(ids)}}, session=db.session)
    return {row["_id"]: mongo.from_document(Media, row) for row in await rows.to_list()}


async def by_sources(db: mongo.Database, sources: Iterable[str]) -> dict[str, Media]:
    """Media by the digest of what was uploaded."""
    rows = db["media"].find({"source": {"$in": list(sources)}}, session=db.session)
    return {row["source"]: mongo.from_document(Media, row) for row in await rows.to_list()}


async def insert(tx: tx.Tx, media: Sequence[Media]) -> None:
    """Store new media."""
    if media:
        await tx["media"].insert_many([mongo.to_document(each) for each in media], session=tx.session)
