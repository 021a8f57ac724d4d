"""What a load cost, whatever it was: CPU and memory by process, database operations, bytes, messages, batches."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import nats

from bench import stack, traffic, usage

NATS_TIMEOUT_S = 10.0


@dataclass(frozen=True)
class Messages:
    """What the broker's streams were given and gave out, so far; shouts outside of streams are not among it."""

    published: int
    delivered: int
    bytes: int


@dataclass
class Cost:
    """Filled in when the load is over."""

    figures: dict[str, Any] = field(default_factory=dict)
    cpu_s: Mapping[str, float] = field(default_factory=dict)

    def per_order(self, orders: int) -> dict[str, Any]:
        """Everything that is counted, an order; batches by their work."""
        per = 1 / max(orders, 1)
        before, after = self.figures["before"], self.figures["after"]
        return {
            "cpu_ms_per_order": sum(self.cpu_s.values()) * 1000 * per,
            **traffic.spent(before["look"], after["look"], orders),
            "messages_published_per_order": (after["messages"].published - before["messages"].published) * per,
            "messages_delivered_per_order": (after["messages"].delivered - before["messages"].delivered) * per,
            "message_bytes_per_order": (after["messages"].bytes - before["messages"].bytes) * per,
            "batches_by_size": traffic.sizes(before["look"], after["look"]),
            "memory_mib_by_process": {name: size / 2**20 for name, size in after["memory"].items()},
        }

    def cpu_ms_by_process(self, orders: int) -> dict[str, float]:
        return {name: spent * 1000 / max(orders, 1) for name, spent in self.cpu_s.items()}


@contextlib.contextmanager
def counted(running: stack.Stack) -> Iterator[Cost]:
    """Count what happens inside."""
    cost = Cost()
    before, began = _look(running), running.cpu_s()
    yield cost
    cost.cpu_s = usage.spent_s(began, running.cpu_s())
    cost.figures = {"before": before, "after": _look(running)}


def _look(running: stack.Stack) -> dict[str, Any]:
    return {
        "look": traffic.look(running),
        "messages": asyncio.run(messages(running)),
        "memory": {name: usage.pss_bytes([pid]) for name, pid in running.pids.items()},
    }


async def messages(running: stack.Stack) -> Messages:
    """Read all streams and all their consumers."""
    run = json.loads((running.home / "run.json").read_text(encoding="utf-8"))
    client = await nats.connect(run["nats"], connect_timeout=NATS_TIMEOUT_S)
    try:
        jetstream = client.jetstream(timeout=NATS_TIMEOUT_S)
        published = delivered = size = 0
        for stream in await jetstream.streams_info():
            published += stream.state.last_seq
            size += stream.state.bytes
            for consumer in await jetstream.consumers_info(stream.config.name or ""):
                delivered += consumer.delivered.consumer_seq if consumer.delivered else 0
        return Messages(published, delivered, size)
    finally:
        await client.close()
