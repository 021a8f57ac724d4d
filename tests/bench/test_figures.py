"""The bench's own arithmetic: what it reads from k6, how it weighs paths, when it calls a target met."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from bench import browse, load, report, targets, usage

# the end-of-test summary of a real k6 1.1 run, shortened
SUMMARY = {
    "http_reqs": {"type": "counter", "contains": "default", "values": {"count": 1234, "rate": 411.3}},
    "http_req_duration": {
        "type": "trend",
        "contains": "time",
        "values": {"p(50)": 1.5, "p(95)": 7.25, "p(99)": 20.0, "p(99.9)": 28.0, "max": 31.0},
    },
    "http_req_failed": {"type": "rate", "contains": "default", "values": {"rate": 0.002, "passes": 3, "fails": 1231}},
    "souk_accepted": {"type": "counter", "contains": "default", "values": {"count": 1200, "rate": 400.0}},
    "souk_read_ms": {"type": "trend", "contains": "default", "values": {"p(50)": 1.0, "p(99.9)": 9.0, "max": 9.5}},
    "iterations": {"type": "counter", "contains": "default", "values": {"count": 1234, "rate": 411.3}},
    "dropped_iterations": {"type": "counter", "contains": "default", "values": {"count": 7, "rate": 2.3}},
}


def test_a_summary_is_read() -> None:
    assert load.parse(SUMMARY) == load.Load(
        requests=1234,
        per_s=411.3,
        failed=3,
        p50_ms=1.5,
        p95_ms=7.25,
        p99_ms=20.0,
        p999_ms=28.0,
        max_ms=31.0,
        dropped=7,
        counters={"accepted": 1200},
        trends={"read_ms": {"p50": 1.0, "p95": 0.0, "p99": 0.0, "p999": 9.0, "max": 9.5}},
    )


def test_a_run_without_an_answer_is_read() -> None:
    nothing = load.parse({})
    assert (nothing.requests, nothing.failed, nothing.p99_ms, dict(nothing.counters)) == (0, 0, 0.0, {})


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([], 50, 0.0),
        ([7.0], 99, 7.0),
        ([3.0, 1.0, 2.0], 50, 2.0),
        ([float(n) for n in range(1, 101)], 99, 99.0),
        ([float(n) for n in range(1, 101)], 50, 50.0),
        ([float(n) for n in range(1, 101)], 100, 100.0),
        ([1.0, 2.0, 3.0, 4.0], 0, 1.0),
    ],
)
def test_percentiles_are_nearest_rank(values: list[float], percent: float, expected: float) -> None:
    assert load.percentile(values, percent) == expected


def test_paths_are_weighed_by_zipf_and_by_kind() -> None:
    paths = browse.weighted_paths([f"p{n}" for n in range(10)], ["mugs", "cups"], ["blue"])
    weights = dict(paths)
    assert sum(weights.values()) == pytest.approx(1.0)
    assert weights["/v1/products/p0"] == pytest.approx(10 * weights["/v1/products/p9"])
    products = sum(weight for path, weight in paths if path.startswith("/v1/products/"))
    assert products == pytest.approx(browse.SHARES["product"])
    assert weights["/v1/products?category=mugs&limit=24"] == weights["/v1/products?category=cups&limit=24"]


def test_searches_are_words_of_titles() -> None:
    products = [{"title": f"Blue teapot{n} no. {n}"} for n in range(100)]
    words = browse.search_words(products)
    assert len(words) == browse.SEARCHES
    assert words[:2] == ["teapot0", "teapot5"]


def test_cpu_is_told_by_process_and_the_outside_world_is_left_out() -> None:
    pids = {"order-1": 1, "sandbox-1": 2, "smtp-1": 3, "mongodb-1": 4, "supervisor-1": 5, "order-2": 6}
    assert set(usage.counted(pids)) == {"order-1", "order-2", "mongodb-1", "supervisor-1"}
    assert set(usage.serving({**pids, "haproxy-1": 7})) == {"order-1", "order-2", "haproxy-1"}
    assert usage.spent_s({"a": 1.0, "b": 2.0}, {"a": 1.5, "b": 4.0}) == {"a": 0.5, "b": 2.0}


@pytest.mark.parametrize(
    ("scenario", "figures", "met"),
    [
        ("place-order", {"rate_ratio": 0.4, "cpu_ratio": 2.5}, [True, True]),
        ("place-order", {"rate_ratio": 0.399, "cpu_ratio": 2.51}, [False, False]),
        ("flash-sale", {"rate_ratio": 0.9}, [True]),
        ("flash-sale", {"rate_ratio": 0.89}, [False]),
        (
            "browse",
            {"anonymous_cpu_ratio": 0.5, "signed_in_cpu_ratio": 2.6, "price_visible_s": 2.0},
            [True, False, True],
        ),
        ("idle", {"memory_gib": 1.21, "second_start_s": 19}, [False, True]),
        ("idle", {}, []),
    ],
)
def test_targets(scenario: str, figures: dict[str, float], met: list[bool]) -> None:
    assert [each.is_met for each in targets.judge(scenario, figures)] == met


def test_every_scenario_has_targets_on_figures_of_distinct_names() -> None:
    for scenario, listed in targets.TARGETS.items():
        names = [each.figure for each in listed]
        assert names, scenario
        assert len(set(names)) == len(names)


def test_a_report_tells_people_and_programs_the_same(tmp_path: Path) -> None:
    done = report.Report(
        "place-order",
        {"confirmed": 12_345, "confirmed_per_s": 411.3, "rate_ratio": 0.3, "cpu_ratio": 2.0},
        ["MUG is oversold: -1 available"],
        {"order-1": 0.5},
    )
    before = {"cores": 2, "load_1min": 1.7}
    console = Console(width=120, record=True, file=io.StringIO())
    report.show(done, before, console)
    text = console.export_text()
    assert "FAIL" in text
    assert "pass" in text
    assert "MUG is oversold" in text
    assert "12,345" in text
    assert "the machine was busy" in text
    report.write(done.document(before), tmp_path / "report.json")
    document = json.loads((tmp_path / "report.json").read_text())
    assert [each["met"] for each in document["targets"]] == [False, True]
    assert document["violations"] == ["MUG is oversold: -1 available"]
    assert document["figures"]["confirmed"] == 12_345
