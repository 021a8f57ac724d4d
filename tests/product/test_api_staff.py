"""What staff do to products and what others hear of it; what other services ask."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any, TypeVar

import httpx

from product.shop import Shop, money, variant
from souk import contracts, testing

F = TypeVar("F")
Published = contracts.product.ProductPublished
Unpublished = contracts.product.ProductUnpublished
PriceChanged = contracts.product.PriceChanged


def refused(answer: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{slug}"), answer.text
    document: dict[str, Any] = answer.json()
    return document


async def told(shop: Shop, kind: type[F]) -> list[F]:
    found = await testing.announced(shop.running.runtime.db, contracts.REGISTRY)
    return [each for each in found if isinstance(each, kind)]


# What others hear


async def test_publishing_pricing_and_hiding_are_told(shop: Shop) -> None:
    lamp = await shop.create("Lamp", variants=[variant("A", 900, options={"Size": "S"}, weight_g=40)])
    await shop.patch("/v1/variants/A", {"price": money(950)})
    assert await told(shop, object) == []
    assert (await shop.post(f"/v1/products/{lamp['id']}/publish")).status_code == 200
    [published] = await told(shop, Published)
    [sellable] = published.variants
    assert (published.product_id, published.version) == (lamp["id"], 3)
    assert (sellable.sku, sellable.title, sellable.price.amount, sellable.weight_g) == ("A", "Lamp – S", 950, 40)

    await shop.patch("/v1/variants/A", {"price": money(1_000)})
    [changed] = await told(shop, PriceChanged)
    assert (changed.sku, changed.product_id, changed.price.amount) == ("A", lamp["id"], 1_000)
    await shop.patch("/v1/variants/A", {"price": money(1_000)})  # changes nothing
    await shop.patch(f"/v1/products/{lamp['id']}", {"title": "Light"})
    assert len(await told(shop, PriceChanged)) == 1
    versions = [each.version for each in await told(shop, Published)]
    assert versions == sorted(set(versions))

    assert (await shop.post(f"/v1/products/{lamp['id']}/unpublish")).status_code == 200
    [hidden] = await told(shop, Unpublished)
    assert (hidden.product_id, [each.sku for each in hidden.variants]) == (lamp["id"], ["A"])
    assert hidden.version > versions[-1]
    await shop.running.settle()
    assert {Published.type, PriceChanged.type, Unpublished.type} == {
        each.subject for each in shop.running.bus.stored("product")
    }


async def test_archiving_a_published_product_hides_it(shop: Shop) -> None:
    lamp = await shop.publish("Lamp")
    assert (await shop.delete(f"/v1/products/{lamp['id']}")).status_code == 204
    await shop.listed(lamp["id"], is_listed=False)
    assert [each.product_id for each in await told(shop, Unpublished)] == [lamp["id"]]
    assert (await shop.client.get("/v1/products/lamp")).status_code == 404
    kept = await shop.client.get(f"/v1/products/{lamp['id']}", headers=shop.staff)
    assert kept.json()["status"] == "archived"


# Steps that are not allowed


async def test_every_step_of_a_product(shop: Shop) -> None:
    async def take(path: str, step: str) -> httpx.Response:
        return await shop.delete(path) if step == "archive" else await shop.post(f"{path}/{step}")

    ways = {"draft": [], "published": ["publish"], "archived": ["archive"]}
    leads_to = {"publish": "published", "unpublish": "draft", "archive": "archived"}
    for number, ((status, steps), verb) in enumerate(itertools.product(ways.items(), leads_to)):
        path = f"/v1/products/{(await shop.create(f'Lamp {number}'))['id']}"
        for step in steps:
            assert (await take(path, step)).is_success
        before = (await shop.client.get(path, headers=shop.staff)).json()
        assert before["status"] == status
        answer = await take(path, verb)
        after = (await shop.client.get(path, headers=shop.staff)).json()
        if status == "archived" and verb != "archive":
            problem = refused(answer, 409, "transition-not-allowed")
            assert (problem["product_status"], problem["action"]) == (status, verb)
            assert after == before
        else:
            assert answer.is_success
            assert after["status"] == leads_to[verb]
            assert (after["version"] == before["version"]) is (status == leads_to[verb])


async def test_what_is_archived_cannot_be_changed_and_keeps_its_names(shop: Shop) -> None:
    lamp = await shop.create("Lamp", slug="lamp")
    await shop.delete(f"/v1/products/{lamp['id']}")
    refused(await shop.patch(f"/v1/products/{lamp['id']}", {"title": "x"}), 409, "transition-not-allowed")
    refused(await shop.patch("/v1/variants/LAMP", {"weight_g": 1}), 409, "transition-not-allowed")
    refused(await shop.post(f"/v1/products/{lamp['id']}/variants", variant("B")), 409, "transition-not-allowed")
    body = {"title": "Other", "category": "lamps"}
    refused(await shop.post("/v1/products", body | {"slug": "lamp"}), 409, "slug-taken")
    refused(await shop.post("/v1/products", body | {"variants": [variant("Lamp")]}), 409, "duplicate-sku")


async def test_a_product_that_changed_meanwhile_stays_as_it_is(shop: Shop) -> None:
    lamp = await shop.create(
        "Lamp", variants=[variant("A", options={"Size": "S"}), variant("B", options={"Size": "L"})]
    )
    path = f"/v1/products/{lamp['id']}"
    assert (await shop.patch(path, {"title": "Light"}, **{"If-Match": '"1"'})).headers["etag"] == '"2"'
    stale = {"If-Match": '"1"'}
    for answer in (
        await shop.patch(path, {"title": "x"}, **stale),
        await shop.post(f"{path}/publish", **stale),
        await shop.post(f"{path}/variants", variant("C", options={"Size": "M"}), **stale),
        await shop.patch("/v1/variants/A", {"price": money(1)}, **stale),
        await shop.delete("/v1/variants/B", **stale),
        await shop.delete(path, **stale),
        await shop.patch(path, {"title": "x"}, **{"If-Match": "nonsense"}),
    ):
        refused(answer, 412, "version-mismatch")
    kept = (await shop.client.get(path, headers=shop.staff)).json()
    assert (kept["title"], kept["status"], kept["version"]) == ("Light", "draft", 2)
    assert [each["sku"] for each in kept["variants"]] == ["A", "B"]


async def test_of_two_changes_at_once_against_one_version_one_is_made(shop: Shop) -> None:
    lamp = await shop.create("Lamp")
    edits = (
        shop.patch(f"/v1/products/{lamp['id']}", {"title": title}, **{"If-Match": '"1"'}) for title in ("Sun", "Moon")
    )
    assert sorted(each.status_code for each in await asyncio.gather(*edits)) == [200, 412]


async def test_of_two_products_at_once_with_one_sku_one_is_made(shop: Shop) -> None:
    bodies = [{"title": title, "category": "lamps", "variants": [variant("SAME")]} for title in ("Sun", "Moon")]
    answers = await asyncio.gather(*(shop.post("/v1/products", body) for body in bodies))
    assert sorted(each.status_code for each in answers) == [201, 409]
    refused(max(answers, key=lambda each: each.status_code), 409, "duplicate-sku")


async def test_a_body_that_cannot_be_read(shop: Shop) -> None:
    headers = shop.staff | {"content-type": "application/json"}
    for path in ("/v1/products", "/v1/categories"):
        for body in (b"{", b"", b"\xff\xfe"):
            refused(await shop.client.post(path, content=body, headers=headers), 400, "malformed-request")
        large = b'{"title": "' + b"x" * (1024 * 1024) + b'"}'
        refused(await shop.client.post(path, content=large, headers=headers), 413, "content-too-large")


async def test_a_variant_that_makes_no_sense(shop: Shop) -> None:
    lamp = await shop.create("Lamp")
    for members, pointer in (
        ({"price": money(0)}, "/price/amount"),
        ({"price": {"amount": 10**13, "currency": "EUR"}}, "/price/amount"),
        ({"price": {"amount": 1, "currency": "USD"}}, "/price/currency"),
        ({"price": "9.99"}, "/price"),
        ({"compare_at": money(-1)}, "/compare_at/amount"),
        ({"weight_g": 10**12}, "/weight_g"),
        ({"tax_class": "No Such"}, "/tax_class"),
        ({"title": " "}, "/title"),
        ({"image": "med_nowhere"}, "/image"),
        ({"available": 7}, "/available"),
    ):
        answer = await shop.patch("/v1/variants/LAMP", members)
        assert refused(answer, 422, "validation-failed")["errors"][0]["pointer"] == pointer
        answer = await shop.post(f"/v1/products/{lamp['id']}/variants", variant("B") | members)
        assert refused(answer, 422, "validation-failed")["errors"][0]["pointer"] == pointer


# What other services ask


async def test_internal_calls_need_a_service_token(shop: Shop) -> None:
    for method, path in (
        ("GET", "/internal/variants?sku=A"),
        ("GET", "/internal/price-list"),
        ("GET", "/internal/published"),
        ("POST", "/internal/products/bulk"),
        ("POST", "/internal/categories/bulk"),
        ("POST", "/internal/media"),
    ):
        for headers in ({}, shop.staff, shop.running.token(roles=["admin"])):
            refused(await shop.client.request(method, path, headers=headers), 401, "unauthenticated")


async def test_the_price_list_is_exported_page_by_page(shop: Shop) -> None:
    order = shop.running.service_token("order")
    made = [await shop.publish(f"Lamp {number}") for number in range(3)]
    draft = await shop.create("Secret Lamp")

    async def page(**params: Any) -> dict[str, Any]:
        answer = await shop.client.get("/internal/price-list", params=params, headers=order)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    first = await page(limit=2)
    rest = await page(limit=2, cursor=first["next_cursor"])
    listed = [*first["items"], *rest["items"]]
    assert sorted(each["product_id"] for each in listed) == sorted(each["id"] for each in made)
    assert rest["next_cursor"] is None
    assert listed[0]["variants"][0]["price"] == money(4_900)

    hidden = await shop.post(f"/v1/products/{made[0]['id']}/unpublish")
    changed = await page(since=hidden.json()["updated_at"])
    assert {"product_id": made[0]["id"], "version": hidden.json()["version"], "variants": []} in changed["items"]
    assert made[0]["id"] not in {each["product_id"] for each in (await page())["items"]}
    variants = await shop.client.get("/internal/variants?sku=LAMP-1,LAMP-0,SECRET-LAMP,NOPE", headers=order)
    assert [each["sku"] for each in variants.json()["items"]] == ["LAMP-1"]
    assert draft["id"] not in variants.text
    for query in ("cursor=nonsense", "since=2026-01-01T00:00:00", "limit=0", "since=yesterday"):
        answer = await shop.client.get(f"/internal/price-list?{query}", headers=order)
        name = query.partition("=")[0]
        assert refused(answer, 422, "validation-failed")["errors"][0]["pointer"] == f"/query/{name}"


async def test_what_a_sitemap_names(shop: Shop) -> None:
    web = shop.running.service_token("web")
    made = [await shop.publish(f"Lamp {number}") for number in range(3)]
    await shop.create("Secret Lamp")

    async def page(**params: Any) -> dict[str, Any]:
        answer = await shop.client.get("/internal/published", params=params, headers=web)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    first = await page(limit=2)
    rest = await page(limit=2, cursor=first["next_cursor"])
    assert {each["slug"] for each in [*first["items"], *rest["items"]]} == {each["slug"] for each in made}
    assert rest["next_cursor"] is None
    answer = await shop.client.get("/internal/published?cursor=nonsense", headers=web)
    assert refused(answer, 422, "validation-failed")["errors"][0]["pointer"] == "/query/cursor"


async def test_a_catalogue_is_seeded_and_seeded_again(shop: Shop) -> None:
    seed = shop.running.service_token("seed")
    shelves = {"categories": [{"title": "Light"}, {"title": "Desk lamps", "parent": "light"}]}
    goods = [
        {"title": f"Sol {n}", "slug": f"sol-{n}", "category": "desk-lamps", "publish": n > 0,
         "variants": [variant(f"SOL-{n}")]}
        for n in range(3)
    ]  # fmt: skip
    answers = []
    for _ in range(2):
        made = await shop.client.post("/internal/categories/bulk", json=shelves, headers=seed)
        assert (made.status_code, [each["slug"] for each in made.json()["items"]]) == (200, ["light", "desk-lamps"])
        made = await shop.client.post("/internal/products/bulk", json={"products": goods}, headers=seed)
        assert made.status_code == 200, made.text
        answers.append(made.json())
    assert answers[0] == answers[1]
    await shop.listed(answers[0]["items"][2]["id"], category="light")
    assert (await shop.get("/v1/products"))["total"] == 2
    too_many = {"products": goods * 100}
    answer = await shop.client.post("/internal/products/bulk", json=too_many, headers=seed)
    assert refused(answer, 422, "validation-failed")["errors"][0]["pointer"] == "/products"
