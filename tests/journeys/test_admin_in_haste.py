"""Staff in a hurry, on a slow machine, on a phone, by keys alone: nothing gets lost, moves away or says too little."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from bench.stack import Stack
from playwright.sync_api import Browser, Page, ViewportSize, expect

from journeys import shopper
from journeys.browsing import PATIENCE_MS
from journeys.clerk import Clerk
from journeys.merchant import Goods, Merchant
from journeys.shopper import Shopper

pytestmark = pytest.mark.stack

PHONE: ViewportSize = {"width": 390, "height": 844}
_IS_ABOVE = """names => {
  const [upper, lower] = names.map(name => document.querySelector(name)?.getBoundingClientRect());
  return upper?.height > 0 && lower?.height > 0 && upper.bottom <= lower.top;
}"""
SLOWER = 6
"""How many times slower than this machine the clerk's is."""
ROW_HEIGHT_MAX = 64

_CLIPPED = """field => {
  const pen = document.createElement('canvas').getContext('2d');
  const look = getComputedStyle(field);
  pen.font = look.font;
  const words = field.placeholder ?? field.selectedOptions[0].text;
  const arrow = field.placeholder === undefined ? 20 : 0;
  const room = field.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight) - arrow;
  return pen.measureText(words).width > room ? words : '';
}"""
"""The words that a field is too narrow for."""


@pytest.fixture
def clerk(browser: Browser, stack: Stack) -> Iterator[Clerk]:
    one = Clerk(browser, stack.edge, stack.account("admin"))
    yield one
    assert one.trouble == []
    one.window.close()


@pytest.fixture(scope="module")
def lamp(merchant: Merchant) -> Goods:
    return merchant.offer(20)


def focused(page: Page) -> str:
    """What has the keyboard: its words, or its name when it has none."""
    held: str = page.evaluate("document.activeElement.innerText || document.activeElement.tagName")
    return held


def test_quick_ticks_all_count_and_no_row_moves(clerk: Clerk) -> None:
    page = clerk.go("/products")
    clerk.is_drawn()
    boxes = page.get_by_role("checkbox", name="Select ", exact=False)
    expect(boxes.nth(12)).to_be_visible(timeout=PATIENCE_MS)
    slowly = page.context.new_cdp_session(page)
    slowly.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    before = boxes.nth(2).bounding_box()
    for number in range(1, 6):
        boxes.nth(number).click(no_wait_after=True)
        assert boxes.nth(number).is_checked(), "it shows at once"
    assert boxes.nth(2).bounding_box() == before, "rows stay under the pointer"
    expect(page.get_by_role("group", name="With 5 selected")).to_be_visible(timeout=PATIENCE_MS)
    page.evaluate("for (const box of [...document.querySelectorAll('tbody input')].slice(6, 12)) box.click()")
    expect(page.get_by_role("group", name="With 11 selected")).to_be_visible(timeout=PATIENCE_MS)
    slowly.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.wait_for_url("**selected=**")
    page.reload()
    expect(page.get_by_role("group", name="With 11 selected")).to_be_visible(timeout=PATIENCE_MS)


def test_a_parcel_is_sent_by_keys_and_the_keyboard_stays_on_the_page(
    clerk: Clerk, merchant: Merchant, guest: Shopper, lamp: Goods
) -> None:
    order = guest.buy({lamp.sku: 1})
    page = clerk.go(f"/orders/{order['id']}")
    send = page.get_by_role("button", name="Send this parcel")
    send.press("Enter")
    expect(page.get_by_text("Who carries it, please.")).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.type("Post")
    page.get_by_label("Tracking number").fill("T1")
    send.press("Enter")
    expect(send).to_have_count(0, timeout=PATIENCE_MS)
    shopper.until(lambda: focused(page) == f"Order {order['number']}", "the keyboard at the heading")
    page.get_by_role("button", name="It has arrived").press("Enter")
    shopper.until(lambda: focused(page) == "Parcels", "the keyboard at what is around the button that is gone")
    me = merchant.get("/v1/me")
    expect(page.get_by_text(f"Sent, by {me['name']}")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("usr_")).to_have_count(0)


def test_an_order_is_cancelled_by_keys_and_the_keyboard_stays_on_the_page(
    clerk: Clerk, guest: Shopper, lamp: Goods
) -> None:
    order = guest.buy({lamp.sku: 1})
    page = clerk.go(f"/orders/{order['id']}")
    cancel = page.get_by_role("button", name="Cancel this order")
    cancel.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Yes, cancel it").press("Enter")
    expect(cancel).to_have_count(0, timeout=PATIENCE_MS)
    shopper.until(lambda: focused(page) == f"Order {order['number']}", "the keyboard at the heading")


def test_goods_do_not_follow_disputed_money_unasked(
    clerk: Clerk, merchant: Merchant, guest: Shopper, lamp: Goods
) -> None:
    order = guest.buy({lamp.sku: 1}, card="tok_dispute")
    payment = merchant.sees_payment(order, "disputed")
    shopper.until(lambda: guest.look(order)["payment"]["status"] == "disputed" or None, "the order to know")
    page = clerk.go("/")
    queued = page.get_by_role("region", name="To be sent").get_by_role("listitem").filter(has_text=order["number"])
    expect(queued.get_by_text("Confirmed, disputed")).to_be_visible(timeout=PATIENCE_MS)
    odd = page.get_by_role("region", name="Payments to look at").get_by_role("listitem")
    expect(odd.filter(has_text=f"Payment of {order['number']}").get_by_text(guest.email)).to_be_visible()
    clerk.go("/payments?show=disputed")
    row = page.get_by_role("row").filter(has_text=guest.email)
    row.get_by_role("link", name=order["number"], exact=True).click()
    page.get_by_label("Carrier").fill("Post")
    page.get_by_label("Tracking number").fill("T1")
    page.get_by_role("button", name="Send this parcel").click()
    asked = page.get_by_role("alertdialog", name="Send the goods without the money?")
    asked.get_by_role("button", name="Keep them").click()
    expect(asked).to_be_hidden(timeout=PATIENCE_MS)
    assert merchant.get(f"/v1/orders/{order['id']}")["fulfillments"] == []
    clerk.go(f"/payments/{payment['id']}")
    expect(page.get_by_role("heading", level=1, name=f"Payment of order {order['number']}")).to_be_visible()


def test_what_is_not_there_is_said_in_a_sentence(clerk: Clerk) -> None:
    page = clerk.go("/orders/ord_nope")
    expect(page.get_by_text("There is no such order.", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("trace")).to_have_count(0)
    clerk.trouble.clear()  # the browser's own word about the 404


@pytest.mark.parametrize(("place", "elsewhere"), [("stock", "[role=tablist]"), ("operations", "nav")])
def test_a_page_says_what_it_is_before_where_else_to_go(clerk: Clerk, place: str, elsewhere: str) -> None:
    # in one look, and again until it is so: what stands there while data comes is drawn anew
    clerk.go(f"/{place}").wait_for_function(_IS_ABOVE, arg=["main h1", f"main {elsewhere}"], timeout=PATIENCE_MS)


def test_lists_can_be_read_on_a_phone(clerk: Clerk, guest: Shopper, lamp: Goods) -> None:
    order = guest.buy({lamp.sku: 1})
    page = clerk.page
    page.set_viewport_size(PHONE)
    tall: dict[str, Any] = {}
    clipped: dict[str, Any] = {}
    for place in ("orders", "payments", "customers", "staff", "taxes"):
        clerk.go(f"/{place}")
        clerk.is_drawn()
        page.wait_for_load_state("networkidle")
        if place != "taxes":
            rows = page.locator("tbody tr")
            tall[place] = rows.evaluate_all("all => all.map(each => each.offsetHeight)")
        fields = page.locator("main input[type=search], main select")
        clipped[place] = [words for words in (each.evaluate(_CLIPPED) for each in fields.all()) if words]
    assert {place: max(heights) for place, heights in tall.items() if max(heights) > ROW_HEIGHT_MAX} == {}
    assert {place: words for place, words in clipped.items() if words} == {}
    clerk.go("/orders")
    row = page.get_by_role("row").filter(has_text=order["number"])
    for name in ("Confirmed", order["number"]):
        box = row.get_by_text(name, exact=True).bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= PHONE["width"], f"{name} is in sight"
