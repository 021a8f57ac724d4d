"""Facts leave a service by way of rows that its own transactions write: announced means sent, whatever dies."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Protocol

import msgspec
from pymongo import ASCENDING, IndexModel, UpdateOne
from pymongo.errors import PyMongoError

from souk.kit import bus, clock, failpoint, ids, metrics, mongo

LOG = logging.getLogger(__name__)

EVENTS_MAX = 256
"""Events in one message."""
MESSAGE_BYTES_MAX = 512 * 1024
HAND_OVER_MAX = 2_000
"""Messages that wait in memory to be published; what comes beyond is left to the sweeper."""
PUBLISHES_IN_FLIGHT_MAX = 32
MARK_PERIOD_S = 0.25
SWEEP_PERIOD_S = 1.0
SWEEP_BATCHES_MAX = 64
LEASE_S = 5.0
"""A process that did not renew its lease for so long is taken for dead, and its unsent messages for abandoned."""
RENEW_PERIOD_S = 2.0
RESEND_PAUSE_S = 10.0
"""One row is sent again at most once in this time, doubling."""
RESEND_PAUSE_MAX_S = 3600.0
RETENTION = timedelta(days=7)
REPUBLISH_WINDOW = timedelta(hours=24)
REPUBLISH_EVENTS_PER_S = 5_000

INDEXES = {
    # a row a message, as it goes out; `ids` and `answers` (the question that each event answers, or nothing) are in the
    # order of its events
    "outbox": [
        IndexModel([("ids", ASCENDING)], name="ids"),
        IndexModel([("answers", ASCENDING)], name="answers", sparse=True),
        IndexModel([("unsent", ASCENDING)], name="unsent", sparse=True),
    ],
    "outbox_resends": [],  # how often an event was sent again, and when it may be once more; most never are
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


class Announcement(NamedTuple):
    """A fact on its way into the outbox. `answers`: the question that its cause is, if it is one."""

    id: str
    event: Fact
    cause: str | None
    answers: str | None


class Batch(NamedTuple):
    """A message-to-be: events of one type, under the id that the broker knows a repetition by."""

    id: str
    type: str
    events: list[bytes]
    event_ids: list[str]
    answers: list[str | None]

    @property
    def body(self) -> bytes:
        return b"[" + b",".join(self.events) + b"]"


class Message(NamedTuple):
    """What goes to the broker. `resend`: how often its questions were asked before."""

    id: str
    type: str
    body: bytes
    size: int
    resend: int = 0


def batches(announced: Sequence[Announcement], traces: dict[str, str], here: str | None, source: str) -> list[Batch]:
    """The messages that carry what a transaction announced: one a type, and more where one would be too large."""
    at = clock.now()
    made: list[Batch] = []
    open_: dict[str, tuple[Batch, int]] = {}  # type → batch, bytes in it
    for each in announced:
        fact = each.event
        about = fact.aggregate_id
        traceparent = (traces.get(each.cause) if each.cause else None) or traces.get(about) or here
        event = msgspec.json.encode(Envelope(each.id, fact.type, source, about, at, fact, each.cause, traceparent))
        batch, size = open_.get(fact.type, (None, 0))
        if batch is None or len(batch.events) >= EVENTS_MAX or size + len(event) > MESSAGE_BYTES_MAX:
            batch, size = Batch(ids.new("msg"), fact.type, [], [], []), 0
            made.append(batch)
        batch.events.append(event)
        batch.event_ids.append(each.id)
        batch.answers.append(each.answers)
        open_[fact.type] = (batch, size + len(event) + 1)
    return made


async def insert(tx: mongo.Database, messages: Sequence[Batch], sender: Outbox) -> None:
    """Write down what is announced, a row a message that says that it is not sent yet."""
    if not messages:
        return
    at = clock.now()
    rows: list[mongo.Document] = []
    for each in messages:
        row = {"_id": each.id, "type": each.type, "ids": each.event_ids, "body": each.body, "at": at}
        if any(each.answers):
            row["answers"] = each.answers
        rows.append({**row, "owner": sender.owner, "unsent": True})
    await tx["outbox"].insert_many(rows, ordered=False, session=tx.session)


def leased(now: datetime) -> mongo.Document:
    """What `until` is while an owner lives. Much later than that says that its clock was wrong: it may be dead."""
    return {"$gt": now, "$lt": now + timedelta(seconds=2 * LEASE_S)}


class Outbox:
    """One process's way out: publishes what was just committed, sweeps up what a dead process left, re-sends."""

    def __init__(self, db: mongo.Database, messages: bus.Bus, source: str) -> None:
        self._db = db
        self._bus = messages
        self.source = source
        self.owner = ids.new("own")
        self._waiting: list[Message] = []
        self._in_hand: set[str] = set()
        """Batch ids that this process will publish and mark by itself."""
        self._sent: list[str] = []
        """Batch ids that are published and not marked yet."""
        self._wake = asyncio.Event()
        self._renew_at = datetime.fromtimestamp(0, UTC)

    def hand_over(self, messages: Sequence[Batch]) -> None:
        """Publish these committed messages soon."""
        if not messages or len(self._waiting) + len(messages) > HAND_OVER_MAX:
            return
        self._waiting.extend(Message(each.id, each.type, each.body, len(each.events)) for each in messages)
        self._in_hand.update(each.id for each in messages)
        self._wake.set()

    async def relay(self) -> None:
        """Publish what is handed over, for ever. What fails is left to the sweeper."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            messages, self._waiting = self._waiting, []
            failpoint.reached("before-publish")
            sent = {each.id for each in await self._publish_all(messages)}
            self._sent += sent
            failpoint.reached("after-publish")
            if failed := [each.id for each in messages if each.id not in sent]:
                LOG.warning("publishing failed, the sweeper will do it", extra={"messages": len(failed)})
                self._in_hand.difference_update(failed)

    async def mark(self) -> None:
        """Note what was published, for ever, gathered: a note that is lost costs a repetition that the broker drops."""
        while True:
            await asyncio.sleep(MARK_PERIOD_S)
            try:
                await self._mark_once()
            except PyMongoError as error:
                LOG.warning("what was published is not noted yet", extra={"error": str(error)})

    async def _mark_once(self) -> None:
        sent, self._sent = self._sent, []
        try:
            if sent:
                await self._mark(sent)
        finally:  # what could not be noted is the sweeper's
            self._in_hand.difference_update(sent)

    async def _mark(self, message_ids: Sequence[str]) -> None:
        query = {"_id": {"$in": list(message_ids)}}
        await self._db.relaxed("outbox").update_many(query, {"$unset": {"unsent": ""}})

    async def drained(self, timeout_s: float) -> None:
        """Wait until everything handed over was published, or the time is up (the next sweeper goes on)."""
        limit = clock.monotonic() + timeout_s
        while len(self._in_hand) > len(self._sent) and clock.monotonic() < limit:  # noqa: ASYNC110 - runs once, at the end
            await asyncio.sleep(0.01)
        await self._mark_once()

    async def sweep(self) -> None:
        """Renew this process's lease and publish abandoned messages, for ever and under their stored id."""
        while True:
            try:
                await self._sweep_once()
            except (bus.BusUnavailableError, PyMongoError) as error:
                LOG.warning("sweeping failed, trying again", extra={"error": str(error)})
            await asyncio.sleep(SWEEP_PERIOD_S)

    async def _sweep_once(self) -> None:
        now = clock.now()
        if now >= self._renew_at:
            lease = {"$set": {"until": now + timedelta(seconds=LEASE_S)}}
            await self._db.relaxed("outbox_owners").update_one({"_id": self.owner}, lease, upsert=True)
            self._renew_at = now + timedelta(seconds=RENEW_PERIOD_S)
        unsent = await (
            self._db["outbox"].find({"unsent": True}).sort("_id", ASCENDING).limit(SWEEP_BATCHES_MAX).to_list()
        )
        metrics.OUTBOX_UNSENT.set(sum(len(each["ids"]) for each in unsent))
        metrics.OUTBOX_LAG_SECONDS.set((now - unsent[0]["at"]).total_seconds() if unsent else 0)
        if abandoned := await self._abandoned(unsent, now):
            messages = [Message(each["_id"], each["type"], each["body"], len(each["ids"])) for each in abandoned]
            await self._send_stored(messages)
            metrics.OUTBOX_RESENT.labels("swept").inc(sum(each.size for each in messages))

    async def _abandoned(self, unsent: Sequence[mongo.Document], now: datetime) -> list[mongo.Document]:
        """Those of the rows that nobody who lives will publish."""
        if not unsent:
            return []
        owners = self._db["outbox_owners"].find({"until": leased(now), "_id": {"$ne": self.owner}})
        alive = {owner["_id"] for owner in await owners.to_list()}
        return [
            each
            for each in unsent
            if each["owner"] not in alive
            and each["_id"] not in self._in_hand
            # a fresh message of this very process was committed, and is about to be handed over
            and (each["owner"] != self.owner or each["at"] < now - timedelta(seconds=SWEEP_PERIOD_S))
        ]

    async def _send_stored(self, messages: Sequence[Message]) -> None:
        """Publish messages under their stored ids, then mark them as sent."""
        sent = await self._publish_all(messages)
        if sent:
            await self._mark([each.id for each in sent])
        if len(sent) < len(messages):
            raise bus.BusUnavailableError("not every message was stored by the broker")

    async def _publish_all(self, messages: Sequence[Message]) -> list[Message]:
        """Publish messages side by side; answers those that the broker stored."""
        gate = asyncio.Semaphore(PUBLISHES_IN_FLIGHT_MAX)

        async def publish(message: Message) -> Message:
            async with gate:
                await self._bus.publish(message.type, message.body, message_id=message.id, resend=message.resend)
            metrics.OUTBOX_PUBLISHED.labels(message.type).inc(message.size)
            return message

        answers = await asyncio.gather(*(publish(each) for each in messages), return_exceptions=True)
        sent: list[Message] = []
        for answer in answers:
            if isinstance(answer, bus.BusUnavailableError):
                continue
            if isinstance(answer, BaseException):
                raise answer
            sent.append(answer)
        return sent

    async def resend(self, event_ids: Iterable[str], *, reason: str = "asked") -> int:
        """Send own events again, each at most once in 10 s, doubling; answers how many went out."""
        return await self._resend("ids", set(event_ids), reason)

    async def answer_again(self, questions: Iterable[str]) -> int:
        """Send again what answered these questions: somebody asked twice because the answer got lost."""
        return await self._resend("answers", set(questions), "answered again")

    async def _resend(self, member: str, wanted: set[str], reason: str) -> int:
        found: dict[str, tuple[str, bytes]] = {}  # event id → type, event
        for row in await self._db["outbox"].find({member: {"$in": list(wanted)}}).to_list():
            events = msgspec.json.decode(row["body"], type=list[msgspec.Raw])
            for event_id, event, each in zip(row["ids"], events, row[member], strict=True):
                if each in wanted:
                    found[event_id] = (row["type"], bytes(event))
        groups: dict[tuple[str, int], list[bytes]] = {}
        for event_id, resends in (await self._may_resend(list(found))).items():
            kind, body = found[event_id]
            groups.setdefault((kind, resends), []).append(body)
        messages = [
            _anew(kind, b"[" + b",".join(part) + b"]", len(part), resends)
            for (kind, resends), events in groups.items()
            for part in _parts(events)
        ]
        sent = sum(each.size for each in await self._publish_all(messages))
        metrics.OUTBOX_RESENT.labels(reason).inc(sent)
        return sent

    async def _may_resend(self, event_ids: Sequence[str]) -> dict[str, int]:
        """Those whose pause is over, and how often each will have been sent again: raised before that is done, so that
        a crash in between errs on the quiet side."""
        if not event_ids:
            return {}
        now = clock.now()
        rows = await self._db["outbox_resends"].find({"_id": {"$in": list(event_ids)}}).to_list()
        known = {row["_id"]: row for row in rows}
        allowed: dict[str, int] = {}
        updates: list[UpdateOne] = []
        for event_id in event_ids:
            row = known.get(event_id, {"resends": 0, "after": now})
            if row["after"] > now:
                continue
            pause = timedelta(seconds=clock.doubled_s(RESEND_PAUSE_S, row["resends"], RESEND_PAUSE_MAX_S))
            allowed[event_id] = row["resends"] + 1
            change = {"$inc": {"resends": 1}, "$set": {"after": now + pause}}
            updates.append(UpdateOne({"_id": event_id}, change, upsert=True))
        if updates:
            await self._db["outbox_resends"].bulk_write(updates, ordered=False)
        return allowed

    async def republish(self, since: datetime, *, events_per_s: int = REPUBLISH_EVENTS_PER_S) -> int:
        """Publish again what was announced since then, oldest first, at a bounded rate; inboxes drop what they know."""
        count = 0
        rows = self._db["outbox"].find({"_id": {"$gte": ids.since("msg", since)}}).sort("_id", ASCENDING)
        async with rows:
            async for row in rows:
                message = _anew(row["type"], row["body"], len(row["ids"]))
                if not await self._publish_all([message]):
                    raise bus.BusUnavailableError("the broker went away while events were published again")
                count += message.size
                metrics.OUTBOX_RESENT.labels("republished").inc(message.size)
                await asyncio.sleep(message.size / events_per_s)
        return count

    async def forget(self) -> None:
        """Drop what is older than 7 days, as its id says; nothing unsent, nor what came after it."""
        horizon = clock.now() - RETENTION
        oldest = await self._db["outbox"].find({"unsent": True}).sort("_id", ASCENDING).limit(1).to_list()
        if oldest:
            horizon = min(horizon, oldest[0]["at"] - timedelta(seconds=1))
        await self._db.relaxed("outbox").delete_many({"_id": {"$lt": ids.since("msg", horizon)}})
        await self._db.relaxed("outbox_resends").delete_many({"_id": {"$lt": ids.since("evt", horizon)}})


def _parts(events: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Events in the order given, as many together as one message may carry."""
    part: list[bytes] = []
    size = 0
    for event in events:
        if part and (len(part) >= EVENTS_MAX or size + len(event) > MESSAGE_BYTES_MAX):
            yield part
            part, size = [], 0
        part.append(event)
        size += len(event) + 1
    if part:
        yield part


def _anew(kind: str, body: bytes, count: int, resend: int = 0) -> Message:
    """Events in a message of a new id, which the broker takes for news."""
    return Message(ids.new("msg"), kind, body, count, resend)
