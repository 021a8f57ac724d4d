"""What the order service announces: the life of an order is told here and only here."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Annotated

import msgspec

from souk.contracts.event import Event, event
from souk.kit.money import Money

GUEST_TOKEN_PURPOSE = "order-token"  # noqa: S105 - what the key is derived for
GUEST_TOKEN_LENGTH = 32


def guest_token(key: bytes, order_id: str) -> str:
    """What a guest shows to see an order again: an HMAC-SHA256 of its id, shortened to 192 bits.

    The order service hands it out and asks for it, mails carry it; it never lies in a stream. The key is derived from
    the root secret for `GUEST_TOKEN_PURPOSE`.
    """
    digest = hmac.digest(key, order_id.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest)[:GUEST_TOKEN_LENGTH].decode()


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """So many units of one SKU."""

    sku: str
    quantity: Annotated[int, msgspec.Meta(ge=1)]


class PricedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line as the customer bought it."""

    sku: str
    quantity: int
    title: str
    unit_price: Money
    total: Money
    product_id: str | None = None


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """`total = subtotal - discount + shipping (+ tax unless tax_included)`."""

    subtotal: Money
    discount: Money
    shipping: Money
    tax: Money
    total: Money
    tax_included: bool = True


class Tracking(msgspec.Struct, frozen=True, kw_only=True):
    """Where a parcel can be followed."""

    carrier: str
    tracking_number: str


@event("order.placed", about="order_id", question=True)
class OrderPlaced(Event, frozen=True):
    """Inventory holds all lines or none, until `deadline` and a grace; it answers stock_reserved or stock_rejected."""

    order_id: str
    lines: tuple[Line, ...]
    email: str
    deadline: datetime
    version: int
    user_id: str | None = None


@event("order.awaiting_payment", about="order_id", question=True)
class OrderAwaitingPayment(Event, frozen=True):
    """Payment drives the gateway; every result names this event as cause. No first call is made after `expires_at`."""

    order_id: str
    amount: Money
    gateway: str
    token: str
    expires_at: datetime
    version: int


@event("order.confirmed", about="order_id")
class OrderConfirmed(Event, frozen=True):
    """Inventory commits the hold, notification writes to the customer, product counts best-sellers."""

    order_id: str
    number: str
    email: str
    lines: tuple[PricedLine, ...]
    totals: Totals
    version: int
    user_id: str | None = None
    locale: str = "en"


@event("order.cancelled", about="order_id", question=True)
class OrderCancelled(Event, frozen=True):
    """Inventory releases or takes back the goods, payment voids or refunds the money, notification tells the customer.

    A question only when the order had been confirmed (`was_confirmed`): then inventory answers with stock_returned and
    payment with refunded or voided, and the order stays watched until both are in.
    """

    order_id: str
    number: str
    reason: str
    email: str
    version: int
    was_confirmed: bool = False
    user_id: str | None = None
    locale: str = "en"

    @property
    def is_question(self) -> bool:
        return self.was_confirmed


@event("order.fulfilled", about="order_id")
class OrderFulfilled(Event, frozen=True):
    """One parcel left: payment captures what was only authorized, notification tells the customer."""

    order_id: str
    number: str
    email: str
    fulfillment_id: str
    lines: tuple[Line, ...]
    tracking: Tracking
    version: int
    locale: str = "en"


@event("order.delivered", about="order_id")
class OrderDelivered(Event, frozen=True):
    """One parcel arrived: notification tells the customer."""

    order_id: str
    number: str
    email: str
    fulfillment_id: str
    lines: tuple[Line, ...]
    tracking: Tracking
    version: int
    locale: str = "en"
