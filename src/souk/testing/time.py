"""A clock to turn."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime

from souk.kit import clock


class FrozenClock:
    """Time stands still until `advance`."""

    def __init__(self, start: datetime) -> None:
        self._ms = int(start.timestamp() * 1000)
        clock.freeze(self._ms)

    def advance(self, seconds: float) -> None:
        self._ms += int(seconds * 1000)
        clock.freeze(self._ms)


@contextlib.contextmanager
def frozen_clock(start: datetime | None = None) -> Iterator[FrozenClock]:
    """Stop the kit's wall clock (`clock.now`); the monotonic one runs on."""
    frozen = FrozenClock(start or clock.now())
    try:
        yield frozen
    finally:
        clock.freeze(None)
