"""The broker, NATS JetStream: durable streams that may lose everything, and shouts that nobody has to hear."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import weakref
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import msgspec
import nats.errors
import nats.js.errors
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription as Subscribed
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy, RetentionPolicy, StorageType, StreamConfig

from souk.kit import backlog, clock

LOG = logging.getLogger(__name__)

PUBLISH_TIMEOUT_S = 5.0
CONNECT_TIMEOUT_S = 2
RECONNECT_WAIT_S = 1
ACK_WAIT_S = 10.0
"""What a killed process had in hand comes again after so long; whoever needs longer says `in_progress`."""
ACK_PENDING_MAX = 1_000
PENDING_BYTES_MAX = 16 * 1024 * 1024
STREAM_AGE_MAX = timedelta(days=7)
DUPLICATE_WINDOW = timedelta(minutes=2)
CONTENT_TYPE = "application/cloudevents-batch+json"
RESEND_HEADER = "Souk-Resend"
PULL_MESSAGES = 64
"""Messages asked for at a time; each carries up to 256 events, and when nothing gathered before it was sent, one. What
is asked for at a time is all that a consumer gets while events gather: this bounds how many small ones it can take."""
PULL_EXPIRES_S = 30.0
HEARTBEAT_S = 3.0
SILENCE_MAX_S = 2 * HEARTBEAT_S + 1
_HEARTBEAT, _CONFLICT, _NO_RESPONDERS = "100", "409", "503"
_TOKENS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[][{},]', re.DOTALL)
BROADCAST_PREFIX = "_souk."
"""Shouts live outside every stream's subjects."""


class BusUnavailableError(Exception):
    """The broker cannot be reached, or did not say that it stored the message."""


class Message(Protocol):
    """A delivered message: an encoded array of events."""

    @property
    def body(self) -> bytes: ...
    @property
    def resend(self) -> int:
        """How often the question in it was asked before; 0 for the first time and for plain redelivery."""

    async def ack(self) -> None: ...
    async def in_progress(self) -> None: ...


class Subscription(Protocol):
    """A durable consumer's place in a stream."""

    async def fetch(self, messages_max: int, timeout_s: float) -> Sequence[Message]:
        """The next messages, none when the time is up. Raises `BusUnavailableError` when the consumer is gone."""

    async def close(self) -> None: ...


class Bus(Protocol):
    """What the kit needs of a broker."""

    @property
    def connected(self) -> bool: ...

    async def publish(self, subject: str, body: bytes, *, message_id: str, resend: int = 0) -> None:
        """Store a message, once per `message_id` in two minutes. Raises `BusUnavailableError`."""

    async def subscribe(self, durable: str, subject: str) -> Subscription:
        """Join (or make) the durable consumer `durable` of everything under `subject`. Raises `BusUnavailableError`."""

    async def oldest_waiting(self, durable: str, subject: str) -> datetime | None:
        """When the oldest message was stored that a consumer, of this service or another, has not acknowledged yet.

        None when it has them all. Raises `BusUnavailableError`, also when there is no such consumer.
        """

    async def pending(self, durable: str, subject: str) -> int:
        """How many they are. Raises as `oldest_waiting` does."""

    async def ensure_stream(self, name: str) -> datetime:
        """Make the publisher's stream if it is missing; answers when it was created. Raises `BusUnavailableError`."""

    async def broadcast(self, topic: str, body: bytes) -> None:
        """Shout to every process that listens now. May be lost; never raises for a broker that is away."""

    async def listen(self, subject: str, heard: Callable[[bytes], Awaitable[None]]) -> None:
        """Hear every shout on a topic (`_souk.<topic>`) or every message on an event's subject, without any promise."""

    async def close(self) -> None: ...


def publisher_of(subject: str) -> str:
    """`order.placed.v1` is published by `order`."""
    return subject.split(".", 1)[0]


class NatsMessage:
    """A JetStream message."""

    def __init__(self, raw: Msg) -> None:
        self._raw = raw

    @property
    def body(self) -> bytes:
        return self._raw.data

    @property
    def resend(self) -> int:
        value = (self._raw.headers or {}).get(RESEND_HEADER, "0")
        return int(value[:9]) if value.isdecimal() else 0

    async def ack(self) -> None:
        await self._tell(self._raw.ack())

    async def in_progress(self) -> None:
        await self._tell(self._raw.in_progress())

    async def _tell(self, telling: Awaitable[None]) -> None:
        # what the broker does not hear now, it asks for again by redelivering; the inbox is ready for that
        with contextlib.suppress(nats.errors.Error):
            await telling


class NatsSubscription:
    """A durable pull consumer that always keeps one request open at the server.

    Written on the plain pull protocol: `fetch` of nats-py 2.16 may wait for a full batch until its time is up.
    """

    def __init__(self, client: Client, stream: str, durable: str) -> None:
        self._client = client
        self._next = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{durable}"
        self._inbox = client.new_inbox()
        self._arrived: asyncio.Queue[Msg | None] = asyncio.Queue()
        """`None`: the connection is a new one."""
        self._open = 0
        """Messages that the open request still allows."""
        self._heard_at = 0.0
        self._raw: Subscribed | None = None

    async def start(self) -> None:
        """Listen on the inbox that answers go to."""
        self._raw = await self._client.subscribe(self._inbox, cb=self._arrived.put)

    async def fetch(self, messages_max: int, timeout_s: float) -> Sequence[Message]:
        messages: list[Message] = []
        limit = clock.monotonic() + timeout_s
        while not messages and (left_s := limit - clock.monotonic()) > 0:
            await self._ask()
            if self._client.is_connected:  # if not, who waits is woken once it is again
                left_s = min(left_s, self._heard_at + SILENCE_MAX_S - clock.monotonic())
            try:
                async with asyncio.timeout(left_s):  # `wait_for` may lose a cancellation before Python 3.12
                    first = await self._arrived.get()
            except TimeoutError:
                continue
            self._take(first, messages)
            while len(messages) < messages_max and not self._arrived.empty():
                self._take(self._arrived.get_nowait(), messages)
        return messages

    async def _ask(self) -> None:
        """Open a request unless one is open: after too long a silence it is taken for lost."""
        now = clock.monotonic()
        if self._open > 0 and (now - self._heard_at <= SILENCE_MAX_S or not self._client.is_connected):
            return
        if not self._client.is_connected:
            raise BusUnavailableError("the broker is away")
        self._open, self._heard_at = PULL_MESSAGES, now
        request = {"batch": PULL_MESSAGES, "expires": _ns(PULL_EXPIRES_S), "idle_heartbeat": _ns(HEARTBEAT_S)}
        await self._client.publish(self._next, msgspec.json.encode(request), self._inbox)

    def reconnected(self) -> None:
        """The open request was lost with the connection: ask again at once, whoever waits in `fetch`."""
        self._arrived.put_nowait(None)

    def _take(self, raw: Msg | None, messages: list[Message]) -> None:
        if raw is None:
            self._open = 0
            return
        self._heard_at = clock.monotonic()
        status = (raw.headers or {}).get("Status")
        if status is None or raw.data:
            self._open -= 1
            messages.append(NatsMessage(raw))
        elif status == _NO_RESPONDERS:
            self._open = 0
            raise BusUnavailableError("the consumer is gone")
        elif status == _CONFLICT:
            self._open = 0
            if "deleted" in (raw.headers or {}).get("Description", "").lower():
                raise BusUnavailableError("the consumer was deleted")
        elif status != _HEARTBEAT:
            self._open = 0  # the request expired: ask again

    async def close(self) -> None:
        if self._raw is not None:
            with contextlib.suppress(nats.errors.Error):
                await self._raw.unsubscribe()


@contextlib.contextmanager
def _or_unavailable(what: str) -> Iterator[None]:
    """What the client raises comes out as `BusUnavailableError`."""
    try:
        yield
    except (nats.errors.Error, nats.js.errors.Error, backlog.Gone, TimeoutError) as error:
        raise BusUnavailableError(f"{what}: {error}") from error


def _ns(seconds: float) -> int:
    return int(seconds * 1_000_000_000)


class NatsBus:
    """NATS JetStream (https://docs.nats.io). Reconnects for ever; publishing while away is refused, not buffered."""

    def __init__(self, client: Client, replicas: int) -> None:
        self._client = client
        self._stream = client.jetstream(timeout=PUBLISH_TIMEOUT_S)
        self._replicas = replicas
        self._connecting: asyncio.Task[None] | None = None
        self._listening: list[tuple[str, Callable[[bytes], Awaitable[None]]]] = []
        self._subscriptions: weakref.WeakSet[NatsSubscription] = weakref.WeakSet()

    @classmethod
    async def connect(cls, url: str, name: str, *, replicas: int = 1) -> NatsBus:
        """Connect; a broker that is away is waited for in the background, so that what needs none can start."""
        made = cls(Client(), replicas)
        made._connecting = asyncio.create_task(made._connect(url, name), name="nats-connect")
        await asyncio.wait([made._connecting], timeout=CONNECT_TIMEOUT_S)
        return made

    async def _connect(self, url: str, name: str) -> None:
        async def on_error(error: Exception) -> None:
            LOG.warning("nats: %s", error)

        await self._client.connect(
            servers=url.split(","),
            name=name,
            error_cb=on_error,
            reconnected_cb=self._on_reconnected,
            allow_reconnect=True,
            max_reconnect_attempts=-1,
            reconnect_time_wait=RECONNECT_WAIT_S,
            connect_timeout=CONNECT_TIMEOUT_S,
            pending_size=PENDING_BYTES_MAX,
            ping_interval=5,
            max_outstanding_pings=2,
        )
        for subject, heard in self._listening:
            await self._subscribe_to(subject, heard)

    async def _on_reconnected(self) -> None:
        for subscription in self._subscriptions:
            subscription.reconnected()

    @property
    def connected(self) -> bool:
        return bool(self._client.is_connected)

    async def publish(self, subject: str, body: bytes, *, message_id: str, resend: int = 0) -> None:
        self._demand_connection()
        headers = {"Nats-Msg-Id": message_id, "Content-Type": CONTENT_TYPE}
        if resend:
            headers[RESEND_HEADER] = str(resend)
        try:
            await self._stream.publish(subject, body, headers=headers, timeout=PUBLISH_TIMEOUT_S)
        except (nats.errors.Error, nats.js.errors.Error, TimeoutError) as error:
            raise BusUnavailableError(f"{subject}: {error}") from error

    async def subscribe(self, durable: str, subject: str) -> Subscription:
        self._demand_connection()
        stream = publisher_of(subject)
        config = ConsumerConfig(
            durable_name=durable,
            filter_subject=subject,
            deliver_policy=DeliverPolicy.ALL,
            ack_policy=AckPolicy.EXPLICIT,
            ack_wait=ACK_WAIT_S,
            max_deliver=-1,
            max_ack_pending=ACK_PENDING_MAX,
            num_replicas=0,  # as many as the stream has
        )
        await self.ensure_stream(stream)
        try:
            await self._stream.add_consumer(stream.upper(), config)
            subscription = NatsSubscription(self._client, stream.upper(), durable)
            await subscription.start()
            self._subscriptions.add(subscription)
        except (nats.errors.Error, nats.js.errors.Error, TimeoutError) as error:
            raise BusUnavailableError(f"{durable}: {error}") from error
        return subscription

    async def oldest_waiting(self, durable: str, subject: str) -> datetime | None:
        self._demand_connection()
        with _or_unavailable(durable):
            return await backlog.oldest(self._client, publisher_of(subject).upper(), durable, subject)

    async def pending(self, durable: str, subject: str) -> int:
        self._demand_connection()
        with _or_unavailable(durable):
            return await backlog.pending(self._client, publisher_of(subject).upper(), durable)

    async def ensure_stream(self, name: str) -> datetime:
        self._demand_connection()
        config = StreamConfig(
            name=name.upper(),
            subjects=[f"{name}.>"],
            storage=StorageType.FILE,
            retention=RetentionPolicy.LIMITS,
            max_age=STREAM_AGE_MAX.total_seconds(),
            duplicate_window=DUPLICATE_WINDOW.total_seconds(),
            num_replicas=self._replicas,
        )
        try:
            try:
                info = await self._stream.stream_info(config.name or "")
            except nats.js.errors.NotFoundError:
                info = await self._stream.add_stream(config)
        except (nats.errors.Error, nats.js.errors.Error, TimeoutError) as error:
            raise BusUnavailableError(f"stream {name}: {error}") from error
        return _created(info)

    async def broadcast(self, topic: str, body: bytes) -> None:
        if self.connected:
            with contextlib.suppress(nats.errors.Error):
                await self._client.publish(BROADCAST_PREFIX + topic, body)

    async def listen(self, subject: str, heard: Callable[[bytes], Awaitable[None]]) -> None:
        self._listening.append((subject, heard))
        if self.connected:
            await self._subscribe_to(subject, heard)

    async def _subscribe_to(self, subject: str, heard: Callable[[bytes], Awaitable[None]]) -> None:
        async def on_message(message: Msg) -> None:
            try:
                await heard(message.data)
            except Exception:  # one listener's mistake must not end the subscription
                LOG.exception("hearing %s failed", subject)

        await self._client.subscribe(subject, cb=on_message)

    async def close(self) -> None:
        if self._connecting is not None:
            self._connecting.cancel()
        with contextlib.suppress(nats.errors.Error, TimeoutError, asyncio.CancelledError):
            await self._client.close()

    def _demand_connection(self) -> None:
        if not self.connected:
            raise BusUnavailableError("the broker is away")


def _created(info: Any) -> datetime:
    created: datetime | str | None = info.created
    if isinstance(created, datetime):
        return created
    return datetime.fromisoformat(created) if created else datetime.fromtimestamp(0, UTC)


def split(body: bytes) -> list[bytes]:
    """The members of a JSON array, none of which is looked into; empty when it is no array, or not whole."""
    parts: list[bytes] = []
    depth = start = 0
    for token in _TOKENS.finditer(body):
        mark = token[0]
        if depth == 1 and mark in b",]":
            parts.append(body[start : token.start()])
        depth += (mark in b"[{") - (mark in b"]}")
        if depth == 1 and mark in b"[,":
            start = token.end()
    return parts if depth == 0 and body.lstrip()[:1] == b"[" else []
