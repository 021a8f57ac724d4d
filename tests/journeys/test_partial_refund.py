"""Staff give a part of the money back, and never more than there was."""

from __future__ import annotations

import functools

import pytest

from journeys import shopper
from journeys.merchant import Merchant, money
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack


def test_a_refund_in_parts(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    lamp = merchant.offer(5, price=3_000)
    order = guest.buy({lamp.sku: 1})
    payment_id, total = order["payment"]["id"], order["totals"]["total"]["amount"]
    path = f"/v1/payments/{payment_id}/refunds"

    body, key = {"amount": money(1_000), "reason": "scratched"}, shopper.new_key()
    shopper.refusal(merchant.ask("POST", path, body), 400, "idempotency-key-required")
    refund = shopper.demand(merchant.ask("POST", path, body, key=key), 201)
    assert (refund["amount"], refund["reason"]) == (money(1_000), "scratched")
    again = merchant.ask("POST", path, body, key=key)
    assert shopper.demand(again, 201)["id"] == refund["id"]
    assert again.headers["idempotent-replayed"] == "true"
    assert merchant.sees_payment(order, "partially_refunded")["refunded"] == money(1_000)
    assert outside.mail(guest.email, "goes back to you")["subject"].count("10.00") == 1

    too_much = merchant.ask("POST", path, {"amount": money(total - 999), "reason": "?"}, key=shopper.new_key())
    shopper.refusal(too_much, 409, "exceeds-captured")
    assert guest.look(order)["status"] == "confirmed"

    rest = merchant.post(path, {"reason": "sorry"}, 201)
    assert rest["amount"] == money(total - 1_000)
    assert merchant.sees_payment(order, "refunded")["refunded"] == money(total)
    assert merchant.booked(payment_id) == {"gateway:sandbox": 0, "receipts": -total, "refunds": total}
    merchant.check_ledger()
    merchant.sees_stock(lamp.sku, 4)


def test_refunds_at_the_same_moment_never_exceed_the_money(guest: Shopper, merchant: Merchant) -> None:
    lamp = merchant.offer(5, price=3_000)
    order = guest.buy({lamp.sku: 1})
    total = order["totals"]["total"]["amount"]
    path, body = f"/v1/payments/{order['payment']['id']}/refunds", {"amount": money(total // 2), "reason": "late"}
    answers = shopper.at_once(
        *(functools.partial(merchant.ask, "POST", path, body, key=shopper.new_key()) for _ in range(6))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409, 409, 409]
    for answer in answers:
        if answer.status_code == 409:
            shopper.refusal(answer, 409, answer.json()["type"].rpartition("/")[2])
    shopper.until(lambda: merchant.payment(order)["refunded"]["amount"] == total // 2 * 2, "both refunds are through")
