"""What only a browser shows: presses that come faster than pages are drawn, what moves under a pointer, and how large
things are on a screen."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from journeys.browsing import PATIENCE_MS, Visitor
from journeys.merchant import Merchant, money
from journeys.shopper import Shopper

pytestmark = [pytest.mark.stack, pytest.mark.slow]

PRESSES = 5
BETWEEN_PRESSES_MS = 150
SLOWED_DOWN = 6
TALL: ViewportSize = {"width": 1440, "height": 1300}
TABLET: ViewportSize = {"width": 768, "height": 1024}
READABLE_PX = 300
"""As narrow as the words and buttons beside a picture may become."""


def panel(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Filters")


def test_every_press_on_a_filter_counts_and_nothing_moves(visitor: Visitor) -> None:
    page = visitor.page
    page.set_viewport_size(TALL)
    page.goto("/c/ceramics")
    boxes = panel(page).get_by_role("checkbox")
    expect(boxes.nth(PRESSES)).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_load_state("networkidle")
    session = visitor.window.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED_DOWN})
    places = [boxes.nth(at).bounding_box() for at in range(1, PRESSES + 1)]
    for place in places:  # by pointer, where they stood before the first press
        assert place is not None
        page.mouse.click(place["x"] + 5, place["y"] + 5)
        page.wait_for_timeout(BETWEEN_PRESSES_MS)
    expect(panel(page).get_by_role("checkbox", checked=True)).to_have_count(PRESSES, timeout=PATIENCE_MS)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.wait_for_load_state("networkidle")
    assert len(parse_qsl(urlsplit(page.url).query)) == PRESSES
    expect(page.get_by_role("list", name="Chosen filters").get_by_role("button")).to_have_count(PRESSES + 1)
    assert [boxes.nth(at).bounding_box() for at in range(1, PRESSES + 1)] == places


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_chosen_filters_come_without_pushing(visitor: Visitor, width: int) -> None:
    page = visitor.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/c/ceramics")
    toggle = page.get_by_role("button", name="Filters")
    expect(page.locator("dialog").first).to_be_attached(timeout=PATIENCE_MS)
    if toggle.is_visible():
        toggle.click()
    first = panel(page).get_by_role("checkbox").first
    before = first.bounding_box()
    first.check()
    expect(page.get_by_role("list", name="Chosen filters")).to_be_visible(timeout=PATIENCE_MS)
    assert first.bounding_box() == before


def test_looking_closer_is_closer(visitor: Visitor, item: Any) -> None:
    page = visitor.page
    page.goto(f"/p/{item['slug']}")
    expect(page.locator("dialog").first).to_be_attached(timeout=PATIENCE_MS)
    shown = page.get_by_role("region", name="Pictures").get_by_role("img").first.bounding_box()
    page.get_by_role("button", name="Look closer").click()
    picture = page.get_by_role("dialog").get_by_role("img")
    expect(page.get_by_role("button", name="Full size", pressed=True)).to_be_visible()
    page.wait_for_function("image => image.complete", arg=picture.element_handle())
    close, natural = picture.bounding_box(), picture.evaluate("image => image.naturalWidth")
    assert shown is not None
    assert close is not None
    assert close["width"] >= max(natural, 1440) > shown["width"]
    page.get_by_role("button", name="Full size").click()
    whole = picture.bounding_box()
    assert whole is not None
    assert whole["height"] < 900


def test_on_a_tablet_a_product_is_more_than_its_picture(visitor: Visitor, item: Any) -> None:
    page = visitor.page
    page.set_viewport_size(TABLET)
    page.goto(f"/p/{item['slug']}")
    expect(page.locator("dialog").first).to_be_attached(timeout=PATIENCE_MS)
    add = page.get_by_role("button", name="Add to cart").bounding_box()
    title = page.get_by_role("heading", level=1).bounding_box()
    assert add is not None
    assert title is not None
    assert add["y"] + add["height"] < TABLET["height"]
    assert title["width"] >= READABLE_PX


def test_a_refund_in_part_shows_on_the_order(visitor: Visitor, guest: Shopper, merchant: Merchant) -> None:
    lamp = merchant.offer(5, price=3_000)
    order = guest.buy({lamp.sku: 1})
    merchant.post(
        f"/v1/payments/{order['payment']['id']}/refunds",
        {"amount": money(550), "reason": "scratched"},
        201,
    )
    merchant.sees_payment(order, "partially_refunded")
    page = visitor.page
    page.goto(f"/orders/{order['id']}?token={order['token']}")
    expect(page.get_by_text("Refunded in part")).to_be_visible(timeout=PATIENCE_MS)
