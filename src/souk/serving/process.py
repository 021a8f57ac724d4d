"""The life of a process: one service, or several together; it ends without leaving anything half done."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, NamedTuple, cast

import uvloop
from granian.constants import Interfaces

from souk.kit import bus, clock, consumer, mongo, settings
from souk.serving import (
    auth,
    cache,
    direct,
    drill,
    gate,
    health,
    letters,
    log,
    mutual,
    rest,
    service,
    starting,
    together,
    tracing,
)
from souk.serving.tracing import configured, messages, mongodb
from souk.serving.tracing import http as tracing_http

LOG = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
DRAIN_NOTICE_S = 0.3
"""Between turning not ready and the last accepted request, where the edge has been told before."""
DNS_DRAIN_NOTICE_S = 1.5
"""The same where the edge has to notice by its checks, because nobody tells it: on any address but the loopback one."""
DRAIN_LIMIT_S = 20.0
END_LIMIT_S = 35.0
"""Ending takes no longer, whatever hangs: a process that nobody needs any more must not be kept by what never comes."""
GARBAGE_YOUNG_MAX = 100_000
"""A batch makes thousands of objects that live for one transaction: looking through them for cycles costs a third."""
CANCEL_PATIENCE_S = 6.0
"""What a cancelled task may take to tidy up before it is asked again."""


class Service(NamedTuple):
    """What `app.py` makes of a service: its name, its settings, and how it is put together."""

    name: str
    settings: type[settings.Service]
    build: service.Build[Any]


def run(*services: Service, owner: together.Owner = lambda _: None) -> None:
    """Be the process of these services until SIGTERM or SIGINT; `owner` says whose a path is when there are several.

    Exits with one readable line when it cannot start.
    """
    name = services[0].name if len(services) == 1 else "souk"
    try:
        starting.demand_known(os.environ, *(each.settings for each in services))
        configs = [settings.load(each.settings) for each in services]
        traced = configured.load()
        secured = mutual.load()
        log.configure(configs[0].instance, configs[0].log_level)
        drill.obey(configs[0].instance)
        uvloop.run(_live(services, configs, owner, traced, secured))
    except settings.SettingsError as error:
        sys.exit(f"{name}: {error}")


class _Hosted:
    """One service in this process, with what has to be closed after it."""

    def __init__(
        self,
        runtime: service.Runtime[Any],
        front: gate.Gate,
        entrance: gate.App,
        checks: health.Health,
        calls: rest.Client,
    ) -> None:
        self.runtime = runtime
        self.front = front
        self.entrance = entrance
        """The front, or what tells spans of it."""
        self.checks = checks
        self._calls = calls
        self._tasks: list[asyncio.Task[None]] = []
        self._listeners: list[tuple[consumer.Consumer, asyncio.Task[None]]] = []

    async def start(self, watch: _Watch) -> None:
        await self.runtime.start_listening()
        name = self.runtime.name
        tasks = [*self.runtime.tasks(), ("database-pulse", self.checks.keep_pulse)]
        self._tasks = [watch.over(f"{name}: background task {task}", work) for task, work in tasks]
        self._listeners = [(each, watch.over(f"{name}: {each.name}", each.run)) for each in self.runtime.consumers]

    async def stop_listening(self, limit: float) -> None:
        """Finish the batches in hand."""
        for each, task in self._listeners:
            try:
                await asyncio.wait_for(each.idle.wait(), max(0.1, limit - clock.monotonic()))
            except TimeoutError:
                LOG.warning("%s was cut off in the middle of a batch, which will come again", each.name)
            await cancel([task])
            await each.close()
        for hook in self.runtime.draining:
            hook()

    async def finish(self, limit: float) -> None:
        """Answer the requests in hand, write what they asked for, and publish what all of it announced."""
        while self.front.in_flight and clock.monotonic() < limit:  # noqa: ASYNC110 - counted by the gate, once a process
            await asyncio.sleep(0.02)
        for group in self.runtime.groups:
            await group.drained()
        await self.runtime.outbox.drained(max(0.1, limit - clock.monotonic()))

    async def close(self) -> None:
        await cancel(self._tasks)
        await self._calls.close()
        await self.runtime.bus.close()
        if self.runtime.cache is not None:
            await self.runtime.cache.close()
        await self.runtime.db.close()


class _Watch:
    """Tasks whose end ends the process: nothing dies unseen."""

    def __init__(self, stop: asyncio.Event) -> None:
        self._stop = stop
        self.failed: list[str] = []

    def over(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> asyncio.Task[None]:
        def ended(task: asyncio.Task[None]) -> None:
            if task.cancelled() and self._stop.is_set():
                return
            error = asyncio.CancelledError("by nobody") if task.cancelled() else task.exception()
            LOG.critical("%s ended", name, exc_info=error)
            is_told = isinstance(error, settings.SettingsError)
            self.failed.append(f"{name.partition(':')[0]}: {error}" if is_told else f"{name} ended: {error!r}")
            self._stop.set()

        task = asyncio.create_task(work(), name=name)
        task.add_done_callback(ended)
        return task


async def _live(
    services: Sequence[Service],
    configs: Sequence[settings.Service],
    owner: together.Owner,
    traced: configured.Settings,
    secured: mutual.Asked,
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    everything = together.Together(owner)
    neighbours = everything if len(services) > 1 else None
    places = [tracing.Where(each.name, config.instance) for each, config in zip(services, configs, strict=True)]
    spans = configured.Tracing(traced, places)
    hosted: list[_Hosted] = []
    for each, config, place in zip(services, configs, places, strict=True):
        try:
            one = await _host(each, config, neighbours, spans.tracer(place), secured)
        except mongo.Failure as error:
            raise settings.SettingsError(starting.tell(error)) from error
        everything.add(each.name, one.entrance, one.checks)
        hosted.append(one)
    watch = _Watch(stop)
    for one in hosted:
        await one.start(watch)
    target = hosted[0].entrance if neighbours is None else neighbours
    doors = mutual.Doors(target, Interfaces.ASGINL, configs[0].host, configs[0].port, secured)
    serving = asyncio.create_task(doors.serve(), name="http")
    serving.add_done_callback(lambda _: stop.set())
    LOG.info("started", extra={"port": configs[0].port})
    gc.freeze()
    gc.set_threshold(GARBAGE_YOUNG_MAX, 50, 50)
    await stop.wait()
    loop.call_later(END_LIMIT_S, _end_now, watch)
    if serving.done() and (ended := serving.exception()) is not None:
        watch.failed.append(f"http ended: {ended!r}")
    notice_s = DRAIN_NOTICE_S if configs[0].host == LOOPBACK else DNS_DRAIN_NOTICE_S
    await _drain(hosted, doors, serving, notice_s)
    for one in hosted:
        await one.close()
    await spans.close()
    if watch.failed:
        sys.exit(watch.failed[0])


def _end_now(watch: _Watch) -> None:
    LOG.critical("it did not end by itself")
    sys.stderr.write(f"{watch.failed[0] if watch.failed else 'it did not end by itself'}\n")
    sys.stderr.flush()
    os._exit(1)


async def _host(
    each: Service,
    config: settings.Service,
    neighbours: together.Together | None,
    tracer: tracing.Tracer | None,
    secured: mutual.Asked,
) -> _Hosted:
    """Put a service together. Its questions go through HAProxy, or to the neighbours in this process."""
    listeners = [mongodb.Commands(tracer)] if tracer is not None else []
    db = await starting.connect(config.mongodb_url, f"souk_{each.name}", listeners)
    await starting.claim(db, config)
    await mongo.ensure_indexes(db, service.INDEXES)
    broker: bus.Bus = await bus.NatsBus.connect(config.nats_url, config.instance, replicas=config.nats_replicas)
    tls = secured.asking()
    transport: rest.Transport = neighbours or rest.Http(config.internal_url, tls)
    if tracer is not None:
        broker = messages.Traced(broker, tracer)
        transport = tracing_http.Outbound(transport, tracer)
    calls = rest.Client(transport, each.name)
    verifier = auth.Verifier(
        config.secret,
        lambda: calls.get(auth.USER_SERVICE, "/.well-known/jwks.json", type=auth.KeySet),
        lambda: calls.get(auth.USER_SERVICE, "/internal/revocations", type=auth.Revocations),
    )
    calls.use(verifier)
    shared = cache.Shared(config.valkey_url)
    runtime = service.Runtime(each.name, config, db, broker, calls, shared, verifier, tracer)
    runtime.tls = tls
    await runtime.broker.settle()
    routes = await each.build(runtime)
    checks = health.Health(runtime)
    front = gate.Gate(
        cast("gate.App", direct.build([*routes, *checks.routes(), *letters.routes(db)], runtime.state)), verifier
    )
    front.policy = runtime.policy
    entrance: gate.App = front
    if tracer is not None:
        front.exemplar = tracer.exemplar
        entrance = tracing_http.Inbound(front, tracer)
    return _Hosted(runtime, front, entrance, checks, calls)


async def _drain(hosted: Sequence[_Hosted], doors: mutual.Doors, serving: asyncio.Task[None], notice_s: float) -> None:
    """Not ready → finish the batches and requests in hand → publish what they announced."""
    LOG.info("draining")
    for one in hosted:
        one.front.draining = one.checks.draining = True
    limit = clock.monotonic() + DRAIN_LIMIT_S
    await asyncio.sleep(notice_s)
    for one in hosted:
        await one.stop_listening(limit)
    for one in hosted:
        await one.finish(limit)
    if not serving.done():
        doors.stop()
        await asyncio.gather(serving, return_exceptions=True)


async def cancel(tasks: Sequence[asyncio.Task[None]], patience_s: float = CANCEL_PATIENCE_S) -> None:
    """End tasks, asking as often as it takes: a driver may turn one cancellation into an error of its own."""
    running = {task for task in tasks if not task.done()}
    while running:
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=patience_s)
