"""One effect per `Idempotency-Key`: the key is claimed in the transaction of the effect, or there is no claim."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec
from pymongo import ASCENDING, IndexModel

from souk.kit import clock, errors, mongo

RETENTION = timedelta(hours=24)
KEY_LENGTH_MAX = 255
GUEST_KEY_LENGTH_MIN = 16
"""All guests share one scope, so a guest's key must be one that nobody else thinks of."""

INDEXES = {
    "idempotency_keys": [
        IndexModel([("at", ASCENDING)], name="retention", expireAfterSeconds=int(RETENTION.total_seconds()))
    ]
}


class KeyRequired(errors.Malformed):
    slug = "idempotency-key-required"
    title = "This call needs an Idempotency-Key"


class KeyReused(errors.Invalid):
    slug = "idempotency-key-reused"
    title = "This Idempotency-Key was used for another request"


class Key(msgspec.Struct, frozen=True):
    """Who asks (`id` = scope and key) and for what (`request`, a digest of method, path and body)."""

    id: str
    request: str


class Claim(msgspec.Struct, frozen=True):
    """A key that had its effect: on which request, and which resource came of it."""

    id: str
    request: str
    resource: str
    at: datetime


def key(scope: str, value: str, method: str, path: str, body: bytes) -> Key:
    """The key of one request. `scope` tells callers apart: a user's id, or `guest`."""
    digest = hashlib.sha256(b"\n".join((method.encode(), path.encode(), body))).hexdigest()
    return Key(f"{scope}:{hashlib.sha256(value.encode()).hexdigest()}", digest)


async def claims(tx: mongo.Database, keys: Sequence[Key]) -> dict[str, Claim]:
    """What is already claimed of these keys, by key id."""
    if not keys:
        return {}
    rows = tx["idempotency_keys"].find({"_id": {"$in": [each.id for each in keys]}}, session=tx.session)
    return {row["_id"]: mongo.from_document(Claim, row) for row in await rows.to_list()}


async def claim(tx: mongo.Database, effects: Iterable[tuple[Key, str]]) -> None:
    """Claim keys for the resources that came of them, in the transaction that makes these."""
    now = clock.now()
    rows = [mongo.to_document(Claim(each.id, each.request, resource, now)) for each, resource in effects]
    if rows:
        await tx["idempotency_keys"].insert_many(rows, ordered=False, session=tx.session)
