"""Which facts customers are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from souk.contracts import order, payment, user
from souk.kit import clock, consumer
from souk.kit.tx import Tx
from souk.notification import actions, model
from souk.notification.model import Email, Kind


class Listeners:
    """One function per event; what they write is handed to the sender."""

    def __init__(self, hand_over: actions.HandOver) -> None:
        self._hand_over = hand_over

    async def on_order_confirmed(self, tx: Tx, received: Sequence[consumer.Received[order.OrderConfirmed]]) -> None:
        emails = [
            _email("order_confirmed", each, each.data.email, each.data.order_id, each.data.number, each.data.user_id)
            for each in received
        ]
        await actions.write_emails(tx, emails, self._hand_over)

    async def on_order_cancelled(self, tx: Tx, received: Sequence[consumer.Received[order.OrderCancelled]]) -> None:
        emails = [
            _email("order_cancelled", each, each.data.email, each.data.order_id, each.data.number, each.data.user_id)
            for each in received
        ]
        await actions.write_emails(tx, emails, self._hand_over)

    async def on_order_fulfilled(self, tx: Tx, received: Sequence[consumer.Received[order.OrderFulfilled]]) -> None:
        await actions.write_emails(tx, [_parcel("order_shipped", each) for each in received], self._hand_over)

    async def on_order_delivered(self, tx: Tx, received: Sequence[consumer.Received[order.OrderDelivered]]) -> None:
        await actions.write_emails(tx, [_parcel("order_delivered", each) for each in received], self._hand_over)

    async def on_payment_refunded(
        self, tx: Tx, received: Sequence[consumer.Received[payment.PaymentRefunded]]
    ) -> consumer.Verdicts:
        emails = [_refund(each) for each in received]
        return await actions.write_refunds(tx, received, emails, self._hand_over)

    async def on_user_registered(self, tx: Tx, received: Sequence[consumer.Received[user.UserRegistered]]) -> None:
        emails = [_email("welcome", each, each.data.email, user_id=each.data.user_id) for each in received]
        await actions.write_emails(tx, emails, self._hand_over)

    async def on_email_verification_requested(
        self, tx: Tx, received: Sequence[consumer.Received[user.EmailVerificationRequested]]
    ) -> None:
        emails = [_email("email_verification", each, each.data.email, user_id=each.data.user_id) for each in received]
        await actions.write_emails(tx, emails, self._hand_over)

    async def on_password_reset_requested(
        self, tx: Tx, received: Sequence[consumer.Received[user.PasswordResetRequested]]
    ) -> None:
        emails = [_email("password_reset", each, each.data.email, user_id=each.data.user_id) for each in received]
        await actions.write_emails(tx, emails, self._hand_over)

    async def on_user_erased(self, tx: Tx, received: Sequence[consumer.Received[user.UserErased]]) -> None:
        await actions.forget(tx, received)


def _email(
    kind: Kind,
    received: consumer.Received[Any],
    to: str | None,
    order_id: str | None = None,
    number: str | None = None,
    user_id: str | None = None,
) -> Email:
    return Email(
        id=model.email_id(received.id),
        kind=kind,
        to=to,
        to_key=None if to is None else model.address_key(to),
        locale=getattr(received.data, "locale", "en"),
        content=msgspec.json.encode(received.data),
        user_id=user_id,
        order_id=order_id,
        number=number,
        version=getattr(received.data, "version", 0),
        at=clock.now(),
    )


def _refund(received: consumer.Received[payment.PaymentRefunded]) -> Email:
    email = _email("order_refunded", received, received.data.email, received.data.order_id)
    email.thing = received.data.refund_id
    return email


def _parcel(kind: Kind, received: consumer.Received[Any]) -> Email:
    data: order.OrderFulfilled | order.OrderDelivered = received.data
    email = _email(kind, received, data.email, data.order_id, data.number)
    email.thing = data.fulfillment_id
    return email
