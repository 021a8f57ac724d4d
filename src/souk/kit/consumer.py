"""Listening: messages come in batches, each event has its effect once, and poison hurts nobody but itself.

Three exits for an event: *done* · *later* (a `deferred` row, tried again by a timer) · *never* (a dead letter with its
reason). All three are written in the transaction of the batch; only then is the message acknowledged.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec
from pymongo.errors import PyMongoError

from souk.kit import bus, clock, deadletters, deferred, errors, failpoint, inbox, metrics, mongo, trace
from souk.kit import outbox as outboxes
from souk.kit import tx as transactions

LOG = logging.getLogger(__name__)

EVENTS_MAX = 256
"""Events that one transaction carries, unless told otherwise."""
FETCH_TIMEOUT_S = 20.0
BUSY_EVENTS = 8
"""A consumer whose last batch had so many is under load: the next events gather, so that more share a transaction."""
GATHER_S_PER_EVENT = 0.002
GATHER_S_MAX = 0.15
"""They gather for longer the more there were: what is well spent on hundreds a second would only delay a few."""
PAUSE_START_S = 0.1
PAUSE_MAX_S = 5.0
IN_PROGRESS_PERIOD_S = bus.ACK_WAIT_S / 3
IN_PROGRESS_MAX_S = 60.0
"""What one process has in hand for longer, another may have: it would stand still with it, and the shop behind it."""

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Received(Generic[E]):
    """An event as it arrived. `id` is what an answer names as its cause."""

    id: str
    time: datetime
    data: E
    cause: str | None = None
    traceparent: str | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: try this event again with a growing delay."""

    reason: str


@dataclass(frozen=True, slots=True)
class Never:
    """Not ever: a dead letter."""

    reason: str


Verdicts = Mapping[str, Later | Never]
"""Event id → what to do with it; an event that is not named is done."""
Handler = Callable[[transactions.Tx, Sequence[Received[Any]]], Awaitable[Verdicts | None]]


class _Envelope(msgspec.Struct):
    id: str
    type: str
    time: datetime
    data: msgspec.Raw
    cause: str | None = None
    traceparent: str | None = None


Decoded = tuple[list[Received[Any]], list[deadletters.DeadLetter]]


class Unreadable(Exception):  # noqa: N818 - it is kept as a reason, never raised to a caller
    """An event that cannot be understood, and the reason for its dead letter."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a consumer goes about it.

    `linger_s`: nobody waits for the effect, so let events gather for so long and carry more in one transaction.
    `events_max`: how many one transaction carries.
    `lane`: transactions under one lock; for consumers that write the same rows and would only conflict side by side.
    `is_versioned`: the handler keeps the greatest version, so an event may have its effect twice: no inbox needed.
    """

    linger_s: float = 0.0
    events_max: int = EVENTS_MAX
    lane: asyncio.Lock = field(default_factory=asyncio.Lock)
    is_versioned: bool = False


def place(service: str, event: type[outboxes.Fact]) -> tuple[str, str]:
    """A service's place among the listeners of an event: the durable's name, and the subject it takes.

    All versions, so that an unknown one becomes a dead letter and not a silence.
    """
    base = str(event.type).rsplit(".v", 1)[0]
    return f"{service}__{base.replace('.', '_')}", f"{base}.*"


class Consumer:
    """One listener of one event: durable `<service>__<event>`, shared by the service's replicas."""

    def __init__(
        self,
        db: transactions.Announcing,
        messages: bus.Bus,
        service: str,
        event: type[outboxes.Fact],
        handler: Handler,
        options: Options,
    ) -> None:
        self._db = db
        self._bus = messages
        self._handler = handler
        self._options = options
        self.type: str = str(event.type)
        self.name, self.subject = place(service, event)
        self._data = msgspec.json.Decoder(event)
        self._many = msgspec.json.Decoder(list[_Envelope])
        self._subscription: bus.Subscription | None = None
        self.stopped: str | None = None
        """Why it takes no more events, once there are too many dead letters."""
        self._gather_s = 0.0
        """How long it waits for more after the first messages of a batch."""
        self._dead_letters: int | None = None
        """How many there are; None when that has to be counted."""
        self.idle = asyncio.Event()
        """Set while it waits for messages: for tests that wait until all is done."""

    async def run(self) -> None:
        """Fetch, handle, acknowledge, for ever. Losing the broker or the database makes it wait, never skip."""
        pause_s = PAUSE_START_S
        while True:
            try:
                if await self._has_too_many_dead_letters():
                    self.idle.set()
                    await asyncio.sleep(PAUSE_MAX_S)
                    continue
                if self._subscription is None:
                    self._subscription = await self._bus.subscribe(self.name, self.subject)
                self.idle.set()
                messages = await self._subscription.fetch(bus.PULL_MESSAGES, FETCH_TIMEOUT_S)
                self.idle.clear()
                if messages:
                    await self._receive([*messages, *await self._linger()])
                pause_s = PAUSE_START_S
            except (bus.BusUnavailableError, PyMongoError, errors.Unavailable) as error:
                LOG.warning("%s waits", self.name, extra={"error": str(error)})
                await self.close()
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, PAUSE_MAX_S)

    async def _has_too_many_dead_letters(self) -> bool:
        if self._dead_letters is None or self.stopped:
            self._dead_letters = await deadletters.count(self._db, self.name)
        over = self._dead_letters > deadletters.PER_CONSUMER_MAX
        self.stopped = "too many dead letters: see `souk dead-letters`" if over else None
        return over

    async def pending(self) -> int | None:
        """Messages not yet acknowledged; None when the broker cannot say."""
        if self._subscription is None:
            return None
        try:
            count = await self._bus.pending(self.name, self.subject)
        except bus.BusUnavailableError:
            return None
        metrics.CONSUMER_PENDING.labels(self.name).set(count)
        return count

    async def _linger(self) -> Sequence[bus.Message]:
        """What else comes within the time that nobody minds, or that is well spent under load."""
        linger_s = max(self._options.linger_s, self._gather_s)
        if not linger_s or self._subscription is None:
            return ()
        await asyncio.sleep(linger_s)
        return await self._subscription.fetch(bus.PULL_MESSAGES, 0.001)

    async def close(self) -> None:
        """Give up the place at the broker; the durable consumer stays."""
        if self._subscription is not None:
            subscription, self._subscription = self._subscription, None
            await subscription.close()

    async def _receive(self, messages: Sequence[bus.Message]) -> None:
        """Handle what came, then acknowledge it; tell the broker when that takes long."""
        keep_alive = asyncio.create_task(_keep_alive(messages))
        try:
            readable: dict[str, Received[Any]] = {}
            asked_again: set[str] = set()
            for message in messages:
                events, unreadable = self.decode(message.body)
                if unreadable:
                    await deadletters.save(self._db, unreadable)
                    self._dead_letters = None
                    metrics.CONSUMER_EVENTS.labels(self.name, "never").inc(len(unreadable))
                readable.update((event.id, event) for event in events)
                if message.resend:
                    asked_again.update(event.id for event in events if event.data.is_question)
            events = list(readable.values())
            self._gather_s = min(GATHER_S_MAX, len(events) * GATHER_S_PER_EVENT) if len(events) >= BUSY_EVENTS else 0.0
            for start in range(0, len(events), self._options.events_max):
                await self._settle(events[start : start + self._options.events_max], asked_again)
        finally:
            keep_alive.cancel()
        failpoint.reached("before-ack")
        for message in messages:
            await message.ack()

    def decode(self, body: bytes) -> Decoded:
        """The events of a message, and dead letters for those that cannot be understood."""
        try:
            parts: Sequence[_Envelope | bytes] = self._many.decode(body)
        except errors.NOT_JSON as error:
            parts = bus.split(body)
            if not parts:
                return [], [deadletters.letter(self.name, self.type, body, f"not an array of events: {error}")]
        events: list[Received[Any]] = []
        unreadable: list[deadletters.DeadLetter] = []
        for part in parts:
            event_id = None
            try:
                envelope = msgspec.json.decode(part, type=_Envelope) if isinstance(part, bytes) else part
                event_id = envelope.id
                events.append(self._understand(envelope))
            except (*errors.NOT_JSON, Unreadable) as error:
                raw = part if isinstance(part, bytes) else msgspec.json.encode(part)
                unreadable.append(deadletters.letter(self.name, self.type, raw, str(error), event_id))
        return events, unreadable

    def _understand(self, envelope: _Envelope) -> Received[Any]:
        if envelope.type != self.type:
            raise Unreadable(f"unknown version: {envelope.type}, known is {self.type}")
        data = self._data.decode(envelope.data)
        return Received(envelope.id, envelope.time, data, envelope.cause, envelope.traceparent)

    async def _settle(self, events: Sequence[Received[Any]], asked_again: set[str], *, are_new: bool = True) -> None:
        """Bring events to an exit; halve when it fails, so that only the one that is to blame is put off.

        Events are taken for new at first, which saves a look into the inbox: its unique ids say if that was wrong.
        """
        runs = 0 if are_new and not asked_again else 1

        async def body(tx: transactions.Tx) -> tuple[set[str], int]:
            nonlocal runs
            runs += 1
            return await self._handle(tx, events, are_new=runs == 1)

        pause_s = PAUSE_START_S
        while True:
            started = clock.monotonic()
            try:
                async with self._options.lane:
                    known, buried = await transactions.transact(self._db, body)
            except Exception as error:
                if _is_passing(error):
                    LOG.warning("%s waits for what it needs", self.name, extra={"error": str(error)})
                    await asyncio.sleep(pause_s)
                    pause_s = min(pause_s * 2, PAUSE_MAX_S)
                    continue
                if len(events) == 1:
                    LOG.exception("%s failed on one event", self.name, extra={"event_id": events[0].id})
                    await self._put_off(events[0], f"{type(error).__name__}: {error}")
                    return
                half = len(events) // 2
                await self._settle(events[:half], asked_again, are_new=False)
                await self._settle(events[half:], asked_again, are_new=False)
                return
            metrics.BATCH_SIZE.labels(self.name).observe(len(events))
            metrics.BATCH_SECONDS.labels(self.name).observe(clock.monotonic() - started)
            metrics.CONSUMER_EVENTS.labels(self.name, "done").inc(len(events) - len(known) - buried)
            if buried:
                self._dead_letters = None
            if again := known & asked_again:
                await self._db.outbox.answer_again(again)
            return

    async def _handle(
        self, tx: transactions.Tx, events: Sequence[Received[Any]], *, are_new: bool
    ) -> tuple[set[str], int]:
        if self._options.is_versioned:
            return set(), await self.exits(tx, events, await self._apply(tx, events), {})
        known: set[str] = set() if are_new else await inbox.seen(tx, [event.id for event in events])
        fresh = [event for event in events if event.id not in known]
        if not fresh:
            return known, 0
        await inbox.record(tx, [event.id for event in fresh])
        return known, await self.exits(tx, fresh, await self._apply(tx, fresh), {})

    async def _apply(self, tx: transactions.Tx, events: Sequence[Received[Any]]) -> Verdicts:
        tx.plain.update(event.id for event in events if not event.data.is_question)
        tx.traces.update({event.id: event.traceparent for event in events if event.traceparent is not None})
        trace.begin(events[0].traceparent)
        return await self._handler(tx, events) or {}

    async def exits(
        self, tx: transactions.Tx, events: Sequence[Received[Any]], verdicts: Verdicts, tries: Mapping[str, int]
    ) -> int:
        """Write the deferred rows and dead letters that the verdicts ask for; answers how many letters."""
        by_id = {event.id: event for event in events}
        rows: list[deferred.Row] = []
        letters: list[deadletters.DeadLetter] = []
        for event_id, verdict in verdicts.items():
            raw = encode(self.type, by_id[event_id])
            if isinstance(verdict, Later):
                rows.append(deferred.row(event_id, self.name, raw, verdict.reason, tries=tries.get(event_id, 0) + 1))
                metrics.CONSUMER_EVENTS.labels(self.name, "later").inc()
            else:
                letters.append(deadletters.letter(self.name, self.type, raw, verdict.reason, event_id))
                metrics.CONSUMER_EVENTS.labels(self.name, "never").inc()
        await deferred.save(tx, rows)
        await deadletters.save(tx, letters)
        return len(letters)

    async def _put_off(self, event: Received[Any], reason: str) -> None:
        """An event that broke its handler: counted, tried again by the timer, in the end a dead letter."""

        async def body(tx: transactions.Tx) -> None:
            if await inbox.seen(tx, [event.id]):
                return
            await inbox.record(tx, [event.id])
            raw = encode(self.type, event)
            await deferred.save(tx, [deferred.row(event.id, self.name, raw, reason, attempts=1)])

        await transactions.transact(self._db, body)
        metrics.CONSUMER_EVENTS.labels(self.name, "later").inc()

    async def try_again(self) -> None:
        """Give deferred events whose time has come another try: all together, then one by one if that fails."""
        if due := await deferred.due(self._db, self.name):
            await self._try(due)
            self._dead_letters = None

    async def _try(self, rows: Sequence[deferred.Row]) -> None:
        try:
            await transactions.transact(self._db, lambda tx: self._handle_deferred(tx, [row.id for row in rows]))
        except Exception as error:
            if _is_passing(error):
                return  # the timer comes again
            if len(rows) > 1:
                for row in rows:
                    await self._try([row])
                return
            reason = f"{type(error).__name__}: {error}"
            LOG.warning("%s failed again", self.name, extra={"event_id": rows[0].id, "reason": reason})
            give_up = deadletters.give_up(self.type)
            await transactions.transact(self._db, lambda tx: deferred.failed(tx, rows[0], reason, give_up))

    async def _handle_deferred(self, tx: transactions.Tx, row_ids: Sequence[str]) -> None:
        rows = await deferred.take(tx, row_ids)  # deleting them makes a second replica's transaction conflict
        if not rows:
            return
        tries = {row.id: row.tries for row in rows}
        events = [self._understand(msgspec.json.decode(row.event, type=_Envelope)) for row in rows]
        verdicts = await self._apply(tx, events)
        await self.exits(tx, events, verdicts, tries)


def _is_passing(error: Exception) -> bool:
    """Whether waiting helps: something that events need is away, and none of them is to blame."""
    return isinstance(error, errors.Unavailable) or mongo.is_transient(error)


def encode(event_type: str, event: Received[Any]) -> bytes:
    """An event's envelope, as it is kept in a deferred row or a dead letter."""
    source = bus.publisher_of(event_type)
    return msgspec.json.encode(
        outboxes.Envelope(event.id, event_type, source, "", event.time, event.data, event.cause, event.traceparent)
    )


async def _keep_alive(messages: Sequence[bus.Message]) -> None:
    for _ in range(int(IN_PROGRESS_MAX_S / IN_PROGRESS_PERIOD_S)):
        await asyncio.sleep(IN_PROGRESS_PERIOD_S)
        for message in messages:
            await message.in_progress()
