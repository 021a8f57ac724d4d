"""The payment of one order, and the one way in which its state changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from souk.kit.money import Money
from souk.payment.model import refusals, states
from souk.payment.model.states import PUBLIC, TRANSITIONS, State

ASK_AFTER = timedelta(seconds=60)
"""An intent or a capture of this age is asked about at the order service."""
NO_MONEY = Money(0, "XXX")
"""ISO 4217 for "no currency": the amount of a payment that was cancelled before it was known."""

RefundStatus = Literal["pending", "succeeded", "failed"]
What = Literal["authorized", "captured", "declined", "action_required", "refunded", "voided", "disputed"]


class HistoryEntry(msgspec.Struct, frozen=True):
    """When the payment's public status became what, and by whom."""

    at: datetime
    status: states.Status
    by: str


class NextAction(msgspec.Struct, frozen=True):
    """What the customer has to do: open `url`."""

    url: str
    type: str = "redirect"


class Capture(msgspec.Struct, frozen=True):
    """A capture that is asked for; its id is its key."""

    id: str
    amount: Money
    by: str


class Refund(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Money on its way back; its id is its key. `automatic` when a cancelled order gives back what is left."""

    id: str
    amount: Money
    reason: str
    by: str
    created_at: datetime
    status: RefundStatus
    automatic: bool = False
    called_at: datetime | None = None
    finished_at: datetime | None = None
    failure: str | None = None


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is now true of a payment, for the ledger and for those who listen.

    `cause` is the question it answers. `booked` moves money in the ledger. `told` is False where the order has ended
    and need not hear of it.
    """

    what: What
    amount: Money
    version: int
    cause: str | None = None
    booked: bool = False
    told: bool = True
    refund: Refund | None = None


class Lease(msgspec.Struct, frozen=True):
    """The right to work on so many payments (`room`) until then; what is found out counts while the token holds."""

    token: str
    until: datetime
    room: int = 1


def payment_id(order_id: str) -> str:
    """An order has one payment, and both services know its id without asking."""
    return f"pay_{order_id[4:]}"


class Payment(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One order's payment. Its results answer the question `cause`, undoing it answers the question `undo_cause`."""

    id: str
    order_id: str
    gateway: str
    amount: Money
    state: State
    captured: Money
    refunded: Money
    created_at: datetime
    updated_at: datetime
    version: int = 1
    history: list[HistoryEntry] = []
    refunds: list[Refund] = []
    capture: Capture | None = None
    token: str | None = None
    """The gateway's name for the card; forgotten as soon as no call needs it. Never logged."""
    reason: str | None = None
    next_action: NextAction | None = None
    charge_id: str | None = None
    charge_version: int = 0
    cancelled: bool = False
    cause: str | None = None
    undo_cause: str | None = None
    traceparent: str | None = None
    alarm: str | None = None
    """Why a person has to look at it."""
    attempts: int = 0
    """Charge calls made, counted before each."""
    tries: int = 0
    """Calls in this state that brought nothing new."""
    first_called_at: datetime | None = None
    call_until: datetime | None = None
    """No first call from then on, unless the order service says that the order is still open."""
    due_at: datetime | None = None
    lease: str | None = None
    lease_until: datetime | None = None
    ask_at: datetime | None = None
    asked: int = 0

    @classmethod
    def intend(
        cls,
        *,
        order_id: str,
        gateway: str,
        amount: Money,
        token: str,
        cause: str,
        expires_at: datetime,
        now: datetime,
        traceparent: str | None = None,
    ) -> Payment:
        """The intent to take `amount`, before anybody was called."""
        zero = Money.zero(amount.currency)
        payment = cls(
            id=payment_id(order_id),
            order_id=order_id,
            gateway=gateway,
            amount=amount,
            state=State.PENDING,
            captured=zero,
            refunded=zero,
            created_at=now,
            updated_at=now,
            token=token,
            cause=cause,
            traceparent=traceparent,
            call_until=expires_at,
            due_at=now,
            ask_at=now + ASK_AFTER,
        )
        payment.write_history(now, "order")
        return payment

    @classmethod
    def tombstone(cls, order_id: str, cause: str | None, now: datetime) -> Payment:
        """The payment of an order that was cancelled before it was known here: whatever comes later finds it voided."""
        payment = cls(
            id=payment_id(order_id),
            order_id=order_id,
            gateway="",
            amount=NO_MONEY,
            state=State.VOIDED,
            captured=NO_MONEY,
            refunded=NO_MONEY,
            created_at=now,
            updated_at=now,
            cancelled=True,
            undo_cause=cause,
        )
        payment.write_history(now, "order")
        return payment

    @property
    def status(self) -> states.Status:
        return PUBLIC[self.state]

    @property
    def is_tombstone(self) -> bool:
        return not self.gateway

    @property
    def pending_refunds(self) -> list[Refund]:
        return [refund for refund in self.refunds if refund.status == "pending"]

    @property
    def refundable(self) -> Money:
        """What was captured, less what went back and what is on its way back."""
        left = self.captured - self.refunded
        for refund in self.pending_refunds:
            left = left - refund.amount
        return left

    def move(self, to: State, now: datetime, by: str) -> None:
        """Enter another state, if the table allows it."""
        if to not in TRANSITIONS[self.state]:
            raise refusals.TransitionNotAllowed(
                f"a payment that is {self.state} cannot become {to}", payment_status=self.status, payment_id=self.id
            )
        before = self.status
        self.state = to
        self.tries = 0
        self.alarm = None
        if to is not State.ACTION_REQUIRED:
            self.next_action = None
        if to in (State.AUTHORIZED, State.CAPTURED, State.DECLINED, State.VOIDED):
            self.token = None
        if to in states.FINAL:
            self.ask_at = None
        self.touch(now)
        if self.status != before:
            self.write_history(now, by)

    def touch(self, now: datetime) -> None:
        """Whatever changes is a later version."""
        self.version += 1
        self.updated_at = now

    def happened(self, what: What, amount: Money, cause: str | None = None, *, booked: bool = False) -> Happening:
        return Happening(what=what, amount=amount, version=self.version, cause=cause, booked=booked)

    def write_history(self, now: datetime, by: str) -> None:
        self.history.append(HistoryEntry(now, self.status, by))
