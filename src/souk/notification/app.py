"""Puts the notification service together: `python -m souk.notification.app`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from litestar.types import ControllerRouterHandler

from souk.contracts import order, payment, user
from souk.kit import consumer, errors, mongo, settings
from souk.kit.tx import Tx
from souk.notification import actions, api, store
from souk.notification.consumers import Listeners
from souk.notification.mailer import compose, smtp
from souk.notification.model import Email
from souk.notification.sender import Sender
from souk.serving import derived, process, service

MAIL_LINGER_S = 0.2
"""A confirmation may be so much later, and shares its transaction with more of them."""


class Settings(settings.Service, frozen=True):
    """`smtp_url` as in `smtp.SmtpPost`; `mail_from` is `Name <address>` or an address."""

    smtp_url: str = "smtp://127.0.0.1:1025"
    mail_from: str = "Souk <shop@souk.example>"
    shop_name: str = "Souk"


async def build(
    runtime: service.Runtime[Settings], make_post: Callable[[str, str], smtp.Post] = smtp.SmtpPost
) -> Sequence[ControllerRouterHandler]:
    """Indexes, listeners, the sender, and one route for staff. `make_post` takes the server's URL and the sender."""
    config = runtime.settings
    await mongo.ensure_indexes(runtime.db, store.INDEXES)
    try:
        composer = compose.Composer(
            sender=config.mail_from,
            shop=config.shop_name,
            url=config.public_url,
            guest_key=derived.key(config.secret, order.GUEST_TOKEN_PURPOSE),
        )
        post = make_post(config.smtp_url, composer.address)
    except ValueError as error:
        sys.exit(f"notification: {error}")
    sender = Sender(runtime.db, composer, post, runtime.rest)
    runtime.background("sender", sender.run)
    listeners = Listeners(sender.hand_over)
    runtime.consume(order.OrderConfirmed, listeners.on_order_confirmed, consumer.Options(linger_s=MAIL_LINGER_S))
    runtime.consume(order.OrderCancelled, listeners.on_order_cancelled)
    runtime.consume(order.OrderFulfilled, listeners.on_order_fulfilled)
    runtime.consume(order.OrderDelivered, listeners.on_order_delivered)
    runtime.consume(payment.PaymentRefunded, listeners.on_payment_refunded)
    runtime.consume(user.UserRegistered, listeners.on_user_registered)
    runtime.consume(user.EmailVerificationRequested, listeners.on_email_verification_requested)
    runtime.consume(user.PasswordResetRequested, listeners.on_password_reset_requested)
    runtime.consume(user.UserErased, listeners.on_user_erased)

    async def resend_emails(tx: Tx, wanted: Sequence[actions.Resend]) -> Sequence[Email | errors.Refusal]:
        return await actions.resend_emails(tx, wanted, sender.hand_over)

    resend = runtime.group_commit(resend_emails, resource_id=lambda email: email.id)
    runtime.state["deps"] = api.Deps(db=runtime.db, resend=resend)
    return api.ROUTES


SERVICE = process.Service("notification", Settings, build)


def main() -> None:
    process.run(SERVICE)


if __name__ == "__main__":
    main()
