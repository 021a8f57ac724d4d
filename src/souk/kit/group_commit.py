"""HTTP writes that arrive while a transaction is in flight join the next one; when idle there is no wait at all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

import msgspec
from pymongo.errors import DuplicateKeyError

from souk.kit import clock, errors, failpoint, idempotency, metrics, mongo, trace
from souk.kit import tx as transactions

LOG = logging.getLogger(__name__)

BATCH_MAX = 256
QUEUE_MAX = 4_096
"""Callers that wait; past it they are told to come back."""
BUSY_CALLERS = 2
"""After a batch of so many, those who come at once join those who waited meanwhile: half as many transactions and less.
A caller who came alone waits for nobody."""
GATHER_S = 0.02

C = TypeVar("C")
R = TypeVar("R")
Action = Callable[[transactions.Tx, Sequence[C]], Awaitable[Sequence[R | errors.Refusal]]]


class Done(msgspec.Struct, Generic[R], frozen=True):
    """What became of a command. `result` is None when the key had its effect before: read the resource as it is now."""

    resource_id: str
    result: R | None
    replayed: bool = False


class _Waiting(msgspec.Struct, Generic[C]):
    command: C
    key: idempotency.Key | None
    traceparent: str | None
    answer: asyncio.Future[Done[object]]


class GroupCommit(Generic[C, R]):
    """One action, many callers, one transaction a batch; each caller gets its own result or its own refusal.

    A batch that fails for a reason of its own is tried again in halves, so that one bad command fails alone. A commit
    whose outcome stays unknown is never halved: all its callers get 503 and may ask again with the same key.
    """

    def __init__(self, db: mongo.Database, action: Action[C, R], resource_id: Callable[[R], str]) -> None:
        self._db = db
        self._action = action
        self._resource_id = resource_id
        self._name = getattr(getattr(action, "func", action), "__name__", type(action).__name__)
        self._queue: list[_Waiting[C]] = []
        self._worker: asyncio.Task[None] | None = None

    async def __call__(self, command: C, *, key: idempotency.Key | None = None) -> Done[R]:
        """Have `command` done. Raises its refusal, or `Unavailable` when the queue is full or the database away."""
        if len(self._queue) >= QUEUE_MAX:
            raise errors.Unavailable("too many requests wait to be written")
        answer: asyncio.Future[Done[R]] = asyncio.get_running_loop().create_future()
        self._queue.append(_Waiting(command, key, trace.traceparent(), answer))  # type: ignore[arg-type]  # Future is invariant
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), name=f"group-commit-{self._name}")
        return await answer

    async def drained(self) -> None:
        """Wait until nobody waits."""
        while self._worker is not None and not self._worker.done():
            await asyncio.wait([self._worker])

    async def _work(self) -> None:
        while self._queue:
            batch = self._take()
            await self._settle(batch)
            if len(batch) >= BUSY_CALLERS:
                await asyncio.sleep(GATHER_S)

    def _take(self) -> list[_Waiting[C]]:
        """The next batch; a key that occurs in it already waits for the next one, where its effect is known."""
        batch: list[_Waiting[C]] = []
        rest: list[_Waiting[C]] = []
        keys: set[str] = set()
        for index, each in enumerate(self._queue):
            if len(batch) >= BATCH_MAX:
                rest.extend(self._queue[index:])
                break
            if each.key is not None and each.key.id in keys:
                rest.append(each)
                continue
            if each.key is not None:
                keys.add(each.key.id)
            batch.append(each)
        self._queue = rest
        return batch

    async def _settle(self, batch: list[_Waiting[C]]) -> None:
        started = clock.monotonic()
        runs = 0

        async def body(tx: transactions.Tx) -> list[Done[R] | Exception]:
            nonlocal runs
            runs += 1
            return await self._run(tx, batch, are_new=runs == 1)

        try:
            outcomes = await transactions.transact(self._db, body)
        except Exception as error:
            if isinstance(error, errors.Unavailable) or mongo.is_transient(error):
                LOG.warning("%s: the database did not answer", self._name, extra={"error": str(error)})
                refusal = error if isinstance(error, errors.Refusal) else errors.Unavailable("the database is away")
                _answer(batch, [refusal] * len(batch))
            elif len(batch) == 1:
                if not isinstance(error, errors.Refusal):
                    LOG.exception("%s failed", self._name)
                _answer(batch, [error])
            else:
                half = len(batch) // 2
                await self._settle(batch[:half])
                await self._settle(batch[half:])
        else:
            metrics.BATCH_SIZE.labels(self._name).observe(len(batch))
            metrics.BATCH_SECONDS.labels(self._name).observe(clock.monotonic() - started)
            failpoint.reached("before-answer")
            _answer(batch, outcomes)

    async def _run(
        self, tx: transactions.Tx, batch: Sequence[_Waiting[C]], *, are_new: bool
    ) -> list[Done[R] | Exception]:
        # keys are taken for new at first, which saves a look: claiming one twice runs the batch again, with the look
        keys = [each.key for each in batch if each.key is not None]
        claimed = {} if are_new else await idempotency.claims(tx, keys)
        fresh = [each for each in batch if each.key is None or each.key.id not in claimed]
        results = iter(await self._action(tx, [each.command for each in fresh]) if fresh else ())
        refused: list[idempotency.Key] = []
        effects: list[tuple[idempotency.Key, str]] = []
        outcomes: list[Done[R] | Exception] = []
        for each in batch:
            if each.key is not None and (claim := claimed.get(each.key.id)) is not None:
                outcomes.append(_replay(each.key, claim))
                continue
            result = next(results)
            if isinstance(result, errors.Refusal):
                if each.key is not None:
                    refused.append(each.key)
                outcomes.append(result)
                continue
            resource_id = self._resource_id(result)
            if each.traceparent is not None:
                tx.traces.setdefault(resource_id, each.traceparent)
            if each.key is not None:
                effects.append((each.key, resource_id))
            outcomes.append(Done(resource_id, result))
        if are_new and await idempotency.claims(tx, refused):
            # a repetition, refused because its first time stands in its way: what the action did about the refusal
            # (a token used twice ends a session) must not stay
            raise DuplicateKeyError("a key was taken for new")
        failpoint.reached("before-claim")
        await idempotency.claim(tx, effects)
        failpoint.reached("after-claim")
        return outcomes


def _replay(key: idempotency.Key, claim: idempotency.Claim) -> Done[R] | Exception:
    if claim.request != key.request:
        return idempotency.KeyReused("the same key came with another body before")
    return Done(claim.resource, None, replayed=True)


def _answer(batch: Sequence[_Waiting[C]], outcomes: Sequence[Done[R] | Exception]) -> None:
    for each, outcome in zip(batch, outcomes, strict=True):
        if each.answer.done():  # the caller gave up waiting
            continue
        if isinstance(outcome, Exception):
            each.answer.set_exception(outcome)
        else:
            each.answer.set_result(outcome)  # type: ignore[arg-type]  # Future is invariant
