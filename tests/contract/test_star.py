"""Who listens to whom: facts travel to `order` and from it, and no answer can set off a question for ever."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import pytest

from souk import contracts
from souk.edge import asyncapi
from souk.edge.documents import listeners
from souk.edge.documents.listeners import Listener

HEARD = {
    "user.registered": {"notification"},
    "user.password_reset_requested": {"notification"},
    "user.email_verification_requested": {"notification"},
    "user.erased": {"order", "notification"},
    "product.published": {"order", "inventory"},
    "product.unpublished": {"order"},
    "product.price_changed": {"order"},
    "inventory.stock_reserved": {"order"},
    "inventory.stock_rejected": {"order"},
    "inventory.stock_returned": {"order"},
    "inventory.stock_changed": {"product"},
    "order.placed": {"inventory"},
    "order.awaiting_payment": {"payment"},
    "order.confirmed": {"inventory", "notification", "product"},
    "order.cancelled": {"inventory", "payment", "notification"},
    "order.fulfilled": {"payment", "notification"},
    "order.delivered": {"notification"},
    "payment.authorized": {"order"},
    "payment.captured": {"order"},
    "payment.declined": {"order"},
    "payment.action_required": {"order"},
    "payment.refunded": {"order", "notification"},
    "payment.voided": {"order"},
    "payment.disputed": {"order"},
}
"""Who listens for good: each event once, by one replica. `inventory.stock_low` is announced by nobody yet."""
HEARD_EVERYWHERE = {
    "user.access_revoked": {"user", "product", "inventory", "order", "payment", "notification", "audit"},
    "inventory.stock_changed": {"order"},
}
"""Every process hears it, without a promise, and asks again for what it missed."""
NOBODY_YET = {"inventory.stock_low"}

ANSWERS = {
    "order.placed": {"inventory.stock_reserved", "inventory.stock_rejected"},
    "order.awaiting_payment": {
        "payment.authorized",
        "payment.captured",
        "payment.declined",
        "payment.action_required",
    },
    "order.cancelled": {"inventory.stock_returned", "payment.refunded", "payment.voided"},
}
"""A question asked twice is answered twice: a re-sent question re-sends these."""
ENDS = {"order.confirmed", "order.cancelled"}
TOO_LATE = {
    "inventory.stock_reserved",
    "inventory.stock_rejected",
    "payment.authorized",
    "payment.captured",
    "payment.declined",
}
"""Any of these that arrives after the order's end re-sends that end."""


def bare(event: str) -> str:
    return event.rsplit(".v", 1)[0]


def publisher(event: str) -> str:
    return event.split(".", 1)[0]


def heard(*, is_durable: bool) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in listeners.all_listeners():
        if (each.durable is not None) is is_durable:
            found.setdefault(bare(each.event), set()).add(each.service)
    return found


def test_everybody_listens_to_what_concerns_them() -> None:
    assert heard(is_durable=True) == HEARD
    assert heard(is_durable=False) == HEARD_EVERYWHERE
    assert {bare(name) for name in contracts.REGISTRY} == HEARD.keys() | HEARD_EVERYWHERE.keys() | NOBODY_YET


def test_only_order_hears_those_who_answer_it() -> None:
    """Product shows availability, and notification may hear all."""
    for event, services in heard(is_durable=True).items():
        if publisher(event) == "payment":
            assert services <= {"order", "notification"}, event
        if publisher(event) == "inventory":
            also = {"product"} if event == "inventory.stock_changed" else set()
            assert services <= {"order", "notification"} | also, event


@pytest.mark.parametrize(
    ("service", "event", "is_allowed"),
    [
        ("payment", "order.awaiting_payment.v1", True),
        ("inventory", "product.published.v1", True),
        ("order", "payment.captured.v1", True),
        ("notification", "inventory.stock_low.v1", True),
        ("product", "inventory.stock_changed.v1", True),
        ("payment", "inventory.stock_reserved.v1", False),
        ("inventory", "payment.captured.v1", False),
        ("product", "payment.captured.v1", False),
        ("product", "inventory.stock_reserved.v1", False),
        ("payment", "user.registered.v1", False),
    ],
)
def test_who_would_break_the_star_is_named(service: str, event: str, is_allowed: bool) -> None:
    listener = Listener(service, event, listeners.durable_name(service, event))
    assert asyncapi.outside_the_star([listener]) == ([] if is_allowed else [listener])


def test_nobody_breaks_it() -> None:
    assert asyncapi.outside_the_star(listeners.all_listeners()) == []


def test_every_question_has_answers_that_its_asker_hears() -> None:
    questions = {bare(name) for name, kind in contracts.REGISTRY.items() if kind.question}
    assert questions == ANSWERS.keys()
    for question, answers in ANSWERS.items():
        assert {publisher(each) for each in answers} <= HEARD[question]
        for answer in answers:
            assert publisher(question) in HEARD[answer], f"{answer} is not heard by who asked"


def test_answers_are_no_questions() -> None:
    """Otherwise two services could go on asking each other."""
    questions = {bare(name) for name, kind in contracts.REGISTRY.items() if kind.question}
    for answers in ANSWERS.values():
        assert not answers & questions


def resends() -> dict[str, set[str]]:
    """X → what its arrival may cause to be sent again."""
    graph = {question: set(answers) for question, answers in ANSWERS.items()}
    for late in TOO_LATE:
        graph.setdefault(late, set()).update(ENDS)
    return graph


def test_what_is_sent_again_comes_to_an_end() -> None:
    assert list(TopologicalSorter(resends()).static_order())


def test_an_answer_to_an_end_would_go_round_for_ever() -> None:
    """Why `refunded`, `voided` and `stock_returned` must never make an order repeat its end."""
    for answer in ANSWERS["order.cancelled"]:
        graph = resends()
        graph.setdefault(answer, set()).update(ENDS)
        with pytest.raises(CycleError):
            list(TopologicalSorter(graph).static_order())
