"""Two people want the last one at the same moment: one gets it, the other pays nothing."""

from __future__ import annotations

import functools

import httpx
import pytest

from journeys import shopper
from journeys.merchant import Goods, Merchant
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack

ROUNDS = 5
CROWD = 8


def test_two_buyers_of_the_last_unit(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    for _ in range(ROUNDS):
        lamp = merchant.offer(1)
        assert rush(lamp, 2, guest.http, merchant, outside) == 1
        merchant.sees_stock(lamp.sku, 0)


def test_a_crowd_for_three_units(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    lamp = merchant.offer(3)
    assert rush(lamp, CROWD, guest.http, merchant, outside) == 3
    merchant.sees_stock(lamp.sku, 0)


def rush(lamp: Goods, buyers: int, http: httpx.Client, merchant: Merchant, outside: Outside) -> int:
    """How many got one; whoever did not has an honest answer and paid nothing."""
    people = [Shopper(http) for _ in range(buyers)]
    one = [{"sku": lamp.sku, "quantity": 1}]
    answers = shopper.at_once(*(functools.partial(each.place, each.checkout(lines=one), wait_s=30) for each in people))
    confirmed = 0
    for person, answer in zip(people, answers, strict=True):
        if answer.status_code == 409:
            assert shopper.refusal(answer, 409, "out-of-stock")["skus"] == [lamp.sku]
            continue
        order = person.see(answer.json(), "confirmed", "cancelled")
        if order["status"] == "confirmed":
            confirmed += 1
            outside.sees_charges(order["payment"]["id"], ("succeeded", order["totals"]["total"]["amount"]))
            continue
        assert order["reason"] == "out_of_stock"
        assert order["payment"]["id"] is None, "nobody asked for their money"
        for payment in merchant.get(f"/v1/payments?order_id={order['id']}")["items"]:
            assert (payment["status"], outside.charges(payment["id"])) == ("voided", [])
        assert "sold out" in outside.mail(person.email, "cancelled")["text"]
    return confirmed
