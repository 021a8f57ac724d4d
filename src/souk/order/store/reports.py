"""Figures over many orders, computed by the database."""

from __future__ import annotations

from datetime import datetime

import msgspec

from souk.kit import clock, ids, mongo
from souk.order import model
from souk.order.store.orders import ORDERS

REPORT_TIME_MAX_MS = 10_000
_DAY_MS = 24 * 3600 * 1000


class Sales(msgspec.Struct, frozen=True, kw_only=True):
    """What was sold in the day (or more) that begins at `begin`; amounts in minor units of `currency`."""

    begin: datetime
    currency: str
    orders: int
    units: int
    subtotal: int
    discount: int
    shipping: int
    tax: int
    total: int


async def sales(db: mongo.Database, begin: datetime, end: datetime) -> list[Sales]:
    """Confirmed and later orders by the day they were placed on, in UTC; days without orders are absent.

    Order ids begin with the time they were made, so the range is one of the primary key. Days are counted by a
    division, which takes MongoDB a third of what `$dateTrunc` does.
    """
    span = {"$gte": ids.since("ord", begin), "$lt": ids.since("ord", end)}
    sums = {name: {"$sum": f"$totals.{name}.amount"} for name in ("subtotal", "discount", "shipping", "tax", "total")}
    pipeline: list[mongo.Document] = [
        {"$match": {"_id": span, "status": {"$in": [status.value for status in model.SOLD]}}},
        {
            "$group": {
                "_id": {
                    "day": {"$floor": {"$divide": [{"$toLong": "$created_at"}, _DAY_MS]}},
                    "currency": "$totals.total.currency",
                },
                "orders": {"$sum": 1},
                "units": {"$sum": {"$sum": "$lines.quantity"}},
                **sums,
            }
        },
        {"$sort": {"_id.day": 1, "_id.currency": 1}},
    ]
    rows = await (await db[ORDERS].aggregate(pipeline, maxTimeMS=REPORT_TIME_MAX_MS)).to_list()
    return [_sales(row, **row.pop("_id")) for row in rows]


def _sales(sums: mongo.Document, *, day: float, currency: str) -> Sales:
    return Sales(begin=clock.at(int(day) * _DAY_MS), currency=currency, **sums)
