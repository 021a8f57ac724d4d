"""Every screen of orders, payments, people and operations: for each role, on each size, by day and by lamplight."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bench.stack import Stack
from playwright.sync_api import Browser, expect

from journeys import audits, shopper
from journeys.conftest import PASSWORD
from journeys.counter import PATIENCE_MS, Counter
from journeys.merchant import Merchant
from journeys.shopper import Shopper
from souk.kit import deadletters, ids, mongo
from souk.serving import auth

pytestmark = [pytest.mark.stack, pytest.mark.slow]

SEEN_WITH = {
    "Orders": "orders:read",
    "Payments": "payments:read",
    "Customers": "users:read",
    "Staff": "users:read",
    "Operations": "reports:read",
}
ACTS = {
    "Cancel this order": "orders:write",
    "Send this parcel": "orders:write",
    "Send again: Order confirmed": "orders:write",
    "Refund": "payments:write",
}
STAFF = [role for role in auth.ROLES if role != "customer"]


@pytest.fixture(scope="module")
def order(merchant: Merchant) -> Any:
    lamp = merchant.offer(10)
    made = Shopper(merchant.http).buy({lamp.sku: 2})
    shopper.until(
        lambda: [each for each in merchant.get(f"/v1/notifications?order_id={made['id']}")["items"] if each["sent_at"]],
        "the mail about the order",
    )
    return made


@pytest.fixture(scope="module")
def letter(stack: Stack) -> Iterator[str]:
    event = b'{"id":"evt_x","type":"order.confirmed.v1","source":"order","data":{"order_id":"ord_1"}}'
    why = "ValueError: a template is missing"
    made = deadletters.letter("notification__order_confirmed", "order.confirmed.v1", event, why, ids.new("evt"))
    rows = stack.mongo["souk_notification"]["dead_letters"]
    rows.insert_one(mongo.to_document(made))
    yield made.id
    rows.delete_one({"_id": made.id})


def pages(merchant: Merchant, order: Any, letter: str) -> dict[str, tuple[str, str]]:
    """Address and heading by a name for pictures."""
    me = merchant.get("/v1/me")
    saga = f"/operations/orders/{order['id']}"
    return {
        "orders": ("/orders", "Orders"),
        "orders-none": ("/orders?q=nobody-at-all", "Orders"),
        "order": (f"/orders/{order['id']}", f"Order {order['number']}"),
        "payments": ("/payments", "Payments"),
        "payments-attention": ("/payments?show=attention", "Payments"),
        "payment": (f"/payments/{order['payment']['id']}", "Payment"),
        "customers": ("/customers", "Customers"),
        "customer": (f"/customers/{me['id']}", me["name"]),
        "staff": ("/staff", "Staff"),
        "operations": ("/operations", "Operations"),
        "dead-letters": ("/operations/dead-letters", "Dead letters"),
        "dead-letter": (f"/operations/dead-letters/{letter.replace(':', '%3A')}", "order.confirmed"),
        "stuck-orders": ("/operations/stuck-orders?age=0", "Stuck orders"),
        "saga": (saga, f"Saga of order {order['number']}"),
        "saga-table": (f"{saga}?as=table", f"Saga of order {order['number']}"),
        "books": ("/operations/books", "The books"),
        "journal": ("/operations/journal", "Journal"),
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_screens_are_seen_by_everybody(
    browser: Browser, stack: Stack, merchant: Merchant, order: Any, letter: str, theme: str
) -> None:
    account = stack.account("admin")
    one = Counter(browser, stack.edge, theme=theme)
    one.sign_in(account["email"], account["password"])
    violations: dict[str, list[str]] = {}
    for name, (path, heading) in pages(merchant, order, letter).items():
        one.open(path, heading)
        one.photograph(name)
        if found := audits.violations(one.page):
            violations[name] = found
    assert violations == {}
    assert one.trouble == []
    one.window.close()


@pytest.mark.parametrize("role", STAFF)
def test_a_role_sees_what_it_may_and_no_dead_button(
    browser: Browser,
    stack: Stack,
    merchant: Merchant,
    order: Any,
    letter: str,
    sign_up: Callable[[], Shopper],
    role: str,
) -> None:
    hired, scopes = sign_up(), auth.ROLES[role]
    user_id = hired.get("/v1/me")["id"]
    shopper.demand(merchant.ask("PATCH", f"/v1/users/{user_id}", {"roles": [role]}))
    one = Counter(browser, stack.edge)
    one.sign_in(hired.email, PASSWORD)
    navigation = one.page.get_by_role("navigation", name="Admin")
    for title, scope in SEEN_WITH.items():
        expect(navigation.get_by_role("link", name=title, exact=True)).to_have_count(int(scope in scopes))
    if "orders:read" in scopes:
        one.open(f"/orders/{order['id']}", f"Order {order['number']}")
        one.page.wait_for_load_state("networkidle")
        for name, scope in ACTS.items():
            expect(one.page.get_by_role("button", name=name, exact=True)).to_have_count(int(scope in scopes))
        expect(one.page.get_by_role("heading", name="Payment")).to_have_count(int("payments:read" in scopes))
    if "reports:read" in scopes:
        one.open(f"/operations/dead-letters/{letter.replace(':', '%3A')}", "order.confirmed")
        expect(one.page.get_by_role("button", name="Drop")).to_have_count(int("settings:write" in scopes))
        one.open("/operations/books", "The books")
    if "users:read" in scopes:
        one.open(f"/customers/{user_id}", hired.get("/v1/me")["name"])
        one.page.wait_for_load_state("networkidle")
        expect(one.page.get_by_role("button", name="Save roles")).to_have_count(int("users:write" in scopes))
    assert one.refused == []
    assert one.trouble == []
    one.window.close()


def test_a_service_that_is_down_is_said_and_the_rest_goes_on(browser: Browser, stack: Stack, order: Any) -> None:
    account = stack.account("admin")
    one = Counter(browser, stack.edge)
    one.sign_in(account["email"], account["password"])

    def unavailable(route: Any) -> None:
        problem = {
            "type": "/problems/service-unavailable",
            "title": "Not now",
            "status": 503,
            "detail": "payment is away",
        }
        route.fulfill(status=503, content_type="application/problem+json", body=json.dumps(problem))

    one.page.route("**/v1/payments**", unavailable)
    one.page.route("**/v1/operations/**", unavailable)
    one.open(f"/orders/{order['id']}", f"Order {order['number']}")
    expect(one.page.get_by_text("The payment could not be loaded")).to_be_visible(timeout=PATIENCE_MS)
    expect(one.page.get_by_role("button", name="Cancel this order")).to_be_visible()
    one.open("/operations", "Operations")
    expect(one.page.get_by_text("The auditor does not answer")).to_be_visible(timeout=PATIENCE_MS)
    one.photograph("operations-away")
    one.window.close()
