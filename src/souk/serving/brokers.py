"""The broker of a service: it may lose everything, and it is the same one for every process of an installation.

A broker is known by the time at which the service's stream was made in it. Another time than the database was last used
with is one of two things. Either the broker lost its disk, which is a normal fault: then the last day is published
again. Or this process is one of another installation that was pointed at this database by mistake, or was given another
broker than its like. That is told apart by asking whoever lives: it answers as long as it still finds the old
stream. Somebody who finds it twice after being asked found it after we found another, so there are two brokers; when a
broker lost its disk, nobody can (docs/decisions/0092).
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import Any

from pymongo.errors import PyMongoError

from souk.kit import bus, clock, ids, mongo, outbox, settings

LOG = logging.getLogger(__name__)

CHECK_PERIOD_S = 2.0
ASK_PATIENCE_S = 20.0
"""For whoever lives to say what it finds: some ten of its looks."""
ASK_PERIOD_S = 0.25
OBJECTIONS = 2
"""By one and the same process: before the first it may have looked before it was asked."""

STREAMS = "bus_streams"
"""A row a service: `created` of its stream; `owner` publishes again; `asking` is of who finds another one."""


class Watch:
    """One process's look at the broker, through its service's stream."""

    def __init__(self, name: str, db: mongo.Database, messages: bus.Bus, out: outbox.Outbox) -> None:
        self._name = name
        self._db = db
        self._bus = messages
        self._outbox = out

    async def settle(self) -> None:
        """Before a process serves: raise `SettingsError` for a broker that is not this database's. One that is away is
        looked at when it comes."""
        try:
            await self._look()
        except (bus.BusUnavailableError, PyMongoError) as error:
            LOG.info("the broker cannot be looked at yet", extra={"error": str(error)})

    async def keep(self) -> None:
        """Keep the service's own stream, and notice a broker that lost its disk: then publish the last day again.

        Raises `SettingsError` when there are two brokers.
        """
        while True:
            try:
                if await self._look():
                    LOG.warning("the broker lost the stream: publishing the last 24 h again")
                    count = await self._outbox.republish(clock.now() - outbox.REPUBLISH_WINDOW)
                    LOG.warning("published again", extra={"events": count})
                    await self._note({}, {"$unset": {"owner": ""}})
            except (bus.BusUnavailableError, PyMongoError) as error:
                LOG.info("the broker cannot be watched", extra={"error": str(error)})
            await asyncio.sleep(CHECK_PERIOD_S)

    async def _look(self) -> bool:
        """Whether this process is the one to publish again: it claims the work, and takes over what a dead one left."""
        created = await self._created()
        known = await self._known()
        if known is None:
            await self._db[STREAMS].update_one({"_id": self._name}, {"$setOnInsert": {"created": created}}, upsert=True)
            return False
        mine = self._outbox.owner
        if known["created"] == created:
            await self._answer(known, created)
            owner = known.get("owner")
            if owner is None or owner == mine:
                return owner is not None
            if owner in await self._alive():
                return False
        elif await self._is_claimed_after_asking(known, created):
            return False
        claimed = await self._note(
            {"created": known["created"], "owner": known.get("owner")},
            {"$set": {"created": created, "owner": mine}, "$unset": {"asking": ""}},
        )
        return claimed == 1

    async def _answer(self, known: mongo.Document, created: datetime) -> None:
        """Tell who asks that the stream that the database knows is still there."""
        asking, mine = known.get("asking"), self._outbox.owner
        if asking is None or asking["created"] == created or asking["objections"].get(mine, 0) >= OBJECTIONS:
            return
        await self._note({"asking.id": asking["id"]}, {"$inc": {f"asking.objections.{mine}": 1}})

    async def _is_claimed_after_asking(self, known: mongo.Document, created: datetime) -> bool:
        """Wait until everybody who lives finds our stream too, or time is up; whether somebody has claimed it
        meanwhile. Raises `SettingsError` when somebody still finds the old one."""
        mine, limit = self._outbox.owner, clock.monotonic() + ASK_PATIENCE_S
        asking = known.get("asking")
        alive = await self._alive()
        if alive and (asking is None or asking["created"] != created or asking["by"] not in alive):
            question = {"id": ids.new("ask"), "created": created, "by": mine, "objections": {}, "agreed": {}}
            await self._note({"created": known["created"]}, {"$set": {"asking": question}})
        while alive:
            seen = await self._known()
            if seen is None or seen["created"] == created:
                return True
            asking = seen.get("asking")
            if asking is not None and asking["created"] == created:
                if _is_objected_to(asking):
                    if await self._created() != created:  # the broker lost it while this process stood still
                        return True
                    raise self._another_broker(seen["created"], created)
                if mine not in asking["agreed"]:
                    await self._note({"asking.id": asking["id"]}, {"$set": {f"asking.agreed.{mine}": True}})
                if alive <= asking["agreed"].keys():
                    break
            if clock.monotonic() > limit:
                break
            await asyncio.sleep(ASK_PERIOD_S)
            alive = await self._alive()
        return False

    def _another_broker(self, theirs: datetime, ours: datetime) -> settings.SettingsError:
        return settings.SettingsError(
            f"SOUK_NATS_URL: other processes use the database {self._db.name} with another broker (its stream "
            f"{self._name.upper()} is of {theirs:%Y-%m-%d %H:%M:%S} UTC, the one here of {ours:%Y-%m-%d %H:%M:%S}): "
            "name their broker, or another MongoDB for this installation; to move to another broker, end them first"
        )

    async def _created(self) -> datetime:
        """When the service's stream was made, as exactly as the database knows times."""
        created = await self._bus.ensure_stream(self._name)
        return created.replace(microsecond=created.microsecond // 1000 * 1000)

    async def _alive(self) -> set[str]:
        """The other processes of this service."""
        wanted = {"until": outbox.leased(clock.now()), "_id": {"$ne": self._outbox.owner}}
        return {row["_id"] for row in await self._db["outbox_owners"].find(wanted).to_list()}

    async def _known(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = await self._db[STREAMS].find_one({"_id": self._name})
        return found

    async def _note(self, when: mongo.Document, change: mongo.Document) -> int:
        changed = await self._db[STREAMS].update_one({"_id": self._name, **when}, change)
        return changed.modified_count


def _is_objected_to(asking: mongo.Document) -> bool:
    return max(asking["objections"].values(), default=0) >= OBJECTIONS
