"""A stack of the bench's own: started and stopped through the commands, read through its databases."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database

from bench import usage
from bench.shop import Shop
from souk.audit import history, passes, verdict
from souk.audit.reading import sources
from souk.kit import ids
from souk.local import checkout

WRITES_PER_S_MAX = "100000"
"""k6 is one address that stands for many buyers: what the edge grants to one would refuse most of a flash sale."""
START_TIMEOUT_S = 600.0
STOP_TIMEOUT_S = 120.0
DRAIN_TIMEOUT_S = 180.0
DRAIN_PERIOD_S = 0.1


class DidNotStartError(Exception):
    """`./souk up` failed; it has said why."""


class DidNotDrainError(Exception):
    """Orders were still open when the patience was used up."""


@dataclass
class Stack:
    """A running stack, as its `run.json` tells."""

    home: Path
    edge: str
    sandbox: str
    pids: dict[str, int]
    ports: dict[str, int]
    mongo: MongoClient[dict[str, Any]]

    def port(self, process: str) -> int:
        """Where a process listens."""
        return self.ports[process]

    def services(self) -> list[str]:
        """The processes of services."""
        return [name for name in usage.serving(self.pids) if not name.startswith(usage.EDGE)]

    def database(self, service: str) -> Database[dict[str, Any]]:
        return self.mongo[f"souk_{service}"]

    def account(self, name: str) -> dict[str, str]:
        """`admin` or `customer` of the demo data."""
        accounts = json.loads((self.home / "credentials.json").read_text(encoding="utf-8"))
        found: dict[str, str] = accounts[name]
        return found

    def cpu_s(self) -> dict[str, float]:
        """CPU seconds so far of every process that is Souk's."""
        return usage.cpu_s(usage.counted(self.pids))

    def pss_bytes(self) -> int:
        """Memory of the whole stack, what stands for the outside world included."""
        return usage.pss_bytes(self.pids.values())


@contextlib.contextmanager
def running(home: Path, *options: str) -> Iterator[Stack]:
    """A stack with the demo catalogue in `home`, stopped in the end; options are those of `./souk up`.

    Raises `DidNotStartError`.
    """
    up(home, *options)
    try:
        yield read(home)
    finally:
        down(home)


@contextlib.contextmanager
def temporary_home(keep: Path | None = None) -> Iterator[Path]:
    """An empty directory, removed in the end; or `keep`, which stays."""
    if keep is not None:
        yield keep
        return
    home = Path(tempfile.mkdtemp(prefix="souk-bench-"))
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def up(home: Path, *options: str) -> float:
    """`./souk up --detach`; answers how many seconds it took."""
    started = time.monotonic()
    _souk("up", "--detach", "--home", str(home), "--port", "0", *options, timeout_s=START_TIMEOUT_S)
    return time.monotonic() - started


def down(home: Path) -> None:
    """`./souk down`"""
    _souk("down", "--home", str(home), timeout_s=STOP_TIMEOUT_S)


def read(home: Path) -> Stack:
    """The stack that runs in `home`."""
    run = json.loads((home / "run.json").read_text(encoding="utf-8"))
    pids = {"supervisor-1": run["supervisor"]} | {each["name"]: each["pid"] for each in run["processes"]}
    ports = {each["name"]: each["port"] for each in run["processes"]}
    client: MongoClient[dict[str, Any]] = MongoClient(run["mongodb"], tz_aware=True)
    return Stack(home, run["edge"], run["sandbox"], pids, ports, client)


def states(home: Path) -> dict[str, str]:
    """What the launcher says of each process: `up` once it is ready."""
    run = json.loads((home / "run.json").read_text(encoding="utf-8"))
    return {each["name"]: each["state"] for each in run["processes"]}


def _souk(*arguments: str, timeout_s: float) -> None:
    command = checkout.command("souk", *arguments)
    environment = {"SOUK_RATE_LIMIT_WRITES": WRITES_PER_S_MAX} | checkout.environment(os.environ)
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=checkout.ROOT, env=environment, stdin=subprocess.DEVNULL, timeout=timeout_s, check=False
    )
    if done.returncode != 0:
        raise DidNotStartError(f"./souk {' '.join(arguments)} ended with {done.returncode}")


@dataclass(frozen=True)
class Progress:
    """How far the orders of a run are."""

    open: int
    held: int
    confirmed: int
    committed: int

    @property
    def is_drained(self) -> bool:
        return not self.open and not self.held and self.confirmed == self.committed


def progress(stack: Stack, since: datetime | None = None) -> Progress:
    """Counted in the databases, not asked of the services: it costs them nothing.

    With `since` only orders placed from then on are looked at: in a store of a million, looking at all of them would
    cost more than what is measured.
    """
    orders, reservations = stack.database("order")["orders"], stack.database("inventory")["reservations"]
    new: dict[str, Any] = {} if since is None else {"_id": {"$gte": ids.since("ord", since)}}
    return Progress(
        open=orders.count_documents({**new, "status": {"$in": ["placed", "awaiting_payment"]}}),
        held=reservations.count_documents({**new, "status": "held"}),
        confirmed=orders.count_documents({**new, "status": "confirmed"}),
        committed=reservations.count_documents({**new, "status": "committed"}),
    )


def drain(stack: Stack, since: datetime | None = None) -> Progress:
    """Wait until every order (placed from then on) has reached an end and its goods have followed.

    Raises `DidNotDrainError`.
    """
    limit = time.monotonic() + DRAIN_TIMEOUT_S
    while True:
        seen = progress(stack, since)
        if seen.is_drained:
            return seen
        if time.monotonic() > limit:
            raise DidNotDrainError(f"after {DRAIN_TIMEOUT_S:.0f} s: {seen}")
        time.sleep(DRAIN_PERIOD_S)


def audited(stack: Stack, accepted: int, histories: Sequence[Path] = ()) -> list[str]:
    """What is violated of all that must hold, in words, once everything has settled; `accepted` orders were answered
    with 201. Raises `DidNotDrainError`."""
    stored = stack.database("order")["orders"].count_documents({})
    found = [f"{accepted} orders were accepted and {stored} are stored: some were lost"] if stored < accepted else []
    return found + asyncio.run(settled(stack, histories)).lines()


async def settled(stack: Stack, histories: Sequence[Path] = ()) -> verdict.Report:
    """The oracle's report, once nothing is under way any more. Raises `DidNotDrainError`."""
    limit = time.monotonic() + DRAIN_TIMEOUT_S
    operations = [operation for path in histories for operation in history.read(path)]
    async with opened(stack) as books:
        while True:
            report = await passes.whole(books, operations=operations)
            if not report.waiting:
                return report
            if time.monotonic() > limit:
                raise DidNotDrainError(f"after {DRAIN_TIMEOUT_S:.0f} s {report.waiting} things are not finished")
            await asyncio.sleep(DRAIN_PERIOD_S)


def opened(stack: Stack) -> contextlib.AbstractAsyncContextManager[sources.Sources]:
    """Everything that is written down, for the oracle."""
    run = json.loads((stack.home / "run.json").read_text(encoding="utf-8"))
    return sources.connected(run["mongodb"], charges_url=run["sandbox"], nats_url=run["nats"])


def shop(stack: Stack) -> Shop:
    """A visitor of this stack."""
    return Shop(stack.edge)
