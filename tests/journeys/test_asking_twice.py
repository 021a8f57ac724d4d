"""Impatient people press the button twice: one order comes of it, and everybody is told about that one."""

from __future__ import annotations

import functools

import pytest
from bench.stack import Stack

from journeys import shopper
from journeys.merchant import Merchant
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack

ROUNDS = 5


def test_two_keys_on_one_cart(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    lamp = merchant.offer(2 * ROUNDS)
    for _ in range(ROUNDS):
        body = guest.checkout(cart_id=guest.fill_cart({lamp.sku: 1}))
        answers = shopper.at_once(*(functools.partial(guest.place, body, wait_s=30) for _ in range(2)))
        (placed,) = [answer for answer in answers if answer.status_code == 201]
        (refused,) = [answer for answer in answers if answer.status_code != 201]
        order = placed.json()
        assert order["status"] == "confirmed"
        problem = shopper.refusal(refused, 409, "cart-already-ordered")
        assert problem["order_id"] == order["id"]
        outside.sees_charges(order["payment"]["id"], ("succeeded", order["totals"]["total"]["amount"]))
    merchant.sees_stock(lamp.sku, ROUNDS)


def test_one_key_twice_at_the_same_moment(guest: Shopper, merchant: Merchant, outside: Outside, stack: Stack) -> None:
    lamp = merchant.offer(2 * ROUNDS)
    for _ in range(ROUNDS):
        body, key = guest.checkout(lines=[{"sku": lamp.sku, "quantity": 1}]), shopper.new_key()
        answers = shopper.at_once(*(functools.partial(guest.place, body, key=key, wait_s=30) for _ in range(2)))
        first, second = (shopper.demand(answer, 201) for answer in answers)
        assert first["id"] == second["id"]
        assert first["token"] == second["token"]
        assert first["status"] == second["status"] == "confirmed"
        replayed = [answer.headers.get("idempotent-replayed") for answer in answers]
        assert sorted(map(str, replayed)) == ["None", "true"]
        outside.sees_charges(first["payment"]["id"], ("succeeded", first["totals"]["total"]["amount"]))
    merchant.sees_stock(lamp.sku, ROUNDS)
    assert stack.database("order")["orders"].count_documents({"email": guest.email}) == ROUNDS


def test_one_key_for_two_different_orders(guest: Shopper, merchant: Merchant) -> None:
    lamp = merchant.offer(5)
    body, key = guest.checkout(lines=[{"sku": lamp.sku, "quantity": 1}]), shopper.new_key()
    order = shopper.demand(guest.place(body, key=key, wait_s=30), 201)
    other = guest.checkout(lines=[{"sku": lamp.sku, "quantity": 2}])
    shopper.refusal(guest.place(other, key=key), 422, "idempotency-key-reused")
    again = guest.place(body, key=key)
    assert shopper.demand(again, 201)["id"] == order["id"]
    assert again.headers["idempotent-replayed"] == "true"
    merchant.sees_stock(lamp.sku, 4)


def test_keys_that_are_none(guest: Shopper, merchant: Merchant) -> None:
    lamp = merchant.offer(1)
    body = guest.checkout(lines=[{"sku": lamp.sku, "quantity": 1}])
    shopper.refusal(guest.ask("POST", "/v1/orders", body), 400, "idempotency-key-required")
    assert guest.ask("POST", "/v1/orders", body, key="short").status_code == 400, "all guests share one scope"
    assert guest.ask("POST", "/v1/orders", body, key="x" * 256).status_code == 400
    assert merchant.stock(lamp.sku) == (1, 0)


def test_a_refusal_frees_the_key(guest: Shopper, merchant: Merchant) -> None:
    rare = merchant.offer(1)
    body, key = guest.checkout(lines=[{"sku": rare.sku, "quantity": 2}]), shopper.new_key()
    shopper.refusal(guest.place(body, key=key), 409, "out-of-stock")
    assert merchant.set_stock(rare.sku, 2).status_code == 201
    answer = shopper.until(
        lambda: again if (again := guest.place(body, key=key, wait_s=30)).status_code != 409 else None, "it is bought"
    )
    assert shopper.demand(answer, 201)["status"] == "confirmed"
    assert "idempotent-replayed" not in answer.headers
