"""What happens by itself: charges that move on later, and webhooks, delivered until the shop has taken them."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import sqlite3

import aiohttp
import msgspec

from souk.kit import clock, ids
from souk.local.sandbox import cards, charges, controls, store

LOG = logging.getLogger(__name__)

SIGNATURE_HEADER = "Sandbox-Signature"
DELIVERY_TIMEOUT_S = 10.0
DELIVERIES_IN_FLIGHT_MAX = 32
REPEAT_AFTER_MS = 250
"""Between the repetitions of a webhook that is sent more than once."""
RETRY_FIRST_MS = 500
RETRY_MAX_MS = 60_000
ATTEMPTS_MAX = 200
"""With a minute between them: more than three hours of trying."""
IDLE_S = 3600.0


def signature(secret: bytes, timestamp: int, body: bytes) -> str:
    """`t=<seconds>,v1=<hex>`: HMAC-SHA256 over `<seconds>.<body>`, so an old delivery cannot pass for a new one."""
    digest = hmac.new(secret, f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={digest}"


def follow_ups(charge: charges.Charge) -> list[store.Task]:
    """What a fresh charge does by itself later."""
    card = cards.CARDS.get(charge.token, cards.UNKNOWN_CARD)
    if card.afterwards is None:
        return []
    then = card.afterwards
    due_ms = clock.now_ms() + int(then.after_s * 1000)
    return [
        store.Task(id=ids.new("tsk"), key=charge.key, due_ms=due_ms, moves_to=then.state, deliveries=then.deliveries)
    ]


def announcements(charge: charges.Charge, deliveries: int = 1) -> list[store.Task]:
    """The webhook that tells what a charge is now: one event, delivered so many times."""
    event_id = ids.new("evt")
    event = msgspec.json.encode(
        {
            "id": event_id,
            "type": f"charge.{charge.state}",
            "created_at": clock.now(),
            "charge": charges.view(charge),
        }
    )
    now_ms = clock.now_ms()
    return [
        store.Task(id=f"{event_id}.{number}", key=charge.key, due_ms=now_ms + number * REPEAT_AFTER_MS, event=event)
        for number in range(deliveries)
    ]


class Later:
    """Runs what is due. Everything to do is in the store, so a restart goes on where a killed process stopped."""

    def __init__(self, memory: store.Store, bad_day: controls.Controls, url: str | None, secret: bytes) -> None:
        self._store = memory
        self._controls = bad_day
        self._url = url
        self._secret = secret
        self._wake = asyncio.Event()
        self._in_flight: dict[str, asyncio.Task[None]] = {}

    def wake(self) -> None:
        """Something new may be due earlier than expected."""
        self._wake.set()

    async def run(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=DELIVERY_TIMEOUT_S)) as http:
            try:
                while True:
                    self._wake.clear()
                    try:
                        for task in self._store.due(clock.now_ms()):
                            self._begin(task, http)
                        await self._pause()
                    except sqlite3.Error as error:
                        LOG.warning("the store does not answer, trying again", extra={"error": str(error)})
                        await asyncio.sleep(RETRY_FIRST_MS / 1000)
            finally:
                for running in self._in_flight.values():
                    running.cancel()

    def _begin(self, task: store.Task, http: aiohttp.ClientSession) -> None:
        if task.event is None:
            self._move_on(task)
        elif task.id not in self._in_flight and len(self._in_flight) < DELIVERIES_IN_FLIGHT_MAX:
            running = asyncio.create_task(self._deliver(task, http))
            self._in_flight[task.id] = running
            running.add_done_callback(lambda _: self._landed(task.id))

    def _landed(self, task_id: str) -> None:
        self._in_flight.pop(task_id, None)
        self._wake.set()

    async def _pause(self) -> None:
        await self._store.written()
        due_ms = self._store.next_due_ms()
        pause_s = IDLE_S if due_ms is None else max(due_ms - clock.now_ms(), 0) / 1000
        if self._in_flight:  # what is in flight is still in the store, and due
            pause_s = max(pause_s, REPEAT_AFTER_MS / 1000)
        try:
            async with asyncio.timeout(pause_s):
                await self._wake.wait()
        except TimeoutError:
            return

    def _move_on(self, task: store.Task) -> None:
        charge = self._store.charge(task.key)
        if charge is not None and task.moves_to is not None and charges.proceed(charge, task.moves_to):
            tasks = announcements(charge, self._controls.copies(task.deliveries))
            for each in tasks:
                each.due_ms += self._controls.late_ms()
            self._store.save(charge, tasks)
        self._store.drop_task(task.id)

    async def _deliver(self, task: store.Task, http: aiohttp.ClientSession) -> None:
        if self._url is not None and task.event is not None and not await self._taken(task.event, http):
            task.attempts += 1
            if task.attempts < ATTEMPTS_MAX:
                wait_ms = min(RETRY_FIRST_MS * 2 ** min(task.attempts - 1, 10), RETRY_MAX_MS)
                task.due_ms = clock.now_ms() + wait_ms
                self._store.put_task(task)
                return
            LOG.error("a webhook was given up", extra={"task": task.id, "charge_key": task.key})
        self._store.drop_task(task.id)

    async def _taken(self, event: bytes, http: aiohttp.ClientSession) -> bool:
        headers = {
            "Content-Type": "application/json",
            SIGNATURE_HEADER: signature(self._secret, clock.now_ms() // 1000, event),
        }
        try:
            async with http.post(str(self._url), data=event, headers=headers) as response:
                return 200 <= response.status < 300
        except (aiohttp.ClientError, TimeoutError):
            return False
