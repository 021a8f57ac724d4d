"""One OpenAPI document out of six: nothing may be said twice, and nothing twice differently."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from souk.edge.documents import services
from souk.edge.documents.tidy import Json, operations

REF = "#/components/schemas/"
_QUALIFIED = re.compile(r"^(?P<owner>[a-z0-9]+)_(?:[a-z0-9_]*_)?(?P<module>[a-z0-9]+)_(?P<name>[A-Z]\w*)\Z")
"""How Litestar names classes of one name: by the module that each comes from."""


class MergeError(Exception):
    """Two services claim one path or one operation id; the message names both."""


def merge(documents: Mapping[str, Json]) -> tuple[Json, Json]:
    """Paths and schemas of all services, by service name in the order given.

    A schema that services share stays one. Where they mean different things by one name, each gets its service's name
    in front (the service after which it is named keeps it).
    """
    named = {service: _renamed(document, _plain_names(service, document)) for service, document in documents.items()}
    conflicts = _conflicts({service: document["components"]["schemas"] for service, document in named.items()})
    paths: Json = {}
    schemas: Json = {}
    owners: dict[str, str] = {}
    for service, document in named.items():
        renames = {name: _qualified(service, name) for name in document["components"]["schemas"] if name in conflicts}
        final = _renamed(document, renames)
        for path, _, operation in operations(final):
            _claim(owners, f"the operation {operation['operationId']}", service)
            if path in paths and path not in final["paths"]:
                raise MergeError(f"two services have the path {path}")
        for path, item in final["paths"].items():
            _claim(owners, f"the path {path}", service)
            paths[path] = item
        for name, schema in final["components"]["schemas"].items():
            if schemas.setdefault(name, schema) != schema:
                raise MergeError(f"the schema {name} of {service} has another meaning elsewhere: rename one of them")
    return dict(sorted(paths.items())), dict(sorted(schemas.items()))


def _claim(owners: dict[str, str], what: str, service: str) -> None:
    if (owner := owners.setdefault(what, service)) != service:
        raise MergeError(f"{owner} and {service} both have {what}")


def _plain_names(service: str, document: Json) -> dict[str, str]:
    """Without module paths: what all services share keeps its plain name, what a service has gets its module's."""
    names: dict[str, str] = {}
    for name in document["components"]["schemas"]:
        if found := _QUALIFIED.match(name):
            is_shared = found["owner"] in services.SHARED
            names[name] = found["name"] if is_shared else f"{found['module'].title()}{found['name']}"
    if clash := set(names.values()) & (document["components"]["schemas"].keys() - names.keys()):
        raise MergeError(f"{service} has two schemas that would be named {', '.join(sorted(clash))}")
    return names


def _qualified(service: str, name: str) -> str:
    return name if name.startswith(service.title()) else f"{service.title()}{name}"


def _conflicts(schemas: Mapping[str, Json]) -> set[str]:
    """Names that mean different things, directly or through what they refer to."""
    seen: dict[str, list[Any]] = {}
    for each in schemas.values():
        for name, schema in each.items():
            seen.setdefault(name, []).append(schema)
    shared = {name: all_ for name, all_ in seen.items() if len(all_) > 1}
    conflicts = {name for name, all_ in shared.items() if any(schema != all_[0] for schema in all_)}
    while True:
        more = {name for name, all_ in shared.items() if name not in conflicts and references(all_[0]) & conflicts}
        if not more:
            return conflicts
        conflicts |= more


def references(node: Any) -> set[str]:
    """Names of the schemas that something refers to."""
    if isinstance(node, dict):
        own = {node["$ref"].removeprefix(REF)} if isinstance(node.get("$ref"), str) else set()
        return own.union(*(references(value) for value in node.values()))
    if isinstance(node, list):
        return set().union(*(references(value) for value in node))
    return set()


def _renamed(document: Json, names: Mapping[str, str]) -> Json:
    """The document with schemas under other names, wherever they are referred to."""
    made: Json = renamed(document, names)
    made["components"] = {
        **made["components"],
        "schemas": {
            names.get(name, name): ({**schema, "title": names[name]} if name in names else schema)
            for name, schema in made["components"]["schemas"].items()
        },
    }
    return made


def renamed(node: Any, names: Mapping[str, str]) -> Any:
    """The same with every reference to a schema under its new name."""
    if isinstance(node, dict):
        return {
            key: REF + names.get(value.removeprefix(REF), value.removeprefix(REF))
            if key == "$ref" and isinstance(value, str)
            else renamed(value, names)
            for key, value in node.items()
        }
    if isinstance(node, list):
        return [renamed(value, names) for value in node]
    return node
