"""The checker is no better than what it notices: every promise is broken once."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import Any

import pytest
from proof.chaos.asking import Answer

from faults.checking import Records, broken_promises
from faults.load import Customer, Plan

MAIL = "somebody@faults.example"
NOTHING: Counter[str] = Counter()


def customer(plan: Plan, **known: Any) -> Customer:
    made = Customer(plan, MAIL, 0.0, placed=Answer(201, {"id": "ord_1"}))
    return dataclasses.replace(made, **known)


def records(status: str, reason: str | None = None, refunds: tuple[tuple[str, str], ...] = ()) -> Records:
    order = {"_id": "ord_1", "status": status} | ({"reason": reason} if reason else {})
    mail = "order_cancelled" if status == "cancelled" else "order_confirmed"
    payment = {"refunds": [{"id": refund, "status": state} for refund, state in refunds]}
    return Records({MAIL: [order]}, {"ord_1": payment}, {"ord_1": Counter([mail])}, Counter({MAIL: 1}))


OK, DECLINED = Plan(), Plan("tok_declined")
CALLED_OFF, REFUNDED = Plan(then="cancel when confirmed"), Plan(then="refund a part")
YES, TOLD = Answer(200, {}), Answer(201, {"id": "ref_1"})


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        (customer(OK), records("confirmed")),
        (customer(DECLINED), records("cancelled", "payment_declined")),
        (customer(CALLED_OFF, changed=YES), records("cancelled", "customer")),
        (customer(REFUNDED, changed=TOLD), records("confirmed", refunds=(("ref_1", "succeeded"),))),
    ],
)
def test_kept_promises_are_kept(told: Customer, seen: Records) -> None:
    assert broken_promises([told], seen) == []


BROKEN: dict[str, tuple[Customer, Records, str]] = {
    "never answered": (customer(OK, error="POST /v1/orders: 503"), records("confirmed"), "POST /v1/orders: 503"),
    "refused": (customer(OK, placed=Answer(409, {})), records("confirmed"), "ordering was refused"),
    "lost": (customer(OK), Records({}, {}), "told ord_1, stored []"),
    "placed twice": (
        customer(OK),
        dataclasses.replace(records("confirmed"), orders={MAIL: [{"_id": "ord_1"}, {"_id": "ord_2"}]}),
        "stored ['ord_1', 'ord_2']",
    ),
    "cancelled by nobody": (customer(OK), records("cancelled", "expired"), "ended cancelled, expired"),
    "paid with a bad card": (customer(DECLINED), records("confirmed"), "ended confirmed, None"),
    "called off and sold": (customer(CALLED_OFF, changed=YES), records("confirmed"), "ended confirmed"),
    "not allowed to call it off": (
        customer(CALLED_OFF, changed=Answer(409, {})),
        records("cancelled", "customer"),
        "cancel when confirmed was refused",
    ),
    "refund lost": (customer(REFUNDED, changed=TOLD), records("confirmed"), "told of refund ref_1, given back by []"),
    "refund failed": (
        customer(REFUNDED, changed=TOLD),
        records("confirmed", refunds=(("ref_1", "failed"),)),
        "given back by []",
    ),
    "refunded twice": (
        customer(REFUNDED, changed=TOLD),
        records("confirmed", refunds=(("ref_1", "succeeded"), ("ref_2", "succeeded"))),
        "given back by ['ref_1', 'ref_2']",
    ),
    "no mail written": (
        customer(OK),
        dataclasses.replace(records("confirmed"), mails={}),
        "mails sent: {}",
    ),
    "no mail delivered": (
        customer(OK),
        dataclasses.replace(records("confirmed"), delivered=NOTHING),
        "delivered: 0",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_promises_are_noticed(what: str) -> None:
    told, seen, words = BROKEN[what]
    found = broken_promises([told], seen)
    assert any(words in each for each in found), found
