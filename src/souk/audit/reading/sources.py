"""Where everything is written down."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pymongo import ReadPreference
from pymongo.asynchronous.database import AsyncDatabase

from souk.audit.checks import events
from souk.audit.reading.charges import ChargeList, Charges
from souk.audit.verdict import GRACE, Moment
from souk.kit import bus, clock, mongo

SERVICES = ("user", "product", "inventory", "order", "payment", "notification")
DATABASES = tuple(f"souk_{service}" for service in SERVICES)
BEHIND_AFTER = timedelta(seconds=5)
"""A listener with an older message than this waiting for it is behind."""


@dataclass(frozen=True)
class Sources:
    """One database of each service, the gateway's list (None: there is none), the broker (None: nobody is asked)."""

    databases: dict[str, mongo.Database]
    charges: ChargeList | None = None
    broker: bus.Bus | None = None

    def __getitem__(self, service: str) -> AsyncDatabase[mongo.Document]:
        return self.databases[service].raw

    async def moment(self, grace: timedelta = GRACE) -> Moment:
        """Now, and what there is to be said in defence of whoever has not finished."""
        row = await self["order"]["marks"].find_one({"_id": "standstills"}) or {}
        spans = tuple((span["begin"], span["end"]) for span in row.get("spans", ()))
        return Moment(clock.now(), grace, await self._behind(), spans)

    async def _behind(self) -> frozenset[str]:
        """The durable consumers with something old waiting, and those of which nobody can say."""
        if self.broker is None:
            return frozenset()
        places = [
            (f"{listener}__{event.replace('.', '_')}", f"{event}.*")
            for event, listeners in events.LISTENERS.items()
            for listener in listeners
        ]
        waiting = await asyncio.gather(*(self._is_behind(self.broker, *place) for place in places))
        return frozenset(durable for (durable, _), is_behind in zip(places, waiting, strict=True) if is_behind)

    @staticmethod
    async def _is_behind(broker: bus.Bus, durable: str, subject: str) -> bool:
        try:
            oldest: datetime | None = await broker.oldest_waiting(durable, subject)
        except bus.BusUnavailableError:
            return True
        return oldest is not None and oldest < clock.now() - BEHIND_AFTER


def beside(db: mongo.Database, broker: bus.Bus, databases: Sequence[str] = ()) -> Sources:
    """The sources of the shop that this database is part of, over its own connections."""
    return Sources(_opened(db, databases or DATABASES), None, broker)


def _opened(db: mongo.Database, names: Sequence[str]) -> dict[str, mongo.Database]:
    client = db.raw.client
    return {
        service: mongo.Database(client.get_database(name, read_preference=ReadPreference.PRIMARY))
        for service, name in zip(SERVICES, names, strict=True)
    }


@contextlib.asynccontextmanager
async def connected(
    mongodb_url: str,
    *,
    charges_url: str | None = None,
    nats_url: str | None = None,
    broker: bus.Bus | None = None,
    databases: Sequence[str] = (),
) -> AsyncIterator[Sources]:
    """The sources of a shop. `databases` names those of `SERVICES` in that order (`souk_user` … by default). A
    `broker` that is handed in stays open.

    Raises `mongo.MongoUnusableError`.
    """
    names = databases or DATABASES
    async with contextlib.AsyncExitStack() as stack:
        first = await mongo.connect(mongodb_url, names[0])
        stack.push_async_callback(first.close)
        charges = await stack.enter_async_context(Charges(charges_url)) if charges_url else None
        if nats_url:
            broker = await bus.NatsBus.connect(nats_url, "souk-audit")
            stack.push_async_callback(broker.close)
        yield Sources(_opened(first, names), charges, broker)
