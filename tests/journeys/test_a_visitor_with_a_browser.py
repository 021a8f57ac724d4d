"""Somebody with a browser finds an item, buys it as a guest, and sees it confirmed, also where the bank makes trouble.

What they see is kept in `test-results/`, on a wide screen and on a telephone's.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.browsing import PATIENCE_MS, Visitor
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack

SCREENS = (1440, 390)


def find(visitor: Visitor, item: Any) -> None:
    """From the front page to the item's own, by the search box."""
    page = visitor.page
    page.goto("/")
    page.get_by_role("combobox", name="Search the market").fill(item["title"])
    page.get_by_role("combobox", name="Search the market").press("Enter")
    page.get_by_role("link", name=item["title"], exact=True).first.click()
    expect(page.get_by_role("heading", level=1, name=item["title"])).to_be_visible(timeout=PATIENCE_MS)


def test_a_guest_buys_with_a_browser(visitor: Visitor, guest: Shopper, item: Any, outside: Outside) -> None:
    page = visitor.page
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE_MS)
    visitor.photograph("1-home", SCREENS)
    page.get_by_role("navigation", name="Categories").get_by_role("link", name="Ceramics").click()
    expect(page.get_by_role("heading", level=1, name="Ceramics")).to_be_visible(timeout=PATIENCE_MS)
    visitor.photograph("2-category", SCREENS)

    find(visitor, item)
    expect(page.get_by_text("In stock", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    visitor.photograph("3-product", SCREENS)
    page.get_by_role("button", name="Add to cart").click()
    expect(page.get_by_test_id("cart-count")).to_have_text(re.compile("^1"), timeout=PATIENCE_MS)
    page.get_by_role("link", name="See your cart").click()
    lines = page.get_by_role("main").get_by_role("list", name="In your cart").get_by_role("link", name=item["title"])
    expect(lines).to_have_count(1, timeout=PATIENCE_MS)
    visitor.photograph("4-cart", SCREENS)

    page.get_by_role("link", name="Check out").click()
    visitor.fill_in(guest.email, "tok_ok")
    visitor.photograph("5-checkout", SCREENS)
    visitor.place()
    visitor.sees("confirmed")
    assert guest.email in visitor.status().inner_text()
    visitor.photograph("6-order", SCREENS)

    page.reload()
    visitor.sees("confirmed")
    page.get_by_role("link", name="Orders", exact=True).click()
    mail = outside.mail(guest.email, "is confirmed")
    number = mail["subject"].split()[2]
    expect(page.get_by_role("link", name=f"Order {number}")).to_be_visible(timeout=PATIENCE_MS)
    assert item["title"] in mail["text"]
    assert visitor.trouble == []


def test_a_guest_confirms_on_the_banks_page(visitor: Visitor, guest: Shopper, item: Any, outside: Outside) -> None:
    page = visitor.page
    find(visitor, item)
    page.get_by_role("button", name="Add to cart").click()
    page.get_by_role("link", name="Check out").click()
    visitor.fill_in(guest.email, "tok_3ds")
    visitor.place()
    page.get_by_role("link", name="Go to your bank").click()
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("link", name="Back to the shop").click()
    visitor.sees("confirmed")
    outside.mail(guest.email, "is confirmed")
    assert visitor.trouble == []


def test_a_declined_card_leaves_the_cart_as_it_was(visitor: Visitor, guest: Shopper, item: Any) -> None:
    page = visitor.page
    visitor.put_in_cart(item["slug"])
    page.get_by_role("link", name="Check out").click()
    visitor.fill_in(guest.email, "tok_declined")
    visitor.place()
    visitor.sees("cancelled")
    page.get_by_role("button", name="Try another card").click()
    page.locator('input[name="card"][value="tok_ok"]').check()
    page.get_by_role("button", name=re.compile("Place order · ")).click()
    visitor.sees("confirmed")
    assert visitor.trouble == []
