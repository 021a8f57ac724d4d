"""Shoppers who mostly look: 95 of 100 steps, or 80. First as much as goes, then half of that at a constant rate."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import orders, stack
from bench.study import cost, visit
from bench.study.part import Effort, Result

SECONDS = 30.0
WARM_UP_S = 5.0
CLIENTS = 32
SHARE = 0.5
"""Of what the closed loop brought: what the constant rate is."""


def looking(name: str, reads: float) -> Callable[[Path, Effort], Result]:
    """The part whose shoppers look with so large a share of their steps."""
    return functools.partial(_measure, name, reads)


def _measure(name: str, reads: float, home: Path, effort: Effort) -> Result:
    seconds = effort.seconds(SECONDS)
    with visit.stocked(home) as what:
        running = what.running
        paths = visit.paths_file(running, what.staff)
        shop = functools.partial(visit.shop, what, paths, reads=reads)
        warm = shop(clients=CLIENTS, seconds=effort.seconds(WARM_UP_S))
        stack.drain(running)
        before = stack.progress(running).confirmed
        with cost.counted(running) as spent:
            closed = shop(clients=CLIENTS, seconds=seconds)
            confirmed = stack.drain(running).confirmed - before
        rate = max(1, round(_steps(closed) / seconds * SHARE))
        steady = shop(clients=8 * CLIENTS, seconds=seconds, rate=str(rate))
        stack.drain(running)
        visits = (warm, closed, steady)
        broken = stack.audited(running, sum(each.accepted for each in visits), [each.history for each in visits])
    failed = sum(each.failed for each in visits)
    return Result(
        scenario=name,
        figures={
            "steps_per_s": _steps(closed) / seconds,
            "reads_per_s": closed.load.counters.get("reads", 0) / seconds,
            "carts_per_s": closed.load.counters.get("carts", 0) / seconds,
            "orders_per_s": closed.accepted / seconds,
            **_goodput("closed", closed, seconds),
            **_times("closed", closed),
            "constant_steps_per_s": rate,
            "constant_dropped": steady.load.dropped,
            **_goodput("constant", steady, seconds),
            **_times("constant", steady),
            **spent.per_order(confirmed),
        },
        violations=broken + ([f"{failed} steps were not answered well"] if failed else []),
        cpu_ms_by_process=spent.cpu_ms_by_process(confirmed),
        notes=[
            f"Of 100 steps {reads * 100:g} look at a page; of the others two in three fill a cart, one orders.",
            f"Goodput: answered well, a page within {visit.READ_SLO_MS} ms, an order within {visit.ORDER_SLO_MS} ms.",
            f"{CLIENTS} clients, {orders.PLENTY:,} units of everything; the constant rate is {SHARE:.0%} of capacity.",
            "What is counted an order is all that the mix costs, its reads and carts included.",
        ],
    )


def _steps(seen: visit.Visit) -> int:
    counters = seen.load.counters
    return counters.get("reads", 0) + counters.get("carts", 0) + counters.get("accepted", 0)


def _goodput(mode: str, seen: visit.Visit, seconds: float) -> dict[str, float]:
    return {
        f"{mode}_good_reads_per_s": seen.load.counters.get("good_reads", 0) / seconds,
        f"{mode}_good_orders_per_s": seen.load.counters.get("good_orders", 0) / seconds,
    }


def _times(mode: str, seen: visit.Visit) -> dict[str, Any]:
    return {
        f"{mode}_{what}_{name}_ms": value
        for what in ("read", "order")
        for name, value in seen.load.trends.get(f"{what}_ms", {}).items()
    }
