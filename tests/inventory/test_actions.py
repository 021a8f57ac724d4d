"""What the actions leave in a real MongoDB, alone and side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from souk import contracts, testing
from souk.inventory import actions, model, store
from souk.kit import clock, consumer, errors, metrics, tx
from souk.kit.tx import transact


async def hear(db: tx.Announcing, action: Any, *events: Any) -> Any:
    return await testing.run(db, action, *(testing.received(event) for event in events))


async def announced(db: tx.Announcing) -> list[Any]:
    return await testing.announced(db, contracts.REGISTRY)


async def causes(db: tx.Announcing) -> dict[str, str]:
    """The question that the latest answer about each order names."""
    return {each.subject: each.cause for each in await testing.envelopes(db) if each.cause is not None}


async def levels(db: tx.Announcing) -> dict[str, tuple[int, int]]:
    """(on_hand, reserved) by SKU, as a program outside reads them."""
    return {row["_id"]: (row["on_hand"], row["reserved"]) async for row in db["stock_levels"].find()}


async def statuses(db: tx.Announcing) -> dict[str, str]:
    return {row["_id"]: row["status"] async for row in db["reservations"].find()}


async def check_sums(db: tx.Announcing, initial: dict[str, int]) -> None:
    """Per SKU: committed + held + available = initial; the parts of a level add up to it."""
    units: dict[tuple[str, str], int] = {}
    async for row in db["reservations"].find():
        for line in row["lines"]:
            units[line["sku"], row["status"]] = units.get((line["sku"], row["status"]), 0) + line["quantity"]
    async for row in db["stock_levels"].find():
        sku, shelves = row["_id"], row["locations"].values()
        assert row["on_hand"] == sum(shelf["on_hand"] for shelf in shelves)
        assert row["reserved"] == sum(shelf["reserved"] for shelf in shelves) == units.get((sku, "held"), 0)
        available = row["on_hand"] - row["reserved"]
        assert available >= 0
        assert units.get((sku, "committed"), 0) + units.get((sku, "held"), 0) + available == initial[sku]


# Reserving


async def test_a_batch_is_folded_in_order_and_each_order_is_answered(db: tx.Announcing, facts: Any) -> None:
    received = [
        testing.received(each)
        for each in (
            facts.placed("ord_1", MUG=6, CUP=1),
            facts.placed("ord_2", MUG=6),
            facts.placed("ord_3", MUG=4, CUP=4),
            facts.placed("ord_4", POT=1, LAMP=1),
        )
    ]
    await testing.run(db, actions.reserve_stock, *received)
    assert await levels(db) == {"MUG": (10, 10), "CUP": (5, 5), "POT": (0, 0)}
    assert await statuses(db) == {"ord_1": "held", "ord_2": "released", "ord_3": "held", "ord_4": "released"}
    answers = {each.order_id: each for each in await announced(db) if hasattr(each, "order_id")}
    assert isinstance(answers["ord_1"], contracts.inventory.StockReserved)
    assert answers["ord_1"].lines == (
        contracts.inventory.Line(sku="MUG", quantity=6),
        contracts.inventory.Line(sku="CUP", quantity=1),
    )
    assert answers["ord_1"].expires_at == received[0].data.deadline + model.HOLD_GRACE
    assert answers["ord_2"].short == (contracts.inventory.Shortage(sku="MUG", wanted=6, available=4),)
    assert answers["ord_4"].short == (
        contracts.inventory.Shortage(sku="POT", wanted=1, available=0),
        contracts.inventory.Shortage(sku="LAMP", wanted=1, available=0),
    )
    assert await causes(db) == {each.data.order_id: each.id for each in received}
    await check_sums(db, {"MUG": 10, "CUP": 5, "POT": 0})


async def test_what_changed_is_told_once_per_sku_and_batch_with_a_growing_version(
    db: tx.Announcing, facts: Any
) -> None:
    await hear(db, actions.reserve_stock, facts.placed("ord_1", MUG=1), facts.placed("ord_2", MUG=2, CUP=1))
    await hear(db, actions.commit_stock, facts.confirmed("ord_1", MUG=1))
    await hear(db, actions.release_stock, facts.cancelled("ord_2"))
    changes = [each for each in await announced(db) if isinstance(each, contracts.inventory.StockChanged)]
    told = [(each.sku, each.available, each.version) for each in changes]
    # the opening stock was version 1; committing changes nothing that anybody can buy
    assert sorted(told) == [("CUP", 4, 2), ("CUP", 5, 3), ("MUG", 7, 2), ("MUG", 9, 3)]


async def test_a_sku_named_twice_in_an_order_is_one_wish(db: tx.Announcing) -> None:
    line = contracts.order.Line(sku="MUG", quantity=6)
    order = contracts.order.OrderPlaced(
        order_id="ord_1", lines=(line, line), email="a@example.org", deadline=clock.now(), version=1
    )
    await hear(db, actions.reserve_stock, order)
    assert (await levels(db))["MUG"] == (10, 0)
    answer = (await announced(db))[-1]
    assert answer.short == (contracts.inventory.Shortage(sku="MUG", wanted=12, available=10),)


async def test_two_batches_on_one_sku_at_the_same_time_never_oversell(db: tx.Announcing, facts: Any) -> None:
    await stock(db, MUG=100)
    batches = [[facts.placed(f"ord_{batch}_{number}", MUG=2) for number in range(20)] for batch in range(6)]
    await asyncio.gather(*(hear(db, actions.reserve_stock, *batch) for batch in batches))
    assert (await levels(db))["MUG"] == (100, 100)
    assert sorted((await statuses(db)).values()) == ["held"] * 50 + ["released"] * 70
    await check_sums(db, {"MUG": 100, "CUP": 5, "POT": 0})


async def test_a_batch_whose_stock_is_taken_after_it_looked_looks_again(
    db: tx.Announcing, facts: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, quicker = store.levels_by_sku, [facts.placed("ord_first", MUG=10)]

    async def look_and_be_overtaken(tx_: tx.Tx, skus: Iterable[str]) -> dict[str, model.StockLevel]:
        found = await look(tx_, skus)
        if quicker:
            await hear(db, actions.reserve_stock, quicker.pop())
        return found

    monkeypatch.setattr(store, "levels_by_sku", look_and_be_overtaken)
    await hear(db, actions.reserve_stock, facts.placed("ord_second", MUG=10))
    assert ((await levels(db))["MUG"], (await statuses(db))["ord_second"]) == ((10, 10), "released")


async def test_one_order_heard_twice_at_the_same_time_is_held_once(db: tx.Announcing, facts: Any) -> None:
    await asyncio.gather(*(hear(db, actions.reserve_stock, facts.placed("ord_1", MUG=3)) for _ in range(4)))
    assert (await levels(db))["MUG"] == (10, 3)
    answers = [each for each in await announced(db) if isinstance(each, contracts.inventory.StockReserved)]
    assert len(answers) == 4


async def test_an_order_twice_in_one_batch_is_held_once(db: tx.Announcing, facts: Any) -> None:
    await hear(db, actions.reserve_stock, facts.placed("ord_1", MUG=3), facts.placed("ord_1", MUG=3))
    assert (await levels(db))["MUG"] == (10, 3)


# What becomes of a hold


async def test_committing_lowers_on_hand_and_reserved_together(db: tx.Announcing, facts: Any) -> None:
    await hear(db, actions.reserve_stock, facts.placed("ord_1", MUG=3), facts.placed("ord_2", MUG=1, CUP=2))
    await hear(db, actions.commit_stock, facts.confirmed("ord_1", MUG=3), facts.confirmed("ord_2", MUG=1, CUP=2))
    assert await levels(db) == {"MUG": (6, 0), "CUP": (3, 0), "POT": (0, 0)}
    assert await statuses(db) == {"ord_1": "committed", "ord_2": "committed"}
    assert await db["reservations"].count_documents({"ask_at": {"$exists": True}}) == 0
    await check_sums(db, {"MUG": 10, "CUP": 5, "POT": 0})


async def test_a_cancelled_order_lets_go_and_a_confirmed_one_brings_back(db: tx.Announcing, facts: Any) -> None:
    await hear(db, actions.reserve_stock, facts.placed("ord_1", MUG=3), facts.placed("ord_2", MUG=1, CUP=2))
    await hear(db, actions.commit_stock, facts.confirmed("ord_2", MUG=1, CUP=2))
    undone = testing.received(facts.cancelled("ord_2", was_confirmed=True))
    await testing.run(db, actions.release_stock, testing.received(facts.cancelled("ord_1")), undone)
    assert await levels(db) == {"MUG": (10, 0), "CUP": (5, 0), "POT": (0, 0)}
    assert await statuses(db) == {"ord_1": "released", "ord_2": "returned"}
    answers = [each for each in await announced(db) if isinstance(each, contracts.inventory.StockReturned)]
    assert [(each.order_id, {line.sku: line.quantity for line in each.lines}) for each in answers] == [
        ("ord_2", {"MUG": 1, "CUP": 2})
    ]
    assert (await causes(db))["ord_2"] == undone.id
    await check_sums(db, {"MUG": 10, "CUP": 5, "POT": 0})


@pytest.mark.parametrize("was_confirmed", [False, True])
async def test_a_cancellation_that_overtakes_leaves_a_tombstone_and_the_late_order_is_answered_from_it(
    db: tx.Announcing, facts: Any, *, was_confirmed: bool
) -> None:
    await hear(db, actions.release_stock, facts.cancelled("ord_1", was_confirmed=was_confirmed))
    await hear(db, actions.reserve_stock, facts.placed("ord_1", MUG=3))
    assert await statuses(db) == {"ord_1": "returned" if was_confirmed else "released"}
    assert (await levels(db))["MUG"] == (10, 0)
    kinds = [type(each).__name__ for each in await announced(db)]
    assert kinds == ["StockReturned", "StockRejected"] if was_confirmed else ["StockRejected"]


async def test_undoing_may_overtake_the_confirmation(db: tx.Announcing, facts: Any) -> None:
    await hear(db, actions.reserve_stock, facts.placed("ord_1", MUG=3))
    await hear(db, actions.release_stock, facts.cancelled("ord_1", was_confirmed=True))
    await hear(db, actions.commit_stock, facts.confirmed("ord_1", MUG=3))
    assert (await statuses(db), (await levels(db))["MUG"]) == ({"ord_1": "returned"}, (10, 0))


async def test_a_confirmation_that_was_never_held_takes_from_the_shelf_and_remembers(
    db: tx.Announcing, facts: Any
) -> None:
    await hear(db, actions.commit_stock, facts.confirmed("ord_1", MUG=3))
    assert (await statuses(db), (await levels(db))["MUG"]) == ({"ord_1": "committed"}, (7, 0))
    await hear(db, actions.reserve_stock, facts.placed("ord_1", MUG=3))
    assert (await levels(db))["MUG"] == (7, 0)
    assert isinstance((await announced(db))[-1], contracts.inventory.StockReserved)
    await check_sums(db, {"MUG": 10, "CUP": 5, "POT": 0})


async def test_a_confirmation_that_was_never_held_waits_when_there_is_too_little(db: tx.Announcing, facts: Any) -> None:
    event = testing.received(facts.confirmed("ord_1", POT=1))
    before = alarms("confirmed without a hold, and not enough stock")
    verdicts = await testing.run(db, actions.commit_stock, event)
    assert isinstance(verdicts[event.id], consumer.Later)
    assert await statuses(db) == {}
    assert alarms("confirmed without a hold, and not enough stock") == before + 1


async def test_a_fact_that_cannot_be_changes_nothing_and_rings(db: tx.Announcing, facts: Any) -> None:
    await hear(db, actions.reserve_stock, facts.placed("ord_1", MUG=3), facts.placed("ord_2", MUG=1))
    await hear(db, actions.release_stock, facts.cancelled("ord_1"))
    before = alarms("a fact that cannot be")
    await hear(db, actions.commit_stock, facts.confirmed("ord_1", MUG=3), facts.confirmed("ord_2", MUG=1))
    assert await statuses(db) == {"ord_1": "released", "ord_2": "committed"}
    assert (await levels(db))["MUG"] == (9, 0)
    assert alarms("a fact that cannot be") == before + 1


def alarms(what: str) -> float:
    value: float = metrics.ALARMS.labels(what)._value.get()
    return value


# Asking about old holds


async def test_a_hold_is_claimed_when_its_time_is_up_and_by_one_replica(db: tx.Announcing, facts: Any) -> None:
    async def claim() -> list[str]:
        return await transact(db, lambda tx: actions.claim_holds(tx, 10))

    with testing.frozen_clock() as time:
        await hear(db, actions.reserve_stock, facts.placed("ord_1", MUG=1), facts.placed("ord_2", MUG=1))
        await hear(db, actions.commit_stock, facts.confirmed("ord_2", MUG=1))
        time.advance(15 * 60 + model.HOLD_GRACE.total_seconds() - 1)
        assert await claim() == []
        time.advance(1)
        claims = await asyncio.gather(*(claim() for _ in range(3)))
        assert sorted(claims) == [[], [], ["ord_1"]]
        time.advance(model.ASK_AGAIN_AFTER.total_seconds() - 1)
        assert await claim() == []
        time.advance(1)
        assert await claim() == ["ord_1"]


async def test_an_answer_settles_holds_and_nothing_else(db: tx.Announcing, facts: Any) -> None:
    orders = [facts.placed(f"ord_{number}", MUG=1) for number in range(4)]
    await hear(db, actions.reserve_stock, *orders)
    await hear(db, actions.commit_stock, facts.confirmed("ord_2", MUG=1))
    answered = {
        "ord_0": model.Fact.CONFIRMED,
        "ord_1": model.Fact.CANCELLED,
        "ord_2": model.Fact.CANCELLED,  # its own event was quicker, and knows better
        "ord_9": model.Fact.CANCELLED,  # never asked about
    }
    settled = await transact(db, lambda tx: actions.settle_holds(tx, answered))
    assert settled == 2
    assert await statuses(db) == {
        "ord_0": "committed",
        "ord_1": "released",
        "ord_2": "committed",
        "ord_3": "held",
    }
    assert (await levels(db))["MUG"] == (8, 1)
    await check_sums(db, {"MUG": 10, "CUP": 5, "POT": 0})


# Counting


def adjusting(sku: str, location_id: str | None = None, **adjustment: int) -> actions.AdjustStock:
    return actions.AdjustStock(
        sku=sku, adjustment=model.Adjustment(**adjustment), reason="count", actor="usr_1", location_id=location_id
    )


async def stock(db: tx.Announcing, **on_hand: int) -> Sequence[Any]:
    command = actions.SetStock(on_hand=on_hand, reason="count", actor="usr_1")
    results: Sequence[Any] = await testing.run(db, actions.set_stock, command)
    return results


async def test_each_adjustment_of_a_batch_sees_what_the_earlier_ones_left(db: tx.Announcing, facts: Any) -> None:
    await hear(db, actions.reserve_stock, facts.placed("ord_1", MUG=4))
    results = await testing.run(
        db,
        actions.adjust_stock,
        adjusting("MUG", delta=5, expected_on_hand=10),
        adjusting("MUG", delta=5, expected_on_hand=10),
        adjusting("MUG", set_to=3),
        adjusting("MUG", set_to=4),
        adjusting("LAMP", delta=1),
        adjusting("MUG", "loc_nowhere", delta=1),
    )
    kinds = [type(each) for each in results]
    assert kinds == [
        model.Movement,
        model.StockChanged,
        model.StockBelowReserved,
        model.Movement,
        errors.NotFound,
        errors.Invalid,
    ]
    assert (await levels(db))["MUG"] == (4, 4)
    ledger = await store.movements(db, "MUG", None, 10)
    assert sorted((each.delta, each.on_hand, each.actor, each.reason) for each in ledger) == [
        (-11, 4, "usr_1", "count"),
        (5, 15, "usr_1", "count"),
        (10, 10, "usr_test", "opening"),
    ]
    changes = [each for each in await announced(db) if isinstance(each, contracts.inventory.StockChanged)]
    assert (changes[-1].sku, changes[-1].available) == ("MUG", 0)


async def test_adjustments_side_by_side_lose_nothing(db: tx.Announcing) -> None:
    await asyncio.gather(*(testing.run(db, actions.adjust_stock, adjusting("MUG", delta=1)) for _ in range(8)))
    assert (await levels(db))["MUG"] == (18, 0)
    ledger = await store.movements(db, "MUG", None, 100)
    assert sum(each.delta for each in ledger) == 18


async def test_setting_many_makes_what_is_missing_and_repeating_changes_nothing(db: tx.Announcing) -> None:
    assert await stock(db, MUG=10, LAMP=7, POT=2) == [2]
    assert await stock(db, MUG=10, LAMP=7, POT=2) == [0]
    assert await levels(db) == {"MUG": (10, 0), "CUP": (5, 0), "POT": (2, 0), "LAMP": (7, 0)}
    assert len(await store.movements(db, "LAMP", None, 10)) == 1


async def test_setting_below_what_is_reserved_is_refused_whole(db: tx.Announcing, facts: Any) -> None:
    await hear(db, actions.reserve_stock, facts.placed("ord_1", MUG=4))
    results = await stock(db, MUG=3, CUP=9)
    assert isinstance(results[0], model.StockBelowReserved)
    assert await levels(db) == {"MUG": (10, 4), "CUP": (5, 0), "POT": (0, 0)}


async def test_publishing_makes_missing_levels_of_0_and_leaves_others_alone(db: tx.Announcing, facts: Any) -> None:
    await hear(
        db, actions.open_levels, facts.published("prd_1", "MUG", "LAMP"), facts.published("prd_2", "LAMP", "RUG")
    )
    assert await levels(db) == {"MUG": (10, 0), "CUP": (5, 0), "POT": (0, 0), "LAMP": (0, 0), "RUG": (0, 0)}
    await asyncio.gather(*(hear(db, actions.open_levels, facts.published("prd_3", "VASE")) for _ in range(3)))
    assert (await levels(db))["VASE"] == (0, 0)


# Locations


async def test_there_is_always_one_default_location(db: tx.Announcing) -> None:
    opened = await testing.run(
        db,
        actions.open_locations,
        actions.OpenLocation(name="North", is_default=True),
        actions.OpenLocation(name="South", is_default=True),
        actions.OpenLocation(name="West"),
    )
    south = opened[1]
    assert isinstance(south, model.Location)
    known = await store.locations(db)
    assert [(each.name, each.is_default) for each in known.values()].count(("South", True)) == 1
    assert sum(each.is_default for each in known.values()) == 1
    assert await store.default_location_id(db) == south.id
    changes = [actions.ChangeLocation(id=each.id, is_default=True) for each in known.values()]
    await asyncio.gather(*(testing.run(db, actions.change_locations, change) for change in changes))
    assert sum(each.is_default for each in (await store.locations(db)).values()) == 1


async def test_stock_goes_to_the_default_location_and_orders_take_from_all(db: tx.Announcing, facts: Any) -> None:
    (north,) = await testing.run(db, actions.open_locations, actions.OpenLocation(name="North", is_default=True))
    assert isinstance(north, model.Location)
    await testing.run(db, actions.adjust_stock, adjusting("MUG", delta=4), adjusting("MUG", "loc_main", delta=-5))
    await hear(db, actions.reserve_stock, facts.placed("ord_1", MUG=7))
    level = (await store.levels_by_sku(db, ["MUG"]))["MUG"]
    assert level.locations == {"loc_main": model.Shelf(5, 5), north.id: model.Shelf(4, 2)}
    await hear(db, actions.commit_stock, facts.confirmed("ord_1", MUG=7))
    level = (await store.levels_by_sku(db, ["MUG"]))["MUG"]
    assert level.locations == {"loc_main": model.Shelf(0, 0), north.id: model.Shelf(2, 0)}
    assert (level.on_hand, level.reserved) == (2, 0)


async def test_refused_changes_of_locations(db: tx.Announcing) -> None:
    results = await testing.run(
        db,
        actions.change_locations,
        actions.ChangeLocation(id="loc_main", name="Harbour", if_match=1),
        actions.ChangeLocation(id="loc_main", name="Airport", if_match=1),
        actions.ChangeLocation(id="loc_main", is_default=False),
        actions.ChangeLocation(id="loc_none", name="Nowhere"),
    )
    assert [type(each) for each in results] == [model.Location, errors.VersionMismatch, errors.Invalid, errors.NotFound]
    assert (await store.locations(db))["loc_main"].name == "Harbour"


async def test_there_is_an_end_to_locations(db: tx.Announcing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "LOCATIONS_MAX", 2)
    results = await testing.run(
        db, actions.open_locations, actions.OpenLocation(name="North"), actions.OpenLocation(name="South")
    )
    assert [type(each) for each in results] == [model.Location, model.TooManyLocations]
