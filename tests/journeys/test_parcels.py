"""An order leaves in two parcels, and both arrive."""

from __future__ import annotations

import pytest

from journeys import shopper
from journeys.merchant import Merchant
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack


def test_an_order_in_two_parcels(guest: Shopper, merchant: Merchant, outside: Outside) -> None:
    lamp, shade = merchant.offer(5), merchant.offer(5)
    order = guest.buy({lamp.sku: 2, shade.sku: 1})
    merchant.sees_stock(lamp.sku, 3)

    first = shopper.demand(merchant.send(order, {lamp.sku: 1, shade.sku: 1}), 201)
    assert guest.look(order)["status"] == "partially_fulfilled"
    assert first["tracking_number"] in outside.mail(guest.email, "on its way")["text"]

    problem = shopper.refusal(merchant.send(order, {lamp.sku: 2}), 409, "exceeds-ordered")
    assert (problem["sku"], problem["remaining"]) == (lamp.sku, 1)
    shopper.refusal(guest.cancel(order), 409, "transition-not-allowed")
    shopper.refusal(guest.ask("POST", f"/v1/fulfillments/{first['id']}/deliver"), 401, "unauthenticated")

    second = shopper.demand(merchant.send(order, {lamp.sku: 1}), 201)
    assert guest.look(order)["status"] == "fulfilled"
    assert [parcel["id"] for parcel in guest.look(order)["fulfillments"]] == [first["id"], second["id"]]

    merchant.post(f"/v1/fulfillments/{first['id']}/deliver")
    assert guest.look(order)["status"] == "fulfilled"
    merchant.post(f"/v1/fulfillments/{second['id']}/deliver")
    done = guest.look(order)
    assert shopper.steps(done)[-3:] == ["partially_fulfilled", "fulfilled", "completed"]
    assert all(parcel["delivered_at"] for parcel in done["fulfillments"])
    shopper.until(
        lambda: len([mail for mail in outside.mails(guest.email) if "arrived" in mail["subject"]]) == 2, "two mails"
    )
    # sending moves no stock: confirming did
    assert (merchant.stock(lamp.sku), merchant.stock(shade.sku)) == ((3, 0), (4, 0))
