"""The smallest tests that must notice when a mechanism is missing."""

from __future__ import annotations

from collections.abc import Mapping

SUNNY_DAY = "tests/proof/test_stronger.py::test_an_order_is_paid_for_and_its_goods_are_sold"
"""Passes without any one of them: as long as nothing fails, nobody misses it."""

SUITES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "outbox-row": {
        "tests/kit/test_outbox.py": ("test_the_sweeper_publishes_what_a_dead_process_left_under_its_stored_id",),
        "tests/proof/test_stronger.py": (
            "test_what_a_killed_process_had_not_sent_goes_out_when_its_lease_is_over_and_nobody_asks_again",
        ),
    },
    "sweeper": {
        "tests/kit/test_outbox.py": ("test_what_could_not_be_published_is_published_when_the_broker_is_back",),
        "tests/proof/test_stronger.py": (
            "test_what_a_killed_process_had_not_sent_goes_out_when_its_lease_is_over_and_nobody_asks_again",
        ),
    },
    "inbox": {
        "tests/kit/test_consumer.py": ("test_a_repeated_event_has_one_effect",),
        "tests/inventory/test_consumers.py": ("test_the_same_event_again_has_no_second_effect",),
    },
    "answering-twice": {
        "tests/kit/test_consumer.py": ("test_a_redelivery_is_not_answered_but_a_resend_is_and_only_once_in_a_while",),
        "tests/proof/test_stronger.py": (
            "test_no_order_expires_because_an_answer_got_lost",
            "test_what_was_cancelled_is_settled_although_an_answer_got_lost",
        ),
    },
    "watchdog": {
        "tests/order/test_watchdog.py": (
            "test_a_question_is_asked_again_after_a_growing_pause",
            "test_an_order_that_nobody_answers_expires_and_says_so",
        ),
        "tests/proof/test_stronger.py": ("test_a_question_that_got_lost_is_asked_again",),
    },
    "stock-decision": {
        "tests/inventory/test_actions.py": ("test_a_batch_whose_stock_is_taken_after_it_looked_looks_again",),
    },
    "idempotency-claim": {
        "tests/kit/test_group_commit.py": ("test_one_key_one_effect_even_at_the_same_moment",),
        "tests/order/test_api.py": ("test_two_requests_at_once_with_one_key_make_one_order",),
        "tests/payment/test_api.py": ("test_the_same_key_is_one_refund_and_another_body_is_refused",),
    },
    "stable-key": {
        "tests/payment/test_calls.py": (
            "test_whatever_is_lost_on_the_way_the_card_is_charged_once",
            "test_a_process_that_dies_after_the_call_leaves_one_charge",
        ),
    },
    "ack-after-commit": {
        "tests/kit/test_consumer.py": ("test_what_a_process_had_in_hand_when_it_was_killed_has_its_effect_in_another",),
    },
    "inventory-asks": {
        "tests/inventory/test_consumers.py": ("test_no_answer_releases_nothing",),
        "tests/proof/test_stronger.py": ("test_the_goods_of_a_confirmed_order_are_not_sold_to_somebody_else",),
    },
    "payment-asks": {
        "tests/payment/test_asking.py": ("test_money_of_an_order_that_ended_unheard_goes_back",),
        "tests/proof/test_stronger.py": ("test_who_was_charged_for_an_order_that_ended_unheard_gets_the_money_back",),
    },
    "refund-bound": {
        "tests/payment/test_api.py": ("test_simultaneous_refunds_never_exceed_what_was_captured",),
        "tests/payment/test_model.py": ("test_pending_refunds_count_and_failed_ones_do_not",),
    },
    "expected-total": {
        "tests/order/test_api.py": ("test_the_total_that_the_customer_saw_is_kept",),
    },
    "version-check": {
        "tests/order/test_recent.py": ("test_what_another_process_cancelled_stays_cancelled",),
        "tests/payment/test_calls.py": (
            "test_a_result_is_saved_only_while_the_lease_holds",
            "test_cancelled_while_the_call_is_out",
        ),
    },
    "tombstone": {
        "tests/inventory/test_actions.py": (
            "test_a_cancellation_that_overtakes_leaves_a_tombstone_and_the_late_order_is_answered_from_it",
        ),
        "tests/payment/test_consumers.py": ("test_a_cancel_that_overtakes_leaves_a_tombstone_which_answers",),
        "tests/proof/test_stronger.py": (
            "test_who_cancels_before_anybody_was_asked_is_not_charged_and_nothing_is_kept",
            "test_who_cancels_before_payment_was_asked_is_not_charged_and_refunded",
        ),
    },
    "outbox-row-beside": {
        "tests/kit/test_tx.py": ("test_one_that_is_aborted_leaves_nothing_behind",),
    },
    "inbox-beside": {
        "tests/kit/test_consumer.py": (
            "test_poison_is_isolated_retried_and_buried",
            "test_what_a_process_had_in_hand_when_it_was_killed_has_its_effect_in_another",
        ),
    },
    "idempotency-claim-beside": {
        "tests/kit/test_tx.py": ("test_one_that_is_aborted_leaves_nothing_behind",),
    },
}
"""Tests by file and mechanism. Every one that a name stands for must notice, whatever it is parametrized with."""


def node_ids(mechanism: str) -> list[str]:
    """A mechanism's tests, as pytest names them."""
    return [f"{file}::{test}" for file, tests in SUITES[mechanism].items() for test in tests]
