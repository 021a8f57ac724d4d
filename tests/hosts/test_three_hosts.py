"""Three machines, any one of which is lost under load: killed, cut off from everybody, cut off from its peers only.

Nothing that was accepted may be lost, and orders are accepted again within half a minute.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from proof.chaos import goods, load, machine

from hosts.machines import SECRET, Machine, Rack
from souk.audit import history, passes, verdict
from souk.audit.reading import sources
from souk.hosts import layout, units
from souk.local import checkout, processes

pytestmark = [pytest.mark.slow, pytest.mark.stack]

RATE_PER_S = 4.0
BEFORE_S, LOST_S, AFTER_S = 6.0, 45.0, 15.0
ACCEPTED_AGAIN_S = 30.0
START_TIMEOUT_S = 240.0
SANDBOX_PORT, SMTP_PORT, MAILBOX_PORT = 9_101, 9_102, 9_103
PACE = passes.Pace(second_look_s=2.0)


@dataclass
class Shop:
    """The shop on three machines, and the world outside of it."""

    rack: Rack
    place: load.Place
    sandbox: str

    async def ready(self) -> None:
        """Wait until both edges know every service that should be there."""
        async with asyncio.timeout(START_TIMEOUT_S), aiohttp.ClientSession() as client:
            for edge in self.rack.edges:
                while not await _is_ready(client, edge):
                    await asyncio.sleep(0.5)

    async def audit(self, operations: list[history.Operation]) -> verdict.Report:
        url = units.mongodb_url(self.rack.machines[0].node)
        async with sources.connected(url, charges_url=self.sandbox) as opened:
            return await passes.whole(opened, PACE, operations=operations)


async def _is_ready(client: aiohttp.ClientSession, edge: str) -> bool:
    with contextlib.suppress(aiohttp.ClientError, TimeoutError):
        async with client.get(f"{edge}/healthz", timeout=aiohttp.ClientTimeout(total=5)) as answer:
            if answer.status == 200:
                services = (await answer.json())["services"].values()
                return all(each["ready"] == each["total"] == layout.SHOPS_DEFAULT for each in services)
    return False


@contextlib.asynccontextmanager
async def opened(directory: Path) -> AsyncIterator[Shop]:
    if reason := machine.can_have_networks():
        pytest.skip(f"no networks can be made here: {reason}")
    machine.sweep(mine=False)
    rack = Rack(directory)
    outside: list[processes.Child] = []
    try:
        sandbox = f"http://{rack.net.gateway}:{SANDBOX_PORT}"
        own = {"SOUK_SANDBOX_URL": sandbox, "SOUK_SMTP_URL": f"smtp://{rack.net.gateway}:{SMTP_PORT}"}
        await rack.start(own)
        outside += _world_outside(rack, directory)
        shop = Shop(rack, load.Place((), (), "", {}), sandbox)
        await shop.ready()
        environment = {
            **os.environ,
            "SOUK_MONGODB_URL": units.mongodb_url(rack.machines[0].node),
            "SOUK_SECRET": SECRET,
        }
        staff = await goods.administrator(checkout.environment(environment))
        shop.place = await goods.stock(rack.edges, staff)
        yield shop
    finally:
        await rack.close()
        await asyncio.gather(*(each.stop(5.0) for each in outside))
        machine.sweep(mine=True)


def _world_outside(rack: Rack, directory: Path) -> list[processes.Child]:
    """The bank and the mail server, which are no machine of the shop's."""
    host = {"SOUK_HOST": rack.net.gateway, "SOUK_SECRET": SECRET}
    bank = {
        "SOUK_PORT": str(SANDBOX_PORT),
        "SOUK_SANDBOX_DIR": str(directory / "bank"),
        "SOUK_WEBHOOK_URL": f"{rack.edges[0]}/v1/webhooks/sandbox",
    }
    mail = {
        "SOUK_PORT": str(MAILBOX_PORT),
        "SOUK_SMTP_PORT": str(SMTP_PORT),
        "SOUK_MAIL_DIR": str(directory / "mail"),
    }
    return [
        processes.Child.start(
            checkout.command(module),
            environment=checkout.environment({**os.environ, **host, **own}),
            log=directory / f"{module}.log",
            directory=directory,
        )
        for module, own in (("souk.local.sandbox", bank), ("souk.local.smtp_sink", mail))
    ]


async def killed(lost: Machine, others: list[str]) -> Callable[[], None]:
    del others
    await lost.lose()
    return lost.start


async def unplugged(lost: Machine, others: list[str]) -> Callable[[], None]:
    del others
    lost.unplug()
    return lost.plug_in


async def cut_off_from_its_peers(lost: Machine, others: list[str]) -> Callable[[], Any]:
    """Customers still reach its edge."""
    lost.place.cut_off(others)
    return lost.place.join_again


WAYS = (killed, unplugged, cut_off_from_its_peers)


async def test_any_one_machine_is_lost_in_any_way(tmp_path: Path) -> None:
    operations: list[history.Operation] = []
    async with opened(tmp_path) as shop:
        machines = shop.rack.machines
        for lost, way in zip(machines, itertools.cycle(WAYS)):
            await _lose(shop, lost, way, operations)
        for lost, way in ((machines[0], unplugged), (machines[0], cut_off_from_its_peers), (machines[1], killed)):
            await _lose(shop, lost, way, operations)
        report = await shop.audit(operations)
        assert not report.violations, report.offences()[:5]


async def _lose(shop: Shop, lost: Machine, way: Any, operations: list[history.Operation]) -> None:
    """Lose it under load, have it back, and look at what customers saw."""
    name = f"{way.__name__}-{lost.place.name.rpartition('-')[2]}"
    others = [each.place.address for each in shop.rack.machines if each is not lost]
    async with load.stream(shop.place, name.replace("_", "-"), RATE_PER_S) as stream:
        await asyncio.sleep(BEFORE_S)
        began = time.monotonic()
        give_back = await way(lost, others)
        await asyncio.sleep(LOST_S)
        ended = time.monotonic()
        give_back()
        await asyncio.sleep(AFTER_S)
    operations += stream.operations
    assert not stream.gave_up, [(each.error, each.email) for each in stream.gave_up][:3]
    accepted = sorted(each.accepted_at for each in stream.customers if each.accepted_at is not None)
    gap = _longest_gap([began, *(at for at in accepted if began <= at <= ended), ended])
    assert gap <= ACCEPTED_AGAIN_S, f"{name}: no order was accepted for {gap:.1f} s"
    await shop.ready()
    print(f"{name}: {len(accepted)} orders, none for {gap:.1f} s at most")


def _longest_gap(moments: list[float]) -> float:
    return max(later - earlier for earlier, later in itertools.pairwise(moments))
