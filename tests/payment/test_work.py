"""What a payment owes its gateway, when it is due, and what asking about its order changes."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from payment.builders import LEASE, NOW, charge, intent, owed, payment
from souk.kit.money import Money
from souk.payment import model
from souk.payment.model.states import State

S = State


OWED = {
    S.PENDING: "charge",
    S.UNKNOWN: "charge",
    S.ACTION_REQUIRED: "look_up",
    S.STOPPING: "void",
    S.CAPTURING: "capture",
    S.VOIDING: "void",
}


@pytest.mark.parametrize("state", State)
def test_what_is_owed_in_every_state(state: State) -> None:
    call = model.next_call(payment(state), NOW)
    assert (call.kind if call else None) == OWED.get(state)


def test_stopping_without_a_known_charge_repeats_the_call_to_find_out() -> None:
    made = payment(S.UNKNOWN)
    model.cancel(made, None, NOW)
    assert (owed(made).kind, owed(made).key) == ("charge", made.id)


def test_the_key_of_a_charge_never_changes_and_after_its_life_is_only_looked_up() -> None:
    made = payment(S.UNKNOWN)
    assert (owed(made).kind, owed(made).key) == ("charge", "pay_1")
    late = NOW + model.KEY_LIFE
    assert (owed(made, late - timedelta(seconds=1)).kind, owed(made, late).kind) == ("charge", "look_up")
    model.settle(made, owed(made, late), model.Missing(), late)
    assert made.state is S.UNKNOWN  # nothing found is not a no
    assert made.alarm is not None


def test_a_refund_is_never_repeated_after_the_life_of_its_key() -> None:
    made = payment(S.CAPTURED)
    model.request_refund(made, None, "scratched", "usr_1", NOW)
    assert model.claim(made, LEASE, NOW)
    late = NOW + model.KEY_LIFE
    assert model.next_call(made, late) is None
    model.schedule(made, late)
    assert (made.due_at, made.alarm is not None) == (None, True)


def test_no_first_call_after_the_deadline_but_a_question() -> None:
    made = intent()
    late = NOW + timedelta(minutes=15)
    assert not model.claim(made, LEASE, late)
    assert (made.attempts, made.lease, made.due_at, made.ask_at) == (0, None, None, late)
    model.heed(made, "open", late)
    model.schedule(made, late)
    assert made.due_at == late
    assert model.claim(made, LEASE, late)


def test_a_repeated_call_is_made_also_after_the_deadline() -> None:
    assert owed(payment(S.UNKNOWN), NOW + timedelta(hours=1)).kind == "charge"


def test_unanswered_calls_are_repeated_with_growing_delay() -> None:
    made = payment(S.PENDING)
    waits = []
    for _ in range(12):
        model.settle(made, owed(made), model.NoAnswer("time-out"), NOW)
        model.schedule(made, NOW)
        assert made.due_at is not None
        waits.append((made.due_at - NOW).total_seconds())
    assert made.state is S.UNKNOWN
    assert waits[:4] == [0.25, 0.5, 1.0, 2.0]
    assert waits[-1] == 60.0


def test_a_gateway_that_has_yet_to_decide_is_looked_at_now_and_then() -> None:
    made = payment(S.PENDING)
    model.settle(made, owed(made), model.Answered(charge("pending", 1)), NOW)
    waits = []
    for _ in range(8):
        model.schedule(made, NOW)
        assert made.due_at is not None
        waits.append((made.due_at - NOW).total_seconds())
        model.settle(made, owed(made), model.Answered(charge("pending", 1)), NOW)
    assert owed(made).kind == "look_up"
    assert (waits[0], waits[1], waits[-1]) == (15.0, 30.0, 300.0)


def test_attempts_count_only_calls_that_could_charge() -> None:
    made = intent()
    assert model.claim(made, LEASE, NOW)
    model.settle(made, owed(made), model.Answered(charge("captured")), NOW)
    model.release(made)
    model.request_refund(made, None, "scratched", "usr_1", NOW)
    assert model.claim(made, LEASE, NOW)
    assert made.attempts == 1


@pytest.mark.parametrize("state", State)
def test_a_confirmed_order_settles_what_it_expects_and_nothing_else(state: State) -> None:
    made = payment(state)
    made.ask_at = NOW
    model.heed(made, "confirmed", NOW)
    is_settled = state not in (S.PENDING, S.UNKNOWN, S.ACTION_REQUIRED, S.STOPPING, S.AUTHORIZED)
    assert (made.ask_at is None) is is_settled


def test_an_open_order_is_asked_about_again_ever_more_rarely() -> None:
    made, waits = payment(S.CAPTURED), []
    for _ in range(6):
        model.heed(made, "open", NOW)
        assert made.ask_at is not None
        waits.append((made.ask_at - NOW).total_seconds())
    assert waits == [120, 240, 480, 900, 900, 900]


def test_an_unknown_order_is_kept_and_a_person_is_called() -> None:
    made = payment(S.CAPTURED)
    model.heed(made, "unknown", NOW)
    assert made.state is S.CAPTURED
    assert made.alarm is not None
    assert made.ask_at is not None


def test_a_refused_void_needs_nobody_when_the_webhook_told_why_before() -> None:
    made = payment(S.STOPPING)
    made.cancelled = True
    void = owed(made)
    model.observe(made, charge("captured"), NOW)  # and the refund follows
    model.settle(made, void, model.Refused("a charge that is captured cannot be voided", charge("captured")), NOW)
    assert (owed(made).kind, made.alarm) == ("refund", None)


def test_a_refused_void_of_what_is_still_to_be_voided_needs_a_person() -> None:
    made = payment(S.VOIDING)
    model.settle(made, owed(made), model.Refused("no"), NOW)
    assert made.alarm == "the gateway refused to void: no"


def test_goods_have_left_and_the_gateway_refuses_to_capture() -> None:
    """A person is called, and it is tried again whenever the order says that it was sent."""
    made = payment(S.AUTHORIZED)
    for number in range(1, 4):
        model.heed(made, "sent", NOW)
        assert (made.state, made.ask_at) == (S.CAPTURING, None)
        assert model.claim(made, LEASE, NOW)
        model.settle(made, owed(made), model.Refused("not today"), NOW)
        model.release(made)
        assert (made.state, made.asked) == (S.AUTHORIZED, number)
        assert made.alarm == "the order was sent, and the gateway refused to capture: not today"
        assert made.ask_at is not None


def test_staff_are_told_by_the_answer_that_nothing_was_captured() -> None:
    made = payment(S.AUTHORIZED)
    model.request_capture(made, None, "usr_1", NOW)
    model.settle(made, owed(made), model.Refused("not today"), NOW)
    assert (made.state, made.alarm) == (S.AUTHORIZED, None)


@pytest.mark.parametrize(
    ("counted", "refunds", "state", "disputed"),
    [(0, ["failed", "failed"], S.DISPUTED, 1000), (400, ["succeeded", "failed"], S.DISPUTED, 600),
     (1000, ["succeeded", "succeeded"], S.REFUNDED, None)],
)  # fmt: skip
def test_refunds_that_a_dispute_overtook_count_as_the_gateway_counts_them(
    counted: int, refunds: list[str], state: State, disputed: int | None
) -> None:
    made = payment(S.CAPTURED)
    for amount in (400, 600):
        model.request_refund(made, Money(amount, "EUR"), "late", "usr_1", NOW)
        made.refunds[-1].called_at = NOW
    seen = model.observe(made, msgspec.structs.replace(charge("disputed"), refunded=counted), NOW)
    assert [each.status for each in made.refunds] == refunds
    assert (made.state, made.refunded.amount) == (state, counted)
    assert sum(each.amount.amount for each in seen if each.booked) == 1000
    assert next((each.amount.amount for each in seen if each.what == "disputed"), None) == disputed


def test_a_refund_that_was_never_asked_for_fails_with_the_dispute() -> None:
    made = payment(S.CAPTURED)
    model.request_refund(made, Money(400, "EUR"), "late", "usr_1", NOW)
    model.observe(made, msgspec.structs.replace(charge("disputed"), refunded=400), NOW)
    assert [each.status for each in made.refunds] == ["failed"]
