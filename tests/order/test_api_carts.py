"""The HTTP contract of carts, and of the tables that staff keep."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from order.builders import Saga
from order.shopping import ADMIN, ANN, WAREHOUSE, confirmed, filled_cart, order, placed, pointers, problem
from souk import contracts, testing
from souk.kit import clock, money
from souk.order.model import pricing

# Carts


async def test_a_cart_is_opened_with_nothing_or_an_empty_object(shop: testing.Running) -> None:
    answer = await shop.client.post("/v1/carts")
    assert answer.status_code == 201
    cart = answer.json()
    assert answer.headers["location"] == f"/v1/carts/{cart['id']}"
    assert (cart["lines"], cart["currency"], cart["problems"]) == ([], "EUR", [])
    assert cart["totals"]["total"] == {"amount": 0, "currency": "EUR"}
    assert len(cart["id"]) == len("crt_") + 36
    assert (await shop.client.post("/v1/carts", json={})).status_code == 201
    assert pointers(await shop.client.post("/v1/carts", json={"currency": "USD"})) == ["/currency"]
    key = testing.key()
    first, again = [await shop.client.post("/v1/carts", headers=key) for _ in range(2)]
    assert (again.json()["id"], again.headers["idempotent-replayed"]) == (first.json()["id"], "true")


async def test_a_cart_shows_todays_prices(shop: testing.Running) -> None:
    cart_id = await filled_cart(shop, MUG=2, CUP=1)
    cart = (await shop.client.get(f"/v1/carts/{cart_id}")).json()
    assert cart["lines"][0] == {
        "sku": "MUG",
        "quantity": 2,
        "title": "A mug",
        "image": "/m/1.webp",
        "product_id": "prd_pottery",
        "unit_price": {"amount": 1250, "currency": "EUR"},
        "total": {"amount": 2500, "currency": "EUR"},
        "problems": [],
    }
    assert cart["totals"]["total"]["amount"] == 3300
    change = contracts.product.PriceChanged(
        sku="MUG", product_id="prd_pottery", price=money.Money(1300, "EUR"), version=2
    )
    await shop.deliver(change)
    answer = await shop.client.get(f"/v1/carts/{cart_id}")
    assert answer.json()["totals"]["total"]["amount"] == 3400
    assert answer.headers["etag"] == f'"{answer.json()["version"]}"'


async def test_lines_are_set_and_removed(shop: testing.Running) -> None:
    cart_id = await filled_cart(shop, MUG=2, CUP=1)
    url = f"/v1/carts/{cart_id}/lines"
    answer = await shop.client.put(f"{url}/MUG", json={"quantity": 0})
    assert [line["sku"] for line in answer.json()["lines"]] == ["CUP"]
    for _ in range(2):
        answer = await shop.client.delete(f"{url}/CUP")
        assert (answer.status_code, answer.content) == (204, b"")
    assert (await shop.client.get(f"/v1/carts/{cart_id}")).json()["lines"] == []


async def test_lines_say_no(shop: testing.Running) -> None:
    cart_id = await filled_cart(shop, CUP=1)
    url = f"/v1/carts/{cart_id}/lines"
    for quantity in (-1, 10_001, 2**70, "2", 1.5, None, True):
        assert pointers(await shop.client.put(f"{url}/MUG", json={"quantity": quantity})) == ["/quantity"], quantity
    assert pointers(await shop.client.put(f"{url}/MUG", json={})) == ["/"]
    assert pointers(await shop.client.put(f"{url}/MUG", json={"quantity": 1, "price": 0})) == ["/price"]
    assert pointers(await shop.client.put(f"{url}/NOTHING", json={"quantity": 1})) == ["/path/sku"]
    assert pointers(await shop.client.put(f"{url}/JUG", json={"quantity": 1})) == ["/path/sku"]
    assert pointers(await shop.client.put(f"{url}/USD-MUG", json={"quantity": 1})) == ["/path/sku"]
    assert (await shop.client.put(f"{url}/{'S' * 65}", json={"quantity": 1})).status_code == 422
    problem(await shop.client.put("/v1/carts/crt_foreign/lines/MUG", json={"quantity": 1}), 404, "not-found")
    problem(await shop.client.delete("/v1/carts/crt_foreign/lines/MUG"), 404, "not-found")
    problem(await shop.client.get("/v1/carts/crt_foreign"), 404, "not-found")
    cart = (await shop.client.get(f"/v1/carts/{cart_id}")).json()
    assert [line["sku"] for line in cart["lines"]] == ["CUP"]


async def test_a_cart_holds_200_lines(shop: testing.Running) -> None:
    cart_id = await filled_cart(shop)
    lines = [{"sku": f"S{n}", "quantity": 1} for n in range(200)]
    await shop.runtime.db["carts"].update_one({"_id": cart_id}, {"$set": {"lines": lines}})
    assert pointers(await shop.client.put(f"/v1/carts/{cart_id}/lines/MUG", json={"quantity": 1})) == ["/lines"]


async def test_an_ordered_cart_is_not_changed(shop: testing.Running) -> None:
    cart_id = await filled_cart(shop, MUG=1)
    found = await placed(shop, lines=None, cart_id=cart_id)
    answer = await shop.client.put(f"/v1/carts/{cart_id}/lines/MUG", json={"quantity": 2})
    assert problem(answer, 409, "cart-already-ordered")["order_id"] == found["id"]
    problem(await shop.client.delete(f"/v1/carts/{cart_id}/lines/MUG"), 409, "cart-already-ordered")


async def test_a_cart_of_somebody_signed_in_is_ordered_by_whoever_knows_its_id(shop: testing.Running) -> None:
    cart_id = (await shop.client.post("/v1/carts", headers=shop.token(ANN))).json()["id"]
    await shop.client.put(f"/v1/carts/{cart_id}/lines/MUG", json={"quantity": 1})
    assert (await order(shop, lines=None, cart_id=cart_id)).status_code == 201


# What neighbours know


async def problems(shop: testing.Running, cart_id: str) -> list[tuple[str, str | None]]:
    cart = (await shop.client.get(f"/v1/carts/{cart_id}")).json()
    of_lines = [each for line in cart["lines"] for each in line["problems"]]
    assert [each for each in cart["problems"] if each["sku"]] == of_lines
    return [(each["code"], each["sku"]) for each in cart["problems"]]


async def test_a_cart_warns_of_what_cannot_be_bought(shop: testing.Running) -> None:
    cart_id = await filled_cart(shop, MUG=5, CUP=1, POT=1)
    assert await problems(shop, cart_id) == []
    shop.rest.answers["inventory", "/internal/stock"] = {
        "items": [
            {"sku": "MUG", "available": 3, "version": 9},
            {"sku": "CUP", "available": 0, "version": 9},
            {"sku": "POT", "available": -1, "version": 9, "backorderable": True},
        ]
    }
    assert await problems(shop, cart_id) == [("not-enough-stock", "MUG"), ("out-of-stock", "CUP")]
    gone = contracts.product.ProductPublished(product_id="prd_pottery", version=2, variants=())
    await shop.deliver(gone)
    assert [code for code, _ in await problems(shop, cart_id)] == ["not-for-sale"] * 3
    cart = (await shop.client.get(f"/v1/carts/{cart_id}")).json()
    assert [line["unit_price"] for line in cart["lines"]] == [None] * 3
    assert cart["totals"]["total"]["amount"] == 0


async def test_a_cart_is_shown_while_inventory_is_down(shop: testing.Running) -> None:
    cart_id = await filled_cart(shop, MUG=1)
    del shop.rest.answers["inventory", "/internal/stock"]
    assert await problems(shop, cart_id) == [("availability-unknown", None)]
    answer = await shop.client.put(f"/v1/carts/{cart_id}/lines/CUP", json={"quantity": 1})
    assert answer.status_code == 200
    quote = await shop.client.post(f"/v1/carts/{cart_id}/quote", json={"shipping_address": {"country": "DE"}})
    assert [each["code"] for each in quote.json()["problems"]] == ["availability-unknown"]
    assert quote.json()["totals"]["total"]["amount"] == 2540


async def test_a_cart_asks_the_product_service_for_what_the_list_lacks(shop: testing.Running) -> None:
    cart_id = await filled_cart(shop, VASE=2)
    await shop.runtime.db["prices"].delete_one({"_id": "VASE"})
    cart = (await shop.client.get(f"/v1/carts/{cart_id}")).json()
    assert cart["lines"][0]["total"]["amount"] == 4000
    await shop.runtime.db["prices"].delete_one({"_id": "VASE"})
    del shop.rest.answers["product", "/internal/variants"]
    assert await problems(shop, cart_id) == [("price-unknown", "VASE")]
    problem(await shop.client.put(f"/v1/carts/{cart_id}/lines/BOWL", json={"quantity": 1}), 503, "unavailable")
    quote = await shop.client.post(f"/v1/carts/{cart_id}/quote", json={"shipping_address": {"country": "DE"}})
    assert [each["code"] for each in quote.json()["problems"]] == ["price-unknown"]


# Quotes


async def test_a_quote_is_what_the_order_will_cost(shop: testing.Running) -> None:
    cart_id = await filled_cart(shop, MUG=2)
    url = f"/v1/carts/{cart_id}/quote"
    answer = await shop.client.post(url, json={"shipping_address": {"country": "DE", "city": "Berlin"}})
    assert answer.status_code == 200
    quote = answer.json()
    assert [each["id"] for each in quote["shipping_methods"]] == [quote["shipping_method"]] == ["standard"]
    assert set(quote["shipping_methods"][0]) == {"id", "title", "price", "days_min", "days_max"}
    found = await placed(shop, lines=None, cart_id=cart_id, expected_total=quote["totals"]["total"])
    assert found["totals"] == quote["totals"]
    assert found["lines"] == quote["lines"]


async def test_quotes_say_no(shop: testing.Running) -> None:
    cart_id = await filled_cart(shop)
    where = {"shipping_address": {"country": "DE"}}
    problem(await shop.client.post("/v1/carts/crt_foreign/quote", json=where), 404, "not-found")
    problem(await shop.client.post(f"/v1/carts/{cart_id}/quote", json=where), 409, "cart-empty")
    await shop.client.put(f"/v1/carts/{cart_id}/lines/MUG", json={"quantity": 1})
    url = f"/v1/carts/{cart_id}/quote"
    assert pointers(await shop.client.post(url, json={**where, "shipping_method": "x"})) == ["/shipping_method"]
    answer = await shop.client.post(url, json={"shipping_address": {"country": "Germany"}})
    assert pointers(answer) == ["/shipping_address/country"]
    assert pointers(await shop.client.post(url, json={})) == ["/"]


# Shipping


EXPRESS: dict[str, Any] = {
    "id": "express",
    "title": "Express",
    "price": {"amount": 990, "currency": "EUR"},
    "days_min": 1,
    "days_max": 2,
    "countries": ["DE"],
}


async def test_staff_keep_the_shipping_methods(shop: testing.Running) -> None:
    staff = shop.token("usr_a", roles=ADMIN)
    key = testing.key()
    answer = await shop.client.post("/v1/shipping-methods", json=EXPRESS, headers={**staff, **key})
    assert (answer.status_code, answer.headers["etag"]) == (201, '"1"')
    again = await shop.client.post("/v1/shipping-methods", json=EXPRESS, headers={**staff, **key})
    assert (again.json(), again.headers["idempotent-replayed"]) == (answer.json(), "true")
    again = await shop.client.post("/v1/shipping-methods", json=EXPRESS, headers=staff)
    problem(again, 409, "shipping-method-exists")

    async def listed(query: str = "", **headers: str) -> list[str]:
        found = await shop.client.get(f"/v1/shipping-methods{query}", headers=headers)
        return [each["id"] for each in found.json()["items"]]

    assert await listed("?country=DE") == ["standard", "express"]
    assert await listed("?country=FR") == ["standard"]
    found = await placed(shop, shipping_method="express")
    assert found["totals"]["shipping"]["amount"] == 990
    url = "/v1/shipping-methods/express"
    off = await shop.client.patch(url, json={"is_active": False}, headers={**staff, "If-Match": '"1"'})
    assert (off.status_code, off.json()["version"]) == (200, 2)
    assert await listed() == ["standard"]
    assert await listed(**staff) == ["express", "standard"]
    assert pointers(await order(shop, shipping_method="express")) == ["/shipping_method"]
    stale = await shop.client.patch(url, json={"title": "X"}, headers={**staff, "If-Match": '"1"'})
    problem(stale, 412, "version-mismatch")


async def test_shipping_methods_say_no(shop: testing.Running) -> None:
    staff = shop.token("usr_a", roles=ADMIN)
    url = "/v1/shipping-methods"
    problem(await shop.client.post(url, json=EXPRESS), 401, "unauthenticated")
    problem(await shop.client.post(url, json=EXPRESS, headers=shop.token("usr_w", roles=WAREHOUSE)), 403, "forbidden")
    bad: list[tuple[dict[str, Any], str]] = [
        ({"id": "No Way"}, "/id"),
        ({"days_max": 0}, "/days_max"),
        ({"days_min": -1}, "/days_min"),
        ({"price": {"amount": -1, "currency": "EUR"}}, "/price/amount"),
        ({"price": {"amount": 1, "currency": "USD"}}, "/price/currency"),
        ({"countries": ["Germany"]}, "/countries/0"),
        ({"zone": "EU"}, "/zone"),
    ]
    for changes, pointer in bad:
        answer = await shop.client.post(url, json={**EXPRESS, **changes}, headers=staff)
        assert pointers(answer) == [pointer], (changes, answer.text)
    problem(await shop.client.patch(f"{url}/none", json={"title": "X"}, headers=staff), 404, "not-found")
    assert pointers(await shop.client.patch(f"{url}/standard", json={"days_min": 99}, headers=staff)) == ["/days_max"]
    assert pointers(await shop.client.get(f"{url}?country=germany")) == ["/query/country"]


# Taxes


async def test_staff_keep_the_tax_rates(shop: testing.Running) -> None:
    staff = shop.token("usr_a", roles=ADMIN)
    url = "/v1/tax-rates"
    problem(await shop.client.get(url), 401, "unauthenticated")
    problem(await shop.client.get(url, headers=shop.token(ANN)), 403, "forbidden")
    found = await shop.client.get(url, headers=staff)
    assert found.json() == {
        "items": [{"country": "*", "tax_class": "*", "rate_bp": 2000}],
        "prices_include_tax": True,
        "version": 1,
    }
    table = {"items": [{"country": "DE", "tax_class": "*", "rate_bp": 1900}], "prices_include_tax": False}
    problem(await shop.client.put(url, json=table, headers={**staff, "If-Match": '"9"'}), 412, "version-mismatch")
    changed = await shop.client.put(url, json=table, headers={**staff, "If-Match": found.headers["etag"]})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    totals = (await placed(shop))["totals"]
    assert not totals["tax_included"]
    assert (totals["tax"]["amount"], totals["total"]["amount"]) == (475, 2500 + 475 + 490)
    twice = {"items": table["items"] * 2}  # type: ignore[operator]  # a list, as one can see
    assert pointers(await shop.client.put(url, json=twice, headers=staff)) == ["/items"]
    for rate in (-1, 10_001):
        wrong = {"items": [{"country": "DE", "tax_class": "*", "rate_bp": rate}]}
        assert pointers(await shop.client.put(url, json=wrong, headers=staff)) == ["/items/0/rate_bp"]


# Reports


async def test_sales_are_reported_to_those_who_may_know(shop: testing.Running) -> None:
    url = "/v1/reports/sales"
    problem(await shop.client.get(url), 401, "unauthenticated")
    problem(await shop.client.get(url, headers=shop.token("usr_w", roles=WAREHOUSE)), 403, "forbidden")
    staff = shop.token("usr_f", roles=("finance",))
    await confirmed(shop)
    await confirmed(shop)
    await placed(shop)
    today = clock.now().date()

    async def report(query: str) -> httpx.Response:
        return await shop.client.get(f"{url}?{query}", headers=staff)

    found = (await report("")).json()
    (row,) = found["items"]
    assert (row["begin"], row["orders"], row["units"]) == (str(today), 2, 4)
    assert row["total"] == {"amount": 5980, "currency": "EUR"}
    assert found["end"] == str(today)
    yesterday = today - timedelta(days=1)
    assert (await report(f"from={yesterday}&to={yesterday}")).json()["items"] == []
    assert len((await report(f"from={today}&to={today}&interval=month")).json()["items"]) == 1
    assert pointers(await report(f"from={today}&to={yesterday}")) == ["/query/to"]
    assert pointers(await report("from=1990-01-01")) == ["/query/from"]
    assert pointers(await report("from=soon")) == ["/query/from"]
    for day in ("0001-01-01", "1969-12-31", "9999-12-31"):
        assert pointers(await report(f"to={day}")) == ["/query/to"]
        assert pointers(await report(f"from={day}&to={day}")) == ["/query/from"]
    assert (await report("to=9999-12-30")).json()["items"] == []
    assert pointers(await report("interval=minute")) == ["/query/interval"]


async def test_what_went_back_is_told(shop: testing.Running) -> None:
    found = await confirmed(shop)
    url = f"/v1/orders/{found['id']}?token={found['token']}"
    assert "refunded" not in (await shop.client.get(url)).json()["payment"]
    for refunded, total, status, version in ((550, 550, "partially_refunded", 5), (2440, 2990, "refunded", 6)):
        await shop.deliver(Saga.refunded(found["id"], refunded, total, version))
        payment = (await shop.client.get(url)).json()["payment"]
        assert (payment["status"], payment["refunded"]) == (status, {"amount": total, "currency": "EUR"})


async def test_a_disputed_payment_is_told(shop: testing.Running) -> None:
    found = await confirmed(shop)
    await shop.deliver(Saga.disputed(found["id"]))
    seen = (await shop.client.get(f"/v1/orders/{found['id']}?token={found['token']}")).json()
    assert (seen["status"], seen["payment"]["status"]) == ("confirmed", "disputed")


async def test_a_cart_of_more_than_can_be_ordered_can_be_looked_at_and_emptied(
    shop: testing.Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pricing, "TOTAL_MAX", 2_000)
    cart_id = await filled_cart(shop, MUG=1)
    url = f"/v1/carts/{cart_id}"
    assert (await shop.client.put(f"{url}/lines/CUP", json={"quantity": 100})).status_code == 200
    cart = (await shop.client.get(url)).json()
    assert [line["sku"] for line in cart["lines"]] == ["MUG", "CUP"]
    assert [each["code"] for each in cart["problems"]] == ["price-unknown"]
    assert "beyond what one order can come to" in cart["problems"][0]["detail"]
    assert (await shop.client.delete(f"{url}/lines/CUP")).is_success
    assert (await shop.client.get(url)).json()["problems"] == []
