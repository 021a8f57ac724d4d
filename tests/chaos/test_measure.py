"""What a stream went through is counted in half seconds, and a recovery lasts until nobody waits longer than usual."""

from __future__ import annotations

from proof.chaos import measure
from proof.chaos.load import Customer, Plan, Stream


def customer(came_at: float, settled_at: float | None, accepted_at: float | None = None) -> Customer:
    return Customer(Plan(), "somebody@chaos.example", came_at, accepted_at, settled_at)


def test_who_came_and_has_not_heard_waits() -> None:
    stream = Stream([customer(0.1, 0.3), customer(0.2, 1.2), customer(1.1, None)])
    seen = measure.series(stream, 0.0, 2.0)
    assert (seen.came, seen.settled, seen.waiting) == ([2, 0, 1, 0], [1, 0, 1, 0], [1, 1, 1, 1])


def test_a_recovery_ends_when_too_many_waited_for_the_last_time() -> None:
    samples = [(1.0, 9), (2.0, 3), (3.0, 8), (4.0, 2), (5.0, 1)]
    assert measure.recovery_s(samples, usual=4, since=1.5) == 1.5
    assert measure.recovery_s(samples, usual=4, since=3.5) == 0.0
    assert measure.recovery_s(samples, usual=10, since=0.0) == 0.0


def test_percentiles_are_values_that_were_seen() -> None:
    values = [float(number) for number in range(1, 101)]
    assert (measure.percentile(values, 0.5), measure.percentile(values, 0.99)) == (50.0, 99.0)
    assert measure.percentile([7.0], 0.99) == 7.0
    assert measure.percentile([], 0.5) is None
