"""Services in one process: whose a request is, and how they ask each other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, cast

import httpx
import msgspec
import pytest

from souk.kit import errors, trace
from souk.serving import gate, health, rest, together


class Said(msgspec.Struct):
    by: str
    path: str
    query: str
    caller: str
    body: str


class Service:
    """Answers with what it was asked; ready or not, as it is told."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_ready = True
        self.status = 200
        self.hold: asyncio.Event | None = None

    async def report(self) -> tuple[int, str]:
        return (200, "ok") if self.is_ready else (503, "not yet")

    async def __call__(self, scope: gate.Scope, receive: gate.Receive, send: gate.Send) -> None:
        if self.hold is not None:
            await self.hold.wait()
        trace.begin(None)
        headers = dict(scope["headers"])
        asked = await receive()
        said = Said(
            by=self.name,
            path=scope["path"],
            query=scope["query_string"].decode(),
            caller=headers.get(b"authorization", b"").decode(),
            body=asked["body"].decode(),
        )
        await send({"type": "http.response.start", "status": self.status, "headers": []})
        encoded = msgspec.json.encode(said)
        await send({"type": "http.response.body", "body": encoded[:10], "more_body": True})
        await send({"type": "http.response.body", "body": encoded[10:]})


class Tokens:
    def service_token(self, service: str) -> str:
        return f"{service}'s own"


@pytest.fixture
def services() -> dict[str, Service]:
    return {name: Service(name) for name in ("user", "order", "stock")}


@pytest.fixture
def everything(services: dict[str, Service]) -> together.Together:
    made = together.Together(lambda path: "order" if path.startswith("/v1/orders") else None)
    for name, each in services.items():
        made.add(name, cast("gate.Gate", each), cast("health.Health", each))
    return made


@pytest.fixture
async def client(everything: together.Together) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=cast("Any", everything))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as made:
        yield made


@pytest.mark.parametrize(
    ("host", "path", "by"),
    [
        ("127.0.0.1:8080", "/v1/orders/ord_1", "order"),
        ("stock", "/internal/levels", "stock"),
        ("stock", "/readyz", "stock"),
        ("elsewhere", "/v1/nothing", "user"),
    ],
)
async def test_the_host_decides_and_then_the_path(client: httpx.AsyncClient, host: str, path: str, by: str) -> None:
    answer = await client.get(path, headers={"Host": host})
    assert answer.json()["by"] == by


async def test_it_is_ready_when_every_service_is(client: httpx.AsyncClient, services: dict[str, Service]) -> None:
    assert (await client.get("/readyz")).json()["by"] == "user"
    services["stock"].is_ready = False
    assert (await client.get("/readyz")).json()["by"] == "stock"


async def test_a_question_reaches_the_neighbour(everything: together.Together) -> None:
    calls = rest.Client(everything, "order")
    calls.use(Tokens())
    said = await calls.get("stock", "/internal/levels", type=Said, params={"sku": "A & B"})
    assert said == Said("stock", "/internal/levels", "sku=A+%26+B", "Bearer order's own", "")
    told = await calls.post("user", "/internal/tell", {"a": 1}, type=Said)
    assert (told.by, told.body) == ("user", '{"a":1}')


async def test_the_callees_trace_is_not_the_callers(everything: together.Together) -> None:
    trace.begin(None)
    mine = trace.traceparent()
    await rest.Client(everything, "order").get("stock", "/", type=Said)
    assert trace.traceparent() == mine


async def test_refusals_and_silence_come_out_as_over_a_network(
    everything: together.Together, services: dict[str, Service]
) -> None:
    calls = rest.Client(everything, "order")
    services["stock"].status = 404
    with pytest.raises(errors.NotFound):
        await calls.get("stock", "/", type=Said)
    services["stock"].status = 503
    with pytest.raises(errors.Unavailable, match="answered 503"):
        await calls.get("stock", "/", type=Said)
    services["user"].hold = asyncio.Event()
    with pytest.raises(errors.Unavailable, match="does not answer"):
        await calls.get("user", "/", type=Said, deadline_s=0.01)
