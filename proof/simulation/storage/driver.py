"""The database as the driver shows it: what `souk.kit.mongo.Database` takes for one of pymongo's."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pymongo import DeleteMany, DeleteOne, InsertOne, ReplaceOne, ReturnDocument, UpdateMany, UpdateOne
from pymongo.errors import BulkWriteError, DuplicateKeyError, InvalidOperation, OperationFailure

from proof.mechanisms.mechanism import Patch
from proof.simulation.storage import queries, server
from proof.simulation.storage.queries import Document, NotSimulatedError
from proof.simulation.storage.updates import updated
from souk.kit import mongo

_TRANSIENT = "TransientTransactionError"


class Line(Protocol):
    """The way to the server, on which things go wrong."""

    async def ask(self, what: str, table: str) -> None:
        """Called before every operation: `read` and `write` in a transaction, `look` and `note` outside of one."""

    async def commit(self, transaction: server.Transaction) -> None:
        """Commit, or let the caller think what it will."""

    async def wait(self) -> None:
        """Somebody else holds what is to be written."""


class Client:
    """Opens sessions."""

    def __init__(self, store: server.Store, line: Line) -> None:
        self.store, self.line = store, line
        self.transactions: list[server.Transaction] = []
        """Begun, and perhaps over: what a server lets go of when the connection breaks."""

    def start_session(self) -> Session:
        return Session(self)

    async def close(self) -> None:
        return None


class Session:
    """At most one transaction at a time. It begins on the server with its first operation."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._state = "none"
        self._transaction: server.Transaction | None = None

    async def __aenter__(self) -> Session:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.in_transaction:
            await self.abort_transaction()

    @property
    def in_transaction(self) -> bool:
        return self._state == "open"

    async def start_transaction(self, **_options: Any) -> None:
        if self.in_transaction:
            raise InvalidOperation("Transaction already in progress")
        self._state, self._transaction = "open", None

    @property
    def transaction(self) -> server.Transaction:
        if self._transaction is None:
            self._transaction = server.Transaction(self._client.store)
            self._client.transactions.append(self._transaction)
        return self._transaction

    async def commit_transaction(self) -> None:
        if self._state not in ("open", "committed"):
            raise InvalidOperation("No transaction started")
        self._state = "committed"
        if self._transaction is None:
            return
        try:
            await self._client.line.commit(self._transaction)
        except server.GoneError as gone:
            raise no_such_transaction() from gone

    async def abort_transaction(self) -> None:
        if not self.in_transaction:
            raise InvalidOperation("No transaction started")
        self._state = "aborted"
        if self._transaction is not None:
            self._transaction.abort()


class Database:
    """One service's database."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.name = client.store.name

    def __getitem__(self, name: str) -> Collection:
        return Collection(self.client, name)

    def get_collection(self, name: str, **_concerns: Any) -> Collection:
        return Collection(self.client, name)

    async def list_collection_names(self) -> list[str]:
        return list(self.client.store.tables)

    async def create_collection(self, name: str) -> None:
        self.client.store.tables.setdefault(name, {})


@dataclass
class Outcome:
    """What the results of writes have in common."""

    matched_count: int = 0
    modified_count: int = 0
    deleted_count: int = 0


class Cursor:
    """A find that has not been made yet."""

    def __init__(
        self, of: Collection, query: Mapping[str, Any], projection: Mapping[str, Any] | None, session: Session | None
    ) -> None:
        self._of, self._query, self._projection, self._session = of, query, projection, session
        self._order: list[tuple[str, int]] = []
        self._limit = 0

    def sort(self, by: str | list[tuple[str, int]], direction: int = 1) -> Cursor:
        self._order = [(by, direction)] if isinstance(by, str) else by
        return self

    def limit(self, count: int) -> Cursor:
        self._limit = count
        return self

    async def to_list(self) -> list[Document]:
        found = await self._of.found(self._query, self._session)
        if self._order:
            found = queries.in_order(found, self._order)
        if self._limit:
            found = found[: self._limit]
        return [queries.shown(each, self._projection) for each in found] if self._projection else found

    async def __aenter__(self) -> Cursor:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def __aiter__(self) -> AsyncIterator[Document]:
        for each in await self.to_list():
            yield each


class Collection:
    """The calls that Souk makes, and no others."""

    def __init__(self, client: Client, name: str) -> None:
        self._client, self._name = client, name

    async def create_indexes(self, models: Sequence[Any]) -> None:
        for model in models:
            described = model.document
            if described.get("unique"):
                (path, _), *more = described["key"].items()
                if more:
                    raise NotSimulatedError("a unique index over several members")
                self._client.store.add_unique(
                    self._name,
                    server.Unique(
                        described["name"],
                        path,
                        bool(described.get("sparse")),
                        described.get("partialFilterExpression"),
                    ),
                )

    # Reading

    def find(
        self,
        query: Mapping[str, Any],
        projection: Mapping[str, Any] | None = None,
        *,
        session: Session | None = None,
        batch_size: int = 0,  # noqa: ARG002 - how answers are cut up is nobody's business here
    ) -> Cursor:
        return Cursor(self, query, projection, session)

    async def found(self, query: Mapping[str, Any], session: Session | None) -> list[Document]:
        if session is None or not session.in_transaction:
            await self._client.line.ask("look", self._name)
            return list(queries.find(self._client.store.tables.get(self._name, {}), query))
        await self._client.line.ask("read", self._name)
        try:
            return list(session.transaction.find(self._name, query))
        except server.GoneError as gone:
            raise no_such_transaction() from gone

    async def find_one(
        self,
        query: Mapping[str, Any],
        projection: Mapping[str, Any] | None = None,
        *,
        session: Session | None = None,
    ) -> Document | None:
        found = await self.found(query, session)
        return queries.shown(found[0], projection) if found else None

    async def count_documents(self, query: Mapping[str, Any], *, limit: int = 0) -> int:
        count = len(await self.found(query, None))
        return min(count, limit) if limit else count

    # Writing

    async def insert_one(self, document: Document, *, session: Session | None = None) -> None:
        await self._write([InsertOne(document)], session, is_bulk=False)

    async def insert_many(
        self, documents: Sequence[Document], *, ordered: bool = True, session: Session | None = None
    ) -> None:
        await self._write([InsertOne(each) for each in documents], session, ordered=ordered)

    async def bulk_write(
        self, operations: Sequence[Any], *, ordered: bool = True, session: Session | None = None
    ) -> Outcome:
        return await self._write(operations, session, ordered=ordered)

    async def update_one(
        self, query: Mapping[str, Any], update: Any, *, upsert: bool = False, session: Session | None = None
    ) -> Outcome:
        return await self._write([UpdateOne(query, update, upsert=upsert)], session, is_bulk=False)

    async def update_many(
        self, query: Mapping[str, Any], update: Any, *, upsert: bool = False, session: Session | None = None
    ) -> Outcome:
        return await self._write([UpdateMany(query, update, upsert=upsert)], session, is_bulk=False)

    async def replace_one(
        self, query: Mapping[str, Any], document: Document, *, upsert: bool = False, session: Session | None = None
    ) -> Outcome:
        return await self._write([ReplaceOne(query, document, upsert=upsert)], session, is_bulk=False)

    async def delete_one(self, query: Mapping[str, Any], *, session: Session | None = None) -> Outcome:
        return await self._write([DeleteOne(query)], session, is_bulk=False)

    async def delete_many(self, query: Mapping[str, Any], *, session: Session | None = None) -> Outcome:
        return await self._write([DeleteMany(query)], session, is_bulk=False)

    async def find_one_and_update(
        self, query: Mapping[str, Any], update: Any, *, upsert: bool = False, return_document: bool = False
    ) -> Document | None:
        if return_document is not ReturnDocument.AFTER or query.keys() != {"_id"}:
            raise NotSimulatedError("find_one_and_update in another way than Souk's")
        await self.update_one(query, update, upsert=upsert)
        return self._client.store.tables[self._name].get(query["_id"])

    async def _write(
        self, operations: Sequence[Any], session: Session | None, *, ordered: bool = True, is_bulk: bool = True
    ) -> Outcome:
        outcome = Outcome()
        if session is not None and session.in_transaction:
            await self._client.line.ask("write", self._name)
            try:
                for operation in operations:
                    self._apply(session.transaction, operation, outcome)
            except server.ConflictError as conflict:
                raise write_conflict(conflict) from conflict
            except server.DuplicateError as duplicate:
                raise _duplicate(duplicate, is_bulk=is_bulk) from duplicate
            except server.GoneError as gone:
                raise no_such_transaction() from gone
            return outcome
        await self._client.line.ask("note", self._name)
        failed: list[server.DuplicateError] = []
        for operation in operations:
            try:
                await self._apply_alone(operation, outcome)
            except server.DuplicateError as duplicate:
                failed.append(duplicate)
                if ordered:
                    break
        if failed:
            raise _duplicate(failed[0], is_bulk=is_bulk)
        return outcome

    async def _apply_alone(self, operation: Any, outcome: Outcome) -> None:
        """Outside of a transaction a write waits for whoever holds what it writes."""
        while True:
            transaction = server.Transaction(self._client.store)
            done = Outcome()
            try:
                self._apply(transaction, operation, done)
            except server.ConflictError:
                await self._client.line.wait()
                continue
            transaction.commit()
            outcome.matched_count += done.matched_count
            outcome.modified_count += done.modified_count
            outcome.deleted_count += done.deleted_count
            return

    def _apply(self, transaction: server.Transaction, operation: Any, outcome: Outcome) -> None:
        table = self._name
        if isinstance(operation, InsertOne):
            transaction.insert(table, dict(operation._doc))
            return
        found = list(transaction.find(table, operation._filter))
        if isinstance(operation, DeleteOne | DeleteMany):
            for each in found if isinstance(operation, DeleteMany) else found[:1]:
                transaction.put(table, each["_id"], None)
                outcome.deleted_count += 1
            return
        if not found and operation._upsert:
            transaction.insert(table, _upserted(operation))
            return
        for each in found if isinstance(operation, UpdateMany) else found[:1]:
            outcome.matched_count += 1
            is_whole = isinstance(operation, ReplaceOne)
            after = {"_id": each["_id"], **operation._doc} if is_whole else updated(each, operation._doc, is_new=False)
            if is_whole or after != each:  # an update that changes nothing writes nothing
                transaction.put(table, each["_id"], after)
                outcome.modified_count += 1


def _upserted(operation: Any) -> Document:
    fresh = {path: value for path, value in operation._filter.items() if not isinstance(value, dict)}
    if any(path[0] == "$" or "." in path for path in fresh):
        raise NotSimulatedError(f"upsert by {operation._filter}")
    if isinstance(operation, ReplaceOne):
        return {"_id": fresh["_id"], **operation._doc}
    return updated(fresh, operation._doc, is_new=True)


def write_conflict(why: Exception) -> OperationFailure:
    """What MongoDB says to a transaction that came second."""
    return OperationFailure(f"WriteConflict: {why}", 112, {"code": 112, "errorLabels": [_TRANSIENT]})


def no_such_transaction() -> OperationFailure:
    """What it says about a transaction that it aborted, or lost."""
    return OperationFailure("NoSuchTransaction", 251, {"code": 251, "errorLabels": [_TRANSIENT]})


def _duplicate(why: Exception, *, is_bulk: bool) -> OperationFailure:
    text = f"E11000 duplicate key error: {why}"
    if is_bulk:
        return BulkWriteError({"writeErrors": [{"index": 0, "code": 11000, "errmsg": text}]})
    return DuplicateKeyError(text, 11000, {"code": 11000})


def _collection(database: Database, name: str) -> Collection:
    return database[name]


COLLECTIONS = Patch(mongo, "Collection", _collection)
"""While it is applied the kit makes simulated collections of simulated databases: its own class is one of pymongo's."""
