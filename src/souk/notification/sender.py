"""Drives mails to the mail server: remember → send → remember.

A mail comes here leased and counted, straight from the transaction that wrote it, or claimed later because somebody
died, or the server said "not now". As long as this process lives it renews the leases of what it has in hand, however
slow the mail server is; a result is noted only while the lease holds. Notes are gathered while the last ones are being
written.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Iterable, Sequence

from souk.kit import clock, errors, ids, metrics, mongo
from souk.notification import model, store
from souk.notification.mailer import compose, smtp, words
from souk.notification.model import Email, Outcome
from souk.serving import rest

LOG = logging.getLogger(__name__)

CONNECTIONS = 3
"""Connections for ordinary mails; one more serves those whose token has to be asked for, which may take time."""
GROUP_MAX = 32
"""Mails that one connection has in hand."""
WAITING_MAX = 2_000
"""Mails that wait in memory; what comes beyond waits in the database."""
RENEW_AT_PART = 2 / 3
"""Of a lease that is left when it is renewed."""
SWEEP_PERIOD_S = 1.0
SWEEP_MAX = 256
PAUSE_START_S = 1.0
PAUSE_MAX_S = 30.0
"""How long a mail server that cannot be reached is left alone."""
CLOSING_LIMIT_S = 5.0
TOKEN_DEADLINE_S = 2.0


class _Lane:
    """Mails that wait for a connection."""

    def __init__(self) -> None:
        self.waiting: deque[Email] = deque()
        self.wake = asyncio.Event()


class Sender:
    """Sends what it is handed and what it finds waiting, as long as `run` runs."""

    def __init__(self, db: mongo.Database, composer: compose.Composer, post: smtp.Post, calls: rest.Rest) -> None:
        self._db = db
        self._composer = composer
        self._post = post
        self._calls = calls
        self._plain, self._security = _Lane(), _Lane()
        self._in_hand: dict[str, Email] = {}
        """Mails whose leases are renewed: those that wait, are being sent, or have a result that is not noted yet."""
        self._settled: list[tuple[Email, Outcome]] = []
        self._to_note = asyncio.Event()
        self._pause_until = 0.0
        self._pause_s = 0.0
        self._closing = asyncio.Event()

    @property
    def is_pausing(self) -> bool:
        """Whether the mail server could not be reached a moment ago."""
        return clock.monotonic() < self._pause_until

    @property
    def _is_closing(self) -> bool:
        return self._closing.is_set()

    def hand_over(self, emails: Sequence[Email]) -> None:
        """Send these soon; they are leased to this process. What finds no room is claimed again when its lease ends."""
        if self._is_closing:
            self._give_back(emails)
            return
        for email in emails:
            lane = self._security if words.needs_token(email.kind) else self._plain
            if len(lane.waiting) < WAITING_MAX:
                lane.waiting.append(email)
                lane.wake.set()
                self._in_hand[email.id] = email

    async def run(self) -> None:
        """Send until cancelled; then finish what is in hand, and give back what is not."""
        lanes = [self._plain] * CONNECTIONS + [self._security]
        workers = [asyncio.create_task(self._work(lane), name="mail-connection") for lane in lanes]
        workers.append(asyncio.create_task(self._sweep(), name="mail-sweep"))
        noting = asyncio.create_task(self._note(), name="mail-note")
        try:
            done, _ = await asyncio.wait([*workers, noting], return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            await self._close(workers, noting)

    async def _close(self, workers: list[asyncio.Task[None]], noting: asyncio.Task[None]) -> None:
        self._closing.set()
        for lane in (self._plain, self._security):
            self._give_back(lane.waiting)
            lane.waiting.clear()
            lane.wake.set()
        await asyncio.wait(workers, timeout=CLOSING_LIMIT_S)
        for task in [*workers, noting]:
            task.cancel()
        await asyncio.gather(*workers, noting, return_exceptions=True)
        try:
            await asyncio.wait_for(self._save(), CLOSING_LIMIT_S)
        except (mongo.Failure, TimeoutError) as error:
            LOG.warning("results of mails were not noted: some will be sent again", extra={"error": str(error)})

    def _give_back(self, emails: Iterable[Email]) -> None:
        now = clock.now()
        self._settled += [(email, model.given_back(now)) for email in emails]

    async def _work(self, lane: _Lane) -> None:
        """One connection: opened when there is something to send, kept as long as the server likes."""
        carrier: smtp.Carrier | None = None
        try:
            while not self._is_closing:
                await lane.wake.wait()
                await self._pause_over()
                emails = self._take(lane)
                if not emails:
                    await asyncio.sleep(0)
                    continue
                if carrier is None or not carrier.is_open:
                    carrier = await self._connect(emails)
                if carrier is not None:
                    await self._send(carrier, emails)
        finally:
            if carrier is not None:
                carrier.close()

    def _take(self, lane: _Lane) -> list[Email]:
        """Some mails of a lane. One whose lease ran out is out of our hands: renewed, nobody would ever send it."""
        now = clock.now()
        taken: list[Email] = []
        while lane.waiting and len(taken) < GROUP_MAX:
            email = lane.waiting.popleft()
            if email.due is not None and email.due > now:
                taken.append(email)
            else:
                self._in_hand.pop(email.id, None)
        if not lane.waiting:
            lane.wake.clear()
        return taken

    async def _pause_over(self) -> None:
        while self.is_pausing and not self._is_closing:  # noqa: ASYNC110 - the pause ends by the clock
            await asyncio.sleep(min(0.25, max(0.0, self._pause_until - clock.monotonic())))

    async def _connect(self, emails: Sequence[Email]) -> smtp.Carrier | None:
        try:
            carrier = await self._post.connect()
        except smtp.Unreachable as error:
            self._unreachable(str(error))
            now = clock.now()
            self._settle([(email, model.unreachable(email, str(error), now)) for email in emails])
            return None
        self._pause_s = 0.0
        metrics.DEGRADED.labels("smtp").set(0)
        return carrier

    def _unreachable(self, reason: str) -> None:
        """Leave the server alone for a while, longer each time."""
        if not self.is_pausing:
            self._pause_s = min(max(self._pause_s * 2, PAUSE_START_S), PAUSE_MAX_S)
            self._pause_until = clock.monotonic() + self._pause_s
            metrics.DEGRADED.labels("smtp").set(1)
            LOG.warning("the mail server cannot be reached", extra={"reason": reason, "pause_s": self._pause_s})

    async def _send(self, carrier: smtp.Carrier, emails: Sequence[Email]) -> None:
        outcomes: list[tuple[Email, Outcome]] = []
        messages: list[compose.Message] = []
        for email in emails:
            try:
                security = await self._token(email) if words.needs_token(email.kind) else None
                messages.append(self._composer.compose(email, security))
            except compose.Undeliverable as error:
                outcomes.append((email, model.rejected(str(error))))
            except errors.NotFound:
                outcomes.append((email, model.rejected("what it was to prove is settled or too long ago")))
            except errors.Unavailable as error:
                outcomes.append((email, model.unreachable(email, str(error), clock.now())))
        if messages:
            replies = await carrier.send(messages)
            if all(reply.is_lost for reply in replies):
                self._unreachable(replies[0].text)
            outcomes += [
                (each.email, _outcome(each.email, reply)) for each, reply in zip(messages, replies, strict=True)
            ]
        self._settle(outcomes)

    async def _token(self, email: Email) -> words.SecurityMail:
        """Tokens never lie in streams or in our rows: they are asked for when the mail goes out."""
        path = f"/internal/security-mails/{words.request_id(email)}"
        return await self._calls.get("user", path, type=words.SecurityMail, deadline_s=TOKEN_DEADLINE_S)

    def _settle(self, outcomes: Sequence[tuple[Email, Outcome]]) -> None:
        for email, outcome in outcomes:
            if outcome.verb == "give_up":
                LOG.error("a mail was given up", extra={"email_id": email.id, "reason": outcome.reason})
                metrics.ALARMS.labels("mail given up").inc()
        self._settled.extend(outcomes)
        self._to_note.set()

    async def _note(self) -> None:
        while True:
            await self._to_note.wait()
            self._to_note.clear()
            try:
                await self._save()
            except mongo.Failure as error:
                LOG.warning("results of mails cannot be noted yet", extra={"error": str(error)})
                await asyncio.sleep(SWEEP_PERIOD_S)
                self._to_note.set()

    async def _save(self) -> None:
        outcomes, self._settled = self._settled, []
        try:
            await store.settle(self._db, outcomes, clock.now())
        except BaseException:
            self._settled = outcomes + self._settled
            raise
        for email, _ in outcomes:
            self._in_hand.pop(email.id, None)

    async def _sweep(self) -> None:
        """Keep what is in hand; take up mails whose time has come: put off, or left behind by a process that died."""
        while not await self._closes_within(SWEEP_PERIOD_S):
            try:
                await self._renew()
                room = WAITING_MAX - len(self._plain.waiting) - len(self._security.waiting)
                if self.is_pausing or room < SWEEP_MAX:
                    continue
                found = await store.claim_due(self._db, lease=ids.new("lea"), now=clock.now(), limit=SWEEP_MAX)
            except mongo.Failure as error:
                LOG.warning("mails that wait cannot be read", extra={"error": str(error)})
                continue
            self.hand_over(found)

    async def _closes_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self._closing.wait()
        except TimeoutError:
            return False

    async def _renew(self) -> None:
        now = clock.now()
        soon = now + model.LEASE * RENEW_AT_PART
        ending = [email for email in self._in_hand.values() if email.due is None or email.due < soon]
        if not ending:
            return
        due = now + model.LEASE
        held = await store.renew(self._db, ending, due)
        for email in ending:
            if email.id in held:
                email.due = due
            else:
                self._in_hand.pop(email.id, None)


def _outcome(email: Email, reply: smtp.Reply) -> Outcome:
    if reply.is_accepted:
        return model.accepted()
    if reply.is_lost:
        return model.unreachable(email, reply.text, clock.now())
    reason = f"{reply.code} {reply.text}"
    return model.refused(email, reason, clock.now()) if reply.is_for_now else model.rejected(reason)
