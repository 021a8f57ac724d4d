"""What a stream of customers went through, in figures: how many waited at which moment, and until when too many did."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from proof.chaos.load import Stream

BIN_S = 0.5


class Series(msgspec.Struct, frozen=True):
    """Half a second each, from the first customer on: how many came, were accepted, knew how it ended, got no answer;
    and how many waited at the end of it."""

    came: list[int]
    accepted: list[int]
    settled: list[int]
    unanswered: list[int]
    waiting: list[int]


def series(stream: Stream, began: float, ended: float) -> Series:
    """Between two moments (monotonic seconds)."""
    count = max(math.ceil((ended - began) / BIN_S), 1)

    def binned(moments: Sequence[float]) -> list[int]:
        bins = [0] * count
        for moment in moments:
            if 0 <= (at := int((moment - began) / BIN_S)) < count:
                bins[at] += 1
        return bins

    customers = stream.customers
    came = binned([each.came_at for each in customers])
    settled = binned([each.settled_at for each in customers if each.settled_at is not None])
    waiting, left = [], 0
    for more, fewer in zip(came, settled, strict=True):
        left += more - fewer
        waiting.append(left)
    return Series(
        came=came,
        accepted=binned([each.accepted_at for each in customers if each.accepted_at is not None]),
        settled=settled,
        unanswered=binned([at for each in customers for at, _ in each.unknown]),
        waiting=waiting,
    )


def recovery_s(samples: Sequence[tuple[float, int]], usual: int, since: float) -> float:
    """From `since` until no more customers wait than usually, for good. Samples are (moment, how many wait)."""
    late = [at for at, waiting in samples if at >= since and waiting > usual]
    return max(late) - since if late else 0.0


def percentile(values: Sequence[float], part: float) -> float | None:
    """The smallest value that so large a part of all does not exceed; None of none."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(math.ceil(part * len(ordered)) - 1, 0)]


def longest_wait_s(stream: Stream) -> float:
    """Of anybody, from coming to knowing."""
    return max(
        (each.settled_at - each.came_at for each in stream.customers if each.settled_at is not None), default=0.0
    )
