"""How far each service has come: what it announced and has not sent, what waits for it, what it put off or gave up."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime

import msgspec

from souk.audit.checks import events
from souk.audit.reading.sources import SERVICES, Sources
from souk.kit import bus, mongo

UNSENT_ROWS_MAX = 1_000
"""Rows that are counted; beyond it is enough to know that there are many."""
KEEPS_GREATEST = {"inventory.stock_changed": ("product",)}
"""Listeners that keep the greatest version: nobody has to remember that they heard, but they may be behind like any."""


class Waiting(msgspec.Struct, frozen=True):
    """What waits at the broker for a consumer; `oldest_at` is when the oldest of it was stored."""

    messages: int
    oldest_at: datetime | None


class Listening(msgspec.Struct, frozen=True, kw_only=True):
    """One service as listener of one event. `waiting` is None when the broker cannot say."""

    consumer: str
    event: str
    waiting: Waiting | None
    put_off: int
    dead_letters: int


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One service. `unsent` events were announced and not published yet; `oldest_unsent_at` is when the first was."""

    service: str
    unsent: int
    oldest_unsent_at: datetime | None
    put_off: int
    dead_letters: int
    listening: list[Listening]


def consumers(service: str) -> list[tuple[str, str]]:
    """Durable and event of everything that a service listens to."""
    return [
        (f"{service}__{event.replace('.', '_')}", event)
        for event, listeners in (*events.LISTENERS.items(), *KEEPS_GREATEST.items())
        if service in listeners
    ]


async def of_all(sources: Sources) -> list[Standing]:
    """Every service, as it stands this moment."""
    return list(await asyncio.gather(*(_of(sources, service) for service in SERVICES)))


async def _of(sources: Sources, service: str) -> Standing:
    places = consumers(service)
    (unsent, oldest_at), put_off, letters, waiting = await asyncio.gather(
        _unsent(sources, service),
        _counted(sources, service, "deferred"),
        _counted(sources, service, "dead_letters"),
        asyncio.gather(*(_waiting(sources.broker, durable, event) for durable, event in places)),
    )
    return Standing(
        service=service,
        unsent=unsent,
        oldest_unsent_at=oldest_at,
        put_off=sum(put_off.values()),
        dead_letters=sum(letters.values()),
        listening=[
            Listening(
                consumer=durable,
                event=event,
                waiting=there,
                put_off=put_off.get(durable, 0),
                dead_letters=letters.get(durable, 0),
            )
            for (durable, event), there in zip(places, waiting, strict=True)
        ],
    )


async def _unsent(sources: Sources, service: str) -> tuple[int, datetime | None]:
    rows: list[mongo.Document] = await (
        sources[service]["outbox"]
        .find({"unsent": True}, {"ids": 1, "at": 1})
        .sort("_id", 1)
        .limit(UNSENT_ROWS_MAX)
        .to_list()
    )
    return sum(len(row["ids"]) for row in rows), rows[0]["at"] if rows else None


async def _counted(sources: Sources, service: str, collection: str) -> Mapping[str, int]:
    """Rows of a collection by consumer."""
    rows = await sources[service][collection].aggregate([{"$group": {"_id": "$consumer", "count": {"$sum": 1}}}])
    return {row["_id"]: row["count"] async for row in rows}


async def _waiting(broker: bus.Bus | None, durable: str, event: str) -> Waiting | None:
    if broker is None:
        return None
    try:
        messages, oldest_at = await asyncio.gather(
            broker.pending(durable, f"{event}.*"), broker.oldest_waiting(durable, f"{event}.*")
        )
    except bus.BusUnavailableError:
        return None
    return Waiting(messages, oldest_at if messages else None)
