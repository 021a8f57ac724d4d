"""What the catalogue makes of stock and orders that it hears of: twice, late, in the wrong order, or broken."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec
import pytest

from product.shop import Shop, eventually, variant
from souk import contracts
from souk.kit import clock, deadletters, ids
from souk.kit.money import Money

StockChanged = contracts.inventory.StockChanged
OrderConfirmed = contracts.order.OrderConfirmed


def stock(sku: str, available: int, version: int, **members: Any) -> StockChanged:
    return StockChanged(sku=sku, available=available, version=version, **members)


def confirmed(order_id: str, sku: str, quantity: int, product_id: str | None = None) -> OrderConfirmed:
    nothing = Money(0, "EUR")
    line = contracts.order.PricedLine(
        sku=sku, quantity=quantity, title=sku, unit_price=nothing, total=nothing, product_id=product_id
    )
    totals = contracts.order.Totals(subtotal=nothing, discount=nothing, shipping=nothing, tax=nothing, total=nothing)
    return OrderConfirmed(
        order_id=order_id, number="S-1", email="ann@example.org", lines=(line,), totals=totals, version=3
    )


async def known(shop: Shop, sku: str) -> tuple[int, int] | None:
    """What is kept of a SKU: units and version."""
    row = await shop.running.runtime.db["stock"].find_one({"_id": sku})
    return None if row is None else (row["available"], row["version"])


async def sold(shop: Shop, product_id: str) -> int:
    row = await shop.running.runtime.db["sales"].find_one({"_id": product_id})
    return 0 if row is None else int(row["sold"])


async def shows(shop: Shop, slug: str, available: int) -> None:
    """Wait until the page of a product shows so many units of its first variant."""

    async def does() -> bool:
        page = await shop.get(f"/v1/products/{slug}")
        return bool(page["variants"][0]["available"] == available)

    await eventually(does)


# Stock


async def test_availability_follows_on_pages_and_in_lists(shop: Shop) -> None:
    lamp = await shop.publish("Lamp")
    await shop.listed(lamp["id"], is_listed=False, in_stock="true")
    await shop.get("/v1/products/lamp")  # is kept from now on
    await shop.running.deliver(stock("LAMP", 14, 1))
    await shows(shop, "lamp", 14)
    await shop.listed(lamp["id"], in_stock="true")
    assert (await shop.get("/v1/products"))["items"][0]["available"] is True
    await shop.running.deliver(stock("LAMP", 0, 2))
    await shows(shop, "lamp", 0)
    await shop.listed(lamp["id"], is_listed=False, in_stock="true")
    await shop.running.deliver(stock("LAMP", 0, 3, backorderable=True))
    await shop.listed(lamp["id"], in_stock="true")
    page = await shop.client.get("/v1/products/lamp", headers=shop.staff)
    assert page.json()["variants"][0]["backorderable"] is True


async def test_another_number_of_units_is_forgotten_on_its_own_page_only(shop: Shop) -> None:
    for title in ("Lamp", "Torch"):
        await shop.publish(title)
    await shop.running.deliver(stock("LAMP", 14, 1), stock("TORCH", 5, 1))
    answers, version = shop.running.runtime.answers, itertools.count(2)

    async def is_alone() -> bool:
        await shows(shop, "torch", 5)
        await shop.get("/v1/products")
        generation, number = answers.generation, next(version)
        await shop.running.deliver(stock("LAMP", 14 + number, number))
        await shows(shop, "lamp", 14 + number)
        kept = [answers.get(key) is not None for key in ("/v1/products/torch?", "/v1/products?")]
        return all(kept) and answers.generation == generation

    # what publishing made stale is still being forgotten for a moment
    await eventually(is_alone)


async def test_facts_that_come_late_or_twice_change_nothing(shop: Shop) -> None:
    event_ids = await shop.running.deliver(stock("LAMP", 3, 5))
    for late in (stock("LAMP", 9, 4), stock("LAMP", 0, 1), stock("LAMP", 7, 5)):
        await shop.running.deliver(late)
        assert await known(shop, "LAMP") == (3, 5)
    await shop.running.deliver(stock("LAMP", 2, 6))
    await shop.running.deliver(stock("LAMP", 3, 5), ids_=event_ids)
    assert await known(shop, "LAMP") == (2, 6)
    await shop.running.deliver(stock("CUP", 4, 2), stock("CUP", 9, 3), stock("CUP", 6, 1))
    assert await known(shop, "CUP") == (9, 3)


async def test_stock_may_be_heard_of_before_the_product_is_made(shop: Shop) -> None:
    await shop.running.deliver(stock("LAMP", 3, 1))
    lamp = await shop.publish("Lamp")
    await shop.listed(lamp["id"], in_stock="true")
    assert (await shop.get("/v1/products/lamp"))["variants"][0]["available"] == 3


@pytest.mark.parametrize("fact", [stock("LAMP", 3, 1), confirmed("ord_1", "LAMP", 3)])
async def test_a_poisoned_event_is_buried_alone(shop: Shop, fact: StockChanged | OrderConfirmed) -> None:
    lamp = await shop.create("Lamp")
    envelope = {"id": ids.new("evt"), "type": fact.type, "time": clock.now(), "data": fact}
    wrong = [
        {**envelope, "id": "evt_without_data", "data": {}},
        envelope,
        {**envelope, "id": "evt_of_numbers", "data": {"sku": 7, "available": "many", "version": None}},
        {**envelope, "id": "evt_from_tomorrow", "type": fact.type.replace(".v1", ".v99")},
    ]
    await shop.running.deliver_raw(fact.type, msgspec.json.encode(wrong))
    await shop.running.deliver_raw(fact.type, b"not json at all")
    await shop.running.deliver_raw(fact.type.replace(".v1", ".v99"), msgspec.json.encode([wrong[-1]]))
    consumer = f"product__{fact.type.removesuffix('.v1').replace('.', '_')}"
    letters = await deadletters.list_(shop.running.runtime.db, consumer=consumer)
    named = {each.id.removeprefix(f"{consumer}:") for each in letters}
    assert {"evt_without_data", "evt_of_numbers", "evt_from_tomorrow"} < named
    assert len(letters) == 4
    assert any("v99" in each.reason for each in letters)
    if isinstance(fact, StockChanged):
        assert await known(shop, "LAMP") == (3, 1)
    else:
        assert await sold(shop, lamp["id"]) == 3


# Best-sellers


async def test_what_is_bought_is_counted_once_and_comes_first(shop: Shop) -> None:
    lamp = await shop.publish("Lamp")
    torch = await shop.publish(
        "Torch", variants=[variant("T1", options={"Size": "S"}), variant("T2", options={"Size": "L"})]
    )
    assert [each["id"] for each in (await shop.get("/v1/products"))["items"]] == [torch["id"], lamp["id"]]
    events = [confirmed("ord_1", "LAMP", 50, lamp["id"]), confirmed("ord_2", "T2", 2)]
    event_ids = await shop.running.deliver(*events)
    await shop.running.deliver(*events, ids_=event_ids)
    await shop.running.deliver(confirmed("ord_3", "GONE", 5))
    assert (await sold(shop, lamp["id"]), await sold(shop, torch["id"])) == (50, 2)
    assert await shop.running.runtime.db["sales"].count_documents({}) == 2

    async def leads() -> bool:
        page = await shop.get("/v1/products")
        return [each["id"] for each in page["items"]] == [lamp["id"], torch["id"]]

    await eventually(leads)
