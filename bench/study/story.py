"""What buyers were told, second by second: read from the clients' history of one load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench import load
from bench.study.part import Point
from souk.audit import history


@dataclass(frozen=True)
class Story:
    """Answers by the second in which they were asked for, from the first request on."""

    began_at: datetime
    seconds: Sequence[tuple[float, float, str]]
    """When it was asked, how many milliseconds it took, what came of it."""

    def rate(self, outcome: str) -> list[Point]:
        """Answers a second of that outcome: `ok`, `refused`, `unknown`."""
        counts: dict[int, int] = dict.fromkeys(range(int(self._end_s()) + 1), 0)
        for at, _, how in self.seconds:
            if how == outcome:
                counts[int(at)] += 1
        return [(float(second), float(count)) for second, count in sorted(counts.items())]

    def percentile_ms(self, percent: float) -> list[Point]:
        """Of the answers of each second."""
        by_second: dict[int, list[float]] = {}
        for at, took_ms, _ in self.seconds:
            by_second.setdefault(int(at), []).append(took_ms)
        return [(float(second), load.percentile(each, percent)) for second, each in sorted(by_second.items())]

    def rates(self) -> dict[str, list[Point]]:
        """For a plot: what was accepted, and what was not answered."""
        return {"accepted": self.rate("ok"), "unknown": self.rate("unknown")}

    def times(self) -> dict[str, list[Point]]:
        """For a plot: times to the answer."""
        return {"p50": self.percentile_ms(50), "p99": self.percentile_ms(99)}

    def between(self, begin_s: float, end_s: float) -> Story:
        """The part of it that was asked for between these seconds."""
        return Story(self.began_at, [each for each in self.seconds if begin_s <= each[0] < end_s])

    def count(self, outcome: str) -> int:
        return sum(how == outcome for _, _, how in self.seconds)

    def answer_ms(self, percent: float) -> float:
        return load.percentile([took_ms for _, took_ms, how in self.seconds if how == "ok"], percent)

    def good(self, slo_ms: float) -> int:
        """Accepted within that."""
        return sum(how == "ok" and took_ms <= slo_ms for _, took_ms, how in self.seconds)

    def _end_s(self) -> float:
        return max((at for at, _, _ in self.seconds), default=0.0)


def read(path: Path) -> Story:
    """The story of a load whose history was written there."""
    told = sorted(history.read(path), key=lambda each: each.started_at)
    if not told:
        return Story(datetime.now().astimezone(), [])
    began = told[0].started_at
    return Story(
        began,
        [
            (
                (each.started_at - began).total_seconds(),
                (each.ended_at - each.started_at).total_seconds() * 1000,
                each.outcome,
            )
            for each in told
        ],
    )
