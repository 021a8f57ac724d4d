"""The pictures of docs/storefront.md, taken where `SOUK_PICTURES` says."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest
from bench.stack import Stack
from PIL import Image
from playwright.sync_api import Browser, expect

from journeys.browsing import PATIENCE_MS, RESULTS, SCREENS, Visitor

pytestmark = [pytest.mark.stack, pytest.mark.slow]

QUALITY = 78
FOLDER_BYTES_MAX = 1024 * 1024


def test_pictures(browser: Browser, stack: Stack, item: Any) -> None:
    folder = Path(os.environ.get("SOUK_PICTURES", RESULTS / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    visitor = Visitor(browser, stack.edge, color_scheme="light")
    page = visitor.page

    def take(name: str) -> None:
        expect(page.locator("dialog").first).to_be_attached(timeout=PATIENCE_MS)
        page.wait_for_load_state("networkidle")
        picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
        picture.save(folder / f"{name}.webp", quality=QUALITY, method=6)

    page.goto("/")
    take("home-1440")
    page.goto(f"/p/{item['slug']}")
    take("product-1440")
    visitor.put_in_cart(item["slug"])
    take("drawer-1440")
    page.get_by_role("link", name="Check out").click()
    visitor.fill_in("ada@souk.example", "tok_ok")
    page.evaluate("window.scrollTo(0, 0)")
    take("checkout-1440")
    page.set_viewport_size({"width": 390, "height": SCREENS[390]})
    page.emulate_media(color_scheme="dark")
    page.goto("/c/ceramics")
    take("category-390-dark")
    visitor.window.close()
    assert sum(each.stat().st_size for each in folder.glob("*.webp")) <= FOLDER_BYTES_MAX
