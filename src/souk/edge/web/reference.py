"""`/docs` and `/problems/…`: pages made from the OpenAPI and AsyncAPI documents, with nothing from elsewhere."""

from __future__ import annotations

import re
from typing import Any

import jinja2
import markupsafe

Json = dict[str, Any]
Markup = markupsafe.Markup

_CODE = re.compile(r"`([^`]+)`")
_METHOD_ORDER = ("get", "post", "put", "patch", "delete")
_BOUNDS = (
    ("minLength", "at least {} characters"),
    ("maxLength", "at most {} characters"),
    ("minItems", "at least {} items"),
    ("maxItems", "at most {} items"),
    ("minimum", "≥ {}"),
    ("exclusiveMinimum", "> {}"),
    ("maximum", "≤ {}"),
    ("exclusiveMaximum", "< {}"),
    ("format", "{}"),
    ("pattern", "matches {}"),
    ("default", "default {}"),
)


def page(openapi: Json, asyncapi: Json) -> str:
    """The whole reference as one page."""
    return _templates().get_template("reference.html").render(
        title="Reference",
        openapi=openapi,
        groups=_groups(openapi),
        schemas=openapi["components"]["schemas"],
        responses=openapi["components"]["responses"],
        problems=openapi.get("x-problems", []),
        publishers=_publishers(asyncapi),
        event_schemas=_shared_schemas(asyncapi),
        events_about=asyncapi["info"]["description"],
    )


def problem_pages(openapi: Json | None) -> dict[str, bytes]:
    """A page per kind of problem, by slug, and the list of all of them by ``."""
    kinds = openapi.get("x-problems", []) if openapi else []
    template = _templates().get_template("problems.html")
    pages = {kind["slug"]: template.render(title=kind["title"], kinds=[kind], is_one=True).encode() for kind in kinds}
    if kinds:
        pages[""] = template.render(title="Problems", kinds=kinds, is_one=False).encode()
    return pages


def missing(what: str, command: str) -> bytes:
    """A page for something that was not built yet, and what builds it."""
    return _templates().get_template("missing.html").render(title="Not built yet", what=what, command=command).encode()


def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("souk.edge.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"prose": _prose, "code": _code, "kind": _kind, "bounds": _bounds, "members": _members}
    return environment


def _groups(openapi: Json) -> list[Json]:
    """Operations by tag: `[{name, description, operations: [{path, method, …}]}]`."""
    groups: dict[str, Json] = {tag["name"]: {"description": "", "operations": [], **tag} for tag in openapi["tags"]}
    for path, item in openapi["paths"].items():
        for method in _METHOD_ORDER:
            if operation := item.get(method):
                entry = {**operation, "path": path, "method": method.upper(), "access": _access(operation)}
                groups[operation["tags"][0]]["operations"].append(entry)
    return [group for group in groups.values() if group["operations"]]


def _access(operation: Json) -> str:
    security = operation.get("security")
    if not security:
        return "everybody"
    if {} in security:
        return "everybody; more when signed in"
    return f"scope {operation['x-scope']}" if operation.get("x-scope") else "signed in"


def _publishers(asyncapi: Json) -> dict[str, list[Json]]:
    """Events by publisher, each with its message, its data and its listeners."""
    heard: dict[str, list[str]] = {}
    for operation in asyncapi["operations"].values():
        if operation["action"] == "receive":
            name = operation["channel"]["$ref"].removeprefix("#/channels/")
            shared = " (every process)" if "bindings" not in operation else ""
            heard.setdefault(name, []).append(operation["tags"][0]["name"] + shared)
    publishers: dict[str, list[Json]] = {}
    for name, channel in asyncapi["channels"].items():
        entry = {
            "name": name,
            "title": channel["title"],
            "description": channel["description"],
            "stream": channel["x-stream"],
            "question": asyncapi["components"]["messages"][channel["title"]]["x-question"],
            "schema": asyncapi["components"]["schemas"][channel["title"]],
            "listeners": heard.get(name, []),
        }
        publishers.setdefault(channel["tags"][0]["name"], []).append(entry)
    return publishers


def _shared_schemas(asyncapi: Json) -> dict[str, Json]:
    """What the data of events consists of, envelopes and the events themselves apart."""
    events = asyncapi["components"]["messages"].keys()
    return {
        name: schema
        for name, schema in asyncapi["components"]["schemas"].items()
        if name not in events and not name.endswith("Envelope")
    }


def _prose(text: str) -> Markup:
    """Paragraphs, with what stands in backticks as code."""
    return Markup("").join(Markup("<p>{}</p>").format(_code(part)) for part in text.strip().split("\n\n") if part)


def _code(text: str) -> Markup:
    return Markup(_CODE.sub(r"<code>\1</code>", str(markupsafe.escape(text))))


def _kind(schema: Json, prefix: str = "schema") -> Markup:
    """The type of a schema in a few words, names of other schemas as links."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return Markup('<a href="#{}-{}">{}</a>').format(prefix, name, name)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return Markup(" or ").join(_kind(each, prefix) for each in schema[key])
    if "const" in schema:
        return Markup("<code>{}</code>").format(schema["const"])
    if "enum" in schema:
        return Markup(" | ").join(Markup("<code>{}</code>").format(_value(each)) for each in schema["enum"])
    kinds = schema.get("type", "anything")
    names = [kinds] if isinstance(kinds, str) else kinds
    return Markup(" or ").join(_named(name, schema, prefix) for name in names)


def _named(name: str, schema: Json, prefix: str) -> Markup:
    if name == "array" and "items" in schema:
        return Markup("list of {}").format(_kind(schema["items"], prefix))
    if name == "object" and isinstance(schema.get("additionalProperties"), dict):
        return Markup("map of {}").format(_kind(schema["additionalProperties"], prefix))
    return markupsafe.escape(name)


def _value(value: Any) -> str:
    return "null" if value is None else str(value)


def _bounds(schema: Json) -> str:
    """Limits of a value, in words."""
    said = [text.format(schema[key]) for key, text in _BOUNDS if schema.get(key) not in (None, "", [])]
    return ", ".join(said)


def _members(schema: Json) -> list[Json]:
    """Members of an object: name, schema, whether it must be there."""
    required = schema.get("required", ())
    return [
        {"name": name, "schema": member, "required": name in required}
        for name, member in schema.get("properties", {}).items()
    ]
