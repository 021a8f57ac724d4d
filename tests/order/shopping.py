"""How tests speak with the shop over HTTP."""

from __future__ import annotations

from typing import Any

import httpx

from order.builders import ADDRESS, Saga
from souk import testing

WAREHOUSE = ("warehouse",)
ADMIN = ("admin",)
ANN, BOB = "usr_ann", "usr_bob"


def body(**changes: Any) -> dict[str, Any]:
    """Two mugs to Berlin for 29.90; a member changed to None is left out."""
    values: dict[str, Any] = {
        "lines": [{"sku": "MUG", "quantity": 2}],
        "email": "ann@example.org",
        "shipping_address": ADDRESS,
        "shipping_method": "standard",
        "payment": {"gateway": "sandbox", "token": "tok_ok"},
    }
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


async def order(shop: testing.Running, *, headers: dict[str, str] | None = None, **changes: Any) -> httpx.Response:
    return await shop.client.post("/v1/orders", json=body(**changes), headers={**testing.key(), **(headers or {})})


async def placed(shop: testing.Running, **changes: Any) -> dict[str, Any]:
    answer = await order(shop, **changes)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def confirmed(shop: testing.Running, **changes: Any) -> dict[str, Any]:
    found = await placed(shop, **changes)
    await shop.deliver(Saga.reserved(found["id"]))
    await shop.deliver(Saga.captured(found["id"]))
    return found


async def filled_cart(shop: testing.Running, **lines: int) -> str:
    cart_id: str = (await shop.client.post("/v1/carts")).json()["id"]
    for sku, quantity in lines.items():
        answer = await shop.client.put(f"/v1/carts/{cart_id}/lines/{sku}", json={"quantity": quantity})
        assert answer.status_code == 200, answer.text
    return cart_id


def problem(answer: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    """The problem document, checked."""
    found: dict[str, Any] = answer.json()
    assert (answer.status_code, found.get("type")) == (status, f"/problems/{slug}"), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert found["status"] == status
    return found


def pointers(answer: httpx.Response) -> list[str]:
    return [each["pointer"] for each in problem(answer, 422, "validation-failed")["errors"]]
