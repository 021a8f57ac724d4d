"""The simulation as a second witness: what it saw is told as it is."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from proof import mechanisms, proving, suites, witness
from souk.kit import inbox

RECORD = inbox.record
NOTHING_SEEN = witness.Testimony(looked=300)


@dataclass
class Day:
    """What came of a seed."""

    violations: Sequence[str]


def bad_without_inbox(seed: int) -> Day:
    """From the third day on it matters."""
    is_off = inspect.getattr_static(inbox, "record") is not RECORD
    return Day([f"day {seed}: paid twice"] if is_off and seed >= 3 else [])


def test_the_first_day_that_goes_wrong_is_named() -> None:
    found = witness.search(bad_without_inbox, ["inbox"], range(10), 60)
    assert found == witness.Testimony(looked=4, seed=3, violation="day 3: paid twice")
    assert str(found) == "seed 3"


def test_with_everything_on_nothing_goes_wrong() -> None:
    assert witness.search(bad_without_inbox, [], range(10), 60) == witness.Testimony(looked=10)
    assert str(NOTHING_SEEN) == "none in 300"


def test_who_takes_too_long_has_seen_nothing() -> None:
    assert witness.search(bad_without_inbox, ["inbox"], range(10), 0) == witness.Testimony(looked=1)


@pytest.mark.parametrize(
    "seen",
    [None, NOTHING_SEEN, witness.Testimony(looked=4, seed=3), witness.Testimony(trouble="the simulation failed")],
)
def test_it_decides_nothing(seen: witness.Testimony | None) -> None:
    tests = suites.node_ids("inbox")
    green = proving.Run(None, dict.fromkeys(tests, "passed"), 1.0)
    red = proving.Run("inbox", {**dict.fromkeys(tests, "noticed"), suites.SUNNY_DAY: "passed"}, 1.0)
    assert proving.judge(mechanisms.ALL["inbox"], green, red, seen).is_proven
