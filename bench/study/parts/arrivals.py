"""Orders that come whether or not the last one was answered: at constant rates, and in a step from one to ten times."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench import orders, stack
from bench.study import cost, story, visit
from bench.study.part import Effort, Plot, Result

RATES = (10, 50, 100, 200)
SECONDS = 20.0
CLIENTS = 1_024
LINES = 2
WARM_UP_S = 4.0
BASE_PER_S = 20
STEP = 10
STEP_S = 20.0
CONFIRMED_SLO_MS = 5_000


def latency(home: Path, effort: Effort) -> Result:
    """How long an order takes to be accepted, and to be confirmed, at several constant rates."""
    seconds = effort.seconds(SECONDS)
    figures: dict[str, Any] = {}
    curves: dict[str, list[tuple[float, float]]] = {}
    with visit.stocked(home) as what:
        runs = [orders.place(what.running, what.skus, lines=LINES, clients=64, seconds=WARM_UP_S)]
        for rate in RATES if effort.is_whole else RATES[:2]:
            run = orders.place(
                what.running,
                what.skus,
                lines=LINES,
                clients=CLIENTS,
                seconds=seconds,
                rate=str(rate),
                slo_ms=str(visit.ORDER_SLO_MS),
            )
            runs.append(run)
            within = sum(each <= CONFIRMED_SLO_MS for each in run.to_confirmed_ms)
            figures |= {
                f"at_{rate}_per_s": {
                    "accepted_within_slo": run.load.counters.get("good_orders", 0),
                    "confirmed_within_slo": within,
                    "asked": run.load.requests,
                    "dropped": run.load.dropped,
                    "cpu_ms_per_order": run.cpu_ms_per_order,
                    **orders.latency(run),
                }
            }
            for name, value in orders.latency(run).items():
                if name.endswith(("p50_ms", "p99_ms")):
                    curves.setdefault(name.removesuffix("_ms").replace("_", " "), []).append((rate, value))
        broken = _audited(what, runs)
    return Result(
        scenario="latency",
        figures=figures,
        violations=broken,
        plots=[Plot("From asking to the answer, and to confirmed", "orders a second", "ms", curves, is_log=True)],
        notes=[
            f"Orders of {LINES} products at a constant rate, {seconds:g} s each.",
            f"Within the SLO: accepted within {visit.ORDER_SLO_MS} ms, confirmed within {CONFIRMED_SLO_MS / 1000:g} s.",
        ],
    )


def step(home: Path, effort: Effort) -> Result:
    """Ten times as many buyers from one second to the next, and back."""
    each_s = effort.seconds(STEP_S)
    stages = [[BASE_PER_S, each_s], [BASE_PER_S * STEP, each_s], [BASE_PER_S, each_s]]
    with visit.stocked(home) as what:
        warm = orders.place(what.running, what.skus, lines=LINES, clients=64, seconds=WARM_UP_S)
        with cost.counted(what.running) as spent:
            run = orders.place(
                what.running, what.skus, lines=LINES, clients=CLIENTS, seconds=3 * each_s, stages=json.dumps(stages)
            )
        broken = _audited(what, [warm, run])
    told = story.read(run.history)
    thirds = [told.between(at * each_s, (at + 1) * each_s) for at in range(3)]
    return Result(
        scenario="step",
        figures={
            "asked": run.load.requests,
            "dropped": run.load.dropped,
            "good_share_before": _good(thirds[0]),
            "good_share_during": _good(thirds[1]),
            "good_share_after": _good(thirds[2]),
            "p99_ms_before": thirds[0].answer_ms(99),
            "p99_ms_during": thirds[1].answer_ms(99),
            "p99_ms_after": thirds[2].answer_ms(99),
            **orders.latency(run),
            **spent.per_order(run.confirmed),
        },
        violations=broken,
        cpu_ms_by_process=spent.cpu_ms_by_process(run.confirmed),
        plots=[
            Plot("Answers a second", "seconds", "answers/s", told.rates()),
            Plot("Time to the answer", "seconds", "ms", told.times()),
        ],
        notes=[
            f"{BASE_PER_S}, {BASE_PER_S * STEP}, {BASE_PER_S} orders a second, {each_s:g} s each.",
            f"Good: accepted within {visit.ORDER_SLO_MS} ms.",
        ],
    )


def _good(told: story.Story) -> float:
    return told.good(visit.ORDER_SLO_MS) / max(len(told.seconds), 1)


def _audited(what: visit.Stocked, runs: list[orders.Run]) -> list[str]:
    accepted = sum(run.load.counters.get("accepted", 0) for run in runs)
    return stack.audited(what.running, accepted, [run.history for run in runs])
