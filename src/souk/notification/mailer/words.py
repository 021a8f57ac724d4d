"""What a mail says: from the fact it tells to the values its template shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import msgspec

from souk.contracts import order, payment, user
from souk.contracts.event import Event
from souk.notification.mailer.speech import Speech
from souk.notification.model import Email, Kind

Values = dict[str, Any]


class SecurityMail(msgspec.Struct, frozen=True):
    """What the user service answers about a request that a mail has to prove."""

    kind: str
    user_id: str
    email: str
    name: str
    token: str
    expires_at: datetime


class Place(NamedTuple):
    """Where the shop is, and the key to the orders of guests there."""

    url: str
    guest_key: bytes

    def order(self, head: str, order_id: str, user_id: str | None) -> str:
        """The page of an order, which a guest opens by a token. `head` is the language's."""
        page = f"{self.url}{head}/orders/{order_id}"
        return page if user_id else f"{page}?token={order.guest_token(self.guest_key, order_id)}"


def _order_confirmed(fact: order.OrderConfirmed, email: Email, shop: Place, speech: Speech) -> Values:
    totals, price = fact.totals, speech.price
    return {
        "number": fact.number,
        "lines": [(each.quantity, each.title, price(each.total)) for each in fact.lines],
        "subtotal": price(totals.subtotal),
        "discount": price(totals.discount) if totals.discount else None,
        "shipping": price(totals.shipping),
        "tax": price(totals.tax),
        "tax_included": totals.tax_included,
        "total": price(totals.total),
        "order_url": shop.order(speech.head, fact.order_id, email.user_id),
    }


def _order_cancelled(fact: order.OrderCancelled, _: Email, __: Place, ___: Speech) -> Values:
    return {"number": fact.number, "reason": fact.reason, "was_confirmed": fact.was_confirmed}


def _parcel(fact: order.OrderFulfilled | order.OrderDelivered, _: Email, __: Place, ___: Speech) -> Values:
    return {
        "number": fact.number,
        "carrier": fact.tracking.carrier,
        "tracking_number": fact.tracking.tracking_number,
        "lines": [(each.quantity, each.sku) for each in fact.lines],
    }


def _order_refunded(fact: payment.PaymentRefunded, email: Email, _: Place, speech: Speech) -> Values:
    return {
        "number": email.number,
        "amount": speech.price(fact.amount),
        "total_refunded": speech.price(fact.total_refunded),
    }


def _welcome(fact: user.UserRegistered, _: Email, __: Place, ___: Speech) -> Values:
    return {"name": fact.name}


_TELL: Mapping[Kind, tuple[type[Event], Callable[[Any, Email, Place, Speech], Values]]] = {
    "order_confirmed": (order.OrderConfirmed, _order_confirmed),
    "order_cancelled": (order.OrderCancelled, _order_cancelled),
    "order_shipped": (order.OrderFulfilled, _parcel),
    "order_delivered": (order.OrderDelivered, _parcel),
    "order_refunded": (payment.PaymentRefunded, _order_refunded),
    "welcome": (user.UserRegistered, _welcome),
}
_PAGES: Mapping[Kind, str] = {"email_verification": "verify-email", "password_reset": "reset-password"}
_ASKS: Mapping[Kind, type[user.EmailVerificationRequested | user.PasswordResetRequested]] = {
    "email_verification": user.EmailVerificationRequested,
    "password_reset": user.PasswordResetRequested,
}
_DECODERS = {
    kind: msgspec.json.Decoder(event) for kind, event in [*((k, e) for k, (e, _) in _TELL.items()), *_ASKS.items()]
}

T = TypeVar("T", bound=Event)


def needs_token(kind: Kind) -> bool:
    """Whether its one-time token has to be fetched before it can be written."""
    return kind in _PAGES


def request_id(email: Email) -> str:
    """The request whose token a security mail carries."""
    fact = _fact(email)
    return str(getattr(fact, "request_id", ""))


def values(email: Email, shop: Place, security: SecurityMail | None, speech: Speech) -> Values:
    """What the templates of this mail show, as a language writes it. `security` is what `request_id` stands for, where
    `needs_token`."""
    if security is not None:
        return {
            "name": security.name,
            "link": f"{shop.url}{speech.head}/{_PAGES[email.kind]}?token={security.token}",
            "expires": speech.at(security.expires_at),
        }
    return _TELL[email.kind][1](_fact(email), email, shop, speech)


def _fact(email: Email) -> Event:
    if email.content is None:
        raise ValueError(f"{email.id} was sent already: its content is gone")
    return _DECODERS[email.kind].decode(email.content)
