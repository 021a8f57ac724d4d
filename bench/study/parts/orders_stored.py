"""Placing orders in a shop that has many already, against one that has none: in turn, so that noise hits both."""

from __future__ import annotations

import statistics
from pathlib import Path

from bench import orders, stack
from bench.study import past, visit
from bench.study.part import Effort, Plot, Result
from souk.local import progress

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 3
SECONDS = 12.0
CLIENTS = 64
LINES = 2
WARM_UP_S = 4.0


def measure(home: Path, effort: Effort) -> Result:
    """An empty shop and a filling one on one machine; only one is under load at a time."""
    sizes = [effort.count(size, 1_000 * (at + 1)) for at, size in enumerate(SIZES)]
    seconds = effort.seconds(SECONDS)
    with visit.stocked(home / "empty") as empty, visit.stocked(home / "filled") as filled:
        runs = {"empty": [_place(empty, WARM_UP_S)], "filled": [_place(filled, WARM_UP_S)]}
        pairs: dict[int, list[tuple[orders.Run, orders.Run]]] = {}
        for size in sizes:
            with progress.shown("orders", size) as tell:
                past.fill(filled.running, size, tell)
            pairs[size] = [_pair(empty, filled, seconds, is_turned=bool(at % 2)) for at in range(ROUNDS)]
            for first, second in pairs[size]:
                runs["empty"].append(first)
                runs["filled"].append(second)
        stored = filled.running.database("order")["orders"].estimated_document_count()
        broken = _audited("empty", empty, runs["empty"]) + _audited("filled", filled, runs["filled"])
        memory = {"empty": empty.running.pss_bytes() / 2**20, "filled": filled.running.pss_bytes() / 2**20}
        bytes_stored = _bytes(filled.running)
    ratios = {size: _median([second.per_s / first.per_s for first, second in each]) for size, each in pairs.items()}
    costs = {
        size: _median([second.cpu_ms_per_order / first.cpu_ms_per_order for first, second in each])
        for size, each in pairs.items()
    }
    return Result(
        scenario="orders-stored",
        figures={
            "stored_in_the_end": stored,
            "stored_gib": bytes_stored / 2**30,
            "rate_ratio": ratios[sizes[-1]],
            "cpu_ratio": costs[sizes[-1]],
            "rate_ratio_by_orders": {f"{size:,}": ratio for size, ratio in ratios.items()},
            "cpu_ratio_by_orders": {f"{size:,}": ratio for size, ratio in costs.items()},
            "empty_per_s": _median([run.per_s for run in runs["empty"][1:]]),
            "filled_per_s_by_orders": {
                f"{size:,}": _median([second.per_s for _, second in each]) for size, each in pairs.items()
            },
            "memory_mib_by_shop": memory,
        },
        violations=broken,
        plots=[
            Plot(
                "Orders/s of a shop with so many stored, × an empty one's",
                "orders stored",
                "ratio",
                {"rate": list(ratios.items()), "CPU an order": list(costs.items())},
                is_log=True,
            )
        ],
        notes=[
            f"Each size: {ROUNDS} pairs of {seconds:g} s, the shops taking turns at being first; medians.",
            f"Filled is what keeps an order for good: {', '.join(name for _, name in past.STORES)}, charges.",
            "Outbox, inbox and idempotency keys are forgotten after nine days at most: they hold what was placed here.",
        ],
    )


def _pair(
    empty: visit.Stocked, filled: visit.Stocked, seconds: float, *, is_turned: bool
) -> tuple[orders.Run, orders.Run]:
    if is_turned:
        second = _place(filled, seconds)
        return _place(empty, seconds), second
    return _place(empty, seconds), _place(filled, seconds)


def _place(shop: visit.Stocked, seconds: float) -> orders.Run:
    return orders.place(shop.running, shop.skus, lines=LINES, clients=CLIENTS, seconds=seconds)


def _audited(name: str, shop: visit.Stocked, runs: list[orders.Run]) -> list[str]:
    accepted = sum(run.load.counters.get("accepted", 0) for run in runs)
    failed = sum(run.load.counters.get("broken", 0) + run.load.counters.get("refused", 0) for run in runs)
    found = stack.audited(shop.running, accepted, [run.history for run in runs])
    return [f"{name}: {each}" for each in found] + ([f"{name}: {failed} not accepted"] if failed else [])


def _bytes(running: stack.Stack) -> float:
    return sum(
        float(running.mongo[name].command("dbStats")["totalSize"])
        for name in running.mongo.list_database_names()
        if name.startswith("souk_")
    )


def _median(values: list[float]) -> float:
    return statistics.median(values)
