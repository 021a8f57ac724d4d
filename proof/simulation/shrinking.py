"""From a seed that fails to the fewest faults with which it still does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from proof.simulation import fate, run

RUNS_MAX = 80


@dataclass(frozen=True)
class Shrunk:
    """The shortest schedule found. `is_same_again`: run once more, it leaves the same trace."""

    outcome: run.Outcome
    faults: list[fate.Happened]
    runs: int
    is_same_again: bool


def shrink(failed: run.Outcome, again: Callable[[int, list[fate.Fault]], run.Outcome] = run.run) -> Shrunk:
    """Take faults out, one after the other, as long as something stays wrong."""
    best = failed
    runs = 0
    is_smaller = True
    while is_smaller and runs < RUNS_MAX:
        is_smaller = False
        kept = [each.fault for each in best.happened]
        for number in range(len(kept)):
            fewer = kept[:number] + kept[number + 1 :]
            outcome = again(failed.seed, fewer)
            runs += 1
            if outcome.violations:
                best, is_smaller = outcome, True
                break
    replay = again(failed.seed, [each.fault for each in best.happened])
    return Shrunk(best, list(best.happened), runs + 1, replay.trace_hash == best.trace_hash)
