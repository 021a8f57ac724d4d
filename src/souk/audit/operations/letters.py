"""Dead letters of all services: seen, and handed back to the service that gave them up."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any, Literal

import msgspec

from souk.audit.reading.sources import SERVICES, Sources
from souk.kit import deadletters, errors, mongo
from souk.serving import rest

BODY_SHOWN_MAX = 64 * 1024
SECRET = "token"  # noqa: S105 - a member's name
"""The gateway's name for a card travels in the question to take its money: nobody has to see it."""

Act = Literal["retry", "drop"]


class Envelope(msgspec.Struct):
    """What is said around an event; its `data` is the event."""

    id: str | None = None
    type: str | None = None
    source: str | None = None
    subject: str | None = None
    time: str | None = None
    cause: str | None = None
    traceparent: str | None = None
    data: Any = None


class _Done(msgspec.Struct):
    done: bool


def service_of(letter_id: str) -> str | None:
    """Whose letter this is: ids begin with the consumer's name, and that with the service's."""
    service = letter_id.partition("__")[0]
    return service if service in SERVICES else None


async def listed(
    sources: Sources, *, service: str | None, before: tuple[datetime, str] | None, limit: int
) -> list[deadletters.DeadLetter]:
    """The newest first, of one service or of all, behind the one that a page ended with."""
    query: mongo.Document = {}
    if before is not None:
        at, letter_id = before
        query["$or"] = [{"at": {"$lt": at}}, {"at": at, "_id": {"$lt": letter_id}}]
    pages = await asyncio.gather(
        *(
            sources[each]["dead_letters"].find(query).sort([("at", -1), ("_id", -1)]).limit(limit).to_list()
            for each in SERVICES
            if service in (None, each)
        )
    )
    found = [mongo.from_document(deadletters.DeadLetter, row) for page in pages for row in page]
    return sorted(found, key=lambda letter: (letter.at, letter.id), reverse=True)[:limit]


async def one(sources: Sources, letter_id: str) -> deadletters.DeadLetter | None:
    service = service_of(letter_id)
    if service is None:
        return None
    row = await sources[service]["dead_letters"].find_one({"_id": letter_id})
    return mongo.from_document(deadletters.DeadLetter, row) if row else None


def opened(event: bytes) -> tuple[Envelope | None, str | None]:
    """The envelope, or the text of what is none; without what nobody has to see."""
    try:
        envelope = msgspec.json.decode(event, type=Envelope)
    except errors.NOT_JSON:
        return None, event[:BODY_SHOWN_MAX].decode(errors="replace")
    return msgspec.structs.replace(envelope, data=without_secrets(envelope.data)), None


def without_secrets(data: Any) -> Any:
    """The same with every member named `token` blacked out."""
    if isinstance(data, dict):
        return {name: "•••" if name == SECRET and value else without_secrets(value) for name, value in data.items()}
    if isinstance(data, list):
        return [without_secrets(each) for each in data]
    return data


async def act(calls: rest.Rest, letter_id: str, what: Act) -> bool:
    """Have the service handle the letter again, or forget it; False when it has no such letter (any more).

    Raises `Unavailable` when the service does not answer: then it may have happened or not, and may be asked again.
    """
    service = service_of(letter_id)
    if service is None:
        return False
    try:
        done = await calls.post(service, f"/internal/dead-letters/{what}", {"id": letter_id}, type=_Done)
    except errors.NotFound:
        return False
    return done.done
