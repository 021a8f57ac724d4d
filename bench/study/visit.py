"""What most parts need: a stocked shop, and shoppers who look and order."""

from __future__ import annotations

import contextlib
import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import browse, load, orders, stack
from bench.shop import Shop

READ_SLO_MS = 100
ORDER_SLO_MS = 500
"""Goodput counts what was answered well and within that."""


@dataclass(frozen=True)
class Stocked:
    """A running stack whose every SKU is there in plenty, and somebody of its staff."""

    running: stack.Stack
    staff: Shop
    skus: list[str]


@dataclass(frozen=True)
class Visit:
    """One load of shoppers, and the orders' side of the story."""

    load: load.Load
    history: Path

    @property
    def accepted(self) -> int:
        return self.load.counters.get("accepted", 0)

    @property
    def failed(self) -> int:
        return self.load.counters.get("broken", 0) + self.load.counters.get("refused", 0)


@contextlib.contextmanager
def stocked(home: Path, *options: str) -> Iterator[Stocked]:
    """A stack with the demo catalogue that no run can sell out. Raises `stack.DidNotStartError`."""
    with stack.running(home, *options) as running:
        staff = stack.shop(running)
        staff.sign_in(running.account("admin"))
        skus = orders.sellable(staff)
        orders.set_stock(staff, dict.fromkeys(skus, orders.PLENTY))
        yield Stocked(running, staff, skus)


def paths_file(running: stack.Stack, visitor: Shop) -> Path:
    """What visitors look at, for k6."""
    listed = running.home / "paths.json"
    listed.write_text(json.dumps(browse.choose_paths(visitor)), encoding="utf-8")
    return listed


def shop(
    what: Stocked, paths: Path, *, reads: float, clients: int, seconds: float, skus: Sequence[str] = (), **options: str
) -> Visit:
    """Shoppers of whose steps so large a share only looks. The orders may still be under way when this returns."""
    history = what.running.home / f"clients-{uuid.uuid4().hex[:12]}.jsonl"
    seen = load.run(
        load.SCRIPTS / "shop.js",
        seconds=seconds,
        clients=clients,
        url=what.running.edge,
        paths=str(paths),
        skus=json.dumps(list(skus) or what.skus),
        reads=f"{reads:g}",
        shipping_method=what.staff.shipping_method(orders.COUNTRY),
        run=history.stem[-12:],
        read_slo_ms=str(READ_SLO_MS),
        slo_ms=str(ORDER_SLO_MS),
        history=history,
        **options,
    )
    return Visit(seen, history)
