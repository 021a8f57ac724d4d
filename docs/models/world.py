"""What the order protocol is made of: its rules, its messages, and the state of everything that takes part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

RULES = {
    "answer_twice": "a question that is asked again is answered again",
    "ask_before_release": "inventory asks what became of an order before it lets a hold go",
    "deadline": "an order that nothing more is heard of is cancelled",
    "first_time": "an end is repeated only to an answer that comes for the first time, and never to answers to the end",
    "late_answer": "an answer that comes after the end has the end told again",
    "payment_asks": "payment asks what became of an order whose money it has",
    "refund_bound": "refunds on their way count against what may be refunded",
    "stable_key": "a call is repeated under the same key",
    "stock_in_transaction": "what is left is read and taken in one transaction",
    "sweeper": "what was committed is published, whoever dies in between",
    "tombstone": "a release or a cancel of something not yet known is remembered",
    "watchdog": "an order that makes no progress has its question asked again",
}

LISTENERS = {
    "placed": ("inventory",),
    "awaiting": ("payment",),
    "confirmed": ("inventory",),
    "cancelled": ("inventory", "payment"),
    "undone": ("inventory", "payment"),
    "return_received": ("inventory", "payment"),
    "reserved": ("order",),
    "rejected": ("order",),
    "captured": ("order",),
    "declined": ("order",),
    "action_required": ("order",),
    "goods_back": ("order",),
    "money_back": ("order",),
}
"""Who hears what. `undone` is the cancellation of a confirmed order: like `return_received` it is a question."""
ANSWERS = {
    ("inventory", "placed"): ("reserved", "rejected"),
    ("payment", "awaiting"): ("captured", "declined", "action_required"),
    ("inventory", "undone"): ("goods_back",),
    ("payment", "undone"): ("money_back",),
    ("inventory", "return_received"): ("goods_back",),
    ("payment", "return_received"): ("money_back",),
}
LATE = {"reserved", "rejected", "captured", "declined"}
QUESTIONS = {
    "placed": "placed",
    "awaiting": "awaiting",
    "acting": "awaiting",
    "undoing": "undone",
    "returning": "return_received",
}
"""What the watchdog asks again, by where the order stands."""
ENDS = {
    "confirmed": "confirmed",
    "cancelled": "cancelled",
    "undoing": "undone",
    "undone": "undone",
    "returning": "confirmed",
    "returned": "confirmed",
}
"""How the saga ended, by where the order stands."""
PRICE = 2
"""In halves, so that there are partial refunds."""
UNITS = 1
"""What there is to sell."""


class Message(NamedTuple):
    """One copy on its way to one listener; `again` when it is a re-send, not the broker's repetition."""

    to: str
    event: str
    again: bool


class Refund(NamedTuple):
    """Remembered by payment; `is_done` at the gateway, which payment need not know."""

    halves: int
    is_done: bool = False


class Order(NamedTuple):
    """One order in all services: where it stands in each (`saga`, `stock`, `money`), what was told and heard, and what
    is on its way, in no order. `given_back` and `charges` are the gateway's truth, `noted_back` is payment's."""

    saga: str = "placed"
    stock: str = "none"
    money: str = "none"
    charges: int = 0
    given_back: int = 0
    noted_back: int = 0
    refunds: tuple[Refund, ...] = ()
    told: frozenset[str] = frozenset({"placed"})
    heard: frozenset[tuple[str, str]] = frozenset()
    bag: frozenset[Message] = frozenset({Message("inventory", "placed", False)})
    unsent: frozenset[str] = frozenset()
    """Committed and not yet published by the process that did it."""
    orphans: frozenset[str] = frozenset()
    """The same, and that process is dead."""
    wrong: str | None = None

    def but(self, **changes: Any) -> Order:
        return self._replace(**changes)

    def heard_by(self, who: str, *events: str) -> bool:
        return any((who, event) in self.heard for event in events)


class World(NamedTuple):
    """Some orders, the units that nobody has, and the misfortunes still to come."""

    orders: tuple[Order, ...]
    free: int
    losses: int = 0
    repeats: int = 0
    crashes: int = 0
    refunds: int = 0


@dataclass(frozen=True)
class Bounds:
    """How much of everything one exploration has."""

    orders: int = 1
    losses: int = 0
    repeats: int = 0
    crashes: int = 0
    refunds: int = 0
    timeouts: bool = False
    declines: bool = False
    cancels: bool = False
    undoes: bool = False
    returns: bool = False
    acts: bool = False
    """The bank wants the customer to confirm."""
    hurries: bool = False
    """The watchdog asks again as soon as its question is no longer on its way, and not only once nothing is."""
    may_lose: Callable[[Order, Message], bool] = lambda _order, _message: True


def settled(order: Order) -> Order:
    """Undone, or returned, once goods and money are back."""
    if not (order.heard_by("order", "goods_back") and order.heard_by("order", "money_back")):
        return order
    return order.but(saga="undone" if order.saga == "undoing" else "returned")


def with_order(world: World, n: int, order: Order, *, free: int = 0) -> World:
    return world._replace(orders=(*world.orders[:n], order, *world.orders[n + 1 :]), free=world.free + free)
