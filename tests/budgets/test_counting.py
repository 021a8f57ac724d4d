"""The counting itself: what is new is named, and nothing goes uncounted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from budgets import ledger
from souk import testing
from souk.notification import app

STAFF = "Notification: what staff ask for"


@pytest.fixture
async def service(mongodb_url: str) -> AsyncIterator[testing.Running]:
    async with testing.running(mongodb_url, "notification", app.build, app.Settings, is_still=True) as running:
        yield running


async def look(service: testing.Running) -> None:
    await service.runtime.db["emails"].find_one({})


async def test_a_round_trip_too_many_is_named(service: testing.Running) -> None:
    count = ledger.Ledger(service)
    async with count.row("GET /v1/notifications"):
        await look(service)
        await service.runtime.db["inbox"].find_one({})
    with pytest.raises(AssertionError, match=r"GET /v1/notifications: 2 round trips, not 1 \(\+ find inbox\)"):
        count.balance(STAFF)


async def test_a_round_trip_that_was_saved_is_named(service: testing.Running) -> None:
    count = ledger.Ledger(service)
    async with count.row("GET /v1/notifications"):
        pass
    with pytest.raises(AssertionError, match=r"0 round trips, not 1 \(- find emails\)"):
        count.balance(STAFF)


async def test_a_row_that_nobody_counts_and_one_that_is_not_there_are_named(service: testing.Running) -> None:
    count = ledger.Ledger(service)
    async with count.row("GET /v1/nothing"):
        await look(service)
    with pytest.raises(AssertionError) as caught:
        count.balance(STAFF)
    assert "GET /v1/nothing: not on the page: find emails" in str(caught.value)
    assert "GET /v1/notifications: on the page, but nobody counts it" in str(caught.value)


async def test_a_query_an_item_is_noticed(service: testing.Running) -> None:
    count = ledger.Ledger(service)
    async with count.row("a step"):
        await look(service)
    with pytest.raises(AssertionError, match="a step: the number of round trips depends on the number of items"):
        async with count.row("a step"):
            await asyncio.gather(*(look(service) for _ in range(2)))


async def test_what_was_begun_is_counted_and_what_comes_from_elsewhere_is_noticed(service: testing.Running) -> None:
    count, go = ledger.Ledger(service), asyncio.Event()

    async def later() -> None:
        await go.wait()
        await look(service)

    elsewhere = asyncio.create_task(later())
    async with count.row("what was begun") as begun:
        await asyncio.create_task(look(service))
    assert begun.trips == ["find emails"]
    with pytest.raises(AssertionError, match=r"somebody else was at the database meanwhile: \['find emails'\]"):
        async with count.row("what was begun"):
            go.set()
            await elsewhere
