"""Keeps HAProxy's servers the same as the processes that run: the local kind of service discovery."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Iterable, Mapping

from souk.edge import description, haproxy, routes, runtime
from souk.local import binaries, plan, ports, topology
from souk.local.home import write_whole
from souk.local.keeper import Keeper
from souk.local.trouble import Trouble

LOG = logging.getLogger(__name__)

BACKENDS: Mapping[str, tuple[str, ...]] = {
    "auditor": (routes.AUDIT,),
    "smtp": (routes.MAILBOX,),
    "web": (routes.WEB,),
    topology.SINGLE.name: routes.SERVICES,
    **{name: (name,) for name in routes.SERVICES},
}
"""The backends that each balanced part's processes serve."""


FIRST_CHECK_LIMIT_S = 5.0
FIRST_CHECK_PAUSE_S = 0.05


class Balancer:
    """HAProxy's view of one stack. A replica belongs to it from its first readiness until it is taken out by `leave`;
    in between, HAProxy's own health checks decide whether it gets requests."""

    def __init__(self, what: plan.Plan, wanted: Mapping[str, int]) -> None:
        self._plan = what
        self._wanted = wanted
        self._members: dict[str, Keeper] = {}
        self._runtime = runtime.Runtime(str(what.home.socket("haproxy")))
        self._lock = asyncio.Lock()
        try:
            self._limits = description.limits_from(os.environ)
        except ValueError as error:
            raise Trouble(str(error)) from None

    def command(self) -> list[str]:
        """Write the configuration with everyone who is ready now; the command that runs it."""
        config = self._plan.home.etc / "haproxy.cfg"
        write_whole(config, haproxy.render(self._edge()))
        return [str(binaries.find(binaries.HAPROXY)), "-db", "-f", str(config)]

    def _edge(self) -> description.Edge:
        ports_ = self._plan.ports
        return description.Edge(
            socket_path=str(self._plan.home.socket("haproxy")),
            backends={
                backend: description.Backend(
                    servers=tuple(
                        description.Server(keeper.name, ports.HOST, keeper.port)
                        for keeper in self._of(backend)
                        if keeper.is_up
                    ),
                    total=self._total(backend),
                )
                for backend in self._backends()
            },
            host=ports.HOST,
            port=ports_.edge,
            internal_host=ports.HOST,
            internal_port=ports_.fixed("internal"),
            metrics_host=ports.HOST,
            metrics_port=ports_.fixed("metrics"),
            limits=self._limits,
        )

    def _backends(self) -> list[str]:
        every = dict.fromkeys(backend for backends in BACKENDS.values() for backend in backends)
        return [backend for backend in every if backend != routes.MAILBOX or self._plan.has_mailbox]

    def _of(self, backend: str) -> Iterable[Keeper]:
        return [keeper for keeper in self._members.values() if backend in BACKENDS[keeper.part.name]]

    def _total(self, backend: str) -> int:
        return sum(self._wanted.get(part, 0) for part, backends in BACKENDS.items() if backend in backends)

    async def join(self, keeper: Keeper) -> None:
        """Make a process that is ready known. With HAProxy away this is done by the configuration of its next start."""
        if keeper.part.name not in BACKENDS or (keeper.part.name == "smtp" and not self._plan.has_mailbox):
            return
        self._members[keeper.name] = keeper
        await self.reconcile()

    async def reconcile(self) -> None:
        """Give HAProxy the servers and totals that it lacks; also right after its own start."""
        async with self._lock:
            try:
                for backend in self._backends():
                    members = [keeper for keeper in self._of(backend) if keeper.is_up]
                    known = {server.name for server in await self._runtime.servers(backend)} if members else set()
                    for keeper in members:
                        if keeper.name not in known:
                            await self._runtime.add_server(backend, keeper.name, ports.HOST, keeper.port)
                    if backend in routes.SERVICES:
                        await self._runtime.set_total(backend, self._total(backend))
            except runtime.RuntimeSocketError as error:
                LOG.info("HAProxy was not told of its servers: %s", error)

    async def until_balanced(self, part: str, count: int) -> None:
        """Wait until HAProxy sends requests to so many processes of a part: after its first good check of each."""
        limit = asyncio.get_running_loop().time() + FIRST_CHECK_LIMIT_S
        while asyncio.get_running_loop().time() < limit:
            try:
                if await self._fewest_ready(part) >= count:
                    return
            except runtime.RuntimeSocketError:
                return  # HAProxy is away: its next start has them all
            await asyncio.sleep(FIRST_CHECK_PAUSE_S)

    async def _fewest_ready(self, part: str) -> int:
        return min([sum(each.ready for each in await self._runtime.servers(name)) for name in BACKENDS[part]])

    async def leave(self, keeper: Keeper) -> None:
        """Drain a process and take it out; afterwards it gets no request any more, and none is in it."""
        if self._members.pop(keeper.name, None) is None:
            return
        async with self._lock:
            try:
                for backend in BACKENDS[keeper.part.name]:
                    if backend in routes.SERVICES:
                        await self._runtime.set_total(backend, self._total(backend))
                    await self._runtime.remove_server(backend, keeper.name)
            except runtime.RuntimeSocketError as error:
                LOG.warning("HAProxy was not told that %s leaves: %s", keeper.name, error)
