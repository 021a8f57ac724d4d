"""What the services announced, and what became of it: outboxes beside the inboxes and the answers of listeners."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import msgspec
from pymongo.asynchronous.collection import AsyncCollection

from souk.audit.checks import events
from souk.audit.reading.sources import SERVICES, Sources
from souk.audit.records import Fate, Letter, Message, PutOff, Said
from souk.kit import mongo

EVENTS_MAX = 1_000
"""Events in memory at a time; a row holds up to 256."""
ROWS_MAX = 64
VERSIONED = frozenset({"order", "payment"})
"""Publishers whose facts carry the version of what they are about."""
_ROW = {"type": 1, "ids": 1, "at": 1, "unsent": 1}


class _Data(msgspec.Struct):
    version: int | None = None
    order_id: str | None = None


class _Envelope(msgspec.Struct):
    id: str
    subject: str
    data: _Data


@dataclass(frozen=True, slots=True)
class Bite:
    """Some messages of one publisher, oldest first, and what became of their events."""

    publisher: str
    messages: Sequence[Message]
    fates: Sequence[Fate]
    said: Sequence[Said]
    order_ids: frozenset[str]
    """The orders that these events are about."""


async def bites(
    sources: Sources, publisher: str, *, after: str = "", until: str = "~", only: Sequence[str] | None = None
) -> AsyncIterator[Bite]:
    """What a service announced under message ids behind `after` and before `until`, or in these messages `only`."""
    fields = {**_ROW, "body": 1} if publisher in VERSIONED else _ROW
    if only is not None and not only:
        return
    span = {"$gt": after, "$lt": until} if only is None else {"$in": list(only)}
    rows: list[mongo.Document] = []
    async for row in sources[publisher]["outbox"].find({"_id": span}, fields, batch_size=ROWS_MAX).sort("_id", 1):
        rows.append(row)
        if len(rows) >= ROWS_MAX or sum(len(each["ids"]) for each in rows) >= EVENTS_MAX:
            yield await _bite(sources, publisher, rows)
            rows = []
    if rows:
        yield await _bite(sources, publisher, rows)


async def _bite(sources: Sources, publisher: str, rows: Sequence[mongo.Document]) -> Bite:
    messages = [mongo.from_document(Message, row) for row in rows]
    said, order_ids = _said(rows)
    fates: list[Fate] = []
    for event_type in dict.fromkeys(message.type for message in messages):
        of_type = [message for message in messages if message.type == event_type]
        for listener in events.LISTENERS.get(events.base(event_type), ()):
            fates += await _fates(sources, listener, of_type)
    return Bite(publisher, messages, fates, said, order_ids)


def _said(rows: Sequence[mongo.Document]) -> tuple[list[Said], frozenset[str]]:
    decoder = msgspec.json.Decoder(list[_Envelope])
    said: list[Said] = []
    order_ids: set[str] = set()
    for row in rows:
        if "body" not in row:
            continue
        for each in decoder.decode(row["body"]):
            if each.data.version is not None:
                said.append(Said(each.id, each.subject, each.data.version))
            if each.data.order_id is not None:
                order_ids.add(each.data.order_id)
    return said, frozenset(order_ids)


async def _fates(sources: Sources, listener: str, messages: Sequence[Message]) -> list[Fate]:
    """What became of these messages' events, all of one type, at one listener."""
    ids = [event_id for message in messages for event_id in message.ids]
    heard = await _in_inbox(sources, listener, ids)
    answers: dict[str, Counter[str]] = {}
    if events.base(messages[0].type) in events.QUESTIONS:
        answers = await _answers(sources[listener]["outbox"], ids)
    return [
        Fate(
            event_id,
            message.type,
            listener,
            message.at,
            is_sent=not message.unsent,
            is_heard=event_id in heard,
            answers=dict(answers.get(event_id, {})),
        )
        for message in messages
        for event_id in message.ids
    ]


async def _in_inbox(sources: Sources, service: str, event_ids: Sequence[str]) -> frozenset[str]:
    rows = sources[service]["inbox"].find({"events": {"$in": list(event_ids)}}, {"events": 1})
    asked = frozenset(event_ids)
    return asked & {event_id async for row in rows for event_id in row["events"]}


async def _answers(outbox: AsyncCollection[mongo.Document], questions: Sequence[str]) -> dict[str, Counter[str]]:
    """How many answers of which type there are to each question."""
    asked = frozenset(questions)
    found: dict[str, Counter[str]] = {}
    async for row in outbox.find({"answers": {"$in": list(asked)}}, {"type": 1, "answers": 1}):
        for question in row["answers"]:
            if question in asked:
                found.setdefault(question, Counter())[row["type"]] += 1
    return found


async def carrying(sources: Sources, publisher: str, event_ids: Sequence[str]) -> list[str]:
    """The messages of a service that carried any of these events."""
    wanted = [each for each in event_ids if each.startswith("evt_")]
    if not wanted:
        return []
    rows = sources[publisher]["outbox"].find({"ids": {"$in": wanted}}, {"_id": 1})
    return [row["_id"] async for row in rows]


async def announced(sources: Sources, publisher: str, event_ids: Sequence[str]) -> frozenset[str]:
    """Those of these events that a service announced."""
    wanted = frozenset(each for each in event_ids if each.startswith("evt_"))
    if not wanted:
        return wanted
    rows = sources[publisher]["outbox"].find({"ids": {"$in": list(wanted)}}, {"ids": 1})
    return wanted & {event_id async for row in rows for event_id in row["ids"]}


async def versions(sources: Sources, publisher: str, ids: Sequence[str]) -> dict[str, int]:
    """At which version each of these orders or payments is."""
    collection = sources[publisher][f"{publisher}s"]
    rows = collection.find({"_id": {"$in": list(ids)}}, {"version": 1})
    return {row["_id"]: row["version"] async for row in rows}


async def letters(sources: Sources) -> AsyncIterator[tuple[Letter, bool]]:
    """Every dead letter, and whether a service announced what it is about."""
    for service in SERVICES:
        async for row in sources[service]["dead_letters"].find({}, {"consumer": 1, "type": 1, "reason": 1}):
            letter = mongo.from_document(Letter, row)
            publisher = letter.type.partition(".")[0]
            is_ours = publisher in SERVICES and (
                await sources[publisher]["outbox"].find_one({"ids": letter.event_id}, {"_id": 1}) is not None
            )
            yield letter, is_ours


async def put_off(sources: Sources) -> AsyncIterator[PutOff]:
    """Every event that waits for its time."""
    for service in SERVICES:
        async for row in sources[service]["deferred"].find({}, {"consumer": 1, "reason": 1, "due": 1}):
            yield mongo.from_document(PutOff, row)
