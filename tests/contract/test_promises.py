"""The HTTP contract, row by row: what an outsider's client relies on is in the document, and nothing of it differs."""

from __future__ import annotations

import json
from typing import Any

import pytest

import stacks
from souk.local import checkout
from souk.serving import auth

Json = dict[str, Any]
DOCUMENT: Json = json.loads((checkout.ROOT / "openapi" / "souk.json").read_bytes())

PROMISED = """
GET    /healthz                                     200
GET    /openapi.json                                200
GET    /asyncapi.json                               200
GET    /.well-known/jwks.json                       200
GET    /media/{}                                    200

POST   /v1/auth/register                            201
POST   /v1/auth/login                               200
POST   /v1/auth/refresh                             200
POST   /v1/auth/logout                              204 signed-in
POST   /v1/auth/logout-all                          204 signed-in
POST   /v1/auth/password/forgot                     202
POST   /v1/auth/password/reset                      204
POST   /v1/auth/email/verify                        204
POST   /v1/me/password                              204 signed-in
GET    /v1/me                                       200 signed-in
PATCH  /v1/me                                       200 signed-in
GET    /v1/me/addresses                             200 signed-in
POST   /v1/me/addresses                             201 signed-in
PUT    /v1/me/addresses/{}                          200 signed-in
DELETE /v1/me/addresses/{}                          204 signed-in
GET    /v1/me/sessions                              200 signed-in
DELETE /v1/me/sessions/{}                           204 signed-in
GET    /v1/users                                    200 users:read
GET    /v1/users/{}                                 200 users:read
PATCH  /v1/users/{}                                 200 users:write
GET    /v1/users/{}/audit                           200 users:read
GET    /v1/roles                                    200 users:read

GET    /v1/products                                 200
GET    /v1/products/{}                              200
POST   /v1/products                                 201 products:write
PATCH  /v1/products/{}                              200 products:write
DELETE /v1/products/{}                              204 products:write
POST   /v1/products/{}/publish                      200 products:write
POST   /v1/products/{}/unpublish                    200 products:write
POST   /v1/products/{}/variants                     201 products:write
PATCH  /v1/variants/{}                              200 products:write
DELETE /v1/variants/{}                              204 products:write
GET    /v1/variants                                 200
GET    /v1/categories                               200
POST   /v1/categories                               201 products:write
PATCH  /v1/categories/{}                            200 products:write
DELETE /v1/categories/{}                            204 products:write
POST   /v1/media                                    201 products:write
GET    /v1/search/suggest                           200

GET    /v1/stock                                    200
POST   /v1/stock/{}/adjustments                     201 stock:write
GET    /v1/stock/{}/movements                       200 stock:read
GET    /v1/locations                                200 stock:read
POST   /v1/locations                                201 stock:write
PATCH  /v1/locations/{}                             200 stock:write
GET    /v1/audit                                    200 reports:read
GET    /v1/operations/overview                      200 reports:read
GET    /v1/operations/dead-letters                  200 reports:read
GET    /v1/operations/dead-letters/{}               200 reports:read
POST   /v1/operations/dead-letters/{}/retry         200 settings:write
POST   /v1/operations/dead-letters/{}/drop          200 settings:write
GET    /v1/operations/journal                       200 reports:read
GET    /v1/operations/stuck-orders                  200 reports:read
GET    /v1/operations/orders/{}/saga                200 reports:read

GET    /v1/reservations                             200 stock:read

POST   /v1/carts                                    201
GET    /v1/carts/{}                                 200
PUT    /v1/carts/{}/lines/{}                        200
DELETE /v1/carts/{}/lines/{}                        204
POST   /v1/carts/{}/quote                           200
POST   /v1/orders                                   201
POST   /v1/orders                                   202
GET    /v1/orders                                   200 signed-in
GET    /v1/orders/{}                                200
GET    /v1/orders/{}/events                         200
POST   /v1/orders/{}/cancel                         200
POST   /v1/orders/{}/fulfillments                   201 orders:write
POST   /v1/fulfillments/{}/deliver                  200 orders:write
GET    /v1/shipping-methods                         200
POST   /v1/shipping-methods                         201 settings:write
PATCH  /v1/shipping-methods/{}                      200 settings:write
GET    /v1/tax-rates                                200 settings:write
PUT    /v1/tax-rates                                200 settings:write
GET    /v1/reports/sales                            200 reports:read

GET    /v1/payments                                 200 payments:read
GET    /v1/payments/{}                              200 payments:read
POST   /v1/payments/{}/capture                      200 payments:write
POST   /v1/payments/{}/void                         200 payments:write
POST   /v1/payments/{}/refunds                      201 payments:write
GET    /v1/ledger/entries                           200 payments:read
GET    /v1/ledger/balances                          200 payments:read
POST   /v1/webhooks/{}                              200

GET    /v1/notifications                            200 orders:read
POST   /v1/notifications/{}/resend                  201 orders:write
"""
"""Method, path, the status of success, and what the caller has to hold: a scope, a session, or nothing."""

LATER = """
POST   /v1/me/otp
POST   /v1/me/otp/confirm
DELETE /v1/me/otp
GET    /v1/me/export
DELETE /v1/me
GET    /v1/api-keys
POST   /v1/api-keys
DELETE /v1/api-keys/1
GET    /v1/products/1/reviews
POST   /v1/products/1/reviews
PATCH  /v1/reviews/1
POST   /v1/imports/products
GET    /v1/imports/1
GET    /v1/exports/products
POST   /v1/stock/transfers
PATCH  /v1/stock/1
PUT    /v1/carts/1/coupons/1
DELETE /v1/carts/1/coupons/1
POST   /v1/carts/1/merge
POST   /v1/orders/1/returns
POST   /v1/returns/1/approve
POST   /v1/returns/1/reject
POST   /v1/returns/1/receive
GET    /v1/orders/1/invoice.pdf
GET    /v1/promotions
POST   /v1/promotions
PATCH  /v1/promotions/1
GET    /v1/webhook-endpoints
POST   /v1/webhook-endpoints
DELETE /v1/webhook-endpoints/1
GET    /v1/webhook-endpoints/1/deliveries
POST   /v1/webhook-deliveries/1/retry
"""
"""What no client may expect yet."""

SCOPES = {
    *("products:write", "stock:read", "stock:write", "orders:read", "orders:write", "payments:read", "payments:write"),
    *("users:read", "users:write", "reports:read", "settings:write"),
}
KEY_REQUIRED = {
    ("POST", "/v1/orders"),
    ("POST", "/v1/payments/{}/refunds"),
    ("POST", "/v1/payments/{}/capture"),
    ("POST", "/v1/stock/{}/adjustments"),
}
KEY_NOT_TAKEN = {("POST", "/v1/carts/{}/quote"), ("POST", "/v1/webhooks/{}")}
"""These change nothing that a second time would change again."""
PROBLEM_MEMBERS = ("type", "title", "status", "detail", "instance")


def rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.splitlines() if line]


def bare(path: str) -> str:
    """A path without the names of its parameters."""
    return "/".join("{}" if step.startswith("{") else step for step in path.split("/"))


OPERATIONS: dict[tuple[str, str], Json] = {
    (method.upper(), bare(path)): operation
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
}


@pytest.mark.parametrize("row", rows(PROMISED), ids=" ".join)
def test_a_promise_is_documented(row: list[str]) -> None:
    method, path, status, *needed = row
    operation = OPERATIONS[method, path]
    assert status in operation["responses"]
    assert operation.get("x-scope", "signed-in" if operation.get("security") == [{"bearer": []}] else None) == (
        needed[0] if needed else None
    )


def test_success_is_what_was_promised_and_nothing_else() -> None:
    """`304` is no success of its own, and `202` is promised of orders."""
    promised: dict[tuple[str, str], set[str]] = {}
    for method, path, status, *_ in rows(PROMISED):
        promised.setdefault((method, path), set()).add(status)
    said = {
        key: {status for status in operation["responses"] if status.startswith("2")}
        for key, operation in OPERATIONS.items()
        if key in promised
    }
    assert said == promised


def test_every_scope_is_named_and_asked_for() -> None:
    asked = {operation["x-scope"] for operation in OPERATIONS.values() if "x-scope" in operation}
    assert asked == SCOPES
    assert set(auth.ROLES["admin"]) == SCOPES
    assert not auth.ROLES["customer"]


@pytest.mark.parametrize("method", ["POST"])
def test_a_key_is_taken_by_every_post_and_demanded_where_money_or_stock_moves(method: str) -> None:
    for (verb, path), operation in OPERATIONS.items():
        headers = {each["name"]: each["required"] for each in operation.get("parameters", ()) if each["in"] == "header"}
        if verb == method and (verb, path) not in KEY_NOT_TAKEN:
            assert headers.get("Idempotency-Key") is ((verb, path) in KEY_REQUIRED), path


def test_every_refusal_is_a_problem_document() -> None:
    problem = DOCUMENT["components"]["schemas"]["Problem"]["properties"]
    assert set(PROBLEM_MEMBERS) <= problem.keys()
    for key, operation in OPERATIONS.items():
        for status, response in operation["responses"].items():
            if status >= "400" and key != ("GET", "/healthz"):
                if "$ref" in response:
                    response = DOCUMENT["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
                assert list(response["content"]) == ["application/problem+json"], (key, status)


def test_every_list_can_be_paged_or_is_whole() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    for (method, path), operation in OPERATIONS.items():
        if method != "GET" or "200" not in operation["responses"]:
            continue
        content = operation["responses"]["200"].get("content", {}).get("application/json", {})
        name = content.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
        members = schemas.get(name, {}).get("properties", {})
        parameters = {each["name"]: each["schema"] for each in operation.get("parameters", ())}
        if "cursor" in parameters:
            assert {"items", "next_cursor"} <= members.keys(), path
            assert (parameters["limit"]["minimum"], parameters["limit"]["maximum"]) == (1, 100), path
            assert parameters["limit"]["default"] == 24, path


@pytest.mark.parametrize("row", rows(LATER), ids=" ".join)
@pytest.mark.stack
def test_what_comes_later_is_not_there_yet(admin: stacks.Person, row: list[str]) -> None:
    method, path = row
    steps = "/".join("{}" if step == "1" else step for step in path.split("/"))
    assert (method, steps) not in OPERATIONS
    answer = admin.client.request(method, path, json={} if method in {"POST", "PUT", "PATCH"} else None)
    is_there_otherwise = any(known == steps for _, known in OPERATIONS)
    assert answer.status_code == (405 if is_there_otherwise else 404)
    problem = answer.json()
    assert set(PROBLEM_MEMBERS) <= problem.keys()
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.stack
def test_who_lacks_a_scope_gets_no_further_than_the_door(shop: stacks.Shop, customer: stacks.Person) -> None:
    """Nor does who is not signed in; what was asked does not matter, and that it is nonsense is not told."""
    guest = shop.guest()
    for (method, path), operation in OPERATIONS.items():
        where = path.replace("{}", "1")
        if operation.get("security") == [{"bearer": []}]:
            assert guest.request(method, where).status_code == 401, (method, path)
        if "x-scope" in operation:
            answer = customer.client.request(method, where)
            assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden"), (method, path)


@pytest.mark.stack
def test_the_edge_tells_what_is_committed(shop: stacks.Shop) -> None:
    guest = shop.guest()
    assert guest.get("/openapi.json").json() == DOCUMENT
    assert guest.get("/asyncapi.json").json() == json.loads((checkout.ROOT / "asyncapi" / "souk.json").read_bytes())
