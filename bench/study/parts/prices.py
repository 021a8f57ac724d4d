"""Staff change prices while shoppers shop: how long until a visitor sees the new one."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from urllib.parse import quote

from bench import load, stack
from bench.shop import Shop
from bench.study import visit
from bench.study.part import Effort, Plot, Result

SECONDS = 60.0
STEPS_PER_S = 100
READS = 0.8
CLIENTS = 256
PAUSE_S = 0.5
TIMEOUT_S = 10.0
LOOK_S = 0.02


def measure(home: Path, effort: Effort) -> Result:
    """One price after the other is raised by a cent; a visitor looks at the product's page until it is there."""
    seconds = effort.seconds(SECONDS, 8.0)
    with visit.stocked(home) as what:
        paths = visit.paths_file(what.running, what.staff)
        changes = _Changes(what.running)
        changes.start()
        try:
            seen = visit.shop(what, paths, reads=READS, clients=CLIENTS, seconds=seconds, rate=str(STEPS_PER_S))
        finally:
            changes.stop()
        stack.drain(what.running)
        broken = stack.audited(what.running, seen.accepted, [seen.history])
    waits = [took_s for _, took_s in changes.seen]
    if changes.unseen:
        broken.append(f"{changes.unseen} of {len(waits) + changes.unseen} prices were not seen within {TIMEOUT_S:g} s")
    return Result(
        scenario="price-changes",
        figures={
            "changes": len(waits),
            "visible_p50_s": load.percentile(waits, 50),
            "visible_p99_s": load.percentile(waits, 99),
            "price_visible_s": max(waits, default=0.0),
            "steps_not_answered_well": seen.failed,
            "dropped": seen.load.dropped,
        },
        violations=broken,
        plots=[Plot("Seconds until a price was seen", "seconds", "seconds", {"each change": changes.seen})],
        notes=[
            f"{STEPS_PER_S} steps a second, {READS:.0%} of them reads; the visitor is anonymous, and served by caches.",
        ],
    )


class _Changes:
    """Changes prices in a thread until stopped."""

    def __init__(self, running: stack.Stack) -> None:
        self.seen: list[tuple[float, float]] = []
        self.unseen = 0
        self._staff = Shop(running.edge)
        self._staff.sign_in(running.account("admin"))
        self._visitor = Shop(running.edge)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._is_over.set()
        self._thread.join()

    def _work(self) -> None:
        began = time.monotonic()
        products = self._visitor.products()
        at = 0
        while not self._is_over.wait(PAUSE_S):
            slug = products[at % len(products)]["slug"]
            at += 1
            took_s = self._change(slug)
            if took_s is None:
                self.unseen += 1
            else:
                self.seen.append((time.monotonic() - began, took_s))

    def _change(self, slug: str) -> float | None:
        variant = self._visitor.variants(slug)[0]
        price = {"amount": variant["price"]["amount"] + 1, "currency": variant["price"]["currency"]}
        self._staff.demand("PATCH", f"/v1/variants/{quote(variant['sku'])}", {"price": price})
        began = time.monotonic()
        while self._visitor.variants(slug)[0]["price"] != price:
            if time.monotonic() - began > TIMEOUT_S:
                return None
            time.sleep(LOOK_S)
        return time.monotonic() - began
