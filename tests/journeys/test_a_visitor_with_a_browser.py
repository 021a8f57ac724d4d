"""Somebody with a browser finds an item, buys it as a guest, and sees it confirmed, also where the bank makes trouble.

What they see is kept in `test-results/`, on a wide screen and on a telephone's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from bench.stack import Stack
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

from journeys import shopper
from journeys.merchant import Merchant
from journeys.outside import Outside
from journeys.shopper import Shopper
from souk.local import checkout, chromium

pytestmark = pytest.mark.stack

RESULTS = checkout.ROOT / "test-results"
SCREENS = {1440: 900, 390: 844}
"""Width and height of the screens that pictures are taken on; the first is the one that is bought on."""
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One on PATH, or the one that an npm package carries."""
    found = chromium.chromium()
    with sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=found.path,
            args=list(found.arguments),
            env=dict(found.environment),
            timeout=PATIENCE_MS,
        )
        yield started
        started.close()


class Visitor:
    """A fresh browser window on the shop; `trouble` is what went wrong in it."""

    def __init__(self, browser: Browser, edge: str) -> None:
        self.trouble: list[str] = []
        width = next(iter(SCREENS))
        self.window = browser.new_context(
            base_url=edge, viewport={"width": width, "height": SCREENS[width]}, locale="en-IE", reduced_motion="reduce"
        )
        self.page: Page = self.window.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.trouble.append(f"{message.text} ({message.location.get('url')})")

    def photograph(self, name: str) -> None:
        """The whole page on each screen, once its pictures are there; nothing may stick out of a narrow one."""
        self.page.wait_for_load_state("networkidle")
        for width, height in reversed(SCREENS.items()):
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.evaluate(_SEE_ALL)
            self.page.wait_for_load_state("networkidle")
            self.page.screenshot(path=RESULTS / f"{name}-{width}.png", full_page=True, animations="disabled")
            sticking_out = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert sticking_out <= 0, f"{name} is {sticking_out} px too wide for {width} px"

    def status(self) -> Locator:
        """Where the order on the page stands."""
        return self.page.get_by_test_id("order-status")


_SEE_ALL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 600) {
    window.scrollTo(0, y);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  window.scrollTo(0, 0);
  await Promise.all(Array.from(document.images, (image) => image.decode().catch(() => null)));
}"""
"""Pictures are loaded when they come into sight."""


@pytest.fixture
def visitor(browser: Browser, stack: Stack) -> Iterator[Visitor]:
    one = Visitor(browser, stack.edge)
    yield one
    one.window.close()


@pytest.fixture(scope="module")
def item(merchant: Merchant) -> Any:
    """Something of the demo catalogue that there is enough of."""
    found = merchant.get("/v1/products?category=ceramics&in_stock=true&sort=title")["items"]
    pages = (merchant.get(f"/v1/products/{each['slug']}") for each in found)
    return next(page for page in pages if all(variant["available"] > 3 for variant in page["variants"]))


def find(visitor: Visitor, item: Any) -> None:
    """From the front page to the item's own, by the search box."""
    page = visitor.page
    page.goto("/")
    page.get_by_role("combobox", name="Search the market").fill(item["title"])
    page.get_by_role("combobox", name="Search the market").press("Enter")
    page.get_by_role("link", name=item["title"], exact=True).first.click()
    expect(page.get_by_role("heading", level=1, name=item["title"])).to_be_visible(timeout=PATIENCE_MS)


def fill_in(visitor: Visitor, email: str, card: str) -> None:
    """The checkout's form, up to the button."""
    page = visitor.page
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Full name").fill(shopper.ADDRESS["name"])
    page.get_by_label("Country").select_option(shopper.ADDRESS["country"])
    page.get_by_label("Street and number").fill(shopper.ADDRESS["line1"])
    page.get_by_label("Postcode").fill(shopper.ADDRESS["postal_code"])
    page.get_by_label("Town").fill(shopper.ADDRESS["city"])
    page.locator(f'input[name="card"][value="{card}"]').check()
    expect(page.get_by_role("button", name=re.compile("Place order · "))).to_be_enabled(timeout=PATIENCE_MS)


def test_a_guest_buys_with_a_browser(visitor: Visitor, guest: Shopper, item: Any, outside: Outside) -> None:
    page = visitor.page
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE_MS)
    visitor.photograph("1-home")
    page.get_by_role("navigation", name="Categories").get_by_role("link", name="Ceramics").click()
    expect(page.get_by_role("heading", level=1, name="Ceramics")).to_be_visible(timeout=PATIENCE_MS)
    visitor.photograph("2-category")

    find(visitor, item)
    expect(page.get_by_text("In stock", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    visitor.photograph("3-product")
    page.get_by_role("button", name="Add to cart").click()
    expect(page.get_by_test_id("cart-count")).to_have_text(re.compile("^1"), timeout=PATIENCE_MS)
    page.get_by_role("link", name="See your cart").click()
    lines = page.get_by_role("list", name="In your cart").get_by_role("link", name=item["title"])
    expect(lines).to_have_count(1, timeout=PATIENCE_MS)
    visitor.photograph("4-cart")

    page.get_by_role("link", name="Check out").click()
    fill_in(visitor, guest.email, "tok_ok")
    visitor.photograph("5-checkout")
    page.get_by_role("button", name=re.compile("Place order")).click()
    expect(visitor.status()).to_have_attribute("data-status", "confirmed", timeout=PATIENCE_MS)
    assert guest.email in visitor.status().inner_text()
    visitor.photograph("6-order")

    page.reload()
    expect(visitor.status()).to_have_attribute("data-status", "confirmed", timeout=PATIENCE_MS)
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
    fill_in(visitor, guest.email, "tok_3ds")
    page.get_by_role("button", name=re.compile("Place order")).click()
    page.get_by_role("link", name="Go to your bank").click()
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("link", name="Back to the shop").click()
    expect(visitor.status()).to_have_attribute("data-status", "confirmed", timeout=PATIENCE_MS)
    outside.mail(guest.email, "is confirmed")
    assert visitor.trouble == []


def test_a_declined_card_leaves_the_cart_as_it_was(visitor: Visitor, guest: Shopper, item: Any) -> None:
    page = visitor.page
    find(visitor, item)
    page.get_by_role("button", name="Add to cart").click()
    page.get_by_role("link", name="Check out").click()
    fill_in(visitor, guest.email, "tok_declined")
    page.get_by_role("button", name=re.compile("Place order")).click()
    expect(visitor.status()).to_have_attribute("data-status", "cancelled", timeout=PATIENCE_MS)
    page.get_by_role("button", name="Try another card").click()
    page.locator('input[name="card"][value="tok_ok"]').check()
    page.get_by_role("button", name=re.compile("Place order · ")).click()
    expect(visitor.status()).to_have_attribute("data-status", "confirmed", timeout=PATIENCE_MS)
    assert visitor.trouble == []
