"""Customers at a constant rate: they fill carts, order, look, change their minds; every answer is on record.

An answer is `ok` (2xx) or `refused` (4xx). No answer, and 5xx, is `unknown`: the same request is sent again under the
same key until it is answered, and never counted as a success meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import aiohttp

from proof.chaos import arrivals
from proof.chaos.asking import (
    CONNECTIONS_MAX,
    REQUEST_TIMEOUT_S,
    Answer,
    Edges,
    Shopper,
    UnansweredError,
    bearer,
    insist,
)
from souk.audit import history as histories

CUSTOMERS_MAX = 5_000
SECONDS_MAX = 300.0
"""No stream is longer, whatever happens to its shop."""
COUNTRY = "IE"
PAGES = 50
"""So many different looks at the catalogue, that caches have something to keep."""
PASSWORD = "teapot-meadow-73-lantern"  # noqa: S105 - of customers who live for a minute

Then = Literal["nothing", "cancel at once", "cancel when confirmed", "refund a part", "refund all"]


@dataclass(frozen=True)
class Plan:
    """What one customer does: pays with this card, and then changes their mind, or not.

    `is_member`: registers first and orders signed in; the others are guests. `has_cart`: fills a cart first.
    `listens`: follows the order by Server-Sent Events; the others ask again and again.
    """

    card: str = "tok_ok"
    then: Then = "nothing"
    is_member: bool = False
    has_cart: bool = False
    listens: bool = False


MIX = (
    Plan(),
    Plan(has_cart=True),
    Plan(then="refund a part"),
    Plan("tok_declined", listens=True),
    Plan("tok_webhook"),
    Plan(then="cancel at once"),
    Plan("tok_auth_only", listens=True),
    Plan(is_member=True, has_cart=True),
    Plan(then="cancel when confirmed", listens=True),
    Plan("tok_webhook", "cancel at once"),
    Plan("tok_auth_only", "cancel when confirmed"),
    Plan(then="refund all", has_cart=True),
)


@dataclass(frozen=True)
class Place:
    """Where customers come to: the edges' addresses, what is for sale, a way of shipping, who may refund."""

    edges: Sequence[str]
    skus: Sequence[str]
    method: str
    staff: Mapping[str, str]


@dataclass
class Customer:
    """One customer's story, in monotonic seconds. What is None did not happen."""

    plan: Plan
    email: str
    came_at: float
    accepted_at: float | None = None
    settled_at: float | None = None
    """When they were told how their order ended, or that there would be none."""
    status: str | None = None
    unknown: list[tuple[float, str]] = field(default_factory=list)
    """Tries without an answer."""
    error: str | None = None
    """Why they gave up."""


@dataclass
class Stream:
    """All customers of one stream, and what they were told."""

    customers: list[Customer] = field(default_factory=list)
    operations: list[histories.Operation] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """Customers who do not know yet what becomes of their order."""
        return sum(each.settled_at is None for each in self.customers)

    @property
    def unknown(self) -> Counter[str]:
        return Counter(what for each in self.customers for _, what in each.unknown)

    @property
    def gave_up(self) -> list[Customer]:
        return [each for each in self.customers if each.error is not None]


@contextlib.asynccontextmanager
async def stream(place: Place, name: str, rate_per_s: float, plans: Sequence[Plan] = MIX) -> AsyncIterator[Stream]:
    """Customers come as long as the block runs; leaving it waits until each has got every answer, or given up."""
    made = Stream()
    timeout = aiohttp.ClientTimeout(total=REQUEST_TIMEOUT_S)
    connector = aiohttp.TCPConnector(limit=CONNECTIONS_MAX)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as client:
        session = Edges(client, place.edges)
        staff = bearer((await insist(session, "POST", "/v1/auth/login", place.staff)).body)
        is_over = asyncio.Event()
        desk = _Desk(session, place, made, staff)

        async def serve(number: int) -> None:
            customer = Customer(plans[number % len(plans)], f"{name}-{number}@chaos.example", time.monotonic())
            made.customers.append(customer)
            await desk.serve(customer)

        coming = asyncio.create_task(
            arrivals.come(serve, rate_per_s, is_over, count_max=CUSTOMERS_MAX, seconds_max=SECONDS_MAX)
        )
        try:
            yield made
        except BaseException:
            coming.cancel()
            raise
        finally:
            is_over.set()
            with contextlib.suppress(asyncio.CancelledError):
                await coming


class _Desk:
    """Acts for all customers of a stream."""

    def __init__(self, session: Edges, place: Place, made: Stream, staff: Mapping[str, str]) -> None:
        self._session = session
        self._place = place
        self._made = made
        self._staff = staff
        self._skus = itertools.cycle(place.skus)

    async def serve(self, customer: Customer) -> None:
        """One customer from the first request to the last answer."""
        shopper = Shopper(self._session, customer.email, self._made.operations, customer.unknown)
        try:
            await self._buy(customer, shopper)
        except UnansweredError as error:
            customer.error = str(error)
        if customer.settled_at is None:
            customer.settled_at = time.monotonic()

    async def _buy(self, customer: Customer, shopper: Shopper) -> None:
        plan = customer.plan
        await shopper.ask("GET", f"/v1/products?limit={1 + len(self._made.customers) % PAGES}", None)
        if plan.is_member:
            person = {"email": customer.email, "password": PASSWORD, "name": "A member"}
            answer = await shopper.ask("POST", "/v1/auth/register", person)
            if not answer.is_ok:
                customer.error = f"registering was refused: {answer}"
                return
            shopper.headers = bearer(answer.body)
        placed = await shopper.place(await self._order(customer, shopper))
        if not placed.is_ok:
            customer.error = f"ordering was refused: {placed}"
            return
        customer.accepted_at = time.monotonic()
        if plan.then == "cancel at once":
            self._demand(customer, await shopper.cancel())
        order = (await (shopper.heard() if plan.listens else shopper.decided())).body
        customer.settled_at, customer.status = time.monotonic(), order["status"]
        if plan.then == "cancel when confirmed":
            self._demand(customer, await shopper.cancel())
        elif plan.then in ("refund a part", "refund all"):
            part = {"amount": {"amount": 100, "currency": "EUR"}} if plan.then == "refund a part" else {}
            self._demand(customer, await shopper.refund(order["payment"]["id"], part, self._staff))

    @staticmethod
    def _demand(customer: Customer, answer: Answer) -> None:
        if not answer.is_ok:
            customer.error = f"{customer.plan.then} was refused: {answer}"

    async def _order(self, customer: Customer, shopper: Shopper) -> dict[str, object]:
        address = {"name": "Some Body", "line1": "Quay 1", "city": "Cork", "postal_code": "T12", "country": COUNTRY}
        body: dict[str, object] = {
            "email": customer.email,
            "shipping_address": address,
            "shipping_method": self._place.method,
            "payment": {"gateway": "sandbox", "token": customer.plan.card},
        }
        wanted = [(next(self._skus), quantity) for quantity in (1, 2)]
        if not customer.plan.has_cart:
            return body | {"lines": [{"sku": sku, "quantity": quantity} for sku, quantity in wanted]}
        cart = (await shopper.ask("POST", "/v1/carts", {})).body["id"]
        for sku, quantity in wanted:
            await shopper.ask("PUT", f"/v1/carts/{cart}/lines/{sku}", {"quantity": quantity})
        return body | {"cart_id": cart}
