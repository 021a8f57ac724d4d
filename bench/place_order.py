"""`place-order`: guests check out two SKUs each, with payment, through the edge; compared with the floor."""

from __future__ import annotations

from pathlib import Path

from bench import orders, stack, traffic
from bench.floor import run as floors
from bench.report import Report

LINES = 2
WARM_UP_S = 3.0
"""Connections, caches, and the branches that Python specialises: the floor is warm too before it counts."""


def measure(home: Path, *, clients: int, seconds: float) -> Report:
    """Floor, Souk, floor, within one another's minute; then the books are checked."""
    before = floors.measure(clients=clients, seconds=seconds)
    with stack.running(home) as running:
        shop = stack.shop(running)
        shop.sign_in(running.account("admin"))
        skus = orders.sellable(shop)
        orders.set_stock(shop, dict.fromkeys(skus, orders.PLENTY))
        warm = orders.place(running, skus, lines=LINES, clients=clients, seconds=WARM_UP_S)
        looked = traffic.look(running)
        run = orders.place(running, skus, lines=LINES, clients=clients, seconds=seconds)
        moved = traffic.spent(looked, traffic.look(running), run.confirmed)
        memory = running.pss_bytes()
        accepted = warm.load.counters.get("accepted", 0) + run.load.counters.get("accepted", 0)
        broken = stack.audited(running, accepted, [warm.history, run.history])
    after = floors.measure(clients=clients, seconds=seconds)
    floor_rate = (before.end_to_end_per_s + after.end_to_end_per_s) / 2
    floor_cpu = (before.cpu_ms_per_order + after.cpu_ms_per_order) / 2
    failed = run.load.counters.get("broken", 0) + run.load.counters.get("refused", 0)
    return Report(
        scenario="place-order",
        figures={
            "confirmed": run.confirmed,
            "confirmed_per_s": run.per_s,
            "accepted_per_s": run.load.per_s,
            "not_accepted": failed,
            **orders.latency(run),
            "cpu_ms_per_order": run.cpu_ms_per_order,
            "memory_mib": memory / 2**20,
            "floor_per_s": floor_rate,
            "floor_per_s_each": [before.end_to_end_per_s, after.end_to_end_per_s],
            "floor_cpu_ms_per_order": floor_cpu,
            **moved,
            "rate_ratio": run.per_s / floor_rate,
            "cpu_ratio": run.cpu_ms_per_order / floor_cpu,
        },
        cpu_ms_by_process={name: spent * 1000 / max(run.confirmed, 1) for name, spent in run.cpu_s.items()},
        violations=broken + ([f"{failed} orders were not accepted"] if failed else []),
    )
