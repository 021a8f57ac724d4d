"""What buyers want: a few SKUs much more than others, and one SKU a hundred times as much as there is."""

from __future__ import annotations

from pathlib import Path

from bench import orders, stack
from bench.study import cost, visit
from bench.study.part import Effort, Result

SECONDS = 15.0
CLIENTS = 64
LINES = 2
WARM_UP_S = 4.0
ZIPF = 1.2
ZIPF_SKUS = 100
DEMAND = 100


def zipf(home: Path, effort: Effort) -> Result:
    """A hundred SKUs, all wanted alike and then by Zipf's law, each twice, in turn."""
    seconds = effort.seconds(SECONDS)
    with visit.stocked(home) as what:
        skus = what.skus[:ZIPF_SKUS]
        warm = orders.place(what.running, skus, lines=LINES, clients=CLIENTS, seconds=WARM_UP_S)
        even, uneven = [], []
        with cost.counted(what.running) as spent:
            for _ in range(2):
                even.append(orders.place(what.running, skus, lines=LINES, clients=CLIENTS, seconds=seconds))
                uneven.append(
                    orders.place(what.running, skus, lines=LINES, clients=CLIENTS, seconds=seconds, zipf=f"{ZIPF:g}")
                )
        runs = [warm, *even, *uneven]
        broken = _audited(what.running, runs)
    confirmed = sum(run.confirmed for run in runs[1:])
    alike = sum(run.per_s for run in even) / 2
    skewed = sum(run.per_s for run in uneven) / 2
    return Result(
        scenario="zipf",
        figures={
            "even_per_s": alike,
            "zipf_per_s": skewed,
            "rate_ratio": skewed / alike,
            "cpu_ratio": sum(run.cpu_ms_per_order for run in uneven) / sum(run.cpu_ms_per_order for run in even),
            **orders.latency(uneven[-1]),
            **spent.per_order(confirmed),
        },
        violations=broken,
        cpu_ms_by_process=spent.cpu_ms_by_process(confirmed),
        notes=[f"{ZIPF_SKUS} SKUs, {LINES} in each order; that of rank r is wanted as often as 1 / r^{ZIPF:g} says."],
    )


def flash_sale(home: Path, effort: Effort) -> Result:
    """Everybody wants one SKU; of a hundred who ask one can have it."""
    seconds = effort.seconds(SECONDS)
    with visit.stocked(home) as what:
        running = what.running
        warm = orders.place(running, what.skus, lines=LINES, clients=CLIENTS, seconds=WARM_UP_S)
        hot = what.skus[0]
        orders.set_stock(what.staff, {hot: 0})
        rehearsal = orders.place(running, [hot], lines=1, clients=CLIENTS, seconds=WARM_UP_S)
        stock = max(1, round(rehearsal.load.per_s * seconds / DEMAND))
        orders.set_stock(what.staff, {hot: stock})
        with cost.counted(running) as spent:
            sale = orders.place(running, [hot], lines=1, clients=CLIENTS, seconds=seconds)
        broken = _audited(running, [warm, rehearsal, sale])
    if sale.confirmed != stock:
        broken.append(f"{sale.confirmed} sold of {stock}: demand was larger")
    return Result(
        scenario="flash-sale-100",
        figures={
            "stock": stock,
            "sold": sale.confirmed,
            "asked": sale.load.requests,
            "demand": sale.load.requests / stock,
            "accepted": sale.load.counters.get("accepted", 0),
            "refused": sale.load.counters.get("refused", 0),
            "answers_per_s": sale.load.per_s,
            "sold_out_after_s": sale.last_confirmed_s,
            "cpu_us_per_answer": sum(spent.cpu_s.values()) * 1e6 / max(sale.load.requests, 1),
            **orders.latency(sale),
        },
        violations=broken,
        notes=["Nobody pays who cannot have it: what is refused is refused before payment, or its order is cancelled."],
    )


def _audited(running: stack.Stack, runs: list[orders.Run]) -> list[str]:
    failed = sum(run.load.counters.get("broken", 0) for run in runs)
    accepted = sum(run.load.counters.get("accepted", 0) for run in runs)
    found = stack.audited(running, accepted, [run.history for run in runs])
    return found + ([f"{failed} orders were answered with neither 201 nor 409"] if failed else [])
