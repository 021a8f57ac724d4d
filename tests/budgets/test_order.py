"""Round trips of the order service."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest

from budgets import ledger
from order import builders, shopping
from order.builders import Saga
from souk import contracts, testing
from souk.kit import idempotency, ids
from souk.order import actions, app, model, store, workers


@pytest.fixture
async def shop(mongodb_url: str) -> AsyncIterator[testing.Running]:
    async def prepare(runtime: Any) -> None:
        await builders.stock_the_list(runtime.db)

    async with testing.running(
        mongodb_url, "order", app.build, app.Settings, calls=builders.neighbours(), prepare=prepare, is_still=True
    ) as service:
        yield service


async def test_what_shoppers_do(shop: testing.Running) -> None:
    client, count = shop.client, ledger.Ledger(shop)
    ann = shop.token(shopping.ANN)
    async with count.row("a block of 1,000 order numbers"):
        await shop.runtime.state["deps"].numbers.next()

    async with count.row("POST /v1/carts"):
        cart = ledger.ok(await client.post("/v1/carts"))["id"]
    async with count.row("GET /v1/carts/{id}, empty"):
        ledger.ok(await client.get(f"/v1/carts/{cart}"))
    async with count.row("PUT /v1/carts/{id}/lines/{sku}"):
        ledger.ok(await client.put(f"/v1/carts/{cart}/lines/MUG", json={"quantity": 2}))
    async with count.row("PUT /v1/carts/{id}/lines/{sku} of something never heard of"):
        ledger.refused(await client.put(f"/v1/carts/{cart}/lines/NONE", json={"quantity": 2}), 422)
    async with count.row("GET /v1/carts/{id}"):
        ledger.ok(await client.get(f"/v1/carts/{cart}"))
    async with count.row("POST /v1/carts/{id}/quote"):
        ledger.ok(await client.post(f"/v1/carts/{cart}/quote", json={"shipping_address": {"country": "DE"}}))
    async with count.row("DELETE /v1/carts/{id}/lines/{sku}"):
        ledger.ok(await client.delete(f"/v1/carts/{cart}/lines/CUP"))

    async with count.row("POST /v1/orders, lines"):
        guests = ledger.ok(await shopping.order(shop))
    async with count.row("POST /v1/orders, lines, signed in"):
        hers = ledger.ok(await shopping.order(shop, headers=ann))
    key = testing.key()
    async with count.row("POST /v1/orders, a cart"):
        bought = ledger.ok(await shopping.order(shop, headers=key, lines=None, cart_id=cart))
    async with count.row("POST /v1/orders, the same key again"):
        ledger.ok(await shopping.order(shop, headers=key, lines=None, cart_id=cart))
    async with count.row("POST /v1/orders, refused: the total is another"):
        ledger.refused(await shopping.order(shop, expected_total={"amount": 1, "currency": "EUR"}), 409)
    async with count.row("POST /v1/orders, refused: the cart was ordered"):
        ledger.refused(await shopping.order(shop, lines=None, cart_id=cart), 409)
    async with count.row("POST /v1/orders, refused: no such way of shipping"):
        ledger.refused(await shopping.order(shop, shipping_method="carrier-pigeon"), 422)
    async with count.row("POST /v1/orders, refused: not for sale"):
        ledger.refused(await shopping.order(shop, lines=[{"sku": "NONE", "quantity": 1}]), 422)
    async with count.row("POST /v1/orders, refused: no proper body"):
        ledger.refused(await shopping.order(shop, email="nobody"), 422)
    await _heard_scarce(shop, "CUP")
    async with count.row("POST /v1/orders, refused: sold out"):
        ledger.refused(await shopping.order(shop, lines=[{"sku": "CUP", "quantity": 2}]), 409)

    async with count.row("GET /v1/orders/{id}, signed in"):
        ledger.ok(await client.get(f"/v1/orders/{hers['id']}", headers=ann))
    async with count.row("GET /v1/orders/{id}, a guest's token"):
        ledger.ok(await client.get(f"/v1/orders/{guests['id']}?token={guests['token']}"))
    async with count.row("GET /v1/orders"):
        ledger.ok(await client.get("/v1/orders", headers=ann))
    async with count.row("GET /internal/orders"):
        ledger.ok(
            await client.get(f"/internal/orders?ids={hers['id']},{guests['id']}", headers=shop.service_token("payment"))
        )
    async with count.row("POST /v1/orders/{id}/cancel"):
        ledger.ok(await client.post(f"/v1/orders/{hers['id']}/cancel", headers=ann))
    async with count.row("POST /v1/orders/{id}/cancel, made of a cart"):
        ledger.ok(await client.post(f"/v1/orders/{bought['id']}/cancel?token={bought['token']}"))
    async with count.row("POST /v1/orders/{id}/cancel, refused"):
        ledger.refused(await client.post(f"/v1/orders/{hers['id']}/cancel", headers=ann), 409)
    count.balance("Order: what shoppers ask for")


async def _heard_scarce(shop: testing.Running, sku: str) -> None:
    shop.rest.answers["inventory", "/internal/stock"] = {"items": [{"sku": sku, "available": 1, "version": 9}]}
    await shop.runtime.state["deps"].shelf.heard(contracts.inventory.StockChanged(sku=sku, available=1, version=9))


async def test_what_the_saga_does(shop: testing.Running, time: testing.FrozenClock) -> None:
    count = ledger.Ledger(shop)
    needs = shop.runtime.state["deps"]
    watchdog = workers.Watchdog(
        shop.runtime.db, _never_behind, workers.Herald(shop.runtime.broadcast, shop.runtime.outbox)
    )
    await watchdog.look()
    for many in (1, ledger.MANY):
        async with count.row("place_orders"):
            placed = await _placed(shop, many)
        await count.receive("request_payment", *(Saga.reserved(each) for each in placed))
        await count.receive("require_action", *(Saga.action_required(each) for each in placed))
        await count.receive(
            "confirm, after the customer's action", *(Saga.authorized(each, version=3) for each in placed)
        )
        await count.receive("confirm: captured later", *(Saga.captured(each, version=4) for each in placed))
        async with count.row("fulfill_orders"):
            parcels = await _fulfilled(shop, placed)
        async with count.row("deliver_parcels"):
            await asyncio.gather(*(needs.deliver(actions.DeliverParcel(fulfillment_id=each)) for each in parcels))
        await count.receive("note_refund", *(Saga.refunded(each, amount=1, total=1) for each in placed))

        prompt = await _placed(shop, many)
        await count.setup(*(Saga.reserved(each) for each in prompt))
        await count.receive("confirm at once", *(Saga.captured(each) for each in prompt))
        others = [(await builders.placed(shop.runtime.db)).id for _ in range(many)]
        await count.receive(
            "request_payment of orders that another process placed", *(Saga.reserved(each) for each in others)
        )
        await count.setup(*(Saga.captured(each) for each in others))
        fickle = await _placed(shop, many)
        await count.setup(*(Saga.reserved(each) for each in fickle))
        await _cancelled(shop, fickle)
        await count.receive("confirm at once what was called off meanwhile", *(Saga.captured(each) for each in fickle))

        sold_out = await _placed(shop, many)
        await count.receive("reject", *(Saga.rejected(each) for each in sold_out))

        poor = await _placed(shop, many)
        answers = await count.receive("request_payment", *(Saga.reserved(each) for each in poor))
        await count.receive_again(
            "request_payment, delivered again", dict(zip(answers, map(Saga.reserved, poor), strict=True))
        )
        await count.receive("decline", *(Saga.declined(each) for each in poor))
        await count.receive("confirm: after the end, which is told again", *(Saga.captured(each) for each in poor))

        undone = await _placed(shop, many)
        await count.setup(*(Saga.reserved(each) for each in undone))
        await count.setup(*(Saga.captured(each) for each in undone))
        async with count.row("cancel_orders"):
            await _cancelled(shop, undone)
        await count.receive("note_stock_back", *(Saga.returned(each) for each in undone))
        await count.receive("note_refund", *(Saga.refunded(each) for each in undone))

        await _placed(shop, many)
        time.advance(11)
        async with count.row("watchdog: asks again"):
            assert await watchdog.look() == many
        async with count.row("watchdog: nobody waits"):
            assert not await watchdog.look()
        async with count.row("where orders stand, asked by others"):
            assert len(await store.states(shop.runtime.db, placed)) == many
        async with count.row("waiters: the orders that moved"):
            await _read_for_waiters(shop, placed)
    count.balance("Order: steps of the saga")


async def _placed(shop: testing.Running, many: int) -> list[str]:
    place = shop.runtime.state["deps"].place
    commands = [builders.command(number=str(number)) for number in range(many)]
    keys = [idempotency.key("guest", ids.new("key"), "POST", "/v1/orders", b"") for _ in commands]
    done = await asyncio.gather(*(place(each, key=key) for each, key in zip(commands, keys, strict=True)))
    return [each.resource_id for each in done]


async def _fulfilled(shop: testing.Running, placed: list[str]) -> list[str]:
    lines = [model.Wanted("MUG", 2)]
    commands = [
        actions.FulfillOrder(order_id=each, lines=lines, carrier="post", tracking_number="1") for each in placed
    ]
    done = await asyncio.gather(*(shop.runtime.state["deps"].fulfill(each) for each in commands))
    return [each.resource_id for each in done]


async def _cancelled(shop: testing.Running, placed: list[str]) -> None:
    staff = model.Viewer(is_staff=True)
    commands = [actions.CancelOrder(order_id=each, viewer=staff) for each in placed]
    await asyncio.gather(*(shop.runtime.state["deps"].cancel(each) for each in commands))


async def _never_behind() -> bool:
    return False


async def _read_for_waiters(shop: testing.Running, placed: list[str]) -> None:
    waiters = shop.runtime.state["deps"].waiters
    reading = asyncio.create_task(waiters.keep_reading())
    with contextlib.ExitStack() as stack:
        waiting = [stack.enter_context(waiters.watching(each)) for each in placed]
        await waiters.heard(msgspec.json.encode(dict.fromkeys(placed, "completed")))
        for each in waiting:
            assert await each.next(10.0) is not None
    reading.cancel()
    await asyncio.wait([reading])
