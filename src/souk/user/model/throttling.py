"""How often one may fail: the generic cell rate algorithm (ATM Forum, Traffic Management 4.0, §4.4.2).

One number per key says when the allowance is whole again: it recovers steadily, not at the end of a window.
"""

from __future__ import annotations

import math
from typing import NamedTuple


class Limit(NamedTuple):
    """`burst` failures at once; `window_s` after the last of them all are allowed again."""

    burst: int
    window_s: float

    @property
    def step_s(self) -> float:
        """One more is allowed after so long."""
        return self.window_s / self.burst


class Allowance(NamedTuple):
    """What a limit still allows. `retry_after_s` is 0 when the attempt was let through."""

    limit: int
    remaining: int
    reset_s: int
    retry_after_s: int


def take(limit: Limit, full_at: float, now: float) -> float | None:
    """The new `full_at` after one attempt, or `None` when it is one too many. Both in seconds of one clock."""
    taken = max(full_at, now) + limit.step_s
    return taken if taken - now <= limit.window_s + 1e-6 else None


def give_back(limit: Limit, full_at: float) -> float:
    """The attempt was no failure after all."""
    return full_at - limit.step_s


def allowance(limit: Limit, full_at: float, now: float, *, refused: bool) -> Allowance:
    """What to tell the caller."""
    owed_s = max(0.0, full_at - now)
    remaining = max(0, math.floor((limit.window_s - owed_s) / limit.step_s + 1e-6))
    wait_s = max(1, math.ceil(owed_s + limit.step_s - limit.window_s)) if refused else 0
    return Allowance(limit.burst, remaining, math.ceil(owed_s), wait_s)
