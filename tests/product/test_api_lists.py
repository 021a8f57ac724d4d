"""Lists over HTTP: narrowing, order, counting, and walking page by page while things change."""

from __future__ import annotations

from typing import Any

import pytest

from product.shop import Shop, eventually, money, variant
from souk import contracts

StockChanged = contracts.inventory.StockChanged


async def stocked(shop: Shop) -> None:
    """Five products: three lamps (one category lies below the other), two chairs; two of them can be had."""
    await shop.post("/v1/categories", {"title": "Desk lamps", "parent": "lamps"})
    await shop.post("/v1/categories", {"title": "Chairs"})
    goods: list[tuple[str, str, int, dict[str, Any], dict[str, Any]]] = [
        ("Fjell Lamp", "lamps", 5_000, {"Material": "Oak"}, {"Colour": "Sand"}),
        ("Berg Lamp", "desk-lamps", 3_000, {"Material": ["Oak", "Steel"]}, {"Colour": "Slate"}),
        ("Dal Lamp", "desk-lamps", 9_000, {"Material": "Glass"}, {"Colour": "Sand"}),
        ("Elv Chair", "chairs", 12_000, {"Material": "Oak"}, {"Colour": "Slate"}),
        ("Hav Chair", "chairs", 3_000, {"Material": "Steel"}, {"Colour": "Sand"}),
    ]
    for title, category, price, attributes, choices in goods:
        variants = [variant(title, price, options=choices)]
        made = await shop.create(title, category=category, attributes=attributes, variants=variants)
        await shop.post(f"/v1/products/{made['id']}/publish")
    await shop.running.deliver(
        StockChanged(sku="BERG-LAMP", available=3, version=1), StockChanged(sku="HAV-CHAIR", available=1, version=1)
    )

    async def is_listed() -> bool:
        everything, in_stock = await shop.get("/v1/products"), await shop.get("/v1/products", in_stock="true")
        return [everything["total"], in_stock["total"]] == [len(goods), 2]

    await eventually(is_listed)


async def found(shop: Shop, **params: Any) -> list[str]:
    """First words of the titles, in the order of the list."""
    page = await shop.get("/v1/products", **params)
    titles = [each["title"].split()[0] for each in page["items"]]
    assert page["total"] == len(titles)
    return titles


async def test_lists_are_narrowed(shop: Shop) -> None:
    await stocked(shop)
    [shelf] = [each for each in (await shop.get("/v1/categories"))["items"] if each["slug"] == "lamps"]
    for params, titles in (
        ({"category": "lamps"}, {"Fjell", "Berg", "Dal"}),
        ({"category": shelf["id"]}, {"Fjell", "Berg", "Dal"}),
        ({"category": "desk-lamps"}, {"Berg", "Dal"}),
        ({"min_price": 5_000}, {"Fjell", "Dal", "Elv"}),
        ({"max_price": 5_000}, {"Fjell", "Berg", "Hav"}),
        ({"min_price": 3_000, "max_price": 3_000}, {"Berg", "Hav"}),
        ({"min_price": 2, "max_price": 1}, set()),
        ({"in_stock": "true"}, {"Berg", "Hav"}),
        ({"in_stock": "false"}, {"Fjell", "Berg", "Dal", "Elv", "Hav"}),
        ({"attr.material": "Oak"}, {"Fjell", "Berg", "Elv"}),
        ({"attr.material": ["Glass", "Steel"]}, {"Berg", "Dal", "Hav"}),
        ({"attr.Material": "Oak", "attr.colour": "Slate"}, {"Berg", "Elv"}),
        ({"q": "lamp"}, {"Fjell", "Berg", "Dal"}),
        ({"q": "lmap", "category": "desk-lamps", "max_price": 5_000, "in_stock": "true"}, {"Berg"}),
    ):
        assert set(await found(shop, **params)) == titles, params


async def test_lists_are_ordered(shop: Shop) -> None:
    await stocked(shop)
    assert await found(shop, sort="title") == ["Berg", "Dal", "Elv", "Fjell", "Hav"]
    assert await found(shop, sort="newest") == ["Hav", "Elv", "Dal", "Berg", "Fjell"]
    cheapest = await found(shop, sort="price")
    assert (set(cheapest[:2]), cheapest[2:]) == ({"Berg", "Hav"}, ["Fjell", "Dal", "Elv"])
    dearest = await found(shop, sort="-price")
    assert (dearest[:3], set(dearest[3:])) == (["Elv", "Dal", "Fjell"], {"Berg", "Hav"})
    assert (await found(shop, q="elv chair"))[0] == "Elv"


async def test_what_is_left_is_counted(shop: Shop) -> None:
    await stocked(shop)
    facets = (await shop.get("/v1/products", category="desk-lamps"))["facets"]
    assert {each["value"]: each["count"] for each in facets["category"]} == {"lamps": 3, "desk-lamps": 2, "chairs": 2}
    assert facets["price"] == {"min": 3_000, "max": 9_000}
    counts = {each["value"]: each["count"] for each in facets["attr.material"]}
    assert counts == {"Oak": 1, "Steel": 1, "Glass": 1}
    # each name is counted without its own narrowing, so that one may choose otherwise
    facets = (await shop.get("/v1/products", **{"attr.colour": "Sand"}))["facets"]
    assert {each["value"]: each["count"] for each in facets["attr.colour"]} == {"Sand": 3, "Slate": 2}
    assert {each["value"]: each["count"] for each in facets["attr.material"]} == {"Oak": 1, "Glass": 1, "Steel": 1}


@pytest.mark.parametrize("sort", ["price", "title"])
async def test_nothing_is_lost_or_doubled_while_others_come_and_go(shop: Shop, sort: str) -> None:
    """Whoever was there all the time is met once, whatever appears and vanishes between the pages."""
    made = [await shop.create(f"Lamp {n:02}", variants=[variant(f"L{n}", 1_000 * (n // 3 + 1))]) for n in range(12)]
    for each in made:
        await shop.post(f"/v1/products/{each['id']}/publish")
    await shop.listed(made[-1]["id"])
    walked: list[str] = []
    params: dict[str, Any] = {"limit": 3, "sort": sort}
    gone, step = set(), 0
    while True:
        page = await shop.get("/v1/products", **params)
        walked += [each["id"] for each in page["items"]]
        if page["next_cursor"] is None:
            break
        params["cursor"] = page["next_cursor"]
        step += 1
        if step == 1:
            first = await shop.publish("Lamp 00 and a half", variants=[variant("NEW-1", 1_000)])
            assert (await shop.post(f"/v1/products/{made[2]['id']}/unpublish")).status_code == 200
            await shop.listed(made[2]["id"], is_listed=False)
            gone = {made[2]["id"], first["id"]}
        if step == 2:
            last = await shop.publish("Lamp 99", variants=[variant("NEW-2", 99_000)])
    assert len(walked) == len(set(walked))
    stayed = {each["id"] for each in made} - gone
    assert stayed | {last["id"]} <= set(walked)


async def test_pages_keep_what_was_asked(shop: Shop) -> None:
    await stocked(shop)
    narrowed: dict[str, Any] = {"category": "lamps", "sort": "price", "limit": 1}
    titles: list[str] = []
    cursor: dict[str, Any] = {}
    while True:
        page = await shop.get("/v1/products", **narrowed, **cursor)
        assert page["total"] == 3
        titles += [each["title"] for each in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert titles == ["Berg Lamp", "Fjell Lamp", "Dal Lamp"]


async def test_slips_are_forgiven_while_typing(shop: Shop) -> None:
    await stocked(shop)

    async def suggested(typed: str) -> list[str]:
        return [each["text"] for each in (await shop.get("/v1/search/suggest", q=typed))["items"]]

    for typed in ("fjel", "fjlel", "FJELL", "fjell l"):
        assert "Fjell Lamp" in await suggested(typed), typed
    assert set(await suggested("chiar")) == {"Elv Chair", "Hav Chair"}
    assert (await suggested("chair"))[0] == "Chairs"
    assert await suggested("zzzzzz") == []
    long = await shop.client.get("/v1/search/suggest", params={"q": "x" * 201})
    assert (long.status_code, long.json()["errors"][0]["pointer"]) == (422, "/query/q")


async def test_a_price_is_shown_as_the_lowest_with_what_it_was(shop: Shop) -> None:
    variants = [
        variant("A", 9_000, options={"Size": "L"}),
        variant("B", 7_000, options={"Size": "S"}, compare_at=money(8_000)),
    ]
    await shop.publish("Lamp", variants=variants)
    [summary] = (await shop.get("/v1/products"))["items"]
    assert (summary["price_from"], summary["compare_at"]) == (money(7_000), money(8_000))
    assert summary["price_varies"]
    assert (await shop.get("/v1/products", min_price=8_000))["total"] == 0
