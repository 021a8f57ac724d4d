"""Taking no more orders than the saga can carry."""

from __future__ import annotations

import asyncio
import logging

from prometheus_client import Gauge

from souk.kit import clock, errors, mongo
from souk.order import store

LOG = logging.getLogger(__name__)

OLDEST_SECONDS = Gauge("souk_order_oldest_placed_seconds", "Age of the oldest order that waits for its goods")
CLOSED = Gauge("souk_order_admission_closed", "1 while new orders are refused, because others wait too long")

PERIOD_S = 1.0
PLACED_AGE_MAX_S = 60.0
"""New orders are refused while one waits for its goods longer than this."""
TRIES_MAX = 2
"""An order that was asked about again so often is itself in trouble, and says nothing of the others: while a listener
is behind, nothing is asked again.
"""
RETRY_AFTER_S = 5
REST_FACTOR = 20.0
"""Looking takes at most a twentieth of the time, however many orders are open."""


class Admission:
    """Open or closed, as it was within the last second; never looked up for a request."""

    def __init__(self, db: mongo.Database) -> None:
        self._db = db
        self._is_closed = False

    def check(self) -> None:
        """Raises `Unavailable` while closed."""
        if self._is_closed:
            raise errors.Unavailable("more orders wait than can be worked on", retry_after_s=RETRY_AFTER_S)

    async def look(self) -> None:
        """Open or close."""
        oldest = await store.oldest_placed(self._db, TRIES_MAX)
        age_s = (clock.now() - oldest).total_seconds() if oldest is not None else 0.0
        is_closed = age_s > PLACED_AGE_MAX_S
        OLDEST_SECONDS.set(age_s)
        CLOSED.set(is_closed)
        if is_closed != self._is_closed:
            LOG.warning("new orders are refused" if is_closed else "new orders are taken again")
        self._is_closed = is_closed

    async def keep_looking(self) -> None:
        """Look every second, or less often when looking takes long, for ever."""
        while True:
            started = clock.monotonic()
            try:
                await self.look()
            except mongo.Failure as error:
                LOG.warning("admission could not be checked", extra={"error": str(error)})
            await asyncio.sleep(max(PERIOD_S, REST_FACTOR * (clock.monotonic() - started)))
