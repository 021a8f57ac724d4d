"""The HTTP contract of inventory: who may what, what is answered, and how it says no."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from souk import testing

WAREHOUSE = ("warehouse",)
NOBODY_SPECIAL = ("customer",)


async def adjust(inventory: testing.Running, body: dict[str, Any], sku: str = "MUG", **headers: str) -> Any:
    asked = {**inventory.token("usr_1", roles=WAREHOUSE), **testing.key(), **headers}
    return await inventory.client.post(f"/v1/stock/{sku}/adjustments", json=body, headers=asked)


# Stock


async def test_the_public_sees_what_is_available(inventory: testing.Running, facts: Any) -> None:
    await inventory.deliver(facts.placed("ord_1", MUG=3))
    answer = await inventory.client.get("/v1/stock?sku=CUP,MUG,NOTHING,CUP")
    assert answer.status_code == 200
    assert answer.json() == {
        "items": [
            {"sku": "CUP", "available": 5, "backorderable": False},
            {"sku": "MUG", "available": 7, "backorderable": False},
        ]
    }


async def test_staff_see_all_of_it_and_customers_do_not(inventory: testing.Running, facts: Any) -> None:
    await inventory.deliver(facts.placed("ord_1", MUG=3))
    answer = await inventory.client.get("/v1/stock?sku=MUG", headers=inventory.token(roles=WAREHOUSE))
    assert answer.json()["items"] == [
        {
            "sku": "MUG",
            "available": 7,
            "backorderable": False,
            "on_hand": 10,
            "reserved": 3,
            "locations": [{"location_id": "loc_main", "on_hand": 10, "reserved": 3}],
        }
    ]
    answer = await inventory.client.get("/v1/stock?sku=MUG", headers=inventory.token(roles=NOBODY_SPECIAL))
    assert answer.json()["items"] == [{"sku": "MUG", "available": 7, "backorderable": False}]


@pytest.mark.parametrize(
    "query", ["", "?sku=", "?sku=,", "?sku=%C3%A4", "?sku=" + ",".join(f"S{n}" for n in range(101))]
)
async def test_a_stock_query_names_1_to_100_skus(inventory: testing.Running, query: str) -> None:
    answer = await inventory.client.get(f"/v1/stock{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/query/sku"


async def test_a_forged_token_is_refused_also_where_none_is_needed(inventory: testing.Running) -> None:
    answer = await inventory.client.get("/v1/stock?sku=MUG", headers={"Authorization": "Bearer forged"})
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/unauthenticated")


# Adjustments and movements


async def test_an_adjustment_is_a_movement(inventory: testing.Running) -> None:
    answer = await adjust(inventory, {"delta": -4, "reason": "broken in transit", "expected_on_hand": 10})
    assert answer.status_code == 201
    movement = answer.json()
    assert movement["id"].startswith("mov_")
    expected = {"sku": "MUG", "location_id": "loc_main", "delta": -4, "on_hand": 6, "actor": "usr_1"}
    assert expected.items() <= movement.items()
    await adjust(inventory, {"set_to": 20, "reason": "counted"})
    reader = inventory.token(roles=WAREHOUSE)
    first = (await inventory.client.get("/v1/stock/MUG/movements?limit=2", headers=reader)).json()
    assert [(each["delta"], each["reason"]) for each in first["items"]] == [(14, "counted"), (-4, "broken in transit")]
    cursor = first["next_cursor"]
    rest = (await inventory.client.get(f"/v1/stock/MUG/movements?cursor={cursor}", headers=reader)).json()
    assert [each["delta"] for each in rest["items"]] == [10]
    assert rest["next_cursor"] is None
    assert (await inventory.client.get("/v1/stock?sku=MUG")).json()["items"][0]["available"] == 20


async def test_what_has_changed_meanwhile_is_not_overwritten(inventory: testing.Running) -> None:
    answer = await adjust(inventory, {"delta": 1, "reason": "found", "expected_on_hand": 9})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/stock-changed")
    assert answer.json()["on_hand"] == 10


@pytest.mark.parametrize("body", [{"delta": -8}, {"set_to": 2}])
async def test_what_is_reserved_stays(inventory: testing.Running, facts: Any, body: dict[str, int]) -> None:
    await inventory.deliver(facts.placed("ord_1", MUG=3))
    answer = await adjust(inventory, {**body, "reason": "lost"})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/stock-below-reserved")
    assert (answer.json()["on_hand"], answer.json()["reserved"]) == (10, 3)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"reason": "?"}, "/delta"),
        ({"reason": "?", "delta": 1, "set_to": 1}, "/delta"),
        ({"delta": 1}, "/"),
        ({"delta": 1, "reason": ""}, "/reason"),
        ({"delta": 1, "reason": "x" * 201}, "/reason"),
        ({"delta": 1.5, "reason": "?"}, "/delta"),
        ({"delta": "1", "reason": "?"}, "/delta"),
        ({"delta": 10**12, "reason": "?"}, "/delta"),
        ({"delta": 10**9, "reason": "?"}, "/delta"),
        ({"set_to": -1, "reason": "?"}, "/set_to"),
        ({"delta": 1, "reason": "?", "why": "?"}, "/why"),
        ({"delta": 1, "reason": "?", "location_id": "loc_nowhere"}, "/location_id"),
    ],
)
async def test_an_adjustment_that_makes_no_sense(
    inventory: testing.Running, body: dict[str, Any], pointer: str
) -> None:
    answer = await adjust(inventory, body)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/validation-failed")
    assert answer.json()["errors"][0]["pointer"] == pointer


async def test_an_adjustment_of_nothing(inventory: testing.Running) -> None:
    assert (await adjust(inventory, {"delta": 1, "reason": "?"}, sku="NOTHING")).status_code == 404
    movements = await inventory.client.get("/v1/stock/NOTHING/movements", headers=inventory.token(roles=WAREHOUSE))
    assert movements.status_code == 404


async def test_an_adjustment_needs_a_key_and_has_one_effect_per_key(inventory: testing.Running) -> None:
    headers = inventory.token("usr_1", roles=WAREHOUSE)
    body = {"delta": 5, "reason": "found"}
    answer = await inventory.client.post("/v1/stock/MUG/adjustments", json=body, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/idempotency-key-required")
    key = testing.key()
    first, second = await asyncio.gather(adjust(inventory, body, **key), adjust(inventory, body, **key))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    replayed = await adjust(inventory, body, **key)
    assert replayed.headers["idempotent-replayed"] == "true"
    assert replayed.json() == first.json()
    other = await adjust(inventory, {"delta": 6, "reason": "found"}, **key)
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert (await inventory.client.get("/v1/stock?sku=MUG")).json()["items"][0]["available"] == 15


async def test_malformed_json_is_400(inventory: testing.Running) -> None:
    headers = {**inventory.token(roles=WAREHOUSE), **testing.key(), "content-type": "application/json"}
    answer = await inventory.client.post("/v1/stock/MUG/adjustments", content=b"{", headers=headers)
    assert answer.status_code == 400


# Who may what

STAFF_CALLS = [
    ("POST", "/v1/stock/MUG/adjustments", {"delta": 1, "reason": "?"}),
    ("GET", "/v1/stock/MUG/movements", None),
    ("GET", "/v1/locations", None),
    ("POST", "/v1/locations", {"name": "North"}),
    ("PATCH", "/v1/locations/loc_main", {"name": "North"}),
    ("GET", "/v1/reservations?order_id=ord_1", None),
]


@pytest.mark.parametrize(("method", "path", "body"), STAFF_CALLS)
async def test_staff_calls_need_a_scope(
    inventory: testing.Running, method: str, path: str, body: dict[str, Any] | None
) -> None:
    guest = await inventory.client.request(method, path, json=body, headers=testing.key())
    assert (guest.status_code, guest.json()["type"]) == (401, "/problems/unauthenticated")
    headers = {**inventory.token(roles=NOBODY_SPECIAL), **testing.key()}
    customer = await inventory.client.request(method, path, json=body, headers=headers)
    assert (customer.status_code, customer.json()["type"]) == (403, "/problems/forbidden")
    headers = {**inventory.token(roles=WAREHOUSE), **testing.key()}
    assert (await inventory.client.request(method, path, json=body, headers=headers)).is_success


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/internal/stock?sku=MUG"), ("GET", "/internal/stock/export"), ("POST", "/internal/stock/bulk")],
)
async def test_internal_calls_need_a_service_token(inventory: testing.Running, method: str, path: str) -> None:
    for headers in ({}, inventory.token(roles=("admin",))):
        answer = await inventory.client.request(method, path, headers=headers)
        assert answer.status_code == 401


# Locations


async def test_locations_are_opened_renamed_and_listed(inventory: testing.Running) -> None:
    staff = inventory.token(roles=WAREHOUSE)
    opened = await inventory.client.post("/v1/locations", json={"name": "North"}, headers=staff)
    assert (opened.status_code, opened.headers["etag"]) == (201, '"1"')
    north = opened.json()["id"]
    assert north.startswith("loc_")
    change = {"name": "Far North", "is_default": True}
    path = f"/v1/locations/{north}"
    changed = await inventory.client.patch(path, json=change, headers={**staff, "If-Match": '"1"'})
    assert changed.status_code == 200
    assert (changed.json()["name"], changed.json()["is_default"]) == ("Far North", True)
    assert changed.headers["etag"] == f'"{changed.json()["version"]}"'
    stale = await inventory.client.patch(path, json={"name": "South"}, headers={**staff, "If-Match": '"1"'})
    assert (stale.status_code, stale.json()["type"]) == (412, "/problems/version-mismatch")
    first = (await inventory.client.get("/v1/locations?limit=1", headers=staff)).json()
    assert [(each["id"], each["is_default"]) for each in first["items"]] == [("loc_main", False)]
    rest = (await inventory.client.get(f"/v1/locations?cursor={first['next_cursor']}", headers=staff)).json()
    assert [each["id"] for each in rest["items"]] == [north]
    assert rest["next_cursor"] is None


async def test_the_default_location_cannot_be_given_up(inventory: testing.Running) -> None:
    staff = inventory.token(roles=WAREHOUSE)
    answer = await inventory.client.patch("/v1/locations/loc_main", json={"is_default": False}, headers=staff)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/is_default")
    missing = await inventory.client.patch("/v1/locations/loc_none", json={"name": "?"}, headers=staff)
    assert missing.status_code == 404


async def test_opening_a_location_again_under_one_key_opens_one(inventory: testing.Running) -> None:
    headers = {**inventory.token(roles=WAREHOUSE), **testing.key()}
    first = await inventory.client.post("/v1/locations", json={"name": "North"}, headers=headers)
    again = await inventory.client.post("/v1/locations", json={"name": "North"}, headers=headers)
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == first.json()


async def test_a_cursor_that_was_not_handed_out_is_refused(inventory: testing.Running) -> None:
    staff = inventory.token(roles=WAREHOUSE)
    for path in ("/v1/locations", "/v1/stock/MUG/movements"):
        answer = await inventory.client.get(f"{path}?cursor=nonsense", headers=staff)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/query/cursor")


# Reservations


async def test_reservations_of_an_order(inventory: testing.Running, facts: Any) -> None:
    await inventory.deliver(facts.placed("ord_1", MUG=3, CUP=1), facts.placed("ord_2", POT=1))
    staff = inventory.token(roles=WAREHOUSE)
    (held,) = (await inventory.client.get("/v1/reservations?order_id=ord_1", headers=staff)).json()["items"]
    assert (held["order_id"], held["status"], held["reason"]) == ("ord_1", "held", None)
    assert held["lines"] == [
        {"sku": "MUG", "quantity": 3, "location_id": "loc_main"},
        {"sku": "CUP", "quantity": 1, "location_id": "loc_main"},
    ]
    assert held["expires_at"].endswith("Z")
    (refused,) = (await inventory.client.get("/v1/reservations?order_id=ord_2", headers=staff)).json()["items"]
    assert (refused["status"], refused["reason"], refused["lines"]) == ("released", "out_of_stock", [])
    assert (await inventory.client.get("/v1/reservations?order_id=ord_9", headers=staff)).json() == {"items": []}


# For other services


async def test_services_ask_for_availability(inventory: testing.Running, facts: Any) -> None:
    await inventory.deliver(facts.placed("ord_1", MUG=3))
    answer = await inventory.client.get("/internal/stock?sku=MUG,NOTHING", headers=inventory.service_token())
    assert answer.json() == {"items": [{"sku": "MUG", "available": 7, "version": 2, "backorderable": False}]}


async def test_services_export_every_level(inventory: testing.Running) -> None:
    headers = inventory.service_token("product")
    first = (await inventory.client.get("/internal/stock/export?limit=2", headers=headers)).json()
    assert [each["sku"] for each in first["items"]] == ["CUP", "MUG"]
    path = f"/internal/stock/export?cursor={first['next_cursor']}"
    rest = (await inventory.client.get(path, headers=headers)).json()
    assert [(each["sku"], each["available"]) for each in rest["items"]] == [("POT", 0)]
    assert rest["next_cursor"] is None


async def test_services_set_many_levels(inventory: testing.Running, facts: Any) -> None:
    headers = inventory.service_token("seed")
    levels = [{"sku": f"S{number}", "on_hand": number} for number in range(256)]
    body = {"levels": levels, "reason": "demo"}
    answer = await inventory.client.post("/internal/stock/bulk", json=body, headers=headers)
    assert (answer.status_code, answer.json()) == (200, {"updated": 255})
    assert await inventory.runtime.db["stock_levels"].count_documents({}) == 259
    movement = await inventory.runtime.db["stock_movements"].find_one({"sku": "S7"})
    assert movement is not None
    assert (movement["delta"], movement["actor"], movement["reason"]) == (7, "service:seed", "demo")
    too_many = {"levels": [*levels, {"sku": "ONE_MORE", "on_hand": 1}], "reason": "demo"}
    answer = await inventory.client.post("/internal/stock/bulk", json=too_many, headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/levels")
    await inventory.deliver(facts.placed("ord_1", MUG=3))
    below = {"levels": [{"sku": "MUG", "on_hand": 2}], "reason": "demo"}
    answer = await inventory.client.post("/internal/stock/bulk", json=below, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/stock-below-reserved")
