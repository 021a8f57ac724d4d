"""Orders, payments, the ledger and the gateway's own list of charges (I3, I5, I6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from souk.audit.records import SOLD, Case, Charge, Entry, Payment
from souk.audit.verdict import Flaw, Moment

DONE = frozenset({"refunded", "declined", "voided", "disputed"})
"""A payment in such a state keeps nothing that is ours to give back."""
TAKEN = frozenset({"captured", "partially_refunded", "refunded", "disputed"})


def charged_once(case: Case, moment: Moment) -> Iterator[Flaw]:
    """I3: as the gateway tells it, as the payment believes, and as the ledger says it was booked."""
    order, payment = case.order, case.payment
    early = moment.is_early(case.stirred_at, "payment", "order")
    if payment is not None:
        if order is None:
            yield Flaw(f"was never placed and its payment is {payment.status}", waits=early)
        yield from _booked(payment, case.entries)
    elif case.entries:
        yield Flaw("is booked in the ledger and has no payment")
    if case.charges is None:
        return
    charges = [charge for charge in case.charges if charge.went_through]
    if len(charges) > 1:
        yield Flaw(f"was charged {len(charges)} times")
    if case.charges and payment is None:
        yield Flaw("was charged and has no payment")
    if order is None or payment is None:
        return
    if order.status in SOLD and not charges and order.totals.total.amount and not _was_given_up(payment):
        yield Flaw(f"is {order.status} and was never charged")
    for charge in charges:
        yield from _agrees(charge, payment, order.totals.total.amount, early=early)


def _was_given_up(payment: Payment) -> bool:
    """Staff may give up what was only authorized; the order stands."""
    return payment.state in ("voided", "voiding") and not payment.cancelled


def _agrees(charge: Charge, payment: Payment, total: int, *, early: bool) -> Iterator[Flaw]:
    if charge.amount != total:
        yield Flaw(f"costs {total} and {charge.amount} was charged")
    if charge.captured > charge.amount:
        yield Flaw(f"{charge.amount} was promised and {charge.captured} taken")
    if payment.state in TAKEN and charge.captured != payment.captured.amount:
        yield Flaw(f"{charge.captured} was taken and the payment says {payment.captured.amount}", waits=early)
    elif payment.state in ("declined", "voided") and charge.status == "succeeded":
        yield Flaw(f"its payment is {payment.state} and the card stays charged", waits=early)


def _booked(payment: Payment, entries: Iterable[Entry]) -> Iterator[Flaw]:
    """What was captured stands in the ledger once, on both sides."""
    booked = [each for each in entries if each.movement == "captured"]
    debit, credit = sum(each.debit for each in booked), sum(each.credit for each in booked)
    taken = payment.captured.amount if payment.state in TAKEN else 0
    if (debit, credit) != (taken, taken):
        yield Flaw(f"{taken} was captured and the ledger says {debit} debit, {credit} credit")


def refunds_are_bounded(case: Case, _: Moment) -> Iterator[Flaw]:
    """I5: never more than was taken, at the gateway as in the payment; every refund done once and booked once."""
    payment = case.payment
    if payment is not None:
        yield from _own_refunds(payment, case.entries)
    for charge in case.charges or ():
        if charge.refunded > charge.captured:
            yield Flaw(f"{charge.captured} was taken and the gateway gave back {charge.refunded}")
    if payment is None or case.charges is None:
        return
    given = sum(charge.refunded for charge in case.charges)
    done, pending = payment.refunded.amount, payment.refunds_in("pending")
    if given > done + pending:
        yield Flaw(f"{done} was refunded, {pending} is on its way, and the gateway gave back {given}")
    elif given > done:
        yield Flaw(f"the gateway gave back {given}, {done} is noted and {pending} on its way", waits=True)
    elif given < done:
        yield Flaw(f"{done} was refunded and the gateway gave back {given}")


def _own_refunds(payment: Payment, entries: Iterable[Entry]) -> Iterator[Flaw]:
    done, pending = payment.refunds_in("succeeded"), payment.refunds_in("pending")
    if done != payment.refunded.amount:
        yield Flaw(f"its refunds come to {done} and the payment says {payment.refunded.amount}")
    if done + pending > payment.captured.amount:
        yield Flaw(f"{payment.captured.amount} was captured, and refunds come to {done + pending}")
    twice = [refund for refund, count in Counter(each.id for each in payment.refunds).items() if count > 1]
    if twice:
        yield Flaw(f"refunds occur twice: {', '.join(twice)}")
    debit: Counter[str] = Counter()
    credit: Counter[str] = Counter()
    for each in entries:
        if each.movement.startswith("refunded"):
            refund_id = each.movement.partition(".")[2]
            debit[refund_id] += each.debit
            credit[refund_id] += each.credit
    due = {each.id: each.amount.amount for each in payment.refunds if each.status == "succeeded"}
    for refund_id in sorted(due.keys() | debit.keys() | credit.keys()):
        amount = due.get(refund_id, 0)
        if (debit[refund_id], credit[refund_id]) != (amount, amount):
            booked = f"{debit[refund_id]} debit, {credit[refund_id]} credit"
            yield Flaw(f"{amount} went back by {refund_id} and the ledger says {booked}")


def is_undone(case: Case, moment: Moment) -> Iterator[Flaw]:
    """I6: of a cancelled order no money is kept, as the payment believes and as the gateway tells it."""
    payment = case.payment
    early = moment.is_early(case.stirred_at, "payment")
    if payment is None:
        yield Flaw("is cancelled and payment has not heard of it", waits=early)
        return
    if payment.alarm is not None and payment.state not in DONE:
        yield Flaw(f"is cancelled, and its payment needs a person: {payment.alarm}")
    elif not payment.cancelled:
        yield Flaw(f"is cancelled, and its payment goes on: {payment.status}", waits=early)
    elif payment.state not in DONE:
        owed = payment.due_at is not None
        yield Flaw(f"is cancelled and its payment is {payment.status}", waits=owed or early)
    if payment.state in DONE and payment.state != "disputed":
        for charge in case.charges or ():
            if charge.status == "succeeded":
                yield Flaw(f"is cancelled, its payment is {payment.state}, and the card stays charged")
