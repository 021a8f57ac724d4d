"""Somebody works behind the counter with a browser: parcels, money, mails, and what the shop itself is doing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from bench.stack import Stack
from playwright.sync_api import Browser, expect

from journeys.counter import PATIENCE_MS, Counter
from journeys.merchant import Goods, Merchant
from journeys.outside import Outside
from journeys.shopper import Shopper
from souk.kit import deadletters, ids, mongo

pytestmark = pytest.mark.stack


@pytest.fixture
def counter(browser: Browser, stack: Stack) -> Iterator[Counter]:
    """The administrator's window."""
    account = stack.account("admin")
    one = Counter(browser, stack.edge)
    one.sign_in(account["email"], account["password"])
    yield one
    one.window.close()


@pytest.fixture(scope="module")
def lamp(merchant: Merchant) -> Goods:
    return merchant.offer(30)


def test_an_order_is_sent_in_parts_told_again_and_partly_given_back(
    counter: Counter, merchant: Merchant, guest: Shopper, lamp: Goods, outside: Outside
) -> None:
    order = guest.buy({lamp.sku: 3})
    outside.mail(guest.email, "is confirmed")
    page = counter.page
    page.goto("/admin/orders")
    page.get_by_role("searchbox", name="Find").fill(guest.email)
    page.get_by_role("link", name=order["number"], exact=True).click()
    expect(page.get_by_role("heading", level=1, name=f"Order {order['number']}")).to_be_visible(timeout=PATIENCE_MS)

    page.get_by_role("button", name="One less").click()
    page.get_by_label("Carrier").fill("Post")
    page.get_by_label("Tracking number").fill("T1")
    page.get_by_role("button", name="Send this parcel").click()
    expect(page.get_by_text("Partly sent").first).to_be_visible(timeout=PATIENCE_MS)
    sent = merchant.get(f"/v1/orders/{order['id']}")["fulfillments"]
    assert [each["lines"] for each in sent] == [[{"sku": lamp.sku, "quantity": 2}]]

    page.get_by_role("button", name="Send again: Order confirmed").click()
    expect(page.get_by_text("Sent again", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    told = merchant.get(f"/v1/notifications?order_id={order['id']}")["items"]
    assert [each["again_of"] is not None for each in told if each["kind"] == "order_confirmed"] == [True, False]

    page.get_by_role("button", name="Refund", exact=True).click()
    dialog = page.get_by_role("dialog", name="Refund")
    dialog.get_by_label(re.compile("Amount")).fill("9999")
    dialog.get_by_role("button", name="Refund", exact=True).click()
    expect(dialog.get_by_text(re.compile("^At most .*\\.$"))).to_be_visible(timeout=PATIENCE_MS)
    dialog.get_by_label(re.compile("Amount")).fill("5.00")
    dialog.get_by_label("Reason").fill("a scratch")
    dialog.get_by_role("button", name="Refund", exact=True).click()
    expect(page.get_by_text(re.compile("Refund of .*5.00 succeeded"))).to_be_visible(timeout=PATIENCE_MS)
    assert merchant.sees_payment(order, "partially_refunded")["refunded"]["amount"] == 500
    assert counter.trouble == []


def test_a_dead_letter_is_dropped_by_its_name_and_the_journal_says_so(counter: Counter, stack: Stack) -> None:
    event_id = ids.new("evt")
    made = deadletters.letter(
        "notification__order_confirmed", "order.confirmed.v1", b'{"id":"x","data":{}}', "ValueError: no", event_id
    )
    stack.mongo["souk_notification"]["dead_letters"].insert_one(mongo.to_document(made))
    page = counter.page
    counter.open("/operations", "Operations")
    page.get_by_role("link", name=re.compile("dead letter")).first.click()
    page.get_by_role("link", name="order.confirmed").first.click()
    expect(page.get_by_text("ValueError: no")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Drop", exact=True).click()
    dialog = page.get_by_role("dialog", name="Drop this event?")
    dialog.get_by_label("Why").fill("made by a test")
    dialog.get_by_role("button", name="Drop it for good").click()
    expect(dialog.get_by_text("That is not notification.")).to_be_visible(timeout=PATIENCE_MS)
    assert _letters(stack, made.id) == 1
    dialog.get_by_label("Type notification to confirm").fill("notification")
    dialog.get_by_role("button", name="Drop it for good").click()
    expect(page.get_by_role("heading", level=1, name="Dead letters")).to_be_visible(timeout=PATIENCE_MS)
    assert _letters(stack, made.id) == 0
    page.get_by_role("link", name="Journal").click()
    expect(page.get_by_role("cell", name="made by a test").first).to_be_visible(timeout=PATIENCE_MS)
    assert counter.trouble == []


def _letters(stack: Stack, letter_id: str) -> int:
    found: int = stack.mongo["souk_notification"]["dead_letters"].count_documents({"_id": letter_id})
    return found


def test_the_saga_of_an_order_is_drawn_and_told(counter: Counter, guest: Shopper, lamp: Goods) -> None:
    order: Any = guest.buy({lamp.sku: 1})
    page = counter.page
    counter.open(f"/operations/orders/{order['id']}", f"Saga of order {order['number']}")
    placed = page.get_by_role("button", name=re.compile("^order.placed, told by order .*inventory: heard"))
    placed.press("Enter")
    details = page.get_by_role("dialog", name="order.placed")
    expect(details.get_by_text(order["id"]).first).to_be_visible(timeout=PATIENCE_MS)
    assert "event=evt_" in page.url
    page.keyboard.press("Escape")
    page.get_by_role("tab", name=re.compile("Table")).click()
    table = page.get_by_role("table", name="The saga, step by step")
    for event in ("order.placed", "inventory.stock_reserved", "order.awaiting_payment", "payment.captured"):
        expect(table.get_by_role("button", name=event)).to_be_visible(timeout=PATIENCE_MS)
    page.reload()
    expect(table).to_be_visible(timeout=PATIENCE_MS)
    assert counter.trouble == []
