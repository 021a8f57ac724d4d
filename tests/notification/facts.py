"""Facts as other services announce them."""

from __future__ import annotations

from souk.contracts import order, payment, user
from souk.kit.money import Money


def euros(amount: int) -> Money:
    return Money(amount, "EUR")


def confirmed(
    order_id: str = "ord_1", *, email: str = "ada@example.com", version: int = 3, title: str = "Linen shirt",
    user_id: str | None = None, discount: int = 0,
) -> order.OrderConfirmed:  # fmt: skip
    return order.OrderConfirmed(
        order_id=order_id,
        number="S-1001",
        email=email,
        lines=(
            order.PricedLine(sku="shirt-m", quantity=2, title=title, unit_price=euros(1999), total=euros(3998)),
            order.PricedLine(sku="mug", quantity=1, title="Mug", unit_price=euros(900), total=euros(900)),
        ),
        totals=order.Totals(
            subtotal=euros(4898), discount=euros(discount), shipping=euros(495), tax=euros(861), total=euros(5393)
        ),
        version=version,
        user_id=user_id,
    )


def cancelled(
    order_id: str = "ord_1", *, reason: str = "customer", version: int = 4, was_confirmed: bool = True
) -> order.OrderCancelled:
    return order.OrderCancelled(
        order_id=order_id,
        number="S-1001",
        reason=reason,
        email="ada@example.com",
        version=version,
        was_confirmed=was_confirmed,
    )


def fulfilled(fulfillment_id: str = "ful_1", *, version: int = 5) -> order.OrderFulfilled:
    return order.OrderFulfilled(
        order_id="ord_1",
        number="S-1001",
        email="ada@example.com",
        fulfillment_id=fulfillment_id,
        lines=(order.Line(sku="shirt-m", quantity=2),),
        tracking=order.Tracking(carrier="DHL", tracking_number="00340434"),
        version=version,
    )


def delivered(fulfillment_id: str = "ful_1", *, version: int = 6) -> order.OrderDelivered:
    return order.OrderDelivered(
        order_id="ord_1",
        number="S-1001",
        email="ada@example.com",
        fulfillment_id=fulfillment_id,
        lines=(order.Line(sku="shirt-m", quantity=2),),
        tracking=order.Tracking(carrier="DHL", tracking_number="00340434"),
        version=version,
    )


def refunded(order_id: str = "ord_1", *, email: str | None = None) -> payment.PaymentRefunded:
    return payment.PaymentRefunded(
        payment_id="pay_1",
        order_id=order_id,
        amount=euros(900),
        refund_id="ref_1",
        total_refunded=euros(900),
        version=4,
        email=email,
    )


def registered(user_id: str = "usr_1", *, name: str = "Ada Lovelace", locale: str = "en") -> user.UserRegistered:
    return user.UserRegistered(user_id=user_id, email="ada@example.com", name=name, locale=locale)


def reset_requested(request_id: str = "sec_1") -> user.PasswordResetRequested:
    return user.PasswordResetRequested(
        user_id="usr_1", email="ada@example.com", request_id=request_id, name="Ada Lovelace"
    )


def verification_requested(request_id: str = "sec_2") -> user.EmailVerificationRequested:
    return user.EmailVerificationRequested(
        user_id="usr_1", email="ada@example.com", request_id=request_id, name="Ada Lovelace"
    )
