"""An order: where it stands, what may happen to it next, and how each step changes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from souk.kit import ids
from souk.order.model import pricing, refusals
from souk.order.model import watch as watching
from souk.order.model.states import FINAL, TRANSITIONS, Act, By, Reason, Status


class Address(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a parcel or a bill goes; `country` is ISO 3166-1 alpha-2."""

    name: str
    line1: str
    city: str
    postal_code: str
    country: str
    line2: str | None = None
    region: str | None = None
    phone: str | None = None


class PaymentStatus(StrEnum):
    """What the order knows of its payment; the payment service knows better."""

    PENDING = "pending"
    ACTION_REQUIRED = "action_required"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"
    DECLINED = "declined"
    VOIDED = "voided"
    DISPUTED = "disputed"


class NextAction(msgspec.Struct, frozen=True, kw_only=True):
    """What the customer has to do: open `url`."""

    url: str
    type: str = "redirect"


class PaymentNote(msgspec.Struct, kw_only=True, omit_defaults=True):
    """How the order is paid. `id` is known once payment is asked for, and `token` forgotten with it; `captured` and
    `refunded` are in minor units; of two facts the one with the greater `version` stands.
    """

    gateway: str
    id: str | None = None
    token: str | None = None
    status: PaymentStatus = PaymentStatus.PENDING
    next_action: NextAction | None = None
    captured: int = 0
    refunded: int = 0
    version: int = 0


class Settling(msgspec.Struct, kw_only=True):
    """What is still to be undone of an order that was cancelled after its confirmation."""

    is_stock_back: bool = False
    is_money_back: bool = False

    @property
    def is_done(self) -> bool:
        return self.is_stock_back and self.is_money_back


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of an order's history. `actor` is the staff member's id, never shown to customers."""

    at: datetime
    status: Status
    by: By
    note: str | None = None
    actor: str | None = None


class FulfillmentStatus(StrEnum):
    SHIPPED = "shipped"
    DELIVERED = "delivered"


class Fulfillment(msgspec.Struct, kw_only=True):
    """One parcel."""

    id: str
    lines: list[pricing.Wanted]
    carrier: str
    tracking_number: str
    created_at: datetime
    status: FulfillmentStatus = FulfillmentStatus.SHIPPED
    delivered_at: datetime | None = None


class Viewer(msgspec.Struct, frozen=True, kw_only=True):
    """Who wants to see or change an order: staff, a customer, or a guest who showed the order's token."""

    user_id: str | None = None
    is_staff: bool = False
    has_token: bool = False


class Progress(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What the saga has to know of an order to take its next step; an `Order` is one too.

    `history` holds the steps taken since it was loaded. `end` is the id of the event that told the world how the saga
    ended; it is told again to whoever answers later than that.
    """

    id: str
    number: str
    status: Status
    email: str
    """`ERASED` once the buyer was forgotten."""
    totals: pricing.Totals
    payment: PaymentNote
    created_at: datetime
    version: int
    lines: list[pricing.LineItem] = []
    reason: Reason | None = None
    user_id: str | None = None
    locale: str = "en"
    """What the buyer is written to in."""
    cart_id: str | None = None
    watch: watching.Watch | None = None
    end: str | None = None
    settling: Settling | None = None
    erase: bool = False
    """The buyer asked to be forgotten: done once the order is final."""
    history: list[Step] = []

    @property
    def is_forgettable(self) -> bool:
        """Nobody needs to know any more who bought, and the buyer asked to be forgotten."""
        return self.erase and self.status in FINAL and self.watch is None

    def is_open_to(self, viewer: Viewer) -> bool:
        """Whether somebody may see this order at all. A token opens only what a guest ordered."""
        if viewer.is_staff:
            return True
        if self.user_id is None:
            return viewer.has_token
        return viewer.user_id == self.user_id

    def may(self, act: Act) -> bool:
        return act in TRANSITIONS[self.status]

    def take(self, act: Act, by: By, now: datetime, *, note: str | None = None, actor: str | None = None) -> None:
        """Take a step of the table. Raises `TransitionNotAllowed` for any other."""
        after = TRANSITIONS[self.status].get(act)
        if after is None:
            raise refusals.TransitionNotAllowed(
                f"the order is {self.status.replace('_', ' ')}", order_status=self.status
            )
        if after is not self.status:
            self.history.append(Step(at=now, status=after, by=by, note=note, actor=actor))
        self.status = after
        self.version += 1

    # The saga

    def request_payment(self, now: datetime) -> str:
        """Every line is held: ask for the money. Answers the token to pay with, which is forgotten here."""
        self.take(Act.REQUEST_PAYMENT, By.INVENTORY, now)
        token, self.payment.token = self.payment.token or "", None
        self.payment.id = payment_id(self.id)
        self.watch = watching.begin(now, watching.AWAITING_PAYMENT)
        return token

    def require_action(self, action: NextAction, now: datetime) -> None:
        """The customer has to do something: there is longer to wait, and nothing to ask for meanwhile."""
        self.take(Act.REQUIRE_ACTION, By.PAYMENT, now)
        self.payment.next_action = action
        self.watch = watching.wait_for_customer(self.watch, now)

    def confirm(self, now: datetime) -> None:
        """The money is there, or promised."""
        self.take(Act.CONFIRM, By.PAYMENT, now)
        self.payment.next_action = None
        self.watch = None

    def cancel(
        self,
        act: Act,
        reason: Reason,
        by: By,
        now: datetime,
        *,
        note: str | None = None,
        actor: str | None = None,
    ) -> bool:
        """End the order. True when it had been confirmed: then goods and money have to come back, and it is watched
        until both did.
        """
        was_confirmed = self.status is Status.CONFIRMED
        self.take(act, by, now, note=note, actor=actor)
        self.reason = reason
        self.payment.token = None
        self.payment.next_action = None
        is_money_back = self.payment.status in (PaymentStatus.REFUNDED, PaymentStatus.VOIDED)
        self.settling = Settling(is_money_back=is_money_back) if was_confirmed else None
        self.watch = watching.begin(now, watching.SETTLING) if was_confirmed else None
        return was_confirmed

    def ask(self, event_id: str) -> None:
        """The question whose answer the order now waits for."""
        if self.watch is not None:
            self.watch.question = event_id

    def settle(self, *, stock: bool = False, money: bool = False) -> None:
        """Goods or money of a cancelled order came back; with both it is no longer watched."""
        if self.settling is None:
            return
        self.settling.is_stock_back |= stock
        self.settling.is_money_back |= money
        if self.settling.is_done:
            self.watch = None

    def note_payment(self, status: PaymentStatus, version: int, *, captured: int = 0, refunded: int = 0) -> bool:
        """Keep what became of the payment. True when it was news.

        Of two states the later one stands. Amounts only grow, so that they count however late they come: a refund may
        be heard of after the dispute that came after it.
        """
        known = self.payment
        before = (known.version, known.captured, known.refunded)
        known.captured, known.refunded = max(known.captured, captured), max(known.refunded, refunded)
        if version > known.version:
            known.version, known.status = version, status
        if known.status is PaymentStatus.PARTIALLY_REFUNDED and 0 < known.captured <= known.refunded:
            known.status = PaymentStatus.REFUNDED
        is_news = (known.version, known.captured, known.refunded) != before
        self.version += is_news
        return is_news


class Order(Progress, kw_only=True, omit_defaults=True):
    """An order, whole. Money and lines never change once it is placed."""

    shipping_address: Address
    shipping_method: str
    billing_address: Address | None = None
    fulfillments: list[Fulfillment] = []

    def progress(self) -> Progress:
        """What the saga has to know of it, as an object of its own: the order in hand does not change with it."""
        known = {name: getattr(self, name) for name in Progress.__struct_fields__}
        known["payment"] = msgspec.structs.replace(self.payment)
        known["watch"] = None if self.watch is None else msgspec.structs.replace(self.watch)
        return Progress(**known)

    # Fulfillment

    def remaining(self) -> dict[str, int]:
        """Units not yet sent, by SKU."""
        left = {line.sku: line.quantity for line in self.lines}
        for fulfillment in self.fulfillments:
            for sent in fulfillment.lines:
                left[sent.sku] -= sent.quantity
        return left

    def fulfill(
        self, wanted: Sequence[pricing.Wanted], carrier: str, tracking_number: str, actor: str | None, now: datetime
    ) -> Fulfillment:
        """Send a parcel. Raises `ExceedsOrdered` for more than is left, `TransitionNotAllowed`."""
        if not self.may(Act.FULFILL_REST):
            self.take(Act.FULFILL_REST, By.STAFF, now)  # raises
        left = self.remaining()
        for each in wanted:
            if each.quantity > left.get(each.sku, 0):
                raise refusals.ExceedsOrdered(
                    f"{left.get(each.sku, 0)} of {each.sku} are left to send",
                    sku=each.sku,
                    remaining=left.get(each.sku, 0),
                )
            left[each.sku] -= each.quantity
        act = Act.FULFILL_PART if any(left.values()) else Act.FULFILL_REST
        self.take(act, By.STAFF, now, actor=actor)
        parcel = Fulfillment(
            id=ids.new("ful"), lines=list(wanted), carrier=carrier, tracking_number=tracking_number, created_at=now
        )
        self.fulfillments.append(parcel)
        return parcel

    def deliver(self, fulfillment_id: str, actor: str | None, now: datetime) -> Fulfillment:
        """A parcel arrived; with the last one the order is completed. Raises `TransitionNotAllowed` the second time."""
        parcel = next(each for each in self.fulfillments if each.id == fulfillment_id)
        if parcel.status is FulfillmentStatus.DELIVERED:
            raise refusals.TransitionNotAllowed("the parcel was delivered already", order_status=self.status)
        parcel.status = FulfillmentStatus.DELIVERED
        parcel.delivered_at = now
        if self.may(Act.COMPLETE) and all(each.status is FulfillmentStatus.DELIVERED for each in self.fulfillments):
            self.take(Act.COMPLETE, By.STAFF, now, actor=actor)
        else:
            self.version += 1
        return parcel


def payment_id(order_id: str) -> str:
    """The id of an order's one payment: made of the order's id, so that both services know it without asking."""
    return "pay_" + order_id.partition("_")[2]
