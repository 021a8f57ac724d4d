"""MongoDB, the only source of truth: majority, journaled, and refused when it could not keep that promise."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec
import pymongo.lock
from pymongo import AsyncMongoClient, IndexModel, ReadPreference
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.cursor import AsyncCursor
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import ConnectionFailure, ExecutionTimeout, OperationFailure, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

Document = dict[str, Any]
T = TypeVar("T")

Failure = PyMongoError
"""Whatever the driver raises: for background loops of services, which outlive an outage."""

VERSION_MIN = (6, 0)
SERVER_SELECTION_TIMEOUT_MS = 5_000
CONNECT_TIMEOUT_MS = 3_000
SOCKET_TIMEOUT_MS = 20_000
WAIT_QUEUE_TIMEOUT_MS = 20_000
POOL_MAX = 50
ANSWER_MAX = 4_096
"""Documents in one answer (of at most 16 MB): a batch is read in one round trip, not 101 rows first, then the rest."""
SNAPSHOT, MAJORITY = ReadConcern("snapshot"), WriteConcern(w="majority", j=True)
RELAXED = WriteConcern(w=1)
"""For notes whose loss costs nothing but repeated work."""
_INDEX_OPTIONS_CONFLICT = (85, 86)


async def _waited(waiting: Awaitable[T], timeout: float | None) -> T:
    async with asyncio.timeout(timeout):
        return await waiting


if sys.version_info < (3, 12):  # with its `wait_for`, a wait that is cancelled may leave a lock taken for ever: ADR 99
    pymongo.lock.wait_for = _waited  # type: ignore[attr-defined, assignment]  # only imported there


class MongoUnusableError(Exception):
    """This MongoDB cannot keep the promises made on it; the message is one readable line."""


class Collection(AsyncCollection[Document]):
    """A collection whose `find` answers with all there is at once."""

    def find(self, *args: Any, **kwargs: Any) -> AsyncCursor[Document]:
        return super().find(*args, **{"batch_size": ANSWER_MAX, **kwargs})


class Database:
    """A service's own database. A `Tx` is one too, so the same store function serves inside and outside.

    Pass `session=db.session` to every driver call.
    """

    def __init__(self, raw: AsyncDatabase[Document], session: AsyncClientSession | None = None) -> None:
        self.raw = raw
        self.session = session

    @property
    def name(self) -> str:
        return self.raw.name

    def __getitem__(self, collection: str) -> Collection:
        return Collection(self.raw, collection)

    def relaxed(self, collection: str) -> AsyncCollection[Document]:
        """The collection for writes that one member's memory may lose."""
        return self.raw.get_collection(collection, write_concern=RELAXED)

    async def ping(self, timeout_s: float) -> None:
        """Raise a `PyMongoError` when the primary does not answer in time."""
        await self.raw.command("ping", maxTimeMS=int(timeout_s * 1000))

    async def close(self) -> None:
        await self.raw.client.close()


async def connect(url: str, name: str, listeners: Sequence[Any] = ()) -> Database:
    """Connect to database `name`.

    Raises `MongoUnusableError` when the server cannot be reached, is older than 6.0, or is no replica set (there are no
    transactions without one).
    """
    try:
        client: AsyncMongoClient[Document] = AsyncMongoClient(
            url,
            appname=name,
            event_listeners=listeners,
            tz_aware=True,
            w="majority",
            journal=True,
            readConcernLevel="majority",
            retryWrites=True,
            maxPoolSize=POOL_MAX,
            waitQueueTimeoutMS=WAIT_QUEUE_TIMEOUT_MS,
            serverSelectionTimeoutMS=SERVER_SELECTION_TIMEOUT_MS,
            connectTimeoutMS=CONNECT_TIMEOUT_MS,
            socketTimeoutMS=SOCKET_TIMEOUT_MS,
        )
    except (PyMongoError, ValueError) as error:
        raise MongoUnusableError(f"this is no address of a MongoDB: {error}") from error
    try:
        hello = await client.admin.command("hello")
        version = (await client.server_info())["versionArray"]
    except PyMongoError as error:
        await client.close()
        raise MongoUnusableError(f"MongoDB does not answer: {str(error).splitlines()[0][:200]}") from error
    if tuple(version[:2]) < VERSION_MIN:
        await client.close()
        raise MongoUnusableError(f"MongoDB {version[0]}.{version[1]} is too old: 6.0 or later is needed")
    if "setName" not in hello and hello.get("msg") != "isdbgrid":
        await client.close()
        raise MongoUnusableError("this MongoDB is not a replica set: start mongod with --replSet and initiate it")
    return Database(client.get_database(name, read_preference=ReadPreference.PRIMARY))


async def ensure_indexes(db: Database, indexes: Mapping[str, Sequence[IndexModel]]) -> None:
    """Create collections and indexes that are missing; an index whose options changed is dropped and made anew."""
    present = set(await db.raw.list_collection_names())
    for name, models in indexes.items():
        if name not in present:
            try:
                await db.raw.create_collection(name)
            except PyMongoError:
                if name not in await db.raw.list_collection_names():  # another replica was not quicker: a real failure
                    raise
        for model in models:
            try:
                await db[name].create_indexes([model])
            except OperationFailure as error:
                if error.code not in _INDEX_OPTIONS_CONFLICT:
                    raise
                await db[name].drop_index(model.document["name"])
                await db[name].create_indexes([model])


def transaction_options() -> dict[str, Any]:
    """Snapshot reads and majority journaled writes, stated on the transaction itself (Jepsen on MongoDB 4.2.6)."""
    return {"read_concern": SNAPSHOT, "write_concern": MAJORITY, "read_preference": ReadPreference.PRIMARY}


def is_transient(error: BaseException) -> bool:
    """Whether the database, not the request, is the trouble: worth waiting and trying the same again."""
    if isinstance(error, ConnectionFailure | ExecutionTimeout):  # lost, silent, or no connection free
        return True
    labels = ("TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError")
    return isinstance(error, PyMongoError) and any(map(error.has_error_label, labels))


def to_document(entity: msgspec.Struct) -> Document:
    """An entity as MongoDB stores it: its `id` becomes `_id`, moments stay moments, `None` members are left out."""
    document: Document = msgspec.to_builtins(entity, builtin_types=(datetime, bytes))
    if "id" in document:
        document = {"_id": document.pop("id"), **document}
    return {key: value for key, value in document.items() if value is not None}


def from_document(cls: type[T], document: Mapping[str, Any]) -> T:
    """The entity that `to_document` stored; members it does not know are ignored."""
    values = dict(document)
    if "_id" in values:
        values["id"] = values.pop("_id")
    return msgspec.convert(values, cls, builtin_types=(datetime, bytes))
