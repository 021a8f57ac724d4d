"""How the shop runs, at one glance."""

import asyncio
from datetime import datetime, timedelta

from litestar.types import ControllerRouterHandler

from souk.audit import findings
from souk.audit.api import deps
from souk.audit.operations import machinery, standing, stuck
from souk.kit import clock
from souk.serving import http

STUCK_AFTER = timedelta(seconds=60)
STUCK_MAX = 1_000


class ListeningView(http.View):
    """A service as listener of one event. `waiting` messages are null when the broker cannot say."""

    consumer: str
    event: str
    waiting: int | None
    oldest_waiting_at: datetime | None
    put_off: int
    dead_letters: int


class ServiceView(http.View):
    """`ready` of `total` replicas would get a request now (null: the edge does not answer). `unsent` events were
    announced and are not published yet."""

    name: str
    ready: int | None
    total: int | None
    unsent: int
    oldest_unsent_at: datetime | None
    put_off: int
    dead_letters: int
    listening: list[ListeningView]


class ProcessView(http.View):
    """One process that the launcher keeps running."""

    name: str
    state: str
    ready: bool
    restarts: int
    pid: int | None
    port: int | None
    reason: str | None
    started_at: datetime | None


class Overview(http.View):
    """`processes` is null where no launcher keeps them. `stuck` orders got nowhere for a minute, counted up to 1,000;
    `violations` are those that the last looks at the books found."""

    at: datetime
    broker: bool
    services: list[ServiceView]
    processes: list[ProcessView] | None
    stuck: int
    violations: int


@http.get("/v1/operations/overview", scope="reports:read", tags=["operations"])
async def get_operations_overview(request: deps.Request) -> Overview:
    """Services and their replicas, processes, what waits and what was given up."""
    here = deps.deps(request)
    replicas, processes, standings, still, violated = await asyncio.gather(
        machinery.replicas(here.internal_url, here.tls),
        machinery.processes(here.supervisor),
        standing.of_all(here.sources),
        stuck.count(here.sources, older_than=STUCK_AFTER, limit=STUCK_MAX),
        findings.count(here.db),
    )
    return Overview(
        at=clock.now(),
        broker=here.sources.broker is not None and here.sources.broker.connected,
        services=[_service(each, (replicas or {}).get(each.service)) for each in standings],
        processes=None if processes is None else [_process(each) for each in processes],
        stuck=still,
        violations=sum(violated.values()),
    )


def _service(found: standing.Standing, replicas: machinery.Replicas | None) -> ServiceView:
    return ServiceView(
        name=found.service,
        ready=replicas.ready if replicas else None,
        total=replicas.total if replicas else None,
        unsent=found.unsent,
        oldest_unsent_at=found.oldest_unsent_at,
        put_off=found.put_off,
        dead_letters=found.dead_letters,
        listening=[
            ListeningView(
                consumer=each.consumer,
                event=each.event,
                waiting=each.waiting.messages if each.waiting else None,
                oldest_waiting_at=each.waiting.oldest_at if each.waiting else None,
                put_off=each.put_off,
                dead_letters=each.dead_letters,
            )
            for each in found.listening
        ],
    )


def _process(found: machinery.Process) -> ProcessView:
    return ProcessView(
        name=found.name,
        state=found.state,
        ready=found.ready,
        restarts=found.restarts,
        pid=found.pid,
        port=found.port,
        reason=found.reason,
        started_at=found.started_at,
    )


ROUTES: list[ControllerRouterHandler] = [get_operations_overview]
