"""A guest thinks better of it after paying: goods and money come back, and a mail says so."""

from __future__ import annotations

import pytest

from journeys import shopper
from journeys.merchant import Merchant
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack


def test_a_guest_cancels_what_was_paid(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    lamp = merchant.offer(5)
    order = guest.buy({lamp.sku: 2})
    merchant.sees_stock(lamp.sku, 3)
    payment_id, total = order["payment"]["id"], order["totals"]["total"]["amount"]

    shopper.refusal(Shopper(guest.http).ask("POST", f"/v1/orders/{order['id']}/cancel"), 404, "not-found")
    cancelled = shopper.demand(guest.cancel(order))
    assert (cancelled["status"], cancelled["reason"]) == ("cancelled", "customer")
    assert shopper.steps(cancelled) == ["placed", "awaiting_payment", "confirmed", "cancelled"]

    merchant.sees_stock(lamp.sku, 5)
    payment = merchant.sees_payment(order, "refunded")
    assert payment["refunded"]["amount"] == total
    assert [(each["amount"]["amount"], each["status"]) for each in payment["refunds"]] == [(total, "succeeded")]
    assert outside.charges(payment_id) == [("refunded", total)]
    assert merchant.booked(payment_id) == {"gateway:sandbox": 0, "receipts": -total, "refunds": total}
    merchant.check_ledger()
    assert order["number"] in outside.mail(guest.email, "cancelled")["subject"]
    assert order["number"] in outside.mail(guest.email, "goes back to you")["text"]

    shopper.refusal(guest.cancel(order), 409, "transition-not-allowed")
    assert outside.charges(payment_id) == [("refunded", total)]


def test_staff_cancel_too(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    lamp = merchant.offer(5)
    order = guest.buy({lamp.sku: 1})
    merchant.sees_stock(lamp.sku, 4)
    answer = merchant.ask("POST", f"/v1/orders/{order['id']}/cancel", {"reason": "damaged"}, key=shopper.new_key())
    assert shopper.demand(answer)["reason"] == "staff"
    merchant.sees_payment(order, "refunded")
    merchant.sees_stock(lamp.sku, 5)
    assert [step for step in guest.look(order)["history"] if "actor" in step] == [], "customers do not see who"
