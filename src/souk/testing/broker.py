"""A broker in memory."""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from souk.kit import bus as buses
from souk.kit import clock


@dataclass
class MemoryMessage:
    """A message in a `MemoryBus`."""

    subject: str
    body: bytes
    resend: int
    owner: MemorySubscription | None = None
    visible_at: float = 0.0
    deliveries: int = 0
    at: datetime = field(default_factory=clock.now)

    async def ack(self) -> None:
        if self.owner is not None and self in self.owner.messages:
            self.owner.messages.remove(self)

    async def in_progress(self) -> None:
        self.visible_at = clock.monotonic() + buses.ACK_WAIT_S


@dataclass
class MemorySubscription:
    """A durable consumer in a `MemoryBus`."""

    bus: MemoryBus
    durable: str
    subject: str
    messages: list[MemoryMessage] = field(default_factory=list)
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    async def fetch(self, messages_max: int, timeout_s: float) -> Sequence[buses.Message]:
        limit = clock.monotonic() + timeout_s
        while True:
            self.bus.demand_connection()
            if self.bus.subscriptions.get(self.durable) is not self:
                raise buses.BusUnavailableError("the consumer is gone")
            now = clock.monotonic()
            ready = [each for each in self.messages if each.visible_at <= now][:messages_max]
            if ready or now >= limit:
                for each in ready:
                    each.visible_at = now + buses.ACK_WAIT_S
                    each.deliveries += 1
                return ready
            next_at = min((each.visible_at for each in self.messages), default=limit)
            self.wake.clear()
            with contextlib.suppress(TimeoutError):
                # `wait_for` may lose a cancellation before Python 3.12
                async with asyncio.timeout(max(0.001, min(limit, next_at, now + 0.5) - now)):
                    await self.wake.wait()

    async def close(self) -> None:
        for each in self.messages:
            each.visible_at = 0.0
        self.wake.set()


class MemoryBus:
    """`bus.Bus` in memory: durable streams, a window for repeated ids, redelivery; and it can be cut off or wiped."""

    def __init__(self) -> None:
        self.connected = True
        self.subscriptions: dict[str, MemorySubscription] = {}
        self._streams: dict[str, tuple[datetime, list[MemoryMessage]]] = {}
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._listeners: list[tuple[str, Callable[[bytes], Awaitable[None]]]] = []

    def demand_connection(self) -> None:
        if not self.connected:
            raise buses.BusUnavailableError("the broker is away")

    async def publish(self, subject: str, body: bytes, *, message_id: str, resend: int = 0) -> None:
        self.demand_connection()
        stream = self._streams.get(buses.publisher_of(subject))
        if stream is None:
            raise buses.BusUnavailableError(f"no stream takes {subject}")
        if message_id in self._seen:
            return
        self._seen[message_id] = None
        message = MemoryMessage(subject, body, resend)
        stream[1].append(message)
        for subscription in self.subscriptions.values():
            if _matches(subscription.subject, subject):
                subscription.messages.append(MemoryMessage(subject, body, resend, subscription))
                subscription.wake.set()
        await self._tell(subject, body)

    async def subscribe(self, durable: str, subject: str) -> buses.Subscription:
        self.demand_connection()
        await self.ensure_stream(buses.publisher_of(subject))
        if durable not in self.subscriptions:
            subscription = MemorySubscription(self, durable, subject)
            for message in self._streams[buses.publisher_of(subject)][1]:
                if _matches(subject, message.subject):
                    subscription.messages.append(
                        MemoryMessage(message.subject, message.body, message.resend, subscription)
                    )
            self.subscriptions[durable] = subscription
        return self.subscriptions[durable]

    async def oldest_waiting(self, durable: str, subject: str) -> datetime | None:
        self.demand_connection()
        if durable not in self.subscriptions:
            raise buses.BusUnavailableError(f"{durable}: the consumer is gone")
        return min((each.at for each in self.subscriptions[durable].messages), default=None)

    async def pending(self, durable: str, subject: str) -> int:
        self.demand_connection()
        if durable not in self.subscriptions:
            raise buses.BusUnavailableError(f"{durable}: the consumer is gone")
        return len(self.subscriptions[durable].messages)

    async def ensure_stream(self, name: str) -> datetime:
        self.demand_connection()
        if name not in self._streams:
            self._streams[name] = (clock.now() + timedelta(microseconds=len(self._seen)), [])
        return self._streams[name][0]

    async def broadcast(self, topic: str, body: bytes) -> None:
        if self.connected:
            await self._tell(buses.BROADCAST_PREFIX + topic, body)

    async def listen(self, subject: str, heard: Callable[[bytes], Awaitable[None]]) -> None:
        self._listeners.append((subject, heard))

    async def close(self) -> None:
        self.connected = False

    def wipe(self) -> None:
        """Lose the disk: streams, consumers, everything."""
        self._streams.clear()
        self.subscriptions.clear()
        self._seen.clear()

    def stored(self, stream: str) -> list[MemoryMessage]:
        """Everything that a publisher's stream holds."""
        return list(self._streams[stream][1]) if stream in self._streams else []

    async def _tell(self, subject: str, body: bytes) -> None:
        for pattern, heard in self._listeners:
            if _matches(pattern, subject):
                await heard(body)


def _matches(pattern: str, subject: str) -> bool:
    wanted, given = pattern.split("."), subject.split(".")
    for index, part in enumerate(wanted):
        if part == ">":
            return len(given) > index
        if index >= len(given) or part not in ("*", given[index]):
            return False
    return len(wanted) == len(given)
