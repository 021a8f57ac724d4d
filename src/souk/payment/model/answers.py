"""What the gateway says about a payment."""

from __future__ import annotations

from datetime import datetime

import msgspec

from souk.kit.money import Money
from souk.payment.model.charge import Charge
from souk.payment.model.payment import Happening, NextAction, Payment
from souk.payment.model.requests import give_back
from souk.payment.model.states import TRANSITIONS, State


def observe(payment: Payment, charge: Charge, now: datetime) -> list[Happening]:
    """Take note of the charge as the gateway describes it; older news than known, or none, change nothing."""
    if charge.version <= payment.charge_version:
        return []
    payment.charge_id, payment.charge_version = charge.id, charge.version
    match charge.state:
        case "pending":
            if payment.state is State.UNKNOWN:
                payment.move(State.PENDING, now, "gateway")
        case "action_required":
            return _await_action(payment, charge, now)
        case "authorized":
            return _authorize(payment, now)
        case "captured":
            return _capture(payment, charge, now)
        case "disputed":
            return [*_capture(payment, charge, now), *_dispute(payment, charge, now)]
        case "declined":
            return _decline(payment, charge, now)
        case "voided":
            return _void(payment, charge, now)
    return []


def decline(payment: Payment, reason: str, now: datetime, by: str) -> list[Happening]:
    """Nothing was taken and nothing will be; for a cancelled order that is as good as voided."""
    payment.reason = reason
    if payment.state is State.STOPPING:
        payment.move(State.VOIDED, now, by)
        return [payment.happened("voided", payment.amount, payment.undo_cause)]
    payment.move(State.DECLINED, now, by)
    return [payment.happened("declined", payment.amount, payment.cause)]


def capture_nothing(payment: Payment, now: datetime) -> list[Happening]:
    """An order that costs nothing needs no gateway."""
    payment.move(State.CAPTURED, now, "order")
    return [payment.happened("captured", payment.amount, payment.cause)]


def finish_refund(payment: Payment, refund_id: str, now: datetime, *, failure: str | None = None) -> list[Happening]:
    """A refund came to its end. What a cancelled order still has to give back is refunded next."""
    refund = next(each for each in payment.refunds if each.id == refund_id)
    if refund.status != "pending":
        return []
    refund.finished_at = now
    happenings: list[Happening] = []
    if failure is not None:
        refund.status, refund.failure = "failed", failure
        payment.touch(now)
    else:
        refund.status = "succeeded"
        payment.refunded = payment.refunded + refund.amount
        whole = payment.refunded == payment.captured
        payment.move(State.REFUNDED if whole else State.PARTIALLY_REFUNDED, now, refund.by)
        happened = payment.happened("refunded", refund.amount, payment.undo_cause if whole else None, booked=True)
        happenings.append(msgspec.structs.replace(happened, refund=refund))
    payment.tries = 0
    if payment.cancelled and payment.state in (State.CAPTURED, State.PARTIALLY_REFUNDED):
        give_back(payment, now)
    return happenings


def refuse_capture(payment: Payment, reason: str, now: datetime) -> None:
    """The gateway will not capture: still authorized, or given up if the order was cancelled meanwhile."""
    if payment.state is State.CAPTURING:
        payment.capture, payment.reason = None, reason
        payment.move(State.VOIDING if payment.cancelled else State.AUTHORIZED, now, "gateway")


def _await_action(payment: Payment, charge: Charge, now: datetime) -> list[Happening]:
    if payment.state not in (State.PENDING, State.UNKNOWN) or charge.next_action_url is None:
        return []
    payment.move(State.ACTION_REQUIRED, now, "gateway")
    payment.next_action = NextAction(charge.next_action_url)
    return [payment.happened("action_required", payment.amount, payment.cause)]


def _authorize(payment: Payment, now: datetime) -> list[Happening]:
    if payment.state is State.STOPPING:
        payment.move(State.VOIDING, now, "gateway")
    elif State.AUTHORIZED in TRANSITIONS[payment.state] and payment.state is not State.CAPTURING:
        payment.move(State.AUTHORIZED, now, "gateway")
        return [payment.happened("authorized", payment.amount, payment.cause)]
    return []


def _capture(payment: Payment, charge: Charge, now: datetime) -> list[Happening]:
    if State.CAPTURED not in TRANSITIONS[payment.state]:
        return []
    answers = payment.state in (State.PENDING, State.UNKNOWN, State.ACTION_REQUIRED)
    by = payment.capture.by if payment.capture else "gateway"
    payment.captured = Money(charge.captured, payment.amount.currency)
    payment.move(State.CAPTURED, now, by)
    happened = payment.happened("captured", payment.captured, payment.cause if answers else None, booked=True)
    if not payment.cancelled:
        return [happened]
    return [msgspec.structs.replace(happened, told=False), *give_back(payment, now)]


def _dispute(payment: Payment, charge: Charge, now: datetime) -> list[Happening]:
    """Refunds that the gateway counts were made, although their answers are still out; the rest will not be."""
    happenings: list[Happening] = []
    for refund in payment.pending_refunds:
        if refund.called_at is not None and (payment.refunded + refund.amount).amount <= charge.refunded:
            happenings += finish_refund(payment, refund.id, now)
    if State.DISPUTED not in TRANSITIONS[payment.state]:
        return happenings
    for refund in payment.pending_refunds:
        refund.status, refund.failure, refund.finished_at = "failed", "the customer's bank took the money back", now
    taken = payment.captured - payment.refunded
    payment.move(State.DISPUTED, now, "gateway")
    return [*happenings, payment.happened("disputed", taken, payment.undo_cause, booked=True)]


def _decline(payment: Payment, charge: Charge, now: datetime) -> list[Happening]:
    if payment.state not in (State.PENDING, State.UNKNOWN, State.ACTION_REQUIRED, State.STOPPING):
        return []
    return decline(payment, charge.reason or "declined", now, "gateway")


def _void(payment: Payment, charge: Charge, now: datetime) -> list[Happening]:
    if payment.state in (State.PENDING, State.UNKNOWN, State.ACTION_REQUIRED):
        return decline(payment, charge.reason or "voided", now, "gateway")
    if State.VOIDED not in TRANSITIONS[payment.state] or payment.state is State.CAPTURED:
        return []
    payment.move(State.VOIDED, now, "order" if payment.cancelled else "gateway")
    return [payment.happened("voided", payment.amount, payment.undo_cause)]
