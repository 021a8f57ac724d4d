"""A checker that cannot fail proves nothing: every invariant is broken once, and must be noticed."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from bench.invariants import Books, Charge, Order, Reservation

from bench import invariants


def taken(payment_id: str, amount: int, refunded: int = 0) -> Charge:
    status = "refunded" if refunded == amount else "succeeded"
    return Charge(payment_id, status, amount, captured=amount, refunded=refunded)


def movement(debited: str, credited: str, amount: int) -> list[tuple[str, str, int, int]]:
    return [(debited, "EUR", amount, 0), (credited, "EUR", 0, amount)]


def good() -> Books:
    """Two confirmed orders and one that was cancelled for lack of stock; 10 mugs and 5 cups to begin with."""
    return Books(
        accepted=3,
        initial={"MUG": 10, "CUP": 5},
        levels={"MUG": (7, 0), "CUP": (4, 0), "UNTOUCHED": (3, 0)},
        orders={
            "ord_1": Order("confirmed", {"MUG": 1, "CUP": 1}, 3000),
            "ord_2": Order("fulfilled", {"MUG": 2}, 4000),
            "ord_3": Order("cancelled", {"CUP": 9}, 9000),
        },
        reservations={
            "ord_1": Reservation("committed", {"MUG": 1, "CUP": 1}),
            "ord_2": Reservation("committed", {"MUG": 2}),
            "ord_3": Reservation("released", {}),
        },
        payments={"ord_1": "pay_1", "ord_2": "pay_2"},
        charges=[
            taken("pay_1", 3000),
            Charge("pay_2", "failed", 4000),
            taken("pay_2", 4000),
        ],
        ledger=[*movement("gateway:sandbox", "receipts", 3000), *movement("gateway:sandbox", "receipts", 4000)],
    )


def undone() -> Books:
    """As `good`, and then: `ord_1` got a part of its money back, `ord_2` all of it, `ord_4` was confirmed and
    cancelled, `ord_5` is paid by an authorization, and `ord_6` was, before it was cancelled.
    """
    before = good()
    return dataclasses.replace(
        before,
        accepted=6,
        levels={"MUG": (6, 0), "CUP": (4, 0)},
        orders={
            **before.orders,
            "ord_4": Order("cancelled", {"MUG": 3}, 6000),
            "ord_5": Order("confirmed", {"MUG": 1}, 2000),
            "ord_6": Order("cancelled", {"CUP": 1}, 1000),
        },
        reservations={
            **before.reservations,
            "ord_4": Reservation("returned", {"MUG": 3}),
            "ord_5": Reservation("committed", {"MUG": 1}),
            "ord_6": Reservation("returned", {"CUP": 1}),
        },
        payments={**before.payments, "ord_4": "pay_4", "ord_5": "pay_5", "ord_6": "pay_6"},
        charges=[
            taken("pay_1", 3000, refunded=500),
            taken("pay_2", 4000, refunded=4000),
            taken("pay_4", 6000, refunded=6000),
            Charge("pay_5", "succeeded", 2000),
            Charge("pay_6", "refunded", 1000),
        ],
        ledger=[
            *before.ledger,
            *movement("gateway:sandbox", "receipts", 6000),
            *movement("refunds", "gateway:sandbox", 500),
            *movement("refunds", "gateway:sandbox", 4000),
            *movement("refunds", "gateway:sandbox", 6000),
        ],
        refunds={"pay_1": 500, "pay_2": 4000, "pay_4": 6000},
    )


def test_good_books_are_good() -> None:
    assert invariants.violations(good()) == []
    assert invariants.violations(undone()) == []


def test_orders_that_were_still_awaited_at_the_end_of_the_load_may_be_stored_unanswered() -> None:
    assert invariants.violations(dataclasses.replace(good(), accepted=2)) == []


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "an accepted order is gone": ({"accepted": 4}, "4 orders were accepted and 3 are stored"),
    "an order has no end": (
        {"orders": {**good().orders, "ord_3": Order("awaiting_payment", {"CUP": 9}, 9000)}},
        "1 orders never reached an end: ord_3 awaiting_payment",
    ),
    "units vanished": ({"levels": {**good().levels, "MUG": (6, 0)}}, "MUG: 3 committed + 0 held + 6 available, not 10"),
    "units appeared": ({"levels": {**good().levels, "CUP": (5, 0)}}, "CUP: 1 committed + 0 held + 5 available, not 5"),
    "a level vanished": ({"levels": {"CUP": (4, 0)}}, "MUG: 3 committed + 0 held + 0 available, not 10"),
    "oversold": ({"initial": {"MUG": 2, "CUP": 5}, "levels": {"MUG": (-1, 0), "CUP": (4, 0)}}, "MUG is oversold"),
    "reserved for nobody": ({"levels": {**good().levels, "MUG": (7, 2)}}, "MUG: 2 reserved, but 0 held"),
    "goods still held": (
        {
            "levels": {**good().levels, "CUP": (4, 4)},
            "reservations": {**good().reservations, "ord_3": Reservation("held", {"CUP": 4})},
        },
        "ord_3 is cancelled and its goods are held",
    ),
    "goods never taken": (
        {
            "levels": {**good().levels, "MUG": (9, 0)},
            "reservations": {**good().reservations, "ord_2": Reservation("released", {"MUG": 2})},
        },
        "ord_2 is fulfilled and its goods are released",
    ),
    "goods never reserved": (
        {
            "levels": {**good().levels, "MUG": (9, 0)},
            "reservations": {"ord_1": good().reservations["ord_1"], "ord_3": good().reservations["ord_3"]},
        },
        "ord_2 is fulfilled and its goods are missing",
    ),
    "other goods taken": (
        {
            "levels": {**good().levels, "MUG": (8, 0)},
            "reservations": {**good().reservations, "ord_2": Reservation("committed", {"MUG": 1})},
        },
        "ord_2 sold {'MUG': 2} and took {'MUG': 1}",
    ),
    "charged twice": (
        {"charges": [*good().charges, taken("pay_1", 3000)]},
        "ord_1 is confirmed and was charged 2 times",
    ),
    "never charged": ({"charges": good().charges[1:]}, "ord_1 is confirmed and was charged 0 times"),
    "charged another amount": (
        {"charges": [taken("pay_1", 2999), *good().charges[1:]]},
        "ord_1 costs 3000 and 2999 was charged",
    ),
    "charged and cancelled": (
        {
            "payments": {**good().payments, "ord_3": "pay_3"},
            "charges": [*good().charges, taken("pay_3", 9000)],
        },
        "ord_3 is cancelled and its card stays charged",
    ),
    "charged for no order": (
        {"charges": [*good().charges, taken("pay_9", 1)]},
        "pay_9 was charged and belongs to no order",
    ),
    "one payment for two orders": (
        {"payments": {"ord_1": "pay_1", "ord_2": "pay_1"}},
        "pay_1 pays for 2 orders",
    ),
    "the ledger is lopsided": ({"ledger": good().ledger[:-1]}, "the ledger does not balance: 7000 debit, 3000 credit"),
    "the ledger misses a charge": (
        {"ledger": good().ledger[:2]},
        "the ledger received 3000 and cards were charged 7000",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_books_are_noticed(what: str) -> None:
    change, words = BROKEN[what]
    found = invariants.violations(dataclasses.replace(good(), **change))
    assert any(words in each for each in found), found


def charged(*changed: Charge) -> dict[str, Any]:
    keys = {charge.key for charge in changed}
    return {"charges": [*(charge for charge in undone().charges if charge.key not in keys), *changed]}


HALF_UNDONE: dict[str, tuple[dict[str, Any], str]] = {
    "still on its way": (
        {"orders": {**undone().orders, "ord_4": Order("cancelled", {"MUG": 3}, 6000, is_settling=True)}},
        "1 cancelled orders still wait for goods or money: ord_4",
    ),
    "its goods stay sold": (
        {"reservations": {**undone().reservations, "ord_4": Reservation("committed", {"MUG": 3})}},
        "ord_4 is cancelled and its goods are committed",
    ),
    "its goods came back twice": (
        {"levels": {"MUG": (9, 0), "CUP": (4, 0)}},
        "MUG: 4 committed + 0 held + 9 available, not 10",
    ),
    "only a part of its money came back": (
        charged(taken("pay_4", 6000, refunded=5000)),
        "ord_4 is cancelled and its card stays charged",
    ),
    "an authorization was left": (
        charged(Charge("pay_6", "succeeded", 1000)),
        "ord_6 is cancelled and its card stays charged",
    ),
    "an authorization was released too early": (
        charged(Charge("pay_5", "refunded", 2000)),
        "ord_5 is confirmed and was charged 0 times",
    ),
    "given back twice": (charged(taken("pay_1", 3000, refunded=1000)), "pay_1 gave back 500 and the gateway 1000"),
    "given back on paper": (charged(taken("pay_1", 3000)), "pay_1 gave back 500 and the gateway 0"),
    "the ledger misses a refund": (
        {"ledger": undone().ledger[:-2]},
        "the ledger gave back 4500 and cards got back 10500",
    ),
    "the ledger knows too many refunds": (
        {"ledger": [*undone().ledger, *movement("refunds", "gateway:sandbox", 1)]},
        "the ledger gave back 10501 and cards got back 10500",
    ),
}


@pytest.mark.parametrize("what", HALF_UNDONE)
def test_what_is_only_half_undone_is_noticed(what: str) -> None:
    change, words = HALF_UNDONE[what]
    found = invariants.violations(dataclasses.replace(undone(), **change))
    assert any(words in each for each in found), found


def test_currencies_balance_each_for_itself() -> None:
    ledger = [*good().ledger, ("a", "USD", 5, 0), ("b", "CHF", 0, 5)]
    found = invariants.violations(dataclasses.replace(good(), ledger=ledger))
    assert len([each for each in found if "does not balance" in each]) == 2


def test_many_violations_of_a_kind_are_summed_up() -> None:
    initial = {f"S{number}": 1 for number in range(100)}
    found = invariants.violations(dataclasses.replace(good(), initial=initial, accepted=0))
    assert found[-1] == "… and 97 more SKUs do not add up"
    assert len(found) == 4
