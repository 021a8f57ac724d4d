"""Every screen of catalogue, stock and settings: against axe, on three widths, by day and by lamplight."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bench.stack import Stack
from playwright.sync_api import Browser, expect

from journeys import audits
from journeys.browsing import PATIENCE_MS, RESULTS, SCREENS
from journeys.clerk import Clerk
from journeys.merchant import Merchant

pytestmark = [pytest.mark.stack, pytest.mark.slow]

PAGES = {
    "dashboard": "/",
    "products": "/products",
    "products-none": "/products?q=zzzzqqqq",
    "new-product": "/products/new",
    "product": "/products/{id}",
    "product-variants": "/products/{id}?tab=variants",
    "product-pictures": "/products/{id}?tab=pictures",
    "product-stock": "/products/{id}?tab=stock",
    "categories": "/categories",
    "stock": "/stock",
    "stock-sku": "/stock?sku={sku}",
    "places": "/stock?tab=places",
    "shipping": "/shipping",
    "shipping-method": "/shipping?method=standard",
    "taxes": "/taxes",
    "gallery": "/gallery",
    "nowhere": "/nowhere",
}


@pytest.fixture(scope="module")
def item(merchant: Merchant) -> Any:
    """Something with options, pictures and stock."""
    found = merchant.get("/v1/products?category=textiles&in_stock=true&sort=title")["items"]
    pages = (merchant.get(f"/v1/products/{each['slug']}") for each in found)
    return next(page for page in pages if len(page["variants"]) > 1 and page["media"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen(browser: Browser, stack: Stack, item: Any, scheme: str) -> None:
    clerk = Clerk(browser, stack.edge, stack.account("admin"), color_scheme=scheme)
    wrong: dict[str, list[str]] = {}
    for name, address in PAGES.items():
        clerk.go(address.format(id=item["id"], sku=item["variants"][0]["sku"]))
        if name != "gallery":  # shows what loads for ever
            clerk.is_drawn()
        for width, height in SCREENS.items():
            clerk.page.set_viewport_size({"width": width, "height": height})
            clerk.page.wait_for_load_state("networkidle")
            clerk.page.screenshot(path=RESULTS / f"admin-{name}-{width}-{scheme}.png", animations="disabled")
            sticking_out = clerk.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if sticking_out > 0:
                wrong.setdefault(name, []).append(f"{sticking_out} px too wide for {width} px")
        clerk.page.set_viewport_size({"width": 1440, "height": SCREENS[1440]})
        if found := audits.violations(clerk.page):
            wrong.setdefault(name, []).extend(found)
    assert wrong == {}
    assert clerk.trouble == []
    clerk.window.close()


def test_keys_alone_are_enough(browser: Browser, stack: Stack) -> None:
    clerk = Clerk(browser, stack.edge, stack.account("admin"))
    page = clerk.go("/")
    clerk.is_drawn()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", level=1, name="Categories")).to_be_visible(timeout=PATIENCE_MS)
    lines = page.get_by_role("list", name="Categories").get_by_role("listitem")
    names = lines.get_by_role("button", name=re.compile("^(?!What to do)"))
    before = names.all_inner_texts()
    names.nth(1).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(names.nth(0)).to_have_text(before[1], timeout=PATIENCE_MS)
    page.get_by_role("button", name="Undo").click()
    expect(names.nth(0)).to_have_text(before[0], timeout=PATIENCE_MS)
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Find a page or an action").fill("taxes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Taxes")).to_be_visible(timeout=PATIENCE_MS)
    assert clerk.trouble == []
    clerk.window.close()


def test_many_at_once_and_back(browser: Browser, stack: Stack, merchant: Merchant) -> None:
    goods = [merchant.draft(title=f"Bulk kettle {index}") for index in range(3)]
    clerk = Clerk(browser, stack.edge, stack.account("admin"))
    page = clerk.go(f"/products?q=Bulk+kettle&status=draft&selected={','.join(each.product_id for each in goods)}")
    bar = page.get_by_role("group", name="With 3 selected")
    expect(bar).to_be_visible(timeout=PATIENCE_MS)
    bar.get_by_role("button", name="Prices…").click()
    page.get_by_role("textbox", name="Percent").fill("10")
    page.get_by_role("button", name="Change prices").dblclick()
    clerk.hears("The prices of 3 changed")

    def prices() -> set[int]:
        found = [merchant.get(f"/v1/products/{each.product_id}") for each in goods]
        return {variant["price"]["amount"] for each in found for variant in each["variants"]}

    assert prices() == {goods[0].price * 110 // 100}
    page.get_by_role("button", name="Undo").click()
    clerk.hears("As it was before")
    assert prices() == {goods[0].price}
    clerk.window.close()
