"""The price list and the hints about scarce goods: copied from their owners, followed, compared, and done without."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from order.builders import neighbours, published, unpublished, variant
from order.shopping import filled_cart, order, placed, pointers, problem
from souk import contracts, testing
from souk.kit import errors, tx
from souk.kit.money import Money
from souk.order import actions, app, model, store, workers
from souk.order.workers import price_list as keeping
from souk.order.workers import shelf as shelves

PRICE_LIST = ("product", "/internal/price-list")
VARIANTS = ("product", "/internal/variants")
STOCK = ("inventory", "/internal/stock")
LEVELS = ("inventory", "/internal/stock/export")


@contextlib.asynccontextmanager
async def opened(mongodb_url: str, rest: testing.FakeRest) -> AsyncIterator[testing.Running]:
    """The service on an empty database, with these neighbours."""
    async with testing.running(mongodb_url, "order", app.build, app.Settings, calls=rest) as shop:
        yield shop


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neighbours that did not answer are asked again at once, and compared with all the time."""
    monkeypatch.setattr(keeping, "RETRY_START_S", 0.05)
    monkeypatch.setattr(keeping, "PERIOD_S", 0.05)
    monkeypatch.setattr(shelves, "RETRY_S", 0.05)


async def eventually(check: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while not await check():
            await asyncio.sleep(0.02)


async def sold(db: tx.Announcing, *skus: str) -> dict[str, int]:
    """What the list sells of these, and for how much."""
    offers = await store.offers_by_sku(db, skus)
    return {sku: price.amount for sku, offer in offers.items() if (price := offer.price_in("EUR")) is not None}


def page(*products: tuple[str, int, dict[str, int]], cursor: str | None = None) -> dict[str, Any]:
    """A page of the product service's price list."""
    items = [
        {"product_id": name, "version": version, "variants": [variant(*each) for each in prices.items()]}
        for name, version, prices in products
    ]
    return {"items": items, "next_cursor": cursor}


def pages(*all_: dict[str, Any]) -> Callable[[Any], dict[str, Any]]:
    """Pages by the cursor that the page before ended with; the first has none."""
    by_cursor = dict(zip([None, *(each["next_cursor"] for each in all_)], all_, strict=False))
    return lambda asked: by_cursor[asked.get("cursor")]


def keeper(db: tx.Announcing, **answers: Any) -> tuple[workers.PriceListKeeper, testing.FakeRest]:
    rest = testing.FakeRest()
    rest.answers[PRICE_LIST] = answers.get("prices", page())
    return workers.PriceListKeeper(db, rest), rest


# Started while a neighbour is down


async def test_started_without_the_product_service_the_list_is_copied_once_it_is_back(
    mongodb_url: str, hurried: None
) -> None:
    rest = neighbours()
    prices, variants = rest.answers.pop(PRICE_LIST), rest.answers.pop(VARIANTS)
    async with opened(mongodb_url, rest) as shop:
        answer = await order(shop)
        problem(answer, 503, "unavailable")
        assert int(answer.headers["retry-after"]) >= 1
        assert (await shop.client.get("/readyz")).status_code == 200  # carts, orders and lists can be shown meanwhile
        assert not await store.is_price_list_whole(shop.runtime.db)
        rest.answers[PRICE_LIST], rest.answers[VARIANTS] = prices, variants
        await eventually(lambda: store.is_price_list_whole(shop.runtime.db))
        assert await sold(shop.runtime.db, "MUG", "CUP", "POT") == {"MUG": 1250, "CUP": 800, "POT": 4999}
        await placed(shop)


async def test_a_service_that_has_its_list_sells_while_every_neighbour_is_down(shop: testing.Running) -> None:
    shop.rest.answers.clear()
    cart_id = await filled_cart(shop, MUG=2)
    cart = (await shop.client.get(f"/v1/carts/{cart_id}")).json()
    assert [each["code"] for each in cart["problems"]] == ["availability-unknown"]
    quote = await shop.client.post(f"/v1/carts/{cart_id}/quote", json={"shipping_address": {"country": "DE"}})
    assert (quote.status_code, quote.json()["totals"]["total"]["amount"]) == (200, 2990)
    await placed(shop, lines=None, cart_id=cart_id)
    problem(await order(shop, lines=[{"sku": "NEW", "quantity": 1}]), 503, "unavailable")


async def test_hints_are_read_from_inventory_once_it_is_back(mongodb_url: str, hurried: None) -> None:
    rest = neighbours()
    del rest.answers[LEVELS]
    async with opened(mongodb_url, rest) as shop:
        shelf: workers.Shelf = shop.runtime.state["deps"].shelf
        first = {"items": [{"sku": "MUG", "available": 1, "version": 3}], "next_cursor": "CUP"}
        second = {
            "items": [{"sku": "CUP", "available": 30, "version": 3}, {"sku": "POT", "available": 0, "version": 3}]
        }
        rest.answers[LEVELS] = lambda asked: second if asked.get("cursor") == "CUP" else first

        async def knows() -> bool:
            return shelf.doubts([model.Wanted(sku, 2) for sku in ("MUG", "CUP", "POT")]) == ["MUG", "POT"]

        await eventually(knows)


# Compared


async def test_what_differs_is_mended(db: tx.Announcing) -> None:
    keep, _ = keeper(db, prices=page(("prd_new", 1, {"PAN": 700}), ("prd_pottery", 3, {"MUG": 1300, "BOWL": 400})))
    await keep.compare(None)
    assert await sold(db, "MUG", "CUP", "POT", "BOWL", "PAN") == {"MUG": 1300, "BOWL": 400, "PAN": 700}
    assert await store.is_price_list_whole(db)


async def test_what_was_heard_since_is_not_mended_with_what_is_older(db: tx.Announcing) -> None:
    keep, _ = keeper(db, prices=page(("prd_pottery", 0, {"MUG": 1, "CUP": 1})))
    await keep.compare(None)
    assert await sold(db, "MUG", "CUP", "POT") == {"MUG": 1250, "CUP": 800, "POT": 4999}


async def test_what_is_published_while_its_page_is_on_the_way_is_not_withdrawn(db: tx.Announcing) -> None:
    heard = asyncio.Event()

    class Slow(testing.FakeRest):
        async def get(self, *args: Any, **kwargs: Any) -> Any:
            await heard.wait()
            return await super().get(*args, **kwargs)

    slow = Slow()
    slow.answers[PRICE_LIST] = page(("prd_pottery", 1, {"MUG": 1250}))
    keep = workers.PriceListKeeper(db, slow)
    with testing.frozen_clock() as time:
        comparing = asyncio.create_task(keep.compare(None))
        await asyncio.sleep(0)
        time.advance(1)
        fact = testing.received(published("prd_fresh", 1, {"FRESH": 100}))
        await tx.transact(db, lambda t: actions.learn_published(t, [fact]))
        time.advance(1)
        heard.set()
        await comparing
    assert await sold(db, "MUG", "FRESH") == {"MUG": 1250, "FRESH": 100}


async def test_pages_that_were_not_answered_are_asked_for_again_and_none_twice(db: tx.Announcing) -> None:
    keep, rest = keeper(db)
    every = pages(
        page(("prd_a", 1, {"A": 1}), cursor="a"), page(("prd_b", 1, {"B": 2}), cursor="b"), page(("prd_c", 1, {"C": 3}))
    )
    is_down = True

    def answer(asked: dict[str, str]) -> Any:
        return errors.Unavailable("down") if is_down and asked.get("cursor") == "b" else every(asked)

    rest.answers[PRICE_LIST] = answer
    with pytest.raises(errors.Unavailable):
        await keep.compare(None)
    assert not await store.is_price_list_whole(db)
    is_down = False
    await keep.compare(None)
    assert [asked.get("cursor") for _, _, asked in rest.calls] == [None, "a", "b", "b"]
    assert await sold(db, "A", "B", "C") == {"A": 1, "B": 2, "C": 3}
    assert await store.is_price_list_whole(db)


async def test_a_large_list_is_gone_through_in_parts(db: tx.Announcing) -> None:
    every = pages(page(("prd_a", 1, {"A": 1}), cursor="a"), page(("prd_b", 1, {"B": 2}), cursor="b"), page())
    keep, rest = keeper(db, prices=every)
    await keep.compare(2)
    assert await sold(db, "A", "B", "MUG") == {"A": 1, "B": 2, "MUG": 1250}  # the rest was not looked at yet
    await keep.compare(2)
    assert await sold(db, "A", "B", "MUG") == {"A": 1, "B": 2}
    await keep.compare(1)
    assert [asked.get("cursor") for _, _, asked in rest.calls] == [None, "a", "b", None]


async def test_the_running_service_compares_for_ever(mongodb_url: str, hurried: None) -> None:
    async with opened(mongodb_url, neighbours()) as shop:
        await eventually(lambda: store.is_price_list_whole(shop.runtime.db))
        for _ in range(2):
            await shop.runtime.db["prices"].update_one({"_id": "MUG"}, {"$set": {"price.amount": 1}})

            async def is_mended() -> bool:
                return await sold(shop.runtime.db, "MUG") == {"MUG": 1250}

            await eventually(is_mended)
        shop.rest.answers[PRICE_LIST] = errors.Unavailable("down")
        await asyncio.sleep(0.2)
        assert await sold(shop.runtime.db, "MUG") == {"MUG": 1250}  # silence withdraws nothing


# Followed


async def test_the_list_is_the_same_in_whatever_order_facts_come(shop: testing.Running) -> None:
    for number, facts in enumerate(itertools.permutations(range(4))):
        name, sku = f"prd_{number}", f"SKU{number}"
        life: list[Any] = [
            published(name, 1, {sku: 100, f"{sku}B": 100}),
            contracts.product.PriceChanged(sku=sku, product_id=name, price=Money(200, "EUR"), version=2),
            published(name, 3, {sku: 200}),
            contracts.product.PriceChanged(sku=sku, product_id=name, price=Money(300, "EUR"), version=4),
        ]
        for each in facts:
            await shop.deliver(life[each], ids_=[f"evt_{number}_{each}"])
        assert await sold(shop.runtime.db, sku, f"{sku}B") == {sku: 300}, facts
    assert await shop.runtime.db["dead_letters"].count_documents({}) == 0


async def test_a_fact_about_a_product_heard_twice_changes_nothing_the_second_time(shop: testing.Running) -> None:
    facts: list[Any] = [published("prd_new", 2, {"NEW": 100}), unpublished("prd_pottery", 3, "MUG")]
    await shop.deliver(*facts, ids_=["evt_1", "evt_2"])
    await shop.deliver(published("prd_new", 5, {"NEW": 500}), published("prd_pottery", 6, {"MUG": 900}))
    await shop.deliver(*facts, ids_=["evt_1", "evt_2"])
    await shop.deliver(*facts)  # told again under other ids: older than what is known
    assert await sold(shop.runtime.db, "NEW", "MUG") == {"NEW": 500, "MUG": 900}


async def test_what_is_withdrawn_is_not_sold(shop: testing.Running) -> None:
    await shop.deliver(unpublished("prd_pottery", 2, "MUG", "CUP", "POT"))
    assert pointers(await order(shop)) == ["/lines/0/sku"]
    await shop.deliver(published("prd_pottery", 3))
    await placed(shop)


# Hints


def changed(available: int, version: int, sku: str = "MUG", **members: Any) -> contracts.inventory.StockChanged:
    return contracts.inventory.StockChanged(sku=sku, available=available, version=version, **members)


async def test_of_two_facts_about_stock_the_greater_version_stands(shop: testing.Running) -> None:
    shelf: workers.Shelf = shop.runtime.state["deps"].shelf
    wanted = [model.Wanted("MUG", 2)]
    await shop.deliver(changed(1, 5))
    assert shelf.doubts(wanted) == ["MUG"]
    await shop.deliver(changed(50, 4))
    assert shelf.doubts(wanted) == ["MUG"]
    await shop.deliver(changed(3, 6))
    assert shelf.doubts(wanted) == []
    await shop.deliver(changed(0, 7, backorderable=True))
    assert shelf.doubts(wanted) == []


async def test_every_replica_hears_of_stock(mongodb_url: str, shop: testing.Running) -> None:
    async with testing.running(
        mongodb_url,
        "order",
        app.build,
        app.Settings,
        calls=neighbours(),
        messages=shop.bus,
        database_name=shop.runtime.db.name,
    ) as second:
        await shop.deliver(changed(0, 5))
        for replica in (shop, second):
            assert replica.runtime.state["deps"].shelf.doubts([model.Wanted("MUG", 1)]) == ["MUG"]


async def test_an_inventory_that_does_not_answer_is_left_alone_for_a_moment(
    shop: testing.Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "SILENT_S", 3600.0)
    await shop.deliver(changed(0, 5))
    shop.rest.answers[STOCK] = errors.Unavailable("down")
    before = len(shop.rest.calls)
    for _ in range(3):
        await placed(shop)  # nobody is refused on hearsay: inventory decides when it is back
    assert len(shop.rest.calls) == before + 1


async def test_there_is_an_end_to_hints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "HINTS_MAX", 2)
    shelf = workers.Shelf(testing.FakeRest())
    for sku in ("A", "B", "C"):
        await shelf.heard(changed(0, 1, sku))
    assert shelf.doubts([model.Wanted(sku, 1) for sku in ("A", "B", "C")]) == ["B", "C"]
