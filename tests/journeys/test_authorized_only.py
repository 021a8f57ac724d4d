"""A card that only promises the money: it is taken when the first parcel leaves, and given up when none does."""

from __future__ import annotations

import pytest

from journeys import shopper
from journeys.merchant import Merchant, money
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack


def test_the_money_is_taken_with_the_first_parcel(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    lamp = merchant.offer(5)
    order = guest.buy({lamp.sku: 2}, card="tok_auth_only")
    payment = merchant.payment(order)
    total = order["totals"]["total"]["amount"]
    assert (payment["status"], payment["captured"]["amount"]) == ("authorized", 0)
    assert outside.charges(payment["id"]) == [("succeeded", total)], "the bank lists what it promised"
    assert merchant.booked(payment["id"]) == {}, "no money has moved yet"

    shopper.demand(merchant.send(order, {lamp.sku: 1}), 201)
    assert merchant.sees_payment(order, "captured")["captured"] == money(total)
    assert outside.charges(payment["id"]) == [("succeeded", total)]
    assert merchant.booked(payment["id"]) == {"gateway:sandbox": total, "receipts": -total}

    shopper.demand(merchant.send(order, {lamp.sku: 1}), 201)
    assert guest.look(order)["status"] == "fulfilled"
    assert outside.charges(payment["id"]) == [("succeeded", total)]


def test_a_cancelled_order_gives_the_promise_back(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    lamp = merchant.offer(5)
    order = guest.buy({lamp.sku: 2}, card="tok_auth_only")
    assert shopper.demand(guest.cancel(order))["status"] == "cancelled"
    payment = merchant.sees_payment(order, "voided")
    assert payment["captured"]["amount"] == 0
    assert outside.charges(payment["id"]) == [("refunded", order["totals"]["total"]["amount"])]
    assert merchant.booked(payment["id"]) == {}
    merchant.sees_stock(lamp.sku, 5)
    shopper.refusal(
        merchant.ask("POST", f"/v1/payments/{payment['id']}/capture", key=shopper.new_key()),
        409,
        "transition-not-allowed",
    )


def test_staff_take_a_part_of_it(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    lamp = merchant.offer(5)
    order = guest.buy({lamp.sku: 1}, card="tok_auth_only")
    payment_id, total = order["payment"]["id"], order["totals"]["total"]["amount"]
    path = f"/v1/payments/{payment_id}/capture"
    too_much = merchant.ask("POST", path, {"amount": money(total + 1)}, key=shopper.new_key())
    shopper.refusal(too_much, 409, "exceeds-authorized")
    shopper.refusal(merchant.ask("POST", path, {"amount": money(1)}), 400, "idempotency-key-required")
    merchant.post(path, {"amount": money(total - 100)})
    assert merchant.sees_payment(order, "captured")["captured"] == money(total - 100)
    assert [status for status, _ in outside.charges(payment_id)] == ["succeeded"]
    assert merchant.booked(payment_id) == {"gateway:sandbox": total - 100, "receipts": 100 - total}
