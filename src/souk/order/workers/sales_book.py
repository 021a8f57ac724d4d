"""Sums of sales, which a dashboard asks for every few seconds."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable

from souk.kit import clock, mongo
from souk.order import store

KEPT = dt.timedelta(minutes=10)
"""So long the sums of a day that is over are good: only what is cancelled late still changes them."""
FRESH_DAYS = 2
"""Today and yesterday are summed up anew each time."""
DAYS_MAX = 4_096
"""Days that are kept; whoever asks for more has them summed up again."""
_DAY = dt.timedelta(days=1)
_SUMS = ("orders", "units", "subtotal", "discount", "shipping", "tax", "total")


class SalesBook:
    """Sales by day, summed up by the database once in `KEPT` for days that are over.

    100,000 orders of 90 days cost the database a second; two of those days next to nothing.
    """

    def __init__(self, db: mongo.Database) -> None:
        self._db = db
        self._days: dict[dt.date, tuple[dt.datetime, list[store.Sales]]] = {}
        self._asking = asyncio.Lock()

    async def sales(self, begin: dt.datetime, end: dt.datetime, interval: str) -> list[store.Sales]:
        """Confirmed and later orders placed from `begin` on and before `end`, both a day's beginning in UTC.

        By `day`, `week` (from Monday) or `month`; intervals without orders are absent.
        """
        fresh_from = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) - (FRESH_DAYS - 1) * _DAY
        over = min(end, max(begin, fresh_from))
        async with self._asking:  # whoever comes meanwhile finds what the first one asked for
            await self._look_up(begin, over)
            rows = [row for day in _days(begin, over) for row in self._days[day][1]]
        if over < end:
            rows += await store.sales(self._db, over, end)
        return _summed(rows, interval)

    async def _look_up(self, begin: dt.datetime, end: dt.datetime) -> None:
        """Ask for the days that are not known well enough, from the first of them to the last."""
        now = clock.now()
        unknown = [day for day in _days(begin, end) if day not in self._days or now - self._days[day][0] > KEPT]
        if not unknown:
            return
        if len(self._days) + len(unknown) > DAYS_MAX:
            self._days.clear()
            unknown = list(_days(begin, end))
        first = dt.datetime.combine(unknown[0], dt.time(), dt.UTC)
        last = dt.datetime.combine(unknown[-1], dt.time(), dt.UTC) + _DAY
        found = await store.sales(self._db, first, last)
        for day in _days(first, last):
            self._days[day] = now, [row for row in found if row.begin.date() == day]


def _days(begin: dt.datetime, end: dt.datetime) -> Iterable[dt.date]:
    return (begin.date() + n * _DAY for n in range((end - begin).days))


def _summed(rows: Iterable[store.Sales], interval: str) -> list[store.Sales]:
    """Days folded into what they are days of."""
    sums: dict[tuple[dt.datetime, str], store.Sales] = {}
    for row in rows:
        begin = row.begin
        if interval == "week":
            begin -= begin.weekday() * _DAY
        elif interval == "month":
            begin = begin.replace(day=1)
        before = sums.get((begin, row.currency))
        members = {name: getattr(row, name) + (getattr(before, name) if before else 0) for name in _SUMS}
        sums[begin, row.currency] = store.Sales(begin=begin, currency=row.currency, **members)
    return [sums[key] for key in sorted(sums)]
