"""Which documents a query matches, and what of them it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

Document = dict[str, Any]
MISSING = object()


class NotSimulatedError(Exception):
    """The simulated database does not know this; it has to be taught, or nothing that rests on it is proven."""


def find(table: Mapping[Any, Document], query: Mapping[str, Any]) -> Iterator[Document]:
    """Matching documents, in the order in which they were inserted, or as they were asked for by id."""
    candidates: Iterable[Document]
    if "_id" in query:
        wanted = query["_id"]
        if not isinstance(wanted, dict):
            candidates = (table[wanted],) if wanted in table else ()
            query = {name: value for name, value in query.items() if name != "_id"}
        elif wanted.keys() == {"$in"}:
            candidates = [table[each] for each in sorted(dict.fromkeys(wanted["$in"])) if each in table]
            query = {name: value for name, value in query.items() if name != "_id"}
        else:
            candidates = table.values()
    else:
        candidates = table.values()
    if not query:
        yield from candidates
        return
    for document in candidates:
        if matches(document, query):
            yield document


def matches(document: Document, query: Mapping[str, Any]) -> bool:
    for path, wanted in query.items():
        if path[0] == "$":
            if path == "$or":
                if not any(matches(document, each) for each in wanted):
                    return False
            elif path == "$and":
                if not all(matches(document, each) for each in wanted):
                    return False
            else:
                raise NotSimulatedError(path)
        elif not _holds(value_at(document, path), wanted):
            return False
    return True


def value_at(document: Document, path: str) -> Any:
    """What lies at a dotted path; in a list, what lies there in each of its members."""
    if "." not in path:
        return document.get(path, MISSING)
    value: Any = document
    names = path.split(".")
    for index, name in enumerate(names):
        if isinstance(value, list):
            rest = ".".join(names[index:])
            found = [value_at(each, rest) for each in value if isinstance(each, dict)]
            return [each for each in found if each is not MISSING]
        if not isinstance(value, dict) or name not in value:
            return MISSING
        value = value[name]
    return value


def _holds(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict) and wanted and next(iter(wanted))[0] == "$":
        for operator, argument in wanted.items():
            test = _TESTS.get(operator)
            if test is None:
                raise NotSimulatedError(operator)
            if not test(value, argument):
                return False
        return True
    return _equals(value, wanted)


def _equals(value: Any, wanted: Any) -> bool:
    if isinstance(value, list) and not isinstance(wanted, list):
        return any(_same(each, wanted) for each in value)
    if wanted is None:
        return value is None or value is MISSING
    return _same(value, wanted)


def _same(value: Any, wanted: Any) -> bool:
    """Truth is no number to MongoDB."""
    return bool(value == wanted) and isinstance(value, bool) == isinstance(wanted, bool)


def _is_in(value: Any, wanted: Any) -> bool:
    return any(_equals(value, each) for each in wanted)


def _comparing(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def test(value: Any, wanted: Any) -> bool:
        if isinstance(value, list):
            return any(test(each, wanted) for each in value)
        return _kind(value) == _kind(wanted) and compare(value, wanted)

    return test


def _kind(value: Any) -> str:
    """Values of different kinds do not compare."""
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, datetime):
        return "moment"
    return "text" if isinstance(value, str) else type(value).__name__


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "$eq": _equals,
    "$in": _is_in,
    "$ne": lambda value, wanted: not _equals(value, wanted),
    "$not": lambda value, wanted: not _holds(value, wanted),
    "$exists": lambda value, wanted: (value is not MISSING) == bool(wanted),
    "$gt": _comparing(lambda value, wanted: value > wanted),
    "$gte": _comparing(lambda value, wanted: value >= wanted),
    "$lt": _comparing(lambda value, wanted: value < wanted),
    "$lte": _comparing(lambda value, wanted: value <= wanted),
}


def shown(document: Document, projection: Mapping[str, Any] | None) -> Document:
    """The members that a projection asks for, or all but those that it turns down."""
    if not projection:
        return document
    if any("." in name for name in projection):
        raise NotSimulatedError(f"projection {projection}")
    kept = {name for name, is_kept in projection.items() if is_kept}
    if kept:
        return {name: value for name, value in document.items() if name in kept or name == "_id"}
    return {name: value for name, value in document.items() if name not in projection}


def in_order(documents: list[Document], by: list[tuple[str, int]]) -> list[Document]:
    """Sorted as MongoDB does: what is missing comes first."""
    for path, direction in reversed(by):
        if path == "$natural":
            continue

        def key(document: Document, path: str = path) -> tuple[bool, Any]:
            value = value_at(document, path)
            if isinstance(value, list):
                raise NotSimulatedError(f"sorting by a list: {path}")
            return (False, 0) if value is MISSING or value is None else (True, value)

        documents = sorted(documents, key=key, reverse=direction < 0)
    return documents
