"""A stream of orders at a fixed rate, with cancellations and refunds, that keeps account of every answer.

An answer is `ok` (2xx) or `refused` (4xx). No answer, and 5xx, is `unknown`: the same request is sent again under the
same key until it is answered, and never counted as a success meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import aiohttp
from proof.chaos import arrivals, asking

from faults.rig import COUNTRY, Rig
from souk.audit import history as histories

RATE_PER_S = 25.0
ORDERS_MAX = 2_000
SECONDS_MAX = 120.0
"""No stream is longer, whatever happens to its shop."""

MEMBERS_PASSWORD = "teapot-meadow-73-lantern"

Then = Literal["nothing", "cancel at once", "cancel when confirmed", "refund a part", "refund all"]


@dataclass(frozen=True)
class Plan:
    """What one customer does: pays with this card, and then changes their mind, or not."""

    card: str = "tok_ok"
    then: Then = "nothing"
    is_member: bool = False
    """Registers first and orders signed in; the others are guests."""


MIX = (
    Plan(),
    Plan("tok_timeout_charged"),
    Plan(then="refund a part"),
    Plan("tok_declined"),
    Plan("tok_webhook"),
    Plan(then="cancel at once"),
    Plan("tok_auth_only"),
    Plan(is_member=True),
    Plan(then="cancel when confirmed"),
    Plan("tok_webhook", "cancel at once"),
    Plan("tok_auth_only", "cancel when confirmed"),
    Plan(then="refund all"),
)


@dataclass
class Customer:
    """One customer's story. What is None was not asked for, or never answered."""

    plan: Plan
    email: str
    begun_at: float
    registered: asking.Answer | None = None
    placed: asking.Answer | None = None
    seen: asking.Answer | None = None
    """The order as it was when the customer saw it decided."""
    changed: asking.Answer | None = None
    """The answer to the cancellation or the refund."""
    unknown: list[tuple[float, str]] = field(default_factory=list)
    """Tries that were not answered, or with 5xx: when and how."""
    error: str | None = None

    @property
    def order_id(self) -> str | None:
        return self.placed.body["id"] if self.placed is not None and self.placed.is_ok else None


def is_accepted(customer: Customer) -> bool:
    return customer.order_id is not None


@dataclass
class History:
    """Everything that the customers of one stream were told."""

    customers: list[Customer] = field(default_factory=list)
    operations: list[histories.Operation] = field(default_factory=list)
    """The same for the oracle, request by request."""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def unknown(self) -> Counter[str]:
        """Tries that were not answered, or with 5xx: how many of each kind."""
        return Counter(what for each in self.customers for _, what in each.unknown)

    async def more(self, count: int, chosen: Callable[[Customer], bool] = is_accepted) -> None:
        """Wait until so many more customers are as `chosen` says: by default, have an order that was accepted."""
        wanted = sum(map(chosen, self.customers)) + count
        async with asyncio.timeout(asking.ANSWER_TIMEOUT_S):
            while sum(map(chosen, self.customers)) < wanted:
                self._news.clear()
                await self._news.wait()

    def told(self) -> None:
        self._news.set()


@contextlib.asynccontextmanager
async def stream(
    rig: Rig, plans: Sequence[Plan] = MIX, *, rate_per_s: float = RATE_PER_S, name: str = ""
) -> AsyncIterator[History]:
    """Customers come at this rate as long as the block runs; leaving it waits until each has got every answer."""
    history = History()
    timeout = aiohttp.ClientTimeout(total=asking.REQUEST_TIMEOUT_S)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(rig.edge, timeout=timeout, connector=connector) as session:
        desk = Desk(session, rig, history)
        await desk.sign_in()
        is_over = asyncio.Event()
        tag = name or uuid.uuid4().hex[:8]

        async def serve(number: int) -> None:
            customer = Customer(plans[number % len(plans)], f"{tag}-{number}@faults.example", time.monotonic())
            history.customers.append(customer)
            await desk.serve(customer)

        coming = asyncio.create_task(
            arrivals.come(serve, rate_per_s, is_over, count_max=ORDERS_MAX, seconds_max=SECONDS_MAX)
        )
        try:
            yield history
        finally:
            is_over.set()
            await coming


class Desk:
    """Speaks to the shop for all customers of a stream."""

    def __init__(self, session: aiohttp.ClientSession, rig: Rig, history: History) -> None:
        self._session = session
        self._rig = rig
        self._history = history
        self._skus = itertools.cycle(rig.initial)
        self._staff: Mapping[str, str] = {}

    async def sign_in(self) -> None:
        answer = await asking.insist(self._session, "POST", "/v1/auth/login", self._rig.staff)
        self._staff = asking.bearer(answer.body)

    async def serve(self, customer: Customer) -> None:
        """One customer from the first request to the last answer."""
        try:
            await self._buy(customer)
        except asking.UnansweredError as error:
            customer.error = str(error)
        self._history.told()

    async def _buy(self, customer: Customer) -> None:
        shopper = asking.Shopper(self._session, customer.email, self._history.operations, customer.unknown)
        if customer.plan.is_member:
            person = {"email": customer.email, "password": MEMBERS_PASSWORD, "name": "A member"}
            customer.registered = await shopper.ask("POST", "/v1/auth/register", person)
            if not customer.registered.is_ok:
                return
            shopper.headers = asking.bearer(customer.registered.body)
        customer.placed = await shopper.place(self._order(customer))
        self._history.told()
        if customer.order_id is None:
            return
        match customer.plan.then:
            case "cancel at once":
                customer.changed = await shopper.cancel()
            case "cancel when confirmed":
                await self._decided(customer, shopper)
                customer.changed = await shopper.cancel()
            case "refund a part" | "refund all":
                order = await self._decided(customer, shopper)
                part = {"amount": {"amount": 100, "currency": "EUR"}} if customer.plan.then == "refund a part" else {}
                customer.changed = await shopper.refund(order["payment"]["id"], part, self._staff)
            case "nothing":
                return

    def _order(self, customer: Customer) -> dict[str, Any]:
        address = {"name": "Some Body", "line1": "Quay 1", "city": "Cork", "postal_code": "T12", "country": COUNTRY}
        return {
            "lines": [{"sku": next(self._skus), "quantity": 1}, {"sku": next(self._skus), "quantity": 2}],
            "email": customer.email,
            "shipping_address": address,
            "shipping_method": self._rig.method,
            "payment": {"gateway": "sandbox", "token": customer.plan.card},
        }

    async def _decided(self, customer: Customer, shopper: asking.Shopper) -> Any:
        """The order once it is confirmed or cancelled."""
        customer.seen = await shopper.decided()
        self._history.told()
        return customer.seen.body
