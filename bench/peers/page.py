"""The table in docs/performance.md, made of the report: a test holds the page to it.

python -m bench.peers.page bench/report/peers.json
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ORDER = ("souk", "vendure", "medusa", "bare")
ROWS: tuple[tuple[str, Callable[[Mapping[str, Any]], str]], ...] = (
    ("browse, requests/s", lambda each: f"{each['browse']['requests_per_s']:,.1f}"),
    ("… p50 / p99 ms", lambda each: f"{each['browse']['p50_ms']:,.0f} / {each['browse']['p99_ms']:,.0f}"),
    ("… CPU ms a request", lambda each: f"{each['browse']['cpu_ms_per_request']:,.2f}"),
    ("orders/s, from an empty cart", lambda each: f"{each['checkout']['orders_per_s']:,.2f}"),
    ("… requests an order", lambda each: f"{each['checkout']['requests_per_order']:,.1f}"),
    (
        "… p50 / p99 ms of the whole",
        lambda each: f"{each['checkout']['order_p50_ms']:,.0f} / {each['checkout']['order_p99_ms']:,.0f}",
    ),
    ("… CPU ms an order", lambda each: f"{each['checkout']['cpu_ms_per_order']:,.1f}"),
    ("… memory MiB", lambda each: f"{each['checkout']['memory_mib']:,.0f}"),
    ("sold of what was scarce", lambda each: _sold(each["hot"])),
    ("load of the machine before", lambda each: f"{each['machine']['load_1min']:.1f}"),
)


def table(document: Mapping[str, Any]) -> str:
    """A column a system, a row a figure."""
    found = [(name, document["systems"][name]) for name in ORDER if name in document["systems"]]
    lines = ["| | " + " | ".join(name for name, _ in found) + " |", "|" + "---|" * (len(found) + 1)]
    lines += [f"| {words} | " + " | ".join(show(each) for _, each in found) + " |" for words, show in ROWS]
    return "\n".join(lines)


def _sold(hot: Mapping[str, int]) -> str:
    sold = f"{hot['accepted']} of {hot['units']} in {hot['attempts']} tries"
    return f"**{sold}**" if hot["oversold"] else sold


if __name__ == "__main__":
    sys.stdout.write(table(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))) + "\n")
