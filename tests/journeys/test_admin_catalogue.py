"""Staff with a browser: a product is made, changed by two at once, and counted; what was typed outlives a sign-in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from bench.stack import Stack
from playwright.sync_api import Browser, Locator, expect

from journeys import shopper
from journeys.browsing import PATIENCE_MS
from journeys.clerk import Clerk
from journeys.conftest import PASSWORD, SignUp
from journeys.merchant import Merchant
from journeys.shopper import new_key

pytestmark = pytest.mark.stack

MARKUP = "<b onclick=alert(1)>Lamp</b> & Co"


@pytest.fixture
def clerk(browser: Browser, stack: Stack) -> Iterator[Clerk]:
    one = Clerk(browser, stack.edge, stack.account("admin"))
    yield one
    one.window.close()


def product_of(merchant: Merchant, clerk: Clerk) -> Any:
    """The product whose page is open."""
    return merchant.get(f"/v1/products/{clerk.page.url.split('/products/')[1].split('?')[0]}")


def test_a_product_is_made_sold_and_counted(clerk: Clerk, merchant: Merchant) -> None:
    page = clerk.go("/products/new")
    mark = new_key()[:8]
    title = f"{mark} {MARKUP}"
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_role("combobox", name="Category").fill("Ceram")
    page.get_by_role("option", name="Ceramics").click()
    page.get_by_role("tab", name="Variants").click()
    page.get_by_role("button", name="Add an option").click()
    page.get_by_label("Option", exact=True).fill("Size")
    page.get_by_label("Values of Size, between commas").fill("S, M, M, <i>L</i>")
    page.get_by_label("Price of new ones (EUR)").fill("1.234,50")
    page.get_by_role("button", name="Add 3 variants").click()
    first_price = page.get_by_role("table", name="Variants").get_by_role("textbox", name="Price of").first
    first_price.fill("19.999")
    expect(page.get_by_text("Every variant needs a price above zero.")).to_be_visible()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    first_price.fill("19,9")
    page.get_by_role("button", name="Save", exact=True).dblclick()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible(timeout=PATIENCE_MS)

    made = product_of(merchant, clerk)
    assert [each["price"]["amount"] for each in made["variants"]] == [1990, 123450, 123450]
    assert merchant.get(f"/v1/products?status=any&q={mark}")["total"] == 1, "made once"
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("button", name="Unpublish")).to_be_visible(timeout=PATIENCE_MS)

    sku = made["variants"][0]["sku"]
    shopper.until(
        lambda: merchant.ask("GET", f"/v1/stock/{sku}/movements").status_code == 200 or None, "a shelf for what is new"
    )
    clerk.go(f"/stock?q={sku}&sku={sku}")
    page.get_by_label("By how many").fill("12")
    page.get_by_label("Why").select_option("Delivery")
    page.get_by_role("button", name="Adjust", exact=True).dblclick()
    expect(page.get_by_role("list", name="Movements").get_by_role("listitem")).to_have_count(1, timeout=PATIENCE_MS)
    assert merchant.get(f"/v1/stock?sku={sku}")["items"][0]["on_hand"] == 12
    expect(page.get_by_role("table", name="Places").get_by_role("cell", name="12", exact=True).first).to_be_visible()
    page.wait_for_load_state("networkidle")  # whatever is looked at anew after an adjustment has been
    assert merchant.set_stock(sku, 10).status_code == 201
    page.get_by_label("By how many").fill("-3")
    page.get_by_role("button", name="Adjust", exact=True).click()
    expect(page.get_by_text("The count moved on meanwhile")).to_be_visible(timeout=PATIENCE_MS)
    assert merchant.get(f"/v1/stock?sku={sku}")["items"][0]["on_hand"] == 10, "nothing is overwritten"
    page.get_by_role("button", name="Apply to the new count").click()
    expect(page.get_by_role("list", name="Movements").get_by_role("listitem")).to_have_count(3, timeout=PATIENCE_MS)
    assert merchant.get(f"/v1/stock?sku={sku}")["items"][0]["on_hand"] == 7


def test_two_change_one_product_and_one_chooses(clerk: Clerk, merchant: Merchant) -> None:
    item = merchant.get("/v1/products?limit=1&sort=newest&category=lamps")["items"][0]
    page = clerk.go(f"/products/{item['id']}")
    page.get_by_label("Title", exact=True).fill("What I call it")
    page.get_by_label("Title for search engines").fill("Only mine")
    theirs = {"title": "What they call it", "description": "Only theirs"}
    assert merchant.ask("PATCH", f"/v1/products/{item['id']}", theirs).status_code == 200
    page.get_by_role("button", name="Save", exact=True).click()
    differences = page.get_by_role("dialog").get_by_role("table", name="Differences")
    expect(differences.get_by_role("row").filter(has_text="both changed")).to_have_count(1, timeout=PATIENCE_MS)
    expect(differences.get_by_text("What they call it")).to_be_visible()
    page.get_by_role("button", name="Go on with what is chosen").click()
    expect(page.get_by_label("Description", exact=False).first).to_have_value("Only theirs")
    page.get_by_role("button", name="Save", exact=True).click()
    clerk.hears("Saved")
    now = merchant.get(f"/v1/products/{item['id']}")
    assert (now["title"], now["description"], now["seo"]["title"]) == ("What I call it", "Only theirs", "Only mine")
    assert merchant.ask("PATCH", f"/v1/products/{item['id']}", {"title": item["title"]}).status_code == 200


def test_what_was_typed_outlives_the_sign_in(
    browser: Browser, stack: Stack, merchant: Merchant, sign_up: SignUp
) -> None:
    person = sign_up()
    who = merchant.get(f"/v1/users?q={person.email}")["items"][0]["id"]
    assert merchant.ask("PATCH", f"/v1/users/{who}", {"roles": ["catalog_manager"]}).status_code == 200
    clerk = Clerk(browser, stack.edge, {"email": person.email, "password": PASSWORD})
    navigation = clerk.page.get_by_role("navigation", name="Admin")
    expect(navigation.get_by_role("link", name="Products")).to_be_visible()
    expect(navigation.get_by_role("link", name="Orders")).to_have_count(0)
    expect(navigation.get_by_role("link", name="Shipping")).to_have_count(0)

    item = merchant.get("/v1/products?limit=1&sort=title&category=textiles")["items"][0]
    page = clerk.go(f"/products/{item['id']}")
    page.get_by_label("Title for search engines").fill("Typed before it ran out")
    person.ask("POST", "/v1/auth/login", {"email": person.email, "password": PASSWORD})
    assert person.ask("POST", "/v1/auth/logout-all").status_code == 204
    again = page.get_by_role("dialog", name="Please sign in again")
    shopper.until(lambda: _tries(clerk, again), "the sign-in to have run out everywhere")
    clerk.sign_in()
    expect(again).to_be_hidden(timeout=PATIENCE_MS)
    page.get_by_role("tab", name="Details").click()
    expect(page.get_by_label("Title for search engines")).to_have_value("Typed before it ran out")
    page.get_by_role("button", name="Save", exact=True).click()
    clerk.hears("Saved")
    assert merchant.get(f"/v1/products/{item['id']}")["seo"]["title"] == "Typed before it ran out"
    clerk.window.close()


def _tries(clerk: Clerk, again: Locator) -> bool:
    """Whether what the clerk's page loads next is refused. Presses what a question over the page would cover."""
    clerk.page.evaluate("for (const tab of document.querySelectorAll('[role=tab]')) tab.click()")
    return again.is_visible()
