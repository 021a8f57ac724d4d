"""The events of the registry as an AsyncAPI 3.0 document and as a page."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from souk import contracts
from souk.edge.documents import services
from souk.edge.documents.listeners import Listener
from souk.edge.documents.merge import renamed
from souk.edge.documents.tidy import Json
from souk.kit import bus, outbox

_SCHEMAS = "#/components/schemas/{name}"
_DESCRIPTION = """\
What Souk's services tell each other over NATS JetStream. Only facts, in the past tense; a message carries the events of
one type that one transaction announced, in the CloudEvents JSON batch format. Events are delivered at least once and in
any order: their `id` tells repetitions apart, their `version` tells old from new. Within a version only members are
added; listeners ignore members that they do not know.
"""


def asyncapi(listeners: Iterable[Listener], registry: Mapping[str, type[contracts.Event]]) -> Json:
    """The document: a channel per event, an operation per publisher and per listener."""
    types = sorted(registry)
    schemas = _schemas([registry[name] for name in types])
    for name in types:
        schemas[f"{_class(registry[name])}Envelope"] = _envelope(registry[name])
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Souk",
            "version": "1",
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": bus.CONTENT_TYPE,
        "channels": {name: _channel(registry[name]) for name in types},
        "operations": _operations(types, listeners),
        "components": {
            "messages": {_class(registry[name]): _message(registry[name]) for name in types},
            "schemas": {name: _described(schemas[name]) for name in sorted(schemas)},
        },
    }


def _schemas(kinds: list[type[contracts.Event]]) -> dict[str, Json]:
    """What msgspec says of the data of events, under names without module paths, and with times marked as such."""
    _, made = msgspec.json.schema_components(kinds, ref_template=_SCHEMAS)
    plain = {name: _plain(name) for name in made}
    schemas: dict[str, Json] = {plain[name]: renamed(made[name], plain) for name in made}
    for kind in kinds:
        for field in msgspec.structs.fields(kind):
            if field.type is datetime:
                schemas[_class(kind)]["properties"][field.encode_name]["format"] = "date-time"
    return schemas


def _plain(name: str) -> str:
    """`souk.contracts.order.Line`, as msgspec names what two publishers have, becomes `OrderLine`."""
    path = name.split(".")
    return name if len(path) == 1 else f"{path[-2].title()}{path[-1]}"


def markdown(listeners: Iterable[Listener], registry: Mapping[str, type[contracts.Event]]) -> str:
    """`docs/generated/events.md`."""
    heard: dict[str, list[str]] = {}
    for each in listeners:
        name = each.service if each.durable else f"{each.service} (every process)"
        heard.setdefault(each.event, []).append(name)
    lines = [
        "# Events",
        "",
        "Made from `souk.contracts` and the services' `app.py` by `python -m souk.edge.asyncapi`; do not edit. A",
        "question is answered, and answered again when it is asked again. In full: `asyncapi/souk.json` and `/docs`.",
    ]
    for publisher in sorted({name.split(".")[0] for name in registry}):
        lines += ["", f"## {publisher}", "", "| Event | Why | Data | Listeners |", "|---|---|---|---|"]
        for name in sorted(registry):
            if name.startswith(f"{publisher}."):
                kind = registry[name]
                mark = " *(question)*" if kind.question else ""
                data = ", ".join(_member(field) for field in msgspec.structs.fields(kind))
                who = ", ".join(heard.get(name, ())) or "–"
                lines.append(f"| `{name}`{mark} | {services.paragraph(_doc(kind))} | {data} | {who} |")
    return "\n".join(lines) + "\n"


def _channel(kind: type[contracts.Event]) -> Json:
    publisher = kind.type.split(".")[0]
    return {
        "address": kind.type,
        "title": _class(kind),
        "description": _doc(kind),
        "messages": {_class(kind): {"$ref": f"#/components/messages/{_class(kind)}"}},
        "tags": [{"name": publisher}],
        "x-stream": publisher.upper(),
    }


def _operations(types: list[str], listeners: Iterable[Listener]) -> Json:
    operations: Json = {}
    for name in types:
        publisher = name.split(".")[0]
        operations[f"{publisher} announces {name}"] = {
            "action": "send",
            "channel": _reference("channels", name),
            "tags": [{"name": publisher}],
        }
    for each in listeners:
        bindings = {"bindings": {"nats": {"queue": each.durable}}} if each.durable else {}
        operations[f"{each.service} listens to {each.event}"] = {
            "action": "receive",
            "channel": _reference("channels", each.event),
            "tags": [{"name": each.service}],
            **bindings,
            "x-delivery": "once, by one replica" if each.durable else "to every process, may be lost",
        }
    return dict(sorted(operations.items()))


def _message(kind: type[contracts.Event]) -> Json:
    return {
        "name": kind.type,
        "title": _class(kind),
        "summary": services.paragraph(_doc(kind)),
        "contentType": bus.CONTENT_TYPE,
        "headers": {
            "type": "object",
            "required": ["Nats-Msg-Id"],
            "properties": {
                "Nats-Msg-Id": {
                    "type": "string",
                    "description": "The batch; the broker drops repetitions of 2 minutes",
                },
                bus.RESEND_HEADER: {"type": "string", "description": "How often these questions were asked before"},
            },
        },
        "payload": {
            "type": "array",
            "minItems": 1,
            "maxItems": outbox.EVENTS_MAX,
            "items": {"$ref": f"#/components/schemas/{_class(kind)}Envelope"},
        },
        "x-question": kind.question,
    }


def _envelope(kind: type[contracts.Event]) -> Json:
    return {
        "title": f"{_class(kind)}Envelope",
        "description": "CloudEvents names.",
        "type": "object",
        "required": ["id", "type", "source", "subject", "time", "data"],
        "properties": {
            "id": {"type": "string", "description": "The same whenever this event is sent again"},
            "type": {"type": "string", "const": kind.type},
            "source": {"type": "string", "const": kind.type.split(".")[0]},
            "subject": {"type": "string", "description": f"The `{kind.about}` that the event is about"},
            "time": {"type": "string", "format": "date-time"},
            "cause": {"type": "string", "description": "Id of the event that this one answers"},
            "traceparent": {"type": "string", "description": "W3C Trace Context"},
            "data": {"$ref": f"#/components/schemas/{_class(kind)}"},
        },
    }


def _described(schema: Json) -> Json:
    if "description" in schema:
        schema["description"] = inspect.cleandoc(schema["description"])
    return schema


def _reference(where: str, name: str) -> Json:
    return {"$ref": f"#/{where}/{name.replace('~', '~0').replace('/', '~1')}"}


def _class(kind: type[contracts.Event]) -> str:
    return kind.__name__


def _doc(kind: type[contracts.Event]) -> str:
    return inspect.getdoc(kind) or ""


def _member(field: Any) -> str:
    return f"`{field.name}`" if field.required else f"`{field.name}`?"
