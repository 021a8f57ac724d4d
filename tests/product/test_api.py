"""Products over HTTP: what is answered, and what is refused with which problem."""

from __future__ import annotations

from typing import Any

import pytest

from product.shop import Shop, eventually, money, variant
from souk import testing
from souk.kit import ids


async def test_a_product_of_a_category_made_a_moment_ago_names_it(shop: Shop) -> None:
    for title in ("Rugs", "Vases", "Clocks"):
        shelf = await shop.post("/v1/categories", {"title": title})
        made = await shop.create(f"Thing of {title}", category=shelf.json()["id"])
        assert made["category"]["title"] == title


async def test_a_product_from_draft_to_shelf(shop: Shop) -> None:
    made = await shop.create(
        "Fjell Lamp",
        description="A quiet light.",
        attributes={"Material": "Oak", "Watts": 7, "dimmable": True, "ratio": 1.5, "Rooms": ["Hall", "Study"]},
        variants=[
            variant("lamp-sand", 8_900, options={"Colour": "Sand"}, compare_at=money(9_900), weight_g=1_200),
            variant("lamp-slate", 9_900, options={"Colour": "Slate"}),
        ],
    )
    assert made["status"] == "draft"
    assert made["version"] == 1
    assert made["slug"] == "fjell-lamp"
    assert made["options"] == [{"name": "Colour", "values": ["Sand", "Slate"]}]
    assert made["attributes"]["ratio"] == 1.5
    assert (await shop.client.get(f"/v1/products/{made['id']}")).status_code == 404
    assert (await shop.client.get("/v1/products/fjell-lamp", headers=shop.staff)).status_code == 200

    published = await shop.post(f"/v1/products/{made['id']}/publish")
    assert (published.status_code, published.headers["etag"]) == (200, '"2"')
    await shop.listed(made["id"])
    seen = await shop.get("/v1/products/fjell-lamp")
    assert [each["sku"] for each in seen["variants"]] == ["LAMP-SAND", "LAMP-SLATE"]
    assert seen["variants"][0] == {
        "sku": "LAMP-SAND",
        "title": "Sand",
        "options": {"Colour": "Sand"},
        "price": money(8_900),
        "compare_at": money(9_900),
        "available": 0,
        "backorderable": False,
        "weight_g": 1_200,
        "image": None,
        "tax_class": "standard",
    }
    assert seen["category"]["slug"] == "lamps"
    assert seen["rating"] == {"average": 0.0, "count": 0}
    page = await shop.get("/v1/products", q="lmap")
    assert page["total"] == 1
    assert page["items"][0] | {"id": ""} == {
        "id": "",
        "slug": "fjell-lamp",
        "title": "Fjell Lamp",
        "status": "published",
        "price_from": money(8_900),
        "price_varies": True,
        "compare_at": money(9_900),
        "image": None,
        "thumbnails": {},
        "rating": {"average": 0.0, "count": 0},
        "available": False,
        "category": seen["category"],
    }
    assert page["facets"]["category"] == [{"value": "lamps", "title": "Lamps", "count": 1}]
    assert page["facets"]["price"] == {"min": 8_900, "max": 8_900}
    assert {each["value"] for each in page["facets"]["attr.colour"]} == {"Sand", "Slate"}
    assert page["facets"]["attr.rooms"][0]["count"] == 1

    assert (await shop.post(f"/v1/products/{made['id']}/unpublish")).json()["status"] == "draft"
    await shop.listed(made["id"], is_listed=False)
    assert (await shop.client.get("/v1/products/fjell-lamp")).status_code == 404
    assert (await shop.delete(f"/v1/products/{made['id']}")).status_code == 204
    again = await shop.post(f"/v1/products/{made['id']}/publish")
    assert (again.status_code, again.json()["type"]) == (409, "/problems/transition-not-allowed")
    assert again.json()["status"] == 409


async def test_a_price_change_is_seen_at_once(shop: Shop) -> None:
    made = await shop.publish("Fjell Lamp")
    for path in (f"/v1/products/{made['id']}", "/v1/products/fjell-lamp", "/v1/products"):
        await shop.get(path)  # is kept from now on
    changed = await shop.patch("/v1/variants/FJELL-LAMP", {"price": money(5_500)})
    assert changed.status_code == 200
    assert changed.json()["price"] == money(5_500)
    assert changed.json()["product_id"] == made["id"]

    async def seen() -> bool:
        one = await shop.get(f"/v1/products/{made['id']}")
        many = await shop.get("/v1/products")
        return bool(one["variants"][0]["price"] == money(5_500) == many["items"][0]["price_from"])

    await eventually(seen, within_s=1.0)


async def test_lists_are_walked_with_cursors(shop: Shop) -> None:
    made = [await shop.create(f"Lamp {number}", variants=[variant(f"L{number}", 1_000)]) for number in range(7)]
    for each in made:
        await shop.post(f"/v1/products/{each['id']}/publish")
    await shop.listed(made[-1]["id"])
    for sort in ("relevance", "price", "-price", "newest", "rating", "title"):
        walked: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            page = await shop.get("/v1/products", limit=3, sort=sort, **cursor)
            assert page["total"] == 7
            walked += [each["id"] for each in page["items"]]
            if page["next_cursor"] is None:
                break
            cursor = {"cursor": page["next_cursor"]}
        assert sorted(walked) == sorted(each["id"] for each in made)
        assert len(walked) == 7


@pytest.mark.parametrize(
    ("params", "pointer"),
    [
        ({"limit": 0}, "/query/limit"),
        ({"limit": 101}, "/query/limit"),
        ({"limit": "many"}, "/query/limit"),
        ({"min_price": -1}, "/query/min_price"),
        ({"max_price": "cheap"}, "/query/max_price"),
        ({"sort": "colour"}, "/query/sort"),
        ({"cursor": "nonsense"}, "/query/cursor"),
        ({"cursor": "kpE"}, "/query/cursor"),
        ({"q": "x" * 201}, "/query/q"),
        ({"attr.": "x"}, "/query/attr."),
        ({"attr.colour": "x" * 101}, "/query/attr.colour"),
        ({f"attr.name{number}": "x" for number in range(11)}, "/query/attr.name"),
        ({"status": "nice"}, "/query/status"),
        ({"in_stock": "perhaps"}, "/query/in_stock"),
    ],
)
async def test_a_wrong_question_is_pointed_at(shop: Shop, params: dict[str, Any], pointer: str) -> None:
    answer = await shop.client.get("/v1/products", params=params)
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/validation-failed"
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)


async def test_a_cursor_of_another_order_is_refused(shop: Shop) -> None:
    for number in range(2):
        made = await shop.publish(f"Lamp {number}")
    cursor = (await shop.get("/v1/products", limit=1, sort="price"))["next_cursor"]
    assert made
    answer = await shop.client.get("/v1/products", params={"sort": "title", "cursor": cursor})
    assert answer.status_code == 422


async def test_questions_that_find_nothing(shop: Shop) -> None:
    await shop.publish("Fjell Lamp")
    for params in ({"category": "nowhere"}, {"q": "!!!"}, {"min_price": 10**15}, {"attr.colour": "Sand"}):
        page = await shop.get("/v1/products", **params)
        assert (page["items"], page["total"], page["next_cursor"]) == ([], 0, None)
    assert (await shop.get("/v1/products", q=" "))["total"] == 1


async def test_drafts_are_for_staff(shop: Shop) -> None:
    draft = await shop.create("Secret Lamp")
    assert (await shop.client.get("/v1/products", params={"status": "draft"})).status_code == 403
    support = shop.running.token("usr_2", roles=["support"])
    assert (await shop.client.get("/v1/products?status=any", headers=support)).status_code == 403
    assert (await shop.client.get(f"/v1/products/{draft['id']}", headers=support)).status_code == 404
    assert (await shop.get("/v1/variants", sku="SECRET-LAMP"))["items"] == []
    variants = await shop.client.get("/v1/variants?sku=SECRET-LAMP", headers=shop.staff)
    assert [each["sku"] for each in variants.json()["items"]] == ["SECRET-LAMP"]

    async def found() -> bool:
        page = await shop.client.get("/v1/products", params={"status": "draft"}, headers=shop.staff)
        return [each["id"] for each in page.json()["items"]] == [draft["id"]]

    await eventually(found)
    assert (await shop.get("/v1/products"))["items"] == []


async def test_variants_in_the_order_asked(shop: Shop) -> None:
    await shop.publish("Lamp", variants=[variant("A", options={"Size": "S"}), variant("B", options={"Size": "M"})])
    await shop.publish("Torch", variants=[variant("C")])
    found = await shop.get("/v1/variants", sku="C,NOPE,B,A,B")
    assert [each["sku"] for each in found["items"]] == ["C", "B", "A"]
    too_many = ",".join(f"S{number}" for number in range(101))
    assert (await shop.client.get("/v1/variants", params={"sku": too_many})).status_code == 422


async def test_suggestions(shop: Shop) -> None:
    made = await shop.publish("Norrsken Headphones")
    expected = {"text": "Norrsken Headphones", "product_id": made["id"], "slug": made["slug"], "category": None}
    assert (await shop.get("/v1/search/suggest", q="hedpho"))["items"] == [expected]
    assert (await shop.get("/v1/search/suggest", q="lam"))["items"][0]["category"] == "lamps"
    assert (await shop.get("/v1/search/suggest", q=""))["items"] == []
    assert (await shop.client.get("/v1/search/suggest")).status_code == 422


WRITES = [
    ("POST", "/v1/products", {"title": "x", "category": "lamps"}),
    ("PATCH", "/v1/products/prd_1", {}),
    ("DELETE", "/v1/products/prd_1", None),
    ("POST", "/v1/products/prd_1/publish", None),
    ("POST", "/v1/products/prd_1/unpublish", None),
    ("POST", "/v1/products/prd_1/variants", {"sku": "A", "price": {"amount": 1, "currency": "EUR"}}),
    ("PATCH", "/v1/variants/A", {}),
    ("DELETE", "/v1/variants/A", None),
    ("POST", "/v1/categories", {"title": "x"}),
    ("PATCH", "/v1/categories/cat_1", {}),
    ("DELETE", "/v1/categories/cat_1", None),
    ("POST", "/v1/media", None),
]


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
async def test_writing_needs_the_scope(shop: Shop, method: str, path: str, body: Any) -> None:
    assert (await shop.client.request(method, path, json=body)).status_code == 401
    customer = shop.running.token("usr_1", roles=["customer"])
    assert (await shop.client.request(method, path, json=body, headers=customer)).status_code == 403
    if path not in {"/v1/products", "/v1/categories", "/v1/media"}:
        assert (await shop.client.request(method, path, json=body, headers=shop.staff)).status_code == 404


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"title": ""}, "/title"),
        ({"title": "  "}, "/title"),
        ({"title": 7}, "/title"),
        ({"title": "x" * 201}, "/title"),
        ({"colour": "red"}, "/colour"),
        ({"slug": "Not A Slug"}, "/slug"),
        ({"category": "nowhere"}, "/category"),
        ({"media": ["med_nowhere"]}, "/media/0"),
        ({"variants": [variant("A", image="med_nowhere")]}, "/variants/0/image"),
        ({"variants": [variant("A B!")]}, "/variants/0/sku"),
        ({"variants": [variant("A", price=0)]}, "/variants/0/price/amount"),
        ({"variants": [variant("A", price=-5)]}, "/variants/0/price/amount"),
        ({"variants": [{"sku": "A", "price": {"amount": 1, "currency": "USD"}}]}, "/variants/0/price/currency"),
        ({"variants": [{"sku": "A", "price": {"amount": 1.5, "currency": "EUR"}}]}, "/variants/0/price/amount"),
        ({"variants": [variant("A", weight_g=-1)]}, "/variants/0/weight_g"),
        ({"variants": [variant("A", stock=3)]}, "/variants/0/stock"),
        ({"variants": [variant(f"S{number}") for number in range(101)]}, "/variants"),
        (
            {"variants": [variant("A", options={"Size": "S"}), variant("B", options={"Colour": "Red"})]},
            "/variants/1/options",
        ),
        ({"options": [{"name": "Size", "values": []}, {"name": "Size", "values": []}]}, "/options/1/name"),
        ({"attributes": {"a.b": "x"}}, "/attributes"),
        ({"attributes": {"$set": "x"}}, "/attributes"),
        ({"attributes": {f"a{number}": "x" for number in range(41)}}, "/attributes"),
    ],
)
async def test_a_wrong_product_is_pointed_at(shop: Shop, members: dict[str, Any], pointer: str) -> None:
    answer = await shop.post("/v1/products", {"title": "Lamp", "category": "lamps"} | members)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)


async def test_business_refusals(shop: Shop) -> None:
    lamp = await shop.publish("Lamp", slug="lamp")
    other = await shop.create("Torch", slug="torch", variants=[])
    body = {"title": "Other", "category": "lamps"}

    async def refused(answer: Any, slug: str, status: int = 409) -> dict[str, Any]:
        assert answer.status_code == status, answer.text
        problem: dict[str, Any] = answer.json()
        assert problem["type"] == f"/problems/{slug}"
        return problem

    problem = await refused(await shop.post("/v1/products", body | {"variants": [variant("Lamp")]}), "duplicate-sku")
    assert problem["sku"] == "LAMP"
    await refused(await shop.post("/v1/products", body | {"variants": [variant("A"), variant("A")]}), "duplicate-sku")
    await refused(await shop.post("/v1/products", body | {"slug": "lamp"}), "slug-taken")
    await refused(await shop.patch(f"/v1/products/{other['id']}", {"slug": "lamp"}), "slug-taken")
    problem = await refused(await shop.post(f"/v1/products/{other['id']}/publish"), "product-not-complete")
    assert problem["missing"] == ["variants"]
    await refused(await shop.delete("/v1/variants/LAMP"), "product-not-complete")
    await refused(await shop.post(f"/v1/products/{other['id']}/variants", variant("Lamp")), "duplicate-sku")
    same = {"variants": [variant("A", options={"Size": "S"}), variant("B", options={"Size": "S"})]}
    await refused(await shop.post("/v1/products", body | same), "duplicate-options")
    stale = {"If-Match": '"1"'}
    await refused(await shop.patch(f"/v1/products/{lamp['id']}", {"title": "x"}, **stale), "version-mismatch", 412)
    await refused(await shop.patch("/v1/variants/LAMP", {"weight_g": 1}, **stale), "version-mismatch", 412)
    await refused(await shop.delete(f"/v1/products/{lamp['id']}", **stale), "version-mismatch", 412)
    fresh = {"If-Match": f'W/"{lamp["version"]}"'}
    assert (await shop.patch(f"/v1/products/{lamp['id']}", {"title": "x"}, **fresh)).status_code == 200
    await refused(await shop.patch(f"/v1/products/{lamp['id']}", {"title": "y"}, **fresh), "version-mismatch", 412)


async def test_a_title_that_occurs_twice_gets_its_own_slug(shop: Shop) -> None:
    first, second = await shop.create("Lamp"), await shop.create("Lamp", variants=[])
    assert first["slug"] == "lamp"
    assert second["slug"].startswith("lamp-")


async def test_one_key_one_product(shop: Shop) -> None:
    body = {"title": "Lamp", "category": "lamps"}
    key = testing.key()
    first = await shop.post("/v1/products", body, **key)
    again = await shop.post("/v1/products", body, **key)
    other = await shop.post("/v1/products", body | {"title": "Torch"}, **key)
    assert first.json()["id"] == again.json()["id"]
    assert again.headers["idempotent-replayed"] == "true"
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")


async def test_variants_come_and_go(shop: Shop) -> None:
    lamp = await shop.publish("Lamp", variants=[variant("A", options={"Size": "S"})])
    added = await shop.post(f"/v1/products/{lamp['id']}/variants", variant("B", 700, options={"Size": "L"}))
    assert (added.status_code, added.json()["sku"]) == (201, "B")
    seen = (await shop.client.get(f"/v1/products/{lamp['id']}", headers=shop.staff)).json()
    assert seen["options"] == [{"name": "Size", "values": ["S", "L"]}]
    assert seen["version"] == lamp["version"] + 1
    wrong = await shop.post(f"/v1/products/{lamp['id']}/variants", variant("C", options={"Colour": "Red"}))
    assert wrong.json()["errors"][0]["pointer"] == "/options"
    edited = await shop.patch("/v1/variants/B", {"title": "Large", "compare_at": money(900)})
    assert (edited.json()["title"], edited.json()["compare_at"]) == ("Large", money(900))
    edited = await shop.patch("/v1/variants/B", {"title": None, "compare_at": None})
    assert (edited.json()["title"], edited.json()["compare_at"]) == ("L", None)
    assert (await shop.patch("/v1/variants/B", {"price": None})).status_code == 422
    assert (await shop.patch("/v1/variants/B", {"sku": "X"})).status_code == 422
    assert (await shop.delete("/v1/variants/A")).status_code == 204
    assert (await shop.delete("/v1/variants/A")).status_code == 404


async def test_signed_in_shoppers_get_the_kept_answer_and_staff_their_own(shop: Shop) -> None:
    lamp = await shop.publish("Lamp")
    path = f"/v1/products/{lamp['id']}"
    anonymous = await shop.client.get(path)
    assert anonymous.headers["cache-control"] == "public, max-age=1"
    etag = anonymous.headers["etag"]
    assert (await shop.client.get(path, headers={"If-None-Match": etag})).status_code == 304
    customer = shop.running.token("usr_1", roles=["customer"])
    await shop.client.get(path, headers=customer)  # the token is checked once
    signed_in = await shop.client.get(path, headers=customer)
    assert signed_in.headers["cache-control"] == "private, no-cache"
    assert signed_in.content == anonymous.content
    assert (await shop.client.get(path, headers=shop.staff)).headers["etag"] == f'"{lamp["version"]}"'


async def test_unknown_ids_are_not_found(shop: Shop) -> None:
    for path in (f"/v1/products/{ids.new('prd')}", "/v1/products/no-such-slug", "/v1/products/%00", "/media/x/y.webp"):
        answer = await shop.client.get(path)
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
