"""The simulated database does as MongoDB does: the same calls by two sessions, the same answers and errors."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from proof.simulation.storage import driver, queries, server
from pymongo import InsertOne, ReplaceOne, ReturnDocument, UpdateMany, UpdateOne
from pymongo.errors import InvalidOperation, PyMongoError

from souk.kit import ids, inbox, mongo
from souk.kit import tx as transactions
from souk.order import store as order_store

IDS = ("a", "b", "c")
EVENTS = ("e1", "e2", "e3")
NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


class Call(NamedTuple):
    """One call by one of two sessions (0, 1), or outside of any (None)."""

    by: int | None
    name: str
    arguments: tuple[Any, ...] = ()


class Line:
    """A way to the server on which nothing goes wrong."""

    async def ask(self, what: str, table: str) -> None:  # noqa: ARG002 - a line's shape
        return None

    async def commit(self, transaction: server.Transaction) -> None:
        transaction.commit()

    async def wait(self) -> None:
        raise AssertionError("a write outside of a transaction would wait")


def _operation(kind: str, document_id: str, number: int) -> Any:
    match kind:
        case "insert":
            return InsertOne({"_id": document_id, "n": number, "tags": [str(number)]})
        case "inc":
            return UpdateOne({"_id": document_id}, {"$inc": {"n": number, "deep.m": 1}})
        case "set":
            return UpdateOne({"_id": document_id}, {"$set": {"n": number, "at": NOON}, "$unset": {"old": ""}})
        case "push":
            return UpdateOne({"_id": document_id}, {"$push": {"tags": {"$each": [str(number)]}}}, upsert=True)
        case "many":
            return UpdateMany({"n": {"$gte": number}}, {"$set": {"old": True}})
        case "replace":
            return ReplaceOne({"_id": document_id}, {"n": number})
        case _:
            return ReplaceOne({"_id": document_id}, {"n": number, "new": True}, upsert=True)


KINDS = ("inc", "set", "push", "many", "replace", "upsert")
QUERIES: tuple[dict[str, Any], ...] = (
    {},
    {"_id": {"$in": ["a", "c"]}},
    {"n": {"$gt": 1}},
    {"n": {"$not": {"$gt": 1}}},
    {"n": {"$lte": 2}, "old": True},
    {"tags": {"$in": ["1", "2"]}},
    {"old": {"$exists": False}},
    {"deep.m": {"$gte": 1}},
    {"$or": [{"n": 1}, {"new": True}]},
    {"at": {"$lte": NOON}},
    {"old": None},
    {"_id": {"$gt": "a", "$lte": "c"}},
)


async def _make(db: Any, session: Any, call: Call) -> Any:
    """What a call answers, in words that both databases share."""
    things, heard = db["things"], db["inbox"]
    match call.name, call.arguments:
        case "write", operations:
            written = await things.bulk_write(
                [_operation(*each) for each in operations], ordered=False, session=session
            )
            return written.matched_count, written.modified_count
        case "insert", (document_id, number):
            await things.insert_one({"_id": document_id, "n": number}, session=session)
        case "update", (number, document_id):
            done = await things.update_one({"_id": document_id}, {"$set": {"n": number}}, upsert=True, session=session)
            return done.matched_count
        case "delete", (document_id,):
            return (await things.delete_many({"_id": document_id}, session=session)).deleted_count
        case "hear", events:
            await heard.insert_one({"_id": "-".join(events), "events": list(events)}, session=session)
        case "forget", (event,):
            return (await heard.delete_many({"events": event}, session=session)).deleted_count
        case "find", (number,):
            return await things.find(QUERIES[number], session=session).sort("_id", 1).to_list()
        case "sorted", (direction, limit):
            found = things.find({}, {"n": 1}, session=session).sort([("n", direction), ("_id", 1)]).limit(limit)
            return await found.to_list()
        case "heard", events:
            rows = await heard.find({"events": {"$in": list(events)}}, {"events": 1}, session=session).to_list()
            return sorted((row["_id"], row["events"]) for row in rows)
    return None


async def _play(db: Any, calls: Sequence[Call]) -> list[Any]:
    """All answers. A transaction in which something failed is aborted, as Souk does it."""
    answers: list[Any] = []
    async with db.client.start_session() as one, db.client.start_session() as two:
        sessions = (one, two)
        for call in calls:
            session = sessions[call.by] if call.by is not None else None
            try:
                answers.append(await _step(db, sessions, session, call))
            except PyMongoError as error:
                answers.append(_kind(error))
                if session is not None and session.in_transaction:
                    await session.abort_transaction()
        for session in sessions:
            if session.in_transaction:
                await session.abort_transaction()
        answers.append(await db["things"].find({}).sort("_id", 1).to_list())
        answers.append(await db["inbox"].find({}).sort("_id", 1).to_list())
    return answers


async def _step(db: Any, sessions: Any, session: Any, call: Call) -> Any:
    if session is None:
        if any(each.in_transaction for each in sessions):
            return "left out: it might wait for ever"
        return await _make(db, None, call)
    if call.name == "begin":
        await session.start_transaction(**mongo.transaction_options())
        return "begun"
    if call.name == "commit":
        return await session.commit_transaction()
    if not session.in_transaction:
        return "left out: nothing begun"
    return await _make(db, session, call)


def _kind(error: PyMongoError) -> str:
    if isinstance(error, InvalidOperation):
        return "invalid"
    if error.has_error_label("TransientTransactionError"):
        return "transient"
    return "duplicate" if transactions.is_duplicate(error) else repr(error)


async def _simulated(calls: Sequence[Call]) -> list[Any]:
    store = server.Store("test")
    db = driver.Database(driver.Client(store, Line()))
    for name in ("things", "inbox"):
        await db.create_collection(name)
    await db["inbox"].create_indexes(inbox.INDEXES["inbox"])
    return await _play(db, calls)


async def _real(url: str, calls: Sequence[Call]) -> list[Any]:
    db = await mongo.connect(url, f"test_{ids.new('db')}")
    try:
        await mongo.ensure_indexes(db, {"things": [], **inbox.INDEXES})
        return await _play(db.raw, calls)
    finally:
        await db.raw.client.drop_database(db.name)
        await db.close()


_numbers = st.integers(0, 3)
_by = st.sampled_from((0, 1, 0, 1, None))
_event_sets = st.lists(st.sampled_from(EVENTS), min_size=1, max_size=2, unique=True).map(tuple)
_writes = st.one_of(  # Souk's bulks are of one sort; the driver sends others in parts
    st.lists(st.tuples(st.just("insert"), st.sampled_from(IDS), _numbers), min_size=1, max_size=2),
    st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(IDS), _numbers), min_size=1, max_size=2),
).map(tuple)
_calls = st.one_of(
    st.builds(Call, st.sampled_from((0, 1)), st.sampled_from(("begin", "begin", "commit")), st.just(())),
    st.builds(Call, _by, st.just("write"), _writes),
    st.builds(Call, _by, st.just("insert"), st.tuples(st.sampled_from(IDS), _numbers)),
    st.builds(Call, _by, st.just("update"), st.tuples(_numbers, st.sampled_from(IDS))),
    st.builds(Call, _by, st.just("delete"), st.tuples(st.sampled_from(IDS))),
    st.builds(Call, _by, st.just("hear"), _event_sets),
    st.builds(Call, _by, st.just("forget"), st.tuples(st.sampled_from(EVENTS))),
    st.builds(Call, _by, st.just("find"), st.tuples(st.integers(0, len(QUERIES) - 1))),
    st.builds(Call, _by, st.just("sorted"), st.tuples(st.sampled_from((1, -1)), st.integers(0, 2))),
    st.builds(Call, _by, st.just("heard"), _event_sets),
)
_starts = st.lists(st.builds(Call, st.none(), st.just("insert"), st.tuples(st.sampled_from(IDS), _numbers)), max_size=3)
_plays = st.tuples(_starts, st.lists(_calls, min_size=4, max_size=16)).map(
    lambda parts: [*parts[0], Call(0, "begin"), Call(1, "begin"), *parts[1]]
)

BEGUN = [Call(0, "begin"), Call(1, "begin")]


def _compare(url: str, calls: Sequence[Call]) -> None:
    expected = asyncio.run(_real(url, calls))
    assert asyncio.run(_simulated(calls)) == expected


EXAMPLES = (
    [Call(None, "insert", ("a", 1)), *BEGUN, Call(0, "find", (0,)), Call(1, "update", (2, "a")), Call(1, "commit"),
     Call(0, "find", (0,)), Call(0, "update", (3, "a")), Call(0, "commit")],  # read before, written since
    [*BEGUN, Call(0, "insert", ("a", 1)), Call(1, "insert", ("a", 2)), Call(0, "commit"), Call(1, "commit")],
    [*BEGUN, Call(0, "find", (0,)), Call(1, "hear", ("e1", "e2")), Call(1, "commit"), Call(0, "hear", ("e2",))],
    [*BEGUN, Call(0, "hear", ("e1",)), Call(1, "hear", ("e1", "e3")), Call(0, "commit"), Call(1, "commit")],
    [Call(None, "hear", ("e1",)), *BEGUN, Call(0, "hear", ("e1", "e2")), Call(1, "heard", ("e1",))],
    [Call(None, "insert", ("a", 1)), *BEGUN, Call(0, "update", (1, "a")), Call(1, "update", (2, "a")),
     Call(0, "commit"), Call(1, "commit"), Call(1, "commit")],  # nothing changes: nothing is written
)  # fmt: skip


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_what_matters_most_is_as_in_mongodb(mongodb_url: str, number: int) -> None:
    _compare(mongodb_url, EXAMPLES[number])


@given(_plays)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(EXAMPLES[0])
def test_whatever_two_sessions_do_is_as_in_mongodb(mongodb_url: str, calls: list[Call]) -> None:
    _compare(mongodb_url, calls)


@pytest.mark.slow
@given(_plays)
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_two_sessions_do_is_as_in_mongodb_at_length(mongodb_url: str, calls: list[Call]) -> None:
    _compare(mongodb_url, calls)


async def test_order_numbers_are_taken_as_in_mongodb(mongodb_url: str) -> None:
    """By a pipeline of operators that nothing else uses."""
    simulated = mongo.Database(driver.Database(driver.Client(server.Store("test"), Line())))  # type: ignore[arg-type]  # stands for it
    real = await mongo.connect(mongodb_url, f"test_{ids.new('db')}")
    try:
        for count in (3, 5, 1):
            expected = await order_store.take_numbers(real, count)
            with driver.COLLECTIONS.applied():
                assert await order_store.take_numbers(simulated, count) == expected
    finally:
        await real.raw.client.drop_database(real.name)
        await real.close()


@pytest.mark.parametrize(
    ("query", "update"),
    [
        ({"n": {"$mod": [2, 0]}}, {"$set": {"n": 1}}),
        ({"$nor": [{"n": 1}]}, {"$set": {"n": 1}}),
        ({}, {"$mul": {"n": 2}}),
    ],
)
async def test_what_is_not_simulated_is_refused_aloud(query: dict[str, Any], update: dict[str, Any]) -> None:
    things = driver.Database(driver.Client(server.Store("test"), Line()))["things"]
    await things.insert_one({"_id": "a", "n": 1})
    with pytest.raises(queries.NotSimulatedError):
        await things.update_one(query, update)


async def test_calls_that_souk_does_not_make_are_not_there() -> None:
    things: Any = driver.Database(driver.Client(server.Store("test"), Line()))["things"]
    with pytest.raises(queries.NotSimulatedError):
        await things.find_one_and_update({"n": 1}, {"$set": {"n": 2}}, return_document=ReturnDocument.BEFORE)
    assert not hasattr(things, "aggregate")
