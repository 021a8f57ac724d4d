"""Double-entry bookkeeping: every movement of money is a debit here and a credit there, of the same amount.

Accounts: `gateway:<name>` (what the gateway owes us), `receipts` (what customers paid), `refunds` (what we gave back)
and `disputes` (what banks took back). An entry's id is made of the movement it books, so none can be booked twice.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from souk.kit.money import Money

Movement = Literal["captured", "refunded", "disputed"]

_COUNTER_ACCOUNTS: dict[Movement, str] = {"captured": "receipts", "refunded": "refunds", "disputed": "disputes"}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a movement, in minor units; one of `debit` and `credit` is zero."""

    id: str
    payment_id: str
    account: str
    debit: int
    credit: int
    currency: str
    at: datetime


def entries(
    payment_id: str, gateway: str, movement: Movement, amount: Money, at: datetime, *, part: str | None = None
) -> list[Entry]:
    """The two entries of one movement; none when nothing moved. `part` (a refund's id) tells movements apart."""
    if not amount:
        return []
    book = f"{payment_id}.{movement}" if part is None else f"{payment_id}.{movement}.{part}"
    till, counter = f"gateway:{gateway}", _COUNTER_ACCOUNTS[movement]
    debited, credited = (till, counter) if movement == "captured" else (counter, till)
    return [
        Entry(
            id=f"{book}.{side}",
            payment_id=payment_id,
            account=account,
            debit=amount.amount if side == "debit" else 0,
            credit=amount.amount if side == "credit" else 0,
            currency=amount.currency,
            at=at,
        )
        for side, account in (("debit", debited), ("credit", credited))
    ]
