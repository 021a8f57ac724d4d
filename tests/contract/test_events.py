"""The message contract: what is announced is what `asyncapi/souk.json` says, and who listens survives its growth."""

from __future__ import annotations

import copy
import inspect
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract import messages
from souk import contracts
from souk.edge.documents import breaking
from souk.kit import bus, ids, outbox
from souk.local import checkout

Json = dict[str, Any]
DOCUMENT: Json = json.loads((checkout.ROOT / "asyncapi" / "souk.json").read_bytes())
SCHEMAS = {"components": {"schemas": DOCUMENT["components"]["schemas"]}}
KINDS = sorted(contracts.REGISTRY)
CLOSED = {"Money"}
"""Amount and currency: the same class keeps strangers out of requests, and it will never have a third member."""

steady = settings(
    max_examples=25, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def validator(schema: Json) -> Any:
    return jsonschema_rs.Draft202012Validator({**schema, **SCHEMAS}, validate_formats=True)


def payload(kind: type[contracts.Event]) -> Any:
    """Checks the body of a message."""
    message = DOCUMENT["components"]["messages"][kind.__name__]
    return validator(message["payload"])


def message_of(facts: list[contracts.Event], cause: str | None = None) -> bytes:
    announced = [outbox.Announcement(ids.new("evt"), each, cause, None) for each in facts]
    [batch] = outbox.batches(announced, {}, f"00-{'1' * 32}-{'2' * 16}-01", bus.publisher_of(facts[0].type))
    return b"[" + b",".join(batch.events) + b"]"


@pytest.mark.parametrize("name", KINDS)
def test_what_is_announced_is_what_the_document_says(name: str) -> None:
    kind = contracts.REGISTRY[name]
    checks = payload(kind)

    @steady
    @given(facts=st.lists(messages.events(kind), min_size=1, max_size=3), cause=st.none() | st.just(ids.new("evt")))
    def holds(facts: list[contracts.Event], cause: str | None) -> None:
        body = json.loads(message_of(facts, cause))
        checks.validate(body)
        assert [each["subject"] for each in body] == [each.aggregate_id for each in facts]
        decoded = [msgspec.json.decode(msgspec.json.encode(each["data"]), type=kind) for each in body]
        assert decoded == facts

    holds()


@pytest.mark.parametrize("name", KINDS)
def test_the_document_is_not_content_with_anything(name: str) -> None:
    kind = contracts.REGISTRY[name]
    checks = payload(kind)

    @settings(steady, max_examples=3)
    @given(fact=messages.events(kind))
    def holds(fact: contracts.Event) -> None:
        body = json.loads(message_of([fact]))
        for field in msgspec.structs.fields(kind):
            if field.required:
                lacking = copy.deepcopy(body)
                del lacking[0]["data"][field.encode_name]
                assert not checks.is_valid(lacking), field.name
                with pytest.raises(msgspec.ValidationError):
                    msgspec.convert(lacking[0]["data"], kind)
        assert not checks.is_valid([{**body[0], "type": "order.invented.v1"}])
        assert not checks.is_valid([])

    holds()


def grown(value: Any) -> Any:
    """The same with members of tomorrow, at every depth."""
    match value:
        case {"amount": _, "currency": _}:
            return value
        case dict():
            return {**{name: grown(each) for name, each in value.items()}, "tomorrow": {"is": ["another", "day"]}}
        case list():
            return [grown(each) for each in value]
        case _:
            return value


@pytest.mark.parametrize("name", KINDS)
def test_listeners_ignore_what_they_do_not_know(name: str) -> None:
    kind = contracts.REGISTRY[name]

    @settings(steady, max_examples=10)
    @given(fact=messages.events(kind))
    def holds(fact: contracts.Event) -> None:
        body = json.loads(message_of([fact]))
        assert msgspec.json.decode(msgspec.json.encode(grown(body[0]["data"])), type=kind) == fact

    holds()


def test_only_money_is_closed() -> None:
    closed = {
        name for name, schema in SCHEMAS["components"]["schemas"].items() if schema.get("additionalProperties") is False
    }
    assert closed == CLOSED


@pytest.mark.parametrize("name", KINDS)
def test_an_event_says_who_cares_and_why(name: str) -> None:
    kind = contracts.REGISTRY[name]
    text = inspect.getdoc(kind) or ""
    assert kind.__doc__ != contracts.Event.__doc__
    assert text.split("\n\n", maxsplit=1)[0].endswith((".", ")"))
    publisher, _, rest = name.partition(".")
    past, _, version = rest.partition(".")
    assert kind.__module__ == f"souk.contracts.{publisher}"
    assert version.removeprefix("v").isdigit()
    assert past == past.lower()
    assert kind.about in {field.name for field in msgspec.structs.fields(kind)}
    assert kind.__struct_config__.frozen


UNVERSIONED = {"user.", "inventory.stock_r", "inventory.stock_low."}
"""Facts that are true for ever: they carry no state that a later one could replace."""


@pytest.mark.parametrize("name", KINDS)
def test_what_carries_state_has_a_version(name: str) -> None:
    members = {field.name for field in msgspec.structs.fields(contracts.REGISTRY[name])}
    assert ("version" in members) is not name.startswith(tuple(UNVERSIONED))


def changes() -> Iterator[tuple[str, str, list[str]]]:
    """What somebody might do to the document, and what is said to it."""
    data = "schemas['StockReserved']"
    yield "gone", "channels.pop('inventory.stock_reserved.v1')", ["inventory.stock_reserved.v1 is gone"]
    yield (
        "less",
        f"{data}['properties'].pop('lines'); {data}['required'].remove('lines')",
        ["inventory.stock_reserved.v1 no longer has `lines`"],
    )
    yield "optional", f"{data}['required'].remove('lines')", ["inventory.stock_reserved.v1 may leave out `lines`"]
    yield (
        "demand",
        f"{data}['properties']['more'] = {{'type': 'string'}}; {data}['required'].append('more')",
        ["inventory.stock_reserved.v1 requires `more`"],
    )
    yield (
        "type",
        f"{data}['properties']['order_id']['type'] = 'integer'",
        [
            "inventory.stock_reserved.v1 order_id may now be integer",
            "inventory.stock_reserved.v1 order_id no longer takes string",
        ],
    )
    yield "member", f"{data}['properties']['more'] = {{'type': 'string'}}", []
    yield "event", "channels['inventory.stock_moved.v1'] = channels['inventory.stock_reserved.v1']", []


@pytest.mark.parametrize(("change", "said"), [(change, said) for _, change, said in changes()])
def test_within_a_version_members_are_only_added(change: str, said: list[str]) -> None:
    after = copy.deepcopy(DOCUMENT)
    exec(change, {"channels": after["channels"], "schemas": after["components"]["schemas"]})
    assert breaking.breaking_events(DOCUMENT, after) == said


def test_times_are_rfc_3339() -> None:
    checks = validator({"type": "string", "format": "date-time"})
    assert checks.is_valid(msgspec.json.decode(msgspec.json.encode(datetime(2026, 1, 1, tzinfo=UTC))))
    assert not checks.is_valid("yesterday")
