"""How often one may fail to sign in."""

from __future__ import annotations

from typing import NamedTuple


class Limit(NamedTuple):
    """At most so many failures in each stretch of `window_s` seconds."""

    failures_max: int
    window_s: int


def window(limit: Limit, now_s: int) -> tuple[int, int]:
    """Which stretch of time it is, and how many seconds of it are left (at least one)."""
    return now_s // limit.window_s, limit.window_s - now_s % limit.window_s
