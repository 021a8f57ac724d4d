"""What a service's routes promise, as OpenAPI 3.1, made from the routes alone: nothing has to run for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig

from souk.kit import idempotency
from souk.serving import languages

_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": idempotency.KEY_LENGTH_MAX,
        "pattern": "^[\\x21-\\x7e]+$",
    },
    "description": "The same for every attempt at one effect; a guest's has at least 16 characters.",
}
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "The ETag of the version that is meant to be changed.",
}
_PREFER = {
    "name": "Prefer",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "`wait=N`: answer when there is news, or after N seconds (RFC 7240).",
}
_ACCEPT_LANGUAGE = {
    "name": "Accept-Language",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": f"What mails about it are written in: {' or '.join(languages.LANGUAGES)}; the first when absent.",
}


def openapi(routes: Sequence[Any], title: str, version: str = "1") -> dict[str, Any]:
    """The OpenAPI document of these routes as plain data, internal routes left out."""
    config = OpenAPIConfig(title=title, version=version, use_handler_docstrings=True)
    app = Litestar(route_handlers=list(routes), openapi_config=config, logging_config=None)
    document: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(app.openapi_schema.to_schema()))
    for handler in _handlers(app):
        operations = [
            operation
            for path in document["paths"].values()
            for operation in path.values()
            if isinstance(operation, dict) and operation.get("operationId") == handler.operation_id
        ]
        for operation in operations:
            _complete(operation, handler.opt["souk"])
    document.setdefault("components", {})["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    }
    return document


def _handlers(app: Litestar) -> Iterator[HTTPRouteHandler]:
    for each in app.routes:
        for handler in getattr(each, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler) and "souk" in handler.opt:
                yield handler


def _complete(operation: dict[str, Any], takes: dict[str, Any]) -> None:
    """Add what Litestar cannot know: keys, preconditions, who may call."""
    parameters = operation.setdefault("parameters", [])
    if takes["idempotent"] != "no":
        parameters.append({**_KEY, "required": takes["idempotent"] == "required"})
    if takes.get("if_match"):
        parameters.append(_IF_MATCH)
    if takes.get("prefer"):
        parameters.append(_PREFER)
    if takes.get("speaks"):
        parameters.append(_ACCEPT_LANGUAGE)
    if takes["access"] == "required":
        operation["security"] = [{"bearer": []}]
    elif takes["access"] == "optional":
        operation["security"] = [{}, {"bearer": []}]
    if takes["scope"]:
        operation["x-scope"] = takes["scope"]
    if "requestBody" in operation and not takes["needs_body"]:
        operation["requestBody"]["required"] = False
