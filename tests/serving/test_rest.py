"""Asking other services: what goes out, what counts as an answer, and that silence is a refusal in time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import msgspec
import pytest
from aiohttp import web

from souk import testing
from souk.kit import clock, errors, trace
from souk.serving import rest


class Stock(msgspec.Struct):
    sku: str
    available: int


Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Callee:
    """What stands behind the loopback frontend: remembers what was asked."""

    url: str
    answering: Answering | None = None
    asked: list[web.Request] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        await request.read()
        if self.answering is None:
            return web.json_response({"sku": "MUG", "available": 3, "more": "is ignored"})
        return await self.answering(request)

    def says(self, status: int, body: bytes = b"{}") -> None:
        async def answer(_: web.Request) -> web.Response:
            return web.Response(status=status, body=body, content_type="application/json")

        self.answering = answer


class Tokens:
    """Makes another token each time."""

    def __init__(self) -> None:
        self.made = 0

    def service_token(self, service: str) -> str:
        self.made += 1
        return f"{service}-{self.made}"


@pytest.fixture
async def callee() -> AsyncIterator[Callee]:
    made = Callee("")
    server = web.Application()
    server.router.add_route("*", "/{path:.*}", made.handle)
    runner = web.AppRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    port = testing.free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    made.url = f"http://127.0.0.1:{port}"
    yield made
    await runner.cleanup()


@pytest.fixture
async def client(callee: Callee) -> AsyncIterator[rest.Client]:
    made = rest.Client(rest.Http(f"{callee.url}/"), "order")
    yield made
    await made.close()


async def test_a_question_names_its_callee_its_caller_and_its_trace(callee: Callee, client: rest.Client) -> None:
    client.use(Tokens())
    here = trace.begin(None)
    assert await client.get("inventory", "/internal/stock", type=Stock, params={"sku": "MUG,CUP"}) == Stock("MUG", 3)
    (request,) = callee.asked
    assert (request.method, request.path, request.query["sku"]) == ("GET", "/internal/stock", "MUG,CUP")
    assert request.headers["Host"] == "inventory"
    assert request.headers["Authorization"] == "Bearer order-1"
    assert request.headers["traceparent"] == here.traceparent


async def test_a_token_is_used_for_a_while(
    callee: Callee, client: rest.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = Tokens()
    client.use(tokens)
    for _ in range(3):
        await client.get("inventory", "/", type=Stock)
    assert tokens.made == 1
    at = clock.monotonic()
    monkeypatch.setattr(clock, "monotonic", lambda: at + rest.TOKEN_REUSE_S + 1)
    await client.get("inventory", "/", type=Stock)
    assert [each.headers["Authorization"][-1] for each in callee.asked] == ["1", "1", "1", "2"]


async def test_something_is_told_as_json(callee: Callee, client: rest.Client) -> None:
    said: list[bytes] = []

    async def listen(request: web.Request) -> web.Response:
        said.append(await request.read())
        return web.json_response({"sku": "MUG", "available": 0}, status=201)

    callee.answering = listen
    assert await client.post("inventory", "/x", Stock("MUG", 1), type=Stock) == Stock("MUG", 0)
    assert said == [b'{"sku":"MUG","available":1}']
    assert callee.asked[0].headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("status", [400, 401, 403, 409, 429, 500, 502, 503, 301])
async def test_a_refusal_is_no_answer_and_is_not_asked_for_twice(
    callee: Callee, client: rest.Client, status: int
) -> None:
    callee.says(status, b'{"sku":"MUG","available":3}')
    with pytest.raises(errors.Unavailable, match=str(status)):
        await client.get("inventory", "/", type=Stock)
    assert len(callee.asked) == 1


async def test_what_is_not_there_is_told_apart(callee: Callee, client: rest.Client) -> None:
    callee.says(404)
    with pytest.raises(errors.NotFound):
        await client.get("user", "/internal/security-mails/x", type=Stock)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"sku": "MUG"}', b'{"sku": 1, "available": 1}', b"\xff"])
async def test_something_else_than_an_answer_is_none(callee: Callee, client: rest.Client, body: bytes) -> None:
    callee.says(200, body)
    with pytest.raises(errors.Unavailable, match="something else"):
        await client.get("inventory", "/", type=Stock)


async def test_an_answer_without_end_is_given_up(
    callee: Callee, client: rest.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rest, "ANSWER_BYTES_MAX", 10_000)
    callee.says(200, b'{"sku": "' + b"x" * 50_000 + b'", "available": 1}')
    with pytest.raises(errors.Unavailable, match="more than can be taken"):
        await client.get("inventory", "/", type=Stock, deadline_s=30)
    callee.says(200, b'{"sku": "' + b"x" * 5_000 + b'", "available": 1}')
    assert (await client.get("inventory", "/", type=Stock, deadline_s=30)).available == 1


async def test_silence_ends_at_the_deadline(callee: Callee, client: rest.Client) -> None:
    over = asyncio.Event()

    async def say_nothing(_: web.Request) -> web.Response:
        await over.wait()
        return web.Response()

    callee.answering = say_nothing
    async with asyncio.timeout(20):
        with pytest.raises(errors.Unavailable, match="inventory does not answer"):
            await client.get("inventory", "/", type=Stock, deadline_s=0.2)
    over.set()


async def test_a_connection_that_breaks_is_no_answer(callee: Callee, client: rest.Client) -> None:
    async def break_off(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": "100"})
        await answer.prepare(request)
        await answer.write(b'{"sku"')
        assert request.transport is not None
        request.transport.abort()
        return answer

    callee.answering = break_off
    with pytest.raises(errors.Unavailable):
        await client.get("inventory", "/", type=Stock)


async def test_nobody_there_is_no_answer_and_coming_back_is_noticed_at_once(callee: Callee) -> None:
    transport = rest.Http(f"http://127.0.0.1:{testing.free_port()}")
    client = rest.Client(transport, "order")
    with pytest.raises(errors.Unavailable, match="ClientConnector"):
        await client.get("inventory", "/", type=Stock)
    transport._base_url = callee.url
    assert (await client.get("inventory", "/", type=Stock)).available == 3
    await client.close()


async def test_a_caller_that_gives_up_leaves_the_client_usable(callee: Callee, client: rest.Client) -> None:
    begun = asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        begun.set()
        await asyncio.sleep(3600)
        return web.Response()

    callee.answering = slow
    asking = asyncio.create_task(client.get("inventory", "/", type=Stock, deadline_s=60))
    await begun.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    callee.answering = None
    assert (await client.get("inventory", "/", type=Stock)).available == 3
