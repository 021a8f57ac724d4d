"""Captures, voids and refunds by staff: remembered first, then waited for."""

from typing import Annotated

import msgspec

from souk.kit import errors
from souk.kit.money import Money
from souk.payment import actions, model
from souk.payment.api import deps
from souk.payment.api.payments import PaymentView, RefundView, load, payment_view, refund_view
from souk.serving import http

WAIT_S = 8.0
"""When a gateway takes longer, the payment still says `authorized`, the refund `pending`."""


class CaptureBody(http.Body, frozen=True):
    """Without `amount`, all that is authorized; what is left over is given up."""

    amount: Money | None = None


class RefundBody(http.Body, frozen=True):
    """Without `amount`, all that is left."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    amount: Money | None = None


@http.post(
    "/v1/payments/{payment_id:str}/capture",
    status=200,
    scope="payments:write",
    idempotent="required",
    refusals=[model.NoSuchPayment, model.TransitionNotAllowed, model.ExceedsAuthorized, model.CurrencyMismatch],
    tags=["payment"],
)
async def capture_payment(
    request: deps.Request, payment_id: deps.PaymentPath, data: CaptureBody | None = None
) -> http.Response[PaymentView]:
    """Take (a part of) what is authorized."""
    amount = data.amount if data is not None else None
    by = http.signed_in(request).user_id
    _positive(amount)
    return await _change(request, actions.CapturePayment(payment_id=payment_id, by=by, amount=amount))


@http.post(
    "/v1/payments/{payment_id:str}/void",
    status=200,
    scope="payments:write",
    refusals=[model.NoSuchPayment, model.TransitionNotAllowed],
    tags=["payment"],
)
async def void_payment(request: deps.Request, payment_id: deps.PaymentPath) -> http.Response[PaymentView]:
    """Give up what is authorized."""
    by = http.signed_in(request).user_id
    return await _change(request, actions.VoidPayment(payment_id=payment_id, by=by))


@http.post(
    "/v1/payments/{payment_id:str}/refunds",
    scope="payments:write",
    idempotent="required",
    refusals=[
        model.NoSuchPayment,
        model.TransitionNotAllowed,
        model.ExceedsCaptured,
        model.CurrencyMismatch,
        model.TooManyRefunds,
    ],
    tags=["payment"],
)
async def refund_payment(
    request: deps.Request, payment_id: deps.PaymentPath, data: RefundBody
) -> http.Response[RefundView]:
    """Give back (a part of) what was captured. Refunds that are still on their way count as given back."""
    _positive(data.amount)
    by = http.signed_in(request).user_id
    key = await http.idempotency_key(request)
    wanted = actions.RefundPayment(payment_id=payment_id, by=by, reason=data.reason, amount=data.amount)
    done = await deps.deps(request).serve_staff(wanted, key=key)
    await deps.deps(request).calls.finished(payment_id, WAIT_S)
    payment = await load(request, payment_id)
    refund = next(each for each in payment.refunds if each.id == done.resource_id)
    return http.json(refund_view(payment, refund), replayed=done.replayed)


async def _change(
    request: deps.Request, wanted: actions.CapturePayment | actions.VoidPayment
) -> http.Response[PaymentView]:
    key = await http.idempotency_key(request)
    done = await deps.deps(request).serve_staff(wanted, key=key)
    await deps.deps(request).calls.finished(wanted.payment_id, WAIT_S)
    payment = await load(request, wanted.payment_id)
    return http.json(payment_view(payment), etag=http.etag(payment.version), replayed=done.replayed)


def _positive(amount: Money | None) -> None:
    if amount is not None and amount.amount <= 0:
        raise errors.Invalid.at("/amount/amount", "more than nothing, please")
