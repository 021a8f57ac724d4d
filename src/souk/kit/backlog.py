"""What waits at the broker for a durable consumer, asked over JetStream's own API (https://docs.nats.io)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

import msgspec
from nats.aio.client import Client

ANSWER_TIMEOUT_S = 5.0

A = TypeVar("A")


class Gone(Exception):  # noqa: N818 - a state, told to the bus only
    """There is no such consumer."""


class _Floor(msgspec.Struct, frozen=True):
    stream_seq: int = 0


class _Consumer(msgspec.Struct):
    num_pending: int = 0
    num_ack_pending: int = 0
    ack_floor: _Floor = _Floor()
    """All before and with this one are acknowledged."""
    error: dict[str, Any] | None = None


class _Stored(msgspec.Struct):
    time: datetime


class _Found(msgspec.Struct):
    message: _Stored | None = None


async def pending(client: Client, stream: str, durable: str) -> int:
    """Messages that are not acknowledged yet. Raises `Gone`, and what the client raises."""
    consumer = await _consumer(client, stream, durable)
    return consumer.num_pending + consumer.num_ack_pending


async def oldest(client: Client, stream: str, durable: str, subject: str) -> datetime | None:
    """When the oldest of them was stored; None when there is none. Raises as `pending` does."""
    consumer = await _consumer(client, stream, durable)
    if not consumer.num_pending + consumer.num_ack_pending:
        return None
    first = {"seq": consumer.ack_floor.stream_seq + 1, "next_by_subj": subject}
    found = await _ask(client, f"STREAM.MSG.GET.{stream}", first, _Found)
    return found.message.time if found.message is not None else None  # acknowledged, or too old, meanwhile


async def _consumer(client: Client, stream: str, durable: str) -> _Consumer:
    consumer = await _ask(client, f"CONSUMER.INFO.{stream}.{durable}", {}, _Consumer)
    if consumer.error is not None:
        raise Gone(str(consumer.error.get("description", "the consumer is gone")))
    return consumer


async def _ask(client: Client, about: str, question: dict[str, Any], answer: type[A]) -> A:
    said = await client.request(f"$JS.API.{about}", msgspec.json.encode(question), timeout=ANSWER_TIMEOUT_S)
    return msgspec.json.decode(said.data, type=answer)
