"""From a report to machines: the arithmetic, and the page that shows it."""

from __future__ import annotations

import json

import pytest

from bench import scaling
from souk.local import checkout

REPORT = checkout.ROOT / "bench" / "report" / "place-order.json"
PAGE = checkout.ROOT / "docs" / "scaling.md"


def test_costs_are_added_up_by_part() -> None:
    report = {"cpu_ms_by_process": {"order-1": 0.25, "order-2": 0.25, "mongodb-1": 0.5, "web-1": 9.0}}
    costs = scaling.cost_ms(report)
    assert (costs["order"], costs["mongodb"], costs["user"]) == (0.5, 0.5, 0.0)
    assert "web" not in costs


@pytest.mark.parametrize(
    ("part", "ms", "rate", "units", "machines"),
    [
        ("order", 0.6, 10, 2, 0.00125),
        ("order", 0.6, 10_000, 10, 1.25),
        ("mongodb", 0.48, 1_000, 1, 0.3),
        ("mongodb", 0.48, 100_000, 10, 30.0),
    ],
)
def test_needs(part: str, ms: float, rate: int, units: int, machines: float) -> None:
    needed = scaling.need(part, ms, rate)
    assert needed.units == units
    assert needed.machines == pytest.approx(machines)


def test_a_majority_is_the_least() -> None:
    assert scaling.machines({"order": 0.5, "mongodb": 0.5}, 1) == scaling.MEMBERS


def test_the_page_shows_what_the_report_gives() -> None:
    assert scaling.table(json.loads(REPORT.read_text(encoding="utf-8"))) in PAGE.read_text(encoding="utf-8")
