"""The HTTP contract of orders: who may what, what is answered, and how it says no."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import msgspec
import pytest

from order.builders import ADDRESS, Saga, stored
from order.shopping import ANN, BOB, WAREHOUSE, body, confirmed, filled_cart, order, placed, pointers, problem
from souk import contracts, testing
from souk.kit import ids, money
from souk.order import store
from souk.order.api import follow_order
from souk.order.workers import waiters as waiters_module

ABSURD: list[tuple[dict[str, Any], str]] = [
    ({"surprise": 1}, "/surprise"),
    ({"lines": None}, "/lines"),
    ({"cart_id": ids.unguessable("crt")}, "/lines"),
    ({"cart_id": "crt_short", "lines": None}, "/cart_id"),
    ({"lines": []}, "/lines"),
    ({"lines": {"sku": "MUG"}}, "/lines"),
    ({"lines": [{"sku": f"S{n}", "quantity": 1} for n in range(10_000)]}, "/lines"),
    ({"lines": [{"sku": "MUG", "quantity": 0}]}, "/lines/0/quantity"),
    ({"lines": [{"sku": "MUG", "quantity": -1}]}, "/lines/0/quantity"),
    ({"lines": [{"sku": "MUG", "quantity": 10_001}]}, "/lines/0/quantity"),
    ({"lines": [{"sku": "MUG", "quantity": 2**70}]}, "/lines/0/quantity"),
    ({"lines": [{"sku": "MUG", "quantity": 1.5}]}, "/lines/0/quantity"),
    ({"lines": [{"sku": "MUG", "quantity": "2"}]}, "/lines/0/quantity"),
    ({"lines": [{"sku": "MUG", "quantity": True}]}, "/lines/0/quantity"),
    ({"lines": [{"sku": "MUG", "quantity": None}]}, "/lines/0/quantity"),
    ({"lines": [{"sku": "MUG"}]}, "/lines/0"),
    ({"lines": [{"sku": "MUG", "quantity": 1, "price": 1}]}, "/lines/0/price"),
    ({"lines": [{"sku": "", "quantity": 1}]}, "/lines/0/sku"),
    ({"lines": [{"sku": "S" * 65, "quantity": 1}]}, "/lines/0/sku"),
    ({"lines": [{"sku": "MUG", "quantity": 1}, {"sku": "NOTHING", "quantity": 1}]}, "/lines/1/sku"),
    ({"lines": [{"sku": "JUG", "quantity": 1}]}, "/lines/0/sku"),
    ({"lines": [{"sku": "USD-MUG", "quantity": 1}]}, "/lines/0/sku"),
    ({"lines": [{"sku": "MUG", "quantity": 10_000}, {"sku": "MUG", "quantity": 1}]}, "/lines/1/quantity"),
    ({"email": "nobody"}, "/email"),
    ({"email": "a@" + "b" * 300}, "/email"),
    ({"shipping_address": {**ADDRESS, "country": "Germany"}}, "/shipping_address/country"),
    ({"shipping_address": {**ADDRESS, "country": "DE\n"}}, "/shipping_address/country"),
    ({"shipping_address": {**ADDRESS, "country": "XX"}}, "/shipping_address/country"),
    ({"shipping_address": {**ADDRESS, "name": ""}}, "/shipping_address/name"),
    ({"shipping_address": {**ADDRESS, "name": "  "}}, "/shipping_address/name"),
    ({"shipping_address": {**ADDRESS, "city": "Ber\nlin"}}, "/shipping_address/city"),
    ({"shipping_address": {**ADDRESS, "line2": "\x00"}}, "/shipping_address/line2"),
    ({"shipping_address": {**ADDRESS, "postal_code": "1\n"}}, "/shipping_address/postal_code"),
    *(
        ({"email": each}, "/email")
        for each in ("a@b.de\n", "a\x00@b.de", "<a@b.de>", "a@b.de>", "a@b", "a@b..de", "a,b@c.de")
    ),
    ({"shipping_address": {**ADDRESS, "planet": "Mars"}}, "/shipping_address/planet"),
    ({"shipping_method": "teleport"}, "/shipping_method"),
    ({"payment": {"gateway": "cash", "token": "x"}}, "/payment/gateway"),
    ({"payment": {"gateway": "sandbox", "token": ""}}, "/payment/token"),
    ({"expected_total": 2990}, "/expected_total"),
    ({"expected_total": {"amount": 2990, "currency": "euro"}}, "/expected_total/currency"),
]


# Bad input


async def test_what_makes_no_sense_is_pointed_at(shop: testing.Running) -> None:
    for changes, pointer in ABSURD:
        answer = await order(shop, **changes)
        assert pointers(answer) == [pointer], (str(changes)[:80], answer.text[:300])
    assert await shop.runtime.db["orders"].count_documents({}) == 0


async def test_what_cannot_be_read_is_malformed(shop: testing.Running) -> None:
    async def post(content: bytes, **headers: str) -> httpx.Response:
        asked = {**testing.key(), "content-type": "application/json", **headers}
        return await shop.client.post("/v1/orders", content=content, headers=asked)

    problem(await post(b'{"lines": ['), 400, "malformed-request")
    problem(await post(b"\xff\xfe"), 400, "malformed-request")
    assert pointers(await post(b"[]")) == ["/"]
    assert (await post(b"")).status_code in (400, 422)
    problem(await post(b"{}", **{"content-type": "text/plain"}), 415, "unsupported-media-type")
    problem(await post(b'{"x": "' + b"x" * (1024 * 1024) + b'"}'), 413, "content-too-large")


async def test_a_key_is_needed_and_looked_at_before_the_body(shop: testing.Running) -> None:
    answer = await shop.client.post("/v1/orders", json={})
    problem(answer, 400, "idempotency-key-required")
    for key in ("x" * 256, "with space and more", "short", ""):
        answer = await shop.client.post("/v1/orders", json={}, headers={"Idempotency-Key": key})
        assert answer.status_code == 400, key
    signed_in = {**shop.token(ANN), "Idempotency-Key": "short"}
    assert (await order(shop, headers=signed_in)).status_code == 201


async def test_a_forged_token_is_refused_also_where_none_is_needed(shop: testing.Running) -> None:
    for token in ("nonsense", shop.token(ANN)["Authorization"][7:] + "x"):
        answer = await order(shop, headers={"Authorization": f"Bearer {token}"})
        problem(answer, 401, "unauthenticated")


# Placing


async def test_a_guest_places_an_order_and_can_see_it_again(shop: testing.Running) -> None:
    answer = await order(shop, billing_address={**ADDRESS, "name": "Bob"})
    assert answer.status_code == 201
    found = answer.json()
    assert answer.headers["location"] == f"/v1/orders/{found['id']}"
    assert "preference-applied" not in answer.headers
    assert found["status"] == "placed"
    assert found["number"] == "100001"
    assert found["payment"] == {"id": None, "status": "pending", "next_action": None}
    assert found["totals"]["total"] == {"amount": 2990, "currency": "EUR"}
    assert found["billing_address"]["name"] == "Bob"
    assert [each["status"] for each in found["history"]] == ["placed"]
    assert (found["fulfillments"], found["returns"], found["reason"]) == ([], [], None)
    again = await shop.client.get(f"/v1/orders/{found['id']}?token={found['token']}")
    assert again.status_code == 200
    assert again.headers["etag"] == f'"{found["version"]}"'
    assert "token" not in again.json()
    assert {**again.json(), "token": found["token"]} == found


@pytest.mark.parametrize(("asked", "locale"), [("de-DE,de;q=0.9", "de"), ("fr", "en"), (None, "en")])
async def test_an_order_keeps_the_language_it_was_placed_in(
    shop: testing.Running, asked: str | None, locale: str
) -> None:
    found = (await order(shop, headers={"Accept-Language": asked} if asked else {})).json()
    kept = await store.order_by_id(shop.runtime.db, found["id"])
    assert kept is not None
    assert kept.locale == locale


async def test_the_total_that_the_customer_saw_is_kept(shop: testing.Running) -> None:
    answer = await order(shop, expected_total={"amount": 2990, "currency": "EUR"})
    assert answer.status_code == 201
    answer = await order(shop, expected_total={"amount": 2500, "currency": "EUR"})
    assert problem(answer, 409, "price-changed")["total"] == {"amount": 2990, "currency": "EUR"}
    change = contracts.product.PriceChanged(
        sku="MUG", product_id="prd_pottery", price=money.Money(1300, "EUR"), version=2
    )
    await shop.deliver(change)
    answer = await order(shop, expected_total={"amount": 2990, "currency": "EUR"})
    assert problem(answer, 409, "price-changed")["total"] == {"amount": 3090, "currency": "EUR"}


async def test_what_the_list_lacks_is_asked_of_the_product_service(shop: testing.Running) -> None:
    found = await placed(shop, lines=[{"sku": "VASE", "quantity": 1}, {"sku": "MUG", "quantity": 1}])
    assert [line["title"] for line in found["lines"]] == ["A vase", "A mug"]
    asked = len([each for each in shop.rest.calls if each[1] == "/internal/variants"])
    await placed(shop, lines=[{"sku": "VASE", "quantity": 1}])
    assert len([each for each in shop.rest.calls if each[1] == "/internal/variants"]) == asked == 1


async def test_while_the_product_service_is_down_only_unknown_skus_wait(shop: testing.Running) -> None:
    del shop.rest.answers["product", "/internal/variants"]
    answer = await order(shop, lines=[{"sku": "VASE", "quantity": 1}])
    problem(answer, 503, "unavailable")
    assert int(answer.headers["retry-after"]) >= 1
    assert pointers(await order(shop, lines=[{"sku": "JUG", "quantity": 1}])) == ["/lines/0/sku"]
    await placed(shop)


# Scarce goods


async def heard(shop: testing.Running, available: int, version: int = 5) -> None:
    await shop.deliver(contracts.inventory.StockChanged(sku="MUG", available=available, version=version))


def inventory_has(shop: testing.Running, available: int, version: int = 5) -> None:
    shop.rest.answers["inventory", "/internal/stock"] = {
        "items": [{"sku": "MUG", "available": available, "version": version}]
    }


def asked_inventory(shop: testing.Running) -> int:
    return len([each for each in shop.rest.calls if each[:2] == ("inventory", "/internal/stock")])


async def test_what_is_known_to_be_sold_out_is_refused_at_once(shop: testing.Running) -> None:
    await heard(shop, 1)
    inventory_has(shop, 1)
    answers = [await order(shop), await order(shop)]
    for answer in answers:
        assert problem(answer, 409, "out-of-stock")["skus"] == ["MUG"]
    assert asked_inventory(shop) == 1
    await placed(shop, lines=[{"sku": "MUG", "quantity": 1}])
    cart_id = await filled_cart(shop, MUG=2)
    problem(await order(shop, lines=None, cart_id=cart_id), 409, "out-of-stock")


async def test_a_hint_that_inventory_does_not_confirm_refuses_nobody(shop: testing.Running) -> None:
    await heard(shop, 0)
    inventory_has(shop, 5, version=6)
    await placed(shop)
    await placed(shop)
    assert asked_inventory(shop) == 1
    await heard(shop, 0, version=5)
    await placed(shop)
    assert asked_inventory(shop) == 1


async def test_while_inventory_is_down_a_hint_refuses_nobody(shop: testing.Running) -> None:
    await heard(shop, 0)
    del shop.rest.answers["inventory", "/internal/stock"]
    await placed(shop)


async def test_a_key_that_had_its_order_gets_it_also_when_all_is_sold_out_now(shop: testing.Running) -> None:
    key = testing.key()
    first = await placed(shop, headers=key)
    await heard(shop, 0)
    inventory_has(shop, 0)
    again = await order(shop, headers=key)
    assert (again.status_code, again.json()["id"]) == (201, first["id"])


# Keys


async def test_the_same_key_gets_the_same_order_as_it_is_now(shop: testing.Running) -> None:
    key = testing.key()
    first = await confirmed(shop, headers=key)
    again = await order(shop, headers=key)
    assert again.status_code == 201
    assert again.headers["idempotent-replayed"] == "true"
    assert (again.json()["id"], again.json()["status"]) == (first["id"], "confirmed")
    assert again.json()["token"] == first["token"]
    problem(await order(shop, headers=key, email="bob@example.org"), 422, "idempotency-key-reused")
    assert await shop.runtime.db["orders"].count_documents({}) == 1


async def test_two_requests_at_once_with_one_key_make_one_order(shop: testing.Running) -> None:
    key = testing.key()
    answers = await asyncio.gather(*(order(shop, headers=key) for _ in range(6)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sorted(answer.headers.get("idempotent-replayed", "false") for answer in answers) == ["false"] + ["true"] * 5
    assert await shop.runtime.db["orders"].count_documents({}) == 1


async def test_a_refusal_frees_the_key(shop: testing.Running) -> None:
    key = testing.key()
    cart_id = (await shop.client.post("/v1/carts")).json()["id"]
    problem(await order(shop, headers=key, lines=None, cart_id=cart_id), 409, "cart-empty")
    await shop.client.put(f"/v1/carts/{cart_id}/lines/MUG", json={"quantity": 1})
    assert (await order(shop, headers=key, lines=None, cart_id=cart_id)).status_code == 201


async def test_keys_of_different_people_are_different_keys(shop: testing.Running) -> None:
    key = testing.key()
    answers = [
        await order(shop, headers={**key, **who}) for who in (shop.token(ANN), shop.token(BOB), {}, shop.token(ANN))
    ]
    assert len({answer.json()["id"] for answer in answers}) == 3
    assert answers[3].json()["id"] == answers[0].json()["id"]


# Carts


async def test_two_keys_on_one_cart_make_one_order(shop: testing.Running) -> None:
    cart_id = await filled_cart(shop, MUG=1, CUP=2)
    answers = await asyncio.gather(*(order(shop, lines=None, cart_id=cart_id) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    (won,) = [answer.json() for answer in answers if answer.status_code == 201]
    for answer in answers:
        if answer.status_code == 409:
            assert problem(answer, 409, "cart-already-ordered")["order_id"] == won["id"]
    assert await shop.runtime.db["orders"].count_documents({}) == 1
    shown = (await shop.client.get(f"/v1/carts/{cart_id}")).json()
    assert shown["order_id"] == won["id"]
    assert [each["code"] for each in shown["problems"]] == ["cart-already-ordered"]


async def test_a_cancelled_order_frees_its_cart(shop: testing.Running) -> None:
    cart_id = await filled_cart(shop, MUG=1)
    first = await placed(shop, lines=None, cart_id=cart_id)
    await shop.deliver(Saga.rejected(first["id"]))
    assert (await placed(shop, lines=None, cart_id=cart_id))["id"] != first["id"]


async def test_a_cart_that_does_not_exist_is_not_found(shop: testing.Running) -> None:
    problem(await order(shop, lines=None, cart_id=ids.unguessable("crt")), 404, "not-found")


async def test_a_cart_with_something_withdrawn_is_not_ordered(shop: testing.Running) -> None:
    cart_id = await filled_cart(shop, MUG=1, CUP=1)
    withdrawn = contracts.product.ProductUnpublished(product_id="prd_pottery", version=2, variants=())
    await shop.deliver(withdrawn)
    assert pointers(await order(shop, lines=None, cart_id=cart_id)) == ["/cart_id", "/cart_id"]


# Waiting


async def waiting(shop: testing.Running, *facts: Any, seconds: int = 5) -> httpx.Response:
    """An order whose caller waits while these facts arrive."""
    headers = {**testing.key(), "Prefer": f"wait={seconds}"}
    asking = asyncio.create_task(shop.client.post("/v1/orders", json=body(), headers=headers))
    while (found := await shop.runtime.db["orders"].find_one({})) is None:
        await asyncio.sleep(0.02)
    for fact in facts:
        await shop.deliver(fact(found["_id"]))
    return await asking


async def test_who_waits_is_told_when_the_order_is_confirmed(shop: testing.Running) -> None:
    answer = await waiting(shop, Saga.reserved, Saga.captured)
    assert (answer.status_code, answer.headers["preference-applied"]) == (201, "wait=5")
    found = answer.json()
    assert found["status"] == "confirmed"
    assert found["payment"]["id"] == "pay_" + found["id"][4:]
    assert found["token"]
    assert [each["status"] for each in found["history"]] == ["placed", "awaiting_payment", "confirmed"]


async def test_who_waits_is_told_when_the_order_ends(shop: testing.Running) -> None:
    answer = await waiting(shop, Saga.rejected)
    assert answer.status_code == 201
    assert (answer.json()["status"], answer.json()["reason"]) == ("cancelled", "out_of_stock")


async def test_who_waits_is_told_what_the_customer_has_to_do(shop: testing.Running) -> None:
    answer = await waiting(shop, Saga.reserved, Saga.action_required)
    assert answer.status_code == 201
    found = answer.json()
    assert found["status"] == "awaiting_payment"
    assert found["payment"]["status"] == "action_required"
    assert found["payment"]["next_action"] == {"url": "https://bank.example/3ds", "type": "redirect"}


async def test_who_waited_long_enough_gets_the_order_as_it_is(shop: testing.Running) -> None:
    answer = await waiting(shop, Saga.reserved, seconds=1)
    assert (answer.status_code, answer.headers["preference-applied"]) == (202, "wait=1")
    assert answer.json()["status"] == "awaiting_payment"


async def test_a_replay_waits_too(shop: testing.Running) -> None:
    key = testing.key()
    first = await placed(shop, headers=key)
    asking = asyncio.create_task(order(shop, headers={**key, "Prefer": "wait=5"}))
    await asyncio.sleep(0.2)
    await shop.deliver(Saga.reserved(first["id"]))
    await shop.deliver(Saga.declined(first["id"]))
    answer = await asking
    assert (answer.status_code, answer.headers["idempotent-replayed"]) == (201, "true")
    assert answer.json()["reason"] == "payment_declined"
    answer = await order(shop, headers={**key, "Prefer": "wait=5"})
    assert (answer.status_code, answer.json()["status"]) == (201, "cancelled")


# Seeing


async def test_an_order_is_seen_by_its_owner_and_staff_only(shop: testing.Running) -> None:
    mine = await placed(shop, headers=shop.token(ANN))
    assert "token" not in mine
    url = f"/v1/orders/{mine['id']}"
    assert (await shop.client.get(url, headers=shop.token(ANN))).json() == mine
    assert (await shop.client.get(url, headers=shop.token("usr_w", roles=WAREHOUSE))).status_code == 200
    guests = await placed(shop)
    for who in ({}, shop.token(BOB), shop.token("usr_c", roles=("catalog_manager",))):
        problem(await shop.client.get(url, headers=who), 404, "not-found")
        problem(await shop.client.get(f"{url}?token={guests['token']}", headers=who), 404, "not-found")
    for token in ("", "?token=", "?token=nonsense", "?token=%C3%A9"):
        problem(await shop.client.get(f"/v1/orders/{guests['id']}{token}"), 404, "not-found")
    problem(await shop.client.get("/v1/orders/ord_unknown"), 404, "not-found")
    assert pointers(await shop.client.get(f"/v1/orders/{guests['id']}?token={'x' * 200}")) == ["/query/token"]


async def test_lists_are_ones_own_and_the_staffs(shop: testing.Running) -> None:
    mine = [await placed(shop, headers=shop.token(ANN)) for _ in range(3)]
    guests = await confirmed(shop, email="Guest@Example.org")
    cancelled = await placed(shop, email="guest2@example.org")
    await shop.deliver(Saga.rejected(cancelled["id"]))
    staff = shop.token("usr_w", roles=WAREHOUSE)

    async def listed(query: str, who: dict[str, str]) -> list[str]:
        answer = await shop.client.get(f"/v1/orders{query}", headers=who)
        assert answer.status_code == 200, answer.text
        return [each["id"] for each in answer.json()["items"]]

    own = [each["id"] for each in reversed(mine)]
    assert await listed("", shop.token(ANN)) == own
    assert await listed("?status=placed", shop.token(ANN)) == own
    assert await listed("?status=confirmed", shop.token(ANN)) == []
    assert await listed("?email=guest@example.org&q=guest", shop.token(ANN)) == own
    assert await listed("", shop.token(BOB)) == []
    assert await listed("", staff) == [cancelled["id"], guests["id"], *own]
    assert await listed("?status=confirmed", staff) == [guests["id"]]
    assert await listed("?status=cancelled", staff) == [cancelled["id"]]
    assert await listed("?status=placed", staff) == own
    assert await listed("?email=GUEST@example.org", staff) == [guests["id"]]
    assert await listed("?q=guest", staff) == [cancelled["id"], guests["id"]]
    assert await listed(f"?q={guests['number']}", staff) == [guests["id"]]
    assert await listed(f"?q={guests['id']}", staff) == [guests["id"]]
    assert await listed("?q=.*@", staff) == []

    first = (await shop.client.get("/v1/orders?limit=2", headers=shop.token(ANN))).json()
    assert [each["id"] for each in first["items"]] == own[:2]
    assert await listed(f"?limit=2&cursor={first['next_cursor']}", shop.token(ANN)) == own[2:]


async def test_lists_say_no(shop: testing.Running) -> None:
    problem(await shop.client.get("/v1/orders"), 401, "unauthenticated")
    bad = ["limit=0", "limit=101", "limit=x", "cursor=nonsense", "status=lost", "q=ab", "q=abc%00", "cursor=gQE"]
    for query in bad:
        answer = await shop.client.get(f"/v1/orders?{query}", headers=shop.token("usr_w", roles=WAREHOUSE))
        assert pointers(answer) == [f"/query/{query.split('=')[0]}"], query


# Following


def events(text: str) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "data" in lines:
            found.append((lines["id"], msgspec.json.decode(lines["data"])))
    return found


async def test_a_stream_tells_every_change_and_ends_with_the_order(shop: testing.Running) -> None:
    found = await placed(shop)
    waiters = shop.runtime.state["deps"].waiters
    stream = follow_order.told(waiters, await stored(shop.runtime.db, found["id"]), 0, for_staff=False)
    parts = [await anext(stream) for _ in range(2)]
    for fact in (Saga.reserved, Saga.action_required, lambda order_id: Saga.declined(order_id, version=3)):
        await shop.deliver(fact(found["id"]))  # where an order moves twice at once only its last state is told
        parts.append(await anext(stream))
    assert [part async for part in stream] == []
    told = events(b"".join(parts).decode())
    assert [data["status"] for _, data in told] == ["placed", "awaiting_payment", "awaiting_payment", "cancelled"]
    assert [int(event_id) for event_id, _ in told] == [data["version"] for _, data in told]
    assert told[2][1]["payment"]["next_action"]["url"] == "https://bank.example/3ds"
    assert "token" not in told[0][1]


async def test_a_stream_goes_on_where_its_reader_was(shop: testing.Running) -> None:
    found = await placed(shop)
    url = f"/v1/orders/{found['id']}/events?token={found['token']}"
    following = asyncio.create_task(shop.client.get(url))
    await shop.deliver(Saga.rejected(found["id"]))
    answer = await following
    assert answer.headers["content-type"].startswith("text/event-stream")
    *_, (last, data) = events(answer.text)
    assert data["status"] == "cancelled"
    for seen, count in ((str(int(last) - 1), 1), (last, 0), ("nonsense", 1)):
        again = await shop.client.get(url, headers={"Last-Event-ID": seen})
        assert [data["status"] for _, data in events(again.text)] == ["cancelled"] * count


async def test_only_so_many_follow_an_order_and_leave_room_for_who_buys(
    shop: testing.Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await placed(shop)
    url = f"/v1/orders/{found['id']}/events?token={found['token']}"
    waiters = shop.runtime.state["deps"].waiters
    monkeypatch.setattr(waiters_module, "STREAMS_PER_ORDER_MAX", 2)
    with waiters.streaming(found["id"]), waiters.streaming(found["id"]):
        refused = await shop.client.get(url)
        problem(refused, 429, "too-many-requests")
        assert int(refused.headers["retry-after"]) > 0
        monkeypatch.setattr(waiters_module, "STREAMS_PER_ORDER_MAX", 3)
        monkeypatch.setattr(waiters_module, "STREAMS_MAX", 2)
        problem(await shop.client.get(url), 503, "unavailable")
        await placed(shop)
    await shop.deliver(Saga.rejected(found["id"]))
    assert (await shop.client.get(url)).status_code == 200


async def test_a_stream_is_for_those_who_may_see_the_order(shop: testing.Running) -> None:
    found = await placed(shop)
    problem(await shop.client.get(f"/v1/orders/{found['id']}/events"), 404, "not-found")
    problem(await shop.client.get(f"/v1/orders/{found['id']}/events", headers=shop.token(ANN)), 404, "not-found")


# Cancelling


async def test_a_guest_cancels_with_the_token(shop: testing.Running) -> None:
    found = await placed(shop)
    url = f"/v1/orders/{found['id']}/cancel"
    problem(await shop.client.post(url), 404, "not-found")
    problem(await shop.client.post(f"{url}?token=nonsense", json={}), 404, "not-found")
    assert pointers(await shop.client.post(f"{url}?token={found['token']}", json={"why": 1})) == ["/why"]
    key = testing.key()
    answer = await shop.client.post(f"{url}?token={found['token']}", json={"reason": "too dear"}, headers=key)
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["reason"]) == ("cancelled", "customer")
    assert answer.json()["history"][-1] | {"at": None} == {
        "at": None,
        "status": "cancelled",
        "by": "customer",
        "note": "too dear",
    }
    again = await shop.client.post(f"{url}?token={found['token']}", json={"reason": "too dear"}, headers=key)
    assert (again.status_code, again.headers["idempotent-replayed"]) == (200, "true")
    again = await shop.client.post(f"{url}?token={found['token']}")
    assert problem(again, 409, "transition-not-allowed")["order_status"] == "cancelled"


async def test_staff_and_owners_cancel(shop: testing.Running) -> None:
    mine = await confirmed(shop, headers=shop.token(ANN))
    url = f"/v1/orders/{mine['id']}/cancel"
    problem(await shop.client.post(url, headers=shop.token(BOB)), 404, "not-found")
    problem(await shop.client.post(url, headers=shop.token("usr_f", roles=("finance",))), 404, "not-found")
    answer = await shop.client.post(url, headers=shop.token("usr_w", roles=WAREHOUSE))
    assert (answer.json()["reason"], answer.json()["history"][-1]["actor"]) == ("staff", "usr_w")
    seen = (await shop.client.get(f"/v1/orders/{mine['id']}", headers=shop.token(ANN))).json()
    assert "actor" not in seen["history"][-1]


# Parcels


async def test_a_parcel_is_sent_and_delivered(shop: testing.Running) -> None:
    found = await confirmed(shop)
    staff = shop.token("usr_w", roles=WAREHOUSE)
    url = f"/v1/orders/{found['id']}/fulfillments"

    async def send(units: int, **headers: str) -> httpx.Response:
        parcel = {"lines": [{"sku": "MUG", "quantity": units}], "carrier": "DHL", "tracking_number": "JD01"}
        return await shop.client.post(url, json=parcel, headers={**staff, **headers})

    assert problem(await send(3), 409, "exceeds-ordered")["remaining"] == 2
    key = testing.key()
    first = await send(1, **key)
    assert first.status_code == 201
    assert (first.json()["status"], first.json()["order_id"]) == ("shipped", found["id"])
    replayed = await send(1, **key)
    assert (replayed.json(), replayed.headers["idempotent-replayed"]) == (first.json(), "true")
    second = await send(1)
    assert problem(await send(1), 409, "transition-not-allowed")["order_status"] == "fulfilled"
    for parcel in (first, second):
        arrived = await shop.client.post(f"/v1/fulfillments/{parcel.json()['id']}/deliver", headers=staff)
        assert (arrived.status_code, arrived.json()["status"]) == (200, "delivered")
    seen = (await shop.client.get(f"/v1/orders/{found['id']}?token={found['token']}")).json()
    assert seen["status"] == "completed"
    assert [each["status"] for each in seen["fulfillments"]] == ["delivered", "delivered"]
    again = await shop.client.post(f"/v1/fulfillments/{first.json()['id']}/deliver", headers=staff)
    problem(again, 409, "transition-not-allowed")


async def test_parcels_say_no(shop: testing.Running) -> None:
    found = await placed(shop)
    url = f"/v1/orders/{found['id']}/fulfillments"
    parcel = {"lines": [{"sku": "MUG", "quantity": 1}], "carrier": "DHL", "tracking_number": "JD01"}
    staff = shop.token("usr_w", roles=WAREHOUSE)
    problem(await shop.client.post(url, json=parcel), 401, "unauthenticated")
    problem(await shop.client.post(url, json=parcel, headers=shop.token(ANN)), 403, "forbidden")
    problem(await shop.client.post(url, json=parcel, headers=staff), 409, "transition-not-allowed")
    problem(await shop.client.post("/v1/orders/ord_no/fulfillments", json=parcel, headers=staff), 404, "not-found")
    for changes, pointer in (({"lines": []}, "/lines"), ({"carrier": ""}, "/carrier"), ({"weight": 1}, "/weight")):
        assert pointers(await shop.client.post(url, json={**parcel, **changes}, headers=staff)) == [pointer]
    problem(await shop.client.post("/v1/fulfillments/ful_no/deliver"), 401, "unauthenticated")
    problem(await shop.client.post("/v1/fulfillments/ful_no/deliver", headers=shop.token(ANN)), 403, "forbidden")
    problem(await shop.client.post("/v1/fulfillments/ful_no/deliver", headers=staff), 404, "not-found")


# Overload


async def test_no_more_orders_than_the_saga_can_carry(shop: testing.Running) -> None:
    stuck = await placed(shop)
    admission = shop.runtime.state["deps"].admission
    with testing.frozen_clock() as time:
        time.advance(59)
        await admission.look()
        await placed(shop)
        time.advance(3)
        await admission.look()
        answer = await order(shop)
        problem(answer, 503, "unavailable")
        assert int(answer.headers["retry-after"]) >= 1
        await shop.deliver(Saga.reserved(stuck["id"]))
        await admission.look()
        await placed(shop)


async def test_one_order_that_is_in_trouble_itself_keeps_nobody_out(shop: testing.Running) -> None:
    stuck = await placed(shop)
    await shop.runtime.db["orders"].update_one({"_id": stuck["id"]}, {"$set": {"watch.tries": 2}})
    with testing.frozen_clock() as time:
        time.advance(3600)
        await shop.runtime.state["deps"].admission.look()
        await placed(shop)
