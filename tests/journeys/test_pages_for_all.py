"""A customer is shown the page that visitors left at the edge; whoever runs the shop sees things as they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from journeys import shopper
from journeys.merchant import Merchant
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack


def test_a_customer_reads_what_visitors_left_and_staff_never_do(
    guest: Shopper, sign_up: Callable[[], Shopper], merchant: Merchant
) -> None:
    lamp = merchant.offer(5)
    customer = sign_up()
    path = f"/v1/products/{lamp.slug}"

    def is_kept() -> bool:
        guest.get(path)
        return "age" in customer.ask("GET", path).headers

    shopper.until(is_kept, "a kept page for a customer")
    for _ in range(20):
        public = guest.ask("GET", path)
        theirs = merchant.ask("GET", path)
        assert "age" not in theirs.headers
        assert theirs.headers["etag"] != public.headers["etag"]  # the version, to change it by
        seen = customer.ask("GET", path)
        assert (seen.json(), seen.headers["cache-control"]) == (public.json(), "private, no-cache")
        assert "x-souk-audience" not in seen.headers


def test_a_new_price_is_a_customers_within_two_seconds(sign_up: Callable[[], Shopper], merchant: Merchant) -> None:
    lamp = merchant.offer(5)
    customer = sign_up()
    path = f"/v1/products/{lamp.slug}"
    for price in (2_000, 2_100, 2_200):
        customer.get(path)
        merchant.set_price(lamp.sku, price)

        def is_shown(wanted: int = price) -> bool:
            return bool(customer.get(path)["variants"][0]["price"]["amount"] == wanted)

        shopper.until(is_shown, f"the price {price}", patience_s=2.0)


def test_a_token_that_is_none_is_refused(guest: Shopper, merchant: Merchant) -> None:
    lamp = merchant.offer(5)
    path = f"/v1/products/{lamp.slug}"
    for _ in range(3):
        guest.get(path)
        forged = guest.http.get(path, headers={"Authorization": "Bearer nobody's"})
        shopper.refusal(forged, 401, "unauthenticated")
