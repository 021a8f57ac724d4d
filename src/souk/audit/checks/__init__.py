"""The invariants, as pure functions over what was written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from souk.audit.checks import goods, money, orders
from souk.audit.records import Case
from souk.audit.verdict import Flaw, Moment, Offence


class CaseCheck(NamedTuple):
    """One invariant as far as it concerns one order: which cases it is about, and what is wrong with one."""

    invariant: str
    applies: Callable[[Case], bool]
    flaws: Callable[[Case, Moment], Iterable[Flaw]]


def _has_order(case: Case) -> bool:
    return case.order is not None


def _always(_: Case) -> bool:
    return True


CASE_CHECKS = (
    CaseCheck("I1", _has_order, orders.end),
    CaseCheck("I3", lambda case: bool(case.payment or case.charges or case.entries), money.charged_once),
    CaseCheck("I4", lambda case: bool(case.order or case.reservation), goods.follow_orders),
    CaseCheck("I5", lambda case: bool(case.payment or case.charges), money.refunds_are_bounded),
    CaseCheck("I6", lambda case: case.order is not None and case.order.status == "cancelled", goods.are_undone),
    CaseCheck("I6", lambda case: case.order is not None and case.order.status == "cancelled", money.is_undone),
    CaseCheck("I8", _has_order, orders.totals_are_their_lines),
    CaseCheck("I9", _has_order, orders.versions_only_grow),
    CaseCheck("I12", _always, orders.leave_a_trail),
)


def of_case(case: Case, moment: Moment) -> Iterator[Offence]:
    """Everything that is wrong with an order. Of one that cannot be read nothing else can be said."""
    for unreadable in case.unreadable:
        yield Offence("I12", case.order_id, f"cannot be read: {unreadable}")
    if case.unreadable:
        return
    for check in CASE_CHECKS:
        if check.applies(case):
            for flaw in check.flaws(case, moment):
                yield Offence(check.invariant, case.order_id, flaw.what, flaw.waits)


def counted(case: Case) -> Iterator[str]:
    """The invariants that a case was looked at for, each once."""
    yield from {check.invariant: None for check in CASE_CHECKS if check.applies(case)}
