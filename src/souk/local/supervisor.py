"""The one process that runs a local stack: starts every part in order, restarts what dies, stops all when told.

Killed outright it leaves nothing behind: the kernel ends its children, and the next start looks after what is left.
"""

from __future__ import annotations

import asyncio
import functools
import json
import logging
import os
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from souk.local import (
    balancing,
    checkout,
    commands,
    control,
    logs,
    observing,
    plan,
    ports,
    processes,
    readiness,
    topology,
)
from souk.local.keeper import Keeper
from souk.local.trouble import Trouble

LOG = logging.getLogger(__name__)

PROBE_PAUSE_FIRST_S = 0.05
PROBE_PAUSE_MAX_S = 0.5
HEALTHY_TIMEOUT_S = 90.0
"""From all processes ready to the edge saying so."""
HEALTHY_PAUSE_S = 0.2
HOUSEKEEPING_PERIOD_S = 15.0
SILENT_PERIODS_MAX = 6
"""A process that answered no /livez for so many periods is hung, and is killed to be started again."""
LIVEZ_TIMEOUT_S = 5.0
LOG_LINES_TOLD = 12
STOP_ORDER = tuple(topology.Kind)

Tell = Callable[[control.Message], None]


class StartFailed(Trouble):
    """A part could not be brought up; `log` holds its last lines."""

    def __init__(self, name: str, reason: str, log: list[str]) -> None:
        super().__init__(f"{name} did not start: {reason}")
        self.name = name
        self.log = log


class Supervisor:
    """Runs the parts of one `Plan`. `tell` hears of every change, for whoever watches the start."""

    def __init__(self, what: plan.Plan, tell: Tell, parts: Sequence[topology.Part] = topology.PARTS) -> None:
        self._plan = what
        self._tell = tell
        self._parts = {part.name: part for part in parts if part.name in what.replicas}
        self._wanted = dict(what.replicas)
        self._keepers: dict[str, Keeper] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._balancer = balancing.Balancer(what, self._wanted)
        self._background: set[asyncio.Task[None]] = set()
        self._silent: dict[str, int] = {}
        self._scaling = asyncio.Lock()
        self.failed: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        """Gets an exception when a task of the supervisor's own dies."""

    # -- starting ----------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Bring up everything and wait until the edge calls it healthy. Raises `StartFailed`."""
        for part in self._parts.values():
            for number in range(1, self._wanted[part.name] + 1):
                self._keep(part, number)
        await self._all_ready(self._keepers.values())
        if topology.EDGE.name in self._parts:
            await self._edge_healthy()
        self._spawn(self._keep_house())
        if self._plan.scaling_rules is not None:
            from souk.local import elastic

            self._spawn(elastic.Loop(self._plan.scaling_rules, self._replicas, self.scale).run())

    def _replicas(self, service: str) -> list[Keeper]:
        return [each for each in self._keepers.values() if each.part.name == service and each.part.is_scalable]

    def _keep(self, part: topology.Part, number: int) -> Keeper:
        keeper = Keeper(
            part,
            number,
            self._plan.port(part, number),
            launch=functools.partial(self._launch, part, number),
            become_ready=functools.partial(self._become_ready, part, self._plan.port(part, number)),
            changed=self._on_change,
        )
        self._keepers[keeper.name] = keeper
        self._tasks[keeper.name] = self._spawn(self._run_when_needs_are_met(keeper))
        return keeper

    async def _run_when_needs_are_met(self, keeper: Keeper) -> None:
        needs = [other for other in self._keepers.values() if other.part.name in keeper.part.needs]
        await asyncio.gather(*(other.ready.wait() for other in needs))
        await keeper.run()

    def _launch(self, part: topology.Part, number: int) -> processes.Child:
        """Start one process. Raises `OSError`."""
        is_edge = part is topology.EDGE
        command = self._balancer.command() if is_edge else commands.command(self._plan, part, number)
        return processes.Child.start(
            command,
            environment=self._plan.environment(part, number),
            log=self._plan.home.log(topology.process_name(part.name, number)),
            directory=checkout.ROOT,
        )

    async def _become_ready(self, part: topology.Part, port: int) -> bool:
        if part.ready is topology.Ready.PRIMARY:
            return await self._have_primary(port, part.start_timeout_s)
        pause_s = PROBE_PAUSE_FIRST_S
        while not await is_ready(part, port):
            await asyncio.sleep(pause_s)
            pause_s = min(PROBE_PAUSE_MAX_S, pause_s * 1.3)
        return True

    async def _have_primary(self, port: int, timeout_s: float) -> bool:
        helper = processes.Child.start(
            checkout.command("souk.local.replica_set", str(port), str(timeout_s)),
            environment=checkout.environment(os.environ),
            log=self._plan.home.log("replica-set"),
            directory=checkout.ROOT,
        )
        try:
            return await helper.wait() == 0
        finally:
            await helper.stop(0.0)

    async def _all_ready(self, keepers: Iterable[Keeper]) -> None:
        """Wait for all of them; the first that is given up, or a dead task, ends the wait with an exception."""
        keepers = list(keepers)
        ready: asyncio.Future[Any] = asyncio.gather(*(keeper.ready.wait() for keeper in keepers))
        given_up: list[asyncio.Future[Any]] = [asyncio.ensure_future(keeper.given_up.wait()) for keeper in keepers]
        try:
            await asyncio.wait([ready, self.failed, *given_up], return_when=asyncio.FIRST_COMPLETED)
            if self.failed.done():
                self.failed.result()
            for keeper in keepers:
                if keeper.given_up.is_set():
                    raise StartFailed(keeper.name, *self._why(keeper))
        finally:
            for waiting in (ready, *given_up):
                waiting.cancel()
            await asyncio.gather(ready, *given_up, return_exceptions=True)

    def _why(self, keeper: Keeper) -> tuple[str, list[str]]:
        log = logs.tail(self._plan.home.log(keeper.name), LOG_LINES_TOLD)
        text = "\n".join(log)
        if "No space left on device" in text:
            return "the disk is full; free some space and start again", log
        if "Address already in use" in text or "address already in use" in text:
            return f"its port {keeper.port} was taken by another program just now; start again", log
        return f"{keeper.reason}; its log is {self._plan.home.log(keeper.name)}", log

    async def _edge_healthy(self) -> None:
        """Wait until /healthz counts every replica as ready."""
        deadline = time.monotonic() + HEALTHY_TIMEOUT_S
        said = "no answer"
        while time.monotonic() < deadline:
            answer = await readiness.http_get(self._plan.ports.edge, "/healthz")
            if answer is not None:
                said = answer.body.decode(errors="replace")
                if self._counts_everyone(said):
                    return
            await asyncio.sleep(HEALTHY_PAUSE_S)
        raise StartFailed("the edge", f"/healthz was not ok within {HEALTHY_TIMEOUT_S:.0f} s: {said[:300]}", [])

    def _counts_everyone(self, said: str) -> bool:
        try:
            services = json.loads(said)["services"]
            return all(
                services[backend]["ready"] >= self._wanted[part.name]
                for part in self._parts.values()
                if part.kind is topology.Kind.SERVICE
                for backend in balancing.BACKENDS[part.name]
            )
        except (ValueError, KeyError, TypeError):
            return False

    # -- while it runs -----------------------------------------------------------------------------------------------

    def _on_change(self, keeper: Keeper) -> None:
        self._tell({"event": "process", "name": keeper.name, "state": keeper.state, "reason": keeper.reason})
        self._write_run()
        if keeper.is_up:
            LOG.info("%s is up, pid %d", keeper.name, keeper.child.pid if keeper.child else 0)
            edge_is_up = keeper.part is topology.EDGE
            self._spawn(self._balancer.reconcile() if edge_is_up else self._balancer.join(keeper))

    def _write_run(self) -> None:
        content: dict[str, Any] = {
            "edge": self._plan.public_url,
            "sandbox": self._plan.sandbox_url,
            "nats": self._plan.nats_url,
            "mongodb": self._plan.mongodb_url,
            "valkey": self._plan.valkey_url,
            "internal": self._plan.internal_url,
            "supervisor": os.getpid(),
            "processes": [
                {
                    "name": keeper.name,
                    "pid": keeper.child.pid,
                    "port": keeper.port,
                    "started": keeper.child.started,
                    "state": keeper.state,
                    "restarts": keeper.restarts,
                }
                for keeper in self._keepers.values()
                if keeper.child is not None
            ],
        }
        try:
            self._plan.home.write_run(content)
            if topology.PROMETHEUS.name in self._parts:
                observing.tell_targets(self._plan.home, content["processes"])
        except OSError as error:  # a full disk is no reason to stop what runs
            LOG.warning("run.json could not be written: %s", error)

    async def status(self) -> list[control.Message]:
        """One row per process, asked this moment."""
        keepers = list(self._keepers.values())
        ready = await asyncio.gather(*(is_ready(keeper.part, keeper.port) for keeper in keepers))
        return [
            {
                "name": keeper.name,
                "pid": keeper.child.pid if keeper.child else None,
                "port": keeper.port,
                "state": keeper.state,
                "reason": keeper.reason,
                "restarts": keeper.restarts,
                "started_at": keeper.child.started_at if keeper.child else None,
                "ready": keeper.is_up and is_ready_now,
            }
            for keeper, is_ready_now in zip(keepers, ready, strict=True)
        ]

    async def scale(self, service: str, count: int) -> None:
        """Bring a service to `count` replicas. New ones are ready when this returns; old ones were drained first.

        Raises `StartFailed` when a new replica does not come up; it is taken away again.
        """
        async with self._scaling:
            await self._bring_to(service, count)

    async def restart(self, service: str) -> None:
        """Replace every process of a service by one of the code that is there now, one after the other; a spare one
        takes its work.

        The auditor and the web, of which there is one each, are away for the second that theirs takes.

        Raises `StartFailed`: when the spare one does not come up, everything is as it was; when a later one does not,
        the spare one stays.
        """
        part = self._parts[service]
        async with self._scaling:
            if not part.is_scalable:
                await self._replace(part, 1, 1)
                return
            count = self._wanted[service]
            working = min(count + 1, ports.REPLICAS_MAX)
            await self._bring_to(service, working)
            for number in range(1, count + 1):
                await self._replace(part, number, working)
            await self._bring_to(service, count)

    async def _replace(self, part: topology.Part, number: int, working: int) -> None:
        await self._retire(self._keepers[topology.process_name(part.name, number)])
        await self._all_ready([self._keep(part, number)])
        await self._balanced(part.name, working)

    async def _bring_to(self, service: str, count: int) -> None:
        part = self._parts[service]
        before = self._wanted[service]
        self._wanted[service] = count
        if count > before:
            added = [self._keep(part, number) for number in range(before + 1, count + 1)]
            try:
                await self._all_ready(added)
            except StartFailed:
                self._wanted[service] = before
                await asyncio.gather(*(self._retire(keeper) for keeper in added))
                raise
        going = [self._keepers[topology.process_name(service, n)] for n in range(count + 1, before + 1)]
        await asyncio.gather(*(self._retire(keeper) for keeper in going))
        await self._balanced(service, count)

    async def _balanced(self, service: str, count: int) -> None:
        await self._balancer.reconcile()
        await self._balancer.until_balanced(service, count)
        self._write_run()

    async def _retire(self, keeper: Keeper) -> None:
        await self._balancer.leave(keeper)
        await keeper.stop()
        await self._tasks.pop(keeper.name)
        del self._keepers[keeper.name]

    async def _keep_house(self) -> None:
        """The little that must be looked at now and then: hung processes, long logs."""
        while True:
            await asyncio.sleep(HOUSEKEEPING_PERIOD_S)
            for log in self._plan.home.logs.glob("*.log"):
                if logs.rotate(log):
                    LOG.info("%s had grown too long and was moved aside", log.name)
            await asyncio.gather(*(self._look_after(keeper) for keeper in list(self._keepers.values())))

    async def _look_after(self, keeper: Keeper) -> None:
        if keeper.part.ready is not topology.Ready.READYZ or not keeper.is_up:
            return
        if await readiness.http_get(keeper.port, "/livez", timeout_s=LIVEZ_TIMEOUT_S) is not None:
            self._silent.pop(keeper.name, None)
            return
        self._silent[keeper.name] = self._silent.get(keeper.name, 0) + 1
        if self._silent[keeper.name] >= SILENT_PERIODS_MAX:
            del self._silent[keeper.name]
            keeper.kill(f"no answer to /livez for {SILENT_PERIODS_MAX * HOUSEKEEPING_PERIOD_S:.0f} s")

    # -- stopping ----------------------------------------------------------------------------------------------------

    async def stop(self) -> None:
        """Stop everything, kind by kind: services first, so that they can still finish and write."""
        for kind in STOP_ORDER:
            of_kind = [keeper for keeper in self._keepers.values() if keeper.part.kind is kind]
            await asyncio.gather(*(keeper.stop() for keeper in of_kind))
        background = list(self._background)
        for task in background:
            task.cancel()
        await asyncio.gather(*background, return_exceptions=True)
        self._plan.home.run_json.unlink(missing_ok=True)

    def _spawn(self, work: Any) -> asyncio.Task[None]:
        """A task that is watched: its exception ends the supervisor instead of going unseen."""
        task: asyncio.Task[None] = asyncio.ensure_future(work)
        self._background.add(task)
        task.add_done_callback(self._on_done)
        return task

    def _on_done(self, task: asyncio.Task[None]) -> None:
        self._background.discard(task)
        if not task.cancelled() and (error := task.exception()) and not self.failed.done():
            self.failed.set_exception(error)


async def is_ready(part: topology.Part, port: int) -> bool:
    """Whether a process of that part is ready at this moment."""
    match part.ready:
        case topology.Ready.NATS:
            return await readiness.nats_greets(port)
        case topology.Ready.VALKEY:
            return await readiness.valkey_pongs(port)
        case topology.Ready.READYZ:
            answer = await readiness.http_get(port, "/readyz")
            return answer is not None and answer.status == 200
        case topology.Ready.EDGE:
            return await readiness.http_get(port, "/healthz") is not None
        case topology.Ready.PROMETHEUS:
            answer = await readiness.http_get(port, "/-/ready")
            return answer is not None and answer.status == 200
        case topology.Ready.PRIMARY:
            return True  # told at its start by `replica_set`; afterwards a process that runs
