"""What is told of a batch, which traces are sampled, and what a process without a collector does."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from souk import testing
from souk.contracts import inventory, order
from souk.kit import bus, clock, consumer, mongo, outbox, settings, trace, tx
from souk.serving import service, tracing
from souk.serving.tracing import batches, configured, messages, mongodb

WHERE = tracing.Where("inventory", "inventory-1")


class Notebook:
    """Takes down what is told."""

    def __init__(self, ratio: float = 1.0) -> None:
        self.spans: list[tracing.Span] = []
        self.tracer = tracing.Tracer(WHERE, self.spans.append, ratio)

    def named(self, name: str) -> list[tracing.Span]:
        return [each for each in self.spans if each.name == name]


def place(number: int, flags: str = "01") -> trace.Trace:
    return trace.Trace(f"{number:032x}", f"{number:016x}", flags)


async def reserve(tx_: tx.Tx, received: Sequence[consumer.Received[order.OrderPlaced]]) -> None:
    await tx_["seen"].insert_many([{"_id": each.id} for each in received], session=tx_.session)
    for each in received:
        tx_.announce(inventory.StockRejected(order_id=each.data.order_id, short=()), cause=each.id)


def placed(number: int, where: trace.Trace | None) -> consumer.Received[order.OrderPlaced]:
    event = order.OrderPlaced(order_id=f"ord_{number}", lines=(), email="a@b.c", deadline=clock.now(), version=1)
    return consumer.Received(f"evt_{number}", clock.now(), event, None, where.traceparent if where else None)


async def handled(db: tx.Announcing, notebook: Notebook, *traces: trace.Trace | None) -> dict[str, str]:
    """Have events handled as one batch; answers the trace in which each goes on."""
    handler = batches.listening(notebook.tracer, "inventory", reserve)
    went_on: dict[str, str] = {}

    async def body(tx_: tx.Tx) -> None:
        events = [placed(number, where) for number, where in enumerate(traces, 1)]
        await handler(tx_, events)
        went_on.update(tx_.traces)

    await tx.transact(db, body)
    return went_on


async def test_a_batch_is_told_once_and_linked_with_all_its_items(db: tx.Announcing) -> None:
    notebook = Notebook()
    went_on = await handled(db, notebook, place(1), place(2), None, place(3))
    items = notebook.named("process order.placed.v1")
    assert [(each.here.trace_id, each.parent) for each in items] == [
        (place(number).trace_id, place(number).span_id) for number in (1, 2, 3)
    ]
    [batch] = notebook.named("batch inventory process order.placed.v1")
    assert (batch.here.trace_id, batch.parent) == (items[0].here.trace_id, items[0].here.span_id)
    assert batch.attributes == {"souk.batch_size": 4}
    assert list(batch.links) == [items[1].here, items[2].here]
    assert [list(each.links) for each in items] == [[], [batch.here], [batch.here]]
    assert went_on == {f"evt_{index}": items[position].here.traceparent for position, index in enumerate((1, 2, 4))}


async def test_a_failed_batch_says_so(db: tx.Announcing) -> None:
    notebook = Notebook()

    async def fail(tx_: tx.Tx, received: Sequence[consumer.Received[Any]]) -> None:
        raise ValueError("no")

    handler = batches.listening(notebook.tracer, "inventory", fail)
    with pytest.raises(ValueError, match="no"):
        await tx.transact(db, lambda tx_: handler(tx_, [placed(1, place(1))]))
    assert [each.failure for each in notebook.spans] == ["ValueError"]


async def test_what_the_database_does_for_nobody_in_particular_is_nobodys(mongodb_url: str) -> None:
    notebook = Notebook()
    own = await mongo.connect(mongodb_url, "souk_spans", [mongodb.Commands(notebook.tracer)])
    sender = outbox.Outbox(own, testing.MemoryBus(), "inventory")
    try:
        await mongo.ensure_indexes(own, service.INDEXES)
        db = tx.Announcing(own, sender)
        await handled(db, notebook, place(1))
        of_one = {each.name for each in notebook.spans}
        assert {"insert seen", "insert outbox", "commitTransaction admin"} < of_one
        assert {each.parent for each in notebook.named("insert seen")} == {
            each.here.span_id for each in notebook.named("process order.placed.v1")
        }
        await own.raw.client.drop_database("souk_spans")
        notebook.spans.clear()
        await mongo.ensure_indexes(own, service.INDEXES)
        notebook.spans.clear()
        await handled(db, notebook, None, place(2, flags="00"))  # the same task worked for trace 1 before
        assert notebook.spans == []
    finally:
        await own.raw.client.drop_database("souk_spans")
        await own.close()


async def test_callers_who_share_a_transaction_keep_their_traces(db: tx.Announcing) -> None:
    notebook = Notebook()

    async def act(tx_: tx.Tx, commands: Sequence[str]) -> list[str]:
        for each in commands:
            tx_.announce(inventory.StockRejected(order_id=each, short=()))
        await tx_["done"].insert_many([{"_id": each} for each in commands], session=tx_.session)
        return list(commands)

    writes = batches.Writes(db, act, lambda name: name, notebook.tracer)

    async def ask(number: int) -> None:
        trace.resume(place(number))
        await writes(f"ord_{number}")
        assert trace.current() == place(number)

    await asyncio.gather(*(asyncio.create_task(ask(number)) for number in range(1, 5)))
    commits = notebook.named("commit act")
    assert {each.here.trace_id: each.parent for each in commits} == {
        place(number).trace_id: place(number).span_id for number in range(1, 5)
    }
    sizes = [each.attributes["souk.batch_size"] for each in notebook.spans if "souk.batch_size" in each.attributes]
    assert sum(int(size) for size in sizes) == 4
    stored = await db["outbox"].find({}).to_list()
    carried = {each["traceparent"]: each["subject"] for row in stored for each in msgspec.json.decode(row["body"])}
    assert set(carried) == {each.here.traceparent for each in commits}


async def test_a_message_is_linked_with_every_trace_in_it() -> None:
    notebook, inner = Notebook(), testing.MemoryBus()
    await inner.ensure_stream("order")
    traced: bus.Bus = messages.Traced(inner, notebook.tracer)
    body = b'[{"traceparent":"%b"},{},{"traceparent":"%b"},{"traceparent":"nonsense"}]' % (
        place(1).traceparent.encode(),
        place(2).traceparent.encode(),
    )
    await traced.publish("order.placed.v1", body, message_id="msg_1", resend=2)
    [span] = notebook.spans
    assert (span.name, span.kind, span.parent) == ("publish order.placed.v1", tracing.Kind.PRODUCER, place(1).span_id)
    assert list(span.links) == [place(2)]
    assert (span.attributes["messaging.batch.message_count"], span.attributes["souk.resend"]) == (4, 2)


@pytest.mark.parametrize("ratio", [0.0, 0.05, 0.5, 1.0])
def test_the_part_of_traces_that_is_asked_for_is_told(ratio: float) -> None:
    tracer = Notebook(ratio).tracer
    made = [trace.begin(None) for _ in range(4_000)]
    told = [each for each in made if tracer.samples(each)]
    assert abs(len(told) / len(made) - ratio) < 0.05
    assert [tracer.sampled(each.traceparent) for each in told] == told, "asked by header or by trace, it is the same"
    assert not any(tracer.samples(each._replace(flags="00")) for each in made)


def test_without_a_collector_no_exporter_is_even_imported() -> None:
    code = """
import sys
from souk.order import app
from souk.serving.tracing import configured
print(configured.Tracing(configured.load(), []).tracer(None))
print(any(each.startswith("opentelemetry.exporter") for each in sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["None", "False"]


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("SOUK_OTLP_ENDPOINT", "collector:4318", "must begin with http"),
        ("SOUK_TRACE_RATIO", "2", "between 0 and 1"),
        ("SOUK_TRACE_RATIO", "much", "settings are wrong"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(variable: str, value: str, says: str) -> None:
    with pytest.raises(settings.SettingsError, match=says):
        configured.load({variable: value})
