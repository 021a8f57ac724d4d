"""Figures over many orders, computed by the database."""

from __future__ import annotations

from datetime import datetime

import msgspec

from souk.kit import ids, mongo
from souk.order import model
from souk.order.store.orders import ORDERS

REPORT_TIME_MAX_MS = 10_000


class Sales(msgspec.Struct, frozen=True, kw_only=True):
    """What was sold in the interval that begins at `begin`; amounts in minor units of `currency`."""

    begin: datetime
    currency: str
    orders: int
    units: int
    subtotal: int
    discount: int
    shipping: int
    tax: int
    total: int


async def sales(db: mongo.Database, begin: datetime, end: datetime, interval: str) -> list[Sales]:
    """Confirmed and later orders by the time they were placed; intervals without orders are absent. Days are UTC's.

    Order ids begin with the time they were made, so the range is one of the primary key.
    """
    span = {"$gte": ids.since("ord", begin), "$lt": ids.since("ord", end)}
    sums = {name: {"$sum": f"$totals.{name}.amount"} for name in ("subtotal", "discount", "shipping", "tax", "total")}
    pipeline: list[mongo.Document] = [
        {"$match": {"_id": span, "status": {"$in": [status.value for status in model.SOLD]}}},
        {
            "$group": {
                "_id": {
                    "begin": {"$dateTrunc": {"date": "$created_at", "unit": interval, "startOfWeek": "monday"}},
                    "currency": "$totals.total.currency",
                },
                "orders": {"$sum": 1},
                "units": {"$sum": {"$sum": "$lines.quantity"}},
                **sums,
            }
        },
        {"$sort": {"_id.begin": 1, "_id.currency": 1}},
    ]
    rows = await (await db[ORDERS].aggregate(pipeline, maxTimeMS=REPORT_TIME_MAX_MS)).to_list()
    return [msgspec.convert({**row, **row["_id"]}, Sales, builtin_types=(datetime,)) for row in rows]
