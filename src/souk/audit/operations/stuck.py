"""Orders that do not move: their saga is under way, and has not got anywhere for a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from souk.audit.reading.sources import Sources
from souk.kit import clock, ids, mongo

UNDER_WAY = ("open", "settling")
"""Stages of orders that wait for somebody else's word."""

Kind = Literal["overdue", "asked_again", "with_customer", "waiting"]


class Stuck(msgspec.Struct, frozen=True, kw_only=True):
    """An order whose last progress was `since`. `kind`: it is past its `deadline`, its question was asked again
    (`tries` times, next at `next_look_at`), the customer is to act at the bank, or it waits for its first answer.
    """

    order_id: str
    number: str
    status: str
    stage: str
    payment_status: str
    since: datetime
    deadline: datetime | None
    next_look_at: datetime
    tries: int
    question: str | None
    kind: Kind


class _Watch(msgspec.Struct):
    at: datetime
    since: datetime
    deadline: datetime | None = None
    question: str | None = None
    tries: int = 0


class _Paying(msgspec.Struct):
    status: str = "pending"


class _Order(msgspec.Struct):
    id: str
    number: str
    status: str
    stage: str
    watch: _Watch
    payment: _Paying = msgspec.field(default_factory=_Paying)


async def orders(sources: Sources, *, older_than: timedelta, after: str | None, limit: int) -> list[Stuck]:
    """Those without progress for so long, the longest placed first, behind the one that a page ended with."""
    now = clock.now()
    query: mongo.Document = {"stage": {"$in": list(UNDER_WAY)}, "watch.since": {"$lte": now - older_than}}
    query["_id"] = {"$lt": ids.since("ord", now - older_than), **({"$gt": after} if after is not None else {})}
    shown = dict.fromkeys(("number", "status", "stage", "watch", "payment.status"), 1)
    rows = await sources["order"]["orders"].find(query, shown).sort("_id", 1).limit(limit).to_list()
    return [_stuck(mongo.from_document(_Order, row), now) for row in rows]


async def count(sources: Sources, *, older_than: timedelta, limit: int) -> int:
    """How many are past their deadline or were asked about again, counted up to `limit`."""
    now = clock.now()
    query: mongo.Document = {
        "stage": {"$in": list(UNDER_WAY)},
        "_id": {"$lt": ids.since("ord", now - older_than)},
        "watch.since": {"$lte": now - older_than},
        "payment.status": {"$ne": "action_required"},
    }
    return int(await sources["order"]["orders"].count_documents(query, limit=limit))


def _stuck(order: _Order, now: datetime) -> Stuck:
    watch = order.watch
    return Stuck(
        order_id=order.id,
        number=order.number,
        status=order.status,
        stage=order.stage,
        payment_status=order.payment.status,
        since=watch.since,
        deadline=watch.deadline,
        next_look_at=watch.at,
        tries=watch.tries,
        question=watch.question,
        kind=_kind(order, now),
    )


def _kind(order: _Order, now: datetime) -> Kind:
    if order.watch.deadline is not None and order.watch.deadline < now:
        return "overdue"
    if order.payment.status == "action_required":
        return "with_customer"
    return "asked_again" if order.watch.tries else "waiting"
