"""One trace follows a request into the facts it makes, to whoever hears them, and on."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import Any

import msgspec

from souk import testing
from souk.contracts import inventory, order
from souk.kit import clock, consumer, errors, mongo, settings, trace, tx
from souk.serving import http, log, service

SPAN = "b" * 16
LOG = logging.getLogger("souk.test_trace")


class Name(http.Body, frozen=True):
    name: str


async def place(tx_: tx.Tx, names: Sequence[str]) -> list[str | errors.Refusal]:
    for name in names:
        tx_.announce(order.OrderPlaced(order_id=name, lines=(), email="a@example.org", deadline=clock.now(), version=1))
    return list(names)


@http.post("/v1/names")
async def post_name(request: http.Request[Any, Any, Any], data: Name) -> dict[str, str]:
    return {"name": (await http.deps(request)(data.name)).resource_id}


async def ordering(runtime: service.Runtime[settings.Service]) -> Sequence[Any]:
    runtime.state["deps"] = runtime.group_commit(place, resource_id=lambda name: name)
    return [post_name]


async def reserve(tx_: tx.Tx, received: Sequence[consumer.Received[order.OrderPlaced]]) -> None:
    LOG.warning("reserving")
    for each in received:
        tx_.announce(inventory.StockRejected(order_id=each.data.order_id, short=()), cause=each.id)


async def stocking(runtime: service.Runtime[settings.Service]) -> Sequence[Any]:
    await mongo.ensure_indexes(runtime.db, {})
    runtime.consume(order.OrderPlaced, reserve)
    return []


def traces(messages: testing.MemoryBus, stream: str) -> dict[str, trace.Trace]:
    """The trace of each event, by what it is about."""
    events = [each for message in messages.stored(stream) for each in msgspec.json.decode(message.body)]
    return {each["subject"]: trace.Trace(*each["traceparent"].split("-")[1:]) for each in events}


class Lines(logging.Handler):
    """What the process logs, as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[dict[str, Any]] = []
        self.setFormatter(log.JsonFormatter("inventory-1"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


async def test_a_trace_goes_from_http_over_events_to_the_listeners_answer(mongodb_url: str) -> None:
    messages, log_ = testing.MemoryBus(), Lines()
    LOG.addHandler(log_)
    try:
        async with (
            testing.running(mongodb_url, "order", ordering, settings.Service, messages=messages) as orders,
            testing.running(mongodb_url, "inventory", stocking, settings.Service, messages=messages) as stock,
        ):
            wanted = {f"ord_{number}": f"{number:032x}" for number in range(1, 5)}
            asking = [
                orders.client.post(
                    "/v1/names", json={"name": name}, headers={"traceparent": f"00-{trace_id}-{SPAN}-01"}
                )
                for name, trace_id in wanted.items()
            ]
            assert {answer.status_code for answer in await asyncio.gather(*asking)} == {201}
            await orders.settle()
            await stock.settle()
    finally:
        LOG.removeHandler(log_)
    asked, answered = traces(messages, "order"), traces(messages, "inventory")
    assert {name: each.trace_id for name, each in asked.items()} == wanted
    assert {name: each.trace_id for name, each in answered.items()} == wanted  # each its own, also within a batch
    assert all(each.span_id != SPAN for each in asked.values())
    assert {line["trace_id"] for line in log_.lines} <= set(wanted.values())
    assert log_.lines


async def test_a_request_without_a_trace_begins_one(mongodb_url: str) -> None:
    async with testing.running(mongodb_url, "order", ordering, settings.Service) as orders:
        for name in ("ord_1", "ord_2"):
            await orders.client.post("/v1/names", json={"name": name})
        await orders.settle()
        await orders.runtime.outbox.drained(10)
        first, second = traces(orders.bus, "order").values()
        assert first.trace_id != second.trace_id
