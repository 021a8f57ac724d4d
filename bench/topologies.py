"""`topologies`: the same code as one process, as a process for each service, and as two of each, in turn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench import orders, stack
from bench.report import Report
from souk.edge import routes

LINES = 2
WARM_UP_S = 3.0
LAYOUTS: dict[str, tuple[str, ...]] = {
    "single": ("--topology", "single"),
    "separate": (),
    "doubled": tuple(word for name in routes.SERVICES for word in ("--replicas", f"{name}=2")),
}
"""What each is to `./souk up`."""


def measure(home: Path, *, clients: int, seconds: float) -> Report:
    """Guests check out two SKUs each on every layout, one after the other; the books of each are checked."""
    figures: dict[str, Any] = {}
    broken: list[str] = []
    for name, options in LAYOUTS.items():
        with stack.running(home / name, *options) as running:
            shop = stack.shop(running)
            shop.sign_in(running.account("admin"))
            skus = orders.sellable(shop)
            orders.set_stock(shop, dict.fromkeys(skus, orders.PLENTY))
            warm = orders.place(running, skus, lines=LINES, clients=clients, seconds=WARM_UP_S)
            run = orders.place(running, skus, lines=LINES, clients=clients, seconds=seconds)
            memory = running.pss_bytes()
            accepted = sum(each.load.counters.get("accepted", 0) for each in (warm, run))
            found = stack.audited(running, accepted, [warm.history, run.history])
        failed = run.load.counters.get("broken", 0) + run.load.counters.get("refused", 0)
        broken += [f"{name}: {each}" for each in found] + ([f"{name}: {failed} not accepted"] if failed else [])
        figures |= {
            f"{name}_per_s": run.per_s,
            f"{name}_cpu_ms_per_order": run.cpu_ms_per_order,
            f"{name}_answer_p50_ms": run.load.p50_ms,
            f"{name}_answer_p99_ms": run.load.p99_ms,
            f"{name}_memory_mib": memory / 2**20,
            f"{name}_cpu_ms_by_process": {
                process: spent * 1000 / max(run.confirmed, 1) for process, spent in run.cpu_s.items()
            },
        }
    for name in ("separate", "doubled"):
        figures |= {
            f"{name}_rate_ratio": figures[f"{name}_per_s"] / figures["single_per_s"],
            f"{name}_cpu_ratio": figures[f"{name}_cpu_ms_per_order"] / figures["single_cpu_ms_per_order"],
        }
    return Report(scenario="topologies", figures=figures, violations=broken)
