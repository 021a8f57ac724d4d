"""Somebody at the edge, with nothing but the HTTP contract in hand."""

from __future__ import annotations

import itertools
import threading
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import httpx

R = TypeVar("R")

PATIENCE_S = 60.0
"""How long a story waits for what must happen; it goes on as soon as it did."""
GLANCE_S = 0.05
WAIT_S = 5
"""What stories say in `Prefer: wait`."""

ADDRESS = {"name": "Ada Reyes", "line1": "1 Harbour Row", "city": "Cork", "postal_code": "T12 X8YR", "country": "IE"}
SHIPPING_METHOD = "standard"

_numbers = itertools.count(1)


def until(look: Callable[[], R | None], what: str, patience_s: float = PATIENCE_S) -> R:
    """The first answer of `look` that is something."""
    limit = time.monotonic() + patience_s
    while True:
        seen = look()
        if seen:
            return seen
        assert time.monotonic() < limit, f"{what}: not within {patience_s:.0f} s, last seen: {seen!r}"
        time.sleep(GLANCE_S)


def at_once(*acts: Callable[[], R]) -> list[R]:
    """What comes of doing these at the same moment, in their order."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], R]) -> R:
        gate.wait(PATIENCE_S)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refusal(answer: httpx.Response, status: int, slug: str) -> Any:
    """The problem document, when the answer is this refusal and looks as the contract says."""
    assert answer.status_code == status, f"{answer.status_code} {answer.text}"
    assert answer.headers["content-type"].startswith("application/problem+json")
    problem = answer.json()
    assert problem["type"] == f"/problems/{slug}"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["instance"]
    return problem


def demand(answer: httpx.Response, status: int = 200) -> Any:
    """The JSON of an answer with this status."""
    assert answer.status_code == status, f"{answer.request.method} {answer.request.url} → {answer} {answer.text}"
    return answer.json() if answer.content else None


class Shopper:
    """A guest, or with `token` somebody who signed in. May be used by many threads."""

    def __init__(self, http: httpx.Client, *, email: str | None = None, token: str | None = None) -> None:
        self.http = http
        self.email = email or f"shopper-{next(_numbers)}-{uuid.uuid4().hex[:8]}@example.org"
        self.token = token

    def ask(
        self, method: str, path: str, body: Any = None, *, key: str | None = None, **headers: str
    ) -> httpx.Response:
        """One request; `key` is its Idempotency-Key, underscores in names of headers become dashes."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if key is not None:
            sent["Idempotency-Key"] = key
        if self.token is not None:
            sent["Authorization"] = f"Bearer {self.token}"
        return self.http.request(method, path, json=body, headers=sent)

    def get(self, path: str) -> Any:
        return demand(self.ask("GET", path))

    def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        """With a key of its own, whether the call asks for one or not."""
        return demand(self.ask("POST", path, body, key=new_key()), status)

    def fill_cart(self, lines: Mapping[str, int]) -> str:
        """A new cart's id."""
        cart_id: str = self.post("/v1/carts", status=201)["id"]
        for sku, quantity in lines.items():
            demand(self.ask("PUT", f"/v1/carts/{cart_id}/lines/{sku}", {"quantity": quantity}))
        return cart_id

    def checkout(self, *, card: str = "tok_ok", **members: Any) -> dict[str, Any]:
        """The body of an order; `cart_id` or `lines` is among the members."""
        return {
            "email": self.email,
            "shipping_address": ADDRESS,
            "shipping_method": SHIPPING_METHOD,
            "payment": {"gateway": "sandbox", "token": card},
        } | members

    def place(self, body: Any, *, key: str | None = None, wait_s: int | None = WAIT_S) -> httpx.Response:
        """Send an order off."""
        prefer = {} if wait_s is None else {"Prefer": f"wait={wait_s}"}
        return self.ask("POST", "/v1/orders", body, key=key or new_key(), **prefer)

    def buy(self, lines: Mapping[str, int], *, card: str = "tok_ok") -> Any:
        """Buy these, and see the order confirmed, however long it takes."""
        wanted = [{"sku": sku, "quantity": quantity} for sku, quantity in lines.items()]
        answer = self.place(self.checkout(card=card, lines=wanted))
        assert answer.status_code in (201, 202), answer.text
        return self.see(answer.json(), "confirmed")

    def look(self, order: Mapping[str, Any]) -> Any:
        """The order as it is now."""
        return self.get(self.path_of(order)) | ({"token": order["token"]} if "token" in order else {})

    def see(self, order: Mapping[str, Any], *statuses: str) -> Any:
        """The order, once it stands there."""

        def there() -> Any:
            seen = self.look(order)
            return seen if seen["status"] in statuses else None

        return until(there, f"order {order['id']} {' or '.join(statuses)}")

    def cancel(self, order: Mapping[str, Any]) -> httpx.Response:
        return self.ask("POST", self.path_of(order, "/cancel"), key=new_key())

    def path_of(self, order: Mapping[str, Any], below: str = "") -> str:
        """Of an order, with the guest's token when there is one."""
        token = f"?token={order['token']}" if "token" in order else ""
        return f"/v1/orders/{order['id']}{below}{token}"

    def available(self, sku: str) -> int:
        """Units that everybody may buy."""
        units: int = self.get(f"/v1/stock?sku={sku}")["items"][0]["available"]
        return units

    def sees_available(self, sku: str, units: int) -> None:
        """Wait until so many are there to buy."""
        until(lambda: self.available(sku) == units, f"{units} of {sku} available")


def new_key() -> str:
    return uuid.uuid4().hex


def steps(order: Mapping[str, Any]) -> Sequence[str]:
    """Where the order stood, one after the other."""
    return [step["status"] for step in order["history"]]
