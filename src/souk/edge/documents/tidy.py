"""Litestar's OpenAPI, made to say exactly what the services do."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

SCALARS = frozenset(("string", "integer", "number", "boolean", "null"))
NO_CONTENT = "204"
_DEFAULTS = {"deprecated": False, "allowEmptyValue": False, "allowReserved": False}
_ANSWERS = {
    "Request fulfilled, document follows": "What was asked for",
    "Document created, URL follows": "Made",
    "Request fulfilled, nothing follows": "Done",
    "Request accepted, processing continues off-line": "Under way",
}


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    """Every operation: path, method, and what is said of it."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def tidy(document: Json) -> None:
    """Rework a service's document in place: schemas by `schema`, texts trimmed, what says nothing dropped."""
    for _, _, operation in operations(document):
        _operation(operation)
    schemas = document["components"]["schemas"]
    for name in schemas:
        schemas[name] = schema(schemas[name])
        if name.endswith("Body"):  # every request body is a `serving.http.Body`, which refuses members it does not know
            schemas[name].setdefault("additionalProperties", False)


def _operation(operation: Json) -> None:
    if text := inspect.cleandoc(operation.get("description", "")):
        summary, _, rest = text.partition("\n\n")
        operation["summary"] = " ".join(summary.split())
        if rest:
            operation["description"] = rest
        else:
            operation.pop("description")
    _drop_defaults(operation)
    for parameter in operation.get("parameters", ()):
        _parameter(parameter)
    if not operation.get("parameters"):
        operation.pop("parameters", None)
    _contents(operation.get("requestBody", {}))
    for status, response in operation["responses"].items():
        if status == NO_CONTENT:
            response.pop("content", None)
        _contents(response)
        response["description"] = _ANSWERS.get(response["description"], response["description"])
        if not response.get("headers"):
            response.pop("headers", None)


def _contents(part: Json) -> None:
    for content in part.get("content", {}).values():
        if "schema" in content:
            content["schema"] = schema(content["schema"])


def _drop_defaults(node: Json) -> None:
    for name, default in _DEFAULTS.items():
        if node.get(name) == default:
            del node[name]


def _parameter(parameter: Json) -> None:
    _drop_defaults(parameter)
    described = schema(parameter["schema"])
    described.pop("description", None)
    if parameter["in"] != "path":  # what is not sent is absent; a parameter cannot be null
        described = _without_null(described)
    parameter["schema"] = described


def schema(given: Json) -> Json:
    """A schema that means the same and validates: alternatives may overlap (an integer is a number), an alternative of
    one is none, and bounds of integers are integers."""
    made = {key: _inner(key, value) for key, value in given.items()}
    alternatives = made.pop("oneOf", None)
    if alternatives is not None and "discriminator" not in made:
        made = _either(alternatives, made)
    elif alternatives is not None:
        made["oneOf"] = alternatives
    if "integer" in _types(made):
        for bound in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            if isinstance(made.get(bound), float) and made[bound].is_integer():
                made[bound] = int(made[bound])
    if made.get("required") == []:
        del made["required"]
    return made


def _inner(key: str, value: Any) -> Any:
    if key in {"properties", "$defs", "patternProperties"}:
        return {name: schema(each) for name, each in value.items()}
    if key in {"items", "additionalProperties", "not"} and isinstance(value, dict):
        return schema(value)
    if key in {"oneOf", "anyOf", "allOf", "prefixItems"}:
        return [schema(each) for each in value]
    return value


def _either(alternatives: list[Json], rest: Json) -> Json:
    plain = [each for each in alternatives if each.get("type") != "null"]
    if len(plain) == 1 and "$ref" not in plain[0] and isinstance(plain[0].get("type"), str):
        only = {**plain[0], **rest}
        if len(plain) < len(alternatives):
            only["type"] = [only["type"], "null"]
            if "enum" in only:
                only["enum"] = [*only["enum"], None]
        return only
    if len(alternatives) == 1:
        return {**alternatives[0], **rest}
    if all(set(each) == {"type"} and each["type"] in SCALARS for each in alternatives):
        return {"type": [each["type"] for each in alternatives], **rest}
    return {"anyOf": alternatives, **rest}


def _types(described: Json) -> list[str]:
    kind = described.get("type", [])
    return [kind] if isinstance(kind, str) else kind


def _without_null(described: Json) -> Json:
    if isinstance(described.get("type"), list):
        kinds = [kind for kind in described["type"] if kind != "null"]
        described["type"] = kinds[0] if len(kinds) == 1 else kinds
        if "enum" in described:
            described["enum"] = [each for each in described["enum"] if each is not None]
    elif "anyOf" in described:
        kept = [each for each in described["anyOf"] if each.get("type") != "null"]
        if len(kept) == 1:
            rest = {key: value for key, value in described.items() if key != "anyOf"}
            return {**kept[0], **rest}
        described["anyOf"] = kept
    if described.get("default", 0) is None:
        del described["default"]
    return described
