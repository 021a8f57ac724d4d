"""Staff change what things cost and how many there are: the shop shows it within two seconds."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable

import pytest

from journeys import shopper
from journeys.merchant import Merchant, money
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack

PROMISED_S = 2.0
PRICES = (1_100, 1_200, 1_300)
COUNTS = (0, 7, 0, 3)


def shown_after(change: Callable[[], object], is_shown: Callable[[], bool], what: str) -> float:
    """Seconds from the answer to a change until shoppers see it; they look without a pause."""
    change()
    changed = time.monotonic()
    shopper.until(is_shown, what)
    return time.monotonic() - changed


def test_a_new_price_is_shown(guest: Shopper, merchant: Merchant) -> None:
    """One of a few changes keeps the promise even on a machine that has no time; all are shown in the end."""
    lamp = merchant.offer(5, price=1_000)

    def is_shown(amount: int) -> bool:
        page = guest.get(f"/v1/products/{lamp.slug}")
        (summary,) = guest.get(f"/v1/products?q={lamp.sku}")["items"]
        return bool(page["variants"][0]["price"] == summary["price_from"] == money(amount))

    took = [
        shown_after(
            functools.partial(merchant.set_price, lamp.sku, amount),
            functools.partial(is_shown, amount),
            f"the price {amount}",
        )
        for amount in PRICES
    ]
    assert min(took) <= PROMISED_S, took
    cart_id, last = guest.fill_cart({lamp.sku: 1}), money(PRICES[-1])
    shopper.until(
        lambda: guest.get(f"/v1/carts/{cart_id}")["lines"][0]["unit_price"] == last, "the last price in the cart"
    )


def test_new_stock_is_shown(guest: Shopper, merchant: Merchant) -> None:
    lamp = merchant.offer(1)

    def is_shown(units: int) -> bool:
        (variant,) = guest.get(f"/v1/products/{lamp.slug}")["variants"]
        (summary,) = guest.get(f"/v1/products?q={lamp.sku}")["items"]
        return (variant["available"], summary["available"]) == (units, units > 0)

    def count(units: int) -> None:
        assert merchant.set_stock(lamp.sku, units).status_code == 201
        assert guest.available(lamp.sku) == units, "what inventory itself says is never late"

    took = [
        shown_after(functools.partial(count, units), functools.partial(is_shown, units), f"{units} in stock")
        for units in COUNTS
    ]
    assert min(took) <= PROMISED_S, took


def test_stock_that_changed_meanwhile(guest: Shopper, merchant: Merchant) -> None:
    lamp = merchant.offer(5)
    order = guest.buy({lamp.sku: 1}, card="tok_ok")
    merchant.sees_stock(lamp.sku, 4)
    path = f"/v1/stock/{lamp.sku}/adjustments"
    body = {"set_to": 9, "reason": "counted", "expected_on_hand": 5}
    shopper.refusal(merchant.ask("POST", path, body, key=shopper.new_key()), 409, "stock-changed")
    shopper.refusal(merchant.ask("POST", path, body), 400, "idempotency-key-required")

    asks = guest.checkout(card="tok_3ds", lines=[{"sku": lamp.sku, "quantity": 3}])
    waiting = shopper.demand(guest.place(asks, wait_s=30), 201)
    assert waiting["status"] == "awaiting_payment"
    shopper.refusal(merchant.set_stock(lamp.sku, 2), 409, "stock-below-reserved")
    shopper.demand(guest.cancel(waiting))
    merchant.sees_stock(lamp.sku, 4)
    moved = merchant.get(f"/v1/stock/{lamp.sku}/movements")["items"]
    assert [(each["delta"], each["on_hand"]) for each in moved] == [(5, 5)]
    assert order["status"] == "confirmed"
