"""The pure part of inventory: every transition, allowed and refused, and sums that hold whatever comes first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from souk.inventory import model
from souk.inventory.model import Fact, Status
from souk.kit import errors

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LATER = NOW + timedelta(minutes=20)


def level(sku: str = "MUG", **locations: int) -> model.StockLevel:
    """A level with so many units at each location."""
    shelves = {f"loc_{name}": model.Shelf(on_hand=units) for name, units in (locations or {"main": 10}).items()}
    return model.StockLevel(id=sku, on_hand=sum(s.on_hand for s in shelves.values()), locations=shelves)


def reservation_in(status: Status | None, levels: model.Levels) -> model.Reservation | None:
    """A reservation of 3 mugs that came to `status` by the ordinary way, and the shelves as that leaves them."""
    if status is None:
        return None
    reservation, short = model.begin("ord_1", Fact.PLACED, {"MUG": 3}, levels, NOW, LATER)
    assert not short
    for fact in {
        Status.HELD: [],
        Status.COMMITTED: [Fact.CONFIRMED],
        Status.RELEASED: [Fact.CANCELLED],
        Status.RETURNED: [Fact.CONFIRMED, Fact.UNDONE],
    }[status]:
        assert model.settle(reservation, fact, levels, NOW)
    return reservation


# (known, heard) → (known afterwards, change of on_hand, change of reserved) of an order for 3
ALLOWED = {
    (None, Fact.PLACED): (Status.HELD, 0, +3),
    (None, Fact.CONFIRMED): (Status.COMMITTED, -3, 0),
    (None, Fact.CANCELLED): (Status.RELEASED, 0, 0),
    (None, Fact.UNDONE): (Status.RETURNED, 0, 0),
    (Status.HELD, Fact.PLACED): (Status.HELD, 0, 0),
    (Status.HELD, Fact.CONFIRMED): (Status.COMMITTED, -3, -3),
    (Status.HELD, Fact.CANCELLED): (Status.RELEASED, 0, -3),
    (Status.HELD, Fact.UNDONE): (Status.RETURNED, 0, -3),
    (Status.COMMITTED, Fact.PLACED): (Status.COMMITTED, 0, 0),
    (Status.COMMITTED, Fact.CONFIRMED): (Status.COMMITTED, 0, 0),
    (Status.COMMITTED, Fact.UNDONE): (Status.RETURNED, +3, 0),
    (Status.RELEASED, Fact.PLACED): (Status.RELEASED, 0, 0),
    (Status.RELEASED, Fact.CANCELLED): (Status.RELEASED, 0, 0),
    (Status.RELEASED, Fact.UNDONE): (Status.RETURNED, 0, 0),
    (Status.RETURNED, Fact.PLACED): (Status.RETURNED, 0, 0),
    (Status.RETURNED, Fact.CONFIRMED): (Status.RETURNED, 0, 0),
    (Status.RETURNED, Fact.UNDONE): (Status.RETURNED, 0, 0),
}
REFUSED = {(Status.COMMITTED, Fact.CANCELLED), (Status.RELEASED, Fact.CONFIRMED), (Status.RETURNED, Fact.CANCELLED)}


def test_every_pair_is_either_allowed_or_refused() -> None:
    assert set(ALLOWED) | REFUSED == set(product([None, *Status], Fact))
    assert not set(ALLOWED) & REFUSED


@pytest.mark.parametrize(("known", "heard"), ALLOWED)
def test_allowed_transition(known: Status | None, heard: Fact) -> None:
    mug = level()
    reservation = reservation_in(known, {"MUG": mug})
    on_hand, reserved = mug.on_hand, mug.reserved
    if reservation is None:
        reservation, short = model.begin("ord_1", heard, {"MUG": 3}, {"MUG": mug}, NOW, LATER)
        assert not short
    else:
        changed = model.settle(reservation, heard, {"MUG": mug}, NOW)
        assert changed == (reservation.status is not known)
    status, on_hand_change, reserved_change = ALLOWED[known, heard]
    assert reservation.status is status
    assert (mug.on_hand - on_hand, mug.reserved - reserved) == (on_hand_change, reserved_change)
    assert mug.locations["loc_main"] == model.Shelf(mug.on_hand, mug.reserved)
    assert (reservation.ask_at is not None) == (status is Status.HELD)


@pytest.mark.parametrize(("known", "heard"), sorted(REFUSED))
def test_refused_transition(known: Status, heard: Fact) -> None:
    mug = level()
    reservation = reservation_in(known, {"MUG": mug})
    assert reservation
    before = (mug.on_hand, mug.reserved)
    with pytest.raises(model.Contradiction, match=f"ord_1 is {heard} and its reservation {known}"):
        model.settle(reservation, heard, {"MUG": mug}, NOW)
    assert reservation.status is known
    assert (mug.on_hand, mug.reserved) == before


def test_a_late_confirmation_of_a_hold_given_up_by_asking_is_no_contradiction() -> None:
    mug = level()
    reservation = reservation_in(Status.HELD, {"MUG": mug})
    assert reservation
    assert model.settle(reservation, Fact.CANCELLED, {"MUG": mug}, NOW, model.Why.ASKED)
    assert not model.settle(reservation, Fact.CONFIRMED, {"MUG": mug}, NOW)
    assert (reservation.status, mug.on_hand, mug.reserved) == (Status.RELEASED, 10, 0)


def test_all_lines_or_none() -> None:
    levels = {"MUG": level("MUG", main=5), "CUP": level("CUP", main=1)}
    reservation, short = model.begin("ord_1", Fact.PLACED, {"MUG": 2, "CUP": 2, "POT": 1}, levels, NOW, LATER)
    assert short == [model.Short("CUP", 2, 1), model.Short("POT", 1, 0)]
    assert (reservation.status, reservation.reason, reservation.lines) == (
        Status.RELEASED,
        model.Why.OUT_OF_STOCK,
        [],
    )
    assert all(each.reserved == 0 and not each.moved for each in levels.values())


def test_later_orders_of_a_batch_see_what_earlier_ones_left() -> None:
    levels = {"MUG": level(main=5)}
    statuses = [
        model.begin(f"ord_{number}", Fact.PLACED, {"MUG": 2}, levels, NOW, LATER)[0].status for number in range(4)
    ]
    assert statuses == [Status.HELD, Status.HELD, Status.RELEASED, Status.RELEASED]


def test_a_hold_prefers_one_shelf_that_has_it_all_and_else_takes_from_several() -> None:
    mug = level(main=2, north=4, south=1)
    assert list(mug.places_for(3)) == [("loc_north", 3)]
    assert list(mug.places_for(6)) == [("loc_main", 2), ("loc_north", 4)]
    reservation, _ = model.begin("ord_1", Fact.PLACED, {"MUG": 7}, {"MUG": mug}, NOW, LATER)
    assert reservation.quantities == {"MUG": 7}
    assert model.settle(reservation, Fact.CONFIRMED, {"MUG": mug}, NOW)
    assert model.settle(reservation, Fact.UNDONE, {"MUG": mug}, NOW)
    assert {name: shelf.on_hand for name, shelf in mug.locations.items()} == {
        "loc_main": 2,
        "loc_north": 4,
        "loc_south": 1,
    }


def test_selling_does_not_change_what_is_available() -> None:
    mug = level()
    reservation = reservation_in(Status.HELD, {"MUG": mug})
    assert reservation
    mug.moved.clear()
    model.settle(reservation, Fact.CONFIRMED, {"MUG": mug}, NOW)
    assert mug.moved
    assert not mug.is_available_changed


@pytest.mark.parametrize(
    ("adjustment", "delta", "on_hand"),
    [
        (model.Adjustment(delta=5), 5, 15),
        (model.Adjustment(delta=-6), -6, 4),
        (model.Adjustment(set_to=4), -6, 4),
        (model.Adjustment(set_to=10), 0, 10),
        (model.Adjustment(delta=1, expected_on_hand=10), 1, 11),
    ],
)
def test_adjusting(adjustment: model.Adjustment, delta: int, on_hand: int) -> None:
    mug = level()
    mug.move("loc_main", reserved=4)
    assert model.adjust(mug, "loc_main", adjustment) == (delta, on_hand)
    assert (mug.on_hand, mug.reserved) == (on_hand, 4)


def test_adjusting_a_location_that_is_new_to_the_sku() -> None:
    mug = level()
    assert model.adjust(mug, "loc_north", model.Adjustment(set_to=3, expected_on_hand=0)) == (3, 3)
    assert (mug.on_hand, mug.locations["loc_north"]) == (13, model.Shelf(3, 0))


@pytest.mark.parametrize(
    ("adjustment", "refusal", "members"),
    [
        (model.Adjustment(delta=-7), model.StockBelowReserved, {"on_hand": 10, "reserved": 4}),
        (model.Adjustment(set_to=3), model.StockBelowReserved, {"on_hand": 10, "reserved": 4}),
        (model.Adjustment(delta=1, expected_on_hand=9), model.StockChanged, {"on_hand": 10}),
        (model.Adjustment(delta=model.ON_HAND_MAX), errors.Invalid, None),
    ],
)
def test_refused_adjustment(
    adjustment: model.Adjustment, refusal: type[errors.Refusal], members: dict[str, int] | None
) -> None:
    mug = level()
    mug.move("loc_main", reserved=4)
    with pytest.raises(refusal) as caught:
        model.adjust(mug, "loc_main", adjustment)
    if members is not None:
        assert caught.value.members == members
    assert (mug.on_hand, mug.reserved) == (10, 4)


ORDERS = [f"ord_{number}" for number in range(6)]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(ORDERS),
        st.sampled_from(Fact),
        st.dictionaries(st.sampled_from(["A", "B", "C"]), st.integers(1, 4), min_size=1),
    ),
    max_size=40,
)


@given(
    stock=st.dictionaries(st.sampled_from(["A", "B"]), st.tuples(st.integers(0, 8), st.integers(0, 4)), min_size=1),
    steps=STEPS,
)
def test_nothing_is_sold_twice_whatever_order_facts_come_in(
    stock: dict[str, tuple[int, int]], steps: list[tuple[str, Fact, dict[str, int]]]
) -> None:
    levels = {sku: level(sku, main=main, north=north) for sku, (main, north) in stock.items()}
    initial = {sku: each.on_hand for sku, each in levels.items()}
    known: dict[str, model.Reservation] = {}
    for order_id, fact, wanted in steps:
        if order_id in known:
            try:
                model.settle(known[order_id], fact, levels, NOW)
            except model.Contradiction:
                assert (known[order_id].status, fact) in REFUSED
        else:
            reservation, short = model.begin(order_id, fact, wanted, levels, NOW, LATER)
            if not (short and fact is Fact.CONFIRMED):
                known[order_id] = reservation
        for sku, each in levels.items():
            sums = {
                status: sum(r.quantities.get(sku, 0) for r in known.values() if r.status is status) for status in Status
            }
            assert sums[Status.COMMITTED] + sums[Status.HELD] + each.available == initial[sku]
            assert each.reserved == sums[Status.HELD]
            assert each.available >= 0
            assert all(shelf.on_hand >= shelf.reserved >= 0 for shelf in each.locations.values())
            assert each.on_hand == sum(shelf.on_hand for shelf in each.locations.values())
            assert each.reserved == sum(shelf.reserved for shelf in each.locations.values())
