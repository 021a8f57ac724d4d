"""The checkout where things go on meanwhile: prices, stock, sign-ins; by keyboard alone; in another language."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from journeys.browsing import PATIENCE_MS, Visitor
from journeys.conftest import PASSWORD, SignUp
from journeys.merchant import Goods, Merchant
from journeys.outside import Outside
from journeys.shopper import Shopper

pytestmark = [pytest.mark.stack, pytest.mark.slow]


@pytest.fixture
def own(merchant: Merchant) -> Goods:
    """Something that only this story sells."""
    goods = merchant.offer(3)
    merchant.sees_shown(goods, 3)
    return goods


def to_checkout(visitor: Visitor, guest: Shopper, slug: str) -> Page:
    page = visitor.put_in_cart(slug)
    page.get_by_role("link", name="Check out").click()
    visitor.fill_in(guest.email, "tok_ok")
    return page


def test_an_address_is_held_to_its_country(visitor: Visitor, guest: Shopper, item: Any) -> None:
    page = to_checkout(visitor, guest, item["slug"])
    page.get_by_label("Postcode").fill("12")
    visitor.place()
    expect(page.get_by_text("This is no postcode of Ireland")).to_be_visible()
    expect(page.get_by_label("Postcode")).to_be_focused()
    page.get_by_label("Country").select_option("US")
    page.get_by_label("Postcode").fill("94016")
    visitor.place()
    expect(page.get_by_label("State")).to_be_focused()
    assert page.url.endswith("/checkout")


def test_a_price_that_changed_is_settled_in_place(
    visitor: Visitor, guest: Shopper, merchant: Merchant, own: Goods
) -> None:
    page = to_checkout(visitor, guest, own.slug)
    merchant.set_price(own.sku, own.price + 500)
    visitor.place()
    expect(page.get_by_text("A price changed meanwhile.")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name=re.compile("Order for ")).click()
    visitor.sees("confirmed")


def test_what_sold_out_meanwhile_is_taken_out_in_place(
    visitor: Visitor, guest: Shopper, merchant: Merchant, own: Goods, item: Any
) -> None:
    visitor.put_in_cart(item["slug"])
    page = to_checkout(visitor, guest, own.slug)
    merchant.set_stock(own.sku, 0)
    merchant.sees_stock(own.sku, 0)
    visitor.place()
    expect(page.get_by_text("Somebody was faster")).to_be_visible(timeout=PATIENCE_MS)
    take_out = page.get_by_role("button", name="Take it out")
    if take_out.is_visible():  # refused at once; an order that was taken first ends as cancelled, with its cart back
        take_out.click()
        expect(page.get_by_role("list", name="What you order").get_by_role("listitem")).to_have_count(1)
        visitor.place()
        visitor.sees("confirmed")


def test_what_was_typed_survives_a_reload(visitor: Visitor, guest: Shopper, item: Any) -> None:
    page = to_checkout(visitor, guest, item["slug"])
    page.reload()
    expect(page.get_by_label("Street and number")).to_have_value("1 Harbour Row", timeout=PATIENCE_MS)
    expect(page.get_by_label("E-mail")).to_have_value(guest.email)


def test_a_sign_in_that_runs_out_over_a_form_loses_nothing(visitor: Visitor, sign_up: SignUp) -> None:
    person = sign_up()
    page = visitor.page
    page.goto("/sign-in?next=/account/addresses")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Add an address").click()
    form = page.get_by_role("form", name="Add an address")
    form.get_by_label("Full name").fill("Ada Reyes")
    form.get_by_label("Country").select_option("IE")
    form.get_by_label("Street and number").fill("1 Harbour Row")
    form.get_by_label("Postcode").fill("T12 X8YR")
    form.get_by_label("Town").fill("Cork")
    person.post("/v1/auth/logout-all", status=204)
    form.get_by_role("button", name="Save").click()
    dialog = page.get_by_role("dialog", name="Your sign-in has run out").or_(
        page.locator("dialog").filter(has_text="Your sign-in has run out")
    )
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect(form.get_by_label("Street and number")).to_have_value("1 Harbour Row", timeout=PATIENCE_MS)
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 Harbour Row, T12 X8YR Cork, Ireland")).to_be_visible(timeout=PATIENCE_MS)


def test_the_whole_way_by_keyboard(visitor: Visitor, guest: Shopper, item: Any) -> None:
    page = visitor.page
    page.goto(f"/p/{item['slug']}")
    expect(page.locator("dialog").first).to_be_attached(timeout=PATIENCE_MS)

    def reach(name: str) -> None:
        """Tab until the focus is on something called so."""
        for _ in range(80):
            page.keyboard.press("Tab")
            label = page.evaluate(_NAME)
            if re.match(name, label):
                return
        raise AssertionError(f"no Tab leads to {name}")

    reach("Add to cart")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="In your cart")).to_be_visible(timeout=PATIENCE_MS)
    reach("Check out")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Checkout")).to_be_visible(timeout=PATIENCE_MS)
    for name, typed in (
        ("E-mail", guest.email),
        ("Full name", "Ada Reyes"),
        ("Country", "Ireland"),
        ("Street and number", "1 Harbour Row"),
        ("Postcode", "T12 X8YR"),
        ("Town", "Cork"),
    ):
        reach(name)
        page.keyboard.type(typed)
    expect(page.get_by_role("button", name=re.compile("Place order · "))).to_be_visible(timeout=PATIENCE_MS)
    reach("Place order")
    page.keyboard.press("Enter")
    visitor.sees("confirmed")


_NAME = """() => {
  const it = document.activeElement;
  return it.labels?.[0]?.textContent.trim() || it.getAttribute("aria-label") || it.textContent.trim();
}"""


def test_a_purchase_in_german(visitor: Visitor, guest: Shopper, item: Any, outside: Outside) -> None:
    page = visitor.page
    page.goto(f"/de/p/{item['slug']}")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("button", name="In den Warenkorb").click()
    page.get_by_role("link", name="Zur Kasse").click()
    page.get_by_label("E-Mail").fill(guest.email)
    page.get_by_label("Vollständiger Name").fill("Ada Reyes")
    page.get_by_label("Land").select_option("DE")
    page.get_by_label("Straße und Hausnummer").fill("Hafenweg 1")
    page.get_by_label("Postleitzahl").fill("10115")
    page.get_by_label("Ort", exact=True).fill("Berlin")
    button = page.get_by_role("button", name=re.compile(r"Zahlungspflichtig bestellen · [\d.,]+\s€"))
    expect(button).to_be_enabled(timeout=PATIENCE_MS)
    button.click()
    visitor.sees("confirmed")
    expect(visitor.status()).to_contain_text("Danke, es gehört Ihnen")
    assert "/de/orders/" in page.url
    mail = outside.mail(guest.email, "ist bestätigt")
    assert "Zwischensumme" in mail["text"]
    assert "/de/orders/" in mail["text"]
    assert visitor.trouble == []


def test_markup_in_names_stays_text(visitor: Visitor, merchant: Merchant) -> None:
    title = f"<img src=x onerror=window.hurt=1> {uuid.uuid4().hex[:6]}"
    goods = merchant.offer(3, title=title)
    page = visitor.put_in_cart(goods.slug)
    expect(page.get_by_role("heading", level=1, name=title)).to_be_attached()
    page.get_by_role("link", name="Check out").click()
    expect(page.get_by_role("list", name="What you order")).to_contain_text(title, timeout=PATIENCE_MS)
    assert page.evaluate("window.hurt") is None


def test_a_guest_finds_an_order_with_the_link_of_the_mail(visitor: Visitor, guest: Shopper, own: Goods) -> None:
    order = guest.buy({own.sku: 1})
    page = visitor.page
    page.goto("/track")
    page.get_by_label("The link from your mail").fill("somewhere else")
    page.get_by_role("button", name="Show the order").click()
    expect(page.get_by_text("This is no link to an order of this shop")).to_be_visible()
    page.get_by_label("The link from your mail").fill(f"https://shop/orders/{order['id']}?token={order['token']}")
    page.get_by_role("button", name="Show the order").click()
    visitor.sees("confirmed")
    assert "token" not in page.url
