"""Placing orders under load, and what it cost: shared by `place-order` and `flash-sale`."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench import load, stack, usage
from bench.shop import Shop
from souk.kit import ids

PLENTY = 1_000_000
"""Units that no run can sell."""
COUNTRY = "IE"
SETTLE_TIMEOUT_S = 30.0
SETTLE_PERIOD_S = 0.2
READ_MODELS_S = 2.0
"""After the last change of stock has reached the shop's pages, for carts and the rest."""


@dataclass(frozen=True)
class Run:
    """One load with its drain."""

    load: load.Load
    elapsed_s: float
    """From the first order until the last one had reached its end."""
    confirmed: int
    cpu_s: Mapping[str, float]
    """By process, over `elapsed_s`."""
    to_confirmed_ms: Sequence[float]
    """From an order's placing to its confirmation, each."""
    last_confirmed_s: float
    """From the first order until the last confirmation."""
    history: Path
    """What the buyers asked for and were told, for the oracle."""

    @property
    def per_s(self) -> float:
        return self.confirmed / self.elapsed_s

    @property
    def cpu_ms_per_order(self) -> float:
        return sum(self.cpu_s.values()) * 1000 / max(self.confirmed, 1)


def sellable(shop: Shop) -> list[str]:
    """The SKUs of every product that is shown."""
    return [variant["sku"] for product in shop.products() for variant in shop.variants(product["slug"])]


def set_stock(shop: Shop, units: Mapping[str, int]) -> None:
    """Set the stock of these SKUs (as staff), and wait until visitors see it."""
    for sku, count in units.items():
        shop.set_stock(sku, count)
    until_shown(shop, units, SETTLE_TIMEOUT_S)
    time.sleep(READ_MODELS_S)


def until_shown(shop: Shop, units: Mapping[str, int], timeout_s: float) -> None:
    """Wait until visitors see so many units of these SKUs, or until patience is used up: then the load will tell."""
    limit = time.monotonic() + timeout_s
    while shop.available(list(units)) != dict(units) and time.monotonic() < limit:
        time.sleep(SETTLE_PERIOD_S)


@dataclass(frozen=True)
class Driven:
    """A load of orders that may still be under way."""

    seen: load.Load
    history: Path


def drive(
    running: stack.Stack, skus: Sequence[str], *, lines: int, clients: int, seconds: float, **options: str
) -> Driven:
    """Place orders, and do not wait for what becomes of them; options are the script's."""
    shop = stack.shop(running)
    run_id = uuid.uuid4().hex[:12]
    history = running.home / f"clients-{run_id}.jsonl"
    seen = load.run(
        load.SCRIPTS / "place-order.js",
        seconds=seconds,
        clients=clients,
        url=running.edge,
        skus=_json(skus),
        lines=str(lines),
        shipping_method=shop.shipping_method(COUNTRY),
        run=run_id,
        history=history,
        **options,
    )
    return Driven(seen, history)


def place(
    running: stack.Stack, skus: Sequence[str], *, lines: int, clients: int, seconds: float, **options: str
) -> Run:
    """Drive the load, wait until it has drained, and say what it cost; options are the script's.

    Raises `stack.DidNotDrainError` when orders stay open.
    """
    before, started, began = running.cpu_s(), time.monotonic(), datetime.now().astimezone()
    driven = drive(running, skus, lines=lines, clients=clients, seconds=seconds, **options)
    confirmed = stack.drain(running, began).confirmed
    elapsed = time.monotonic() - started
    spent = usage.spent_s(before, running.cpu_s())
    waits, last = _times(running, began)
    return Run(driven.seen, elapsed, confirmed, spent, waits, last, driven.history)


def _times(running: stack.Stack, began: datetime) -> tuple[list[float], float]:
    """Milliseconds to confirmation of each order since then; seconds until the last confirmation."""
    waits: list[float] = []
    last = began
    rows = running.database("order")["orders"].find(
        {"_id": {"$gte": ids.since("ord", began)}, "status": "confirmed"}, {"created_at": 1, "history": 1}
    )
    for row in rows:
        confirmed = next((step["at"] for step in row["history"] if step["status"] == "confirmed"), None)
        if confirmed is not None:
            waits.append((confirmed - row["created_at"]).total_seconds() * 1000)
            last = max(last, confirmed)
    return waits, (last - began).total_seconds()


def _json(skus: Sequence[str]) -> str:
    return "[" + ",".join(f'"{sku}"' for sku in skus) + "]"


def latency(run: Run) -> dict[str, float]:
    """Percentiles as figures: of the answer, and of the whole way to `confirmed`."""
    return {
        "answer_p50_ms": run.load.p50_ms,
        "answer_p95_ms": run.load.p95_ms,
        "answer_p99_ms": run.load.p99_ms,
        "answer_p999_ms": run.load.p999_ms,
        "confirmed_p50_ms": load.percentile(list(run.to_confirmed_ms), 50),
        "confirmed_p95_ms": load.percentile(list(run.to_confirmed_ms), 95),
        "confirmed_p99_ms": load.percentile(list(run.to_confirmed_ms), 99),
        "confirmed_p999_ms": load.percentile(list(run.to_confirmed_ms), 99.9),
    }
