"""The study in one table: what docs/performance.md shows, and a test holds it to.

python -m bench.study.headlines
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench import targets
from bench.study import parts, results
from bench.study.page import number

FIGURES: Mapping[str, Sequence[tuple[str, str]]] = {
    "browse-95-5": (
        ("steps_per_s", "steps/s, 32 clients"),
        ("closed_read_p50_ms", "a page, p50 ms"),
        ("constant_read_p99_ms", "a page at half that rate, p99 ms"),
    ),
    "shopping-80-20": (
        ("steps_per_s", "steps/s, 32 clients"),
        ("closed_order_p50_ms", "an order, p50 ms"),
        ("constant_order_p99_ms", "an order at half that rate, p99 ms"),
    ),
    "step": (
        ("good_share_before", "accepted within 500 ms, at 20 orders/s"),
        ("good_share_during", "… at 200"),
        ("good_share_after", "… at 20 again"),
    ),
    "flash-sale": (
        ("demand", "asked for each that was there"),
        ("sold", "sold"),
        ("stock", "of"),
        ("sold_out_after_s", "sold out after s"),
    ),
    "zipf": (
        ("rate_ratio", "orders/s of 100 SKUs by Zipf 1.2, × all alike"),
        ("cpu_ratio", "CPU an order, × all alike"),
    ),
    "price-changes": (
        ("changes", "changes under load"),
        ("visible_p50_s", "visible after s, p50"),
        ("price_visible_s", "at most"),
    ),
    "isolation": (
        ("product_killed", "times that product was killed"),
        ("asked_during", "orders asked for meanwhile"),
        ("accepted_during", "accepted"),
    ),
    "restart": (
        ("asked_during", "orders asked for while both replicas were replaced"),
        ("accepted_during", "accepted"),
    ),
    "backlog": (
        ("events", "events that waited"),
        ("events_per_s", "worked off a second"),
        ("cpu_us_per_event", "CPU µs an event"),
    ),
    "orders-stored": (
        ("stored_in_the_end", "orders stored in the end"),
        ("rate_ratio", "orders/s, × an empty shop's"),
        ("cpu_ratio", "CPU an order, × an empty shop's"),
    ),
    "catalogue": (
        ("products", "products"),
        ("skus", "SKUs"),
        ("list_ratio", "p50 of a list at a constant rate, × that of a thousand"),
        ("search_ratio", "… of a search"),
        ("detail_ratio", "… of a product page"),
        ("list_anew_ratio", "a list made anew, × that of a thousand"),
        ("search_anew_ratio", "… a search"),
        ("detail_anew_ratio", "… a product page"),
        ("list_closed_ratio", "p50 of a list for clients without a pause, × that of a thousand"),
        ("search_closed_ratio", "… of a search"),
        ("detail_closed_ratio", "… of a product page"),
        ("limit_anew_closed_ratio", "… of a price limit nobody asked for before"),
        ("index_s", "s until its search index was there"),
    ),
    "soak": (
        ("minutes", "minutes"),
        ("orders", "orders"),
        ("worst_slope_mib_per_min", "MiB/min of the worst process"),
        ("all_own_slope_mib_per_min", "… of all of them together"),
    ),
}


def table(documents: Sequence[Mapping[str, Any]]) -> str:
    """A row a figure that is worth a line; what misses its target says so."""
    lines = ["| Part | | | |", "|---|---|---|---|"]
    for document in documents:
        limits = {each.target.figure: each for each in targets.judge(document["scenario"], document["figures"])}
        shown = [each for each in FIGURES.get(document["part"], ()) if each[0] in document["figures"]]
        for at, (figure, words) in enumerate(shown):
            part = f"[{document['part']}](../bench/report/study.md#{document['part']})" if at == 0 else ""
            lines.append(
                f"| {part} | {words} | {number(document['figures'][figure])} | {_verdict(limits.get(figure))} |"
            )
    return "\n".join(lines)


def committed(folder: Path = results.FOLDER) -> list[dict[str, Any]]:
    """The results that are there, in the order of the parts."""
    return [found for each in parts.PARTS if (found := results.read(each.name, folder)) is not None]


def _verdict(judged: targets.Verdict | None) -> str:
    if judged is None:
        return ""
    limit = f"{'≥' if judged.target.at_least else '≤'} {judged.target.limit:g}"
    return f"met ({limit})" if judged.is_met else f"**missed** ({limit})"


if __name__ == "__main__":
    sys.stdout.write(table(committed()) + "\n")
