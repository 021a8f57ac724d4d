"""What may be done about violations by itself: only what the services would do, asked once more.

Money is never moved, counts are never changed, nothing is deleted. Whatever is not here needs a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from souk.audit.records import OPEN, Case
from souk.audit.verdict import Offence

Fact = Literal["confirmed", "cancelled"]


class Resend(msgspec.Struct, frozen=True):
    """Let a service send one of its events again, from its outbox; who knows it already drops it or answers again."""

    service: str
    event_id: str
    about: str
    why: str

    @property
    def words(self) -> str:
        return f"{self.service} sends {self.event_id} again"


class SettleHold(msgspec.Struct, frozen=True):
    """Let inventory settle a hold by what became of the order, as when it asks about an old one."""

    order_id: str
    fact: Fact
    why: str

    @property
    def about(self) -> str:
        return self.order_id

    @property
    def words(self) -> str:
        return f"inventory settles the hold: the order is {self.fact}"


Repair = Resend | SettleHold
ABOUT_ORDERS = frozenset({"I1", "I4", "I6"})


def of_case(case: Case, offences: Sequence[Offence]) -> list[Repair]:
    """What can be done about an order that these violations are about."""
    order, reservation = case.order, case.reservation
    broken = [each for each in offences if each.invariant in ABOUT_ORDERS and not each.waits]
    if order is None or not broken:
        return []
    why = broken[0].what
    if order.status in OPEN:
        question = order.watch.question if order.watch is not None else None
        return [Resend("order", question, case.order_id, why)] if question is not None else []
    made: list[Repair] = []
    if reservation is not None and reservation.status == "held":
        fact: Fact = "cancelled" if order.status == "cancelled" else "confirmed"
        made.append(SettleHold(case.order_id, fact, why))
    if order.end is not None:
        made.append(Resend("order", order.end, case.order_id, why))
    return made


def of_events(publishers: Mapping[str, str], offences: Iterable[Offence]) -> list[Repair]:
    """What can be done about events that were never heard; `publishers` says who announced which."""
    return [
        Resend(publishers[each.about], each.about, each.about, each.what)
        for each in offences
        if each.invariant == "I7" and not each.waits and "never heard" in each.what and each.about in publishers
    ]
