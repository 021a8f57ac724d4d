"""`flash-sale`: everybody wants the same SKU, and there is not enough of it; compared with `place-order`."""

from __future__ import annotations

from pathlib import Path

from bench import orders, stack
from bench.place_order import LINES, WARM_UP_S
from bench.report import Report

SHARE = 0.6
"""So much of what place-order confirmed in the same time is in stock: sold out well before the load ends."""


def measure(home: Path, *, clients: int, seconds: float) -> Report:
    """place-order, then the sale, on one stack; then the books are checked."""
    with stack.running(home) as running:
        shop = stack.shop(running)
        shop.sign_in(running.account("admin"))
        skus = orders.sellable(shop)
        orders.set_stock(shop, dict.fromkeys(skus, orders.PLENTY))
        warm = orders.place(running, skus, lines=LINES, clients=clients, seconds=WARM_UP_S)
        ordinary = orders.place(running, skus, lines=LINES, clients=clients, seconds=seconds)
        hot = skus[0]
        stock = max(1, int(ordinary.confirmed * SHARE))
        orders.set_stock(shop, {hot: stock})
        sale = orders.place(running, [hot], lines=1, clients=clients, seconds=seconds)
        memory = running.pss_bytes()
        accepted = sum(run.load.counters.get("accepted", 0) for run in (warm, ordinary, sale))
        broken = stack.audited(running, accepted, [run.history for run in (warm, ordinary, sale)])
    failed = sum(run.load.counters.get("broken", 0) for run in (warm, ordinary, sale))
    if failed:
        broken.append(f"{failed} orders were answered with neither 201 nor 409")
    if sale.confirmed != stock:
        broken.append(f"{sale.confirmed} sold of {stock}: demand was larger")
    per_s = sale.confirmed / max(sale.last_confirmed_s, 1e-9)
    return Report(
        scenario="flash-sale",
        figures={
            "stock": stock,
            "sold": sale.confirmed,
            "refused": sale.load.counters.get("refused", 0),
            "accepted": sale.load.counters.get("accepted", 0),
            "sold_per_s": per_s,
            "sold_out_after_s": sale.last_confirmed_s,
            "place_order_per_s": ordinary.per_s,
            **orders.latency(sale),
            "memory_mib": memory / 2**20,
            "rate_ratio": per_s / ordinary.per_s,
        },
        cpu_ms_by_process={name: spent * 1000 / max(sale.confirmed, 1) for name, spent in sale.cpu_s.items()},
        violations=broken,
    )
