"""What a client that worked yesterday would trip over today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from souk.edge.documents.merge import REF
from souk.edge.documents.tidy import Json, operations


def breaking(before: Json, after: Json) -> list[str]:
    """Differences between two OpenAPI documents that break clients, one sentence each.

    Removed: operations, statuses, response members, parameters, request members. New demands: required parameters or
    request members, narrower enums and types of what is sent. New freedoms in answers: more types or nullability.
    """
    return sorted(set(_compare(before, after)))


def breaking_events(before: Json, after: Json) -> list[str]:
    """Differences between two AsyncAPI documents that break listeners, one sentence each.

    Within a version members are only added, and none that is required: what was stored before the change is read after
    it, by replays, deferred rows and dead letters.
    """
    return sorted(set(_compare_events(before, after)))


def _compare_events(before: Json, after: Json) -> Iterator[str]:
    for name, channel in before["channels"].items():
        if name not in after["channels"]:
            yield f"{name} is gone"
            continue
        kind = {"$ref": f"{REF}{channel['title']}"}
        for is_request in (False, True):
            for said in _Sides(before, after, is_request=is_request).differences(name, kind, kind):
                if not (is_request and " no longer takes `" in said):  # it is `no longer has`, said once
                    yield said


def _compare(before: Json, after: Json) -> Iterator[str]:
    new = {(path, method): operation for path, method, operation in operations(after)}
    for path, method, old in operations(before):
        where = f"{method.upper()} {path}"
        operation = new.get((path, method))
        if operation is None:
            yield f"{where} is gone"
            continue
        yield from _parameters(where, old, operation)
        yield from _bodies(where, before, after, old, operation)
        for status, response in old["responses"].items():
            if status.startswith("2") and status not in operation["responses"]:
                yield f"{where} no longer answers {status}"
            elif status.startswith("2"):
                for kind, content in response.get("content", {}).items():
                    now = operation["responses"][status].get("content", {}).get(kind)
                    if now is None:
                        yield f"{where} no longer answers {status} as {kind}"
                    else:
                        sides = _Sides(before, after, is_request=False)
                        yield from sides.differences(f"{where} {status}", content.get("schema"), now.get("schema"))


def _parameters(where: str, old: Json, new: Json) -> Iterator[str]:
    known = {(each["in"], each["name"].lower()): each for each in old.get("parameters", ())}
    now = {(each["in"], each["name"].lower()): each for each in new.get("parameters", ())}
    for key, each in now.items():
        if each.get("required") and not known.get(key, {}).get("required"):
            yield f"{where} requires the {each['in']} parameter {each['name']}"
    for key, each in known.items():
        if key not in now:
            yield f"{where} no longer takes the {each['in']} parameter {each['name']}"
            continue
        gone = _enum(each["schema"]) - _enum(now[key]["schema"]) if _enum(now[key]["schema"]) else set()
        if gone:
            yield f"{where} no longer takes {', '.join(sorted(map(str, gone)))} for {each['name']}"


def _bodies(where: str, before: Json, after: Json, old: Json, new: Json) -> Iterator[str]:
    was, now = old.get("requestBody", {}), new.get("requestBody", {})
    if now.get("required") and not was.get("required"):
        yield f"{where} requires a body"
    for kind, content in was.get("content", {}).items():
        if kind not in now.get("content", {}):
            yield f"{where} no longer takes {kind}"
            continue
        sides = _Sides(before, after, is_request=True)
        yield from sides.differences(f"{where} body", content.get("schema"), now["content"][kind].get("schema"))


class _Sides:
    """Walks two schemas side by side, each in its own document."""

    def __init__(self, before: Json, after: Json, *, is_request: bool) -> None:
        self._before, self._after = before, after
        self._is_request = is_request
        self._walked: set[tuple[str, str]] = set()

    def differences(self, where: str, old: Any, new: Any) -> Iterator[str]:
        if not isinstance(old, dict) or not isinstance(new, dict):
            return
        names = (str(old.get("$ref", "")), str(new.get("$ref", "")))
        if names[0] and names in self._walked:
            return
        self._walked.add(names)
        old, new = _resolved(self._before, old), _resolved(self._after, new)
        yield from self._types(where, old, new)
        yield from self._values(where, old, new)
        yield from self._members(where, old, new)
        if "items" in old and "items" in new:
            yield from self.differences(f"{where}[]", old["items"], new["items"])
        for was, now in zip(_objects(old), _objects(new), strict=False):
            yield from self.differences(where, was, now)

    def _types(self, where: str, old: Json, new: Json) -> Iterator[str]:
        was, now = _types(old), _types(new)
        if not was or not now:
            return
        lost = was - now if self._is_request else now - was
        if lost == {"integer"} and "number" in (now if self._is_request else was):
            return
        if lost and self._is_request:
            yield f"{where} no longer takes {', '.join(sorted(lost))}"
        elif lost:
            yield f"{where} may now be {', '.join(sorted(lost))}"

    def _values(self, where: str, old: Json, new: Json) -> Iterator[str]:
        if self._is_request and _enum(new) and (gone := _enum(old) - _enum(new)):
            yield f"{where} no longer takes {', '.join(sorted(map(str, gone)))}"
        if self._is_request and _enum(new) and not _enum(old):
            yield f"{where} takes only certain values now"

    def _members(self, where: str, old: Json, new: Json) -> Iterator[str]:
        was, now = old.get("properties", {}), new.get("properties", {})
        if was and not now and "properties" not in new:
            return  # a different kind of schema; its type says so
        for name, schema in was.items():
            if name not in now:
                verb = "no longer takes" if self._is_request else "no longer has"
                yield f"{where} {verb} `{name}`"
            else:
                yield from self.differences(f"{where} {name}", schema, now[name])
        required, still = set(old.get("required", ())), set(new.get("required", ()))
        if self._is_request:
            for name in sorted(still - required):
                yield f"{where} requires `{name}`"
        else:
            for name in sorted((required - still) & now.keys()):
                yield f"{where} may leave out `{name}`"


def _resolved(document: Json, schema: Json) -> Json:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].removeprefix(REF)]
    return schema


def _types(schema: Json) -> set[str]:
    kind = schema.get("type", ())
    found = {kind} if isinstance(kind, str) else set(kind)
    for each in schema.get("anyOf", ()):
        if each.get("type") == "null":
            found.add("null")
        elif "$ref" in each:
            found.add("object")
        else:
            found |= _types(each)
    return found


def _objects(schema: Json) -> list[Json]:
    """The alternatives of a union that are more than a plain type, in order."""
    return [each for each in schema.get("anyOf", ()) if "$ref" in each or "properties" in each or "items" in each]


def _enum(schema: Json) -> set[Any]:
    values = schema.get("enum", ())
    return {value for value in values if value is not None}
