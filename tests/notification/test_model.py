"""The life of a mail, and the rules that need no database."""

from __future__ import annotations

import itertools
import typing
from datetime import timedelta

import pytest

from souk.kit import clock
from souk.notification import model
from souk.notification.model import Email

STATES = typing.get_args(model.Status)
VERBS = ("claim", "accept", "put_off", "give_up", "forget")


def email(kind: model.Kind = "order_confirmed", **members: typing.Any) -> Email:
    now = clock.now()
    return Email(
        id="eml_1", kind=kind, to="ada@example.com", to_key="ada@example.com", content=b"{}", at=now, **members
    )


@pytest.mark.parametrize(("status", "verb"), list(itertools.product(STATES, VERBS)))
def test_every_step_is_allowed_or_refused_by_the_table(status: model.Status, verb: str) -> None:
    allowed = {
        "queued": {"claim": "sending", "forget": "forgotten"},
        "sending": {
            "claim": "sending", "accept": "sent", "put_off": "queued", "give_up": "failed", "forget": "forgotten"
        },
        "sent": {"forget": "forgotten"},
        "failed": {"forget": "forgotten"},
        "forgotten": {},
    }  # fmt: skip
    assert model.next_status(status, verb) == allowed[status].get(verb)


def test_a_mail_is_named_after_its_event() -> None:
    assert model.email_id("evt_0abc") == "eml_0abc"
    assert model.email_id("evt_0abc") != model.email_id("evt_0abd")


@pytest.mark.parametrize("text", ["ada@example.com", "a+b.c@sub.example.com", "jörg@bücher.example"])
def test_addresses(text: str) -> None:
    assert model.is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "ada@",
        "@example.com",
        "a b@example.com",
        "a@b@c",
        "ada@example.com\r\nBcc: eve@example.com",
        "ada@example.com>\r\nRCPT TO:<eve@example.com",
        "<ada@example.com>",
        "ada\x00@example.com",
        "ada@example.com\n",
        "a" * 320 + "@example.com",
    ],
)
def test_no_addresses(text: str) -> None:
    assert not model.is_address(text)


def test_a_confirmation_is_overtaken_by_a_later_cancellation_only() -> None:
    mine = email(order_id="ord_1", version=3)
    later = email("order_cancelled", order_id="ord_1", version=4)
    assert model.is_overtaken(mine, [later])
    assert not model.is_overtaken(mine, [email("order_cancelled", order_id="ord_1", version=2)])
    assert not model.is_overtaken(mine, [email("order_cancelled", order_id="ord_2", version=4)])
    assert not model.is_overtaken(mine, [email("order_shipped", order_id="ord_1", version=4)])
    assert not model.is_overtaken(later, [mine])


def test_a_parcel_on_its_way_is_overtaken_by_its_own_arrival() -> None:
    shipped = email("order_shipped", order_id="ord_1", version=5, thing="ful_1")
    assert model.is_overtaken(shipped, [email("order_delivered", order_id="ord_1", version=6, thing="ful_1")])
    assert not model.is_overtaken(shipped, [email("order_delivered", order_id="ord_1", version=6, thing="ful_2")])


def test_delays_double_up_to_a_limit() -> None:
    assert [model.delay(n) for n in (1, 2, 3)] == [timedelta(seconds=s) for s in (5, 10, 20)]
    assert model.delay(1_000) == model.DELAY_MAX


def test_a_mail_is_given_up_after_enough_attempts_or_days() -> None:
    now = clock.now()
    assert model.refused(email(attempts=1), "451 busy", now).verb == "put_off"
    assert model.refused(email(attempts=model.ATTEMPTS_MAX), "451 busy", now).verb == "give_up"
    assert model.refused(email(), "451 busy", now + model.AGE_MAX + timedelta(seconds=1)).verb == "give_up"
    assert model.rejected("550 no").verb == "give_up"


def test_a_server_that_is_away_costs_no_attempt_but_ages_the_mail() -> None:
    now = clock.now()
    outcome = model.unreachable(email(attempts=model.ATTEMPTS_MAX + 5), "down", now)
    assert (outcome.verb, outcome.is_attempt) == ("put_off", False)
    assert model.unreachable(email(), "down", now + model.AGE_MAX + timedelta(seconds=1)).verb == "give_up"


def test_outcomes_that_are_alike_are_saved_together() -> None:
    now = clock.now()
    first, second, third = (email() for _ in range(3))
    first.id, second.id, third.id = "eml_1", "eml_2", "eml_3"
    groups = model.grouped(
        [(first, model.accepted()), (second, model.refused(second, "451", now)), (third, model.accepted())]
    )
    assert sorted(map(sorted, groups.values())) == [["eml_1", "eml_3"], ["eml_2"]]
