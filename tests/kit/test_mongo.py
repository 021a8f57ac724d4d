"""A MongoDB that cannot keep the promises made on it is refused, in one line that says why."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import bson
import pymongo.lock
import pytest
from pymongo import ASCENDING, DESCENDING, IndexModel, errors

from souk import testing
from souk.kit import ids, mongo, settings, tx
from souk.local import checkout

_HEADER = 16
_OP_QUERY, _OP_REPLY, _OP_MSG = 2004, 1, 2013


@pytest.fixture(scope="module")
def standalone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real mongod that is no replica set."""
    home, port = tmp_path_factory.mktemp("standalone"), testing.free_port()
    command = [testing.mongod_binary(), "--dbpath", str(home), "--port", str(port), "--bind_ip", "127.0.0.1"]
    command += ["--wiredTigerCacheSizeGB", "0.25", "--quiet", "--nounixsocket"]
    with (home / "mongod.log").open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output) as process:
        yield f"mongodb://127.0.0.1:{port}"
        process.terminate()
        process.wait(60)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(autouse=True)
async def swept() -> AsyncIterator[None]:
    """A driver that is closed while its monitor opens a connection leaves a socket behind, which is not our leak."""
    yield
    await asyncio.sleep(0.1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@contextlib.asynccontextmanager
async def server_of(version: list[int], **hello: Any) -> AsyncIterator[str]:
    """Something that answers the first questions of a driver as a MongoDB of this version would."""
    greeting = {"ok": 1.0, "isWritablePrimary": True, "ismaster": True, "minWireVersion": 0, "maxWireVersion": 13}
    about = {"ok": 1.0, "version": ".".join(map(str, version)), "versionArray": [*version, 0]}
    port = testing.free_port()

    def answer(kind: int, body: bytes) -> bytes:
        if kind == _OP_QUERY:  # how a driver that knows nothing of the server yet asks
            return b"\0" * 16 + (1).to_bytes(4, "little") + bson.encode(greeting | hello)
        asked = bson.decode(body[5:])  # flags and the kind of the section come first
        is_about = "buildInfo" in asked or "buildinfo" in asked
        return b"\0" * 5 + bson.encode(about if is_about else greeting | hello)

    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                header = await reader.readexactly(_HEADER)
                size, request, _, kind = (int.from_bytes(header[at : at + 4], "little") for at in (0, 4, 8, 12))
                content = answer(kind, await reader.readexactly(size - _HEADER))
                numbers = (_HEADER + len(content), 1, request, _OP_REPLY if kind == _OP_QUERY else _OP_MSG)
                writer.write(b"".join(number.to_bytes(4, "little") for number in numbers) + content)

    server = await asyncio.start_server(serve, "127.0.0.1", port)
    try:
        yield f"mongodb://127.0.0.1:{port}"
    finally:
        server.close()
        for writer in writers:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()


def one_line(error: pytest.ExceptionInfo[mongo.MongoUnusableError]) -> str:
    said = str(error.value)
    assert "\n" not in said
    assert len(said) < 300
    return said


async def test_a_standalone_is_refused(standalone: str) -> None:
    with pytest.raises(mongo.MongoUnusableError) as error:
        await mongo.connect(standalone, "souk_order")
    assert one_line(error) == "this MongoDB is not a replica set: start mongod with --replSet and initiate it"


@pytest.mark.parametrize("version", [[5, 0, 31], [4, 4, 0], [5, 3, 1]])
async def test_an_old_one_is_refused(version: list[int]) -> None:
    async with server_of(version, setName="rs") as url:
        with pytest.raises(mongo.MongoUnusableError) as error:
            await mongo.connect(f"{url}/?directConnection=true", "souk_order")
    assert one_line(error) == f"MongoDB {version[0]}.{version[1]} is too old: 6.0 or later is needed"


@pytest.mark.parametrize("hello", [{"setName": "rs"}, {"msg": "isdbgrid"}])
async def test_a_new_enough_replica_set_or_cluster_is_taken(hello: dict[str, str]) -> None:
    async with server_of([6, 0, 0], **hello) as url:
        db = await mongo.connect(f"{url}/?directConnection=true", "souk_order")
        assert db.name == "souk_order"
        await db.close()


async def test_one_that_does_not_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mongo, "SERVER_SELECTION_TIMEOUT_MS", 100)
    with pytest.raises(mongo.MongoUnusableError) as error:
        await mongo.connect(f"mongodb://127.0.0.1:{testing.free_port()}", "souk_order")
    assert one_line(error).startswith("MongoDB does not answer: ")


def test_a_service_that_cannot_start_says_so_in_one_line(standalone: str, tmp_path: Path) -> None:
    start = (
        "from souk.serving import starting; starting.CONNECT_PATIENCE_S = 0.0; from souk.order import app; app.main()"
    )
    wrong: list[tuple[dict[str, str], str]] = [
        ({}, "order: SOUK_MONGODB_URL: this MongoDB is not a replica set: start mongod with --replSet and initiate it"),
        ({"SOUK_SECRET": "short"}, "order: SOUK_SECRET must have at least 32 characters"),
    ]
    for changes, line in wrong:
        environment = {
            "SOUK_MONGODB_URL": standalone,
            "SOUK_NATS_URL": "nats://127.0.0.1:1",
            "SOUK_VALKEY_URL": "redis://127.0.0.1:1",
            "SOUK_INTERNAL_URL": "http://127.0.0.1:1",
            "SOUK_SECRET": "x" * settings.SECRET_LENGTH_MIN,
            **changes,
        }
        done = subprocess.run(
            [sys.executable, "-c", start],
            env=checkout.environment(os.environ) | environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 1
        assert done.stderr.startswith(line)
        assert len(done.stderr.splitlines()) == 1, done.stderr


# What is promised once it is taken


async def test_transactions_read_a_snapshot_and_are_written_to_a_majoritys_journal(db: tx.Announcing) -> None:
    seen: list[dict[str, Any]] = []

    async def body(tx_: tx.Tx) -> None:
        assert tx_.session is not None
        options = tx_.session._transaction.opts
        assert options is not None
        assert options.read_concern is not None
        assert options.write_concern is not None
        seen.append({"read": options.read_concern.document, "write": options.write_concern.document})
        await tx_["things"].insert_one({"_id": 1}, session=tx_.session)
        assert await db["things"].find_one({"_id": 1}) is None  # nobody else sees it yet

    await db["things"].insert_one({"_id": 0})
    await tx.transact(db, body)
    assert seen == [{"read": {"level": "snapshot"}, "write": {"w": "majority", "j": True}}]
    assert db["things"].write_concern.document == {"w": "majority", "j": True}
    assert db["things"].read_concern.document == {"level": "majority"}
    assert await db["things"].find_one({"_id": 1}) is not None


async def test_indexes_are_made_and_made_anew_when_they_changed(db: tx.Announcing) -> None:
    first = IndexModel([("name", ASCENDING)], name="name")
    for _ in range(2):  # replicas start side by side
        await asyncio.gather(*(mongo.ensure_indexes(db, {"things": [first], "empty": []}) for _ in range(3)))
    assert "empty" in await db.raw.list_collection_names()
    await mongo.ensure_indexes(db, {"things": [IndexModel([("name", DESCENDING)], name="name", unique=True)]})
    made = (await db["things"].index_information())["name"]
    assert (made["key"], made["unique"]) == ([("name", -1)], True)


async def test_a_wait_of_the_drivers_that_is_cancelled_leaves_its_lock_free() -> None:
    """Or no operation of that client would ever end again: the driver looks for a primary under one lock."""
    lock = pymongo.lock._async_create_lock()
    condition = pymongo.lock._async_create_condition(lock)

    async def look_for_a_primary() -> None:
        async with lock:
            await pymongo.lock._async_cond_wait(condition, 0.05)

    looking = asyncio.create_task(look_for_a_primary())
    await asyncio.sleep(0.02)
    async with lock:  # the wait's time is up meanwhile, and it wants the lock back
        await asyncio.sleep(0.06)
        looking.cancel()
        await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await looking
    async with asyncio.timeout(1), lock:
        assert lock.locked()
    assert not lock.locked()


async def test_who_waits_for_a_connection_is_told_in_time(mongodb_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mongo, "POOL_MAX", 1)
    monkeypatch.setattr(mongo, "WAIT_QUEUE_TIMEOUT_MS", 200)
    db = await mongo.connect(mongodb_url, f"test_{ids.new('db')}")
    try:
        greeting = await db.raw.command("hello")
        silence = {"hello": 1, "topologyVersion": greeting["topologyVersion"], "maxAwaitTimeMS": 3_000}
        busy = asyncio.create_task(db.raw.command(silence))
        await asyncio.sleep(0.3)
        with pytest.raises(errors.WaitQueueTimeoutError) as error:
            await db["things"].find_one({})
        assert mongo.is_transient(error.value)
        await busy
        assert await db["things"].find_one({}) is None
    finally:
        await db.close()
