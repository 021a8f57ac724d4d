"""Mechanisms of the kit: facts leave, arrive and take effect once, whatever dies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from proof.mechanisms.mechanism import Mechanism, Patch
from souk.kit import bus, consumer, idempotency, inbox, mongo, outbox


async def _publish_without_a_row(tx: mongo.Database, messages: Sequence[outbox.Batch], sender: outbox.Outbox) -> None:
    """The dual write: commit, then publish from memory."""


async def _find_nothing_abandoned(
    _: outbox.Outbox, unsent: Sequence[mongo.Document], now: datetime
) -> list[mongo.Document]:
    """Nobody looks after what a dead process left."""
    return []


async def _take_all_for_new(tx: mongo.Database, event_ids: Sequence[str]) -> set[str]:
    return set()


async def _remember_nothing(tx: mongo.Database, event_ids: Sequence[str]) -> None:
    """No row, and so no duplicate key either."""


async def _answer_once(_: outbox.Outbox, questions: Iterable[str]) -> int:
    """A question that was answered before is known, and dropped."""
    return 0


_receive = consumer.Consumer._receive


async def _acknowledge_first(self: consumer.Consumer, messages: Sequence[bus.Message]) -> None:
    for message in messages:
        await message.ack()
    await _receive(self, messages)


async def _claim_nothing(tx: mongo.Database, effects: Iterable[tuple[idempotency.Key, str]]) -> None:
    """Every request is a new one."""


OUTBOX_ROW = Mechanism(
    name="outbox-row",
    protects="what is announced in a transaction is sent, although the process dies right after the commit",
    without="events are published from memory after the commit, and no row remembers them",
    patches=(Patch(outbox, "insert", _publish_without_a_row),),
)
SWEEPER = Mechanism(
    name="sweeper",
    protects="what a dead process left unsent is sent by another one within seconds",
    without="rows that stayed unsent stay unsent",
    patches=(Patch(outbox.Outbox, "_abandoned", _find_nothing_abandoned),),
    stronger="healing within 5 s with the watchdog off",
    alone=("watchdog",),
)
INBOX = Mechanism(
    name="inbox",
    protects="an event that is delivered twice has one effect",
    without="every event is taken for new",
    patches=(Patch(inbox, "seen", _take_all_for_new), Patch(inbox, "record", _remember_nothing)),
)
ANSWERING_TWICE = Mechanism(
    name="answering-twice",
    protects="an answer that got lost is sent again when its question is asked again",
    without="a question that was answered before is known, and dropped",
    patches=(Patch(outbox.Outbox, "answer_again", _answer_once),),
    stronger="no order ends `expired` when the faults end before its deadline",
)
ACK_AFTER_COMMIT = Mechanism(
    name="ack-after-commit",
    protects="a message whose handling did not come to its commit is delivered again",
    without="messages are acknowledged as they arrive, before their transaction",
    patches=(Patch(consumer.Consumer, "_receive", _acknowledge_first),),
)
IDEMPOTENCY_CLAIM = Mechanism(
    name="idempotency-claim",
    protects="a request that is repeated under its key has one effect",
    without="keys are looked up, but never written down",
    patches=(Patch(idempotency, "claim", _claim_nothing),),
)

# Subtler: the row is there, but beside the transaction of what it is about


def _beside(tx: mongo.Database) -> mongo.Database:
    """The same database, seen from outside the transaction."""
    return mongo.Database(tx.raw)


_insert, _record, _claim = outbox.insert, inbox.record, idempotency.claim


async def _insert_beside(tx: mongo.Database, messages: Sequence[outbox.Batch], sender: outbox.Outbox) -> None:
    await _insert(_beside(tx), messages, sender)


async def _record_beside(tx: mongo.Database, event_ids: Sequence[str]) -> None:
    await _record(_beside(tx), event_ids)


async def _claim_beside(tx: mongo.Database, effects: Iterable[tuple[idempotency.Key, str]]) -> None:
    await _claim(_beside(tx), effects)


OUTBOX_ROW_BESIDE = Mechanism(
    name="outbox-row-beside",
    protects="what a transaction announced that did not come to its commit is never sent",
    without="the row is written beside the transaction, and stays when that is aborted",
    patches=(Patch(outbox, "insert", _insert_beside),),
)
INBOX_BESIDE = Mechanism(
    name="inbox-beside",
    protects="an event whose transaction did not come to its commit is not taken for known",
    without="the row is written beside the transaction, and stays when that is aborted",
    patches=(Patch(inbox, "record", _record_beside),),
)
IDEMPOTENCY_CLAIM_BESIDE = Mechanism(
    name="idempotency-claim-beside",
    protects="a key is claimed by what was done, and by nothing else",
    without="the key is claimed beside the transaction, and stays claimed when that is aborted",
    patches=(Patch(idempotency, "claim", _claim_beside),),
)
