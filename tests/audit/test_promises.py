"""What clients were told, against what is there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from audit.books import Books
from souk.audit import history
from souk.audit.checks import promises
from souk.audit.checks.promises import Found
from souk.audit.history import Operation
from souk.audit.verdict import Reckoning
from souk.kit import clock

BEGAN = clock.now()
ORDER = "ord_1"


def told(at: float = 0.0, **members: Any) -> Operation:
    """An operation that begins `at` seconds after the others and takes one."""
    began = BEGAN + timedelta(seconds=at)
    given: dict[str, Any] = {
        "id": "op_1",
        "kind": "place",
        "key": "k1",
        "outcome": "ok",
        "order_id": ORDER,
        "mark": "a@b.example",
    }
    return Operation(started_at=began, ended_at=began + timedelta(seconds=1), **{**given, **members})


THERE = Found({ORDER: "confirmed"}, {"a@b.example": [ORDER]})
NOTHING = Found({}, {})
TWICE = Found({ORDER: "confirmed", "ord_2": "placed"}, {"a@b.example": [ORDER, "ord_2"]})


@pytest.mark.parametrize(
    ("operation", "found", "expected", "words"),
    [
        (told(), THERE, {"acknowledged": 1, "found": 1}, None),
        (told(), NOTHING, {"acknowledged": 1, "lost": 1}, "was acknowledged and is not there"),
        (told(outcome="refused", order_id=None, answer=409), NOTHING, {"refused": 1}, None),
        (
            told(outcome="refused", order_id=None, answer=409),
            THERE,
            {"refused": 1, "found": 1, "unexpected": 1},
            "was refused to the client (409) and is there",
        ),
        (told(outcome="unknown", order_id=None), NOTHING, {"unknown": 1}, None),
        (told(outcome="unknown", order_id=None), THERE, {"unknown": 1, "found": 1, "recovered": 1}, None),
        (told(), TWICE, {"acknowledged": 1, "found": 1, "unexpected": 1}, "was asked for once and is there 2 times"),
        (
            told(outcome="unknown", order_id=None),
            TWICE,
            {"unknown": 1, "found": 1, "recovered": 1, "unexpected": 1},
            "was asked for once and is there 2 times",
        ),
    ],
)
def test_ok_refused_and_unknown(
    operation: Operation, found: Found, expected: Mapping[str, int], words: str | None
) -> None:
    reckoning = Reckoning()
    offences = list(promises.placed([operation], found, reckoning))
    assert reckoning == Reckoning(attempted=1, **expected)
    assert [offence.invariant for offence in offences] == ([] if words is None else ["I1"])
    assert words is None or words in offences[0].what


def test_what_was_granted_is_kept() -> None:
    asked = [told(kind="cancel"), told(kind="refund", resource_id="ref_1")]
    kept = Found({ORDER: "cancelled"}, {}, {"ref_1": "succeeded"})
    assert list(promises.kept(asked, kept)) == []
    broken = list(promises.kept(asked, Found({ORDER: "confirmed"}, {}, {"ref_1": "failed"})))
    assert [(each.invariant, each.what) for each in broken] == [
        ("I10", "was cancelled for the client and is confirmed"),
        ("I5", "refund ref_1 was granted and is failed"),
    ]


def test_an_answer_is_not_older_than_one_before_it() -> None:
    placed, seen = told(version=1), told(2, kind="read", version=3)
    side_by_side = told(2.5, kind="read", version=1)
    assert list(promises.reads_their_writes([placed, seen, side_by_side])) == []
    back = list(promises.reads_their_writes([placed, seen, told(4, kind="read", version=2)]))
    assert [(each.invariant, each.what) for each in back] == [("I10", "was shown at version 3, and then at 2")]


def test_what_was_told_of_is_not_missing_afterwards() -> None:
    placed, unknown = told(), told(2, kind="read", outcome="unknown")
    assert list(promises.reads_their_writes([placed, unknown])) == []
    missing = told(2, kind="read", outcome="refused", answer=404)
    [offence] = promises.reads_their_writes([placed, missing])
    assert (offence.invariant, offence.what) == ("I10", "was told of, and then said not to be there")


@pytest.mark.parametrize(
    ("status", "outcome"), [(201, "ok"), (409, "refused"), (500, "unknown"), (503, "unknown"), (None, "unknown")]
)
def test_what_an_answer_means(status: int | None, outcome: str) -> None:
    assert history.outcome_of(status) == outcome


def test_a_history_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "clients.jsonl"
    first, second = told(), told(1, id="op_2", outcome="unknown", order_id=None)
    history.write(file, [first])
    with history.Writer(file) as writer:
        writer.write(second)
    with file.open("ab") as torn:
        torn.write(b'{"id": "op_3", "ki')  # the process was killed
    assert list(history.read(file)) == [first, second]


def test_what_is_no_history_is_said_to_be_none(tmp_path: Path) -> None:
    file = tmp_path / "clients.jsonl"
    file.write_text("hello\n")
    with pytest.raises(history.UnreadableHistoryError, match="line 1"):
        list(history.read(file))
    with pytest.raises(history.UnreadableHistoryError, match="No such file"):
        list(history.read(tmp_path / "none.jsonl"))


def test_a_history_is_held_against_the_books(books: Books) -> None:
    sold, declined = books.orders["sold"], books.orders["declined"]
    operations = [
        told(order_id=sold, mark=f"{sold}@example.com"),
        told(order_id=None, mark=f"{declined}@EXAMPLE.com", outcome="unknown"),
        told(order_id="ord_lost", mark="lost@example.com"),
        told(2, kind="cancel", order_id=books.orders["undone"], mark=None),
    ]
    report = books.audited(operations=operations)
    assert report.reckoning == Reckoning(attempted=3, acknowledged=2, unknown=1, found=2, lost=1, recovered=1)
    assert report.lines() == ["I1 ord_lost: was acknowledged and is not there"]
