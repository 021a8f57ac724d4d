"""What a payment owes the gateway, when, and who may do it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from souk.kit import clock
from souk.kit.money import Money
from souk.payment.model.answers import finish_refund, observe, refuse_capture
from souk.payment.model.charge import Answered, Call, CallKind, Missing, NoAnswer, Outcome, Refused
from souk.payment.model.payment import ASK_AFTER, Happening, Lease, Payment
from souk.payment.model.requests import cancel, request_capture
from souk.payment.model.states import FINAL, State

KEY_LIFE = timedelta(hours=20)
"""So long a gateway is trusted to remember a key (they promise 24 h). Within it the same call is repeated; afterwards
its outcome is only looked up."""
RETRY_FIRST_S = 0.25
RETRY_MAX_S = 60.0
LOOK_FIRST_S = 15.0
LOOK_MAX_S = 300.0
"""A gateway that has yet to decide tells us by webhook; we look as well, in case the webhook got lost."""
ASK_MAX = timedelta(minutes=15)
ASK_UNKNOWN = timedelta(minutes=15)
ORDER = "order"
"""Who asks for a capture when a parcel has left."""

OrderState = Literal["open", "confirmed", "sent", "cancelled", "unknown"]
"""`sent` is confirmed, and a parcel has left."""

SETTLED = FINAL | {State.CAPTURING, State.VOIDING, State.CAPTURED, State.PARTIALLY_REFUNDED}
"""Once the order is confirmed, these are as it expects them: no need to ask again. What is only authorized is to be
captured when the order is sent, and that may never be heard.
"""


def next_call(payment: Payment, now: datetime) -> Call | None:
    """The one call that the payment owes next; None when it owes none, or may not make it yet."""
    match payment.state:
        case State.PENDING | State.UNKNOWN | State.STOPPING if payment.charge_id is None:
            return _charge(payment, now)
        case State.PENDING | State.UNKNOWN | State.ACTION_REQUIRED:
            return _call(payment, "look_up", payment.id)
        case State.STOPPING | State.VOIDING:
            return _call(payment, "void", f"{payment.id}.void")
        case State.CAPTURING if payment.capture is not None:
            return _call(payment, "capture", payment.capture.id, amount=payment.capture.amount)
        case State.CAPTURED | State.PARTIALLY_REFUNDED:
            for refund in payment.pending_refunds:
                if refund.called_at is None or now < refund.called_at + KEY_LIFE:
                    return _call(payment, "refund", refund.id, amount=refund.amount)
            return None
        case _:
            return None


def settle(payment: Payment, call: Call, outcome: Outcome, now: datetime) -> list[Happening]:
    """Take in what a call brought."""
    before = payment.state, payment.charge_version
    happenings: list[Happening] = []
    match outcome:
        case Answered(charge):
            happenings = observe(payment, charge, now)
            if call.kind == "refund":
                happenings += finish_refund(payment, call.key, now)
        case Refused():
            happenings = _settle_refused(payment, call, outcome, now)
        case Missing():
            payment.alarm = "the gateway knows nothing of a charge that may have been made"
        case NoAnswer():
            if payment.state is State.PENDING and call.kind == "charge":
                payment.move(State.UNKNOWN, now, "gateway")
    is_news = (payment.state, payment.charge_version) != before or call.kind == "refund"
    if isinstance(outcome, NoAnswer) or not is_news:
        payment.tries += 1
    payment.updated_at = now
    return happenings


def _settle_refused(payment: Payment, call: Call, refused: Refused, now: datetime) -> list[Happening]:
    before = payment.state
    happenings = observe(payment, refused.charge, now) if refused.charge is not None else []
    if call.kind == "capture":
        is_sent = payment.capture is not None and payment.capture.by == ORDER
        refuse_capture(payment, refused.reason, now)
        if is_sent and payment.state is State.AUTHORIZED:  # nobody waits for this answer, and the goods are gone
            payment.alarm = f"the order was sent, and the gateway refused to capture: {refused.reason}"
            _ask_later(payment, now)
    elif call.kind == "refund":
        happenings += finish_refund(payment, call.key, now, failure=refused.reason)
    elif payment.state is before and _is_owed(payment, call, now):
        payment.alarm = f"the gateway refused to {call.kind}: {refused.reason}"
    return happenings


def _is_owed(payment: Payment, call: Call, now: datetime) -> bool:
    """Not when a webhook was quicker than this answer, and has told why the gateway would refuse."""
    owed = next_call(payment, now)
    return owed is not None and owed.key == call.key


def schedule(payment: Payment, now: datetime) -> None:
    """Set when the payment is due for its next call; an intent that came too late asks about its order instead."""
    call = next_call(payment, now)
    if call is None:
        payment.due_at = None
        if payment.state is State.PENDING and payment.attempts == 0:
            payment.ask_at = now
        elif payment.pending_refunds and payment.state in (State.CAPTURED, State.PARTIALLY_REFUNDED):
            payment.alarm = "a refund was never answered while the gateway remembered its key"
    elif call.kind == "look_up":
        payment.due_at = now + timedelta(seconds=clock.doubled_s(LOOK_FIRST_S, payment.tries, LOOK_MAX_S))
    elif payment.tries:
        payment.due_at = now + timedelta(seconds=clock.doubled_s(RETRY_FIRST_S, payment.tries - 1, RETRY_MAX_S))
    else:
        payment.due_at = now


def claim(payment: Payment, lease: Lease, now: datetime) -> bool:
    """Note, before it is made, that the next call is about to be made under this lease. False when there is none."""
    call = next_call(payment, now)
    if call is None:
        schedule(payment, now)
        return False
    payment.lease, payment.lease_until = lease.token, lease.until
    payment.due_at = now
    if call.kind == "charge":
        payment.attempts += 1
        payment.first_called_at = payment.first_called_at or now
    elif call.kind == "refund":
        refund = next(each for each in payment.pending_refunds if each.id == call.key)
        refund.called_at = refund.called_at or now
    return True


def release(payment: Payment) -> None:
    """Nobody works on it now."""
    payment.lease = payment.lease_until = None


def heed(payment: Payment, order: OrderState, now: datetime) -> list[Happening]:
    """Act on what the order service says of the payment's order."""
    if order == "cancelled":
        return cancel(payment, None, now)
    if order == "sent" and payment.state is State.AUTHORIZED:
        request_capture(payment, None, ORDER, now)
    if order in ("confirmed", "sent") and payment.state in SETTLED:
        payment.ask_at = None
        return []
    _ask_later(payment, now)
    if order == "unknown":
        payment.alarm = "the order service does not know this order"
        payment.ask_at = now + ASK_UNKNOWN
        return []
    if payment.state is State.PENDING and payment.attempts == 0:
        payment.call_until = now + ASK_AFTER
    return []


def _ask_later(payment: Payment, now: datetime) -> None:
    payment.asked += 1
    payment.ask_at = now + min(ASK_AFTER * 2 ** min(payment.asked, 10), ASK_MAX)


def _charge(payment: Payment, now: datetime) -> Call | None:
    if payment.attempts == 0 and payment.call_until is not None and now >= payment.call_until:
        return None
    if payment.first_called_at is not None and now >= payment.first_called_at + KEY_LIFE:
        return _call(payment, "look_up", payment.id)
    return Call(kind="charge", key=payment.id, amount=payment.amount, token=payment.token, order_id=payment.order_id)


def _call(payment: Payment, kind: CallKind, key: str, amount: Money | None = None) -> Call:
    return Call(kind=kind, key=key, amount=amount or payment.amount, charge_id=payment.charge_id)
