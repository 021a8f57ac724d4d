"""How an order came to where it is: every fact that was announced about it, what it answered, and who has heard it.

Facts lie in outboxes, in messages that carry those of many orders. Their ids are times, and so is what the order, the
payment and the parcels have on record: an order's facts are looked for in the few seconds around those.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from souk.audit.checks import events
from souk.audit.operations import letters
from souk.audit.reading.sources import Sources
from souk.kit import clock, ids, mongo

BEFORE, AFTER = timedelta(seconds=1), timedelta(seconds=3)
"""A fact is announced in the transaction that puts the step on record, which may take its time."""
ROWS_MAX = 2_000
"""Messages that one look goes through."""
EVENTS_MAX = 500
PUBLISHERS = ("order", "inventory", "payment")
KEPT = timedelta(days=7)
"""Outboxes forget what is older."""

Fate = Literal["heard", "waiting", "put_off", "given_up", "unsent"]


class Hearing(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an event at one listener. `at` is when it was heard, or is tried again when it is put off."""

    service: str
    consumer: str
    fate: Fate
    at: datetime | None = None
    reason: str | None = None


class Fact(msgspec.Struct, kw_only=True):
    """One event. `cause` is the event that it answers, or follows; `resends` counts how often it was sent again."""

    id: str
    type: str
    source: str
    at: datetime
    message_id: str
    is_sent: bool
    cause: str | None = None
    trace_id: str | None = None
    resends: int = 0
    data: Any = None
    hearings: list[Hearing] = []


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a service has on record about the order."""

    service: str
    at: datetime
    what: str
    by: str


class Saga(msgspec.Struct, frozen=True, kw_only=True):
    """`is_whole` is False when there was more to look through than one look goes through, or when some of it is older
    than what outboxes keep."""

    order_id: str
    number: str
    status: str
    stage: str
    placed_at: datetime
    reservation: str | None
    payment: str | None
    steps: list[Step]
    facts: list[Fact]
    is_whole: bool


class _Envelope(msgspec.Struct):
    id: str
    type: str
    source: str
    time: datetime
    data: Any = None
    cause: str | None = None
    traceparent: str | None = None


async def of(sources: Sources, order_id: str) -> Saga | None:
    """The saga of one order, in the order of time; None when there is no such order."""
    key = order_id.removeprefix("ord_")
    order, payment, reservation = await asyncio.gather(
        sources["order"]["orders"].find_one({"_id": order_id}),
        sources["payment"]["payments"].find_one({"_id": f"pay_{key}"}),
        sources["inventory"]["reservations"].find_one({"_id": order_id}, {"status": 1}),
    )
    if order is None:
        return None
    facts, is_whole = await _facts(sources, key, order, payment)
    await _follow(sources, facts)
    mails = await sources["notification"]["emails"].find({"order_id": order_id}, {"content": 0}).to_list()
    return Saga(
        order_id=order_id,
        number=order["number"],
        status=order["status"],
        stage=str(order.get("stage", order["status"])),
        placed_at=order["created_at"],
        reservation=reservation["status"] if reservation else None,
        payment=payment["status"] if payment else None,
        steps=sorted([*_steps(order, payment), *_mails(mails)], key=lambda step: step.at),
        facts=facts,
        is_whole=is_whole and order["created_at"] > clock.now() - KEPT,
    )


async def _facts(
    sources: Sources, key: str, order: mongo.Document, payment: mongo.Document | None
) -> tuple[list[Fact], bool]:
    """What was announced about the order: by itself, in answer to that, and by the payment on its own."""
    own = await _around(sources, "order", key, _moments(order))
    asked = [each.id for each in own[0]]
    answers = await asyncio.gather(*(_answering(sources, each, key, asked) for each in ("inventory", "payment")))
    rest = await _around(sources, "payment", key, _moments(payment) if payment else ())
    found = {fact.id: fact for fact in (*own[0], *answers[0], *answers[1], *rest[0])}
    ordered = sorted(found.values(), key=lambda fact: (fact.at, fact.message_id))
    return ordered[:EVENTS_MAX], own[1] and rest[1] and len(ordered) <= EVENTS_MAX


def _moments(record: mongo.Document) -> list[datetime]:
    """When something happened to an order or a payment, as far as it says so."""
    moments = [record["created_at"], *(step["at"] for step in record.get("history", ()))]
    for part in (*record.get("fulfillments", ()), *record.get("refunds", ())):
        moments += [part[name] for name in ("created_at", "delivered_at", "finished_at") if part.get(name)]
    return moments


async def _around(sources: Sources, publisher: str, key: str, moments: Iterable[datetime]) -> tuple[list[Fact], bool]:
    """What a service announced about the order close to these moments, and whether all of it was looked through."""
    spans = [{"_id": {"$gte": ids.since("msg", begin), "$lt": ids.since("msg", end)}} for begin, end in _spans(moments)]
    if not spans:
        return [], True
    rows = await sources[publisher]["outbox"].find({"$or": spans}).sort("_id", 1).limit(ROWS_MAX + 1).to_list()
    return [fact for row in rows[:ROWS_MAX] for fact in _about(row, key)], len(rows) <= ROWS_MAX


def _spans(moments: Iterable[datetime]) -> list[tuple[datetime, datetime]]:
    """The seconds around these moments, without overlaps."""
    spans: list[tuple[datetime, datetime]] = []
    for moment in sorted(moments):
        begin, end = moment - BEFORE, moment + AFTER
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((begin, end))
    return spans


async def _answering(sources: Sources, publisher: str, key: str, questions: Sequence[str]) -> list[Fact]:
    rows = await sources[publisher]["outbox"].find({"answers": {"$in": list(questions)}}).limit(ROWS_MAX).to_list()
    return [fact for row in rows for fact in _about(row, key)]


def _about(row: mongo.Document, key: str) -> list[Fact]:
    """The events of a message that are about the order or its payment: their ids share what comes behind the prefix."""
    body = bytes(row["body"])
    wanted = key.encode()
    if wanted not in body:
        return []
    return [
        Fact(
            id=each.id,
            type=each.type,
            source=each.source,
            at=each.time,
            message_id=row["_id"],
            is_sent="unsent" not in row,
            cause=each.cause,
            trace_id=each.traceparent.split("-")[1] if each.traceparent else None,
            data=letters.without_secrets(each.data),
        )
        for raw in msgspec.json.decode(body, type=list[msgspec.Raw])
        if wanted in bytes(raw)
        for each in (msgspec.json.decode(raw, type=_Envelope),)
    ]


async def _follow(sources: Sources, facts: Sequence[Fact]) -> None:
    """Find out what became of these facts at all who listen."""
    listeners: dict[str, list[Fact]] = {}
    for fact in facts:
        for service in events.LISTENERS.get(events.base(fact.type), ()):
            listeners.setdefault(service, []).append(fact)
    hearings = await asyncio.gather(*(_heard(sources, *each) for each in listeners.items()))
    for (_, theirs), heard in zip(listeners.items(), hearings, strict=True):
        for fact, hearing in zip(theirs, heard, strict=True):
            fact.hearings = [*fact.hearings, hearing]
    for publisher in PUBLISHERS:
        own = {fact.id: fact for fact in facts if fact.source == publisher}
        async for row in sources[publisher]["outbox_resends"].find({"_id": {"$in": list(own)}}):
            own[row["_id"]].resends = row["resends"]


async def _heard(sources: Sources, service: str, facts: Sequence[Fact]) -> list[Hearing]:
    """What became of each fact at one listener. What it gave up or put off is in its inbox, too."""
    asked = {fact.id: f"{service}__{events.base(fact.type).replace('.', '_')}" for fact in facts}
    inbox, deferred, given_up = await asyncio.gather(
        sources[service]["inbox"].find({"events": {"$in": list(asked)}}).to_list(),
        sources[service]["deferred"].find({"_id": {"$in": list(asked)}}).to_list(),
        sources[service]["dead_letters"].find({"_id": {"$in": [f"{c}:{e}" for e, c in asked.items()]}}).to_list(),
    )
    heard_at = {event_id: moment_of(row["_id"]) for row in inbox for event_id in row["events"] if event_id in asked}
    later = {row["_id"]: row for row in deferred}
    never = {row["_id"].partition(":")[2]: row for row in given_up}
    hearings = []
    for fact in facts:
        consumer = asked[fact.id]
        if (row := never.get(fact.id)) is not None:
            hearing = Hearing(service=service, consumer=consumer, fate="given_up", at=row["at"], reason=row["reason"])
        elif (row := later.get(fact.id)) is not None:
            hearing = Hearing(service=service, consumer=consumer, fate="put_off", at=row["due"], reason=row["reason"])
        elif fact.id in heard_at:
            hearing = Hearing(service=service, consumer=consumer, fate="heard", at=heard_at[fact.id])
        else:
            hearing = Hearing(service=service, consumer=consumer, fate="waiting" if fact.is_sent else "unsent")
        hearings.append(hearing)
    return hearings


def moment_of(made: str) -> datetime:
    """When an id was made: its first 48 bits are milliseconds, five bits a character."""
    return clock.at(int(made.partition("_")[2][:10], 32) >> 2)


def _steps(order: mongo.Document, payment: mongo.Document | None) -> list[Step]:
    steps = [
        Step(service="order", at=each["at"], what=each["status"], by=each["by"]) for each in order.get("history", ())
    ]
    if payment is not None:
        steps += [
            Step(service="payment", at=each["at"], what=each["status"], by=each["by"])
            for each in payment.get("history", ())
        ]
    return steps


def _mails(rows: Iterable[mongo.Document]) -> list[Step]:
    return [
        Step(
            service="notification", at=row.get("sent_at") or row["at"], what=f"{row['kind']} {row['status']}", by="mail"
        )
        for row in rows
    ]
