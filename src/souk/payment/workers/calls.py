"""Drives payments to their results: at once after the commit that remembered an intent, and again after any crash.

remember → call → remember: whatever a payment owes its gateway stands in its document before the call is made, under a
key that never changes; what the call brought is saved only while the lease holds. A process that dies between the two
leaves a lease that lapses, and the next one makes the same call again under the same key.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from souk.kit import clock, errors, failpoint, group_commit, ids, mongo, trace, tx
from souk.payment import actions, gateway, model, store

LOG = logging.getLogger(__name__)

CALLS_MAX = 1_024
"""Payments that one process works on at the same time: some batches of orders, so that none waits for the next scan.
How many calls are out at once is limited by the gateway's connections."""
LEASE = timedelta(seconds=15)
"""Three times as long as a call may take."""
CALL_RESERVE = timedelta(seconds=6)
"""A call is begun only if the lease outlives it."""
SCAN_PERIOD_S = 1.0
LINGER_S = 0.02
"""Results wait so long for others to share their transaction, or until no call is out any more."""
DRAIN_S = 8.0

C = TypeVar("C")
R = TypeVar("R")
Action = Callable[[tx.Tx, Sequence[C], model.Lease], Awaitable[actions.Did[R]]]


class Calls:
    """The calls of one process."""

    def __init__(
        self,
        db: mongo.Database,
        gateways: Mapping[str, gateway.Gateway],
        settle: group_commit.GroupCommit[actions.Result, model.Payment],
    ) -> None:
        self._db = db
        self._gateways = gateways
        self._settle = settle
        self._running: dict[str, asyncio.Task[None]] = {}
        self._wake = asyncio.Event()
        self._out = 0
        """Calls that have not come back."""
        self._tide: asyncio.Future[None] | None = None

    @property
    def gateway_names(self) -> frozenset[str]:
        return frozenset(self._gateways)

    def lease(self) -> model.Lease:
        """A fresh lease, with as much room as this process has left."""
        return model.Lease(ids.new("lse"), clock.now() + LEASE, CALLS_MAX - len(self._running))

    def start(self, payments: Sequence[model.Payment]) -> None:
        """Call about payments that were claimed under a lease of this process, once that is committed."""
        for payment in payments:
            task = asyncio.create_task(self._drive(payment), name=payment.id)
            self._running[payment.id] = task
            task.add_done_callback(self._landed)

    def followed(self, action: Action[C, R]) -> group_commit.Action[C, R]:
        """The action for a group commit, followed by the calls about what it claimed."""

        async def run(tx: tx.Tx, commands: Sequence[C]) -> Sequence[R | errors.Refusal]:
            did = await action(tx, commands, self.lease())
            tx.after_commit(lambda: self.start(did.claimed))
            return did.answers

        run.__name__ = getattr(action, "__name__", "action")
        return run

    async def finished(self, payment_id: str, timeout_s: float) -> None:
        """Wait until this process is done with a payment for now, or the time is up."""
        task = self._running.get(payment_id)
        if task is not None:
            await asyncio.wait([task], timeout=timeout_s)

    async def run(self) -> None:
        """Take up payments that are due, for ever. When cancelled, let the calls that are out come back."""
        try:
            is_more = False
            while True:
                if not is_more:
                    await self._pause()
                self._wake.clear()
                try:
                    is_more = await self._take_up()
                except (errors.Unavailable, mongo.Failure) as error:
                    LOG.warning("due payments wait", extra={"error": str(error)})
                    is_more = False
        finally:
            if self._running:
                await asyncio.wait(self._running.values(), timeout=DRAIN_S)
            for each in self._gateways.values():
                await each.close()

    async def _take_up(self) -> bool:
        """Claim what is due, as far as there is room; answers whether there may be more."""
        lease = self.lease()
        if lease.room <= 0:
            return False
        due = await store.due_ids(self._db, clock.now(), lease.room)
        if not due:
            return False
        self.start(await tx.transact(self._db, lambda tx: actions.take_up(tx, due, lease)))
        return len(due) == lease.room

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(SCAN_PERIOD_S):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _drive(self, payment: model.Payment) -> None:
        """Make the call that the payment owes, save what it brought, and go on while it owes another one at once."""
        trace.resume(trace.read(payment.traceparent))
        token = payment.lease or ""
        while payment.lease == token and payment.lease_until is not None:
            now = clock.now()
            call = model.next_call(payment, now)
            if call is None or payment.lease_until < now + CALL_RESERVE:
                return
            outcome = await self._perform(payment.gateway, call)
            lease = model.Lease(token, clock.now() + LEASE)
            known = payment if call.kind == "charge" and payment.state is model.State.PENDING else None
            try:
                done = await self._settle(actions.Result(payment.id, lease, call, outcome, known))
            except model.LeaseLost:
                LOG.info("a result came too late", extra={"payment_id": payment.id, "call": call.kind})
                return
            except errors.Unavailable as error:
                LOG.warning("a result is not saved", extra={"payment_id": payment.id, "error": str(error)})
                return
            if done.result is None:
                return
            payment = done.result
            self._note_alarm(payment)
        self._wake_for(payment)

    async def _perform(self, name: str, call: model.Call) -> model.Outcome:
        chosen = self._gateways.get(name)
        if chosen is None:
            return model.NoAnswer(f"gateway {name} is not configured")
        self._out += 1
        failpoint.reached("before-gateway-call")
        try:
            outcome = await chosen.perform(call)
        finally:
            self._out -= 1
        failpoint.reached("after-gateway-call")
        if not isinstance(outcome, model.Answered):
            LOG.info("no success", extra={"call": call.kind, "key": call.key, "outcome": repr(outcome)})
        await self._gather()
        return outcome

    async def _gather(self) -> None:
        """Let results that come in within a moment go on together, into one transaction."""
        if self._tide is None:
            self._tide = asyncio.get_running_loop().create_future()
            asyncio.get_running_loop().call_later(LINGER_S, self._turn, self._tide)
        tide = self._tide
        if self._out == 0:
            self._turn(tide)
        await tide

    def _turn(self, tide: asyncio.Future[None]) -> None:
        if not tide.done():
            tide.set_result(None)
        if self._tide is tide:
            self._tide = None

    def _wake_for(self, payment: model.Payment) -> None:
        """A repetition that is due before the next scan wakes it."""
        if payment.due_at is not None and payment.lease is None:
            wait_s = (payment.due_at - clock.now()).total_seconds()
            if wait_s < SCAN_PERIOD_S:
                asyncio.get_running_loop().call_later(max(wait_s, 0.0), self._wake.set)

    def _landed(self, task: asyncio.Task[None]) -> None:
        was_full = len(self._running) >= CALLS_MAX
        if self._running.get(task.get_name()) is task:
            del self._running[task.get_name()]
        if was_full:
            self._wake.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            LOG.error("work on a payment failed", exc_info=error, extra={"payment_id": task.get_name()})

    @staticmethod
    def _note_alarm(payment: model.Payment) -> None:
        if payment.alarm is not None:
            LOG.error("a payment needs a person", extra={"payment_id": payment.id, "alarm": payment.alarm})
