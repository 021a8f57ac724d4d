"""What is put off comes when its time has come, ever later, once, and not for ever."""

from __future__ import annotations

import asyncio
import functools

import pytest

from souk import testing
from souk.kit import clock, deadletters, deferred, tx


def test_delays_double_up_to_a_limit() -> None:
    with testing.frozen_clock():
        rows = [deferred.row("evt_1", "a__b", b"{}", "why", tries=tries) for tries in [*range(1, 12), 5_000]]
        delays = [(each.due - clock.now()).total_seconds() for each in rows]
    assert delays == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


async def test_only_what_is_due_comes_and_the_longest_waiting_first(db: tx.Announcing) -> None:
    with testing.frozen_clock() as time:
        rows = [deferred.row(f"evt_{tries}", "a__b", b"{}", "why", tries=tries) for tries in (3, 1, 2)]
        await deferred.save(db, [*rows, deferred.row("evt_other", "c__d", b"{}", "why")])
        assert await deferred.due(db, "a__b") == []
        time.advance(2)
        assert [each.id for each in await deferred.due(db, "a__b")] == ["evt_1", "evt_2"]
        assert await deferred.count(db, "a__b") == 3


async def test_of_two_replicas_one_takes_a_row(db: tx.Announcing) -> None:
    await deferred.save(db, [deferred.row("evt_1", "a__b", b"{}", "why")])
    taken = await asyncio.gather(*(tx.transact(db, lambda t: deferred.take(t, ["evt_1"])) for _ in range(5)))
    assert sorted(len(each) for each in taken) == [0, 0, 0, 0, 1]


async def test_failures_are_counted_to_the_end(db: tx.Announcing) -> None:
    await deferred.save(db, [deferred.row("evt_1", "a__b", b"[1]", "first", attempts=1)])
    for number in range(deferred.ATTEMPTS_MAX):
        assert await deadletters.list_(db) == []
        (row,) = await deferred_rows(db)
        assert row.attempts == number + 1
        await tx.transact(db, functools.partial(fail, row, f"failure {number}"))
    assert await deferred_rows(db) == []
    (letter,) = await deadletters.list_(db)
    assert (letter.id, letter.type, letter.event) == ("a__b:evt_1", "a.b.v1", b"[1]")
    assert (letter.attempts, letter.reason) == (deferred.ATTEMPTS_MAX + 1, f"failure {deferred.ATTEMPTS_MAX - 1}")


async def fail(row: deferred.Row, reason: str, t: tx.Tx) -> None:
    await deferred.failed(t, row, reason, deadletters.give_up("a.b.v1"))


async def deferred_rows(db: tx.Announcing) -> list[deferred.Row]:
    with testing.frozen_clock() as time:
        time.advance(deferred.DELAY_MAX_S)
        return await deferred.due(db, "a__b")


@pytest.mark.parametrize("letter_id", ["a__b:evt_1", "nothing"])
async def test_a_dead_letter_is_there_to_be_retried_or_dropped_once(db: tx.Announcing, letter_id: str) -> None:
    is_there = letter_id != "nothing"
    for act in (deadletters.retry, deadletters.drop):
        await deadletters.save(db, [deadletters.letter("a__b", "a.b.v1", b"{}", "why", "evt_1")])
        assert await act(db, letter_id) is is_there
        assert await act(db, letter_id) is False
        assert await deadletters.count(db, "a__b") == int(not is_there)
