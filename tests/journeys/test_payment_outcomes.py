"""Every card of the sandbox, bought with in a browser: what the customer is told, and how often they were charged."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Route, expect

from journeys.browsing import PATIENCE_MS, Visitor
from journeys.outside import Outside
from journeys.shopper import Shopper, until

pytestmark = [pytest.mark.stack, pytest.mark.slow]

CHARGED_ONCE = ("tok_ok", "tok_slow", "tok_flaky", "tok_timeout_charged", "tok_webhook", "tok_auth_only", "tok_dispute")
REFUSED = ("tok_declined", "tok_insufficient_funds")


def order_id(visitor: Visitor) -> str:
    return visitor.page.url.rsplit("/", 1)[-1]


def taken(visitor: Visitor, guest: Shopper, outside: Outside) -> list[int]:
    """The amounts that the gateway took for the order on the page."""
    known = visitor.page.evaluate("JSON.parse(localStorage.getItem('souk.orders'))")
    token = next(each["token"] for each in known if each["id"] == order_id(visitor))
    order = guest.get(f"/v1/orders/{order_id(visitor)}?token={token}")
    return [amount for status, amount in outside.charges(order["payment"]["id"]) if status == "succeeded"]


@pytest.mark.parametrize("card", CHARGED_ONCE)
def test_a_card_that_pays(card: str, visitor: Visitor, guest: Shopper, item: Any, outside: Outside) -> None:
    page = visitor.put_in_cart(item["slug"])
    page.get_by_role("link", name="Check out").click()
    visitor.fill_in(guest.email, card)
    visitor.place()
    visitor.sees("confirmed")
    assert len(taken(visitor, guest, outside)) == 1
    assert visitor.trouble == []


@pytest.mark.parametrize("card", REFUSED)
def test_a_card_that_is_refused(card: str, visitor: Visitor, guest: Shopper, item: Any, outside: Outside) -> None:
    page = visitor.put_in_cart(item["slug"])
    page.get_by_role("link", name="Check out").click()
    visitor.fill_in(guest.email, card)
    visitor.place()
    visitor.sees("cancelled")
    expect(page.get_by_text("Nothing was charged")).to_be_visible()
    assert taken(visitor, guest, outside) == []


def test_the_banks_page_refuses(visitor: Visitor, guest: Shopper, item: Any, outside: Outside) -> None:
    page = visitor.put_in_cart(item["slug"])
    page.get_by_role("link", name="Check out").click()
    visitor.fill_in(guest.email, "tok_3ds")
    visitor.place()
    visitor.sees("awaiting_payment")
    page.get_by_role("link", name="Go to your bank").click()
    page.get_by_role("button", name="Refuse").click()
    page.get_by_role("link", name="Back to the shop").click()
    visitor.sees("cancelled")
    assert taken(visitor, guest, outside) == []


def test_the_line_breaks_after_the_order_went_out(
    visitor: Visitor, guest: Shopper, item: Any, outside: Outside
) -> None:
    """The shop has the order, the browser never hears of it: asking again finds the same one."""
    page = visitor.put_in_cart(item["slug"])
    page.get_by_role("link", name="Check out").click()
    visitor.fill_in(guest.email, "tok_ok")
    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().json()["id"])
        route.abort("connectionreset")

    page.route("**/v1/orders", lose)
    visitor.place()
    visitor.sees("confirmed")
    assert lost == [order_id(visitor)]
    assert len(taken(visitor, guest, outside)) == 1


def test_a_reload_in_the_middle_finds_the_same_order(
    visitor: Visitor, guest: Shopper, item: Any, outside: Outside
) -> None:
    page = visitor.put_in_cart(item["slug"])
    page.get_by_role("link", name="Check out").click()
    visitor.fill_in(guest.email, "tok_slow")
    visitor.place()
    until(lambda: page.evaluate("localStorage.getItem('souk.checkout-attempt')"), "an attempt is kept")
    page.reload()
    visitor.sees("confirmed")
    assert len(taken(visitor, guest, outside)) == 1


def test_pressing_twice_and_in_two_tabs_is_one_order(
    visitor: Visitor, guest: Shopper, item: Any, outside: Outside
) -> None:
    first = visitor.put_in_cart(item["slug"])
    first.get_by_role("link", name="Check out").click()
    visitor.fill_in(guest.email, "tok_slow")
    second = visitor.open()
    second.goto("/checkout")
    visitor.fill_in(guest.email, "tok_slow", second)
    first.get_by_role("button", name="Place order").dblclick()
    second.get_by_role("button", name="Place order").click()
    visitor.sees("confirmed")
    expect(second.get_by_test_id("order-status").or_(second.get_by_text("ordered this cart already"))).to_be_visible(
        timeout=PATIENCE_MS
    )
    assert len(taken(visitor, guest, outside)) == 1
    assert len(visitor.page.evaluate("JSON.parse(localStorage.getItem('souk.orders'))")) == 1


def test_going_back_after_the_order_offers_no_second_one(visitor: Visitor, guest: Shopper, item: Any) -> None:
    page = visitor.put_in_cart(item["slug"])
    page.get_by_role("link", name="Check out").click()
    visitor.fill_in(guest.email, "tok_ok")
    visitor.place()
    visitor.sees("confirmed")
    page.go_back()
    page.goto("/checkout")
    expect(page.get_by_text("There is nothing to check out yet.")).to_be_visible(timeout=PATIENCE_MS)
