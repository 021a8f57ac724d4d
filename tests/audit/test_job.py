"""The auditor of a running shop: what it looks at, what it remembers, and when a violation is taken back."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from pymongo.errors import ConnectionFailure

from audit import town
from audit.books import Books
from souk.audit import findings, job
from souk.audit.reading import sources
from souk.kit import clock, mongo, tx

DAY = timedelta(days=1)
LATER_S = 3_600.0


@pytest.fixture
def later() -> Iterator[None]:
    """Everything that the town did is long settled."""
    clock.set_offset(LATER_S)
    yield
    clock.set_offset(0)


@contextlib.asynccontextmanager
async def shop(books: Books) -> AsyncIterator[sources.Sources]:
    async with sources.connected(books.url, databases=town.names(books.prefix)) as opened:
        yield sources.Sources(opened.databases, town.Listed(books.charges))


def auditor(db: mongo.Database, books: Books) -> job.Auditor:
    made = job.Auditor(db, lambda: shop(books), period=timedelta(0), whole_period=DAY, share=1.0)
    made._pace = made._pace._replace(second_look_s=0.0)
    return made


async def looked(db: mongo.Database, books: Books, times: int = 1) -> list[str]:
    """What is listed after so many looks."""
    async with shop(books) as opened:
        for _ in range(times):
            await auditor(db, books).look(opened)
    return [each.id for each in await findings.listed(db)]


async def test_the_first_look_is_at_everything_the_next_at_what_changed(db: tx.Announcing, books: Books) -> None:
    assert await looked(db, books) == []
    whole = await findings.report(db, "whole")
    assert whole is not None
    assert whole.is_whole
    assert await findings.report(db, "recent") is None
    for service in sources.SERVICES:  # as if everything had happened since, however long ago it was
        await findings.move_mark(db, service, "")
    clock.set_offset(LATER_S)
    try:
        assert await looked(db, books) == []
    finally:
        clock.set_offset(0)
    recent = await findings.report(db, "recent")
    assert recent is not None
    assert [(each.id, each.checked > 0) for each in recent.verdicts if each.id in ("I1", "I7")] == [
        ("I1", True),
        ("I7", True),
    ]


async def test_what_was_looked_at_is_not_looked_at_again(db: tx.Announcing, books: Books) -> None:
    await looked(db, books)
    clock.set_offset(LATER_S)
    try:
        await looked(db, books, 2)
    finally:
        clock.set_offset(0)
    recent = await findings.report(db, "recent")
    assert recent is not None
    assert sum(each.checked for each in recent.verdicts) == 0


async def test_a_violation_is_listed_and_struck_out_when_it_is_gone(
    db: tx.Announcing, books: Books, later: None
) -> None:
    await looked(db, books)
    reservations = books["inventory"]["reservations"]
    about, order_id = {"_id": books.orders["sold"]}, books.orders["sold"]
    reservations.update_one(about, {"$set": {"status": "released"}})
    books["order"]["marks"].delete_many({})
    await findings.move_mark(db, "order", "")  # as if its events had come just now
    assert await looked(db, books) == [f"I4 {order_id}"]
    [first] = await findings.listed(db)
    assert job.VIOLATIONS.labels("I4")._value.get() == 1
    assert await looked(db, books) == [f"I4 {order_id}"], "nothing new was announced, and it is still looked at"
    [again] = await findings.listed(db)
    assert (again.first_seen_at, again.last_seen_at) >= (first.first_seen_at, first.last_seen_at)
    reservations.update_one(about, {"$set": {"status": "committed"}})
    assert await looked(db, books) == []
    assert job.VIOLATIONS.labels("I4")._value.get() == 0


async def test_an_event_that_was_heard_late_is_struck_out(db: tx.Announcing, books: Books, later: None) -> None:
    row = books["order"]["outbox"].find_one({"type": "order.confirmed.v1"}) or {}
    [event_id] = row["ids"]
    heard = books["inventory"]["inbox"].find_one_and_delete({"events": event_id})
    assert await looked(db, books) == [f"I7 {event_id}"]
    assert await looked(db, books) == [f"I7 {event_id}"]
    books["inventory"]["inbox"].insert_one(heard or {})
    assert await looked(db, books) == []


async def test_what_needs_a_look_at_everything_stays_listed_until_then(
    db: tx.Announcing, books: Books, later: None
) -> None:
    level = {"_id": "MUG"}
    books["inventory"]["stock_levels"].update_one(level, {"$inc": {"on_hand": 1}})
    assert await looked(db, books) == ["I2 MUG"]
    books["inventory"]["stock_levels"].update_one(level, {"$inc": {"on_hand": -1}})
    assert await looked(db, books) == ["I2 MUG"]
    clock.set_offset(LATER_S + DAY.total_seconds())
    assert await looked(db, books) == []


async def test_of_two_processes_one_audits(db: tx.Announcing) -> None:
    assert await findings.take_turn(db, "own_1")
    assert not await findings.take_turn(db, "own_2")
    assert await findings.take_turn(db, "own_1")
    clock.set_offset(findings.TURN.total_seconds() + 1)
    try:
        assert await findings.take_turn(db, "own_2"), "the first one has died"
    finally:
        clock.set_offset(0)


async def test_a_database_that_does_not_answer_is_asked_again(db: tx.Announcing, books: Books) -> None:
    made, looks = auditor(db, books), 0
    real = made.look

    async def look(opened: sources.Sources) -> None:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise ConnectionFailure("gone")
        await real(opened)
        raise _EnoughError

    made.look = look  # type: ignore[method-assign,assignment]  # the store fails the first look
    before = job.FAILED._value.get()
    with pytest.raises(_EnoughError):
        await made.keep_looking()
    assert job.FAILED._value.get() == before + 1
    assert await findings.report(db, "whole") is not None


class _EnoughError(Exception):
    """It went on."""
