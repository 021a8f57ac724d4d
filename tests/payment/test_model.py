"""The life of a payment: every transition that is allowed, every one that is not, and what each answer does."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from payment.builders import NOW, PRICE, charge, intent, owed, payment
from souk.kit.money import Money
from souk.payment import model
from souk.payment.model.charge import ChargeState
from souk.payment.model.states import State

# The table


@pytest.mark.parametrize(("before", "after"), [(a, b) for a in State for b in model.TRANSITIONS[a]])
def test_allowed_transitions(before: State, after: State) -> None:
    made = payment(before)
    version = made.version
    made.move(after, NOW, "test")
    assert made.state is after
    assert made.version == version + 1


@pytest.mark.parametrize(("before", "after"), [(a, b) for a in State for b in State if b not in model.TRANSITIONS[a]])
def test_refused_transitions(before: State, after: State) -> None:
    made = payment(before)
    with pytest.raises(model.TransitionNotAllowed):
        made.move(after, NOW, "test")
    assert made.state is before


def test_every_state_is_in_the_table_and_shown_to_the_world() -> None:
    assert set(model.TRANSITIONS) == set(State) == set(model.PUBLIC)
    assert set(model.PUBLIC.values()) == set(get_args(model.Status))


def test_every_state_can_be_reached_and_every_one_can_end() -> None:
    reached, new = set(), {State.PENDING}
    while new:
        reached |= new
        new = {after for state in new for after in model.TRANSITIONS[state]} - reached
    assert reached == set(State)
    ends = set(model.FINAL)
    for _ in State:
        ends |= {state for state in State if model.TRANSITIONS[state] & ends}
    assert ends == set(State)


# What the gateway says, in every state: what becomes of the payment (state, or the same), and what is told

S = State
SAID: dict[ChargeState, dict[State, State]] = {
    "pending": {S.UNKNOWN: S.PENDING},
    "action_required": {S.PENDING: S.ACTION_REQUIRED, S.UNKNOWN: S.ACTION_REQUIRED},
    "authorized": {
        S.PENDING: S.AUTHORIZED,
        S.ACTION_REQUIRED: S.AUTHORIZED,
        S.UNKNOWN: S.AUTHORIZED,
        S.STOPPING: S.VOIDING,
    },
    "captured": {
        S.PENDING: S.CAPTURED,
        S.ACTION_REQUIRED: S.CAPTURED,
        S.UNKNOWN: S.CAPTURED,
        S.STOPPING: S.CAPTURED,
        S.AUTHORIZED: S.CAPTURED,
        S.CAPTURING: S.CAPTURED,
        S.VOIDING: S.CAPTURED,
    },
    "declined": {
        S.PENDING: S.DECLINED,
        S.ACTION_REQUIRED: S.DECLINED,
        S.UNKNOWN: S.DECLINED,
        S.STOPPING: S.VOIDED,
    },
    "voided": {
        S.PENDING: S.DECLINED,
        S.ACTION_REQUIRED: S.DECLINED,
        S.UNKNOWN: S.DECLINED,
        S.STOPPING: S.VOIDED,
        S.AUTHORIZED: S.VOIDED,
        S.CAPTURING: S.VOIDED,
        S.VOIDING: S.VOIDED,
    },
    "disputed": {
        S.PENDING: S.DISPUTED,
        S.ACTION_REQUIRED: S.DISPUTED,
        S.UNKNOWN: S.DISPUTED,
        S.STOPPING: S.DISPUTED,
        S.AUTHORIZED: S.DISPUTED,
        S.CAPTURING: S.DISPUTED,
        S.VOIDING: S.DISPUTED,
        S.CAPTURED: S.DISPUTED,
        S.PARTIALLY_REFUNDED: S.DISPUTED,
    },
}


@pytest.mark.parametrize(("said", "state"), list(product(get_args(ChargeState), State)))
def test_what_the_gateway_says_in_every_state(said: ChargeState, state: State) -> None:
    made = payment(state)
    made.cancelled = state is State.STOPPING
    happenings = model.observe(made, charge(said), NOW)
    after = SAID[said].get(state, state)
    assert made.state is after
    silent = after is state or after in (State.VOIDING, State.PENDING)
    assert bool(happenings) is not silent
    assert model.observe(made, charge(said), NOW) == []  # said twice, done once


@pytest.mark.parametrize("state", State)
def test_older_news_change_nothing(state: State) -> None:
    made = payment(state)
    made.charge_version = 5
    assert model.observe(made, charge("captured", version=5), NOW) == []
    assert made.state is state


@pytest.mark.parametrize(
    ("said", "what"),
    [("authorized", "authorized"), ("captured", "captured"), ("declined", "declined"), ("action_required",) * 2],
)
def test_results_answer_the_question_that_was_asked(said: ChargeState, what: str) -> None:
    made = payment(State.PENDING)
    (happening,) = model.observe(made, charge(said), NOW)
    assert (happening.what, happening.cause, happening.told) == (what, "evt_question", True)
    assert happening.booked is (what == "captured")


def test_the_card_token_is_forgotten_once_no_call_needs_it() -> None:
    for said in ("authorized", "captured", "declined", "voided"):
        made = payment(State.PENDING)
        model.observe(made, charge(said), NOW)
        assert made.token is None


# Cancelling


CANCELLED = {
    S.PENDING: S.STOPPING,
    S.ACTION_REQUIRED: S.STOPPING,
    S.UNKNOWN: S.STOPPING,
    S.AUTHORIZED: S.VOIDING,
}


@pytest.mark.parametrize("state", State)
def test_cancelling_in_every_state(state: State) -> None:
    made = payment(state)
    told = model.cancel(made, None, NOW)
    assert made.state is CANCELLED.get(state, state)
    assert made.cancelled
    assert told == []
    left = {S.CAPTURED: 1000, S.PARTIALLY_REFUNDED: 600}.get(state)
    assert [refund.amount.amount for refund in made.pending_refunds] == ([left] if left else [])
    again = model.cancel(made, None, NOW)
    assert again == []
    assert len(made.pending_refunds) == (1 if left else 0)


def test_cancelling_before_the_first_call_needs_no_call() -> None:
    made = payment(State.PENDING, called=False)
    (happening,) = model.cancel(made, None, NOW)
    assert (made.state, happening.what) == (State.VOIDED, "voided")
    assert model.next_call(made, NOW) is None


@pytest.mark.parametrize(
    ("state", "what"),
    [
        (S.REFUNDED, "refunded"),
        (S.VOIDED, "voided"),
        (S.DECLINED, "voided"),
        (S.DISPUTED, "disputed"),
    ],
)
def test_the_end_of_a_confirmed_order_is_answered_also_when_there_is_nothing_to_do(state: State, what: str) -> None:
    made = payment(state)
    version = made.version
    (happening,) = model.cancel(made, "evt_end", NOW)
    assert (happening.what, happening.cause, happening.booked) == (what, "evt_end", False)
    assert happening.version > version


def test_stopping_finds_the_card_charged_and_gives_the_money_back() -> None:
    made = payment(State.UNKNOWN)
    model.cancel(made, "evt_end", NOW)
    (happening,) = model.observe(made, charge("captured", version=1), NOW)
    assert (happening.booked, happening.told) == (True, False)  # the ledger knows; the order has ended
    call = model.next_call(made, NOW)
    assert call is not None
    assert (call.kind, call.amount) == ("refund", PRICE)
    (happening,) = model.settle(made, call, model.Answered(charge("captured", version=2)), NOW)
    assert (made.state, happening.what, happening.cause) == (State.REFUNDED, "refunded", "evt_end")


def test_a_capture_under_way_when_the_order_ends_is_refunded() -> None:
    made = payment(State.CAPTURING)
    model.cancel(made, "evt_end", NOW)
    model.observe(made, charge("captured"), NOW)
    assert [refund.automatic for refund in made.pending_refunds] == [True]


def test_a_capture_refused_when_the_order_has_ended_is_voided() -> None:
    made = payment(State.CAPTURING)
    model.cancel(made, None, NOW)
    model.settle(made, owed(made), model.Refused("no"), NOW)
    assert made.state is State.VOIDING


def test_an_order_that_cost_nothing_has_nothing_to_give_back() -> None:
    made = intent()
    made.amount = made.captured
    model.capture_nothing(made, NOW)
    (happening,) = model.cancel(made, "evt_end", NOW)
    assert (made.state, happening.what, happening.cause) == (State.VOIDED, "voided", "evt_end")


def test_a_refused_refund_of_a_cancelled_order_alarms_and_is_not_tried_for_ever() -> None:
    made = payment(State.CAPTURED)
    model.cancel(made, None, NOW)
    model.settle(made, owed(made), model.Refused("account closed"), NOW)
    assert made.alarm is not None
    assert model.next_call(made, NOW) is None


def test_when_a_staff_refund_fails_a_cancelled_order_gives_that_part_back_too() -> None:
    made = payment(State.CAPTURED)
    model.request_refund(made, Money(300, "EUR"), "scratched", "usr_1", NOW)
    model.cancel(made, "evt_end", NOW)
    assert [refund.amount.amount for refund in made.pending_refunds] == [300, 700]
    model.settle(made, owed(made), model.Refused("no"), NOW)
    assert [refund.amount.amount for refund in made.pending_refunds] == [700, 300]
    model.settle(made, owed(made), model.Answered(charge("captured", 3)), NOW)
    (happening,) = model.settle(made, owed(made), model.Answered(charge("captured", 4)), NOW)
    assert (made.state, happening.cause) == (State.REFUNDED, "evt_end")


# Tombstones and questions asked again


def test_a_tombstone_answers_the_question_that_comes_late() -> None:
    made = model.Payment.tombstone("ord_1", None, NOW)
    (happening,) = model.asked_again(made, "sandbox", PRICE, "evt_late", NOW)
    assert (happening.what, happening.cause) == ("voided", "evt_late")
    assert (made.amount, made.gateway, made.captured) == (PRICE, "sandbox", Money(0, "EUR"))


@pytest.mark.parametrize(
    ("state", "what"),
    [
        (S.PENDING, None),
        (S.UNKNOWN, None),
        (S.STOPPING, None),
        (S.VOIDING, None),
        (S.ACTION_REQUIRED, "action_required"),
        (S.AUTHORIZED, "authorized"),
        (S.CAPTURING, "authorized"),
        (S.CAPTURED, "captured"),
        (S.PARTIALLY_REFUNDED, "captured"),
        (S.REFUNDED, "refunded"),
        (S.DECLINED, "declined"),
        (S.VOIDED, "voided"),
        (S.DISPUTED, "disputed"),
    ],
)
def test_a_second_question_is_answered_with_what_is_known(state: State, what: str | None) -> None:
    made = payment(state)
    happenings = model.asked_again(made, "sandbox", PRICE, "evt_second", NOW)
    told = [(what, "evt_second", False)] if what else []
    assert [(each.what, each.cause, each.booked) for each in happenings] == told
    assert made.cause == "evt_second"


# What people ask


@pytest.mark.parametrize("state", State)
def test_only_what_is_authorized_can_be_captured_or_voided(state: State) -> None:
    def capture(made: model.Payment) -> None:
        model.request_capture(made, None, "usr_1", NOW)

    def void(made: model.Payment) -> None:
        model.request_void(made, "usr_1", NOW)

    for ask, after in ((capture, State.CAPTURING), (void, State.VOIDING)):
        made = payment(state)
        if state is State.AUTHORIZED:
            ask(made)
            assert made.state is after
        else:
            with pytest.raises(model.TransitionNotAllowed):
                ask(made)


def test_a_capture_is_bounded_by_the_authorization() -> None:
    with pytest.raises(model.ExceedsAuthorized):
        model.request_capture(payment(S.AUTHORIZED), Money(1001, "EUR"), "usr_1", NOW)
    with pytest.raises(model.CurrencyMismatch):
        model.request_capture(payment(S.AUTHORIZED), Money(1, "USD"), "usr_1", NOW)
    made = payment(S.AUTHORIZED)
    model.request_capture(made, Money(600, "EUR"), "usr_1", NOW)
    call = owed(made)
    assert (call.kind, call.amount.amount) == ("capture", 600)
    model.settle(made, call, model.Answered(charge("captured", captured=600)), NOW)
    assert (made.state, made.captured.amount, made.history[-1].by) == (S.CAPTURED, 600, "usr_1")


@pytest.mark.parametrize("state", State)
def test_only_what_was_captured_can_be_refunded(state: State) -> None:
    made = payment(state)
    left = {S.CAPTURED: 1000, S.PARTIALLY_REFUNDED: 600}.get(state)
    if left is not None:
        refund = model.request_refund(made, None, "scratched", "usr_1", NOW)
        assert refund.amount.amount == left
        with pytest.raises(model.ExceedsCaptured):
            model.request_refund(made, Money(1, "EUR"), "scratched", "usr_1", NOW)
    else:
        with pytest.raises((model.ExceedsCaptured, model.TransitionNotAllowed)):
            model.request_refund(made, Money(1, "EUR"), "scratched", "usr_1", NOW)


def test_pending_refunds_count_and_failed_ones_do_not() -> None:
    made = payment(S.CAPTURED)
    model.request_refund(made, Money(700, "EUR"), "scratched", "usr_1", NOW)
    with pytest.raises(model.ExceedsCaptured) as refused:
        model.request_refund(made, Money(301, "EUR"), "scratched", "usr_1", NOW)
    assert refused.value.members["refundable"] == Money(300, "EUR")
    model.settle(made, owed(made), model.Refused("no"), NOW)
    assert made.refundable == PRICE


def test_a_payment_is_refunded_in_at_most_so_many_parts() -> None:
    made = payment(S.CAPTURED)
    for _ in range(model.REFUNDS_MAX):
        model.request_refund(made, Money(1, "EUR"), "again", "usr_1", NOW)
    with pytest.raises(model.TooManyRefunds):
        model.request_refund(made, Money(1, "EUR"), "again", "usr_1", NOW)


def test_a_dispute_ends_refunds_that_are_on_their_way() -> None:
    made = payment(S.CAPTURED)
    refund = model.request_refund(made, None, "scratched", "usr_1", NOW)
    (happening,) = model.observe(made, charge("disputed"), NOW)
    assert (refund.status, happening.what, happening.amount) == ("failed", "disputed", PRICE)
    with pytest.raises(model.TransitionNotAllowed):
        model.request_refund(made, None, "scratched", "usr_1", NOW)
