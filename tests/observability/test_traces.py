"""One order is one trace, through every service, the broker, the database and the gateway, as a collector hears it."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Sequence

import httpx
import pytest

import stacks
from observability.conftest import SKU
from observability.receiver import Receiver, Told

pytestmark = pytest.mark.stack
CALLER = "c" * 16
END = {
    ("inventory", "process order.confirmed.v1"),
    ("notification", "process order.confirmed.v1"),
    ("product", "process order.confirmed.v1"),
}
"""What an order's story ends with; the three come in any order."""


def place(client: httpx.Client, **headers: str) -> httpx.Response:
    told = {"Idempotency-Key": secrets.token_hex(16), "Prefer": "wait=30", **headers}
    answer = client.post("/v1/orders", json=stacks.order_of(client, SKU), headers=told)
    assert answer.status_code == 201, answer.text
    assert answer.json()["status"] == "confirmed"
    return answer


def whole(receiver: Receiver, trace_id: str) -> list[Told]:
    """The trace of a confirmed order, once its end was told."""

    def is_told() -> bool:
        seen = receiver.of(trace_id)
        known = {each.span_id for each in seen}
        is_closed = all(each.parent in known | {"", CALLER} for each in seen)  # a parent may be told after its children
        return is_closed and {(each.service, each.name) for each in seen} >= END

    stacks.until(is_told)
    return receiver.of(trace_id)


def named(spans: Sequence[Told], service: str, name: str) -> Told:
    found = [each for each in spans if (each.service, each.name) == (service, name)]
    assert len(found) == 1, f"{service} {name}: {len(found)}"
    return found[0]


def test_an_order_is_one_unbroken_trace(shop: stacks.Shop, receiver: Receiver) -> None:
    trace_id = secrets.token_hex(16)
    answer = place(shop.guest(), traceparent=f"00-{trace_id}-{CALLER}-01")
    spans = whole(receiver, trace_id)
    by_id = {each.span_id: each for each in spans}
    assert len(by_id) == len(spans), "no span is told twice"
    roots = [each for each in spans if each.parent not in by_id]
    assert [(each.service, each.name, each.parent) for each in roots] == [("order", "POST /v1/orders", CALLER)]
    assert {each.service for each in spans} == {"order", "inventory", "payment", "product", "notification"}
    assert all(each.began_ns <= each.ended_ns for each in spans)

    # each step was caused by the one before it
    story = [
        ("order", "commit place_orders"),
        ("inventory", "process order.placed.v1"),
        ("order", "process inventory.stock_reserved.v1"),
        ("payment", "process order.awaiting_payment.v1"),
        ("order", "process payment.captured.v1"),
        ("notification", "process order.confirmed.v1"),
    ]
    for before, after in itertools.pairwise(story):
        assert named(spans, *after).parent == named(spans, *before).span_id, f"{before} → {after}"
    charge = named(spans, "payment", "charge sandbox")
    assert charge.parent == named(spans, "payment", "process order.awaiting_payment.v1").span_id
    assert (charge.kind, charge.attributes["souk.outcome"]) == ("CLIENT", "Answered")
    published = named(spans, "order", "publish order.placed.v1")
    assert (published.kind, published.attributes["messaging.system"]) == ("PRODUCER", "nats")
    insert = named(spans, "order", "insert orders")
    assert insert.attributes["db.namespace"] == "souk_order"
    assert [each.service for each in spans if each.name == "commitTransaction admin"].count("order") == 3
    assert named(spans, "inventory", "process order.placed.v1").attributes["souk.about"] == answer.json()["id"]


def test_the_edges_own_trace_begins_at_the_service(shop: stacks.Shop, receiver: Receiver) -> None:
    before = {each.trace_id for each in receiver.spans}
    place(shop.guest())

    def roots() -> list[Told]:
        return [each for each in receiver.spans if each.name == "POST /v1/orders" and each.trace_id not in before]

    stacks.until(lambda: len(roots()) > 0)
    [root] = roots()
    assert root.parent == "", "what HAProxy made up is no span that anybody could find"
    whole(receiver, root.trace_id)


def test_a_trace_that_its_caller_does_not_want_is_not_told(shop: stacks.Shop, receiver: Receiver) -> None:
    silent, loud = secrets.token_hex(16), secrets.token_hex(16)
    place(shop.guest(), traceparent=f"00-{silent}-{CALLER}-00")
    place(shop.guest(), traceparent=f"00-{loud}-{CALLER}-01")
    whole(receiver, loud)
    assert receiver.of(silent) == []


def test_no_span_says_what_was_written(shop: stacks.Shop, receiver: Receiver) -> None:
    trace_id = secrets.token_hex(16)
    answer = place(shop.guest(), traceparent=f"00-{trace_id}-{CALLER}-01")
    whole(receiver, trace_id)
    sent = b"".join(receiver.bodies)
    for secret in ("tok_ok", "guest@example.com", stacks.ADDRESS["line1"], answer.json()["token"]):
        assert secret.encode() not in sent, secret
