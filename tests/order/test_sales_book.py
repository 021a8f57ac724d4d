"""Sums of sales by day, week and month, and how long they are kept."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from order.builders import placed
from souk import testing
from souk.kit import clock, ids, tx
from souk.order import model, store, workers

DAY = timedelta(days=1)


async def sold_on(db: tx.Announcing, day: datetime, currency: str = "EUR") -> str:
    """An order of that day."""
    order = await placed(db)
    document = await db["orders"].find_one_and_delete({"_id": order.id})
    assert document is not None
    document["_id"] = ids.since("ord", day + timedelta(hours=23)) + order.id[-16:]
    document["status"], document["created_at"] = model.Status.COMPLETED.value, day + timedelta(hours=23)
    for amount in document["totals"].values():
        if isinstance(amount, dict):
            amount["currency"] = currency
    await db["orders"].insert_one(document)
    key: str = document["_id"]
    return key


def midnight() -> datetime:
    return clock.now().replace(hour=0, minute=0, second=0, microsecond=0)


@pytest.mark.parametrize(
    ("interval", "begins"),
    [
        ("day", ["2026-02-28", "2026-03-01", "2026-03-02", "2026-03-02"]),
        ("week", ["2026-02-23", "2026-03-02", "2026-03-02"]),
        ("month", ["2026-02-01", "2026-03-01", "2026-03-01"]),
    ],
)
async def test_days_are_folded_into_weeks_and_months(db: tx.Announcing, interval: str, begins: list[str]) -> None:
    for day in (datetime(2026, 2, 28, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)):
        await sold_on(db, day)
    await sold_on(db, datetime(2026, 3, 2, tzinfo=UTC), "CHF")
    begin, end = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    rows = await workers.SalesBook(db).sales(begin, end, interval)
    assert [str(row.begin.date()) for row in rows] == begins
    assert sum(row.orders for row in rows) == 4
    assert sum(row.units for row in rows) == 8


async def test_what_is_over_is_asked_for_once_and_today_each_time(db: tx.Announcing) -> None:
    with testing.frozen_clock(midnight() + DAY / 2) as time:
        today = midnight()
        await sold_on(db, today - 3 * DAY)
        await sold_on(db, today - DAY)
        book = workers.SalesBook(db)

        async def orders() -> list[int]:
            return [row.orders for row in await book.sales(today - 5 * DAY, today + DAY, "day")]

        assert await orders() == [1, 1]
        await sold_on(db, today - 3 * DAY)
        await sold_on(db, today - DAY)
        assert await orders() == [1, 2]
        time.advance(workers.sales_book.KEPT.total_seconds() + 1)
        assert await orders() == [2, 2]


async def test_many_at_once_ask_once(db: tx.Announcing, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    real = store.sales

    async def counting(*arguments: Any) -> list[store.Sales]:
        asked.append(arguments)
        return await real(*arguments)

    monkeypatch.setattr(store, "sales", counting)
    today, book = midnight(), workers.SalesBook(db)
    await asyncio.gather(*(book.sales(today - 30 * DAY, today - 10 * DAY, "month") for _ in range(10)))
    assert len(asked) == 1
    await book.sales(today - 31 * DAY, today - 10 * DAY, "month")
    assert [(end - begin).days for _, begin, end in asked] == [20, 1]


async def test_no_more_days_are_kept_than_there_is_room_for(db: tx.Announcing) -> None:
    book = workers.SalesBook(db)
    early = datetime(1990, 1, 1, tzinfo=UTC)
    for year in range(6):
        rows = await book.sales(early + year * 1_000 * DAY, early + (year + 1) * 1_000 * DAY, "month")
        assert rows == []
    assert len(book._days) <= workers.sales_book.DAYS_MAX
