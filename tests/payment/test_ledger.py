"""Every movement is booked twice, once, and the books balance whatever happens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payment.builders import NOW, PRICE, charge, payment
from souk.kit.money import Money
from souk.payment import model
from souk.payment.model.ledger import Movement
from souk.payment.model.states import State

S = State


Step = tuple[str, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["capture", "refund", "refuse", "cancel", "dispute", "deaf", "settle"]), st.integers(1, 1200)
    ),
    max_size=25,
)


@given(STEPS)
def test_whatever_happens_the_books_balance(steps: list[Step]) -> None:
    made = payment(S.AUTHORIZED)
    books: list[model.Entry] = []
    for step, amount in steps:
        try:
            happenings = take(made, step, amount)
        except (model.TransitionNotAllowed, model.ExceedsAuthorized, model.ExceedsCaptured):
            continue
        for each in happenings:
            if each.booked and each.what in ("captured", "refunded", "disputed"):
                part = each.refund.id if each.refund else None
                books += model.entries(made.id, "sandbox", each.what, each.amount, NOW, part=part)
    assert sum(entry.debit for entry in books) == sum(entry.credit for entry in books)
    assert len({entry.id for entry in books}) == len(books)
    till = sum(entry.debit - entry.credit for entry in books if entry.account == "gateway:sandbox")
    held = 0 if made.state is S.DISPUTED else made.captured.amount - made.refunded.amount
    assert till == held
    assert 0 <= made.refunded.amount <= made.captured.amount <= made.amount.amount
    assert made.refundable.amount >= 0


def take(made: model.Payment, step: str, amount: int) -> list[model.Happening]:
    """One step of a payment's life; refusals are raised."""
    call = model.next_call(made, NOW)
    outcomes: dict[str, model.Outcome] = {"deaf": model.NoAnswer(""), "refuse": model.Refused("no")}
    match step:
        case "capture":
            model.request_capture(made, Money(amount, "EUR"), "usr_1", NOW)
        case "refund":
            model.request_refund(made, Money(amount, "EUR"), "", "usr_1", NOW)
        case "cancel":
            return model.cancel(made, f"evt_{amount}", NOW)
        case "dispute":
            taken = made.captured.amount or 1000
            return model.observe(made, charge("disputed", made.charge_version + 1, taken), NOW)
        case _ if call is not None:
            outcome = outcomes.get(step) or model.Answered(answer(made, call))
            return model.settle(made, call, outcome, NOW)
    return []


def answer(made: model.Payment, call: model.Call) -> model.Charge:
    """What an honest gateway answers to this call."""
    version = made.charge_version + 1
    match call.kind:
        case "capture":
            return charge("captured", version, call.amount.amount)
        case "void":
            return charge("voided", version)
        case _:
            return charge("captured", version, made.captured.amount)


@pytest.mark.parametrize(
    ("movement", "debited", "credited"),
    [
        ("captured", "gateway:sandbox", "receipts"),
        ("refunded", "refunds", "gateway:sandbox"),
        ("disputed", "disputes", "gateway:sandbox"),
    ],
)
def test_every_movement_is_booked_twice(movement: Movement, debited: str, credited: str) -> None:
    debit, credit = model.entries("pay_1", "sandbox", movement, PRICE, NOW)
    assert (debit.account, debit.debit, debit.credit) == (debited, 1000, 0)
    assert (credit.account, credit.debit, credit.credit) == (credited, 0, 1000)


def test_nothing_moved_is_not_booked() -> None:
    assert model.entries("pay_1", "sandbox", "captured", Money(0, "EUR"), NOW) == []
