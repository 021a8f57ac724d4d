"""The shapes of orders and carts in answers; what they are made of is the model's own."""

from datetime import datetime

import msgspec

from souk.kit import money
from souk.order import model
from souk.serving import http


class PaymentView(http.View):
    """`id` is there from `awaiting_payment` on, `refunded` once something went back: what did in all."""

    id: str | None
    status: model.PaymentStatus
    next_action: model.NextAction | None
    refunded: money.Money | msgspec.UnsetType = msgspec.UNSET


class ParcelView(http.View):
    id: str
    order_id: str
    status: model.FulfillmentStatus
    lines: list[model.Wanted]
    carrier: str
    tracking_number: str
    created_at: datetime
    delivered_at: datetime | None


class ReturnView(http.View):
    """Goods on their way back."""

    id: str
    status: str


class OrderView(http.View):
    """An order. `token` is there when a guest places it, and never again; `user_id` for staff, null for a guest's."""

    id: str
    number: str
    status: model.Status
    reason: model.Reason | None
    email: str
    lines: list[model.LineItem]
    totals: model.Totals
    shipping_address: model.Address
    billing_address: model.Address | None
    shipping_method: str
    payment: PaymentView
    fulfillments: list[ParcelView]
    returns: list[ReturnView]
    history: list[model.Step]
    created_at: datetime
    version: int
    token: str | msgspec.UnsetType = msgspec.UNSET
    user_id: str | msgspec.UnsetType | None = msgspec.UNSET


class OrderList(http.View):
    items: list[OrderView]
    next_cursor: str | None


class CartLineView(http.View):
    """`unit_price` and `total` are null for what is not for sale (any more)."""

    sku: str
    quantity: int
    title: str
    image: str | None
    product_id: str | None
    unit_price: money.Money | None
    total: money.Money | None
    problems: list[model.Problem]


class CartView(http.View):
    """A cart at today's prices. `problems` are those of its lines and its own."""

    id: str
    currency: str
    lines: list[CartLineView]
    totals: model.Totals
    problems: list[model.Problem]
    order_id: str | None
    created_at: datetime
    updated_at: datetime
    version: int


def order(found: model.Order, *, token: str | None = None, for_staff: bool = False) -> OrderView:
    """An order as its customer sees it; staff see who of them did what."""
    payment = found.payment
    history = found.history
    if not for_staff and any(step.actor is not None for step in history):
        history = [msgspec.structs.replace(step, actor=None) for step in history]
    return OrderView(
        id=found.id,
        number=found.number,
        status=found.status,
        reason=found.reason,
        email=found.email,
        lines=found.lines,
        totals=found.totals,
        shipping_address=found.shipping_address,
        billing_address=found.billing_address,
        shipping_method=found.shipping_method,
        payment=PaymentView(
            id=payment.id,
            status=payment.status,
            next_action=payment.next_action,
            refunded=money.Money(payment.refunded, found.totals.total.currency) if payment.refunded else msgspec.UNSET,
        ),
        fulfillments=[parcel(found, each) for each in found.fulfillments],
        returns=[],
        history=history,
        created_at=found.created_at,
        version=found.version,
        token=token if token is not None else msgspec.UNSET,
        user_id=found.user_id if for_staff else msgspec.UNSET,
    )


def parcel(found: model.Order, sent: model.Fulfillment) -> ParcelView:
    return ParcelView(
        id=sent.id,
        order_id=found.id,
        status=sent.status,
        lines=sent.lines,
        carrier=sent.carrier,
        tracking_number=sent.tracking_number,
        created_at=sent.created_at,
        delivered_at=sent.delivered_at,
    )
