"""The payments that one transaction works on: loaded once, changed in the order of the batch, saved once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from souk import contracts
from souk.kit import clock, errors, metrics, tx
from souk.payment import model, store

R = TypeVar("R")


class Did(msgspec.Struct, Generic[R], frozen=True):
    """What an action answers to each of its callers, and the payments that this process is to call about now."""

    answers: list[R | errors.Refusal]
    claimed: list[model.Payment]


class Batch:
    """`change` notes what became of a payment; `save` writes everything, tells the world, and hands out work."""

    def __init__(self, tx: tx.Tx, payments: dict[str, model.Payment], trusted: Mapping[str, store.Marks]) -> None:
        self.now = clock.now()
        self._tx = tx
        self._payments = payments
        self._known = frozenset(payments)
        self._trusted = trusted
        self._changed: dict[str, model.Lease | None] = {}
        self._taken: set[str] = set()
        self._entries: list[model.Entry] = []

    @classmethod
    async def load(cls, tx: tx.Tx, payment_ids: Iterable[str], known: Sequence[model.Payment] = ()) -> Batch:
        """What is `known` is not read: it has to be changed, and where it is another one by now, `save` has the
        transaction run again."""
        payments = {payment.id: payment for payment in known}
        trusted = {payment.id: store.marks(payment) for payment in known}
        payments |= await store.payments_by_id(tx, set(payment_ids) - payments.keys())
        return cls(tx, payments, trusted)

    def get(self, payment_id: str) -> model.Payment | None:
        return self._payments.get(payment_id)

    def add(self, payment: model.Payment) -> None:
        """A payment that did not exist before; `change` it to have it saved."""
        self._payments[payment.id] = payment

    def change(self, payment: model.Payment, happenings: Sequence[model.Happening], lease: model.Lease | None) -> None:
        """Have this payment saved and these happenings told and booked; `lease` is offered for what it owes next."""
        self._changed[payment.id] = lease
        if payment.traceparent is not None:
            self._tx.traces.setdefault(payment.id, payment.traceparent)
        for happening in happenings:
            self._book(payment, happening)
            if happening.told:
                self._tx.announce(_event(payment, happening), cause=happening.cause)

    def take(self, payment: model.Payment, lease: model.Lease) -> None:
        """Have this payment claimed because its time has come; nothing about it has changed."""
        self._taken.add(payment.id)
        self.change(payment, [], lease)

    async def save(self) -> list[model.Payment]:
        """Answers the payments that were claimed: who offered the lease calls about them after the commit."""
        claimed: list[model.Payment] = []
        used: Counter[str] = Counter()
        changed = [self._payments[payment_id] for payment_id in self._changed]
        for payment in changed:
            if payment.id not in self._taken:
                model.schedule(payment, self.now)
            lease = self._changed[payment.id]
            if lease is None or used[lease.token] >= lease.room or not self._is_free_and_due(payment):
                continue
            if model.claim(payment, lease, self.now):
                used[lease.token] += 1
                claimed.append(payment)
        await store.insert_payments(self._tx, [each for each in changed if each.id not in self._known])
        await store.save_payments(self._tx, [each for each in changed if each.id in self._known], self._trusted)
        await store.insert_entries(self._tx, self._entries)
        alarms = [payment.alarm for payment in changed if payment.alarm is not None]
        if alarms:
            self._tx.after_commit(lambda: metrics.ALARMS.labels("a payment needs a person").inc(len(alarms)))
        return claimed

    def _is_free_and_due(self, payment: model.Payment) -> bool:
        is_free = payment.lease_until is None or payment.lease_until <= self.now
        return is_free and payment.due_at is not None and payment.due_at <= self.now

    def _book(self, payment: model.Payment, happening: model.Happening) -> None:
        if happening.booked and happening.what in ("captured", "refunded", "disputed"):
            part = happening.refund.id if happening.refund else None
            self._entries += model.entries(
                payment.id, payment.gateway, happening.what, happening.amount, self.now, part=part
            )


def _event(payment: model.Payment, happening: model.Happening) -> contracts.Event:
    about: dict[str, Any] = {
        "payment_id": payment.id,
        "order_id": payment.order_id,
        "amount": happening.amount,
        "version": happening.version,
    }
    match happening.what:
        case "authorized":
            return contracts.payment.PaymentAuthorized(**about)
        case "captured":
            return contracts.payment.PaymentCaptured(**about)
        case "declined":
            return contracts.payment.PaymentDeclined(**about, reason=payment.reason or "declined")
        case "action_required":
            action = payment.next_action or model.NextAction("")
            asked = contracts.payment.NextAction(url=action.url, type=action.type)
            return contracts.payment.PaymentActionRequired(**about, next_action=asked)
        case "refunded":
            refund_id = happening.refund.id if happening.refund else ""
            return contracts.payment.PaymentRefunded(**about, refund_id=refund_id, total_refunded=payment.refunded)
        case "voided":
            return contracts.payment.PaymentVoided(**about)
        case "disputed":
            return contracts.payment.PaymentDisputed(**about)
