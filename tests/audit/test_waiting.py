"""What is not finished yet is no violation, and looking changes nothing."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from pymongo import monitoring

from audit import town
from audit.books import Books
from souk.audit import checks, passes
from souk.audit.checks import events, goods
from souk.audit.reading import cases, shelves, sources
from souk.audit.records import Case, Fate
from souk.audit.verdict import Flaw, Moment, Offence
from souk.kit import clock, ids, mongo

SUMMED_UP = ("stock_movements", "reservations")
PATIENT = passes.Pace(grace=timedelta(hours=1), second_look_s=0.0)


def test_goods_that_are_late_are_waited_for(books: Books) -> None:
    books["inventory"]["reservations"].update_one({"_id": books.orders["sold"]}, {"$set": {"status": "held"}})
    books["inventory"]["stock_levels"].update_one(
        {"_id": "MUG"},
        {"$inc": {"on_hand": 2, "reserved": 2, "locations.loc_main.on_hand": 2, "locations.loc_main.reserved": 2}},
    )
    [verdict] = [each for each in books.audited(PATIENT).verdicts if each.id == "I4"]
    assert (verdict.violations, verdict.waiting) == (0, 1)
    [verdict] = [each for each in books.audited().verdicts if each.id == "I4"]
    assert (verdict.violations, verdict.waiting) == (1, 0)


def test_a_listener_that_is_behind_is_waited_for() -> None:
    now = clock.now()
    fate = Fate("evt_1", "order.confirmed.v1", "inventory", now - timedelta(hours=1), is_sent=True, is_heard=False)
    behind = Moment(now, timedelta(0), frozenset({"inventory__order_confirmed"}))
    assert [flaw.waits for flaw in events.has_one_effect(fate, behind)] == [True]
    assert [flaw.waits for flaw in events.has_one_effect(fate, Moment(now, timedelta(0)))] == [False]


def test_an_event_that_is_not_sent_yet_is_waited_for(books: Books) -> None:
    row = {"_id": ids.new("msg"), "type": "order.confirmed.v1", "ids": [ids.new("evt")], "body": b"[]"}
    books["order"]["outbox"].insert_one({**row, "at": clock.now(), "unsent": True})
    report = books.audited()
    assert (report.lines(), report.waiting) == ([], 3), "of three listeners"


def test_deadlines_do_not_run_while_the_saga_stands_still(books: Books) -> None:
    began = clock.now() - timedelta(hours=1)
    watch = {"at": clock.now(), "since": began, "deadline": began + timedelta(minutes=15)}
    step = {"at": began, "status": "placed", "by": "customer"}
    spoilt = {"status": "placed", "stage": "open", "history": [step], "watch": watch}
    books["order"]["orders"].update_one({"_id": books.orders["sold"]}, {"$set": spoilt})

    def violations() -> int:
        return next(each for each in books.audited().verdicts if each.id == "I1").violations

    assert violations() == 1
    marks = books["order"]["marks"]
    marks.insert_one({"_id": "standstills", "checked_at": clock.now(), "spans": [{"begin": began, "end": clock.now()}]})
    assert violations() == 0


def test_what_came_right_before_the_second_look_is_nothing(books: Books) -> None:
    async def go() -> tuple[int, int]:
        async with sources.connected(books.url, databases=town.names(books.prefix)) as opened:
            pace = passes.Pace(grace=timedelta(0), second_look_s=0.0)
            look = passes.Look(sources.Sources(opened.databases, town.Listed(books.charges)), pace)
            await look.begin()
            # as when a window was read in the middle of a confirmation
            [case] = await cases.by_key(opened, [books.orders["sold"][4:]])
            await look.at_cases([Case(case.key, case.order, None, case.payment, case.entries, None)])
            await look.again()
            report = look.tally.report(clock.now(), clock.now(), is_whole=False)
            return report.violations, report.waiting

    assert asyncio.run(go()) == (0, 0)


def test_stock_that_moves_while_it_is_summed_up_is_looked_at_twice(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    books["inventory"]["stock_levels"].update_one({"_id": "MUG"}, {"$inc": {"reserved": 1}})
    real = shelves.stocks

    def forgetful(*arguments: object, at_once: bool, **options: object) -> object:
        if at_once:
            raise shelves.MovingError
        return real(*arguments, at_once=False, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(shelves, "stocks", forgetful)
    [verdict] = [each for each in books.audited().verdicts if each.id == "I2"]
    assert (verdict.checked, verdict.violations) == (2, 2), "the sums and the shelves of one SKU"


def test_sums_may_take_longer_than_a_socket_waits(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = _Sent()
    monkeypatch.setattr(mongo, "connect", functools.partial(mongo.connect, listeners=[sent]))
    books.audited()
    allowed = [each.get("maxTimeMS", 0) for each in sent.commands if each.get("aggregate") in SUMMED_UP]
    assert len(allowed) == len(SUMMED_UP)
    assert all(each > mongo.SOCKET_TIMEOUT_MS for each in allowed)


class _Sent(monitoring.CommandListener):
    """Every command that was sent."""

    def __init__(self) -> None:
        self.commands: list[Mapping[str, Any]] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        self.commands.append(event.command)

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Only what is asked matters."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """As above."""


def test_looking_writes_nothing(books: Books) -> None:
    def writes() -> dict[str, int]:
        counters = books.client.admin.command("serverStatus")["metrics"]["commands"]
        names = ("insert", "update", "delete", "findAndModify", "create", "createIndexes", "drop")
        return {name: counters[name]["total"] for name in names}

    before = writes()
    books.audited()
    assert writes() == before


def test_an_order_that_cannot_be_read_is_said_to_be_that_and_nothing_else() -> None:
    offences = list(checks.of_case(Case("1", unreadable=("the order: torn",)), Moment(clock.now())))
    assert offences == [Offence("I12", "ord_1", "cannot be read: the order: torn")]


def test_a_hold_of_an_order_that_is_only_just_written_is_waited_for(books: Books) -> None:
    async def case() -> Case:
        async with sources.connected(books.url, databases=town.names(books.prefix)) as opened:
            [found] = await cases.by_key(opened, [books.orders["sold"][4:]])
            return found

    seen = asyncio.run(case())
    alone = Case(seen.key, None, seen.reservation)
    assert seen.reservation is not None
    fresh = Moment(seen.reservation.updated_at + timedelta(seconds=1))
    assert list(goods.follow_orders(alone, fresh)) == [Flaw("was never placed and its goods are committed", waits=True)]
