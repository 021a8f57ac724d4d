"""What a run came to, in rows and in one document."""

from __future__ import annotations

from collections import Counter

import msgspec

from proof.chaos import measure
from proof.chaos.campaign import Outcome
from proof.chaos.drill import RATE_PER_S, RECOVERY_MAX_S, Episode

MIXED = "several at a time"


class Row(msgspec.Struct, frozen=True):
    """One fault over all its episodes; times in seconds."""

    fault: str
    injected: int
    effective: int
    violations: int
    recovery_p50_s: float | None
    recovery_p99_s: float | None
    longest_wait_s: float | None


def rows(outcome: Outcome) -> list[Row]:
    """A row a fault that was injected alone, one for the mixtures, one for everything."""
    groups: dict[str, list[Episode]] = {}
    for each in outcome.episodes:
        groups.setdefault(each.faults[0] if len(each.faults) == 1 else MIXED, []).append(each)
    mixed = groups.pop(MIXED, [])
    found = [_row(name, episodes) for name, episodes in sorted(groups.items())]
    if mixed:
        found.append(_row(MIXED, mixed))
    return [*found, _row("all", outcome.episodes)] if outcome.episodes else []


def _row(name: str, episodes: list[Episode]) -> Row:
    recoveries = [each.recovery_s for each in episodes if each.recovery_s is not None]
    return Row(
        fault=name,
        injected=sum(len(each.faults) for each in episodes),
        effective=sum(bool(evidence) for each in episodes for evidence in each.evidence),
        violations=sum(each.violation_count for each in episodes),
        recovery_p50_s=measure.percentile(recoveries, 0.5),
        recovery_p99_s=measure.percentile(recoveries, 0.99),
        longest_wait_s=max((each.longest_wait_s for each in episodes), default=None),
    )


def seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f} s"


def summary(outcome: Outcome) -> str:
    """One line."""
    verdicts = Counter(each.verdict for each in outcome.episodes)
    orders = sum(each.accepted for each in outcome.episodes)
    violations = sum(each.violation_count for each in outcome.episodes)
    parts = [f"{count} {name}" for name, count in verdicts.items() if name != "passed"]
    how = (
        f"all {len(outcome.episodes)} episodes passed"
        if not parts
        else f"of {len(outcome.episodes)} episodes {', '.join(parts)}"
    )
    return (
        f"{how if outcome.episodes else 'nothing happened'}: {orders:,} orders accepted, {violations:,} violations, "
        f"in {outcome.took_s:.0f} s, seed {outcome.seed}"
    )


class Document(msgspec.Struct, kw_only=True):
    """The JSON file."""

    seed: int
    took_s: float
    rate_per_s: float
    recovery_max_s: float
    rows: list[Row]
    impossible: dict[str, str]
    episodes: list[Episode]


def document(outcome: Outcome) -> bytes:
    made = Document(
        seed=outcome.seed,
        took_s=outcome.took_s,
        rate_per_s=RATE_PER_S,
        recovery_max_s=RECOVERY_MAX_S,
        rows=rows(outcome),
        impossible=outcome.impossible,
        episodes=outcome.episodes,
    )
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"
