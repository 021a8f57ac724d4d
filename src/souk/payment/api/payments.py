"""Payments as staff see them."""

from datetime import datetime
from typing import Annotated

import msgspec

from souk.kit.money import Money
from souk.payment import model, store
from souk.payment.api import deps
from souk.serving import http

NO_GATEWAY = "none"
STATUSES_MAX = 10


class RefundView(http.View):
    """`failure` says why a refund failed."""

    id: str
    payment_id: str
    amount: Money
    status: model.RefundStatus
    reason: str
    by: str
    created_at: datetime
    finished_at: datetime | msgspec.UnsetType = msgspec.UNSET
    failure: str | msgspec.UnsetType = msgspec.UNSET


class HistoryView(http.View):
    at: datetime
    status: model.Status
    by: str


class NextActionView(http.View):
    url: str
    type: str


class PaymentView(http.View):
    """`attempts` counts calls that could have charged the card, `first_called_at` is when the first was made and
    `next_call_at` when the gateway is called again. `refundable` is what can still be given back. `alarm` says why a
    person has to look at it. Of an order that ended before its payment was asked for, `gateway` is `none`.
    """

    id: str
    order_id: str
    gateway: str
    status: model.Status
    amount: Money
    captured: Money
    refunded: Money
    refundable: Money
    attempts: int
    refunds: list[RefundView]
    history: list[HistoryView]
    version: int
    created_at: datetime
    updated_at: datetime
    reason: str | msgspec.UnsetType = msgspec.UNSET
    next_action: NextActionView | msgspec.UnsetType = msgspec.UNSET
    alarm: str | msgspec.UnsetType = msgspec.UNSET
    charge_id: str | msgspec.UnsetType = msgspec.UNSET
    first_called_at: datetime | msgspec.UnsetType = msgspec.UNSET
    next_call_at: datetime | msgspec.UnsetType = msgspec.UNSET


class PaymentList(http.View):
    items: list[PaymentView]
    next_cursor: str | None


@http.get("/v1/payments", scope="payments:read", tags=["payment"])
async def list_payments(
    request: deps.Request,
    order_id: deps.Id = None,
    status: Annotated[
        list[model.Status] | None, http.Query(max_length=STATUSES_MAX, description="Only where they stand there")
    ] = None,
    attention: Annotated[
        bool, http.Query(description="Only those that somebody has to look at; `status` is not heeded then")
    ] = False,
    limit: deps.Limit = http.PAGE_DEFAULT,
    cursor: deps.Cursor = None,
) -> PaymentList:
    """The payment of one order, or all payments, those of the newest orders first.

    Those that somebody has to look at: whose outcome is not known, that the customer has to confirm, or disputes, and
    that have an alarm.
    """
    db = deps.deps(request).db
    if order_id is not None:
        found = await store.payment(db, model.payment_id(order_id))
        is_its = found is not None and found.order_id == order_id
        return PaymentList(items=[payment_view(found)] if found is not None and is_its else [], next_cursor=None)
    position = http.cursor_id(cursor)
    if attention:
        page = await store.payments_to_look_at(db, position, limit + 1)
    else:
        page = await store.payments_before(db, position, limit + 1, statuses=status or ())
    more = http.encode_cursor([page[limit - 1].id]) if len(page) > limit else None
    return PaymentList(items=[payment_view(payment) for payment in page[:limit]], next_cursor=more)


@http.get("/v1/payments/{payment_id:str}", scope="payments:read", refusals=[model.NoSuchPayment], tags=["payment"])
async def get_payment(request: deps.Request, payment_id: deps.PaymentPath) -> http.Response[PaymentView]:
    """One payment."""
    return http.json(payment_view(payment := await load(request, payment_id)), etag=http.etag(payment.version))


async def load(request: deps.Request, payment_id: str) -> model.Payment:
    """Raises `NoSuchPayment`."""
    found = await store.payment(deps.deps(request).db, payment_id)
    if found is None:
        raise model.NoSuchPayment(f"no payment {payment_id}")
    return found


def payment_view(payment: model.Payment) -> PaymentView:
    action = payment.next_action
    return PaymentView(
        id=payment.id,
        order_id=payment.order_id,
        gateway=payment.gateway or NO_GATEWAY,
        status=payment.status,
        amount=payment.amount,
        captured=payment.captured,
        refunded=payment.refunded,
        refundable=payment.refundable,
        attempts=payment.attempts,
        refunds=[refund_view(payment, refund) for refund in payment.refunds],
        history=[HistoryView(at=each.at, status=each.status, by=each.by) for each in payment.history],
        version=payment.version,
        created_at=payment.created_at,
        updated_at=payment.updated_at,
        reason=payment.reason or msgspec.UNSET,
        next_action=NextActionView(url=action.url, type=action.type) if action else msgspec.UNSET,
        alarm=payment.alarm or msgspec.UNSET,
        charge_id=payment.charge_id or msgspec.UNSET,
        first_called_at=payment.first_called_at or msgspec.UNSET,
        next_call_at=payment.due_at or msgspec.UNSET,
    )


def refund_view(payment: model.Payment, refund: model.Refund) -> RefundView:
    return RefundView(
        id=refund.id,
        payment_id=payment.id,
        amount=refund.amount,
        status=refund.status,
        reason=refund.reason,
        by=refund.by,
        created_at=refund.created_at,
        finished_at=refund.finished_at or msgspec.UNSET,
        failure=refund.failure or msgspec.UNSET,
    )
