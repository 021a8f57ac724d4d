"""The pictures of docs/admin.md, taken where `SOUK_PICTURES` says."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from bench.stack import Stack
from PIL import Image
from playwright.sync_api import Browser, expect

from journeys.browsing import PATIENCE_MS, RESULTS, SCREENS
from journeys.clerk import Clerk
from journeys.merchant import Merchant
from journeys.shopper import Shopper

pytestmark = [pytest.mark.stack, pytest.mark.slow]

QUALITY = 78
FOLDER_BYTES_MAX = 1024 * 1024
CARDS = ("tok_ok", "tok_ok", "tok_declined", "tok_ok", "tok_3ds", "tok_ok")


@pytest.fixture
def busy(merchant: Merchant) -> str:
    """A morning's orders, of every kind of card; the id of one that went well."""
    goods = merchant.get("/v1/products?in_stock=true&sort=title")["items"]
    for number, (found, card) in enumerate(zip(goods, CARDS, strict=False)):
        sku = merchant.get(f"/v1/products/{found['id']}")["variants"][0]["sku"]
        one = Shopper(merchant.http)
        one.place(one.checkout(card=card, lines=[{"sku": sku, "quantity": 1 + number % 3}]))
    order_id: str = Shopper(merchant.http).buy({sku: 2})["id"]
    return order_id


def test_pictures(browser: Browser, stack: Stack, merchant: Merchant, busy: str) -> None:
    folder = Path(os.environ.get("SOUK_PICTURES", RESULTS / "pictures-admin"))
    folder.mkdir(parents=True, exist_ok=True)
    found = merchant.get("/v1/products?category=textiles&in_stock=true&sort=title")["items"]
    pages = (merchant.get(f"/v1/products/{each['slug']}") for each in found)
    item = next(page for page in pages if len(page["variants"]) > 3)
    sku = item["variants"][0]["sku"]
    clerk = Clerk(browser, stack.edge, stack.account("admin"), color_scheme="light")
    page = clerk.page

    def take(name: str, address: str | None = None, *, width: int = 1440, scheme: str = "light") -> None:
        page.set_viewport_size({"width": width, "height": SCREENS[width]})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        if address is not None:
            clerk.go(address)
            clerk.is_drawn()
        page.wait_for_load_state("networkidle")
        picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
        ending = "-dark" if scheme == "dark" else ""
        picture.save(folder / f"{name}-{width}{ending}.webp", quality=QUALITY, method=6)

    take("dashboard", "/")
    take("products", "/products")
    take("variants", f"/products/{item['id']}?tab=variants")
    take("stock", f"/stock?sku={sku}")
    take("categories", "/categories", width=820)
    take("orders", "/orders")
    take("order", f"/orders/{busy}")
    take("saga", f"/operations/orders/{busy}", scheme="dark")
    take("operations", "/operations", width=820, scheme="dark")
    take("stock", "/stock?low=5", width=390, scheme="dark")
    take("order", f"/orders/{busy}", width=390)
    take("products", "/products")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Find a page or an action")).to_be_visible(timeout=PATIENCE_MS)
    take("palette")
    clerk.window.close()
    assert sum(each.stat().st_size for each in folder.glob("*.webp")) <= FOLDER_BYTES_MAX
