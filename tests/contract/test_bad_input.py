"""What nobody should send, sent to a real shop: a clear problem each time, and nothing is changed by it."""

from __future__ import annotations

import functools
import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import httpx
import jwt
import pytest

import stacks
from contract import world
from contract.world import DRAFT_SKU, SKU, World, new_key

pytestmark = pytest.mark.stack

MIB = 1024 * 1024
JSON = {"Content-Type": "application/json"}
NOBODY = "crt_" + "0" * 36


@pytest.fixture(scope="module")
def here(shop: stacks.Shop, admin: stacks.Person) -> World:
    return world.build(shop, admin)


class Bad(NamedTuple):
    """`ask` gets `status` and the problem `/problems/<slug>`, which points at `pointers`."""

    name: str
    ask: Callable[[World], httpx.Response]
    status: int
    slug: str
    pointers: Sequence[str] = ()


def raw(content: bytes | str, path: str = "/v1/orders", **headers: str) -> Callable[[World], httpx.Response]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda w: w.guest.post(path, content=content, headers={**JSON, "Idempotency-Key": new_key(), **named})


def upload(content: bytes, name: str = "a.png") -> Callable[[World], httpx.Response]:
    return lambda w: w.admin.client.post("/v1/media", files={"file": (name, content, "image/png")})


INVALID, MALFORMED = "validation-failed", "malformed-request"

UNREADABLE = [
    Bad("half an object", raw("{"), 400, MALFORMED),
    Bad("nothing at all", raw(""), 400, MALFORMED),
    Bad("no UTF-8", raw(b'{"email": "\xff\xfe"}'), 400, MALFORMED),
    Bad("not a number", raw('{"lines": [{"sku": "A", "quantity": NaN}]}'), 400, MALFORMED),
    Bad("half a character", raw('{"email": "\\ud800"}'), 400, MALFORMED),
    Bad("a comma too many", raw('{"email": "a@example.com",}'), 400, MALFORMED),
    Bad("a hundred thousand brackets", raw("[" * 100_000), 422, INVALID, ["/"]),
    Bad("deep in an unknown member", raw('{"email": ' + "[" * 100_000), 422, INVALID, ["/email"]),
    Bad("an array", raw("[]"), 422, INVALID, ["/"]),
    Bad("text", raw("{}", Content_Type="text/plain"), 415, "unsupported-media-type"),
    Bad("a form", raw("email=a", Content_Type="application/x-www-form-urlencoded"), 415, "unsupported-media-type"),
    Bad("over the limit", raw(b'{"email": "' + b"x" * MIB + b'"}'), 413, "content-too-large"),
    Bad("a method nobody takes", lambda w: w.guest.delete("/v1/orders"), 405, "method-not-allowed"),
    Bad("a path that climbs", lambda w: w.guest.get("/v1/%2e%2e/internal/orders"), 400, MALFORMED),
    Bad("what is the house's own", lambda w: w.guest.get("/internal/orders?ids=1"), 404, "not-found"),
    Bad("nowhere", lambda w: w.guest.get("/v1/nowhere"), 404, "not-found"),
]

WRONG_TYPES = [
    Bad("an unknown member", lambda w: w.place(colour="red"), 422, INVALID, ["/colour"]),
    Bad("a price of one's own", lambda w: w.place(lines=[{"sku": SKU, "quantity": 1, "price": 1}]), 422, INVALID,
        ["/lines/0/price"]),
    Bad("a number as text", lambda w: w.place(lines=[{"sku": SKU, "quantity": "1"}]), 422, INVALID,
        ["/lines/0/quantity"]),
    Bad("text as an object", lambda w: w.place(email={"$ne": None}), 422, INVALID, ["/email"]),
    Bad("a query as a password",
        lambda w: w.guest.post("/v1/auth/login", json={"email": w.customer.email, "password": {"$gt": ""}}),
        422, INVALID, ["/password"]),
    Bad("no address", lambda w: w.place(shipping_address=None), 422, INVALID, ["/shipping_address"]),
    Bad("half an address", lambda w: w.place(shipping_address={"name": "Ada"}), 422, INVALID, ["/shipping_address"]),
    Bad("no country", lambda w: w.place(shipping_address={**stacks.ADDRESS, "country": "Germany"}), 422, INVALID,
        ["/shipping_address/country"]),
    Bad("no e-mail", lambda w: w.place(email="nobody"), 422, INVALID, ["/email"]),
    Bad("neither cart nor lines", lambda w: w.place(lines=None), 422, INVALID, ["/lines"]),
    Bad("cart and lines", lambda w: w.place(cart_id=w.cart), 422, INVALID, ["/lines"]),
    Bad("a gateway nobody has", lambda w: w.place(payment={"gateway": "gold", "token": "tok_ok"}), 422, INVALID,
        ["/payment/gateway"]),
    Bad("no way to ship", lambda w: w.place(shipping_method="by-dragon"), 422, INVALID, ["/shipping_method"]),
    Bad("a page of none", lambda w: w.guest.get("/v1/products?limit=0"), 422, INVALID, ["/query/limit"]),
    Bad("a page of too many", lambda w: w.guest.get("/v1/products?limit=101"), 422, INVALID, ["/query/limit"]),
    Bad("a price below zero", lambda w: w.guest.get("/v1/products?min_price=-1"), 422, INVALID, ["/query/min_price"]),
    Bad("an order of its own", lambda w: w.guest.get("/v1/products?sort=luck"), 422, INVALID, ["/query/sort"]),
    Bad("a cursor from elsewhere", lambda w: w.guest.get("/v1/products?cursor=bm9uc2Vuc2U"), 422, INVALID,
        ["/query/cursor"]),
    Bad("a weak password",
        lambda w: w.guest.post("/v1/auth/register",
                               json={"email": "weak@example.com", "password": "password", "name": "W"}),
        422, INVALID, ["/password"]),
]  # fmt: skip

AMOUNTS = [
    Bad("less than nothing", lambda w: w.line(-1), 422, INVALID, ["/quantity"]),
    Bad("more than a line holds", lambda w: w.line(10_001), 422, INVALID, ["/quantity"]),
    Bad("more than 64 bits hold", lambda w: w.line(10**400), 422, INVALID, ["/quantity"]),
    Bad("half a unit", lambda w: w.line(1.5), 422, INVALID, ["/quantity"]),
    Bad("a truth", lambda w: w.line(True), 422, INVALID, ["/quantity"]),
    Bad("nothing of something", lambda w: w.place(lines=[{"sku": SKU, "quantity": 0}]), 422, INVALID,
        ["/lines/0/quantity"]),
    Bad("twice half too many", lambda w: w.place(lines=[{"sku": SKU, "quantity": 6_000}] * 2), 422, INVALID,
        ["/lines/1/quantity"]),
    Bad("no lines", lambda w: w.place(lines=[]), 422, INVALID, ["/lines"]),
    Bad("ten thousand lines",
        lambda w: w.place(lines=[{"sku": f"S{number}", "quantity": 1} for number in range(10_000)]),
        422, INVALID, ["/lines"]),
    Bad("a stale total", lambda w: w.place(expected_total={"amount": 1, "currency": "EUR"}), 409, "price-changed"),
    Bad("another currency", lambda w: w.place(expected_total={"amount": 1_999, "currency": "USD"}), 409,
        "price-changed"),
    Bad("a total beyond all money", lambda w: w.place(expected_total={"amount": 10**14, "currency": "EUR"}), 422,
        INVALID, ["/expected_total/amount"]),
    Bad("a price below one cent",
        lambda w: w.staff("PATCH", f"/v1/variants/{SKU}", {"price": {"amount": 0, "currency": "EUR"}}), 422, INVALID,
        ["/price/amount"]),
    Bad("a refund of less than nothing",
        lambda w: w.staff("POST", f"/v1/payments/{w.guests_order['payment']['id']}/refunds",
                          {"reason": "x", "amount": {"amount": -5, "currency": "EUR"}}),
        422, INVALID, ["/amount/amount"]),
    Bad("a refund of more than was paid",
        lambda w: w.staff("POST", f"/v1/payments/{w.guests_order['payment']['id']}/refunds",
                          {"reason": "x", "amount": {"amount": 10**9, "currency": "EUR"}}),
        409, "exceeds-captured"),
    Bad("stock below nothing", lambda w: adjust(w, set_to=-1), 422, INVALID, ["/set_to"]),
    Bad("more taken than is there", lambda w: adjust(w, delta=-1_000), 409, "stock-below-reserved"),
    Bad("stock counted at another time", lambda w: adjust(w, delta=1, expected_on_hand=7), 409, "stock-changed"),
]  # fmt: skip

UNKNOWN = [
    Bad("an unknown SKU", lambda w: w.place(lines=[{"sku": "NO-SUCH", "quantity": 1}]), 422, INVALID,
        ["/lines/0/sku"]),
    Bad("an unpublished product", lambda w: w.place(lines=[{"sku": DRAFT_SKU, "quantity": 1}]), 422, INVALID,
        ["/lines/0/sku"]),
    Bad("an unknown SKU into the cart", lambda w: w.line(1, "NO-SUCH"), 422, INVALID, ["/path/sku"]),
    Bad("an unpublished one into the cart", lambda w: w.line(1, DRAFT_SKU), 422, INVALID, ["/path/sku"]),
    Bad("a draft seen by a guest", lambda w: w.guest.get(f"/v1/products/{w.draft['id']}"), 404, "not-found"),
    Bad("drafts asked for by a guest", lambda w: w.guest.get("/v1/products?status=draft"), 403, "forbidden"),
    Bad("a cart that is not there", lambda w: w.guest.get(f"/v1/carts/{NOBODY}"), 404, "not-found"),
    Bad("a line in it", lambda w: w.line(1, cart=NOBODY), 404, "not-found"),
    Bad("an order of it", lambda w: w.place(lines=None, cart_id=NOBODY), 404, "not-found"),
    Bad("no cart at all", lambda w: w.place(lines=None, cart_id="' OR 1=1"), 422, INVALID, ["/cart_id"]),
]  # fmt: skip

FOREIGN = [
    Bad("somebody's order", lambda w: w.stranger.client.get(order_of(w)), 404, "not-found"),
    Bad("somebody's order by nobody", lambda w: w.guest.get(order_of(w)), 404, "not-found"),
    Bad("a guest's order without the token", lambda w: w.guest.get(f"/v1/orders/{w.guests_order['id']}"), 404,
        "not-found"),
    Bad("with the token of another order", lambda w: w.guest.get(f"{order_of(w)}?token={w.guests_order['token']}"),
        404, "not-found"),
    Bad("what becomes of it", lambda w: w.stranger.client.get(f"{order_of(w)}/events"), 404, "not-found"),
    Bad("cancelling it", lambda w: w.stranger.client.post(f"{order_of(w)}/cancel", json={}), 404, "not-found"),
    Bad("somebody's address", lambda w: w.stranger.client.delete("/v1/me/addresses/adr_1"), 404, "not-found"),
    Bad("all orders", lambda w: w.guest.get("/v1/orders"), 401, "unauthenticated"),
]  # fmt: skip

WHO = [
    Bad("no token", lambda w: w.guest.get("/v1/me"), 401, "unauthenticated"),
    Bad("nonsense", lambda w: w.bearing("nonsense"), 401, "unauthenticated"),
    Bad("an expired token", lambda w: w.bearing(w.token(iat=1_000, exp=2_000)), 401, "unauthenticated"),
    Bad("a token just expired", lambda w: w.bearing(w.token(exp=time.time() - 60)), 401, "unauthenticated"),
    Bad("a forged token", lambda w: w.bearing(w.token(is_forged=True)), 401, "unauthenticated"),
    Bad("a token of another issuer", lambda w: w.bearing(w.token(iss="else")), 401, "unauthenticated"),
    Bad("a token without a signature",
        lambda w: w.bearing(jwt.encode({"sub": w.admin.id, "iss": "souk"}, "", algorithm="none")), 401,
        "unauthenticated"),
    Bad("a forged token where none is needed", lambda w: w.bearing("forged", f"/v1/stock?sku={SKU}"), 401,
        "unauthenticated"),
    Bad("another scheme", lambda w: w.guest.get("/v1/me", headers={"Authorization": "Basic YTpi"}), 401,
        "unauthenticated"),
    Bad("a service's door", lambda w: w.bearing(w.token(), "/v1/ledger/balances"), 403, "forbidden"),
    Bad("a scope one lacks", lambda w: w.customer.client.get("/v1/users"), 403, "forbidden"),
    Bad("stock by a customer",
        lambda w: w.customer.client.post(f"/v1/stock/{SKU}/adjustments", json={}), 403, "forbidden"),
    Bad("a wrong password", lambda w: sign_in(w, w.customer.email, "wrong"), 401, "invalid-credentials"),
    Bad("an e-mail nobody has", lambda w: sign_in(w, "nobody@example.com", "wrong"), 401, "invalid-credentials"),
    Bad("a forged refresh token",
        lambda w: w.guest.post("/v1/auth/refresh", json={"refresh_token": "forged"}), 401, "unauthenticated"),
    Bad("no signature", lambda w: w.webhook(None), 401, "invalid-signature"),
    Bad("a bad signature", lambda w: w.webhook(f"t={int(time.time())},v1={'0' * 64}"), 401, "invalid-signature"),
    Bad("a signature that is none", lambda w: w.webhook("t=now,v1=\u00fc".encode()), 401, "invalid-signature"),
    Bad("a signature of another body", lambda w: w.webhook(w.signed(b"{}")), 401, "invalid-signature"),
    Bad("a signature of long ago", lambda w: w.webhook(w.signed(b"{}", age_s=86_400), b"{}"), 401,
        "invalid-signature"),
    Bad("a signed nonsense", lambda w: w.webhook(w.signed(b"{}"), b"{}"), 400, MALFORMED),
    Bad("a gateway's hook nobody has", lambda w: w.guest.post("/v1/webhooks/gold", content=b"{}"), 404, "not-found"),
]  # fmt: skip

KEYS_AND_VERSIONS = [
    Bad("no key", lambda w: w.guest.post("/v1/orders", json=w.order()), 400, "idempotency-key-required"),
    Bad("a guest's key too short", lambda w: w.place(key="short"), 400, MALFORMED),
    Bad("a key too long", lambda w: w.place(key="x" * 256), 400, MALFORMED),
    Bad("a key with a space", lambda w: w.place(key="a key with spaces in it"), 400, MALFORMED),
    Bad("no key for stock",
        lambda w: w.admin.client.post(f"/v1/stock/{SKU}/adjustments", json={"delta": 1, "reason": "x"}), 400,
        "idempotency-key-required"),
    Bad("a stale version", lambda w: rename(w, '"1"'), 412, "version-mismatch"),
    Bad("a version of the future", lambda w: rename(w, '"999"'), 412, "version-mismatch"),
    Bad("no version at all", lambda w: rename(w, "yesterday's"), 412, "version-mismatch"),
    Bad("a stale product, deleted",
        lambda w: w.staff("DELETE", f"/v1/products/{w.product['id']}", If_Match='"1"'), 412, "version-mismatch"),
]  # fmt: skip

UPLOADS = [
    Bad("no image", upload(b"GIF89a, or so it says"), 415, "not-an-image"),
    Bad("a page", upload(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a.svg"), 415, "not-an-image"),
    Bad("nothing", upload(b""), 415, "not-an-image"),
    Bad("half an image", upload(world.png(4_000, 4_000)[:999]), 422, INVALID, ["/file"]),
    Bad("a bomb", upload(world.png(20_000, 20_000)), 413, "image-too-large"),
    Bad("over the limit", upload(bytes(20 * MIB + 1)), 413, "content-too-large"),
    Bad("no file", lambda w: w.admin.client.post("/v1/media", files={"else": ("a", b"a")}), 400, MALFORMED),
    Bad("no form", lambda w: w.admin.client.post("/v1/media", json={}), 400, MALFORMED),
]

TABLE = [
    *UNREADABLE, *WRONG_TYPES, *AMOUNTS, *UNKNOWN, *FOREIGN, *WHO, *KEYS_AND_VERSIONS, *UPLOADS,
]  # fmt: skip


def adjust(w: World, **members: int) -> httpx.Response:
    return w.staff("POST", f"/v1/stock/{SKU}/adjustments", {"reason": "x", **members})


def rename(w: World, version: str) -> httpx.Response:
    return w.staff("PATCH", f"/v1/products/{w.product['id']}", {"title": "Stolen"}, If_Match=version)


def sign_in(w: World, email: str, password: str) -> httpx.Response:
    return w.guest.post("/v1/auth/login", json={"email": email, "password": password})


def is_unknown(person: stacks.Person, path: str) -> bool:
    return person.client.get(path).status_code == 401


def order_of(w: World) -> str:
    return f"/v1/orders/{w.customers_order['id']}"


def assert_refused(answer: httpx.Response, status: int, slug: str, pointers: Sequence[str] = ()) -> None:
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (status, f"/problems/{slug}"), problem
    assert problem["status"] == status
    assert all(problem[member] for member in ("title", "detail", "instance"))
    assert [each["pointer"] for each in problem.get("errors", ())] == list(pointers), problem


@pytest.mark.parametrize("bad", TABLE, ids=lambda bad: bad.name)
def test_it_is_refused_and_nothing_changes(here: World, bad: Bad) -> None:
    before = here.kept()
    assert_refused(bad.ask(here), bad.status, bad.slug, bad.pointers)
    assert here.kept() == before


def test_who_watches_would_see_a_change(here: World) -> None:
    """Otherwise the test above could not fail."""
    before = here.kept()
    assert here.line(3).status_code == 200
    after = here.kept()
    assert {name for name in before if before[name] != after[name]} == {"order"}


def test_more_than_there_is_moves_nothing(here: World) -> None:
    """Whoever asks first is believed; the order ends by itself, and the shelves are as they were."""
    levels = here.kept()["inventory"]["stock_levels"]
    headers = {"Idempotency-Key": new_key(), "Prefer": "wait=30"}
    body = here.order(lines=[{"sku": SKU, "quantity": 9_999}])
    ended = here.guest.post("/v1/orders", json=body, headers=headers)
    assert (ended.status_code, ended.json()["status"], ended.json()["reason"]) == (201, "cancelled", "out_of_stock")
    stacks.until(here.is_settled)
    assert here.kept()["inventory"]["stock_levels"] == levels


def test_the_total_that_changed_is_told(here: World) -> None:
    refused = here.place(expected_total={"amount": 1, "currency": "EUR"})
    assert here.place(expected_total=refused.json()["total"]).status_code == 201
    stacks.until(here.is_settled)


def test_a_disabled_persons_token_is_worth_nothing(here: World) -> None:
    person = here.shop.person("support")
    assert person.client.get("/v1/orders").status_code == 200
    assert here.staff("PATCH", f"/v1/users/{person.id}", {"disabled": True}).status_code == 200
    services = ("/v1/me", "/v1/orders", f"/v1/stock?sku={SKU}", "/v1/payments", "/v1/notifications", "/v1/products")
    for path in services:
        stacks.until(functools.partial(is_unknown, person, path))
        assert person.client.get(path).json()["type"] == "/problems/unauthenticated"
    refused = sign_in(here, person.email, person.password)
    assert (refused.status_code, refused.json()["type"]) == (401, "/problems/invalid-credentials")
    again = here.guest.post("/v1/auth/refresh", json={"refresh_token": person.refresh_token})
    assert again.status_code == 401


def test_a_used_refresh_token_ends_the_session(here: World) -> None:
    person = here.shop.person()
    first, second = (
        here.guest.post("/v1/auth/refresh", json={"refresh_token": person.refresh_token}) for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (200, 401)
    assert second.json()["type"] == "/problems/token-reused"
    newest = here.guest.post("/v1/auth/refresh", json={"refresh_token": first.json()["refresh_token"]})
    assert newest.status_code == 401


def test_a_key_used_for_something_else_is_refused(here: World) -> None:
    key = new_key()
    first = here.place(key)
    again = here.place(key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json()["id"] == first.json()["id"]
    assert again.json()["token"] == first.json()["token"]
    assert again.headers["idempotent-replayed"] == "true"
    stacks.until(here.is_settled)
    before = here.kept()
    assert_refused(here.place(key, email="else@example.com"), 422, "idempotency-key-reused")
    assert here.kept() == before


def test_one_key_at_the_same_moment_has_one_effect(here: World) -> None:
    orders = here.shop.database("order")["orders"]
    before, key, body = orders.count_documents({}), new_key(), here.order()
    headers = {"Idempotency-Key": key}
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(here.guest.post, "/v1/orders", json=body, headers=headers) for _ in range(8)]
    answers = [each.result() for each in asked]
    assert {answer.status_code for answer in answers} == {201}, [answer.text for answer in answers]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum("idempotent-replayed" not in answer.headers for answer in answers) == 1
    assert orders.count_documents({}) == before + 1
    stacks.until(here.is_settled)


def test_an_answer_never_tells_how_it_came_about(here: World) -> None:
    """No traces, no paths, no names of what it is made of."""
    told = [bad.ask(here).text.lower() for bad in UNREADABLE + WHO]
    for word in ("traceback", "site-packages", ".py", "pymongo", "litestar", "mongodb://", str(here.shop.home.path)):
        assert [text for text in told if word in text] == [], word
    assert json.loads(told[0])
