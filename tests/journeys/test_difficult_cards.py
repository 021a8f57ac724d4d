"""Banks that are slow, stumble, or take the money and hang up: the customer pays once and gets the goods."""

from __future__ import annotations

import functools

import pytest

from journeys import shopper
from journeys.merchant import Merchant
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack

CARDS = ("tok_slow", "tok_flaky", "tok_timeout_charged")


def test_cards_that_answer_late(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    """All at once, as each takes its time; two orders with each card."""
    lamp = merchant.offer(10)
    people = [(card, Shopper(guest.http)) for card in (*CARDS, *CARDS)]
    orders = shopper.at_once(*(functools.partial(each.buy, {lamp.sku: 1}, card=card) for card, each in people))
    for (card, person), order in zip(people, orders, strict=True):
        total = order["totals"]["total"]["amount"]
        payment = merchant.sees_payment(order, "captured")
        assert (payment["captured"]["amount"], payment["refunded"]["amount"]) == (total, 0), card
        assert outside.charges(payment["id"]) == [("succeeded", total)], card
        assert merchant.booked(payment["id"]) == {"gateway:sandbox": total, "receipts": -total}, card
        outside.mail(person.email, "confirmed")
    merchant.sees_stock(lamp.sku, 4)


def test_nobody_waits_longer_than_they_want(guest: Shopper, merchant: Merchant) -> None:
    lamp = merchant.offer(1)
    body = guest.checkout(card="tok_slow", lines=[{"sku": lamp.sku, "quantity": 1}])
    key = shopper.new_key()
    answer = guest.place(body, key=key, wait_s=0)
    order = shopper.demand(answer, 202)
    assert answer.headers["preference-applied"] == "wait=0"
    assert order["status"] in ("placed", "awaiting_payment")
    confirmed = guest.see(order, "confirmed")
    again = guest.place(body, key=key)
    assert shopper.demand(again, 201)["id"] == confirmed["id"]
    assert again.headers["idempotent-replayed"] == "true"
