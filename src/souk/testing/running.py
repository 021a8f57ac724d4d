"""A service in the test's own process."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import OKPAlgorithm
from litestar.types import ControllerRouterHandler

from souk.kit import bus as buses
from souk.kit import clock, ids, mongo, outbox, settings
from souk.serving import auth, direct, gate, health, letters, process, service
from souk.testing.broker import MemoryBus
from souk.testing.neighbours import FakeRest

SECRET = "a-secret-for-tests-that-is-long-enough"  # noqa: S105 - opens nothing
KID = "test-key"
CANCEL_PATIENCE_S = 1.0
"""So many tests end that a cancellation which a driver swallowed may not cost as much as in a process that drains."""
_KEY = Ed25519PrivateKey.generate()

S = TypeVar("S", bound=settings.Service)


@dataclass
class Running:
    """A service that runs in the test's process: `client` for HTTP, `bus` and `rest` for its neighbours."""

    client: httpx.AsyncClient
    runtime: service.Runtime[Any]
    bus: MemoryBus
    rest: FakeRest

    async def deliver(
        self, *events: Any, resend: int = 0, ids_: Sequence[str] | None = None, cause: str | None = None
    ) -> list[str]:
        """Publish events as their owner would, one message a type, and wait until everything has settled.

        `cause` is the id of the event that all of them answer.
        """
        event_ids = list(ids_ or (ids.new("evt") for _ in events))
        by_type: dict[str, list[bytes]] = {}
        for event_id, event in zip(event_ids, events, strict=True):
            source = buses.publisher_of(event.type)
            envelope = outbox.Envelope(event_id, event.type, source, event.aggregate_id, clock.now(), event, cause)
            by_type.setdefault(event.type, []).append(msgspec.json.encode(envelope))
        for event_type, encoded in by_type.items():
            await self.deliver_raw(event_type, b"[" + b",".join(encoded) + b"]", resend=resend)
        return event_ids

    async def deliver_raw(self, subject: str, body: bytes, *, resend: int = 0) -> None:
        """Publish any bytes on a subject, and wait until everything has settled."""
        await self.bus.ensure_stream(buses.publisher_of(subject))
        await self.bus.publish(subject, body, message_id=ids.new("msg"), resend=resend)
        await self.settle()

    async def settle(self, timeout_s: float = 10.0) -> None:
        """Wait until every consumer is idle with nothing to do, and everything announced is published."""
        limit = clock.monotonic() + timeout_s
        while clock.monotonic() < limit:
            await asyncio.sleep(0.01)
            if self._is_settled():
                await self.runtime.outbox.drained(1.0)
                if self._is_settled():
                    return
        raise TimeoutError("the service did not settle")

    def _is_settled(self) -> bool:
        own = [self.bus.subscriptions.get(each.name) for each in self.runtime.consumers]
        waiting = any(subscription is None or subscription.messages for subscription in own)
        return not waiting and all(each.idle.is_set() for each in self.runtime.consumers)

    def token(
        self, user_id: str = "usr_test", *, roles: Sequence[str] = (), session_id: str = "ses_test"
    ) -> dict[str, str]:
        """Headers of somebody who signed in."""
        return {"Authorization": f"Bearer {auth.sign(_KEY, KID, user_id, session_id, roles)}"}

    def service_token(self, caller: str = "order") -> dict[str, str]:
        """Headers of another service."""
        return {"Authorization": f"Bearer {self.runtime.verifier.service_token(caller)}"}


async def _started(runtime: service.Runtime[Any]) -> list[asyncio.Task[None]]:
    """The service's background tasks and consumers, once they are under way."""
    tasks = [asyncio.create_task(work(), name=task_name) for task_name, work in runtime.tasks()]
    tasks += [asyncio.create_task(each.run(), name=each.name) for each in runtime.consumers]
    # a task cancelled while the driver opens a connection leaves a socket behind: let them have theirs first
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(1.0):
            for each in runtime.consumers:
                await each.idle.wait()
            while not await _has_begun(runtime):  # noqa: ASYNC110 - other processes would not tell either
                await asyncio.sleep(0.005)
    return tasks


async def _has_begun(runtime: service.Runtime[Any]) -> bool:
    """Whether the tasks that every service has were at the database."""
    lease = await runtime.db["outbox_owners"].find_one({"_id": runtime.outbox.owner})
    stream = await runtime.db["bus_streams"].find_one({"_id": runtime.name})
    return lease is not None and stream is not None


def key() -> dict[str, str]:
    """A fresh `Idempotency-Key` header."""
    return {"Idempotency-Key": ids.new("key")}


@contextlib.asynccontextmanager
async def running(
    url: str,
    name: str,
    build: Callable[[service.Runtime[S]], Awaitable[Sequence[ControllerRouterHandler]]],
    config_type: type[S],
    *,
    messages: MemoryBus | None = None,
    calls: FakeRest | None = None,
    database_name: str | None = None,
    prepare: Callable[[service.Runtime[S]], Awaitable[None]] | None = None,
    is_still: bool = False,
    **config: Any,
) -> AsyncIterator[Running]:
    """Run a service in this process on a real database, a memory bus and prepared neighbours.

    Its consumers and background tasks run, or none of them when it `is_still`: then nothing happens but what a test
    does. A second one on the same `messages` and `database_name` is a second replica.
    """
    db = await mongo.connect(url, database_name or f"test_{ids.new('db')}")
    memory, neighbours = messages or MemoryBus(), calls or FakeRest()
    values = {
        "mongodb_url": url,
        "nats_url": "memory",
        "valkey_url": "memory",
        "internal_url": "memory",
        "secret": SECRET,
    }
    settings_ = config_type(**{**values, **config})
    jwk = OKPAlgorithm.to_jwk(_KEY.public_key(), as_dict=True) | {"kid": KID}
    neighbours.answers.setdefault(("user", "/.well-known/jwks.json"), {"keys": [jwk]})
    neighbours.answers.setdefault(("user", "/internal/revocations"), {"items": []})
    verifier = auth.Verifier(
        settings_.secret,
        lambda: neighbours.get("user", "/.well-known/jwks.json", type=auth.KeySet),
        lambda: neighbours.get("user", "/internal/revocations", type=auth.Revocations),
    )
    await mongo.ensure_indexes(db, service.INDEXES)
    runtime = service.Runtime(name, settings_, db, memory, neighbours, None, verifier)
    tasks: list[asyncio.Task[None]] = []
    try:
        await memory.ensure_stream(name)
        routes = await build(runtime)
        if prepare is not None:
            await prepare(runtime)
        router = direct.build([*routes, *health.Health(runtime).routes(), *letters.routes(db)], runtime.state)
        front = gate.Gate(cast("gate.App", router), verifier)
        front.policy = runtime.policy
        await runtime.start_listening()
        if not is_still:
            tasks = await _started(runtime)
        transport = httpx.ASGITransport(app=cast("Any", front), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://souk") as client:
            yield Running(client, runtime, memory, neighbours)
        died = [task for task in tasks if task.done() and not task.cancelled() and task.exception() is not None]
        if died:
            raise RuntimeError(f"background task {died[0].get_name()} died") from died[0].exception()
    finally:
        await process.cancel(tasks, CANCEL_PATIENCE_S)
        if database_name is None:
            await db.raw.client.drop_database(db.name)
        await db.close()
