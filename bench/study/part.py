"""What a part of the study is: its name, what it asks, and how it is measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.report import Report

Point = tuple[float, float]


@dataclass(frozen=True)
class Plot:
    """Curves over a common axis; `is_log` spreads what grows tenfold evenly."""

    title: str
    x: str
    y: str
    curves: Mapping[str, Sequence[Point]]
    is_log: bool = False


@dataclass
class Result(Report):
    """A report with what only the study shows: plots, and what is to be known about the figures."""

    plots: list[Plot] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Effort:
    """How much of everything: `scale` 1 is the study, less is a shake-down that shows only that it works."""

    scale: float
    tell: Callable[[str], None] = lambda _: None

    @property
    def is_whole(self) -> bool:
        return self.scale >= 1

    def seconds(self, whole: float, least: float = 4.0) -> float:
        return max(least, whole * self.scale)

    def count(self, whole: int, least: int) -> int:
        return max(least, int(whole * self.scale))


@dataclass(frozen=True)
class Part:
    """One question, one stack of its own, one result."""

    name: str
    words: str
    measure: Callable[[Path, Effort], Report]
    minutes: float
    """About how long it takes."""


def plots_of(document: Mapping[str, Any]) -> list[Plot]:
    """The plots of a stored result."""
    return [
        Plot(
            each["title"],
            each["x"],
            each["y"],
            {name: [(x, y) for x, y in points] for name, points in each["curves"].items()},
            each["is_log"],
        )
        for each in document.get("plots", ())
    ]
