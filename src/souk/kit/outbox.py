"""Facts leave a service by way of rows that its own transactions write: announced means sent, whatever dies."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

import msgspec
from pymongo import ASCENDING, IndexModel, UpdateOne
from pymongo.errors import PyMongoError

from souk.kit import bus, clock, ids, metrics, mongo

LOG = logging.getLogger(__name__)

EVENTS_MAX = 256
"""Events in one message."""
MESSAGE_BYTES_MAX = 512 * 1024
HAND_OVER_MAX = 20_000
"""Rows that wait in memory to be published; what comes beyond is left to the sweeper."""
PUBLISHES_IN_FLIGHT_MAX = 32
SWEEP_PERIOD_S = 1.0
SWEEP_ROWS_MAX = 4_096
LEASE_S = 5.0
"""A process that did not renew its lease for so long is taken for dead, and its unsent rows for abandoned."""
RESEND_PAUSE_S = 10.0
"""One row is sent again at most once in this time, doubling."""
RESEND_PAUSE_MAX_S = 3600.0
RETENTION = timedelta(days=7)
REPUBLISH_WINDOW = timedelta(hours=24)
REPUBLISH_EVENTS_PER_S = 5_000

INDEXES = {
    "outbox": [
        # unsent rows are few, and the sweeper wants only them
        IndexModel([("unsent", ASCENDING)], name="unsent", sparse=True),
        # a question asked twice is answered from here
        IndexModel([("cause", ASCENDING)], name="cause", sparse=True),
        IndexModel([("sent_at", ASCENDING)], name="retention", expireAfterSeconds=int(RETENTION.total_seconds())),
    ],
    "outbox_owners": [IndexModel([("until", ASCENDING)], name="forgotten", expireAfterSeconds=3600)],
}


class Fact(Protocol):
    """What the outbox needs to know of an event; `souk.contracts.Event` is one."""

    @property
    def type(self) -> str: ...
    @property
    def aggregate_id(self) -> str: ...
    @property
    def is_question(self) -> bool: ...


class Envelope(msgspec.Struct, omit_defaults=True):
    """CloudEvents names (https://cloudevents.io); one member of the array that a message carries."""

    id: str
    type: str
    source: str
    subject: str
    time: datetime
    data: Any
    cause: str | None = None
    traceparent: str | None = None


class Announcement:
    """A fact on its way into the outbox."""

    __slots__ = ("cause", "event", "id")

    def __init__(self, event: Fact, cause: str | None) -> None:
        self.id = ids.new("evt")
        self.event = event
        self.cause = cause


class Row(msgspec.Struct):
    """An outbox row: the encoded event and what sending it takes."""

    id: str
    type: str
    batch_id: str
    event: bytes
    resends: int = 0


def rows(
    announced: Sequence[Announcement], traces: dict[str, str], here: str | None, sender: Outbox
) -> list[mongo.Document]:
    """Outbox documents for what a transaction announced: one batch id per message-to-be."""
    at = clock.now()
    documents: list[mongo.Document] = []
    open_batches: dict[str, tuple[str, int, int]] = {}  # type → batch id, events, bytes
    for each in announced:
        fact = each.event
        about = fact.aggregate_id
        traceparent = (traces.get(each.cause) if each.cause else None) or traces.get(about) or here
        event = msgspec.json.encode(
            Envelope(each.id, fact.type, sender.source, about, at, fact, each.cause, traceparent)
        )
        batch_id, count, size = open_batches.get(fact.type, ("", EVENTS_MAX, 0))
        if count >= EVENTS_MAX or size + len(event) > MESSAGE_BYTES_MAX:
            batch_id, count, size = ids.new("msg"), 0, 0
        open_batches[fact.type] = (batch_id, count + 1, size + len(event) + 1)
        document: mongo.Document = {
            "_id": each.id,
            "type": fact.type,
            "about": about,
            "batch_id": batch_id,
            "event": event,
            "owner": sender.owner,
            "at": at,
            "unsent": True,
        }
        if each.cause is not None:
            document["cause"] = each.cause
        documents.append(document)
    return documents


async def insert(tx: mongo.Database, documents: Sequence[mongo.Document]) -> None:
    if documents:
        await tx["outbox"].insert_many(documents, ordered=False, session=tx.session)


class Outbox:
    """One process's way out: publishes what was just committed, sweeps up what a dead process left, re-sends."""

    def __init__(self, db: mongo.Database, messages: bus.Bus, source: str) -> None:
        self._db = db
        self._bus = messages
        self.source = source
        self.owner = ids.new("own")
        self._waiting: list[mongo.Document] = []
        self._in_hand: set[str] = set()
        """Batch ids that this process will publish by itself."""
        self._wake = asyncio.Event()

    def hand_over(self, documents: Sequence[mongo.Document]) -> None:
        """Publish these committed rows soon."""
        if not documents or len(self._waiting) + len(documents) > HAND_OVER_MAX:
            return
        self._waiting.extend(documents)
        self._in_hand.update(document["batch_id"] for document in documents)
        self._wake.set()

    async def relay(self) -> None:
        """Publish what is handed over, for ever. What fails is left to the sweeper."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            documents, self._waiting = self._waiting, []
            batches = {document["batch_id"] for document in documents}
            try:
                await self._send_stored([_row(document) for document in documents])
            except (bus.BusUnavailableError, PyMongoError) as error:
                LOG.warning("publishing failed, the sweeper will do it", extra={"error": str(error)})
            finally:
                self._in_hand -= batches

    async def drained(self, timeout_s: float) -> None:
        """Wait until everything handed over was published, or the time is up (the next sweeper goes on)."""
        limit = clock.monotonic() + timeout_s
        while (self._waiting or self._in_hand) and clock.monotonic() < limit:  # noqa: ASYNC110 - runs once, at the end
            await asyncio.sleep(0.01)

    async def sweep(self) -> None:
        """Renew this process's lease and publish abandoned rows, for ever and under their stored batch id."""
        while True:
            try:
                await self._sweep_once()
            except (bus.BusUnavailableError, PyMongoError) as error:
                LOG.warning("sweeping failed, trying again", extra={"error": str(error)})
            await asyncio.sleep(SWEEP_PERIOD_S)

    async def _sweep_once(self) -> None:
        now = clock.now()
        await self._db.relaxed("outbox_owners").update_one(
            {"_id": self.owner}, {"$set": {"until": now + timedelta(seconds=LEASE_S)}}, upsert=True
        )
        unsent = await (
            self._db["outbox"]
            .find({"unsent": True}, {"batch_id": 1, "owner": 1, "at": 1})
            .sort("_id", ASCENDING)
            .limit(SWEEP_ROWS_MAX)
            .to_list()
        )
        metrics.OUTBOX_UNSENT.set(len(unsent))
        metrics.OUTBOX_LAG_SECONDS.set((now - unsent[0]["at"]).total_seconds() if unsent else 0)
        if not unsent:
            return
        alive = {
            owner["_id"]
            async for owner in self._db["outbox_owners"].find({"until": {"$gt": now}, "_id": {"$ne": self.owner}})
        }
        abandoned = {
            row["batch_id"]
            for row in unsent
            if row["owner"] not in alive
            and row["batch_id"] not in self._in_hand
            # a fresh row of this very process was committed, and is about to be handed over
            and (row["owner"] != self.owner or row["at"] < now - timedelta(seconds=SWEEP_PERIOD_S))
        }
        if not abandoned:
            return
        # whole batches: a part of one under the same id would make the broker drop the rest as a repetition
        whole = await self._db["outbox"].find({"unsent": True, "batch_id": {"$in": list(abandoned)}}).to_list()
        await self._send_stored([_row(document) for document in whole])
        metrics.OUTBOX_RESENT.labels("swept").inc(len(whole))

    async def _send_stored(self, stored: Sequence[Row]) -> None:
        """Publish rows under their stored batch ids, then mark them as sent."""
        batches: dict[str, list[Row]] = {}
        for row in stored:
            batches.setdefault(row.batch_id, []).append(row)
        sent = await self._publish_all([(batch_id, 0, batch) for batch_id, batch in batches.items()])
        if sent:
            await self._db.relaxed("outbox").update_many(
                {"_id": {"$in": [row.id for row in sent]}}, {"$set": {"sent_at": clock.now()}, "$unset": {"unsent": ""}}
            )
        if len(sent) < len(stored):
            raise bus.BusUnavailableError("not every message was stored by the broker")

    async def _publish_all(self, batches: Sequence[tuple[str, int, list[Row]]]) -> list[Row]:
        """Publish batches side by side; answers the rows of those that the broker stored."""
        gate = asyncio.Semaphore(PUBLISHES_IN_FLIGHT_MAX)

        async def publish(message_id: str, resend: int, batch: list[Row]) -> list[Row]:
            body = b"[" + b",".join(row.event for row in batch) + b"]"
            async with gate:
                await self._bus.publish(batch[0].type, body, message_id=message_id, resend=resend)
            metrics.OUTBOX_PUBLISHED.labels(batch[0].type).inc(len(batch))
            return batch

        answers = await asyncio.gather(*(publish(*batch) for batch in batches), return_exceptions=True)
        sent: list[Row] = []
        for answer in answers:
            if isinstance(answer, bus.BusUnavailableError):
                continue
            if isinstance(answer, BaseException):
                raise answer
            sent.extend(answer)
        return sent

    async def resend(self, event_ids: Iterable[str], *, reason: str = "asked") -> int:
        """Send own events again, each at most once in 10 s, doubling; answers how many went out."""
        return await self._resend({"_id": {"$in": list(event_ids)}}, reason)

    async def answer_again(self, causes: Iterable[str]) -> int:
        """Send again what these questions had caused: somebody asked twice because the answer got lost."""
        return await self._resend({"cause": {"$in": list(causes)}}, "answered again")

    async def _resend(self, query: mongo.Document, reason: str) -> int:
        now = clock.now()
        documents = await self._db["outbox"].find({**query, "resend_after": {"$not": {"$gt": now}}}).to_list()
        if not documents:
            return 0
        # `resends` is raised before publishing, so that a crash in between errs on the quiet side
        updates = [_raise_resends(document, now) for document in documents]
        await self._db["outbox"].bulk_write(updates, ordered=False)
        groups: dict[tuple[str, int], list[Row]] = {}
        for document in documents:
            row = _row(document)
            groups.setdefault((row.type, row.resends + 1), []).append(row)
        batches = [
            (ids.new("msg"), resends, group[start : start + EVENTS_MAX])
            for (_, resends), group in groups.items()
            for start in range(0, len(group), EVENTS_MAX)
        ]
        sent = await self._publish_all(batches)
        metrics.OUTBOX_RESENT.labels(reason).inc(len(sent))
        return len(sent)

    async def republish(self, since: datetime, *, events_per_s: int = REPUBLISH_EVENTS_PER_S) -> int:
        """Publish again what was announced since then, oldest first, at a bounded rate; inboxes drop what they know."""
        count = 0
        chunk: list[mongo.Document] = []
        cursor = self._db["outbox"].find({"_id": {"$gte": ids.since("evt", since)}}).sort("_id", ASCENDING)
        async with cursor:
            async for document in cursor:
                chunk.append(document)
                if len(chunk) >= EVENTS_MAX:
                    count += await self._republish_chunk(chunk, events_per_s)
                    chunk = []
        return count + await self._republish_chunk(chunk, events_per_s)

    async def _republish_chunk(self, documents: Sequence[mongo.Document], events_per_s: int) -> int:
        by_type: dict[str, list[Row]] = {}
        for document in documents:
            by_type.setdefault(document["type"], []).append(_row(document))
        sent = await self._publish_all([(ids.new("msg"), 0, batch) for batch in by_type.values()])
        if len(sent) < len(documents):
            raise bus.BusUnavailableError("the broker went away while events were published again")
        metrics.OUTBOX_RESENT.labels("republished").inc(len(sent))
        await asyncio.sleep(len(documents) / events_per_s)
        return len(sent)


def _row(document: mongo.Document) -> Row:
    return Row(document["_id"], document["type"], document["batch_id"], document["event"], document.get("resends", 0))


def _raise_resends(document: mongo.Document, now: datetime) -> UpdateOne:
    resends = document.get("resends", 0)
    pause = timedelta(seconds=min(RESEND_PAUSE_S * 2**resends, RESEND_PAUSE_MAX_S))
    return UpdateOne({"_id": document["_id"]}, {"$inc": {"resends": 1}, "$set": {"resend_after": now + pause}})
