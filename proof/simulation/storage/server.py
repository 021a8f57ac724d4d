"""What is stored, and transactions over it: snapshots to read, the first to write a document wins.

A table is never changed, it is replaced: a snapshot is the tables as they were. Nothing here waits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from proof.simulation.storage import queries
from proof.simulation.storage.queries import MISSING, Document

Table = dict[Any, Document]


class ConflictError(Exception):
    """Somebody else is writing this, or has written it since the snapshot."""


class DuplicateError(Exception):
    """A unique key is there already."""


class GoneError(Exception):
    """The transaction is over."""


@dataclass(frozen=True)
class Unique:
    """A unique index; a list has an entry for each of its members."""

    name: str
    path: str
    is_sparse: bool = False
    partial: Mapping[str, Any] | None = None

    def keys(self, document: Document | None) -> frozenset[Any]:
        if document is None or (self.partial is not None and not queries.matches(document, self.partial)):
            return frozenset()
        value = queries.value_at(document, self.path)
        if value is MISSING:
            return frozenset() if self.is_sparse else frozenset((None,))
        return frozenset(value) if isinstance(value, list) else frozenset((value,))


@dataclass
class Store:
    """One service's database."""

    name: str
    tables: dict[str, Table] = field(default_factory=dict)
    uniques: dict[str, list[Unique]] = field(default_factory=dict)
    entries: dict[tuple[str, str, Any], Any] = field(default_factory=dict)
    """Of unique indexes: (table, index, key) → the document's id."""
    locks: dict[tuple[str, Any], Transaction] = field(default_factory=dict)
    claims: dict[tuple[str, str, Any], Transaction] = field(default_factory=dict)
    commits: int = 0

    def copy(self) -> Store:
        """As it is now, for somebody else. Documents are shared: they are never changed."""
        return Store(self.name, dict(self.tables), dict(self.uniques), dict(self.entries))

    def add_unique(self, table: str, unique: Unique) -> None:
        known = self.uniques.setdefault(table, [])
        if unique not in known:
            known.append(unique)
            for document in self.tables.get(table, {}).values():
                for key in unique.keys(document):
                    self.entries[table, unique.name, key] = document["_id"]


class Transaction:
    """Reads its own writes, and otherwise everything as it was at its first operation."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._before = dict(store.tables)
        self._views: dict[str, Table] = {}
        self._changed: dict[str, dict[Any, Document | None]] = {}
        self._claimed: dict[tuple[str, str, Any], Any] = {}
        self.state = "open"

    @property
    def is_writing(self) -> bool:
        return bool(self._changed)

    def view(self, table: str) -> Table:
        self._demand_open()
        found = self._views.get(table)
        return self._before.get(table, {}) if found is None else found

    def find(self, table: str, query: Mapping[str, Any]) -> Iterator[Document]:
        return queries.find(self.view(table), query)

    def put(self, table: str, document_id: Any, document: Document | None) -> None:
        """Write a document, or take it away (None). Raises `ConflictError` or `DuplicateError`, and is over then."""
        view = self.view(table)
        try:
            self._take(table, document_id)
            if table in self._store.uniques:
                self._claim(table, document_id, view.get(document_id), document)
        except (ConflictError, DuplicateError):
            self.abort()
            raise
        if table not in self._views:
            view = self._views[table] = dict(view)
        self._changed.setdefault(table, {})[document_id] = document
        if document is None:
            view.pop(document_id, None)
        else:
            view[document_id] = document

    def insert(self, table: str, document: Document) -> None:
        """Write a new document."""
        document_id = document["_id"]
        if document_id in self.view(table):
            self.abort()
            raise DuplicateError(f"{table}._id {document_id}")
        self.put(table, document_id, document)

    def commit(self) -> None:
        """Make it true; a second time, that is all right. Raises `GoneError` when it was aborted."""
        if self.state == "committed":
            return
        self._demand_open()
        store = self._store
        for table, changes in self._changed.items():
            after = store.tables[table] = dict(store.tables.get(table, {}))
            for document_id, document in changes.items():
                for unique in store.uniques.get(table, ()):
                    for key in unique.keys(after.get(document_id)) - unique.keys(document):
                        store.entries.pop((table, unique.name, key), None)
                if document is None:
                    after.pop(document_id, None)
                else:
                    after[document_id] = document
        store.entries.update(self._claimed)
        store.commits += bool(self._changed)
        self._release()
        self.state = "committed"

    def abort(self) -> None:
        if self.state == "open":
            self._release()
            self.state = "aborted"

    def _take(self, table: str, document_id: Any) -> None:
        place = table, document_id
        holder = self._store.locks.get(place)
        if holder is self:
            return
        now = self._store.tables.get(table, {}).get(document_id)
        if holder is not None or now is not self._before.get(table, {}).get(document_id):
            raise ConflictError(f"{table} {document_id}")
        self._store.locks[place] = self

    def _claim(self, table: str, document_id: Any, before: Document | None, after: Document | None) -> None:
        store = self._store
        for unique in store.uniques[table]:
            for key in unique.keys(before) - unique.keys(after):
                self._claimed.pop((table, unique.name, key), None)
            for key in unique.keys(after) - unique.keys(before):
                place = table, unique.name, key
                holder = store.claims.get(place)
                if holder is not None and holder is not self:
                    raise ConflictError(f"{unique.name} {key}")
                owner = self._claimed.get(place, store.entries.get(place))
                if owner is not None and owner != document_id:
                    seen = self.view(table).get(owner)
                    if seen is not None and key in unique.keys(seen):
                        raise DuplicateError(f"{table}.{unique.name} {key}")
                    if owner not in self._changed.get(table, {}):
                        raise ConflictError(f"{unique.name} {key}")
                store.claims[place] = self
                self._claimed[place] = document_id

    def _release(self) -> None:
        locks, claims = self._store.locks, self._store.claims
        for table, changes in self._changed.items():
            for document_id in changes:
                locks.pop((table, document_id), None)
        for lock in [place for place, holder in locks.items() if holder is self]:
            del locks[lock]
        for claim in [place for place, holder in claims.items() if holder is self]:
            del claims[claim]

    def _demand_open(self) -> None:
        if self.state != "open":
            raise GoneError(self.state)
