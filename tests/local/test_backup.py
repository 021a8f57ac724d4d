"""Backups: what is in one, that damage is noticed, that nothing is replaced unasked, and that everything comes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bson import Int64
from pymongo import ASCENDING, MongoClient

from souk.kit import ids
from souk.local.backup import manifest, restoring, taking
from souk.local.trouble import Trouble

Client = MongoClient[dict[str, Any]]
NAMES = ("souk_order", "souk_payment")


def quiet(*_: object) -> None:
    """Nobody watches."""


@pytest.fixture
def client(mongodb_url: str) -> Iterator[Client]:
    """A MongoDB in which the shop has two databases, and somebody else has one."""
    with Client(mongodb_url, tz_aware=True) as connected:
        drop(connected)
        orders = connected["souk_order"]["orders"]
        orders.insert_many(
            [{"_id": f"ord_{number:05}", "total": Int64(number), "at": moment(number)} for number in range(2_500)]
        )
        orders.create_index([("total", ASCENDING)], name="total", unique=True)
        orders.create_index([("at", ASCENDING)], name="at", expireAfterSeconds=10**8, sparse=True)
        connected["souk_payment"]["payments"].insert_one({"_id": "pay_1"})
        connected["souk_payment"].create_collection("empty")
        connected["elsewhere"]["things"].insert_one({"_id": 1})
        yield connected
        drop(connected)


def drop(client: Client) -> None:
    for name in (*taking.databases(client), "elsewhere"):
        client.drop_database(name)


def moment(number: int) -> datetime:
    return datetime(2030, 1, 1, tzinfo=UTC) + timedelta(seconds=number)


def everything(client: Client) -> dict[str, Any]:
    """Documents and indexes of our databases."""
    return {
        f"{name}.{each}": (list(client[name][each].find().sort("_id", 1)), client[name][each].index_information())
        for name in NAMES
        for each in client[name].list_collection_names()
    }


def took(mongodb_url: str, directory: Path, media: Path | None = None) -> manifest.Manifest:
    return taking.take(taking.Source(mongodb_url, media), directory, quiet)


def test_everything_of_ours_comes_back(client: Client, mongodb_url: str, tmp_path: Path) -> None:
    (tmp_path / "media" / "a").mkdir(parents=True)
    (tmp_path / "media" / "a" / "picture").write_bytes(b"pixels")
    before = everything(client)
    made = took(mongodb_url, tmp_path / "backup", tmp_path / "media")
    assert made.documents == 2_501
    assert {each.database for each in made.collections} == set(NAMES)
    assert (tmp_path / "backup" / "media" / "a" / "picture").read_bytes() == b"pixels"
    assert abs((datetime.now(UTC) - made.moment).total_seconds()) < 60
    for name in NAMES:
        client.drop_database(name)
    read = manifest.read(tmp_path / "backup")
    assert read == made
    manifest.verify(tmp_path / "backup", read, quiet)
    restoring.restore(tmp_path / "backup", read, mongodb_url, quiet, may_replace=False)
    assert everything(client) == before
    assert list(client["elsewhere"]["things"].find()) == [{"_id": 1}]


def test_all_databases_are_of_one_moment(client: Client, mongodb_url: str, tmp_path: Path) -> None:
    """While one database is read another one is written to: the backup has it as it was before."""
    first, second = client["souk_order"]["steps"], client["souk_payment"]["steps"]
    first.insert_one({"_id": 0})
    second.insert_one({"_id": 0})

    def write(what: str, *_: int) -> None:
        if what == "souk_order.steps":  # it was read just now, the payments were not
            first.insert_one({"_id": 1})
            second.insert_one({"_id": 1})
            client["souk_payment"]["payments"].update_one({"_id": "pay_1"}, {"$set": {"later": True}})

    made = taking.take(taking.Source(mongodb_url), tmp_path / "backup", write)
    assert second.count_documents({}) == 2, "it was written to meanwhile"
    counts = {each.database: each.documents for each in made.collections if each.name == "steps"}
    assert counts == {"souk_order": 1, "souk_payment": 1}
    restoring.restore(tmp_path / "backup", made, mongodb_url, quiet, may_replace=True)
    assert client["souk_payment"]["payments"].find_one() == {"_id": "pay_1"}


def test_what_was_announced_lately_is_sent_again(client: Client, mongodb_url: str, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    old, recent = ids.since("msg", now - timedelta(days=3)), ids.since("msg", now - timedelta(minutes=1))
    outbox = client["souk_order"]["outbox"]
    outbox.insert_many([{"_id": old, "owner": "own_1"}, {"_id": recent, "owner": "own_1"}])
    client["souk_order"]["bus_streams"].insert_one({"_id": "order"})
    made = took(mongodb_url, tmp_path / "backup")
    restoring.restore(tmp_path / "backup", made, mongodb_url, quiet, may_replace=True)
    assert {row["_id"]: row.get("unsent") for row in outbox.find()} == {old: None, recent: True}
    assert client["souk_order"]["bus_streams"].count_documents({}) == 0


@pytest.mark.parametrize("how", ["changed", "cut", "missing", "added"])
def test_a_damaged_backup_is_refused(how: str, client: Client, mongodb_url: str, tmp_path: Path) -> None:
    made = took(mongodb_url, tmp_path / "backup")
    file = tmp_path / "backup" / "souk_order" / "orders.bson.gz"
    match how:
        case "changed":
            content = bytearray(file.read_bytes())
            content[len(content) // 2] ^= 1
            file.write_bytes(content)
        case "cut":
            file.write_bytes(file.read_bytes()[:-1])
        case "missing":
            file.unlink()
        case "added":
            file.with_name("more.bson.gz").write_bytes(b"")
    with pytest.raises(Trouble, match=r"damaged: souk_order/(orders|more)"):
        manifest.verify(tmp_path / "backup", made, quiet)


def test_what_is_no_whole_backup_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="no backup"):
        manifest.read(tmp_path)
    (tmp_path / "souk_order").mkdir()
    with pytest.raises(Trouble, match="unfinished"):
        manifest.read(tmp_path)
    (tmp_path / manifest.NAME).write_text(json.dumps({"format": 9}))
    with pytest.raises(Trouble, match="format 9"):
        manifest.read(tmp_path)
    (tmp_path / manifest.NAME).write_text("{")
    with pytest.raises(Trouble, match="damaged"):
        manifest.read(tmp_path)


def test_nothing_is_replaced_unasked(client: Client, mongodb_url: str, tmp_path: Path) -> None:
    made = took(mongodb_url, tmp_path / "backup")
    before = everything(client)
    with pytest.raises(Trouble, match="--yes"):
        restoring.restore(tmp_path / "backup", made, mongodb_url, quiet, may_replace=False)
    assert everything(client) == before
    with pytest.raises(Trouble, match="not empty"):
        took(mongodb_url, tmp_path / "backup")
    client["souk_order"]["orders"].delete_many({})
    restoring.restore(tmp_path / "backup", made, mongodb_url, quiet, may_replace=True)
    assert everything(client) == before


def test_mongodb_is_left_as_it_was(client: Client, mongodb_url: str, tmp_path: Path) -> None:
    def window() -> Any:
        return client.admin.command({"getParameter": 1, taking.HISTORY: 1})[taking.HISTORY]

    before, meanwhile = window(), []
    source = taking.Source(mongodb_url)
    taking.take(source, tmp_path / "backup", lambda *_: meanwhile.append(window()))
    assert meanwhile[0] == taking.HISTORY_S
    assert window() == before


def test_a_mongodb_that_is_away_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"^MongoDB: ") as caught:
        took("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200", tmp_path / "backup")
    assert "\n" not in str(caught.value)
