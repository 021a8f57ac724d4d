"""What the payment service announces. Every result of an intent has `order.awaiting_payment` as its cause."""

from __future__ import annotations

import msgspec

from souk.contracts.event import Event, event
from souk.kit.money import Money


class NextAction(msgspec.Struct, frozen=True, kw_only=True):
    """What the customer has to do: open `url`."""

    url: str
    type: str = "redirect"


@event("payment.authorized", about="payment_id")
class PaymentAuthorized(Event, frozen=True):
    """Order confirms; the money is captured at the first fulfillment or by staff."""

    payment_id: str
    order_id: str
    amount: Money
    version: int


@event("payment.captured", about="payment_id")
class PaymentCaptured(Event, frozen=True):
    """Order confirms, or notes that what was authorized is now captured."""

    payment_id: str
    order_id: str
    amount: Money
    version: int


@event("payment.declined", about="payment_id")
class PaymentDeclined(Event, frozen=True):
    """Order cancels with `payment_declined`."""

    payment_id: str
    order_id: str
    amount: Money
    version: int
    reason: str = "declined"


@event("payment.action_required", about="payment_id")
class PaymentActionRequired(Event, frozen=True):
    """Order shows `next_action` to the customer and waits longer."""

    payment_id: str
    order_id: str
    amount: Money
    version: int
    next_action: NextAction


@event("payment.refunded", about="payment_id")
class PaymentRefunded(Event, frozen=True):
    """Order and notification learn that `amount` went back (`total_refunded` of all refunds so far)."""

    payment_id: str
    order_id: str
    amount: Money
    refund_id: str
    total_refunded: Money
    version: int
    email: str | None = None


@event("payment.voided", about="payment_id")
class PaymentVoided(Event, frozen=True):
    """Order learns that nothing will be taken: an authorization was given up, or nothing had been taken at all."""

    payment_id: str
    order_id: str
    amount: Money
    version: int


@event("payment.disputed", about="payment_id")
class PaymentDisputed(Event, frozen=True):
    """Order and notification learn that the customer's bank took the money back for now."""

    payment_id: str
    order_id: str
    amount: Money
    version: int
