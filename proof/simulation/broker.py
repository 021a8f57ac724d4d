"""A broker that loses, repeats, delays and reorders what it is given, goes away, and forgets everything at times."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from proof.simulation.world import World, turn
from souk.kit import bus as buses
from souk.kit import clock

if TYPE_CHECKING:
    from proof.simulation.shop import Process

PUBLISH = (
    "lost",
    "lost",
    "repeated",
    "late",
    "refused",
    "stored, not said",
    "crash before",
    "crash after",
    "freeze before",
    "freeze after",
    "broker away",
    "broker wiped",
)
DELIVERY = ("crash", "freeze", "repeated", "lost")
ACKNOWLEDGEMENT = ("crash before", "freeze before", "lost")
AWAY_MAX_S = 12.0
LATE_MAX_S = 15.0
JITTER_S = 0.01
SHOUTS_LOST = 0.03


@dataclass(eq=False)
class Stored:
    """A message as the stream has it."""

    subject: str
    body: bytes
    resend: int
    at: datetime


@dataclass(eq=False)
class Delivery:
    """A message on its way to one durable consumer."""

    message: Stored
    visible_at: float


@dataclass(eq=False)
class Durable:
    """A consumer's place; gone when the broker is wiped."""

    subject: str
    queue: list[Delivery] = field(default_factory=list)
    waiters: list[Any] = field(default_factory=list)
    is_gone: bool = False


@dataclass(eq=False)
class Stream:
    created: datetime
    messages: list[Stored] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


class Broker:
    """The one that all processes share."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.streams: dict[str, Stream] = {}
        self.durables: dict[str, Durable] = {}
        self.names: set[str] = set()
        """Of all durables that there ever were."""
        self.away_until = 0.0
        self.published = 0
        self._wipes = 0
        self.listening: list[tuple[Process, str, Callable[[bytes], Awaitable[None]]]] = []

    @property
    def is_away(self) -> bool:
        return self.away_until > self._world.now

    @property
    def is_empty(self) -> bool:
        """Nothing waits for anybody, and everybody has a place."""
        return len(self.durables) == len(self.names) and not any(durable.queue for durable in self.durables.values())

    def stream(self, name: str) -> Stream:
        found = self.streams.get(name)
        if found is None:
            found = self.streams[name] = Stream(clock.now() + timedelta(milliseconds=self._wipes))
        return found

    def store(self, subject: str, body: bytes, message_id: str, resend: int, *, delay_s: float = 0.0) -> None:
        """Keep a message, once an id, and bring it to whoever has a place."""
        self.published += 1
        stream = self.stream(buses.publisher_of(subject))
        if message_id in stream.seen:
            return
        stream.seen.add(message_id)
        message = Stored(subject, body, resend, clock.now())
        stream.messages.append(message)
        self.bring(message, delay_s)

    def bring(self, message: Stored, delay_s: float) -> None:
        world = self._world
        base = message.subject.rsplit(".", 1)[0]
        for durable in self.durables.values():
            if durable.subject.rsplit(".", 1)[0] == base:
                self.deliver(durable, message, delay_s + world.chance.random() * JITTER_S)
        self.shout(message.subject, message.body)

    def deliver(self, durable: Durable, message: Stored, delay_s: float) -> None:
        durable.queue.append(Delivery(message, self._world.now + delay_s))
        self.wake(durable, delay_s)

    def wake(self, durable: Durable, delay_s: float) -> None:
        for future in durable.waiters:
            self._world.later(delay_s, _resolve, future)

    def shout(self, subject: str, body: bytes) -> None:
        base = subject.rsplit(".", 1)[0]
        for process, pattern, heard in self.listening:
            if pattern == subject or (pattern.endswith(".*") and pattern[:-2] == base):
                if process.is_dead or self._world.chance.random() < SHOUTS_LOST:
                    continue
                self._world.loop.begin(_tell(heard, body), process)
        self.listening = [each for each in self.listening if not each[0].is_dead]

    def go_away(self, seconds: float) -> None:
        self.away_until = self._world.now + seconds
        for durable in self.durables.values():
            self.wake(durable, 0.0)

    def wipe(self) -> None:
        """Lose the disk."""
        self._wipes += 1
        self.streams.clear()
        for durable in self.durables.values():
            durable.is_gone = True
            self.wake(durable, self._world.chance.random() * 3.0)
        self.durables.clear()


class Message:
    """A delivered message, as the consumer has it in hand."""

    def __init__(self, bus: Bus, durable: Durable, delivery: Delivery) -> None:
        self._bus, self._durable, self._delivery = bus, durable, delivery
        self.body = delivery.message.body
        self.resend = delivery.message.resend

    async def ack(self) -> None:
        await self._bus.acknowledge(self._durable, self._delivery)

    async def in_progress(self) -> None:
        self._delivery.visible_at = self._bus.world.now + buses.ACK_WAIT_S


class Subscription:
    """A process's hold on a durable consumer."""

    def __init__(self, bus: Bus, durable: Durable) -> None:
        self._bus, self._durable = bus, durable

    async def fetch(self, messages_max: int, timeout_s: float) -> Sequence[buses.Message]:
        world, durable = self._bus.world, self._durable
        limit = world.now + timeout_s
        while True:
            self._bus.demand()
            if durable.is_gone:
                raise buses.BusUnavailableError("the consumer is gone")
            now = world.now
            ready = [each for each in durable.queue if each.visible_at <= now][:messages_max]
            if ready:
                return await self._bus.take(durable, ready)
            if now >= limit:
                return ()
            soonest = min((each.visible_at for each in durable.queue), default=limit)
            future = world.loop.create_future()
            durable.waiters.append(future)
            timer = world.loop.call_at(min(limit, max(soonest, now + 0.0005)), _resolve, future)
            try:
                await future
            finally:
                timer.cancel()
                durable.waiters.remove(future)

    async def close(self) -> None:
        """What is in hand comes again."""


class Bus:
    """`bus.Bus` of one process."""

    def __init__(self, world: World, broker: Broker, process: Process) -> None:
        self.world = world
        self._broker = broker
        self._process = process

    @property
    def connected(self) -> bool:
        return not self._broker.is_away

    def demand(self) -> None:
        if self._broker.is_away:
            raise buses.BusUnavailableError("the broker is away")

    async def publish(self, subject: str, body: bytes, *, message_id: str, resend: int = 0) -> None:
        await turn()
        self.demand()
        world, broker = self.world, self._broker
        wrong = world.goes_wrong(f"publish {subject.rsplit('.', 1)[0]}", PUBLISH)
        kind, extent = wrong or ("", 0.0)
        await self._process.struck(kind, extent, " before")
        if kind == "refused":
            raise buses.BusUnavailableError("not stored")
        if kind == "broker away":
            broker.go_away(0.2 + extent * AWAY_MAX_S)
            raise buses.BusUnavailableError("the broker went away")
        again = f" (again, {resend})" if resend else ""
        world.note(f"{self._process.name} publishes {subject}{again}")
        if kind == "lost":
            broker.published += 1
        else:
            delay_s = extent * LATE_MAX_S if kind == "late" else 0.0
            broker.store(subject, body, message_id, resend, delay_s=delay_s)
        if kind == "repeated":
            message = Stored(subject, body, resend, clock.now())
            broker.bring(message, extent * LATE_MAX_S)
        elif kind == "stored, not said":
            raise buses.BusUnavailableError("no answer")
        elif kind == "broker wiped":
            broker.wipe()
        await self._process.struck(kind, extent, " after")
        await turn()

    async def take(self, durable: Durable, ready: list[Delivery]) -> Sequence[buses.Message]:
        world = self.world
        for each in ready:
            each.visible_at = world.now + buses.ACK_WAIT_S
        what = ready[0].message.subject.rsplit(".", 1)[0]
        wrong = world.goes_wrong(f"{self._process.service} hears {what}", DELIVERY)
        world.note(f"{self._process.name} hears {len(ready)} {what}")
        kind, extent = wrong or ("", 0.0)
        await self._process.struck(kind, extent)
        if kind == "repeated":
            for each in ready:
                self._broker.deliver(durable, each.message, extent * LATE_MAX_S)
        elif kind == "lost":
            for each in ready:
                durable.queue.remove(each)
            return ()
        return [Message(self, durable, each) for each in ready]

    async def acknowledge(self, durable: Durable, delivery: Delivery) -> None:
        self.demand()
        wrong = self.world.goes_wrong(f"{self._process.service} acknowledges", ACKNOWLEDGEMENT)
        if wrong is not None:
            await self._process.struck(*wrong, " before")
            return
        if delivery in durable.queue:
            durable.queue.remove(delivery)

    async def subscribe(self, durable: str, subject: str) -> buses.Subscription:
        self.demand()
        stream = self._broker.stream(buses.publisher_of(subject))
        place = self._broker.durables.get(durable)
        if place is None:
            self._broker.names.add(durable)
            place = self._broker.durables[durable] = Durable(subject)
            base = subject.rsplit(".", 1)[0]
            for message in stream.messages:
                if message.subject.rsplit(".", 1)[0] == base:
                    self._broker.deliver(place, message, 0.0)
        return Subscription(self, place)

    async def oldest_waiting(self, durable: str, subject: str) -> datetime | None:  # noqa: ARG002 - a bus's shape
        self.demand()
        place = self._broker.durables.get(durable)
        if place is None:
            raise buses.BusUnavailableError(f"{durable}: there is no such consumer")
        return min((each.message.at for each in place.queue), default=None)

    async def pending(self, durable: str, subject: str) -> int:  # noqa: ARG002 - a bus's shape
        self.demand()
        place = self._broker.durables.get(durable)
        if place is None:
            raise buses.BusUnavailableError(f"{durable}: there is no such consumer")
        return len(place.queue)

    async def ensure_stream(self, name: str) -> datetime:
        self.demand()
        return self._broker.stream(name).created

    async def broadcast(self, topic: str, body: bytes) -> None:
        if self.connected:
            self._broker.shout(buses.BROADCAST_PREFIX + topic, body)

    async def listen(self, subject: str, heard: Callable[[bytes], Awaitable[None]]) -> None:
        self._broker.listening.append((self._process, subject, heard))

    async def close(self) -> None:
        """The process goes."""


async def _tell(heard: Callable[[bytes], Awaitable[None]], body: bytes) -> None:
    await heard(body)


def _resolve(future: Any) -> None:
    if not future.done():
        future.set_result(None)
