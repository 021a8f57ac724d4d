"""Collections and indexes of every service, before a release starts: `python -m souk.single.prepare`.

Services make what is missing themselves; an index of a large collection is better awaited here. Run again, it changes
nothing. `--initiate HOST:PORT` first makes a replica set of that one member, where there is none yet.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Mapping, Sequence

import msgspec
from pymongo import AsyncMongoClient, IndexModel
from pymongo.errors import ConnectionFailure, OperationFailure

from souk.audit import findings
from souk.inventory import store as inventory
from souk.kit import mongo, settings
from souk.notification import store as notification
from souk.order import store as order
from souk.payment import store as payment
from souk.product import store as product
from souk.serving import service, starting
from souk.user import store as user

INDEXES: Mapping[str, Mapping[str, Sequence[IndexModel]]] = {
    "user": user.INDEXES,
    "product": product.INDEXES,
    "inventory": inventory.INDEXES,
    "order": order.INDEXES,
    "payment": payment.INDEXES,
    "notification": notification.INDEXES,
    "audit": findings.INDEXES,
}
INITIATE_PATIENCE_S = 120.0
REPLICA_SET = "souk"
_ALREADY = 23
_PAUSE_S = 0.5


class Settings(msgspec.Struct, kw_only=True, frozen=True):
    """Where the databases are; the user must be let into all of them."""

    mongodb_url: str


async def prepare(url: str) -> None:
    """Make what is missing. Raises `SettingsError`."""
    for name, indexes in INDEXES.items():
        db = await starting.connect(url, f"souk_{name}")
        try:
            await mongo.ensure_indexes(db, service.INDEXES)
            await mongo.ensure_indexes(db, indexes)
        finally:
            await db.close()
        print(f"{db.name}: {len({*service.INDEXES, *indexes})} collections are as they should be", flush=True)


async def initiate(address: str) -> None:
    """Make a replica set of one member. Raises `SettingsError` when nobody answers there."""
    host, _, port = address.partition(":")
    limit = time.monotonic() + INITIATE_PATIENCE_S
    async with AsyncMongoClient[mongo.Document](
        host, int(port or 27017), directConnection=True, serverSelectionTimeoutMS=2_000
    ) as client:
        while True:
            try:
                if (await client.admin.command("hello")).get("isWritablePrimary"):
                    return
                await _initiate(client, address)
            except ConnectionFailure as error:
                if time.monotonic() > limit:
                    raise settings.SettingsError(f"--initiate: no MongoDB answers at {address}: {error}") from None
            await asyncio.sleep(_PAUSE_S)


async def _initiate(client: AsyncMongoClient[mongo.Document], address: str) -> None:
    config = {"_id": REPLICA_SET, "members": [{"_id": 0, "host": address}]}
    try:
        await client.admin.command("replSetInitiate", config)
    except OperationFailure as error:
        if error.code != _ALREADY:
            raise


def main() -> None:
    parser = argparse.ArgumentParser(prog="souk.single.prepare", description=__doc__)
    parser.add_argument("--initiate", metavar="HOST:PORT")
    asked = parser.parse_args()
    try:
        config = settings.load(Settings, os.environ)
        if asked.initiate:
            asyncio.run(initiate(asked.initiate))
        asyncio.run(prepare(config.mongodb_url))
    except settings.SettingsError as error:
        sys.exit(f"prepare: {error}")
    except mongo.Failure as error:
        sys.exit(f"prepare: {starting.tell(error)}")


if __name__ == "__main__":
    main()
