"""What a shop on one machine needs before its processes start: `python -m souk.single.prepare`.

It does what `./souk migrate` does: collections, indexes and documents as this release wants them. Run again, it changes
nothing. `--initiate HOST:PORT` first makes a replica set of that one member, where there is none yet.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time

import msgspec
from pymongo import AsyncMongoClient
from pymongo.errors import ConnectionFailure, OperationFailure

from souk.kit import mongo, settings
from souk.migrations import __main__ as migrating
from souk.migrations import running
from souk.serving import starting

INITIATE_PATIENCE_S = 120.0
REPLICA_SET = "souk"
_ALREADY = 23
_PAUSE_S = 0.5


class Settings(msgspec.Struct, kw_only=True, frozen=True):
    """Where the databases are; the user must be let into all of them."""

    mongodb_url: str


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
        asyncio.run(migrating.work(config.mongodb_url, "expand"))
    except (settings.SettingsError, mongo.MongoUnusableError, running.MigrationError) as error:
        sys.exit(f"prepare: {error}")
    except mongo.Failure as error:
        sys.exit(f"prepare: {starting.tell(error)}")


if __name__ == "__main__":
    main()
