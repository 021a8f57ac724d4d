"""What the services and the gateway wrote down, as it is stored: as much of it as the checks look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from souk.kit.money import Money

OPEN = frozenset({"placed", "awaiting_payment"})
"""The order's end is not decided."""
SOLD = frozenset({"confirmed", "partially_fulfilled", "fulfilled", "completed"})


class Line(msgspec.Struct, frozen=True):
    sku: str
    quantity: int
    unit_price: Money
    discount: Money
    tax: Money
    total: Money


class Totals(msgspec.Struct, frozen=True):
    subtotal: Money
    discount: Money
    shipping: Money
    tax: Money
    total: Money
    tax_included: bool


class Step(msgspec.Struct, frozen=True):
    at: datetime
    status: str


class Watch(msgspec.Struct, frozen=True):
    at: datetime
    since: datetime
    deadline: datetime | None = None
    question: str | None = None


class PaymentNote(msgspec.Struct, frozen=True):
    status: str = "pending"
    version: int = 0


class Settling(msgspec.Struct, frozen=True):
    is_stock_back: bool
    is_money_back: bool


class Units(msgspec.Struct, frozen=True):
    sku: str
    quantity: int


class Parcel(msgspec.Struct, frozen=True):
    lines: Sequence[Units]


class Order(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    status: str
    stage: str
    version: int
    created_at: datetime
    totals: Totals
    payment: PaymentNote
    lines: Sequence[Line] = ()
    history: Sequence[Step] = ()
    reason: str | None = None
    watch: Watch | None = None
    end: str | None = None
    """The event that told how it ended."""
    settling: Settling | None = None
    """There when it was cancelled after its confirmation."""
    fulfillments: Sequence[Parcel] = ()

    @property
    def is_settling(self) -> bool:
        """Confirmed, cancelled, and not everything has come back."""
        return self.settling is not None and not (self.settling.is_stock_back and self.settling.is_money_back)


class Reservation(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    status: str
    lines: Sequence[Units]
    updated_at: datetime
    expires_at: datetime | None = None


class Refund(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    amount: Money
    status: str


class Payment(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    order_id: str
    gateway: str
    state: str
    status: str
    amount: Money
    captured: Money
    refunded: Money
    updated_at: datetime
    version: int = 1
    history: Sequence[Step] = ()
    refunds: Sequence[Refund] = ()
    cancelled: bool = False
    alarm: str | None = None
    due_at: datetime | None = None
    """When the gateway is called next; None when nothing is owed to it."""

    def refunds_in(self, status: str) -> int:
        """Minor units of all refunds in this status."""
        return sum(refund.amount.amount for refund in self.refunds if refund.status == status)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a movement of the ledger, in minor units."""

    id: str
    payment_id: str
    account: str
    debit: int
    credit: int

    @property
    def movement(self) -> str:
        """`captured`, `disputed`, or `refunded.` and the refund's id."""
        return self.id.partition(".")[2].rpartition(".")[0]


class Charge(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the gateway's own list; `status` is succeeded, failed or refunded, amounts in minor units."""

    id: str
    key: str
    amount: int
    currency: str
    status: str
    captured: int
    refunded: int

    @property
    def went_through(self) -> bool:
        """Whether the card was charged, or is promised; what was given back was charged."""
        return self.status == "succeeded" or self.refunded > 0


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that anybody wrote down about one order. `key` is what the ids of all of it have in common."""

    key: str
    order: Order | None = None
    reservation: Reservation | None = None
    payment: Payment | None = None
    entries: Sequence[Entry] = ()
    charges: Sequence[Charge] | None = None
    """None when there is no list to look at."""
    unreadable: Sequence[str] = ()
    """Records that are not what their service writes, and why."""

    @property
    def order_id(self) -> str:
        return f"ord_{self.key}"

    @property
    def stirred_at(self) -> datetime | None:
        """When somebody last wrote something about it."""
        moments = [each.updated_at for each in (self.reservation, self.payment) if each is not None]
        if self.order is not None:
            moments += [self.order.created_at, *(step.at for step in self.order.history[-1:])]
        return max(moments, default=None)


class Shelf(msgspec.Struct, frozen=True):
    """Units of one SKU at one location."""

    on_hand: int
    reserved: int


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """What the inventory service says there is of one SKU."""

    id: str
    on_hand: int
    reserved: int
    locations: dict[str, Shelf]


@dataclass(frozen=True, slots=True)
class Stock:
    """One SKU: its level, and the sums of what ever happened to it. `level` is None where only the sums know of it."""

    sku: str
    level: Level | None
    moved: int = 0
    """By people, in and out."""
    held: int = 0
    committed: int = 0


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A row of an outbox: events of one type that went out together."""

    id: str
    type: str
    ids: Sequence[str]
    at: datetime
    unsent: bool = False


class Said(msgspec.Struct, frozen=True):
    """An announced event about one order or payment, and the version that this was at then."""

    event_id: str
    about: str
    version: int


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one announced event at one of the services that listen to it."""

    event_id: str
    type: str
    listener: str
    announced_at: datetime
    is_sent: bool
    is_heard: bool
    answers: dict[str, int] = field(default_factory=dict)
    """How many answers of each type the listener announced to it."""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A dead letter."""

    id: str
    consumer: str
    type: str
    reason: str

    @property
    def event_id(self) -> str:
        return self.id.partition(":")[2]


class PutOff(msgspec.Struct, frozen=True, kw_only=True):
    """An event that waits for its time."""

    id: str
    consumer: str
    reason: str
    due: datetime
