"""Staff say which picture shows which variant; shoppers see the one that they choose."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from bench.stack import Stack
from playwright.sync_api import Browser, Page, expect

from journeys.browsing import PATIENCE_MS, Visitor
from journeys.clerk import Clerk
from journeys.merchant import Goods, Merchant, money

pytestmark = [pytest.mark.stack, pytest.mark.slow]

COLOURS = ("Madder", "Indigo", "Undyed")


@pytest.fixture
def scarf(merchant: Merchant) -> Goods:
    """In three colours, with two pictures, which show none of them yet."""
    found = merchant.get("/v1/products?category=ceramics&in_stock=true&limit=20")["items"]
    pages = (merchant.get(f"/v1/products/{each['id']}") for each in found if each["image"])
    media = [page["media"][0]["id"] for page in itertools.islice(pages, 2)]
    goods = merchant.draft(
        category="leather",
        options=[{"name": "Colour", "values": list(COLOURS)}],
        variants=[],
        media=[{"id": each} for each in media],
    )
    for number, colour in enumerate(COLOURS):
        body = {"sku": f"{goods.sku}-{number}", "options": {"Colour": colour}, "price": money(1900), "weight_g": 80}
        merchant.post(f"/v1/products/{goods.product_id}/variants", body, 201)
    return goods


def shown(page: Page) -> str:
    """The large picture."""
    return str(page.get_by_role("region", name="Pictures").get_by_role("img").first.get_attribute("src"))


def test_a_chosen_variant_shows_its_picture(browser: Browser, stack: Stack, merchant: Merchant, scarf: Goods) -> None:
    clerk = Clerk(browser, stack.edge, stack.account("admin"))
    page = clerk.go(f"/products/{scarf.product_id}?tab=variants")
    page.get_by_label(f"Picture of {scarf.sku}-0").select_option(index=1)
    page.get_by_role("button", name="Save", exact=True).click()
    clerk.hears("Saved")
    product: Any = merchant.get(f"/v1/products/{scarf.product_id}")
    first, second = (each["url"] for each in product["media"])
    assert [each["image"] for each in product["variants"]] == [second, first, first]
    merchant.publish(scarf)

    visitor = Visitor(browser, stack.edge)
    page = visitor.page
    page.goto(f"/p/{scarf.slug}?sku={scarf.sku}-0")
    expect(page.locator("dialog").first).to_be_attached(timeout=PATIENCE_MS)
    assert shown(page) == second
    for colour, url in (("Indigo", first), ("Madder", second), ("Undyed", first)):
        page.locator("label").filter(has_text=colour).click()
        expect(page.get_by_role("region", name="Pictures").get_by_role("img").first).to_have_attribute("src", url)
    visitor.window.close()
    clerk.window.close()
