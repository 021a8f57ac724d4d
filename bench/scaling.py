"""From a `place-order` report to the machines that so many orders a second need: the table in docs/scaling.md.

python -m bench.scaling bench/report/place-order.json
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RATES = (10, 1_000, 100_000)
"""Orders a second."""
BUSY = 0.6
"""How busy a core may be at that rate: the rest is for peaks, and for what a lost neighbour leaves behind."""
NODE_CORES = 8
MEMBERS = 3
"""Of a replica set or a broker's cluster."""
REPLICAS_MIN = 2
"""Of whatever may not be missing when one machine is lost."""

SERVICES = ("order", "payment", "inventory", "notification", "product", "user")
ONE_CORE = (*SERVICES, "haproxy")
"""Processes with one loop, or one thread: each uses one core at most."""
CLUSTERS = ("mongodb", "nats")


@dataclass(frozen=True)
class Need:
    """What one part needs at one rate. `units` are processes, or sets of `MEMBERS` each (shards); `machines` are shares
    of machines: small parts live together."""

    units: int
    machines: float


def cost_ms(report: Mapping[str, Any]) -> dict[str, float]:
    """CPU milliseconds an order, by part, from a report's figures by process."""
    costs: dict[str, float] = {}
    for process, spent in report["cpu_ms_by_process"].items():
        part = process.rpartition("-")[0]
        costs[part] = costs.get(part, 0.0) + spent
    return {part: costs.get(part, 0.0) for part in (*CLUSTERS, *ONE_CORE)}


def need(part: str, ms: float, rate: int) -> Need:
    """What a part needs that uses so many milliseconds of CPU an order."""
    cores = rate * ms / 1_000
    machines = cores / (NODE_CORES * BUSY)
    if part in CLUSTERS:
        return Need(max(1, math.ceil(machines)), MEMBERS * machines)  # every member does the writes of its set
    return Need(max(REPLICAS_MIN, math.ceil(cores / BUSY)), machines)


def machines(costs: Mapping[str, float], rate: int) -> int:
    """Machines of `NODE_CORES` cores for everything, at least as many as a majority needs."""
    return max(MEMBERS, math.ceil(sum(need(part, ms, rate).machines for part, ms in costs.items())))


def table(report: Mapping[str, Any]) -> str:
    """The table as Markdown."""
    costs = cost_ms(report)
    lines = [
        "| | CPU ms an order | " + " | ".join(f"{rate:,} orders/s" for rate in RATES) + " |",
        "|---|---|" + "---|" * len(RATES),
    ]
    for part, ms in sorted(costs.items(), key=lambda each: -each[1]):
        cells = [_cell(part, need(part, ms, rate)) for rate in RATES]
        lines.append(f"| `{part}` | {ms:.3f} | " + " | ".join(cells) + " |")
    totals = [f"**{machines(costs, rate)} machines**" for rate in RATES]
    lines.append(f"| **all** | **{sum(costs.values()):.2f}** | " + " | ".join(totals) + " |")
    return "\n".join(lines) + "\n"


def _cell(part: str, needed: Need) -> str:
    if part in CLUSTERS:
        sets = "1 set" if needed.units == 1 else f"{needed.units} sets"
        return f"{sets} of {MEMBERS}"
    return f"{needed.units} processes"


if __name__ == "__main__":
    sys.stdout.write(table(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
