"""The watchdog: asks again what was not answered, ends what nobody will answer any more, and rests in a storm."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from souk.kit import clock, errors, mongo, tx
from souk.order import actions, model, store

LOG = logging.getLogger(__name__)

PERIOD_S = 2.0
NOTE_PERIOD = timedelta(seconds=10)
LOOKS_MAX = 256
"""Orders looked at in one period: asking again must never become a storm of its own."""


class Watchdog:
    """One in each replica; they share the orders and the memory of standstills, and whoever moves a row first acts."""

    def __init__(self, db: mongo.Database, is_behind: Callable[[], Awaitable[bool]], after: actions.Afterwards) -> None:
        self._db = db
        self._is_behind = is_behind
        self._after = after
        self._noted_at = datetime.fromtimestamp(0, UTC)
        self._standstills = model.Standstills(checked_at=self._noted_at)

    async def look(self) -> int:
        """Once: look after the orders that are due, or remember that the saga stands still. Answers how many were due.

        Whether it does is asked only when an order is due; otherwise it is enough to note now and then that somebody
        is watching.
        """
        now = clock.now()
        is_due = await store.is_any_due(self._db, now)
        is_still = is_due and await self._is_behind()
        if is_due or now - self._noted_at >= NOTE_PERIOD:
            self._standstills = await self._note(is_still=is_still)
            self._noted_at = now
        if not is_due or is_still:
            return 0
        return await tx.transact(
            self._db, lambda tx: actions.look_after_orders(tx, self._standstills, LOOKS_MAX, self._after)
        )

    async def _note(self, *, is_still: bool) -> model.Standstills:
        now = clock.now()
        known = await store.standstills(self._db)
        before = known.checked_at if known is not None else None
        noted = known or model.Standstills(checked_at=now)
        noted.note(now, is_still=is_still)
        if await store.save_standstills(self._db, noted, before):
            return noted
        return await store.standstills(self._db) or noted

    async def keep_looking(self) -> None:
        """Look every other second, for ever."""
        while True:
            try:
                await self.look()
            except (errors.Refusal, mongo.Failure) as error:
                LOG.warning("the watchdog could not look", extra={"error": str(error)})
            await asyncio.sleep(PERIOD_S)
