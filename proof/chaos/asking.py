"""Requests that are sent under one key until they are answered, and put on record."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from souk.audit import history as histories
from souk.kit import clock

REQUEST_TIMEOUT_S = 5.0
ANSWER_TIMEOUT_S = 90.0
"""So long a shop may take to answer one request for good, or to decide an order: longer than any fault lasts."""
STREAM_SILENCE_MAX_S = 20.0
PAUSE_S = 0.2
"""Between two looks at an order, and between the first two tries; each further one waits longer, up to the limit."""
PAUSE_MAX_S = 2.0
LOOK_PAUSE_MAX_S = 1.0
CONNECTIONS_MAX = 1_000
DECIDED = frozenset({"confirmed", "cancelled"})


class UnansweredError(Exception):
    """A request that got no answer, or an order that got no end, however long somebody waited."""


@dataclass(frozen=True)
class Answer:
    """The answer that settled a request, and what came of the tries before it."""

    status: int
    body: Any
    unknown: tuple[str, ...] = ()

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300


def bearer(signed_in: Any) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {signed_in['access_token']}"}


class Edges:
    """Ways into a shop: each request takes the next one, so that trying again means trying elsewhere."""

    def __init__(self, session: aiohttp.ClientSession, edges: Sequence[str]) -> None:
        self._session = session
        self._edges = itertools.cycle(edges)

    def request(self, method: str, path: str, **options: Any) -> Any:
        """As aiohttp's."""
        return self._session.request(method, next(self._edges) + path, **options)

    def get(self, path: str, **options: Any) -> Any:
        return self.request("GET", path, **options)


async def insist(
    session: Edges | aiohttp.ClientSession,
    method: str,
    path: str,
    body: Any = None,
    headers: Mapping[str, str] | None = None,
    unknown: list[tuple[float, str]] | None = None,
) -> Answer:
    """Send a request under one key until it is answered, adding to `unknown` when it was not, and how.

    Raises `UnansweredError` when the time is up.
    """
    sent = {"Idempotency-Key": f"chaos-{uuid.uuid4()}", **(headers or {})}
    limit = time.monotonic() + ANSWER_TIMEOUT_S
    failures: list[str] = []

    def failed(what: str) -> None:
        failures.append(f"{method} {what}")
        if unknown is not None:
            unknown.append((time.monotonic(), failures[-1]))

    pause_s = PAUSE_S
    while time.monotonic() < limit:
        try:
            async with session.request(method, path, json=body, headers=sent) as answer:
                if answer.status < 500:
                    return Answer(answer.status, await answer.json(content_type=None), tuple(failures))
                failed(str(answer.status))
        except (aiohttp.ClientError, TimeoutError) as error:
            failed(type(error).__name__)
        await asyncio.sleep(pause_s)
        pause_s = min(2 * pause_s, PAUSE_MAX_S)
    raise UnansweredError(f"{method} {path}: {dict(Counter(failures))}")


@dataclass
class Shopper:
    """One customer's voice: what they ask for goes on record, what stays unanswered is noted."""

    session: Edges | aiohttp.ClientSession
    email: str
    record: list[histories.Operation]
    unknown: list[tuple[float, str]]
    headers: Mapping[str, str] = field(default_factory=dict)
    order_id: str | None = None
    token: str | None = None

    @property
    def _query(self) -> str:
        return f"?token={self.token}" if self.token else ""

    async def ask(self, method: str, path: str, body: Any) -> Answer:
        """Off the record: what concerns no order yet."""
        return await insist(self.session, method, path, body, self.headers, self.unknown)

    async def place(self, body: Any) -> Answer:
        answer = await self._ask("place", "POST", "/v1/orders", body)
        if answer.is_ok:
            self.order_id, self.token = answer.body["id"], answer.body.get("token")
        return answer

    async def cancel(self) -> Answer:
        return await self._ask("cancel", "POST", f"/v1/orders/{self.order_id}/cancel{self._query}", {})

    async def refund(self, payment_id: str, body: Any, staff: Mapping[str, str]) -> Answer:
        path = f"/v1/payments/{payment_id}/refunds"
        return await self._ask("refund", "POST", path, {"reason": "a gesture", **body}, staff)

    async def decided(self) -> Answer:
        """The order once it is confirmed or cancelled, asked for again and again."""
        limit, pause_s = time.monotonic() + ANSWER_TIMEOUT_S, PAUSE_S
        while time.monotonic() < limit:
            seen = await self._ask("read", "GET", f"/v1/orders/{self.order_id}{self._query}", None)
            if seen.body.get("status") in DECIDED:
                return seen
            await asyncio.sleep(pause_s)
            pause_s = min(1.5 * pause_s, LOOK_PAUSE_MAX_S)
        raise UnansweredError(f"{self.order_id} was not decided within {ANSWER_TIMEOUT_S:.0f} s")

    async def heard(self) -> Answer:
        """The order once it is confirmed or cancelled, as its event stream tells; a stream that breaks is taken up."""
        limit, last = time.monotonic() + ANSWER_TIMEOUT_S, ""
        while time.monotonic() < limit:
            try:
                async for version, order in self._events(last):
                    last = version
                    if order["status"] in DECIDED:
                        return Answer(200, order)
            except (aiohttp.ClientError, TimeoutError) as error:
                self.unknown.append((time.monotonic(), f"SSE {type(error).__name__}"))
            await asyncio.sleep(PAUSE_S)
        raise UnansweredError(f"nobody told how {self.order_id} ended within {ANSWER_TIMEOUT_S:.0f} s")

    async def _events(self, last: str) -> Any:
        began = clock.now()
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=REQUEST_TIMEOUT_S, sock_read=STREAM_SILENCE_MAX_S)
        headers = {**self.headers, **({"Last-Event-ID": last} if last else {})}
        path = f"/v1/orders/{self.order_id}/events{self._query}"
        async with self.session.get(path, headers=headers, timeout=timeout) as answer:
            if answer.status != 200:
                self.unknown.append((time.monotonic(), f"SSE {answer.status}"))
                return
            version = ""
            async for line in answer.content:
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name == "id":
                    version = value
                elif name == "data":
                    order = json.loads(value)
                    # all were asked for when the stream began: in what order they came is the stream's word
                    self.record.append(self._operation("read", str(uuid.uuid4()), began, Answer(200, order)))
                    yield version, order

    async def _ask(
        self, kind: histories.Kind, method: str, path: str, body: Any, headers: Mapping[str, str] | None = None
    ) -> Answer:
        key, began = f"chaos-{uuid.uuid4()}", clock.now()
        sent = {"Idempotency-Key": key, **(self.headers if headers is None else headers)}
        answer: Answer | None = None
        try:
            answer = await insist(self.session, method, path, body, sent, self.unknown)
            return answer
        finally:
            self.record.append(self._operation(kind, key, began, answer))

    def _operation(self, kind: histories.Kind, key: str, began: Any, answer: Answer | None) -> histories.Operation:
        shown = answer.body if answer is not None and answer.is_ok else {}
        is_order = kind != "refund"
        return histories.Operation(
            id=key,
            kind=kind,
            key=key,
            started_at=began,
            ended_at=clock.now(),
            outcome=histories.outcome_of(None if answer is None else answer.status),
            order_id=shown.get("id") if kind == "place" else self.order_id,
            mark=self.email if kind == "place" else None,
            status=shown.get("status") if is_order else None,
            version=shown.get("version") if is_order else None,
            resource_id=None if is_order else shown.get("id"),
            answer=answer.status if answer is not None else None,
        )
