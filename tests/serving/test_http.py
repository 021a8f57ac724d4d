"""What the routes of every service have in common: what they promise, and what they refuse before a handler runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal, cast

import httpx
import pytest

from souk.serving import direct, http, openapi


class Wish(http.Body, frozen=True):
    name: str = ""


@http.get("/v1/wishes")
async def list_wishes(
    above: Annotated[int | None, http.Query()] = None,
    sort_: Annotated[Literal["up", "down"] | None, http.Query(name="sort")] = None,
    name: Annotated[str | None, http.Query()] = None,
) -> dict[str, Any]:
    return {"above": above, "sort": sort_, "name": name}


@http.post("/v1/wishes", idempotent="no")
async def make_wish(data: Wish | None = None) -> dict[str, Any]:
    return {"name": data.name if data else None}


@http.patch("/v1/wishes/{wish_id:str}", if_match=True)
async def change_wish(wish_id: Annotated[str, http.Path()], data: Wish) -> dict[str, Any]:
    return {"id": wish_id, "name": data.name}


ROUTES = [list_wishes, make_wish, change_wish]


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=cast("Any", direct.build(ROUTES, {})))
    async with httpx.AsyncClient(transport=transport, base_url="http://souk") as made:
        yield made


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/v1/wishes", "GET, POST, OPTIONS"),
        ("GET", "/v1/wishes/1", "PATCH, OPTIONS"),
    ],
)
async def test_a_method_that_is_not_taken_gets_those_that_are(
    client: httpx.AsyncClient, method: str, path: str, allowed: str
) -> None:
    answer = await client.request(method, path)
    assert (answer.status_code, answer.json()["type"]) == (405, "/problems/method-not-allowed")
    assert answer.headers["allow"] == allowed


@pytest.mark.parametrize(
    ("query", "pointer"),
    [("above=null", "/query/above"), ("sort=NULL&sort=null", "/query/sort"), ("above=few", "/query/above")],
)
async def test_a_wrong_parameter_is_named(client: httpx.AsyncClient, query: str, pointer: str) -> None:
    answer = await client.get(f"/v1/wishes?{query}")
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


async def test_null_is_a_word_like_any_other(client: httpx.AsyncClient) -> None:
    assert (await client.get("/v1/wishes?name=null&above=3")).json() == {"above": 3, "sort": None, "name": "null"}


async def test_a_body_that_may_be_left_out_is_documented_so(client: httpx.AsyncClient) -> None:
    assert (await client.post("/v1/wishes")).json() == {"name": None}
    paths = openapi.openapi(ROUTES, "wishes")["paths"]
    assert paths["/v1/wishes"]["post"]["requestBody"]["required"] is False
    assert paths["/v1/wishes/{wish_id}"]["patch"]["requestBody"]["required"] is True


def test_who_asks_for_a_version_may_meet_another() -> None:
    change = openapi.openapi(ROUTES, "wishes")["paths"]["/v1/wishes/{wish_id}"]["patch"]
    assert "412" in change["responses"]
    assert [each["name"] for each in change["parameters"] if each["in"] == "header"] == ["If-Match"]
