"""What must hold after any load, checked on what the databases and the card gateway say; pure, no stack needed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

ENDED = frozenset({"confirmed", "partially_fulfilled", "fulfilled", "completed", "cancelled"})
EXAMPLES_MAX = 3
"""Of each kind of violation, so many are named."""


@dataclass(frozen=True)
class Order:
    """As the order service stores it; `total` in minor units, `lines` units by SKU."""

    status: str
    lines: Mapping[str, int]
    total: int
    is_settling: bool = False
    """Cancelled after its confirmation, and not everything has come back."""

    @property
    def is_cancelled(self) -> bool:
        return self.status == "cancelled"


@dataclass(frozen=True)
class Reservation:
    """As the inventory service stores it."""

    status: str
    lines: Mapping[str, int]


@dataclass(frozen=True)
class Charge:
    """As the card gateway lists it; `key` is the payment's id, `status` succeeded, failed or refunded.

    What was only authorized has succeeded, too, with nothing captured.
    """

    key: str
    status: str
    amount: int
    captured: int = 0
    refunded: int = 0

    @property
    def went_through(self) -> bool:
        """Whether the card was charged, and not released since: what was given back was charged."""
        return self.status == "succeeded" or self.refunded > 0


@dataclass(frozen=True)
class Books:
    """Everything that was written down about a run."""

    accepted: int
    """Orders that were answered with 201."""
    initial: Mapping[str, int]
    """Units of each SKU before the load."""
    levels: Mapping[str, tuple[int, int]]
    """(on_hand, reserved) of each SKU now."""
    orders: Mapping[str, Order]
    reservations: Mapping[str, Reservation]
    payments: Mapping[str, str]
    """Payment id by order id."""
    charges: Sequence[Charge]
    ledger: Sequence[tuple[str, str, int, int]]
    """(account, currency, debit, credit)."""
    refunds: Mapping[str, int] = field(default_factory=dict)
    """What the payment service gave back, by payment id; nothing where there is no entry."""


def violations(books: Books) -> list[str]:
    """What does not hold, in words; empty when all is well."""
    return [
        *_orders_ended(books),
        *_stock_adds_up(books),
        *_goods_follow_orders(books),
        *_charged_once(books),
        *_refunds_agree(books),
        *_ledger_balances(books),
    ]


def _orders_ended(books: Books) -> list[str]:
    found = []
    if len(books.orders) < books.accepted:
        found.append(f"{books.accepted} orders were accepted and {len(books.orders)} are stored: some were lost")
    settling = [order_id for order_id, order in books.orders.items() if order.is_settling]
    if settling:
        found.append(f"{len(settling)} cancelled orders still wait for goods or money: {_some(settling)}")
    open_ = {order_id: order.status for order_id, order in books.orders.items() if order.status not in ENDED}
    if open_:
        found.append(f"{len(open_)} orders never reached an end: {_some(f'{k} {v}' for k, v in open_.items())}")
    return found


def _stock_adds_up(books: Books) -> list[str]:
    units: dict[tuple[str, str], int] = defaultdict(int)
    for reservation in books.reservations.values():
        for sku, quantity in reservation.lines.items():
            units[sku, reservation.status] += quantity
    found = []
    for sku, initial in books.initial.items():
        on_hand, reserved = books.levels.get(sku, (0, 0))
        committed, held, available = units[sku, "committed"], units[sku, "held"], on_hand - reserved
        if committed + held + available != initial:
            found.append(f"{sku}: {committed} committed + {held} held + {available} available, not {initial}")
        if available < 0:
            found.append(f"{sku} is oversold: {available} available")
        if reserved != held:
            found.append(f"{sku}: {reserved} reserved, but {held} held")
    return _shortened(found, "SKUs do not add up")


def _goods_follow_orders(books: Books) -> list[str]:
    found = []
    for order_id, order in books.orders.items():
        reservation = books.reservations.get(order_id)
        status = reservation.status if reservation else "missing"
        if order.status not in ENDED:
            continue
        if order.is_cancelled:
            if status in ("held", "committed"):
                found.append(f"{order_id} is cancelled and its goods are {status}")
        elif status != "committed":
            found.append(f"{order_id} is {order.status} and its goods are {status}")
        elif reservation and dict(reservation.lines) != dict(order.lines):
            found.append(f"{order_id} sold {dict(order.lines)} and took {dict(reservation.lines)}")
    return _shortened(found, "orders and their goods disagree")


def _charged_once(books: Books) -> list[str]:
    charged: dict[str, list[Charge]] = defaultdict(list)
    for charge in books.charges:
        if charge.went_through:
            charged[charge.key].append(charge)
    found = []
    known = Counter(books.payments.values())
    for order_id, order in books.orders.items():
        payment_id = books.payments.get(order_id, "")
        charges = charged.get(payment_id, [])
        if order.status not in ENDED:
            continue
        if order.is_cancelled:
            if any(charge.status == "succeeded" for charge in charges):
                found.append(f"{order_id} is cancelled and its card stays charged")
        elif len(charges) != 1:
            found.append(f"{order_id} is {order.status} and was charged {len(charges)} times")
        elif charges[0].amount != order.total:
            found.append(f"{order_id} costs {order.total} and {charges[0].amount} was charged")
    found.extend(f"{key} was charged and belongs to no order" for key in charged if key not in known)
    found.extend(f"{payment_id} pays for {count} orders" for payment_id, count in known.items() if count > 1)
    return _shortened(found, "charges are wrong")


def _refunds_agree(books: Books) -> list[str]:
    returned: Counter[str] = Counter()
    for charge in books.charges:
        returned[charge.key] += charge.refunded
    found = [
        f"{key} gave back {books.refunds.get(key, 0)} and the gateway {returned[key]}"
        for key in sorted(returned.keys() | books.refunds.keys())
        if returned[key] != books.refunds.get(key, 0)
    ]
    return _shortened(found, "refunds are wrong")


def _ledger_balances(books: Books) -> list[str]:
    debit: Counter[str] = Counter()
    credit: Counter[str] = Counter()
    balance: Counter[str] = Counter()
    for account, currency, entry_debit, entry_credit in books.ledger:
        debit[currency] += entry_debit
        credit[currency] += entry_credit
        balance[account] += entry_credit - entry_debit
    found = [
        f"the ledger does not balance: {debit[currency]} debit, {credit[currency]} credit in {currency}"
        for currency in debit.keys() | credit.keys()
        if debit[currency] != credit[currency]
    ]
    captured = sum(charge.captured for charge in books.charges)
    if balance["receipts"] != captured:
        found.append(f"the ledger received {balance['receipts']} and cards were charged {captured}")
    refunded = sum(charge.refunded for charge in books.charges)
    if -balance["refunds"] != refunded:
        found.append(f"the ledger gave back {-balance['refunds']} and cards got back {refunded}")
    return found


def _shortened(found: list[str], what: str) -> list[str]:
    if len(found) <= EXAMPLES_MAX:
        return found
    return [*found[:EXAMPLES_MAX], f"… and {len(found) - EXAMPLES_MAX} more {what}"]


def _some(texts: Iterable[str]) -> str:
    listed = list(texts)
    return ", ".join(listed[:EXAMPLES_MAX]) + (" …" if len(listed) > EXAMPLES_MAX else "")
