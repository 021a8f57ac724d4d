"""A stack of the bench's own: started and stopped through the commands, read through its databases."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database

from bench import invariants, usage
from bench.shop import Shop
from souk.local import checkout

WRITES_PER_S_MAX = "100000"
"""k6 is one address that stands for many buyers: what the edge grants to one would refuse most of a flash sale."""
START_TIMEOUT_S = 600.0
STOP_TIMEOUT_S = 120.0
DRAIN_TIMEOUT_S = 180.0
DRAIN_PERIOD_S = 0.1
READ_TIMEOUT_S = 30.0


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
    mongo: MongoClient[dict[str, Any]]

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
def running(home: Path) -> Iterator[Stack]:
    """A stack with the demo catalogue in `home`, stopped in the end. Raises `DidNotStartError`."""
    up(home)
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


def up(home: Path) -> float:
    """`./souk up --detach`; answers how many seconds it took."""
    started = time.monotonic()
    _souk("up", "--detach", "--home", str(home), "--port", "0", timeout_s=START_TIMEOUT_S)
    return time.monotonic() - started


def down(home: Path) -> None:
    """`./souk down`"""
    _souk("down", "--home", str(home), timeout_s=STOP_TIMEOUT_S)


def read(home: Path) -> Stack:
    """The stack that runs in `home`."""
    run = json.loads((home / "run.json").read_text(encoding="utf-8"))
    pids = {"supervisor-1": run["supervisor"]} | {each["name"]: each["pid"] for each in run["processes"]}
    client: MongoClient[dict[str, Any]] = MongoClient(run["mongodb"], tz_aware=True)
    return Stack(home, run["edge"], run["sandbox"], pids, client)


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


def progress(stack: Stack) -> Progress:
    """Counted in the databases, not asked of the services: it costs them nothing."""
    orders, reservations = stack.database("order")["orders"], stack.database("inventory")["reservations"]
    return Progress(
        open=orders.count_documents({"status": {"$in": ["placed", "awaiting_payment"]}}),
        held=reservations.count_documents({"status": "held"}),
        confirmed=orders.count_documents({"status": "confirmed"}),
        committed=reservations.count_documents({"status": "committed"}),
    )


def drain(stack: Stack) -> Progress:
    """Wait until every order has reached an end and its goods have followed. Raises `DidNotDrainError`."""
    limit = time.monotonic() + DRAIN_TIMEOUT_S
    while True:
        seen = progress(stack)
        if seen.is_drained:
            return seen
        if time.monotonic() > limit:
            raise DidNotDrainError(f"after {DRAIN_TIMEOUT_S:.0f} s: {seen}")
        time.sleep(DRAIN_PERIOD_S)


def books(stack: Stack, initial: Mapping[str, int], accepted: int) -> invariants.Books:
    """Everything that was written down, as `invariants` wants it."""
    inventory, order, payment = (stack.database(name) for name in ("inventory", "order", "payment"))
    payments = list(payment["payments"].find({}, {"order_id": 1, "refunded": 1}))
    return invariants.Books(
        accepted=accepted,
        initial=initial,
        levels={row["_id"]: (row["on_hand"], row["reserved"]) for row in inventory["stock_levels"].find()},
        orders={
            row["_id"]: invariants.Order(
                row["status"],
                _units(row["lines"]),
                row["totals"]["total"]["amount"],
                is_settling=row["status"] == "cancelled" and "watch" in row,
            )
            for row in order["orders"].find({}, {"status": 1, "lines": 1, "totals.total": 1, "watch": 1})
        },
        reservations={
            row["_id"]: invariants.Reservation(row["status"], _units(row["lines"]))
            for row in inventory["reservations"].find({}, {"status": 1, "lines": 1})
        },
        payments={row["order_id"]: row["_id"] for row in payments},
        refunds={row["_id"]: row["refunded"]["amount"] for row in payments if row["refunded"]["amount"]},
        charges=list(_charges(stack.sandbox)),
        ledger=[
            (row["account"], row["currency"], row["debit"], row["credit"]) for row in payment["ledger_entries"].find()
        ],
    )


def stock_now(stack: Stack) -> dict[str, int]:
    """Units of each SKU that have ever been on its shelves: on hand, and sold."""
    inventory = stack.database("inventory")
    units = {row["_id"]: row["on_hand"] for row in inventory["stock_levels"].find()}
    for row in inventory["reservations"].find({"status": "committed"}, {"lines": 1}):
        for sku, quantity in _units(row["lines"]).items():
            units[sku] += quantity
    return units


def _units(lines: list[dict[str, Any]]) -> dict[str, int]:
    units: dict[str, int] = {}
    for line in lines:
        units[line["sku"]] = units.get(line["sku"], 0) + line["quantity"]
    return units


def _charges(sandbox: str) -> Iterator[invariants.Charge]:
    after: str | None = ""
    while after is not None:
        page_url = f"{sandbox}/charges?after={after}"
        with urllib.request.urlopen(page_url, timeout=READ_TIMEOUT_S) as answer:  # noqa: S310 - our own gateway
            page = json.load(answer)
        for item in page["items"]:
            yield invariants.Charge(
                item["key"], item["status"], item["amount"], captured=item["captured"], refunded=item["refunded"]
            )
        after = page["next_after"]


def shop(stack: Stack) -> Shop:
    """A visitor of this stack."""
    return Shop(stack.edge)
