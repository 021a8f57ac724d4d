"""Captures, voids and refunds that people ask for. They are remembered here; the call follows the commit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from souk.kit import errors, tx
from souk.kit.money import Money
from souk.payment import model
from souk.payment.actions.batch import Batch, Did


class CapturePayment(msgspec.Struct, frozen=True, kw_only=True):
    """Without an amount, all that is authorized."""

    payment_id: str
    by: str
    amount: Money | None = None


class VoidPayment(msgspec.Struct, frozen=True, kw_only=True):
    payment_id: str
    by: str


class RefundPayment(msgspec.Struct, frozen=True, kw_only=True):
    """Without an amount, all that is left."""

    payment_id: str
    by: str
    reason: str
    amount: Money | None = None


Request = CapturePayment | VoidPayment | RefundPayment


async def serve_staff(tx: tx.Tx, requests: Sequence[Request], lease: model.Lease) -> Did[str]:
    """Remember what people ask for. Answers the payment's id, for a refund the refund's.

    Refuses `TransitionNotAllowed` (only what is authorized can be captured or voided), `ExceedsAuthorized`,
    `ExceedsCaptured` (pending refunds count), `CurrencyMismatch`, `TooManyRefunds`, `NoSuchPayment`.
    """
    batch = await Batch.load(tx, (request.payment_id for request in requests))
    answers: list[str | errors.Refusal] = []
    for request in requests:
        payment = batch.get(request.payment_id)
        if payment is None:
            answers.append(model.NoSuchPayment(f"no payment {request.payment_id}"))
            continue
        try:
            answers.append(_remember(payment, request, batch.now))
        except errors.Refusal as refusal:
            answers.append(refusal)
        else:
            batch.change(payment, [], lease)
    return Did(answers, await batch.save())


def _remember(payment: model.Payment, request: Request, now: datetime) -> str:
    match request:
        case CapturePayment():
            model.request_capture(payment, request.amount, request.by, now)
        case VoidPayment():
            model.request_void(payment, request.by, now)
        case RefundPayment():
            return model.request_refund(payment, request.amount, request.reason, request.by, now).id
    return payment.id
