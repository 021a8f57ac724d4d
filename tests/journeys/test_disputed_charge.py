"""The owner of the card objects afterwards: the bank takes the money back, and the books say so."""

from __future__ import annotations

import pytest

from journeys import shopper
from journeys.merchant import Merchant
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack


def test_a_disputed_charge(guest: Shopper, merchant: Merchant) -> None:
    lamp = merchant.offer(5)
    order = guest.buy({lamp.sku: 1}, card="tok_dispute")
    payment = merchant.sees_payment(order, "disputed")
    total = order["totals"]["total"]["amount"]
    assert merchant.booked(payment["id"]) == {"gateway:sandbox": 0, "receipts": -total, "disputes": total}
    seen = shopper.until(
        lambda: [it for it in [guest.look(order)] if it["payment"]["status"] == "disputed"], "the order knows"
    )
    assert seen[0]["status"] == "confirmed"
    merchant.check_ledger()
