"""Round trips of the product service."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from budgets import ledger
from product import shop as shops
from souk import contracts
from souk.kit import ids
from souk.kit.money import Money

NOTHING = Money(0, "EUR")
COLD_AND_WARM = {
    "GET /v1/products": "/v1/products?limit=100",
    "GET /v1/products?q=, facets and all": "/v1/products?q=lamp&sort=price",
    "GET /v1/products?category=": "/v1/products?category=lamps",
    "GET /v1/products/{slug}": "/v1/products/lamp-0",
    "GET /v1/categories": "/v1/categories",
    "GET /v1/search/suggest": "/v1/search/suggest?q=la",
}


@pytest.fixture
async def shop(mongodb_url: str, tmp_path: Path) -> AsyncIterator[shops.Shop]:
    """The service with one product, and as many more as a large batch has items."""
    async with shops.opened(mongodb_url, tmp_path, is_still=True) as shop:
        products = [
            {
                "title": f"Lamp {number}",
                "category": "lamps",
                "variants": [shops.variant(f"Lamp {number}")],
                "publish": True,
            }
            for number in range(ledger.MANY + 1)
        ]
        answer = await shop.client.post(
            "/internal/products/bulk", json={"products": products}, headers=shop.running.service_token()
        )
        ledger.ok(answer)
        freshness = shop.running.runtime.state["deps"].freshness
        await freshness._read_changes()
        yield shop
        freshness.index.close()


async def test_what_shoppers_do(shop: shops.Shop) -> None:
    client, count = shop.client, ledger.Ledger(shop.running)
    known = shop.running.token()
    async with count.row("GET /v1/products, the first by this token"):
        ledger.ok(await client.get("/v1/products", headers=known))
    for name, path in COLD_AND_WARM.items():
        async with count.row(name):
            cold = ledger.ok(await client.get(path))
        async with count.row("GET of what was kept"):
            assert ledger.ok(await client.get(path)) == cold
        async with count.row("GET of what was kept"):
            assert ledger.ok(await client.get(path, headers=known)) == cold
    (first, *_) = (await shop.get("/v1/products"))["items"]
    async with count.row("GET /v1/products/{id}"):
        ledger.ok(await client.get(f"/v1/products/{first['id']}"))
    async with count.row("GET /v1/products/{id} of nothing"):
        ledger.refused(await client.get("/v1/products/nothing"), 404)
    async with count.row("GET /v1/variants"):
        ledger.ok(await client.get("/v1/variants?sku=LAMP-1,LAMP-2,LAMP-3"))
    async with count.row("GET /internal/variants"):
        asked = {"sku": ",".join(f"LAMP-{each}" for each in range(ledger.MANY))}
        ledger.ok(await client.get("/internal/variants", params=asked, headers=shop.running.service_token()))
    async with count.row("GET /internal/price-list"):
        ledger.ok(await client.get("/internal/price-list", headers=shop.running.service_token()))
    async with count.row("GET /internal/published"):
        ledger.ok(await client.get("/internal/published", headers=shop.running.service_token()))
    count.balance("Product: what shoppers ask for")


async def test_what_the_catalogue_hears(shop: shops.Shop) -> None:
    count, freshness = ledger.Ledger(shop.running), shop.running.runtime.state["deps"].freshness
    everything = await shop.running.runtime.db["products"].find({}).sort("_id", 1).to_list()
    one, many = everything[:1], everything[1:]
    for products in (one, many):
        skus = [each["variants"][0]["sku"] for each in products]
        await count.receive("stock_changed: available, lists change", *_stock(skus, 50, version=1))
        await count.receive("stock_changed: other numbers", *_stock(skus, 49, version=2))
        await count.receive("stock_changed: late, nothing is new", *_stock(skus, 48, version=1))
        await count.receive("stock_changed: sold out, lists change", *_stock(skus, 0, version=3))
        async with count.row("freshness: what changed goes into the index"):
            assert await freshness._read_changes() == len(products)
        async with count.row("freshness: nothing changed"):
            assert not await freshness._read_changes()

        sold = [(each["_id"], sku) for each, sku in zip(products, skus, strict=True)]
        await count.receive("count_sales: the order of lists changes", *(_confirmed(4, *each) for each in sold))
        await count.receive("count_sales", *(_confirmed(1, *each) for each in sold))
        await count.receive("count_sales: products are not named", *(_confirmed(1, None, sku) for sku in skus))
        await freshness._read_changes()
    count.balance("Product: what it hears")


def _stock(skus: list[str], available: int, *, version: int) -> list[contracts.inventory.StockChanged]:
    return [contracts.inventory.StockChanged(sku=sku, available=available, version=version) for sku in skus]


def _confirmed(quantity: int, product_id: str | None, sku: str) -> contracts.order.OrderConfirmed:
    line = contracts.order.PricedLine(
        sku=sku, quantity=quantity, title=sku, unit_price=NOTHING, total=NOTHING, product_id=product_id
    )
    totals = contracts.order.Totals(subtotal=NOTHING, discount=NOTHING, shipping=NOTHING, tax=NOTHING, total=NOTHING)
    return contracts.order.OrderConfirmed(
        order_id=ids.new("ord"), number="1", email="ann@example.org", lines=(line,), totals=totals, version=3
    )
