"""One MongoDB transaction that carries a batch, and the facts it announces."""

from __future__ import annotations

import asyncio
import inspect
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import BulkWriteError, DuplicateKeyError, PyMongoError

from souk.kit import clock, errors, failpoint, ids, metrics, mongo, outbox, trace

T = TypeVar("T")

TRANSACTION_LIMIT_S = 20.0
"""How long one transaction is run again, or one commit asked again, before the caller is told to come back."""
BACKOFF_START_S = 0.002
BACKOFF_MAX_S = 0.2
DUPLICATE_RERUNS_MAX = 3
_DUPLICATE_KEY = 11000


class CommitUnknown(errors.Unavailable):
    """Nobody could say whether the batch was committed. Asking again is safe where keys or inboxes decide."""

    slug = "outcome-unknown"
    title = "The outcome is not known yet"


class Tx(mongo.Database):
    """The transaction in hand: store functions write through it, actions announce facts on it."""

    def __init__(self, db: Announcing, session: AsyncClientSession) -> None:
        super().__init__(db.raw, session)
        self.announced: list[outbox.Announcement] = []
        self.traces: dict[str, str] = {}
        """traceparent by event id (a cause) or aggregate id: facts are sent on in the trace they belong to."""
        self.plain: set[str] = set()
        """Ids of events in hand that are no questions: what they cause answers nobody."""
        self.hooks: list[Callable[[], object]] = []

    def announce(self, event: outbox.Fact, *, cause: str | None = None) -> str:
        """Tell the world once this transaction is committed; answers the new event's id.

        `cause` is the id of the event that made this one happen; for the answer to a question, the question's id.
        """
        event_id = ids.new("evt")
        answers = None if cause in self.plain else cause
        self.announced.append(outbox.Announcement(event_id, event, cause, answers))
        return event_id

    def after_commit(self, hook: Callable[[], Awaitable[None] | None]) -> None:
        """Call `hook` once this transaction is committed; its failure is logged and changes nothing."""
        self.hooks.append(hook)


class Announcing(mongo.Database):
    """A service's database together with the outbox that carries its facts out."""

    def __init__(self, db: mongo.Database, sender: outbox.Outbox) -> None:
        super().__init__(db.raw)
        self.outbox = sender


async def transact(db: mongo.Database, body: Callable[[Tx], Awaitable[T]]) -> T:
    """Run `body` in a transaction and commit; its facts are published right after.

    `body` may run more than once: after a write conflict, a lost connection, or a duplicate key (somebody else was
    quicker; the next run sees their row). A commit whose outcome is unknown is asked again as a commit. Raises
    `CommitUnknown` when it stays unknown, `Unavailable` when transient errors outlast the limit, otherwise whatever
    `body` raised.
    """
    if not isinstance(db, Announcing):
        raise TypeError("transactions need the runtime's database: it carries the outbox")
    limit = clock.monotonic() + TRANSACTION_LIMIT_S
    pause_s, duplicates = BACKOFF_START_S, 0
    async with db.raw.client.start_session() as session:
        while True:
            tx = Tx(db, session)
            await session.start_transaction(**mongo.transaction_options())
            try:
                result = await body(tx)
                messages = outbox.batches(tx.announced, tx.traces, trace.traceparent(), db.outbox.source)
                await outbox.insert(tx, messages, db.outbox)
                failpoint.reached("before-commit")
                await _commit(session, limit)
            except BaseException as error:
                if session.in_transaction:
                    await _abort(session)
                if not isinstance(error, PyMongoError):
                    raise
                if is_duplicate(error):
                    duplicates += 1
                    if duplicates > DUPLICATE_RERUNS_MAX:
                        raise
                    metrics.TRANSACTION_RERUNS.labels("duplicate").inc()
                elif not error.has_error_label("TransientTransactionError"):
                    raise
                elif clock.monotonic() > limit:
                    raise errors.Unavailable("the database is busy", retry_after_s=2) from error
                else:
                    metrics.TRANSACTION_RERUNS.labels("transient").inc()
                await asyncio.sleep(random.uniform(0, pause_s))  # noqa: S311 - jitter, not a secret
                pause_s = min(pause_s * 2, BACKOFF_MAX_S)
                continue
            failpoint.reached("after-commit")
            db.outbox.hand_over(messages)
            await _run_hooks(tx)
            return result


def is_duplicate(error: PyMongoError) -> bool:
    """Whether a unique key was already there."""
    if isinstance(error, DuplicateKeyError):
        return True
    if isinstance(error, BulkWriteError):
        return any(each.get("code") == _DUPLICATE_KEY for each in (error.details or {}).get("writeErrors", ()))
    return False


async def _commit(session: AsyncClientSession, limit: float) -> None:
    pause_s = BACKOFF_START_S
    while True:
        try:
            await session.commit_transaction()
        except PyMongoError as error:
            if not error.has_error_label("UnknownTransactionCommitResult"):
                raise
            if clock.monotonic() > limit:
                raise CommitUnknown("ask again with the same key", retry_after_s=2) from error
            metrics.TRANSACTION_RERUNS.labels("commit").inc()
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, BACKOFF_MAX_S)
        else:
            return


async def _abort(session: AsyncClientSession) -> None:
    try:
        await session.abort_transaction()
    except PyMongoError:  # the server forgets an abandoned transaction by itself
        return


async def _run_hooks(tx: Tx) -> None:
    for hook in tx.hooks:
        try:
            answer = hook()
            if inspect.isawaitable(answer):
                await answer
        except Exception:  # the commit stands whatever a hook does
            outbox.LOG.exception("a hook after the commit failed")
