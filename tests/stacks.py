"""A whole shop of a test's own: started through the launcher, asked through its edge, its stores open to look into."""

from __future__ import annotations

import contextlib
import os
import secrets
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from pymongo import MongoClient
from pymongo.database import Database

from souk.local import binaries, checkout, stack, topology
from souk.local.home import Home

ASK_TIMEOUT_S = 60.0
COMMAND_TIMEOUT_S = 120.0
PRICE = 1_999
"""Of everything that `Shop.put_on_sale` sells, in cents."""


def _quiet(_: object) -> None:
    """Nobody watches the stack come and go."""


@dataclass(frozen=True)
class Shop:
    """A running stack, as its `run.json` tells."""

    home: Home
    edge: str
    sandbox: str
    nats: str
    mongo: MongoClient[dict[str, Any]]
    _clients: list[httpx.Client]

    def database(self, service: str) -> Database[dict[str, Any]]:
        """A service's own database."""
        return self.mongo[f"souk_{service}"]

    def guest(self, **headers: str) -> httpx.Client:
        """Somebody who is not signed in; closed with the stack."""
        made = httpx.Client(base_url=self.edge, timeout=ASK_TIMEOUT_S, headers=headers)
        self._clients.append(made)
        return made

    def person(self, role: str = "customer") -> Person:
        """Somebody new with this role, signed in."""
        email, password = f"{role}-{secrets.token_hex(6)}@example.com", secrets.token_urlsafe(12)
        self.command("souk.user.admin", "ensure", email, "--role", role, "--password-stdin", told=password)
        return self.sign_in(email, password)

    def sign_in(self, email: str, password: str) -> Person:
        """A new session of an account."""
        client = self.guest()
        answer = client.post("/v1/auth/login", json={"email": email, "password": password})
        assert answer.status_code == 200, answer.text
        tokens = answer.json()
        client.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        return Person(tokens["user"]["id"], email, password, tokens["refresh_token"], client)

    def command(self, module: str, *arguments: str, told: str = "") -> str:
        """What one of our own modules says, run as a process of this stack and told a line on its standard input."""
        done = subprocess.run(
            checkout.command(module, *arguments),
            env=stack.environment(stack.run(self.home), self.home),
            input=f"{told}\n",
            capture_output=True,
            text=True,
            timeout=COMMAND_TIMEOUT_S,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in, and what it took."""

    id: str
    email: str
    password: str
    refresh_token: str
    client: httpx.Client

    @property
    def authorization(self) -> str:
        return self.client.headers["Authorization"]


@contextlib.contextmanager
def running(
    path: Path,
    *,
    replicas: Sequence[str] = (),
    shape: topology.Topology = topology.Topology.SEPARATE,
    environment: Mapping[str, str] | None = None,
    is_observed: bool = False,
    scaling_rules: Path | None = None,
) -> Iterator[Shop]:
    """A stack in an empty home, with no demo catalogue and an open mailbox, stopped in the end.

    It also ends when this process does, however that comes about.
    """
    home = Home(path)
    for program in binaries.SERVERS:
        if not os.environ.get(program.external or "-"):
            binaries.demand(program, _quiet)
    started = stack.start(
        home,
        replicas=replicas,
        shape=shape,
        environment=environment,
        is_detached=False,
        scaling_rules=scaling_rules,
        is_observed=is_observed,
    )
    try:
        told = stack.run(home)
        clients: list[httpx.Client] = []
        with MongoClient[dict[str, Any]](told["mongodb"], tz_aware=True) as mongo:
            yield Shop(home, told["edge"], told["sandbox"], told["nats"], mongo, clients)
            for client in clients:
                client.close()
    finally:
        started.stop(_quiet)


def put_on_sale(admin: Person, sku: str, units: int = 0, *, is_published: bool = True) -> dict[str, Any]:
    """A new product of one variant with this SKU: on the shelf, or a draft that has no shelf yet."""
    client = admin.client
    shelf = client.post("/v1/categories", json={"title": f"Shelf of {sku}", "slug": f"shelf-{sku.lower()}"})
    assert shelf.status_code == 201, shelf.text
    price = {"amount": PRICE, "currency": "EUR"}
    body = {"title": f"Thing {sku}", "category": shelf.json()["id"], "variants": [{"sku": sku, "price": price}]}
    made = client.post("/v1/products", json=body)
    assert made.status_code == 201, made.text
    product: dict[str, Any] = made.json()
    if is_published:
        published = client.post(f"/v1/products/{product['id']}/publish")
        assert published.status_code == 200, published.text
        product = published.json()
        set_stock(admin, sku, units)
    return product


def set_stock(admin: Person, sku: str, units: int) -> None:
    """Let there be so many of a SKU."""
    key = {"Idempotency-Key": secrets.token_hex(16)}

    def adjusted() -> bool:
        path = f"/v1/stock/{sku}/adjustments"
        answer = admin.client.post(path, json={"set_to": units, "reason": "test"}, headers=key)
        assert answer.status_code in {201, 404}, answer.text
        return answer.status_code == 201

    until(adjusted)  # the level itself comes with an event


ADDRESS = {"name": "Ada Guest", "line1": "Street 1", "city": "Berlin", "postal_code": "10115", "country": "DE"}


def order_of(client: httpx.Client, sku: str, quantity: int = 1, *, token: str = "tok_ok") -> dict[str, Any]:
    """The body of an order for one SKU, to be changed at will."""
    methods = client.get("/v1/shipping-methods", params={"country": ADDRESS["country"]}).json()["items"]
    return {
        "lines": [{"sku": sku, "quantity": quantity}],
        "email": "guest@example.com",
        "shipping_address": ADDRESS,
        "shipping_method": methods[0]["id"],
        "payment": {"gateway": "sandbox", "token": token},
    }


def buy(client: httpx.Client, sku: str, quantity: int = 1, *, token: str = "tok_ok") -> dict[str, Any]:
    """A confirmed order of one SKU."""
    headers = {"Idempotency-Key": secrets.token_hex(16), "Prefer": "wait=30"}
    answer = client.post("/v1/orders", json=order_of(client, sku, quantity, token=token), headers=headers)
    assert answer.status_code == 201, answer.text
    order: dict[str, Any] = answer.json()
    assert order["status"] == "confirmed", order
    return order


def until(holds: Callable[[], bool], timeout_s: float = 60.0) -> None:
    """Wait until something holds that happens elsewhere."""
    limit = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < limit, "it never came true"
        time.sleep(0.02)
