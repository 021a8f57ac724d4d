"""k6: run a script, read what it measured."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from souk.local import binaries

SCRIPTS = Path(__file__).parent / "k6"
GRACE_S = 120.0
"""Beyond the load's own time, for k6 to start and for the last answers."""


class LoadFailedError(Exception):
    """k6 did not run to its end; the message holds its last words."""


@dataclass(frozen=True)
class Load:
    """What k6 saw. Times are milliseconds from sending a request to the end of its answer."""

    requests: int
    per_s: float
    failed: int
    """Answers of 400 and more, and requests without an answer."""
    p50_ms: float
    p95_ms: float
    p99_ms: float
    p999_ms: float
    max_ms: float
    dropped: int = 0
    """Requests of a constant rate that were never sent, because every client still waited."""
    counters: Mapping[str, int] = field(default_factory=dict)
    """The script's own counters."""
    trends: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """The script's own times, in milliseconds, by percentile: `p50`, `p95`, `p99`, `p999`, `max`."""


def run(script: Path, *, seconds: float, clients: int, history: Path | None = None, **options: str) -> Load:
    """Drive at most `clients` for `seconds`; options go to the script's environment in capitals: `rate` makes requests
    come at a constant rate, `stages` at several (k6/arrivals.js).

    What the script says on its console goes to `history`, line by line. Raises `LoadFailedError`.
    """
    with tempfile.TemporaryDirectory(prefix="souk-k6-") as place:
        summary = Path(place) / "summary.json"
        given = {"SECONDS": f"{seconds:g}", "CLIENTS": str(clients), "SUMMARY": str(summary)}
        given |= {name.upper(): value for name, value in options.items()}
        command = [str(binaries.find(binaries.K6)), "run", "--quiet", "--no-usage-report", "--address", ""]
        if history is not None:
            command += ["--log-format", "raw", "--console-output", str(history)]
        command.append(str(script))
        done = subprocess.run(  # noqa: S603 - k6 with a script of ours
            command,
            env={**os.environ, **given},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds + GRACE_S,
            check=False,
        )
        if done.returncode != 0 or not summary.exists():
            raise LoadFailedError(f"k6 ended with {done.returncode}: {(done.stderr or done.stdout)[-2_000:]}")
        return parse(json.loads(summary.read_text(encoding="utf-8")))


def parse(metrics: Mapping[str, Any]) -> Load:
    """The `metrics` of k6's end-of-test summary. A run without a single answer has no times, and 0 for them."""
    times = metrics.get("http_req_duration", {}).get("values", {})
    requests = metrics.get("http_reqs", {}).get("values", {})
    failed = metrics.get("http_req_failed", {}).get("values", {})
    own = {
        name: int(metric["values"]["count"])
        for name, metric in metrics.items()
        if metric.get("type") == "counter" and name.startswith("souk_")
    }
    trends = {
        name.removeprefix("souk_"): _percentiles(metric["values"])
        for name, metric in metrics.items()
        if metric.get("type") == "trend" and name.startswith("souk_")
    }
    whole = _percentiles(times)
    return Load(
        requests=int(requests.get("count", 0)),
        per_s=float(requests.get("rate", 0.0)),
        failed=int(failed.get("passes", 0)),  # the rate "request failed" passes where a request failed
        p50_ms=whole["p50"],
        p95_ms=whole["p95"],
        p99_ms=whole["p99"],
        p999_ms=whole["p999"],
        max_ms=whole["max"],
        dropped=int(metrics.get("dropped_iterations", {}).get("values", {}).get("count", 0)),
        counters={name.removeprefix("souk_"): count for name, count in own.items()},
        trends=trends,
    )


def _percentiles(values: Mapping[str, float]) -> dict[str, float]:
    """k6's names of them without what cannot be a name."""
    names = {"p50": "p(50)", "p95": "p(95)", "p99": "p(99)", "p999": "p(99.9)", "max": "max"}
    return {ours: float(values.get(theirs, 0.0)) for ours, theirs in names.items()}


def percentile(values: list[float], percent: float) -> float:
    """The nearest-rank percentile; 0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * percent // 100))  # rounded up
    return ordered[int(rank) - 1]
