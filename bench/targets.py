"""What Souk promises about its speed, each limit named here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A figure and its limit; `at_least` turns the comparison round. `aim` is what is hoped for beyond it."""

    figure: str
    limit: float
    words: str
    at_least: bool = False
    aim: float | None = None

    def is_met(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit


TARGETS: Mapping[str, tuple[Target, ...]] = {
    "place-order": (
        Target("rate_ratio", 0.4, "confirmed orders/s, × the floor's", at_least=True, aim=0.6),
        Target("cpu_ratio", 2.5, "CPU per confirmed order, × the floor's"),
    ),
    "flash-sale": (Target("rate_ratio", 0.9, "sold/s of one SKU, × the place-order rate", at_least=True),),
    "browse": (
        Target("anonymous_cpu_ratio", 0.5, "CPU per anonymous request, × a bare granian worker's"),
        Target("signed_in_cpu_ratio", 2.5, "CPU per signed-in request, × a bare granian worker's"),
        Target("price_visible_s", 2.0, "seconds until a new price is visible at the edge"),
    ),
    "catalogue": tuple(
        Target(f"{kind}{who}_ratio", 1.5, f"p50 of {words}{how} of the largest catalogue, × that of a thousand")
        for who, how in (("", ""), ("_anew", ", made anew,"))
        for kind, words in (("list", "a list"), ("search", "a search"), ("detail", "a product page"))
    ),
    "orders-stored": (Target("rate_ratio", 0.9, "orders/s with the most orders stored, × with none", at_least=True),),
    "soak": (Target("worst_slope_mib_per_min", 1.0, "MiB a minute by which the worst process grew after warm-up"),),
    "price-changes": (Target("price_visible_s", 2.0, "seconds until a new price is visible, under load"),),
    "idle": (
        Target("memory_gib", 1.2, "memory of the whole idle stack, GiB (proportional set size)"),
        Target("second_start_s", 20.0, "seconds until a second start is ready"),
    ),
}


@dataclass(frozen=True)
class Verdict:
    """A target and what came of it."""

    target: Target
    value: float

    @property
    def is_met(self) -> bool:
        return self.target.is_met(self.value)


def judge(scenario: str, figures: Mapping[str, object]) -> list[Verdict]:
    """Every target of the scenario whose figure was measured."""
    verdicts = []
    for target in TARGETS.get(scenario, ()):
        value = figures.get(target.figure)
        if isinstance(value, int | float):
            verdicts.append(Verdict(target, float(value)))
    return verdicts
