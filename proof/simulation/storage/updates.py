"""What an update makes of a document. The one before is left as it was: whoever reads it has a snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from proof.simulation.storage.queries import MISSING, Document, NotSimulatedError, value_at


def updated(document: Document, update: Mapping[str, Any] | Sequence[Mapping[str, Any]], *, is_new: bool) -> Document:
    """The document after an update, or after the stages of a pipeline."""
    if isinstance(update, Mapping):
        return _by_operators(document, update, is_new=is_new)
    for stage in update:
        if stage.keys() != {"$set"}:
            raise NotSimulatedError(f"pipeline {stage}")
        values = {path: _computed(document, value) for path, value in stage["$set"].items()}
        document = _by_operators(document, {"$set": values}, is_new=is_new)
    return document


def _by_operators(document: Document, update: Mapping[str, Any], *, is_new: bool) -> Document:
    after = dict(document)
    for operator, members in update.items():
        for path, value in members.items():
            if operator == "$set" or (operator == "$setOnInsert" and is_new):
                _put(after, path, value)
            elif operator == "$setOnInsert":
                continue
            elif operator == "$unset":
                _take_away(after, path)
            elif operator == "$inc":
                before = value_at(after, path)
                _put(after, path, value if before is MISSING else before + value)
            elif operator == "$push":
                before = value_at(after, path)
                more = value["$each"] if isinstance(value, dict) and value.keys() == {"$each"} else [value]
                _put(after, path, [*([] if before is MISSING else before), *more])
            else:
                raise NotSimulatedError(operator)
    return after


def _put(document: Document, path: str, value: Any) -> None:
    *inner, last = path.split(".")
    for name in inner:
        below = document.get(name, {})
        if not isinstance(below, dict):
            raise NotSimulatedError(f"{path} leads into a list")
        document[name] = below = dict(below)
        document = below
    document[last] = value


def _take_away(document: Document, path: str) -> None:
    *inner, last = path.split(".")
    for name in inner:
        if not isinstance(document.get(name), dict):
            return
        document[name] = below = dict(document[name])
        document = below
    document.pop(last, None)


def _computed(document: Document, expression: Any) -> Any:
    """An aggregation expression."""
    if isinstance(expression, str) and expression.startswith("$"):
        value = value_at(document, expression[1:])
        return None if value is MISSING else value
    if not isinstance(expression, dict) or len(expression) != 1:
        return expression
    (operator, arguments), *_ = expression.items()
    if operator == "$ifNull":
        values = [_computed(document, each) for each in arguments]
        return next((each for each in values if each is not None), None)
    if operator == "$add":
        return sum(_computed(document, each) for each in arguments)
    raise NotSimulatedError(operator)
