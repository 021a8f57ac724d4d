"""A checker that cannot fail proves nothing: every invariant is broken once, and must be noticed."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from bench.invariants import Books, Charge, Order, Reservation

from bench import invariants


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
            Charge("pay_1", "succeeded", 3000),
            Charge("pay_2", "failed", 4000),
            Charge("pay_2", "succeeded", 4000),
        ],
        ledger=[
            ("gateway:sandbox", "EUR", 3000, 0),
            ("receipts", "EUR", 0, 3000),
            ("gateway:sandbox", "EUR", 4000, 0),
            ("receipts", "EUR", 0, 4000),
        ],
    )


def test_good_books_are_good() -> None:
    assert invariants.violations(good()) == []


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
        {"charges": [*good().charges, Charge("pay_1", "succeeded", 3000)]},
        "ord_1 is confirmed and was charged 2 times",
    ),
    "never charged": ({"charges": good().charges[1:]}, "ord_1 is confirmed and was charged 0 times"),
    "charged another amount": (
        {"charges": [Charge("pay_1", "succeeded", 2999), *good().charges[1:]]},
        "ord_1 costs 3000 and 2999 was charged",
    ),
    "charged and cancelled": (
        {
            "payments": {**good().payments, "ord_3": "pay_3"},
            "charges": [*good().charges, Charge("pay_3", "succeeded", 9000)],
        },
        "ord_3 is cancelled and its card stays charged",
    ),
    "charged for no order": (
        {"charges": [*good().charges, Charge("pay_9", "succeeded", 1)]},
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


def test_currencies_balance_each_for_itself() -> None:
    ledger = [*good().ledger, ("a", "USD", 5, 0), ("b", "CHF", 0, 5)]
    found = invariants.violations(dataclasses.replace(good(), ledger=ledger))
    assert len([each for each in found if "does not balance" in each]) == 2


def test_many_violations_of_a_kind_are_summed_up() -> None:
    initial = {f"S{number}": 1 for number in range(100)}
    found = invariants.violations(dataclasses.replace(good(), initial=initial, accepted=0))
    assert found[-1] == "… and 97 more SKUs do not add up"
    assert len(found) == 4
