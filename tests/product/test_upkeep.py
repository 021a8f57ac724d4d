"""What keeps a replica fresh: the index from the database, changes of others, and inventory's own word."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from product.shop import Shop, eventually, opened, variant
from souk import testing
from souk.kit import clock, errors, ids, tx
from souk.product import actions, search, store, upkeep
from souk.product.upkeep import freshness, reconciling

SIZES = [variant("A", options={"Size": "S"}), variant("B", options={"Size": "L"})]
EXPORT = ("inventory", "/internal/stock/export")


def level(sku: str, available: int, version: int = 1) -> dict[str, Any]:
    return {"sku": sku, "available": available, "version": version, "backorderable": False}


async def shows(shop: Shop, sku: str, available: int) -> None:
    async def does() -> bool:
        answer = await shop.client.get("/v1/variants", params={"sku": sku}, headers=shop.staff)
        return [each["available"] for each in answer.json()["items"]] == [available]

    await eventually(does)


# The index


async def test_a_replica_that_starts_knows_what_there_is(mongodb_url: str, tmp_path: Path) -> None:
    name = f"test_{ids.new('db')}"
    async with opened(mongodb_url, tmp_path, database_name=name) as first:
        lamp = await first.publish("Fjell Lamp")
        draft = await first.create("Secret Torch")
    async with opened(mongodb_url, tmp_path, database_name=name, has_category=False) as second:
        page = await second.get("/v1/products", q="fjell", category="lamps")
        assert [each["id"] for each in page["items"]] == [lamp["id"]]
        assert (await second.get("/v1/search/suggest", q="fje"))["items"][0]["product_id"] == lamp["id"]
        drafts = await second.client.get("/v1/products?status=draft", headers=second.staff)
        assert [each["id"] for each in drafts.json()["items"]] == [draft["id"]]
        assert (await second.client.get("/readyz")).status_code == 200
        await second.running.runtime.db.raw.client.drop_database(name)


async def test_replicas_see_each_others_changes(mongodb_url: str, tmp_path: Path) -> None:
    shared: dict[str, Any] = {"database_name": f"test_{ids.new('db')}", "messages": testing.MemoryBus()}
    async with (
        opened(mongodb_url, tmp_path, **shared) as one,
        opened(mongodb_url, tmp_path, has_category=False, **shared) as two,
    ):
        lamp = await one.publish("Fjell Lamp")
        await two.listed(lamp["id"], q="fjell")
        assert (await two.get("/v1/categories"))["items"][0]["title"] == "Lamps"
        await two.get("/v1/products/fjell-lamp")
        await one.patch(f"/v1/products/{lamp['id']}", {"title": "Berg Lamp"})
        await two.listed(lamp["id"], q="berg")
        assert (await two.get("/v1/products/fjell-lamp"))["title"] == "Berg Lamp"
        [shelf] = (await two.get("/v1/categories"))["items"]
        await one.patch(f"/v1/categories/{shelf['id']}", {"title": "Lights"})

        async def renamed() -> bool:
            return bool((await two.get("/v1/categories"))["items"][0]["title"] == "Lights")

        await eventually(renamed)
        await two.post(f"/v1/products/{lamp['id']}/unpublish")
        await one.listed(lamp["id"], is_listed=False)
        await one.running.runtime.db.raw.client.drop_database(shared["database_name"])


async def test_a_change_that_nobody_shouted_about_is_found_all_the_same(shop: Shop) -> None:
    lamp = await shop.publish("Fjell Lamp")
    hidden = actions.ChangeProduct(product_id=lamp["id"], change=actions.Unpublish())
    await tx.transact(shop.running.runtime.db, lambda t: actions.change_products(t, [hidden]))
    await shop.listed(lamp["id"], is_listed=False)


async def test_a_large_shop_answers_at_once_and_searches_later(
    mongodb_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"test_{ids.new('db')}"
    async with opened(mongodb_url, tmp_path, database_name=name) as shop:
        lamp = await shop.publish("Fjell Lamp")
    may_build, build = threading.Event(), search.Index.for_products

    def wait_and_build(count: int, owner: str) -> search.Index:
        assert may_build.wait(60)
        return build(count, owner)

    monkeypatch.setattr(freshness, "READY_WAIT_MAX", 0)
    monkeypatch.setattr(search.Index, "for_products", wait_and_build)
    async with opened(mongodb_url, tmp_path, database_name=name, has_category=False) as shop:
        try:
            for path in ("/v1/products?q=fjell", "/v1/search/suggest?q=fjell"):
                answer = await shop.client.get(path)
                assert (answer.status_code, answer.json()["type"]) == (503, "/problems/search-warming-up")
                assert answer.headers["retry-after"] == "2"
            assert (await shop.client.get("/readyz")).status_code == 200
            assert (await shop.get(f"/v1/products/{lamp['id']}"))["title"] == "Fjell Lamp"
        finally:
            may_build.set()

        async def found() -> bool:
            answer = await shop.client.get("/v1/products?q=fjell")
            return answer.status_code == 200 and answer.json()["total"] == 1

        await eventually(found)
        await shop.running.runtime.db.raw.client.drop_database(name)


async def test_a_change_on_one_page_is_seen_on_every_kept_answer(shop: Shop) -> None:
    lamp = await shop.publish("Fjell Lamp")
    paths = ["/v1/products", "/v1/products/fjell-lamp", "/v1/search/suggest?q=fje", "/v1/categories"]

    async def kept() -> list[bytes]:
        return [(await shop.client.get(path)).content for path in paths]

    assert await kept() == await kept()
    before = (await shop.client.get(paths[1])).headers["etag"]
    await shop.patch(f"/v1/products/{lamp['id']}", {"title": "Berg Lamp"})

    async def renamed() -> bool:
        lists, page, *_ = await kept()
        return b"Berg Lamp" in lists and b"Berg Lamp" in page

    await eventually(renamed)
    changed = await shop.client.get(paths[1], headers={"If-None-Match": before})
    assert changed.status_code == 200


# Inventory's own word


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Inventory is asked again at once."""
    monkeypatch.setattr(reconciling, "RETRY_S", 0.02)
    monkeypatch.setattr(reconciling, "PERIOD", timedelta(milliseconds=20))


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("away", [errors.Unavailable("inventory is down"), errors.NotFound("an older inventory")])
async def test_availability_is_asked_for_once_inventory_is_back(shop: Shop, away: errors.Refusal) -> None:
    shop.running.rest.answers[EXPORT] = away
    lamp = await shop.publish("Lamp", variants=SIZES)
    assert (await shop.get("/v1/products/lamp"))["variants"][0]["available"] == 0
    assert [call for call in shop.running.rest.calls if call[:2] == EXPORT]
    pages = {
        None: {"items": [level("A", 7)], "next_cursor": "next"},
        "next": {"items": [level("B", 4), level("ELSEWHERE", 1)], "next_cursor": None},
    }
    shop.running.rest.answers[EXPORT] = lambda asked: pages[asked.get("cursor")]
    await shows(shop, "A", 7)
    await shows(shop, "B", 4)
    await shop.listed(lamp["id"], in_stock="true")


@pytest.mark.usefixtures("impatient")
async def test_what_no_event_said_is_mended_and_what_is_newer_stays(shop: Shop) -> None:
    lamp = await shop.publish("Lamp")
    told = {"LAMP": level("LAMP", 7, version=4)}
    shop.running.rest.answers[EXPORT] = lambda _: {"items": list(told.values()), "next_cursor": None}
    await shows(shop, "LAMP", 7)
    told["LAMP"] = level("LAMP", 0, version=6)  # and the event was lost
    await shows(shop, "LAMP", 0)
    await shop.listed(lamp["id"], is_listed=False, in_stock="true")
    told["LAMP"] = level("LAMP", 99, version=5)  # an answer that was long on its way
    await asked_again(shop)
    await shows(shop, "LAMP", 0)


async def asked_again(shop: Shop) -> None:
    """Wait until inventory was asked, and the answer taken in, at least once more."""
    calls = shop.running.rest.calls
    before = sum(call[:2] == EXPORT for call in calls)

    async def was_asked() -> bool:
        return sum(call[:2] == EXPORT for call in calls) >= before + 2

    await eventually(was_asked)


@pytest.mark.usefixtures("impatient")
async def test_a_page_that_fails_is_asked_for_again_and_not_those_before(shop: Shop) -> None:
    await shop.create("Lamp", variants=SIZES)
    state = {"is_down": True}

    def answer(asked: dict[str, str]) -> Any:
        if asked.get("cursor") is None:
            return {"items": [level("A", 7)], "next_cursor": "next"}
        return errors.Unavailable("down") if state["is_down"] else {"items": [level("B", 4)], "next_cursor": None}

    shop.running.rest.calls.clear()
    shop.running.rest.answers[EXPORT] = answer
    await shows(shop, "A", 7)
    await asked_again(shop)
    first_pages = sum(call[:2] == EXPORT and "cursor" not in call[2] for call in shop.running.rest.calls)
    state["is_down"] = False
    await shows(shop, "B", 4)
    assert first_pages == 1


async def test_one_replica_takes_the_turn(shop: Shop) -> None:
    db = shop.running.runtime.db
    await db["guards"].delete_many({})
    turns = [await claim(db) for _ in range(2)]
    assert turns == [True, False]


async def claim(db: tx.Announcing) -> bool:
    return await store.stock.claim_turn(db, clock.now(), upkeep.PERIOD) is not None
