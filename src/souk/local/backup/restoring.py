"""The way back: a backup into an empty MongoDB, or in place of what is there.

What was on its way at the moment of the backup goes on: everything announced in the 24 hours before it counts as unsent
again, so the services publish it once more when they start; listeners drop what they know (their inbox is of the same
moment) and do the rest. Orders that waited are asked about by the watchdog, and time limits that have passed end them.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from bson import json_util
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument

from souk.kit import ids
from souk.local.backup import manifest, taking
from souk.local.trouble import Trouble

BATCH_BYTES = 4 * 1024 * 1024
DOCUMENTS_MAX = 5_000
SENT_AGAIN = timedelta(hours=24)
"""What a listener may have had before it at the moment of the backup; as for a broker that lost its disk."""
_RAW: CodecOptions[RawBSONDocument] = CodecOptions(document_class=RawBSONDocument)
NOBODY = "own_restored"
"""Owner of what is to be published again: it holds no lease, so any process takes over."""


def occupied(client: taking.Client) -> list[str]:
    """Databases of ours with something in them."""
    return [name for name in taking.databases(client) if client[name].list_collection_names()]


def restore(
    backup: Path, made: manifest.Manifest, mongodb_url: str, progress: manifest.Progress, *, may_replace: bool
) -> None:
    """Put the databases back. Raises `Trouble`, also when something is there that may not be replaced.

    The services must be down.
    """
    with taking.connected(mongodb_url) as client:
        if names := occupied(client):
            if not may_replace:
                raise Trouble(f"there is data already ({', '.join(names)}); --yes replaces it")
            for name in names:
                client.drop_database(name)
        total, done = sum(each.bytes for each in made.collections), 0
        for each in made.collections:
            about = json_util.loads((backup / each.file).with_suffix("").with_suffix(".metadata.json").read_text())
            _collection(client, backup, each, about)
            done += each.bytes
            progress(f"{each.database}.{each.name}", done, total)
        for name in sorted({each.database for each in made.collections}):
            _set_going(client, name, made)


def _collection(client: taking.Client, backup: Path, what: manifest.Collection, about: dict[str, Any]) -> None:
    database = client[what.database]
    database.create_collection(what.name, **about["options"])
    collection = database.get_collection(what.name).with_options(codec_options=_RAW)
    for batch in _batches(backup / what.file):
        collection.insert_many(batch, ordered=False)
    found = database[what.name].count_documents({})
    if found != what.documents:
        raise Trouble(f"{what.database}.{what.name} has {found} documents after restoring, not {what.documents}")
    indexes = [
        {key: value for key, value in each.items() if key != "v"} for each in about["indexes"] if each["name"] != "_id_"
    ]
    if indexes:
        database.command("createIndexes", what.name, indexes=indexes)


def _batches(path: Path) -> Iterator[Sequence[RawBSONDocument]]:
    batch: list[RawBSONDocument] = []
    size = 0
    with gzip.open(path, "rb") as packed:
        while head := packed.read(4):
            length = int.from_bytes(head, "little")
            batch.append(RawBSONDocument(head + packed.read(length - 4)))
            size += length
            if size >= BATCH_BYTES or len(batch) >= DOCUMENTS_MAX:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch


def _set_going(client: taking.Client, name: str, made: manifest.Manifest) -> None:
    """What was announced lately is unsent, and the broker is not the one that was known."""
    database = client[name]
    recent = {"_id": {"$gte": ids.since("msg", made.moment - SENT_AGAIN)}}
    database["outbox"].update_many(recent, {"$set": {"unsent": True, "owner": NOBODY}})
    database["outbox_owners"].delete_many({})
    database["bus_streams"].delete_many({})
