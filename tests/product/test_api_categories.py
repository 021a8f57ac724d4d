"""The category tree over HTTP: grown, moved, pruned, and what is refused."""

from __future__ import annotations

from typing import Any

import httpx

from product.shop import Shop, eventually
from souk import testing
from souk.product import model


async def grow(shop: Shop, title: str, parent: str | None = None, **members: Any) -> dict[str, Any]:
    answer = await shop.post("/v1/categories", {"title": title, "parent": parent} | members)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def slugs(shop: Shop) -> list[Any]:
    """The tree as slugs: a category with children is a pair."""

    def of(nodes: list[dict[str, Any]]) -> list[Any]:
        return [(each["slug"], of(each["children"])) if each["children"] else each["slug"] for each in nodes]

    return of((await shop.get("/v1/categories"))["items"])


async def grown(shop: Shop, expected: list[Any]) -> None:
    async def is_grown() -> bool:
        return await slugs(shop) == expected

    await eventually(is_grown)


def refused(answer: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{slug}"), answer.text
    document: dict[str, Any] = answer.json()
    return document


async def test_a_tree_is_grown_moved_and_pruned(shop: Shop) -> None:
    light = await grow(shop, "Light")
    desk = await grow(shop, "Desk lamps", parent=light["id"])
    floor = await grow(shop, "Floor lamps", parent="light", position=0)
    assert (desk["slug"], desk["version"]) == ("desk-lamps", 1)
    await grown(shop, ["lamps", ("light", ["desk-lamps", "floor-lamps"])])

    changed = await shop.patch(f"/v1/categories/{desk['id']}", {"position": 5, "title": " For desks "})
    assert (changed.status_code, changed.json()["title"], changed.headers["etag"]) == (200, "For desks", '"2"')
    await grown(shop, ["lamps", ("light", ["floor-lamps", "desk-lamps"])])
    await shop.patch(f"/v1/categories/{floor['id']}", {"parent": "lamps"})
    await shop.patch(f"/v1/categories/{desk['id']}", {"parent": None, "slug": "desks", "position": 0})
    await grown(shop, ["desks", ("lamps", ["floor-lamps"]), "light"])

    assert (await shop.delete(f"/v1/categories/{light['id']}")).status_code == 204
    refused(await shop.delete(f"/v1/categories/{light['id']}"), 404, "not-found")
    refused(await shop.patch(f"/v1/categories/{light['id']}", {"title": "x"}), 404, "not-found")
    await grown(shop, ["desks", ("lamps", ["floor-lamps"])])


async def test_a_product_is_where_its_category_is(shop: Shop) -> None:
    light = await grow(shop, "Light")
    await grown(shop, ["lamps", "light"])
    lamps = (await shop.get("/v1/categories"))["items"][0]
    lamp = await shop.publish("Fjell Lamp")
    await shop.listed(lamp["id"], is_listed=False, category="light")
    await shop.patch(f"/v1/categories/{lamps['id']}", {"parent": light["id"], "title": "All lamps"})
    await shop.listed(lamp["id"], category="light")

    async def is_shown() -> bool:
        return bool((await shop.get("/v1/products/fjell-lamp"))["category"]["title"] == "All lamps")

    await eventually(is_shown)
    await shop.patch(f"/v1/products/{lamp['id']}", {"category": "light"})
    await shop.listed(lamp["id"], is_listed=False, category="lamps")


async def test_what_is_not_empty_stays(shop: Shop) -> None:
    light = await grow(shop, "Light")
    desk = await grow(shop, "Desk lamps", parent="light")
    lamp = await shop.create("Lamp", category="desk-lamps")
    refused(await shop.delete(f"/v1/categories/{light['id']}"), 409, "category-not-empty")
    refused(await shop.delete(f"/v1/categories/{desk['id']}"), 409, "category-not-empty")
    await shop.patch(f"/v1/products/{lamp['id']}", {"category": "lamps"})
    assert (await shop.delete(f"/v1/categories/{desk['id']}")).status_code == 204


async def test_no_category_goes_below_itself_or_too_deep(shop: Shop) -> None:
    chain = [await grow(shop, "Level 1")]
    for depth in range(2, model.CATEGORY_DEPTH_MAX + 1):
        chain.append(await grow(shop, f"Level {depth}", parent=chain[-1]["id"]))
    for parent in (chain[0], chain[1], chain[-1]):
        answer = await shop.patch(f"/v1/categories/{chain[0]['id']}", {"parent": parent["id"]})
        refused(answer, 409, "category-move-not-allowed")
    answer = await shop.post("/v1/categories", {"title": "Too deep", "parent": chain[-1]["id"]})
    refused(answer, 409, "category-move-not-allowed")
    top = await grow(shop, "Top")
    answer = await shop.patch(f"/v1/categories/{top['id']}", {"parent": chain[-1]["id"]})
    refused(answer, 409, "category-move-not-allowed")


async def test_slugs_belong_to_one_category(shop: Shop) -> None:
    light = await grow(shop, "Light")
    assert refused(await shop.post("/v1/categories", {"title": "Lamps"}), 409, "slug-taken")["slug"] == "lamps"
    refused(await shop.post("/v1/categories", {"title": "Other", "slug": "light"}), 409, "slug-taken")
    refused(await shop.patch(f"/v1/categories/{light['id']}", {"slug": "lamps"}), 409, "slug-taken")
    assert (await shop.patch(f"/v1/categories/{light['id']}", {"slug": "light"})).status_code == 200


async def test_a_category_that_changed_meanwhile_stays_as_it_is(shop: Shop) -> None:
    light = await grow(shop, "Light")
    path, fresh = f"/v1/categories/{light['id']}", {"If-Match": '"1"'}
    assert (await shop.patch(path, {"title": "Lights"}, **fresh)).headers["etag"] == '"2"'
    assert refused(await shop.patch(path, {"title": "Lamps"}, **fresh), 412, "version-mismatch")["version"] == 2
    refused(await shop.delete(path, **fresh), 412, "version-mismatch")
    assert (await shop.delete(path, **{"If-Match": '"2"'})).status_code == 204


async def test_a_category_that_makes_no_sense(shop: Shop) -> None:
    light = await grow(shop, "Light")
    for body, pointer in (
        ({"title": ""}, "/title"),
        ({"title": 7}, "/title"),
        ({"title": "x" * 201}, "/title"),
        ({"title": "x", "slug": "Not A Slug"}, "/slug"),
        ({"title": "x", "parent": "nowhere"}, "/parent"),
        ({"title": "x", "position": -1}, "/position"),
        ({"title": "x", "colour": "red"}, "/colour"),
    ):
        answer = await shop.post("/v1/categories", body)
        assert refused(answer, 422, "validation-failed")["errors"][0]["pointer"] == pointer
        answer = await shop.patch(f"/v1/categories/{light['id']}", body)
        assert refused(answer, 422, "validation-failed")["errors"][0]["pointer"] == pointer


async def test_one_key_one_category(shop: Shop) -> None:
    key = testing.key()
    first = await shop.post("/v1/categories", {"title": "Light"}, **key)
    again = await shop.post("/v1/categories", {"title": "Light"}, **key)
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == first.json()
    refused(await shop.post("/v1/categories", {"title": "Other"}, **key), 422, "idempotency-key-reused")
