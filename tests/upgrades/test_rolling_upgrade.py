"""From an older revision of Souk to this one and back, a process at a time, while people buy: no request fails.

The older revision runs out of a checkout of its own; then the files below it are this revision's, and each process that
is started anew is of it, as on a machine where a package was upgraded.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pymongo import MongoClient

import stacks
from bench import stack as benches
from faults import browsing, checking, load, rig, strikes
from souk.edge import compatible, runtime
from souk.local import ports, stack, topology
from souk.local.checkout import ROOT
from souk.local.home import Home

pytestmark = [pytest.mark.stack, pytest.mark.slow]
PLANS = (load.Plan(), load.Plan("tok_webhook"), load.Plan("tok_declined"), load.Plan(then="cancel when confirmed"))
RATE_PER_S = 4.0


def git(place: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(place), *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@dataclasses.dataclass
class Checkout:
    """A working tree of its own, that can be moved from revision to revision."""

    place: Path
    old: str
    new: str

    def become(self, revision: str) -> None:
        git(self.place, "checkout", "-q", "--detach", revision)


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Checkout]:
    """At the last release."""
    place = tmp_path / "checkout"
    old, new = compatible.last_release(), git(ROOT, "rev-parse", "HEAD")
    git(ROOT, "worktree", "add", "-q", "--detach", str(place), old)
    try:
        yield Checkout(place, git(place, "rev-parse", "HEAD"), new)
    finally:
        git(ROOT, "worktree", "remove", "--force", str(place))


@contextlib.contextmanager
def running(checkout: Checkout, home: Home) -> Iterator[rig.Rig]:
    """A stack whose every process is of that checkout."""
    environment = {**os.environ, "PYTHONPATH": str(checkout.place / "src")}
    command = [sys.executable, "-m", "souk.local", f"--home={home.path}", "--port=0", f"--with-parent={os.getpid()}"]
    with subprocess.Popen(command, cwd=checkout.place, env=environment, stdout=subprocess.PIPE) as supervisor:
        try:
            assert supervisor.stdout is not None
            for line in supervisor.stdout:
                event = json.loads(line)
                assert event["event"] != "failed", event
                if event["event"] == "up":
                    break
            yield from _stocked(home)
        finally:
            supervisor.send_signal(signal.SIGTERM)
            if supervisor.stdout is not None:
                supervisor.stdout.read()


def _stocked(home: Home) -> Iterator[rig.Rig]:
    told = stack.run(home)
    clients: list[httpx.Client] = []
    with contextlib.ExitStack() as closing, MongoClient[dict[str, object]](told["mongodb"], tz_aware=True) as mongo:
        shop = stacks.Shop(home, told["edge"], told["sandbox"], told["nats"], mongo, clients)
        closing.callback(_close, clients)
        admin = shop.person("admin")
        for sku in rig.SKUS:
            stacks.put_on_sale(admin, sku, rig.UNITS)
        methods = shop.guest().get("/v1/shipping-methods", params={"country": rig.COUNTRY}).json()["items"]
        reader = benches.read(home.path)
        with contextlib.closing(reader.mongo):
            staff = {"email": admin.email, "password": admin.password}
            yield rig.Rig(shop, reader, staff, methods[0]["id"], dict.fromkeys(rig.SKUS, rig.UNITS))


def _close(clients: list[httpx.Client]) -> None:
    for each in clients:
        each.close()


async def roll(shop: rig.Rig, service: str) -> None:
    """A second process, then the first one anew, then one again: at every moment one is there, and the edge knows it.

    The last release's supervisor has no `restart`, and its edge takes some tries to see that a process has gone
    without a word; so it is told, as whoever upgrades by hand tells it.
    """
    await asyncio.to_thread(stack.scale, shop.home, service, 2)
    first = f"{service}-1"
    before = shop.identity(first)
    edge = runtime.Runtime(str(shop.home.socket("haproxy")))
    await edge.drain_server(service, first)
    os.kill(before.pid, signal.SIGTERM)
    await strikes.up(shop, first, before)
    await edge.add_server(service, first, ports.HOST, shop.rows()[first]["port"])
    await strikes.back(shop, first, before)
    await asyncio.to_thread(stack.scale, shop.home, service, 1)


async def test_up_and_down_again_under_load(checkout: Checkout, tmp_path: Path) -> None:
    assert checkout.old != checkout.new
    assert not git(ROOT, "status", "--porcelain", "src"), "what is not committed is not upgraded to"
    with running(checkout, Home(tmp_path / "home")) as shop:
        async with load.stream(shop, PLANS, rate_per_s=RATE_PER_S, name="before") as history:
            await history.more(
                2 * len(PLANS)
            )  # the release read what a template includes when it first wrote such a mail
        await checking.settled(shop, history)
        async with browsing.visitors(shop) as seen:
            for revision in (checkout.new, checkout.old):
                checkout.become(revision)
                for service in (part.name for part in topology.SERVICES):
                    before = shop.identity(f"{service}-1")
                    name = f"{service}-{revision[:7]}"
                    async with load.stream(shop, PLANS, rate_per_s=RATE_PER_S, name=name) as history:
                        await history.more(3)
                        await roll(shop, service)
                        await history.more(3)
                    assert shop.identity(f"{service}-1") != before
                    assert not history.unknown, f"{name}: every keyed request is answered at the first try"
                    await checking.settled(shop, history)
        assert set(seen.answers) == {"200"}, seen.refusals
