"""What inventory makes of events that come twice, late, in the wrong order, or broken; and of old holds."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest

from souk import contracts, testing
from souk.inventory import app, model, workers
from souk.kit import bus, clock, deadletters, errors, ids, metrics, outbox, settings

STOCK_RESERVED = contracts.inventory.StockReserved.type
STOCK_RETURNED = contracts.inventory.StockReturned.type


async def level(inventory: testing.Running, sku: str = "MUG") -> tuple[int, int]:
    row = await inventory.runtime.db["stock_levels"].find_one({"_id": sku})
    assert row is not None
    return row["on_hand"], row["reserved"]


async def status(inventory: testing.Running, order_id: str) -> str | None:
    row = await inventory.runtime.db["reservations"].find_one({"_id": order_id})
    return row["status"] if row else None


async def answers(inventory: testing.Running, kind: str) -> list[outbox.Envelope]:
    return [each for each in await testing.envelopes(inventory.runtime.db) if each.type == kind]


async def test_the_life_of_an_order(inventory: testing.Running, facts: Any) -> None:
    await inventory.deliver(facts.placed("ord_1", MUG=3))
    assert (await level(inventory), await status(inventory, "ord_1")) == ((10, 3), "held")
    await inventory.deliver(facts.confirmed("ord_1", MUG=3))
    assert (await level(inventory), await status(inventory, "ord_1")) == ((7, 0), "committed")
    await inventory.deliver(facts.cancelled("ord_1", was_confirmed=True))
    assert (await level(inventory), await status(inventory, "ord_1")) == ((10, 0), "returned")
    assert len(await answers(inventory, STOCK_RETURNED)) == 1


async def test_the_same_event_again_has_no_second_effect(inventory: testing.Running, facts: Any) -> None:
    events = [
        facts.placed("ord_1", MUG=3),
        facts.confirmed("ord_1", MUG=3),
        facts.cancelled("ord_1", was_confirmed=True),
    ]
    for event in events:
        event_ids = await inventory.deliver(event)
        before = await level(inventory)
        await inventory.deliver(event, ids_=event_ids)
        assert await level(inventory) == before
    assert len(await answers(inventory, STOCK_RESERVED)) == 1


async def test_a_question_asked_again_is_answered_again_with_the_same_event(
    inventory: testing.Running, facts: Any
) -> None:
    event = facts.placed("ord_1", MUG=3)
    event_ids = await inventory.deliver(event)
    heard: list[bytes] = []

    async def hear(body: bytes) -> None:
        heard.append(body)

    await inventory.bus.listen(STOCK_RESERVED, hear)
    await inventory.deliver(event, ids_=event_ids)
    assert heard == []
    await inventory.deliver(event, ids_=event_ids, resend=1)
    (row,) = await answers(inventory, STOCK_RESERVED)
    assert [each["id"] for body in heard for each in msgspec.json.decode(body)] == [row.id]
    assert await level(inventory) == (10, 3)


async def test_events_of_an_order_in_any_order_end_alike(inventory: testing.Running, facts: Any) -> None:
    await inventory.deliver(facts.cancelled("ord_1"))
    await inventory.deliver(facts.placed("ord_1", MUG=3))
    await inventory.deliver(facts.cancelled("ord_2", was_confirmed=True))
    await inventory.deliver(facts.confirmed("ord_2", MUG=3))
    await inventory.deliver(facts.placed("ord_2", MUG=3))
    await inventory.deliver(facts.confirmed("ord_3", MUG=3))
    await inventory.deliver(facts.placed("ord_3", MUG=3))
    await inventory.deliver(facts.cancelled("ord_3", was_confirmed=True))
    assert await level(inventory) == (10, 0)
    assert [await status(inventory, f"ord_{n}") for n in (1, 2, 3)] == ["released", "returned", "returned"]


async def test_a_poisoned_event_is_buried_alone(inventory: testing.Running, facts: Any) -> None:
    good = {
        "id": ids.new("evt"),
        "type": contracts.order.OrderPlaced.type,
        "time": clock.now(),
        "data": facts.placed("ord_1", MUG=3),
    }
    no_lines = {**good, "id": "evt_without_lines", "data": {"order_id": "ord_2"}}
    from_tomorrow = {**good, "id": "evt_from_tomorrow", "type": "order.placed.v99"}
    body = msgspec.json.encode([no_lines, good, from_tomorrow])
    await inventory.deliver_raw(contracts.order.OrderPlaced.type, body)
    await inventory.deliver_raw(contracts.order.OrderPlaced.type, b"not json at all")
    assert (await level(inventory), await status(inventory, "ord_1")) == ((10, 3), "held")
    letters = await deadletters.list_(inventory.runtime.db, consumer="inventory__order_placed")
    assert len(letters) == 3
    assert any("v99" in each.reason for each in letters)


async def test_an_event_whose_handling_breaks_is_put_off_and_hurts_nobody(
    inventory: testing.Running, facts: Any
) -> None:
    await inventory.deliver(facts.placed("ord_1", MUG=3), facts.placed("ord_2", CUP=1))
    await inventory.runtime.db["stock_levels"].delete_one({"_id": "CUP"})  # nobody does that; then it must be seen
    await inventory.deliver(facts.confirmed("ord_1", MUG=3), facts.confirmed("ord_2", CUP=1))
    assert await status(inventory, "ord_1") == "committed"
    assert await status(inventory, "ord_2") == "held"
    assert await inventory.runtime.db["deferred"].count_documents({}) == 1


async def test_a_confirmation_without_stock_is_put_off_until_there_is_some(
    inventory: testing.Running, facts: Any
) -> None:
    with testing.frozen_clock() as time:
        await inventory.deliver(facts.confirmed("ord_1", POT=2))
        assert await status(inventory, "ord_1") is None
        await inventory.client.post(
            "/internal/stock/bulk",
            json={"levels": [{"sku": "POT", "on_hand": 5}], "reason": "delivery"},
            headers=inventory.service_token(),
        )
        time.advance(3600)
        for _ in range(200):
            if await status(inventory, "ord_1"):
                break
            await asyncio.sleep(0.02)
    assert (await status(inventory, "ord_1"), await level(inventory, "POT")) == ("committed", (3, 0))


async def test_publishing_makes_levels(inventory: testing.Running, facts: Any) -> None:
    await inventory.deliver(facts.published("prd_1", "MUG", "LAMP"))
    assert await level(inventory, "LAMP") == (0, 0)
    assert await level(inventory, "MUG") == (10, 0)


async def test_two_replicas_share_one_hot_sku(mongodb_url: str, facts: Any) -> None:
    database, messages = f"test_{ids.new('db')}", testing.MemoryBus()
    options: dict[str, Any] = {"database_name": database, "messages": messages}
    async with (
        testing.running(mongodb_url, "inventory", app.build, settings.Service, **options) as one,
        testing.running(mongodb_url, "inventory", app.build, settings.Service, **options),
    ):
        headers = one.service_token()
        body = {"levels": [{"sku": "MUG", "on_hand": 50}], "reason": "opening"}
        await one.client.post("/internal/stock/bulk", json=body, headers=headers)
        for number in range(20):
            orders = [facts.placed(f"ord_{number}_{each}", MUG=1) for each in range(5)]
            await send(messages, orders)
        await one.settle()
        assert await level(one) == (50, 50)
        assert await one.runtime.db["reservations"].count_documents({"status": "held"}) == 50
        assert await one.runtime.db["reservations"].count_documents({"status": "released"}) == 50
        await one.runtime.db.raw.client.drop_database(database)


async def send(messages: testing.MemoryBus, events: list[Any]) -> None:
    body = msgspec.json.encode(
        [{"id": ids.new("evt"), "type": each.type, "time": clock.now(), "data": each} for each in events]
    )
    await messages.ensure_stream(bus.publisher_of(events[0].type))
    await messages.publish(events[0].type, body, message_id=ids.new("msg"))


# Holds that are past their time

ORDERS = ("order", "/internal/orders")


async def hold_until_due(inventory: testing.Running, facts: Any, time: testing.FrozenClock, *order_ids: str) -> None:
    await inventory.deliver(*(facts.placed(order_id, MUG=1) for order_id in order_ids))
    time.advance(15 * 60 + model.HOLD_GRACE.total_seconds())


async def ask(inventory: testing.Running) -> int:
    return await workers.ask_once(inventory.runtime.db, inventory.rest)


async def test_old_holds_end_by_the_answer_of_the_order_service(inventory: testing.Running, facts: Any) -> None:
    states = {"ord_1": "open", "ord_2": "confirmed", "ord_3": "cancelled", "ord_4": "unknown"}
    inventory.rest.answers[ORDERS] = lambda asked: {
        "items": [{"id": each, "state": states[each], "reason": None} for each in asked["ids"].split(",")]
    }
    alarm = metrics.ALARMS.labels("a hold for an unknown order")
    before = alarm._value.get()
    with testing.frozen_clock() as time:
        await hold_until_due(inventory, facts, time, *states)
        assert await ask(inventory) == 4
        assert [await status(inventory, each) for each in states] == ["held", "committed", "released", "held"]
        assert await level(inventory) == (9, 2)
        assert alarm._value.get() == before + 1
        assert await ask(inventory) == 0
        time.advance(model.ASK_AGAIN_AFTER.total_seconds())
        states.update(ord_1="cancelled", ord_4="cancelled")
        assert await ask(inventory) == 2
    assert await level(inventory) == (9, 0)


@pytest.mark.parametrize("no_answer", [errors.Unavailable("down"), errors.NotFound("gone"), {"items": []}])
async def test_no_answer_releases_nothing(inventory: testing.Running, facts: Any, no_answer: Any) -> None:
    inventory.rest.answers[ORDERS] = no_answer
    with testing.frozen_clock() as time:
        await hold_until_due(inventory, facts, time, "ord_1")
        if isinstance(no_answer, Exception):
            with pytest.raises(type(no_answer)):
                await ask(inventory)
        else:
            await ask(inventory)
        assert (await status(inventory, "ord_1"), await level(inventory)) == ("held", (10, 1))
        inventory.rest.answers[ORDERS] = {"items": [{"id": "ord_1", "state": "cancelled", "reason": "expired"}]}
        time.advance(model.ASK_AGAIN_AFTER.total_seconds())
        assert await ask(inventory) == 1
    assert await status(inventory, "ord_1") == "released"


async def test_the_late_confirmation_of_a_hold_given_up_by_asking_rings_no_alarm(
    inventory: testing.Running, facts: Any
) -> None:
    inventory.rest.answers[ORDERS] = {"items": [{"id": "ord_1", "state": "cancelled", "reason": "customer"}]}
    alarm = metrics.ALARMS.labels("a fact that cannot be")
    before = alarm._value.get()
    with testing.frozen_clock() as time:
        await hold_until_due(inventory, facts, time, "ord_1")
        await ask(inventory)
    await inventory.deliver(facts.confirmed("ord_1", MUG=1))
    await inventory.deliver(facts.cancelled("ord_1", was_confirmed=True))
    assert (await status(inventory, "ord_1"), await level(inventory)) == ("returned", (10, 0))
    assert len(await answers(inventory, STOCK_RETURNED)) == 1
    assert alarm._value.get() == before
