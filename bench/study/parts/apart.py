"""What the division into services buys: one of them dies and orders go on; one is replaced and nobody notices."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import orders, stack
from bench.study import story, visit
from bench.study.part import Effort, Plot, Result

RATE_PER_S = 40
BEFORE_S, DURING_S, AFTER_S = 10.0, 15.0, 15.0
CLIENTS = 512
LINES = 2
WARM_UP_S = 4.0
LOOK_S = 0.05
READY_TIMEOUT_S = 60.0


def isolation(home: Path, effort: Effort) -> Result:
    """The product service is killed, and again whenever it comes back, while guests check out."""
    before_s, during_s, after_s = (effort.seconds(each, 5.0) for each in (BEFORE_S, DURING_S, AFTER_S))
    deaths: list[float] = []
    with visit.stocked(home) as what:
        warm = orders.place(what.running, what.skus, lines=LINES, clients=32, seconds=WARM_UP_S)

        def strike() -> None:
            time.sleep(before_s)
            limit = time.monotonic() + during_s
            killed: set[int] = set()
            while time.monotonic() < limit:
                pid = _pid(what.running, "product-1")
                if pid is not None and pid not in killed:
                    os.kill(pid, signal.SIGKILL)
                    killed.add(pid)
                    deaths.append(time.monotonic())
                time.sleep(LOOK_S)

        run = _placed_while(what, strike, before_s + during_s + after_s)
        broken = _audited(what, [warm, run])
    told = story.read(run.history)
    return Result(
        scenario="isolation",
        figures={
            "product_killed": len(deaths),
            **_thirds(told, before_s, before_s + during_s),
            "dropped": run.load.dropped,
        },
        violations=broken + ([] if deaths else ["the product service was never killed"]),
        plots=_plots(told),
        notes=[
            f"{RATE_PER_S} orders a second; product is dead from second {before_s:g} to {before_s + during_s:g}.",
            "Orders are priced from the order service's own list, so nobody asks product while somebody checks out.",
        ],
    )


def restart(home: Path, effort: Effort) -> Result:
    """Both replicas of the order service are replaced, one after the other, by SIGTERM."""
    seconds = effort.seconds(BEFORE_S + DURING_S + AFTER_S, 20.0)
    replaced: list[float] = []
    with visit.stocked(home, "--replicas", "order=2") as what:
        warm = orders.place(what.running, what.skus, lines=LINES, clients=32, seconds=WARM_UP_S)

        def strike() -> None:
            began = time.monotonic()
            time.sleep(seconds / 4)
            for name in ("order-1", "order-2"):
                _replace(what.running, name)
                replaced.append(time.monotonic() - began)

        run = _placed_while(what, strike, seconds)
        broken = _audited(what, [warm, run])
    told = story.read(run.history)
    return Result(
        scenario="restart",
        figures={
            "replaced": len(replaced),
            "took_s": (replaced[-1] - seconds / 4) if replaced else 0.0,
            **_thirds(told, seconds / 4, replaced[-1] if replaced else seconds),
            "dropped": run.load.dropped,
        },
        violations=broken
        + ([] if len(replaced) == 2 else ["not both replicas were replaced"])
        + ([f"{told.count('unknown')} requests were not answered"] if told.count("unknown") else []),
        plots=_plots(told),
        notes=[f"{RATE_PER_S} orders a second at two replicas of order; each drains, ends, and is started anew."],
    )


def _placed_while(what: visit.Stocked, strike: Callable[[], None], seconds: float) -> orders.Run:
    thread = threading.Thread(target=strike, daemon=True)
    thread.start()
    driven = orders.drive(what.running, what.skus, lines=LINES, clients=CLIENTS, seconds=seconds, rate=str(RATE_PER_S))
    thread.join()
    confirmed = stack.drain(what.running).confirmed
    return orders.Run(driven.seen, seconds, confirmed, {}, [], 0.0, driven.history)


def _pid(running: stack.Stack, name: str) -> int | None:
    """Its pid now; None while it is not up."""
    return stack.read(running.home).pids.get(name)


def _replace(running: stack.Stack, name: str) -> None:
    """End it and wait until another one of that name is ready. Raises `DidNotStartError`."""
    before = _pid(running, name)
    if before is None:
        raise stack.DidNotStartError(f"{name} does not run")
    os.kill(before, signal.SIGTERM)
    limit = time.monotonic() + READY_TIMEOUT_S
    while time.monotonic() < limit:
        if stack.states(running.home).get(name) == "up" and _pid(running, name) != before:
            return
        time.sleep(LOOK_S)
    raise stack.DidNotStartError(f"{name} did not come back within {READY_TIMEOUT_S:g} s")


def _thirds(told: story.Story, begin_s: float, end_s: float) -> dict[str, Any]:
    spans = {"before": (0.0, begin_s), "during": (begin_s, end_s), "after": (end_s, float("inf"))}
    figures: dict[str, Any] = {}
    for name, (begin, end) in spans.items():
        part = told.between(begin, end)
        figures |= {
            f"asked_{name}": len(part.seconds),
            f"accepted_{name}": part.count("ok"),
            f"unanswered_{name}": part.count("unknown"),
            f"p50_ms_{name}": part.answer_ms(50),
            f"p99_ms_{name}": part.answer_ms(99),
        }
    return figures


def _plots(told: story.Story) -> list[Plot]:
    return [
        Plot("Answers a second", "seconds", "answers/s", told.rates()),
        Plot("Time to the answer", "seconds", "ms", told.times()),
    ]


def _audited(what: visit.Stocked, runs: list[orders.Run]) -> list[str]:
    accepted = sum(run.load.counters.get("accepted", 0) for run in runs)
    return stack.audited(what.running, accepted, [run.history for run in runs])
