"""What is repaired by itself, what never is, and that a repair is the services' own doing."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from audit import town
from audit.books import Books
from audit.test_violations import unheard
from souk.audit import repairs
from souk.audit.reading import cases, sources
from souk.audit.records import Case
from souk.audit.verdict import Offence
from souk.cli import repairing
from souk.testing import MemoryBus


def planned(books: Books, *, is_done: bool = False) -> tuple[list[repairs.Repair], MemoryBus]:
    """What is to be done about these books, and the bus on which it was."""
    report = books.audited()
    bus = MemoryBus()

    async def go() -> list[repairs.Repair]:
        async with sources.connected(books.url, databases=town.names(books.prefix)) as opened:
            found = await repairing.plan(opened, report)
            if is_done:
                for service in sources.SERVICES:
                    await bus.ensure_stream(service)
                await repairing.carry_out(opened, bus, found)
            return found

    return asyncio.run(go()), bus


def hold_again(books: Books, kind: str) -> None:
    """As if inventory had never heard how this order ended: its mug is held, and reserved."""
    line = {"sku": "MUG", "quantity": 1, "location_id": "loc_main"}
    about = {"_id": books.orders[kind]}
    books["inventory"]["reservations"].update_one(about, {"$set": {"status": "held", "lines": [line]}})
    more = {"$inc": {"reserved": 1, "locations.loc_main.reserved": 1}}
    books["inventory"]["stock_levels"].update_one({"_id": "MUG"}, more)


def test_a_hold_whose_order_has_ended_is_settled_by_inventory_itself(books: Books) -> None:
    hold_again(books, "declined")
    [dry, _], _ = planned(books)
    assert dry == repairs.SettleHold(books.orders["declined"], "cancelled", "is cancelled and its goods are held")
    assert [each.split()[0] for each in books.audited().lines()] == ["I6"], "so far nothing was done"
    planned(books, is_done=True)
    left = {each.id: each.violations for each in books.audited().verdicts if each.violations}
    assert left == {}
    reservation = books["inventory"]["reservations"].find_one({"_id": books.orders["declined"]}) or {}
    assert (reservation["status"], reservation["reason"]) == ("released", "asked")


def test_an_event_that_was_never_heard_is_sent_again(books: Books) -> None:
    unheard("order.confirmed.v1", "order", "inventory")(books)
    [repair], bus = planned(books, is_done=True)
    assert isinstance(repair, repairs.Resend)
    [message] = bus.stored("order")
    assert repair.event_id.encode() in message.body


def test_an_order_that_waits_too_long_has_its_question_asked_again(books: Books) -> None:
    about = {"_id": books.orders["sold"]}
    stored: dict[str, Any] = books["order"]["orders"].find_one(about) or {}
    began = stored["created_at"] - timedelta(hours=1)
    question = (books["order"]["outbox"].find_one({"type": "order.placed.v1"}) or {})["ids"][0]
    watch = {"at": began, "since": began, "deadline": began, "question": question}
    books["order"]["orders"].update_one(
        about, {"$set": {"status": "awaiting_payment", "stage": "open", "watch": watch}}
    )
    found, _ = planned(books)
    assert [(each.service, each.event_id) for each in found if isinstance(each, repairs.Resend)] == [
        ("order", question)
    ]


@pytest.mark.parametrize("invariant", ["I2", "I3", "I5", "I8", "I9", "I10", "I11", "I12"])
def test_money_stock_and_records_are_never_repaired(books: Books, invariant: str) -> None:
    async def case() -> Case:
        async with sources.connected(books.url, databases=town.names(books.prefix)) as opened:
            [found] = await cases.by_key(opened, [books.orders["sold"][4:]])
            return found

    seen = asyncio.run(case())
    assert repairs.of_case(seen, [Offence(invariant, seen.order_id, "is wrong")]) == []
    assert repairs.of_events({"evt_1": "order"}, [Offence(invariant, "evt_1", "never heard")]) == []
