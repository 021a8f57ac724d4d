"""Transactions that carry a batch: each item goes on in its own trace, and the work they share is told once.

The batch's own span lies in the trace of its first sampled item and is linked with the others, as OpenTelemetry has it
for batches (https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/). A batch of one sampled item has
none: what the database did is told below the item itself.
"""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from souk.kit import consumer, errors, group_commit, idempotency, mongo, trace, tx
from souk.serving.tracing import spans

C = TypeVar("C")
R = TypeVar("R")
Handler = Callable[[tx.Tx, Sequence[consumer.Received[Any]]], Awaitable[Any]]


@contextlib.contextmanager
def _shared(tracer: spans.Tracer, name: str, items: Sequence[spans.Open], size: int) -> Iterator[None]:
    """Work for a whole batch, of which `items` are sampled."""
    spans.mute(is_muted=not items)
    if not items:
        trace.resume(None)  # this task worked for others before: what it does now is not theirs
        yield
    elif len(items) == 1:
        items[0].attributes["souk.batch_size"] = size
        trace.resume(items[0].here)
        yield
    else:
        first, *others = (each.here for each in items)
        with tracer.span(f"batch {name}", spans.Kind.INTERNAL, first, {"souk.batch_size": size}) as batch:
            batch.link(others)
            for each in items[1:]:
                each.link([batch.here])
            yield
        trace.resume(batch.here)  # the commit is still to come


def listening(tracer: spans.Tracer, service: str, handler: Handler) -> Handler:
    """A consumer's handler with a span for each sampled event, from which the facts that it causes go on."""

    async def handle(tx_: tx.Tx, events: Sequence[consumer.Received[Any]]) -> Any:
        began_ns = time.time_ns()
        given: list[consumer.Received[Any]] = []
        told: list[tuple[spans.Open, trace.Trace]] = []
        for each in events:
            before = tracer.sampled(each.traceparent)
            if before is not None:
                opened = spans.Open(spans.below(before), _about(each))
                told.append((opened, before))
                tx_.traces[each.id] = opened.here.traceparent
                each = dataclasses.replace(each, traceparent=opened.here.traceparent)
            given.append(each)
        failure = None
        name = f"process {events[0].data.type}"
        try:
            with _shared(tracer, f"{service} {name}", [opened for opened, _ in told], len(events)):
                return await handler(tx_, given)
        except BaseException as error:
            failure = type(error).__name__
            raise
        finally:
            for opened, before in told:
                opened.failure = failure
                tracer.tell(name, spans.Kind.CONSUMER, opened, before.span_id, began_ns)

    return handle


def _about(event: consumer.Received[Any]) -> dict[str, spans.Value]:
    return {
        "messaging.system": "nats",
        "messaging.operation.type": "process",
        "messaging.destination.name": event.data.type,
        "messaging.message.id": event.id,
        "souk.about": event.data.aggregate_id,
    }


class Writes(group_commit.GroupCommit[C, R], Generic[C, R]):
    """A group commit with a span for each sampled caller: from asking until the batch was committed."""

    def __init__(
        self,
        db: mongo.Database,
        action: group_commit.Action[C, R],
        resource_id: Callable[[R], str],
        tracer: spans.Tracer,
    ) -> None:
        super().__init__(db, action, resource_id)

        async def act(tx_: tx.Tx, commands: Sequence[C]) -> Sequence[R | errors.Refusal]:
            items = [opened for each in commands if (opened := self._callers.get(id(each))) is not None]
            with _shared(tracer, self._name, items, len(commands)):
                return await action(tx_, commands)

        self._action = act
        self._tracer = tracer
        self._callers: dict[int, spans.Open] = {}
        """By the command's identity: who waits holds it."""

    async def __call__(self, command: C, *, key: idempotency.Key | None = None) -> group_commit.Done[R]:
        here = trace.current()
        if here is None or not self._tracer.samples(here):
            return await super().__call__(command, key=key)
        with self._tracer.span(f"commit {self._name}", spans.Kind.INTERNAL, here, {}) as opened:
            self._callers[id(command)] = opened
            try:
                return await super().__call__(command, key=key)
            finally:
                self._callers.pop(id(command), None)
