"""Kept answers: who gets them, when they are forgotten, and that they are what the router would have said."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any

import pytest
from prometheus_client import REGISTRY

from souk import testing
from souk.kit import settings
from souk.serving import http, service

shown = {"price": 100, "asked": 0}


@http.get("/v1/products", access="optional")
async def get_products(
    request: http.Request[Any, Any, Any], q: Annotated[str, http.Query(max_length=20)] = ""
) -> dict[str, Any]:
    shown["asked"] += 1
    if q == "how many":
        return {"in_flight": REGISTRY.get_sample_value("souk_http_requests_in_flight")}
    if q == "boom":
        raise RuntimeError("a failure")
    who = http.principal(request)
    return {"price": shown["price"], "q": q, "draft": who is not None and who.has("products:write")}


@contextlib.asynccontextmanager
async def shop(mongodb_url: str, **options: Any) -> AsyncIterator[testing.Running]:
    async def build(runtime: service.Runtime[settings.Service]) -> Sequence[Any]:
        runtime.cache_responses(["/v1/products"], sees_more=lambda who: who.has("products:write"))
        return [get_products]

    shown.update(price=100, asked=0)
    async with testing.running(mongodb_url, "product", build, settings.Service, **options) as running:
        yield running


async def test_an_answer_is_computed_once_until_something_changes(mongodb_url: str) -> None:
    async with shop(mongodb_url) as running:
        first = await running.client.get("/v1/products?q=a")
        second = await running.client.get("/v1/products?q=a")
        assert shown["asked"] == 1
        assert first.json() == second.json()
        assert first.headers["etag"] == second.headers["etag"]
        assert second.headers["cache-control"] == "public, max-age=1"
        shown["price"] = 200
        await running.runtime.invalidate()
        assert (await running.client.get("/v1/products?q=a")).json()["price"] == 200
        assert shown["asked"] == 2


async def test_another_replica_hears_of_the_change(mongodb_url: str) -> None:
    messages = testing.MemoryBus()
    async with shop(mongodb_url, messages=messages) as one, shop(mongodb_url, messages=messages) as two:
        await two.client.get("/v1/products")
        shown["price"] = 300
        await one.runtime.invalidate()
        assert (await two.client.get("/v1/products")).json()["price"] == 300


@pytest.mark.parametrize("behind_s", [0, 60])
async def test_a_replica_whose_clock_is_behind_is_heard_as_well(mongodb_url: str, behind_s: int) -> None:
    messages = testing.MemoryBus()
    with testing.frozen_clock() as frozen:
        async with shop(mongodb_url, messages=messages) as one:
            frozen.advance(behind_s + 1)
            async with shop(mongodb_url, messages=messages) as two:
                await two.client.get("/v1/products")
                frozen.advance(-behind_s)
                for price in (300, 400):
                    shown["price"] = price
                    await one.runtime.invalidate()
                    for each in (one, two):
                        assert (await each.client.get("/v1/products")).json()["price"] == price
                shown["price"] = 500
                await two.runtime.invalidate()
                assert (await one.client.get("/v1/products")).json()["price"] == 500


async def test_its_own_shout_costs_a_replica_nothing(mongodb_url: str) -> None:
    async with shop(mongodb_url) as running:
        told = await running.runtime.answers.begin_generation()
        await running.client.get("/v1/products")
        await running.runtime.answers.heard(told)
        await running.client.get("/v1/products")
        assert shown["asked"] == 1


async def test_304_when_the_caller_has_it(mongodb_url: str) -> None:
    async with shop(mongodb_url) as running:
        etag = (await running.client.get("/v1/products")).headers["etag"]
        for tag in (etag, f"W/{etag}", f'"x", {etag}', "*"):
            answer = await running.client.get("/v1/products", headers={"If-None-Match": tag})
            assert (answer.status_code, answer.content) == (304, b"")
        assert (await running.client.get("/v1/products", headers={"If-None-Match": '"x"'})).status_code == 200


async def test_staff_see_more_and_never_fill_the_cache(mongodb_url: str) -> None:
    async with shop(mongodb_url) as running:
        staff = running.token(roles=["catalog_manager"])
        for _ in range(2):
            theirs = await running.client.get("/v1/products", headers=staff)
            assert theirs.json()["draft"] is True
            assert "x-souk-audience" not in theirs.headers  # or the edge would show them less
        public = await running.client.get("/v1/products")
        assert public.json()["draft"] is False
        assert "x-souk-audience" not in public.headers
        customer = running.token("usr_2")
        await running.client.get("/v1/products", headers=customer)
        before = shown["asked"]
        again = await running.client.get("/v1/products", headers=customer)
        assert shown["asked"] == before
        assert again.headers["cache-control"] == "private, no-cache"
        assert again.headers["x-souk-audience"] == "everybody"


async def test_failures_are_not_kept_and_tell_nothing(mongodb_url: str) -> None:
    async with shop(mongodb_url) as running:
        for _ in range(2):
            answer = await running.client.get("/v1/products?q=boom")
            assert answer.status_code == 500
            assert answer.json()["type"] == "/problems/internal-error"
            assert "RuntimeError" not in answer.text
            assert "a failure" not in answer.text
        assert shown["asked"] == 2


async def test_an_answer_computed_before_a_change_is_not_kept_after_it(mongodb_url: str) -> None:
    async with shop(mongodb_url) as running:
        answers = running.runtime.answers
        generation = answers.generation
        await running.client.get("/v1/products")
        found = answers.get("/v1/products?")
        assert found is not None
        await running.runtime.invalidate()
        await answers.set(generation, "/v1/products?", found)
        assert answers.get("/v1/products?") is None


async def test_request_ids_are_echoed_or_made_and_traces_continued(mongodb_url: str) -> None:
    async with shop(mongodb_url) as running:
        echoed = await running.client.get("/nowhere", headers={"X-Request-Id": "abc-123"})
        assert echoed.headers["x-request-id"] == "abc-123"
        made = await running.client.get("/nowhere", headers={"X-Request-Id": "with space"})
        assert made.headers["x-request-id"].startswith("req_")
        parent = "00-" + "c" * 32 + "-" + "d" * 16 + "-01"
        problem = (await running.client.get("/nowhere", headers={"traceparent": parent})).json()
        assert problem["instance"] == "c" * 32


async def test_metrics_count_by_route_template(mongodb_url: str) -> None:
    async with shop(mongodb_url) as running:
        await running.client.get("/v1/products?q=metrics")
        await asyncio.sleep(0)
        text = (await running.client.get("/metrics")).text
        assert 'souk_http_requests_total{method="GET",route="/v1/products",status="200"}' in text
        assert "souk_outbox_unsent" in text


async def test_requests_in_hand_are_told(mongodb_url: str) -> None:
    async with shop(mongodb_url) as running:
        told = await running.client.get("/v1/products?q=how%20many")
        assert told.json() == {"in_flight": 1.0}
        assert REGISTRY.get_sample_value("souk_http_requests_in_flight") == 0
