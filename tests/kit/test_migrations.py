"""Migrations: counted before they run, done in bites, taken up where they broke off, and one runner at a time."""

from __future__ import annotations

import asyncio
import re
import sys
from typing import Any

import pytest
from pymongo import ASCENDING, IndexModel

from souk.kit import tx
from souk.migrations import __main__ as migrations
from souk.migrations import databases, numbered, running
from souk.single import prepare

GIVE_CHANNEL = numbered.Migration(
    1,
    "orders have a channel",
    "order",
    "orders",
    "expand",
    {"channel": {"$exists": False}},
    {"$set": {"channel": "web"}},
)
DROP_SOURCE = numbered.Migration(
    2, "orders have no source", "order", "orders", "contract", {"source": {"$exists": True}}, [{"$unset": "source"}]
)
BOTH = (GIVE_CHANNEL, DROP_SOURCE)
INDEXES = {"orders": [IndexModel([("channel", ASCENDING)], name="channel")]}


class Interrupted(Exception):  # noqa: N818 - stands for a killed process
    """The runner was killed."""


@pytest.fixture
async def orders(db: tx.Announcing) -> Any:
    await db["orders"].insert_many([{"_id": number, "source": "shop"} for number in range(2_500)])
    await db["orders"].create_index([("source", ASCENDING)], name="source")
    return db["orders"]


def quiet(_: str) -> None:
    """Nobody watches."""


async def names(db: tx.Announcing) -> set[str]:
    return set(await db["orders"].index_information())


async def test_a_dry_run_counts_and_changes_nothing(db: tx.Announcing, orders: Any) -> None:
    steps = await running.plan(db, INDEXES, BOTH, "expand")
    assert [each.what for each in steps] == [
        "make index channel of orders",
        "1 orders have a channel: 2500 documents of orders",
    ]
    assert await orders.count_documents({"channel": {"$exists": True}}) == 0
    assert await names(db) == {"_id_", "source"}


async def test_expanding_leaves_alone_what_the_old_version_reads(db: tx.Announcing, orders: Any) -> None:
    assert await running.run(db, INDEXES, BOTH, "expand", quiet) == 2_500
    assert await orders.count_documents({"channel": "web", "source": "shop"}) == 2_500
    assert await names(db) == {"_id_", "source", "channel"}
    assert await running.plan(db, INDEXES, BOTH, "expand") == []
    assert await running.run(db, INDEXES, BOTH, "expand", quiet) == 0


async def test_contracting_takes_away_what_nobody_names(db: tx.Announcing, orders: Any) -> None:
    await running.run(db, INDEXES, BOTH, "expand", quiet)
    steps = await running.plan(db, INDEXES, BOTH, "contract")
    assert [each.what for each in steps] == [
        "drop index source of orders",
        "2 orders have no source: 2500 documents of orders",
    ]
    await running.run(db, INDEXES, BOTH, "contract", quiet)
    assert await orders.count_documents({"source": {"$exists": True}}) == 0
    assert await names(db) == {"_id_", "channel"}


async def test_what_broke_off_is_taken_up(db: tx.Announcing, orders: Any) -> None:
    def die(line: str) -> None:
        if "1000 documents changed" in line:
            raise Interrupted

    with pytest.raises(Interrupted):
        await running.run(db, {}, BOTH, "expand", die)
    assert await orders.count_documents({"channel": "web"}) == 1_000
    [step] = await running.plan(db, {}, BOTH, "expand")
    assert step.documents == 1_500
    assert await running.run(db, {}, BOTH, "expand", quiet) == 1_500


async def test_one_runner_at_a_time(db: tx.Announcing, orders: Any) -> None:
    refused: list[str] = []

    async def second() -> None:
        with pytest.raises(running.MigrationError, match="another migration is running") as caught:
            await running.run(db, {}, BOTH, "expand", quiet)
        refused.append(str(caught.value))

    async with running._lease(db):
        await second()
    assert refused
    assert await running.run(db, {}, BOTH, "expand", quiet) == 2_500


async def test_a_change_that_never_ends_is_noticed(db: tx.Announcing, orders: Any) -> None:
    useless = GIVE_CHANNEL._replace(change={"$set": {"source": "shop"}})
    with pytest.raises(running.MigrationError, match="still need it"):
        await running.run(db, {}, (useless,), "expand", quiet)


async def test_every_database_can_be_made_ahead_of_its_service(mongodb_url: str) -> None:
    """What services make when they start is what is made for them here; afterwards there is nothing to do."""
    lines: list[str] = []
    await databases.migrate(mongodb_url, "expand", lines.append, prefix="souk_ahead_")
    assert any(re.match(r"order: make index \w+ of orders", line) for line in lines)
    told: list[str] = []
    await databases.preview(mongodb_url, "expand", told.append, prefix="souk_ahead_")
    await databases.preview(mongodb_url, "contract", told.append, prefix="souk_ahead_")
    assert {line.partition(": ")[2] for line in told} == {"nothing to do"}
    await databases.drop(mongodb_url, prefix="souk_ahead_")


def test_numbers_are_given_once() -> None:
    given = [each.number for each in numbered.MIGRATIONS]
    assert given == sorted(set(given))


def test_what_goes_before_a_release_does_what_migrate_does(
    mongodb_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`prepare` of compose, and then the Job of a cluster, to which nothing is left."""
    asyncio.run(databases.drop(mongodb_url, prefix=databases.PREFIX))
    monkeypatch.setenv("SOUK_MONGODB_URL", mongodb_url)
    monkeypatch.setattr(sys, "argv", ["prepare"])
    prepare.main()
    said = capsys.readouterr().out.splitlines()
    assert "order: make index unsent of outbox" in said
    assert [line for line in said if "done" in line] == [f"{name}: done, 0 documents changed" for name in SERVICES]
    monkeypatch.setattr(sys, "argv", ["migrations", "--dry-run"])
    migrations.main()
    assert capsys.readouterr().out.splitlines() == [f"{name}: nothing to do" for name in SERVICES]
    asyncio.run(databases.drop(mongodb_url, prefix=databases.PREFIX))


SERVICES = ("user", "product", "inventory", "order", "payment", "notification", "audit")
