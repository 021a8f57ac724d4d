"""What goes to the broker: one span a message, tied to every sampled trace that has an event in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

import msgspec

from souk.kit import bus
from souk.serving.tracing import spans


class _Carried(msgspec.Struct):
    traceparent: str | None = None


class Traced:
    """`bus.Bus` around another one."""

    def __init__(self, inner: bus.Bus, tracer: spans.Tracer) -> None:
        self._inner = inner
        self._tracer = tracer
        self._events = msgspec.json.Decoder(list[_Carried])

    @property
    def connected(self) -> bool:
        return self._inner.connected

    async def publish(self, subject: str, body: bytes, *, message_id: str, resend: int = 0) -> None:
        events = self._events.decode(body)
        carried = [here for each in events if (here := self._tracer.sampled(each.traceparent)) is not None]
        if not carried:
            await self._inner.publish(subject, body, message_id=message_id, resend=resend)
            return
        about: dict[str, spans.Value] = {
            "messaging.system": "nats",
            "messaging.operation.type": "send",
            "messaging.destination.name": subject,
            "messaging.message.id": message_id,
            "messaging.batch.message_count": len(events),
        }
        if resend:
            about["souk.resend"] = resend
        with self._tracer.span(f"publish {subject}", spans.Kind.PRODUCER, carried[0], about) as opened:
            opened.link(carried[1:])
            await self._inner.publish(subject, body, message_id=message_id, resend=resend)

    async def subscribe(self, durable: str, subject: str) -> bus.Subscription:
        return await self._inner.subscribe(durable, subject)

    async def oldest_waiting(self, durable: str, subject: str) -> datetime | None:
        return await self._inner.oldest_waiting(durable, subject)

    async def pending(self, durable: str, subject: str) -> int:
        return await self._inner.pending(durable, subject)

    async def ensure_stream(self, name: str) -> datetime:
        return await self._inner.ensure_stream(name)

    async def broadcast(self, topic: str, body: bytes) -> None:
        await self._inner.broadcast(topic, body)

    async def listen(self, subject: str, heard: Callable[[bytes], Awaitable[None]]) -> None:
        await self._inner.listen(subject, heard)

    async def close(self) -> None:
        await self._inner.close()
