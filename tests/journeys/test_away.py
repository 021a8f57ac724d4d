"""The network goes, or what serves the pages does: visitors see why, lose nothing, and are let in again."""

from __future__ import annotations

import os
import re
import signal
from typing import Any

import httpx
import pytest
from bench.stack import Stack
from playwright.sync_api import Browser, Page, expect

from journeys.browsing import PATIENCE_MS, RESULTS, SCREENS, Visitor
from journeys.shopper import Shopper, until

pytestmark = [pytest.mark.stack, pytest.mark.slow]

KEPT = {"/offline", "/de/offline", "/offline.js", "/theme.js", "/favicon.svg"}
_IS_READY = """async () => {
  const workers = navigator.serviceWorker;
  const claimed = new Promise((resolve) => workers.addEventListener("controllerchange", resolve, { once: true }));
  await workers.ready;
  if (!workers.controller) await claimed;
}"""
_ALL_KEPT = """async () => {
  const names = await caches.keys();
  const found = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return found.flat().map((request) => new URL(request.url).pathname);
}"""


def is_ready_to_lose_the_network(page: Page) -> None:
    page.evaluate(_IS_READY)


def photograph(page: Page, name: str) -> None:
    for width, height in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=RESULTS / f"{name}-{width}.png", animations="disabled")
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@pytest.mark.parametrize(
    ("language", "says", "again"),
    [("", "You are offline", "Try again"), ("/de", "Sie sind offline", "Noch einmal versuchen")],
)
def test_a_page_asked_for_without_a_network_comes_with_it(
    visitor: Visitor, item: Any, language: str, says: str, again: str
) -> None:
    page = visitor.page
    page.goto(f"{language}/")
    is_ready_to_lose_the_network(page)
    visitor.window.set_offline(True)
    page.goto(f"{language}/p/{item['slug']}")
    expect(page.get_by_role("heading", level=1, name=says)).to_be_visible()
    expect(page.get_by_role("link", name=again)).to_be_visible()
    photograph(page, f"offline{language.replace('/', '-')}")
    page.get_by_role("link", name=again).click()
    expect(page.get_by_role("heading", level=1, name=says)).to_be_visible()
    visitor.window.set_offline(False)
    expect(page.get_by_role("heading", level=1, name=item["title"])).to_be_visible(timeout=PATIENCE_MS)


def test_a_shop_that_cannot_be_reached_is_the_same(browser: Browser, stack: Stack, item: Any) -> None:
    """The browser believes to be online: nobody tells it when the shop is back, so the page looks."""
    visitor = Visitor(browser, stack.edge)
    page = visitor.page
    page.goto("/")
    is_ready_to_lose_the_network(page)
    visitor.window.set_offline(True)
    page.goto("/cart")
    expect(page.get_by_role("heading", level=1, name="You are offline")).to_be_visible()
    page.evaluate("window.addEventListener('online', (event) => event.stopImmediatePropagation(), true)")
    visitor.window.set_offline(False)
    expect(page.get_by_role("heading", level=1, name="Your cart")).to_be_visible(timeout=PATIENCE_MS)
    visitor.window.close()


def test_the_checkout_loses_nothing_with_the_network(visitor: Visitor, guest: Shopper, item: Any) -> None:
    page = visitor.put_in_cart(item["slug"])
    page.get_by_role("link", name="Check out").click()
    visitor.fill_in(guest.email, "tok_ok")
    is_ready_to_lose_the_network(page)
    visitor.window.set_offline(True)
    expect(page.get_by_role("status").filter(has_text="You are offline")).to_be_visible()
    page.get_by_label("Town").fill("Kinsale")
    page.reload()
    expect(page.get_by_role("heading", level=1, name="You are offline")).to_be_visible()
    visitor.window.set_offline(False)
    expect(page.get_by_label("Town")).to_have_value("Kinsale", timeout=PATIENCE_MS)
    expect(page.get_by_label("E-mail")).to_have_value(guest.email)
    expect(page.get_by_role("list", name="What you order")).to_contain_text(item["title"], timeout=PATIENCE_MS)
    page.locator('input[name="card"][value="tok_ok"]').check()
    visitor.place()
    visitor.sees("confirmed")
    assert set(page.evaluate(_ALL_KEPT)) == KEPT


def test_the_cart_is_changed_once_the_network_is_back(visitor: Visitor, item: Any) -> None:
    visitor.put_in_cart(item["slug"])
    page = visitor.page
    page.goto("/cart")
    main = page.get_by_role("main")
    expect(main.get_by_role("list", name="In your cart")).to_be_visible(timeout=PATIENCE_MS)
    visitor.window.set_offline(True)
    main.get_by_role("button", name=re.compile("One more")).click()
    visitor.window.set_offline(False)
    expect(page.get_by_test_id("cart-count")).to_have_text(re.compile("^2"), timeout=PATIENCE_MS)


def test_a_browser_is_told_of_a_break_and_let_in_after_it(
    visitor: Visitor, stack: Stack, http: httpx.Client, item: Any
) -> None:
    """What serves the pages stands still; the edge takes it out, and in again."""
    page = visitor.page
    os.kill(stack.pids["web-1"], signal.SIGSTOP)
    try:
        until(lambda: http.get("/", headers={"Accept": "text/html"}).status_code == 503, "the edge to notice")
        page.goto(f"/p/{item['slug']}")
        expect(page.get_by_role("heading", level=1, name="The market takes a short break")).to_be_visible()
        photograph(page, "maintenance")
        assert http.get(f"/v1/products/{item['slug']}").status_code == 200
    finally:
        os.kill(stack.pids["web-1"], signal.SIGCONT)
    expect(page.get_by_role("heading", level=1, name=item["title"])).to_be_visible(timeout=PATIENCE_MS)
