"""What a service does with its dead letters when the house asks it to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from souk import testing
from souk.contracts import order
from souk.kit import consumer, deadletters, settings, tx
from souk.serving import service

PLACED = b'[{"id":"evt_1","type":"order.placed.v0","time":"2030-01-01T00:00:00Z","data":{}}]'
"""A version that nobody knows."""
LETTER = "inventory__order_placed:evt_1"


@pytest.fixture
async def running(mongodb_url: str) -> AsyncIterator[testing.Running]:
    async def heard(_: tx.Tx, received: Sequence[consumer.Received[Any]]) -> None:
        raise AssertionError(f"nobody can understand {received}")

    async def build(runtime: service.Runtime[settings.Service]) -> Any:
        runtime.consume(order.OrderPlaced, heard)
        return []

    async with testing.running(mongodb_url, "inventory", build, settings.Service) as up:
        await up.deliver_raw("order.placed.v0", PLACED)
        yield up


async def _asked(running: testing.Running, act: str, letter: str = LETTER) -> int:
    answer = await running.client.post(
        f"/internal/dead-letters/{act}", json={"id": letter}, headers=running.service_token("audit")
    )
    return answer.status_code


async def test_a_letter_gets_another_life_once(running: testing.Running) -> None:
    db = running.runtime.db
    assert [each.id for each in await deadletters.list_(db)] == [LETTER]
    assert await _asked(running, "retry") == 200
    row = await db["deferred"].find_one({"_id": "evt_1"})
    assert row is not None
    assert (row["consumer"], row["attempts"]) == ("inventory__order_placed", 0)
    assert await _asked(running, "retry") == 404


async def test_a_letter_is_forgotten(running: testing.Running) -> None:
    assert await _asked(running, "drop") == 200
    assert await deadletters.list_(running.runtime.db) == []
    assert await running.runtime.db["deferred"].count_documents({}) == 0
    assert await _asked(running, "drop") == 404


async def test_only_the_house_may_ask(running: testing.Running) -> None:
    for headers in ({}, running.token(roles=["admin"])):
        answer = await running.client.post("/internal/dead-letters/drop", json={"id": LETTER}, headers=headers)
        assert answer.status_code == 401
    assert len(await deadletters.list_(running.runtime.db)) == 1
