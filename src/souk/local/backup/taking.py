"""Taking a backup of a shop that is running, and goes on running.

All databases are read at one and the same cluster time, so what is taken is a state in which the whole shop really was:
an event is either announced and in the outbox, or not yet; heard and in the inbox, or not yet.
"""

from __future__ import annotations

import contextlib
import gzip
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from bson import json_util
from bson.raw_bson import RawBSONDocument
from pymongo import MongoClient
from pymongo.client_session import ClientSession
from pymongo.errors import OperationFailure, PyMongoError

import souk
from souk.local.backup import manifest
from souk.local.trouble import Trouble

PREFIX = "souk_"
BATCH = 1_000
COMPRESSION = 1
"""The fastest: documents shrink to a quarter anyway."""
HISTORY = "minSnapshotHistoryWindowInSeconds"
HISTORY_S = 24 * 3600
"""How long MongoDB is asked to remember what was true at the moment of the backup: longer than any backup takes."""
OF_A_HOME = ("secret", "credentials.json", "seeded")

Client = MongoClient[dict[str, Any]]


@dataclass(frozen=True)
class Source:
    """What is backed up: a MongoDB, and where it is there, the media folder, a home, the practice gateway's memory."""

    mongodb_url: str
    media: Path | None = None
    home: Path | None = None
    sandbox: Path | None = None


@dataclass(frozen=True)
class Estimate:
    """What a backup would hold, about."""

    collections: int
    documents: int
    bytes: int
    media_files: int


@contextlib.contextmanager
def connected(url: str) -> Iterator[Client]:
    """A client. Raises `Trouble` when MongoDB does not answer or fails on the way."""
    client: Client = MongoClient(url, serverSelectionTimeoutMS=5_000, tz_aware=True)
    try:
        client.admin.command("ping")
        yield client
    except PyMongoError as error:
        raise Trouble(f"MongoDB: {str(error).splitlines()[0][:200]}") from error
    finally:
        client.close()


def databases(client: Client) -> list[str]:
    """Ours."""
    return sorted(name for name in client.list_database_names() if name.startswith(PREFIX))


def estimate(source: Source) -> Estimate:
    """Look without copying."""
    with connected(source.mongodb_url) as client:
        names = [(name, each) for name in databases(client) for each in client[name].list_collection_names()]
        stats = [client[name].command("dbStats") for name in databases(client)]
    media = sum(1 for path in source.media.rglob("*") if path.is_file()) if source.media else 0
    documents, size = sum(row["objects"] for row in stats), sum(row["dataSize"] for row in stats)
    return Estimate(len(names), int(documents), int(size), media)


def take(source: Source, directory: Path, progress: manifest.Progress) -> manifest.Manifest:
    """Write a backup into an empty directory. Raises `Trouble`; what was written then is no backup."""
    if directory.exists() and any(directory.iterdir()):
        raise Trouble(f"{directory} is not empty; name a directory of its own for each backup")
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    began = time.monotonic()
    with connected(source.mongodb_url) as client, _remembering(client), client.start_session(snapshot=True) as session:
        taking = _Taking(client, session, directory, progress, estimate(source).bytes)
        taking.everything()
        if source.sandbox is not None:
            taking.sandbox(source.sandbox)
        moment = taking.moment
    # after the databases: pictures are only ever added, so all that they name is there
    if source.media is not None:
        taking.folder(source.media, "media")
    for name in OF_A_HOME if source.home is not None else ():
        if source.home is not None and (source.home / name).is_file():
            taking.file(source.home / name, f"home/{name}")
    made = manifest.Manifest(
        souk=souk.__version__,
        moment=manifest.moment_of(moment),
        took_s=round(time.monotonic() - began, 2),
        collections=taking.collections,
        files=taking.files,
    )
    manifest.write(directory, made)
    return made


@contextlib.contextmanager
def _remembering(client: Client) -> Iterator[None]:
    """Have MongoDB remember the moment of the backup until it is over. Where that may not be asked, its own five
    minutes have to do, and a backup that takes longer fails."""
    try:
        before = client.admin.command({"getParameter": 1, HISTORY: 1})[HISTORY]
        client.admin.command({"setParameter": 1, HISTORY: HISTORY_S})
    except OperationFailure:
        yield
        return
    try:
        yield
    finally:
        client.admin.command({"setParameter": 1, HISTORY: before})


class _Taking:
    """One backup under way."""

    def __init__(
        self, client: Client, session: ClientSession, directory: Path, progress: manifest.Progress, total: int
    ) -> None:
        self._client = client
        self._session = session
        self._directory = directory
        self._progress = progress
        self._total = total
        self._done = 0
        self._payments: set[str] = set()
        self.collections: list[manifest.Collection] = []
        self.files: list[manifest.File] = []

    @property
    def moment(self) -> int:
        """The cluster time at which everything was read, in seconds."""
        at = self._session._snapshot_time  # noqa: SLF001 - the driver tells it nowhere else
        return int(at.time) if at is not None else int(time.time())

    def everything(self) -> None:
        """All collections, at the moment of the first one."""
        for name in databases(self._client):
            (self._directory / name).mkdir(mode=0o700)
            for row in self._client[name].list_collections():
                if row["type"] == "collection" and not row["name"].startswith("system."):
                    self._collection(name, row["name"], row.get("options", {}))
        payments = self._client["souk_payment"]["payments"].find({}, {"_id": 1}, session=self._session)
        self._payments.update(row["_id"] for row in payments)

    def _collection(self, database: str, name: str, options: dict[str, Any]) -> None:
        collection = self._client[database][name]
        path = self._directory / database / f"{name}.bson.gz"
        documents = size = 0
        with path.open("wb") as file, gzip.GzipFile("", "wb", COMPRESSION, file, mtime=0) as packed:
            for found in collection.find_raw_batches({}, batch_size=BATCH, session=self._session):
                batch = cast("bytes", found)  # the driver's types say documents
                packed.write(batch)
                size += len(batch)
                documents += sum(1 for _ in split(batch))
                self._progress(f"{database}.{name}", self._done + size, self._total)
        self._done += size
        relative = path.relative_to(self._directory).as_posix()
        self._note(path)
        self.collections.append(manifest.Collection(database, name, documents, size, relative))
        about = {"options": options, "indexes": list(collection.list_indexes()), "collectionName": name}
        described = self._directory / database / f"{name}.metadata.json"
        described.write_text(json_util.dumps(about), encoding="utf-8")
        self._note(described)

    def sandbox(self, folder: Path) -> None:
        """The practice gateway's charges, as far as the payments in this backup know of them: a gateway in the real
        world is not set back, but what it did for orders that never were would have nobody to answer for it."""
        there = folder / "sandbox.sqlite"
        if not there.exists():
            return
        copy = self._directory / "sandbox" / "sandbox.sqlite"
        copy.parent.mkdir(mode=0o700)
        with contextlib.closing(sqlite3.connect(there)) as source, contextlib.closing(sqlite3.connect(copy)) as made:
            source.backup(made)
            keys = [(key,) for (key,) in made.execute("SELECT key FROM charges") if key not in self._payments]
            made.executemany("DELETE FROM charges WHERE key = ?", keys)
            made.commit()
            made.execute("PRAGMA journal_mode = DELETE")
        self._note(copy)

    def folder(self, folder: Path, name: str) -> None:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.file(path, f"{name}/{path.relative_to(folder).as_posix()}")

    def file(self, path: Path, name: str) -> None:
        """One file, under this name."""
        copy = self._directory / name
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copy2(path, copy)
        self._note(copy)

    def _note(self, path: Path) -> None:
        size, sha256 = manifest.digest(path)
        self.files.append(manifest.File(path.relative_to(self._directory).as_posix(), size, sha256))


def split(batch: bytes) -> Iterator[RawBSONDocument]:
    """The documents in a run of BSON, undecoded."""
    view, at = memoryview(batch), 0
    while at < len(view):
        size = int.from_bytes(view[at : at + 4], "little")
        yield RawBSONDocument(bytes(view[at : at + size]))
        at += size
