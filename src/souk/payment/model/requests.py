"""What people and the order ask of a payment."""

from __future__ import annotations

from datetime import datetime

import msgspec

from souk.kit import ids
from souk.kit.money import Money
from souk.payment.model import refusals
from souk.payment.model.payment import Capture, Happening, Payment, Refund
from souk.payment.model.states import State

REFUNDS_MAX = 100
"""Parts that one payment can be refunded in; they live in its document."""

_UNDECIDED = (State.PENDING, State.UNKNOWN, State.STOPPING, State.VOIDING)


def request_capture(payment: Payment, amount: Money | None, by: str, now: datetime) -> None:
    """Take (a part of) what is authorized; the rest is given up. Refuses more than that, and a second time."""
    _expect(payment, State.AUTHORIZED)
    wanted = _in_currency(payment, amount or payment.amount)
    if wanted > payment.amount:
        raise refusals.ExceedsAuthorized(
            f"{wanted.amount} is more than the authorized {payment.amount.amount}", authorized=payment.amount
        )
    payment.capture = Capture(ids.new("cap"), wanted, by)
    payment.move(State.CAPTURING, now, by)


def request_void(payment: Payment, by: str, now: datetime) -> None:
    """Give up what is authorized."""
    _expect(payment, State.AUTHORIZED)
    payment.move(State.VOIDING, now, by)


def request_refund(payment: Payment, amount: Money | None, reason: str, by: str, now: datetime) -> Refund:
    """Give back (a part of) what was captured; refunds that are still on their way count against the bound."""
    if payment.state is State.DISPUTED:
        raise refusals.TransitionNotAllowed("the customer's bank has the money", payment_status=payment.status)
    wanted = _in_currency(payment, amount or payment.refundable)
    if not wanted or wanted > payment.refundable:
        raise refusals.ExceedsCaptured(
            f"{wanted.amount} is more than the {payment.refundable.amount} left", refundable=payment.refundable
        )
    if len(payment.refunds) >= REFUNDS_MAX:
        raise refusals.TooManyRefunds(f"at most {REFUNDS_MAX} refunds of one payment")
    return _add_refund(payment, wanted, reason, by, now)


def cancel(payment: Payment, cause: str | None, now: datetime) -> list[Happening]:
    """The order ended without needing this payment: stop it, void it, or give the money back.

    `cause` is the question to answer when the order had been confirmed. Asked again, it does nothing new, but
    answers what has already come to an end.
    """
    payment.cancelled = True
    payment.ask_at = None
    if cause is not None:
        payment.undo_cause = cause
    match payment.state:
        case State.PENDING if payment.attempts == 0:
            payment.move(State.VOIDED, now, "order")
            return [payment.happened("voided", payment.amount, cause)]
        case State.PENDING | State.UNKNOWN | State.ACTION_REQUIRED:
            payment.move(State.STOPPING, now, "order")
        case State.AUTHORIZED:
            payment.move(State.VOIDING, now, "order")
        case State.CAPTURED | State.PARTIALLY_REFUNDED:
            return give_back(payment, now)
        case State.STOPPING | State.CAPTURING | State.VOIDING:
            payment.touch(now)
        case State.REFUNDED | State.DECLINED | State.VOIDED | State.DISPUTED:
            return [restate(payment, cause, now)] if cause is not None else []
    return []


def give_back(payment: Payment, now: datetime) -> list[Happening]:
    """Refund what is left of a cancelled order's money. A refund that the gateway refused is not tried again."""
    payment.touch(now)
    if not payment.captured:
        payment.move(State.VOIDED, now, "order")
        return [payment.happened("voided", payment.amount, payment.undo_cause)]
    refused = [refund for refund in payment.refunds if refund.automatic and refund.status == "failed"]
    if refused:
        payment.alarm = f"the refund of a cancelled order was refused: {refused[-1].failure}"
    elif payment.refundable:
        _add_refund(payment, payment.refundable, "the order was cancelled", "order", now, automatic=True)
    return []


def asked_again(payment: Payment, gateway: str, amount: Money, cause: str, now: datetime) -> list[Happening]:
    """Another question about the same order: results answer it from now on; one that is known, at once.

    Also the question that comes after the cancel that overtook it: the tombstone takes its amount and answers.
    """
    if payment.is_tombstone:
        payment.gateway, payment.amount = gateway, amount
        payment.captured = payment.refunded = Money.zero(amount.currency)
    payment.cause = cause
    if payment.state in _UNDECIDED:
        payment.touch(now)
        return []
    return [restate(payment, cause, now)]


def restate(payment: Payment, cause: str | None, now: datetime) -> Happening:
    """Say again what is already true, as the answer to a question."""
    payment.touch(now)
    match payment.state:
        case State.ACTION_REQUIRED:
            return payment.happened("action_required", payment.amount, cause)
        case State.AUTHORIZED | State.CAPTURING:
            return payment.happened("authorized", payment.amount, cause)
        case State.CAPTURED | State.PARTIALLY_REFUNDED:
            return payment.happened("captured", payment.captured, cause)
        case State.REFUNDED:
            last = [refund for refund in payment.refunds if refund.status == "succeeded"][-1]
            return msgspec.structs.replace(payment.happened("refunded", last.amount, cause), refund=last)
        case State.DISPUTED:
            return payment.happened("disputed", payment.captured - payment.refunded, cause)
        case State.DECLINED if not payment.cancelled:
            return payment.happened("declined", payment.amount, cause)
        case _:
            return payment.happened("voided", payment.amount, cause)


def _add_refund(
    payment: Payment, amount: Money, reason: str, by: str, now: datetime, *, automatic: bool = False
) -> Refund:
    refund = Refund(
        id=ids.new("ref"), amount=amount, reason=reason, by=by, created_at=now, status="pending", automatic=automatic
    )
    payment.refunds.append(refund)
    payment.touch(now)
    return refund


def _expect(payment: Payment, state: State) -> None:
    if payment.state is not state:
        raise refusals.TransitionNotAllowed(f"the payment is {payment.status}", payment_status=payment.status)


def _in_currency(payment: Payment, amount: Money) -> Money:
    if amount.currency != payment.amount.currency:
        raise refusals.CurrencyMismatch(f"the payment is in {payment.amount.currency}")
    return amount
