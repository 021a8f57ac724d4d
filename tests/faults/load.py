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
from datetime import datetime
from typing import Any, Literal

import aiohttp

from faults.rig import COUNTRY, Rig
from souk.audit import history as histories
from souk.kit import clock

RATE_PER_S = 25.0
ORDERS_MAX = 2_000
SECONDS_MAX = 120.0
"""No stream is longer, whatever happens to its shop."""
REQUEST_TIMEOUT_S = 5.0
ANSWER_TIMEOUT_S = 60.0
"""So long a shop may take to answer one request for good: the longest that a fault may last."""
PAUSE_S = 0.2
"""Between two looks at an order, and between the first two tries; each further one waits twice as long."""
PAUSE_MAX_S = 2.0

MEMBERS_PASSWORD = "teapot-meadow-73-lantern"

Then = Literal["nothing", "cancel at once", "cancel when confirmed", "refund a part", "refund all"]
DECIDED = frozenset({"confirmed", "cancelled"})


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


@dataclass(frozen=True)
class Answer:
    """The answer that settled a request, and what came of the tries before it."""

    status: int
    body: Any
    unknown: tuple[str, ...] = ()

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300


@dataclass
class Customer:
    """One customer's story. What is None was not asked for, or never answered."""

    plan: Plan
    email: str
    begun_at: float
    registered: Answer | None = None
    placed: Answer | None = None
    seen: Answer | None = None
    """The order as it was when the customer saw it decided."""
    changed: Answer | None = None
    """The answer to the cancellation or the refund."""
    error: str | None = None

    @property
    def order_id(self) -> str | None:
        return self.placed.body["id"] if self.placed is not None and self.placed.is_ok else None

    @property
    def answers(self) -> list[Answer]:
        return [each for each in (self.registered, self.placed, self.seen, self.changed) if each is not None]


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
        return Counter(what for each in self.customers for answer in each.answers for what in answer.unknown)

    async def more(self, count: int, chosen: Callable[[Customer], bool] = is_accepted) -> None:
        """Wait until so many more customers are as `chosen` says: by default, have an order that was accepted."""
        wanted = sum(map(chosen, self.customers)) + count
        async with asyncio.timeout(ANSWER_TIMEOUT_S):
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
    timeout = aiohttp.ClientTimeout(total=REQUEST_TIMEOUT_S)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(rig.edge, timeout=timeout, connector=connector) as session:
        desk = Desk(session, rig, history)
        await desk.sign_in()
        is_over = asyncio.Event()
        coming = asyncio.create_task(_come(desk, history, plans, rate_per_s, name or uuid.uuid4().hex[:8], is_over))
        try:
            yield history
        finally:
            is_over.set()
            await coming


async def _come(
    desk: Desk, history: History, plans: Sequence[Plan], rate_per_s: float, name: str, is_over: asyncio.Event
) -> None:
    """Open loop: the next customer comes when it is time, however long the others wait."""
    loop = asyncio.get_running_loop()
    started = loop.time()
    async with asyncio.TaskGroup() as customers:
        for number, plan in zip(range(ORDERS_MAX), itertools.cycle(plans), strict=False):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(started + number / rate_per_s):
                    await is_over.wait()
            if is_over.is_set() or loop.time() - started > SECONDS_MAX:
                return
            customer = Customer(plan, f"{name}-{number}@faults.example", time.monotonic())
            history.customers.append(customer)
            customers.create_task(desk.serve(customer))


class Desk:
    """Speaks to the shop for all customers of a stream."""

    def __init__(self, session: aiohttp.ClientSession, rig: Rig, history: History) -> None:
        self._session = session
        self._rig = rig
        self._history = history
        self._skus = itertools.cycle(rig.initial)
        self._staff: Mapping[str, str] = {}

    async def sign_in(self) -> None:
        answer = await insist(self._session, "POST", "/v1/auth/login", self._rig.staff)
        self._staff = bearer(answer.body)

    async def serve(self, customer: Customer) -> None:
        """One customer from the first request to the last answer."""
        try:
            await self._buy(customer)
        except UnansweredError as error:
            customer.error = str(error)
        self._history.told()

    async def _buy(self, customer: Customer) -> None:
        headers: Mapping[str, str] = {}
        if customer.plan.is_member:
            person = {"email": customer.email, "password": MEMBERS_PASSWORD, "name": "A member"}
            customer.registered = await insist(self._session, "POST", "/v1/auth/register", person)
            if not customer.registered.is_ok:
                return
            headers = bearer(customer.registered.body)
        customer.placed = await self._ask("place", customer, "POST", "/v1/orders", self._order(customer), headers)
        self._history.told()
        if customer.order_id is None:
            return
        token = customer.placed.body.get("token")
        path, query = f"/v1/orders/{customer.order_id}", f"?token={token}" if token else ""
        match customer.plan.then:
            case "cancel at once":
                customer.changed = await self._ask("cancel", customer, "POST", f"{path}/cancel{query}", {}, headers)
            case "cancel when confirmed":
                await self._decided(customer, path + query, headers)
                customer.changed = await self._ask("cancel", customer, "POST", f"{path}/cancel{query}", {}, headers)
            case "refund a part" | "refund all":
                order = await self._decided(customer, path + query, headers)
                body: dict[str, Any] = {"reason": "a gesture"}
                if customer.plan.then == "refund a part":
                    body["amount"] = {"amount": 100, "currency": "EUR"}
                refunds = f"/v1/payments/{order['payment']['id']}/refunds"
                customer.changed = await self._ask("refund", customer, "POST", refunds, body, self._staff)
            case "nothing":
                return

    async def _ask(
        self, kind: histories.Kind, customer: Customer, method: str, path: str, body: Any, headers: Mapping[str, str]
    ) -> Answer:
        """`insist`, on record."""
        key, began = f"fault-{uuid.uuid4()}", clock.now()
        answer: Answer | None = None
        try:
            answer = await insist(self._session, method, path, body, {"Idempotency-Key": key, **headers})
            return answer
        finally:
            self._history.operations.append(_operation(kind, customer, key, began, answer))

    def _order(self, customer: Customer) -> dict[str, Any]:
        address = {"name": "Some Body", "line1": "Quay 1", "city": "Cork", "postal_code": "T12", "country": COUNTRY}
        return {
            "lines": [{"sku": next(self._skus), "quantity": 1}, {"sku": next(self._skus), "quantity": 2}],
            "email": customer.email,
            "shipping_address": address,
            "shipping_method": self._rig.method,
            "payment": {"gateway": "sandbox", "token": customer.plan.card},
        }

    async def _decided(self, customer: Customer, path: str, headers: Mapping[str, str]) -> Any:
        """The order once it is confirmed or cancelled."""
        limit = time.monotonic() + ANSWER_TIMEOUT_S
        while time.monotonic() < limit:
            customer.seen = await self._ask("read", customer, "GET", path, None, headers)
            if customer.seen.body["status"] in DECIDED:
                self._history.told()
                return customer.seen.body
            await asyncio.sleep(PAUSE_S)
        raise UnansweredError(f"{customer.order_id} was not decided within {ANSWER_TIMEOUT_S:.0f} s")


def _operation(
    kind: histories.Kind, customer: Customer, key: str, began: datetime, answer: Answer | None
) -> histories.Operation:
    outcome = histories.outcome_of(None if answer is None else answer.status)
    shown = answer.body if answer is not None and answer.is_ok else {}
    is_order = kind != "refund"
    return histories.Operation(
        id=key,
        kind=kind,
        key=key,
        started_at=began,
        ended_at=clock.now(),
        outcome=outcome,
        order_id=shown.get("id") if kind == "place" else customer.order_id,
        mark=customer.email if kind == "place" else None,
        status=shown.get("status") if is_order else None,
        version=shown.get("version") if is_order else None,
        resource_id=None if is_order else shown.get("id"),
        answer=answer.status if answer is not None else None,
    )


class UnansweredError(Exception):
    """A request that got no answer however often it was sent."""


async def insist(
    session: aiohttp.ClientSession, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """Send a request under one key until it is answered. Raises `UnansweredError` when the time is up."""
    sent = {"Idempotency-Key": f"fault-{uuid.uuid4()}", **(headers or {})}
    limit = time.monotonic() + ANSWER_TIMEOUT_S
    unknown: list[str] = []
    while time.monotonic() < limit:
        try:
            async with session.request(method, path, json=body, headers=sent) as answer:
                if answer.status < 500:
                    return Answer(answer.status, await answer.json(content_type=None), tuple(unknown))
                unknown.append(f"{method} {answer.status} {(await answer.text())[:200]}")
        except (aiohttp.ClientError, TimeoutError) as error:
            unknown.append(f"{method} {error!r}")
        await asyncio.sleep(min(PAUSE_S * 2 ** (len(unknown) - 1), PAUSE_MAX_S))
    raise UnansweredError(f"{method} {path}: {Counter(unknown)}")


def bearer(signed_in: Any) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {signed_in['access_token']}"}
