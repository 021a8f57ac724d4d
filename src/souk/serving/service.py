"""What a service stands on: everything that `app.py` puts it together with."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import timedelta
from typing import Any, Generic, TypeVar

import msgspec
from litestar.types import ControllerRouterHandler
from pymongo.errors import PyMongoError

from souk.kit import (
    bus,
    clock,
    consumer,
    deadletters,
    deferred,
    errors,
    group_commit,
    idempotency,
    inbox,
    metrics,
    mongo,
    outbox,
    settings,
    tx,
)
from souk.serving import auth, brokers, cache, gate, rest, tracing
from souk.serving.tracing import batches

LOG = logging.getLogger(__name__)

DEFERRED_PERIOD_S = 1.0
DEFERRED_REST_S = 3.0  # while nothing is put off
PENDING_PERIOD_S = 5.0
BEHIND_AFTER = timedelta(seconds=5)
"""A listener with an older message than this is behind; what is in hand for a moment under load is not."""
RETENTION_PERIOD_S = 600.0

INDEXES = {
    **outbox.INDEXES,
    **inbox.INDEXES,
    **idempotency.INDEXES,
    **deferred.INDEXES,
    **deadletters.INDEXES,
}

S = TypeVar("S", bound=settings.Service)
C = TypeVar("C")
R = TypeVar("R")
F = TypeVar("F")


class Runtime(Generic[S]):
    """Everything a service stands on; `app.py` puts the service together on it, and nobody else sees it."""

    def __init__(
        self,
        name: str,
        config: S,
        db: mongo.Database,
        messages: bus.Bus,
        calls: rest.Rest,
        shared: cache.Shared | None,
        verifier: auth.Verifier,
        tracer: tracing.Tracer | None = None,
    ) -> None:
        self.name = name
        self.tracer = tracer
        """None in a process that tells no spans."""
        self.tls: ssl.SSLContext | None = None
        """For who asks the edge other than by `rest`; None where that is plain text."""
        self.settings = config
        self.bus = messages
        self.outbox = outbox.Outbox(db, messages, name)
        self.db = tx.Announcing(db, self.outbox)
        self.broker = brokers.Watch(name, db, messages, self.outbox)
        self.rest = calls
        self.cache = shared
        self.verifier = verifier
        self.state: dict[str, Any] = {"verifier": verifier}
        self.consumers: list[consumer.Consumer] = []
        self.groups: list[group_commit.GroupCommit[Any, Any]] = []
        self.answers = cache.Bytes(name, shared)
        self.policy: gate.CachePolicy | None = None
        self.draining: list[Callable[[], None]] = []
        """Called once when the process is about to go, to end what would last longer than that."""
        self._background: list[tuple[str, Callable[[], Coroutine[Any, Any, None]]]] = []
        self._heard: list[tuple[str, Callable[[bytes], Awaitable[None]]]] = []
        self._ready_checks: list[Callable[[], str | None]] = []

    def consume(
        self,
        event: type[F],
        handler: Callable[[tx.Tx, Sequence[consumer.Received[F]]], Awaitable[Any]],
        options: consumer.Options | None = None,
    ) -> None:
        """Have every event of this type take its effect once, in batches, by one of the service's replicas."""
        how = options or consumer.Options()
        if self.tracer is not None:
            handler = batches.listening(self.tracer, self.name, handler)
        self.consumers.append(consumer.Consumer(self.db, self.bus, self.name, event, handler, how))  # type: ignore[arg-type]  # a contract class is a Fact

    def group_commit(
        self, action: group_commit.Action[C, R], *, resource_id: Callable[[R], str]
    ) -> group_commit.GroupCommit[C, R]:
        """An action for HTTP writes; `resource_id` names what an idempotency key leads to."""
        if self.tracer is None:
            group = group_commit.GroupCommit(self.db, action, resource_id)
        else:
            group = batches.Writes(self.db, action, resource_id, self.tracer)
        self.groups.append(group)
        return group

    def background(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run `work()` as long as the process lives. A background task that ends or fails ends the process."""
        self._background.append((name, work))

    def ready_when(self, check: Callable[[], str | None]) -> None:
        """Be ready only while `check()` answers None (otherwise: what is missing, in a few words)."""
        self._ready_checks.append(check)

    def on_broadcast(self, topic: str, heard: Callable[[bytes], Awaitable[None]]) -> None:
        """Hear every shout on `topic`, in every process; shouts may be lost."""
        self._heard.append((bus.BROADCAST_PREFIX + topic, heard))

    async def broadcast(self, topic: str, body: bytes) -> None:
        """Shout to every process that listens to `topic` now."""
        await self.bus.broadcast(topic, body)

    def hear(self, event: type[F], heard: Callable[[F], Awaitable[None]]) -> None:
        """Hear events of this type in every process of the service; they may be lost: read what matters as well."""
        decoder = msgspec.json.Decoder(list[_Heard])
        data = msgspec.json.Decoder(event)

        async def on_message(body: bytes) -> None:
            for envelope in decoder.decode(body):
                await heard(data.decode(envelope.data))

        self._heard.append((str(event.type), on_message))  # type: ignore[attr-defined]  # a contract class is a Fact

    def cache_responses(
        self, prefixes: Sequence[str], *, sees_more: Callable[[auth.Principal], bool], max_age_s: int = 1
    ) -> None:
        """Keep encoded answers to GETs under `prefixes`, for everybody but those who see more than the public."""
        self.policy = gate.CachePolicy(self.answers, prefixes, sees_more, max_age_s)
        self.on_broadcast(f"cache.{self.name}", self.answers.heard)

    async def invalidate(self) -> None:
        """Forget kept answers, here and in all replicas: something that they show has changed."""
        await self.bus.broadcast(f"cache.{self.name}", await self.answers.begin_generation())

    async def behind(self, asked: Sequence[tuple[str, type[outbox.Fact]]]) -> bool:
        """Whether something waits too long, here or at the services that are `asked` with these events, or nobody can
        say: then is no time to send anything again."""
        places = [(each.name, each.subject) for each in self.consumers] + [consumer.place(*each) for each in asked]
        try:
            oldest = await asyncio.gather(*(self.bus.oldest_waiting(*each) for each in places))
        except bus.BusUnavailableError:
            return True
        late = clock.now() - BEHIND_AFTER
        return any(stored is not None and stored < late for stored in oldest)

    def missing(self) -> str | None:
        """What the process still waits for before it can be ready."""
        return next((missing for check in self._ready_checks if (missing := check())), None)

    def tasks(self) -> list[tuple[str, Callable[[], Coroutine[Any, Any, None]]]]:
        """Everything that runs beside the HTTP server, consumers apart."""
        return [
            ("outbox-relay", self.outbox.relay),
            ("outbox-mark", self.outbox.mark),
            ("outbox-sweep", self.outbox.sweep),
            ("deferred", self._try_deferred),
            ("consumer-lag", self._measure_lag),
            ("broker-watch", self.broker.keep),
            ("retention", self._forget_old),
            ("tokens", self.verifier.follow),
            *self._background,
        ]

    async def start_listening(self) -> None:
        """Hear shouts; a broker that is away is listened to once it is back."""
        await self.answers.start()
        for subject, heard in [*self._heard, (auth.REVOKED_SUBJECT, self.verifier.heard)]:
            await self.bus.listen(subject, heard)

    async def _try_deferred(self) -> None:
        while True:
            due = None
            try:
                due = await deferred.earliest(self.db)
                if due is not None and due <= clock.now():
                    for each in self.consumers:
                        await each.try_again()
            except (PyMongoError, errors.Unavailable) as error:
                LOG.warning("deferred events wait", extra={"error": str(error)})
            await asyncio.sleep(DEFERRED_REST_S if due is None else DEFERRED_PERIOD_S)

    async def _forget_old(self) -> None:
        while True:
            await asyncio.sleep(RETENTION_PERIOD_S)
            try:
                await self.outbox.forget()
                await inbox.forget(self.db)
            except PyMongoError as error:
                LOG.warning("old rows stay for now", extra={"error": str(error)})

    async def _measure_lag(self) -> None:
        while True:
            await asyncio.sleep(PENDING_PERIOD_S)
            for each in self.consumers:
                await each.pending()
                metrics.DEGRADED.labels(f"consumer {each.name}").set(1 if each.stopped else 0)


class _Heard(msgspec.Struct):
    data: msgspec.Raw


Build = Callable[[Runtime[S]], Awaitable[Sequence[ControllerRouterHandler]]]
"""How `app.py` puts a service together; answers its routes."""
