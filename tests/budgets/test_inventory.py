"""Round trips of the inventory service, and of what the kit does for every service."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from budgets import ledger
from inventory.conftest import Facts
from souk import testing
from souk.inventory import actions, app, workers
from souk.kit import ids, settings

ON_HAND = 10_000


@pytest.fixture
async def inventory(mongodb_url: str) -> AsyncIterator[testing.Running]:
    async def prepare(runtime: Any) -> None:
        levels = {**{f"SKU-{number}": ON_HAND for number in range(ledger.MANY)}, "GONE": 0}
        await testing.run(
            runtime.db, actions.set_stock, actions.SetStock(on_hand=levels, reason="opening", actor="usr_test")
        )

    async with testing.running(
        mongodb_url, "inventory", app.build, settings.Service, prepare=prepare, is_still=True
    ) as running:
        yield running


async def test_what_people_do(inventory: testing.Running) -> None:
    client, count = inventory.client, ledger.Ledger(inventory)
    staff = inventory.token("usr_staff", roles=("warehouse",))
    async with count.row("GET /v1/stock?sku="):
        ledger.ok(await client.get("/v1/stock?sku=SKU-0"))
    async with count.row("GET /v1/stock?sku="):
        ledger.ok(await client.get("/v1/stock", params={"sku": ",".join(f"SKU-{each}" for each in range(100))}))
    async with count.row("GET /internal/stock?sku="):
        asked = {"sku": ",".join(f"SKU-{each}" for each in range(ledger.MANY))}
        ledger.ok(await client.get("/internal/stock", params=asked, headers=inventory.service_token()))
    async with count.row("GET /internal/stock/export"):
        ledger.ok(await client.get("/internal/stock/export", headers=inventory.service_token()))
    async with count.row("GET /v1/stock-levels"):
        ledger.ok(await client.get("/v1/stock-levels?limit=100", headers=staff))
    async with count.row("GET /v1/stock-levels"):
        ledger.ok(await client.get("/v1/stock-levels?on_hand_max=5", headers=staff))
    async with count.row("POST /v1/stock/{sku}/adjustments"):
        body = {"delta": -1, "reason": "broken"}
        ledger.ok(await client.post("/v1/stock/SKU-0/adjustments", json=body, headers={**staff, **testing.key()}))
    async with count.row("GET /v1/stock/{sku}/movements"):
        ledger.ok(await client.get("/v1/stock/SKU-0/movements", headers=staff))
    count.balance("Inventory: what people and services ask for")


async def test_what_the_saga_does(inventory: testing.Running, time: testing.FrozenClock) -> None:
    count = ledger.Ledger(inventory)
    for many in (1, ledger.MANY):
        orders = [ids.new("ord") for _ in range(many)]
        lines = [{f"SKU-{number}": 1 + number % 2} for number in range(many)]
        await count.receive("reserve_stock", *map(_placed, orders, lines))
        await count.receive("commit_stock", *map(_confirmed, orders, lines))
        await count.receive(
            "release_stock: back on the shelf", *(Facts.cancelled(each, was_confirmed=True) for each in orders)
        )

        await count.receive("reserve_stock: sold out", *(Facts.placed(ids.new("ord"), GONE=1) for _ in orders))

        held = [ids.new("ord") for _ in range(many)]
        await count.setup(*map(_placed, held, lines))
        await count.receive("release_stock: not held any more", *map(Facts.cancelled, held))
        await count.receive("release_stock: before there is a hold", *(Facts.cancelled(ids.new("ord")) for _ in held))

        old = [ids.new("ord") for _ in range(many)]
        await count.setup(*map(_placed, old, lines))
        time.advance(21 * 60)
        inventory.rest.answers["order", "/internal/orders"] = lambda asked: {
            "items": [{"id": each, "state": "cancelled"} for each in asked["ids"].split(",")]
        }
        async with count.row("ask_once: holds of orders that ended"):
            assert await workers.ask_once(inventory.runtime.db, inventory.rest) == many
        async with count.row("ask_once: nothing is old"):
            assert not await workers.ask_once(inventory.runtime.db, inventory.rest)
    count.balance("Inventory: steps of the saga")


async def test_what_the_kit_does(inventory: testing.Running, time: testing.FrozenClock) -> None:
    count, out = ledger.Ledger(inventory), inventory.runtime.outbox
    await out._sweep_once()
    for many in (1, ledger.MANY):
        asked = {ids.new("evt"): Facts.placed(ids.new("ord"), **{"SKU-1": 1}) for _ in range(many)}
        await count.take(asked)
        relay = asyncio.create_task(out.relay())
        async with count.row("after a commit: published, then marked as sent"):
            await out.drained(10.0)
        relay.cancel()
        await asyncio.wait([relay])
        await count.receive_again("a message comes again: all of it was had", asked)
        await count.receive_again("a question is asked again: the answers are sent again", asked, resend=1)
        async with count.row("the sweeper finds nothing"):
            await out._sweep_once()
    time.advance(3)
    async with count.row("the sweeper renews the lease"):
        await out._sweep_once()
    count.balance("Every service: messages out and in")


def _placed(order_id: str, lines: dict[str, int]) -> Any:
    return Facts.placed(order_id, **lines)


def _confirmed(order_id: str, lines: dict[str, int]) -> Any:
    return Facts.confirmed(order_id, **lines)
