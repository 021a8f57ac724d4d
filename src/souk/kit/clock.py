"""The one place that asks what time it is, so that a test, or a fault drill, can say."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

_offset_ms = 0
_frozen_ms: int | None = None
_source: Callable[[], float] | None = None


def now_ms() -> int:
    """Milliseconds since the epoch."""
    if _frozen_ms is not None:
        return _frozen_ms
    if _source is not None:
        return int(_source() * 1000)
    return time.time_ns() // 1_000_000 + _offset_ms


def now() -> datetime:
    """Aware UTC, in whole milliseconds: what MongoDB can store."""
    return at(now_ms())


def at(ms: int) -> datetime:
    """The moment `ms` milliseconds after the epoch."""
    seconds, rest = divmod(ms, 1000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest * 1000)


def monotonic() -> float:
    """Seconds that never go back; for measuring how long something took, never stored."""
    return time.monotonic() if _source is None else _source()


def follow(source: Callable[[], float] | None) -> None:
    """Let both clocks say what `source` says (seconds since the epoch), or go by themselves again: for simulations."""
    global _source  # noqa: PLW0603 - the process has one clock
    _source = source


def set_offset(seconds: float) -> None:
    """Let this process's clock go wrong by so much: for drills with clock skew."""
    global _offset_ms  # noqa: PLW0603 - the process has one clock
    _offset_ms = int(seconds * 1000)


def freeze(ms: int | None) -> None:
    """Stop the clock at `ms`, or let it run again (`None`): for tests."""
    global _frozen_ms  # noqa: PLW0603 - the process has one clock
    _frozen_ms = ms


def doubled_s(first_s: float, times: int, max_s: float) -> float:
    """A pause that was doubled so many times, at most `max_s`: tries have no bound, and floats do."""
    return min(first_s * 2.0 ** min(max(times, 0), 64), max_s)
