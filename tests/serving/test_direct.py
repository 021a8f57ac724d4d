"""JSON goes straight to its handler: nobody can tell that from the answer."""

from __future__ import annotations

from typing import Annotated, Any, cast

import httpx
import msgspec
import pytest
from litestar import Litestar

from souk.kit import errors
from souk.serving import direct, http

BODY = b'{"name": "Ann", "age": 7}'
JSON = {"content-type": "application/json"}


class Person(http.Body, frozen=True):
    name: str
    age: Annotated[int, msgspec.Meta(ge=0)] = 0


@http.post("/v1/people", idempotent="required", speaks=True)
async def add_person(request: http.Request[Any, Any, Any], data: Person) -> http.Response[Any]:
    key = await http.idempotency_key(request)
    if data.name == "nobody":
        raise errors.NotFound("there is nobody of that name")
    if data.name == "trouble":
        raise RuntimeError("not for strangers' eyes")
    where = {"name": data.name, "key": key.id if key else None, "language": request.headers.get("accept-language")}
    return http.json(where, etag='"1"', replayed=data.age == 8, location="/v1/people/1")


@http.post("/v1/greetings", status=202, idempotent="no", body_limit=100)
async def greet(data: Person | None = None) -> dict[str, Any] | None:
    return {"hello": data.name} if data else None


@http.put("/v1/silence", status=204)
async def be_silent(data: Person) -> None:
    assert data.name


@http.post("/v1/secrets", access="required", idempotent="no")
async def tell(data: Person) -> dict[str, Any]:
    return {"secret": data.name}


@http.post("/v1/people/{person_id:str}/names", idempotent="no")
async def rename(person_id: Annotated[str, http.Path()], data: Person) -> dict[str, Any]:
    return {"id": person_id, "name": data.name}


HANDLERS = [add_person, greet, be_silent, tell, rename]
KEY = {"idempotency-key": "a-key-that-nobody-guesses"}
REQUESTS: dict[str, tuple[str, str, bytes, dict[str, str]]] = {
    "created": ("POST", "/v1/people", BODY, JSON | KEY | {"accept-language": "de"}),
    "merge patch": ("POST", "/v1/people", BODY, {"content-type": "Application/Merge-Patch+JSON; charset=utf-8"} | KEY),
    "no type": ("POST", "/v1/people", BODY, KEY),
    "replayed": ("POST", "/v1/people", b'{"name": "Ann", "age": 8}', JSON | KEY),
    "no key": ("POST", "/v1/people", BODY, JSON),
    "short key": ("POST", "/v1/people", BODY, JSON | {"idempotency-key": "short"}),
    "refused": ("POST", "/v1/people", b'{"name": "nobody"}', JSON | KEY),
    "broken": ("POST", "/v1/people", b'{"name": "trouble"}', JSON | KEY),
    "wrong type": ("POST", "/v1/people", BODY, {"content-type": "text/plain"} | KEY),
    "no JSON": ("POST", "/v1/people", b"{", JSON | KEY),
    "no text": ("POST", "/v1/people", b"\xff\xfe", JSON | KEY),
    "wrong member": ("POST", "/v1/people", b'{"name": "Ann", "age": -1}', JSON | KEY),
    "unknown member": ("POST", "/v1/people", b'{"name": "Ann", "shoe": 1}', JSON | KEY),
    "no body": ("POST", "/v1/people", b"", JSON | KEY),
    "a query": ("POST", "/v1/people?name=x", BODY, JSON | KEY),
    "no such host": ("POST", "/v1/people", BODY, JSON | KEY | {"host": "souk<script>"}),
    "a slash more": ("POST", "/v1/people/", BODY, JSON | KEY),
    "another method": ("PUT", "/v1/people", BODY, JSON | KEY),
    "may be empty": ("POST", "/v1/greetings", b"", {}),
    "null": ("POST", "/v1/greetings", b"null", JSON),
    "accepted": ("POST", "/v1/greetings", BODY, JSON),
    "too large": ("POST", "/v1/greetings", b'{"name": "' + b"A" * 100 + b'"}', JSON),
    "no content": ("PUT", "/v1/silence", BODY, JSON),
    "not signed in": ("POST", "/v1/secrets", BODY, JSON),
    "not signed in, no JSON": ("POST", "/v1/secrets", b"{", JSON),
    "a parameter": ("POST", "/v1/people/1/names", BODY, JSON),
}


@pytest.fixture(scope="module")
def short() -> direct.Direct:
    return direct.build(HANDLERS, {"verifier": None})


async def answered(app: Any, name: str) -> tuple[int, dict[str, str], bytes]:
    method, path, body, headers = REQUESTS[name]
    transport = httpx.ASGITransport(app=cast("Any", app))
    async with httpx.AsyncClient(transport=transport, base_url="http://souk") as client:
        answer = await client.request(method, path, content=body, headers=headers)
    return answer.status_code, dict(sorted(answer.headers.items())), answer.content


@pytest.mark.parametrize("name", REQUESTS)
async def test_the_answer_is_the_routers(short: direct.Direct, name: str) -> None:
    assert await answered(short, name) == await answered(short._router, name)


async def test_the_router_is_asked_for_what_is_not_simple_only(
    short: direct.Direct, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Watched:
        def __init__(self, router: Litestar) -> None:
            self._router = router
            self.state, self.asgi_router = router.state, router.asgi_router

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            asked.append(name)
            await self._router(scope, receive, send)

    monkeypatch.setattr(short, "_router", Watched(short._router))
    for name in REQUESTS:
        await answered(short, name)
    assert asked == ["no body", "no such host", "a slash more", "another method", "may be empty", "a parameter"]
