"""An order by itself: it ends (I1), costs what its lines cost (I8), and came where it is step by step (I9, I12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise

from souk.audit.records import OPEN, SOLD, Case, Order
from souk.audit.verdict import Flaw, Moment

OVERDUE = timedelta(seconds=60)
"""The watchdog ends what is past its deadline within seconds; under load it rests first."""

STEPS: Mapping[str, frozenset[str]] = {
    "placed": frozenset({"awaiting_payment", "cancelled"}),
    "awaiting_payment": frozenset({"confirmed", "cancelled"}),
    "confirmed": frozenset({"partially_fulfilled", "fulfilled", "cancelled"}),
    "partially_fulfilled": frozenset({"fulfilled"}),
    "fulfilled": frozenset({"completed"}),
    "completed": frozenset(),
    "cancelled": frozenset(),
}
REASONS = frozenset({"out_of_stock", "payment_declined", "expired", "customer", "staff"})


def end(case: Case, moment: Moment) -> Iterator[Flaw]:
    """I1: it has ended, or somebody waits for its end who will not wait for ever."""
    order = case.order
    if order is None:
        return
    if order.status in OPEN:
        yield from _open(order, moment)
    elif order.is_settling:
        if order.watch is None or order.stage != "settling":
            yield Flaw("is cancelled, not all of it has come back, and nobody watches it")
        else:
            yield Flaw("is cancelled and waits for its goods or its money", waits=True)
    elif order.end is None:
        yield Flaw(f"is {order.status} and nobody was told")


def _open(order: Order, moment: Moment) -> Iterator[Flaw]:
    watch = order.watch
    if watch is None or watch.deadline is None:
        yield Flaw(f"is {order.status} and nobody watches it")
    elif order.stage != "open":
        yield Flaw(f"is {order.status}, and the watchdog would look for it among those that are {order.stage}")
    elif moment.at > watch.deadline + moment.stood_still(watch.since) + OVERDUE:
        yield Flaw(f"is {order.status} and should have ended by {watch.deadline:%H:%M:%S}", waits=bool(moment.behind))
    else:
        yield Flaw(f"is {order.status}", waits=True)


def totals_are_their_lines(case: Case, _: Moment) -> Iterator[Flaw]:
    """I8: computed once more, in whole minor units of one currency."""
    order = case.order
    if order is None:
        return
    totals = order.totals
    amounts = [totals.subtotal, totals.discount, totals.shipping, totals.tax, totals.total]
    for line in order.lines:
        amounts += [line.unit_price, line.discount, line.tax, line.total]
        added = 0 if totals.tax_included else line.tax.amount
        whole = line.unit_price.amount * line.quantity - line.discount.amount + added
        if line.quantity < 1:
            yield Flaw(f"has a line of {line.quantity} {line.sku}")
        if line.total.amount != whole:
            yield Flaw(f"its line of {line.sku} comes to {whole} and says {line.total.amount}")
    if len({amount.currency for amount in amounts}) > 1:
        yield Flaw(f"mixes {', '.join(sorted({amount.currency for amount in amounts}))}")
    sums = {
        "subtotal": (sum(line.unit_price.amount * line.quantity for line in order.lines), totals.subtotal.amount),
        "discount": (sum(line.discount.amount for line in order.lines), totals.discount.amount),
        "tax": (sum(line.tax.amount for line in order.lines), totals.tax.amount),
    }
    subtotal, discount, tax = (found for found, _ in sums.values())
    sums["total"] = (
        subtotal - discount + totals.shipping.amount + (0 if totals.tax_included else tax),
        totals.total.amount,
    )
    for name, (found, stated) in sums.items():
        if found != stated:
            yield Flaw(f"its {name} comes to {found} and says {stated}")
    payment = case.payment
    if payment is not None and payment.gateway and payment.amount != totals.total:
        yield Flaw(f"costs {totals.total.amount} and its payment is of {payment.amount.amount}")


def versions_only_grow(case: Case, moment: Moment) -> Iterator[Flaw]:
    """I9: every step raised the version, and the order knows of its payment what the payment knows, and no more."""
    order, payment = case.order, case.payment
    if order is None:
        return
    if order.version < len(order.history):
        yield Flaw(f"took {len(order.history)} steps and is at version {order.version}")
    known = order.payment
    if payment is None:
        if known.version:
            yield Flaw(f"knows version {known.version} of a payment that is not there")
        return
    if known.version > payment.version:
        yield Flaw(f"knows version {known.version} of its payment, which is at {payment.version}")
    elif order.status in SOLD and known.status != payment.status:
        early = moment.is_early(case.stirred_at, "order")
        yield Flaw(f"believes its payment {known.status}, and it is {payment.status}", waits=early)


def leave_a_trail(case: Case, _: Moment) -> Iterator[Flaw]:
    """I12: where order and payment stand is where their histories led, and every step of these is allowed."""
    order, payment = case.order, case.payment
    if payment is not None and (not payment.history or payment.history[-1].status != payment.status):
        last = payment.history[-1].status if payment.history else "nothing"
        yield Flaw(f"its payment is {payment.status} and the history ends with {last}")
    if order is None:
        return
    path = [step.status for step in order.history]
    if not path or path[0] != "placed":
        yield Flaw(f"its history begins with {path[0] if path else 'nothing'}")
    elif path[-1] != order.status:
        yield Flaw(f"is {order.status} and its history ends with {path[-1]}")
    for before, after in pairwise(path):
        if after not in STEPS.get(before, frozenset()):
            yield Flaw(f"went from {before} to {after}")
    if (order.status == "cancelled") != (order.reason in REASONS):
        yield Flaw(f"is {order.status} for the reason {order.reason}")
    yield from _parcels(order)


def _parcels(order: Order) -> Iterator[Flaw]:
    left = {line.sku: line.quantity for line in order.lines}
    for parcel in order.fulfillments:
        for sent in parcel.lines:
            left[sent.sku] = left.get(sent.sku, 0) - sent.quantity
    if min(left.values(), default=0) < 0:
        yield Flaw(f"more was sent than ordered: {sorted(sku for sku, units in left.items() if units < 0)}")
    if order.status in ("fulfilled", "completed") and any(left.values()):
        yield Flaw(f"is {order.status} and not everything was sent")
