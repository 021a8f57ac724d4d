"""`openapi/souk.json`: what an outsider may ask of the whole shop, made from the routes of every service.

python -m souk.edge.openapi                     write it
python -m souk.edge.openapi --check             fail when the committed one is stale
python -m souk.edge.openapi --breaking FILE     fail when it breaks clients of the one in FILE
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from souk.edge import routes
from souk.edge.documents import files, problems, scopes, services
from souk.edge.documents.breaking import breaking
from souk.edge.documents.merge import merge
from souk.edge.documents.tidy import Json, operations, tidy
from souk.kit import errors
from souk.serving import auth
from souk.serving import openapi as kit_openapi
from souk.serving import problems as kit_problems

FILE = files.ROOT / "openapi" / "souk.json"
SCOPES_PAGE = files.ROOT / "docs" / "generated" / "scopes.md"
COMMAND = "python -m souk.edge.openapi"

_DESCRIPTION = """\
The HTTP API of a Souk shop. JSON, `snake_case`; money in integer minor units with its ISO 4217 currency; times in
RFC 3339 UTC; ids are opaque and sort by time. Errors are RFC 9457 problem documents. Lists have `items` and
`next_cursor`. Unknown members of requests are refused, unknown members of answers must be ignored.
"""
_PROBLEM_SCHEMA = {"$ref": "#/components/schemas/Problem"}
_ANY_PROBLEM = "A problem document"
_PROBLEMS = {
    "400": "The request cannot be read",
    "401": "Sign in first",
    "403": "You may not do this",
    "404": "There is no such thing, or not for you",
    "405": "This method is not for this resource",
    "409": "This cannot be done as things stand",
    "412": "Somebody changed this meanwhile",
    "413": "The body is too large",
    "415": "This kind of content is not understood",
    "422": "The request is not valid; `errors` says where",
    "429": "Too many requests",
    "502": "The service broke off; whether there was an effect is not known",
    "503": "Not available right now",
    "504": "The service took too long; whether there was an effect is not known",
}
_FROM_THE_EDGE = ("502", "504")
_AGAIN = {"Retry-After": {"description": "Seconds", "schema": {"type": "integer"}}}
_LIMITS = {f"RateLimit-{name}": {"schema": {"type": "integer"}} for name in ("Limit", "Remaining", "Reset")}
_TAGS = {
    "edge": "What the edge answers itself.",
    "cart": "Carts of guests and customers; knowing a cart's id is the right to it.",
    "settings": "How the shop sells: shipping methods, taxes.",
    "reports": "What was sold.",
}
"""Tags that are no service's name."""
_METHODS_WITH_BODY = frozenset(("post", "put", "patch"))


def document() -> Json:
    """The merged OpenAPI 3.1 document, internal routes left out. Imports every service, connects to nothing."""
    each: dict[str, Json] = {}
    for service in services.ALL:
        made = kit_openapi.openapi(services.module(service, "api").ROUTES, service)
        tidy(made)
        each[service] = made
    paths, schemas = merge(each)
    for _, method, operation in operations({"paths": paths}):
        _complete(method, operation)
    for path in paths:
        if path in routes.CACHED or path.startswith(f"{routes.CACHED[0]}/"):
            _may_be_unchanged(paths[path].get("get"))
    paths |= _edge_paths()
    names = sorted({tag for _, _, operation in operations({"paths": paths}) for tag in operation["tags"]})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Souk",
            "version": "1",
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [_tag(name) for name in names],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": schemas,
            "responses": {status: _problem(status) for status in _PROBLEMS},
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "The `access_token` of a sign-in.",
                }
            },
        },
        "x-problems": msgspec.to_builtins(problems.catalogue()),
    }


def _complete(method: str, operation: Json) -> None:
    """What holds for every operation behind the edge."""
    responses = operation["responses"]
    headers = {parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "header"}
    if "Prefer" in headers and "201" in responses:
        responses["202"] = {**responses["201"], "description": "There was no news yet when the wait ran out"}
    if "Idempotency-Key" in headers:
        for status in sorted(status for status in responses if status.startswith("2")):
            responses[status].setdefault("headers", {})["Idempotent-Replayed"] = {
                "description": "`true` when the effect is that of an earlier request with this key",
                "schema": {"type": "string", "enum": ["true"]},
            }
    expected = [*_FROM_THE_EDGE, *(("413",) if method in _METHODS_WITH_BODY else ())]
    for status in dict.fromkeys([*responses, *expected]):
        if status not in responses or responses[status]["description"] == _ANY_PROBLEM:
            responses[status] = {"$ref": f"#/components/responses/{status}"}
        elif status >= "400":
            responses[status]["description"] = _slugs(status, responses[status]["description"])
    operation["responses"] = dict(sorted(responses.items()))


def _slugs(status: str, said: str) -> str:
    """The problems that a status stands for at one operation; what is not valid can be so anywhere."""
    slugs = said.split(" · ")
    if status == "422" and errors.Invalid.slug not in slugs:
        slugs.insert(0, errors.Invalid.slug)
    return " · ".join(f"`{slug}`" for slug in slugs)


def _may_be_unchanged(operation: Json | None) -> None:
    if operation is not None:
        operation["responses"] = dict(
            sorted({**operation["responses"], "304": {"description": "Nothing changed (`If-None-Match`)"}}.items())
        )


def _problem(status: str) -> Json:
    headers = {**(_AGAIN if status in {"429", "503"} else {}), **(_LIMITS if status == "429" else {})}
    return {
        "description": _PROBLEMS[status],
        **({"headers": headers} if headers else {}),
        "content": {kit_problems.MEDIA_TYPE: {"schema": _PROBLEM_SCHEMA}},
    }


def _tag(name: str) -> Json:
    if name in services.ALL:
        return {"name": name, "description": services.promise(name)}
    return {"name": name, "description": _TAGS[name]} if name in _TAGS else {"name": name}


def _edge_paths() -> Json:
    """What the edge answers itself."""
    counts = {
        "type": "object",
        "required": ["ready", "total"],
        "properties": {"ready": {"type": "integer"}, "total": {"type": "integer"}},
    }
    health = {
        "type": "object",
        "required": ["status", "services"],
        "properties": {
            "status": {"type": "string", "enum": ["ok", "unavailable"]},
            "services": {
                "type": "object",
                "properties": dict.fromkeys(routes.SERVICES, counts),
                "required": list(routes.SERVICES),
            },
        },
    }
    return {
        "/healthz": {
            "get": {
                "tags": ["edge"],
                "summary": "How many replicas of each service are ready, and how many there should be.",
                "operationId": "get_health",
                "responses": {
                    "200": {"description": "Every service has a ready replica", "content": _json(health)},
                    "503": {
                        "description": "Some service has none",
                        "headers": {"Retry-After": {"schema": {"type": "integer"}}},
                        "content": _json(health),
                    },
                },
            }
        },
        "/openapi.json": {"get": _fetched("get_openapi", "This document.")},
        "/asyncapi.json": {"get": _fetched("get_asyncapi", "The events that services announce, as AsyncAPI 3.0.")},
    }


def _fetched(operation_id: str, summary: str) -> Json:
    return {
        "tags": ["edge"],
        "summary": summary,
        "operationId": operation_id,
        "responses": {
            "200": {"description": "What was asked for", "content": _json({"type": "object"})},
            "304": {"description": "Nothing changed (`If-None-Match`)"},
            "503": {"$ref": "#/components/responses/503"},
        },
    }


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def unrouted(made: Json) -> list[str]:
    """Documented paths that the edge would not send to the service that documents them."""
    claimed = [route.path for route in routes.ROUTES]
    own = _edge_paths()
    return [
        path
        for path in made["paths"]
        if path not in own and not any(path == each or path.startswith(f"{each}/") for each in claimed)
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; its exit status."""
    parser = argparse.ArgumentParser(prog=COMMAND, description="Make the merged OpenAPI document.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail when the committed file is stale")
    parser.add_argument("--breaking", type=Path, metavar="FILE", help="fail when clients of FILE would break")
    asked = parser.parse_args(arguments)
    made = document()
    if lost := unrouted(made):
        return _say([f"the edge has no route for {path}" for path in lost])
    if asked.breaking:
        return _say(breaking(msgspec.json.decode(asked.breaking.read_bytes()), made))
    texts = {FILE: files.as_json(made), SCOPES_PAGE: scopes.markdown(made, auth.ROLES)}
    if asked.check:
        return _say(files.stale(texts, COMMAND))
    files.write(texts)
    return 0


def _say(lines: Iterable[Any]) -> int:
    said = list(lines)
    for line in said:
        print(line)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
