"""A bank that answers by webhook, and says it three times: the order is confirmed once."""

from __future__ import annotations

import hashlib
import json
import re

import httpx
import pytest
from bench.stack import Stack

from journeys import shopper
from journeys.merchant import Merchant
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack

DELIVERIES = 3
_TAKEN = re.compile(r'souk_http_requests_total\{method="POST",route="/v1/webhooks/[^"]*",status="200"\} (\S+)')


def taken(stack: Stack, http: httpx.Client) -> float:
    """How many deliveries the payment service has taken so far."""
    run = json.loads((stack.home / "run.json").read_text())
    ports = [row["port"] for row in run["processes"] if row["name"].startswith("payment-")]
    pages = [http.get(f"http://127.0.0.1:{port}/metrics").text for port in ports]
    return sum(float(count) for page in pages for count in _TAKEN.findall(page))


def test_three_webhooks_one_effect(guest: Shopper, merchant: Merchant, outside: Outside, stack: Stack) -> None:
    lamp = merchant.offer(5)
    before = taken(stack, guest.http)
    body = guest.checkout(card="tok_webhook", lines=[{"sku": lamp.sku, "quantity": 1}])
    order = shopper.demand(guest.place(body, wait_s=0), 202)
    order = guest.see(order, "awaiting_payment")
    assert order["payment"]["status"] == "pending"
    assert guest.available(lamp.sku) == 4, "the unit is set aside meanwhile"

    confirmed = guest.see(order, "confirmed")
    shopper.until(lambda: taken(stack, guest.http) >= before + DELIVERIES, "three deliveries")
    payment, total = merchant.payment(confirmed), order["totals"]["total"]["amount"]
    assert [step["status"] for step in payment["history"]].count("captured") == 1
    assert shopper.steps(guest.look(order)) == ["placed", "awaiting_payment", "confirmed"]
    assert outside.charges(payment["id"]) == [("succeeded", total)]
    assert merchant.booked(payment["id"]) == {"gateway:sandbox": total, "receipts": -total}
    merchant.sees_stock(lamp.sku, 4)
    outside.mail(guest.email, "confirmed")


def test_a_webhook_that_the_bank_did_not_sign(http: httpx.Client) -> None:
    event = json.dumps({"id": "evt_1", "charge": {"id": "ch_1", "key": "pay_1", "state": "captured", "version": 9}})
    forged = hashlib.sha256(event.encode()).hexdigest()
    headers = {"Sandbox-Signature": f"t=1,v1={forged}", "Content-Type": "application/json"}
    shopper.refusal(http.post("/v1/webhooks/sandbox", content=event, headers=headers), 401, "invalid-signature")
    shopper.refusal(http.post("/v1/webhooks/nobody", content=event, headers=headers), 404, "not-found")
