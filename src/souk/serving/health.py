"""`/livez` (the loop turns), `/readyz` (own database answers, not draining), `/metrics`."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, Protocol

import msgspec
from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from prometheus_client import REGISTRY
from prometheus_client.exposition import choose_encoder
from pymongo.errors import PyMongoError

from souk.kit import bus, clock, consumer, metrics, mongo
from souk.serving import cache

PING_TIMEOUT_S = 1.0
PING_REUSE_S = 0.9
"""HAProxy asks more often than the database's health changes."""
PULSE_PERIOD_S = 10.0
PULSE_PATIENCE = 9
"""So many periods a ping may take that nobody cuts short. The driver gives any operation up within half a minute."""


class StandstillError(Exception):
    """The client of the database neither answers nor fails: nothing that waits for it will ever go on."""


class Watched(Protocol):
    """What health looks at; the runtime is one."""

    db: Any
    bus: bus.Bus
    cache: cache.Shared | None
    consumers: list[consumer.Consumer]

    def missing(self) -> str | None: ...


class Report(msgspec.Struct):
    """`degraded` names what is gone that the process can live without."""

    status: str
    degraded: list[str]


class Health:
    """Liveness is not readiness: a database that is away takes the process out of rotation, it does not restart it."""

    def __init__(self, watched: Watched) -> None:
        self._watched = watched
        self.draining = False
        self._database = (-PING_REUSE_S, False)
        self._lock = asyncio.Lock()

    async def report(self) -> tuple[int, Report]:
        """HTTP status and body of `/readyz`."""
        degraded = self._degraded()
        if self.draining:
            return 503, Report("draining", degraded)
        if not await self._database_answers():
            return 503, Report("the database does not answer", degraded)
        if (missing := self._watched.missing()) is not None:
            return 503, Report(missing, degraded)
        return 200, Report("ok", degraded)

    def _degraded(self) -> list[str]:
        parts = {
            "nats": not self._watched.bus.connected,
            "valkey": self._watched.cache is not None and self._watched.cache.is_away,
        }
        for part, is_gone in parts.items():
            metrics.DEGRADED.labels(part).set(is_gone)
        stopped = [f"{each.name}: {each.stopped}" for each in self._watched.consumers if each.stopped]
        return [part for part, is_gone in parts.items() if is_gone] + stopped

    async def _database_answers(self) -> bool:
        async with self._lock:
            at, answers = self._database
            if clock.monotonic() - at > PING_REUSE_S:
                db: mongo.Database = self._watched.db
                try:
                    await asyncio.wait_for(db.ping(PING_TIMEOUT_S), PING_TIMEOUT_S)
                    answers = True
                except (PyMongoError, TimeoutError):
                    answers = False
                self._database = (clock.monotonic(), answers)
            return answers

    async def keep_pulse(self) -> None:
        """See that what is asked of the database comes to an end, good or bad, for ever. Raises `StandstillError`.

        An outage is none: there every question fails in time. Looks are counted, not seconds, so that a process that
        was itself stopped for a while, and went on, has done nothing wrong.
        """
        db: mongo.Database = self._watched.db
        while True:
            await asyncio.sleep(PULSE_PERIOD_S)
            ping = asyncio.create_task(db.ping(PING_TIMEOUT_S), name="database-ping")
            try:
                for _ in range(PULSE_PATIENCE):
                    await asyncio.wait([ping], timeout=PULSE_PERIOD_S)
                    if ping.done():
                        break
                else:
                    raise StandstillError("the database's client neither answers nor fails")
            finally:
                ping.cancel()
            with contextlib.suppress(PyMongoError):
                ping.result()

    def routes(self) -> list[HTTPRouteHandler]:
        """The three routes that every process has."""

        @get("/livez", include_in_schema=False)
        async def livez() -> dict[str, str]:
            return {"status": "ok"}

        @get("/readyz", include_in_schema=False)
        async def readyz() -> Response[Report]:
            status, report = await self.report()
            return Response(report, status_code=status)

        @get("/metrics", include_in_schema=False)
        async def numbers(request: Request[Any, Any, Any]) -> Response[bytes]:
            # OpenMetrics, which carries exemplars, for those who take it
            encode, media_type = choose_encoder(request.headers.get("accept", ""))
            return Response(encode(REGISTRY), media_type=media_type)

        return [livez, readyz, numbers]
