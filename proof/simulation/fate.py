"""What goes wrong, and where: a plan that a seed draws, and from which faults can be taken out."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

FAULTS_MIN = 3
FAULTS_MAX = 8
POINTS_SHORT, POINTS_LONG = 110, 320
"""So many points at which something can go wrong a short and a long run have; faults lie within them."""
STEPS = (
    "publish order.placed",
    "publish order.awaiting_payment",
    "publish order.confirmed",
    "publish order.cancelled",
    "publish order.cancelled",
    "publish order.fulfilled",
    "publish inventory.stock_reserved",
    "publish inventory.stock_rejected",
    "publish inventory.stock_returned",
    "publish payment.authorized",
    "publish payment.captured",
    "publish payment.declined",
    "publish payment.action_required",
    "publish payment.refunded",
    "publish payment.voided",
    "publish payment.disputed",
    "inventory hears order.placed",
    "inventory hears order.confirmed",
    "inventory hears order.cancelled",
    "payment hears order.awaiting_payment",
    "payment hears order.cancelled",
    "payment hears order.cancelled",
    "payment hears order.fulfilled",
    "order hears inventory.stock_reserved",
    "order hears payment.captured",
    "order acknowledges",
    "inventory acknowledges",
    "payment acknowledges",
    "order commit",
    "inventory commit",
    "payment commit",
    "gateway charge",
    "gateway charge",
    "gateway look_up",
    "gateway void",
    "gateway capture",
    "gateway refund",
    "gateway refund",
    "inventory asks order",
    "payment asks order",
)
"""What faults are aimed at; what is named twice is rare."""
MAIL_STEPS = (
    "mail connect",
    "mail send",
    "mail send",
    "mail send",
    "notification hears order.confirmed",
    "notification hears order.cancelled",
    "notification hears payment.refunded",
    "notification acknowledges",
    "notification commit",
    "notification note",
)
"""And these where mails are written."""
PAIRS = (
    ("publish payment.captured", "publish order.cancelled"),
    ("publish inventory.stock_reserved", "publish order.cancelled"),
    ("publish payment.refunded", "publish order.cancelled"),
    ("publish payment.captured", "publish order.awaiting_payment"),
    ("publish order.confirmed", "inventory asks order"),
)
"""What has to get lost together for the last line of defence to be needed."""
PAIRED = 0.12
SPARE = 2
AIMED = 0.5
LONG = 0.3
CLUSTERED = 0.3
"""These shares of faults are aimed at a step, of plans have them anywhere in a long run, and close together."""


class Fault(NamedTuple):
    """At the point of this number something goes wrong: which of the things that can there says `choice`, and how
    much of it `extent`, both from 0 to 1. With a `step` only points of that name are counted.
    """

    at: int
    choice: float
    extent: float
    step: str | None = None


class Happened(NamedTuple):
    """A fault that took effect."""

    fault: Fault
    step: str
    kind: str


class Plan(NamedTuple):
    """More faults than will happen: a run may never come to some of them. `at_most` of them take effect."""

    faults: list[Fault]
    at_most: int


def plan(chance: random.Random, steps: Sequence[str] = STEPS) -> Plan:
    """At least three faults in nearly every run."""
    count = FAULTS_MIN + min(int(chance.expovariate(0.7)), FAULTS_MAX - FAULTS_MIN)
    if chance.random() < CLUSTERED:
        start = chance.randrange(POINTS_SHORT // 2)
        points = [start + chance.randrange(30) for _ in range(count * SPARE)]
    else:
        length = POINTS_LONG if chance.random() < LONG else POINTS_SHORT
        points = [chance.randrange(length) for _ in range(count * SPARE)]
    faults: list[Fault] = []
    if chance.random() < PAIRED:
        faults += [Fault(int(chance.expovariate(1.2)), 0.0, 0.0, step) for step in chance.choice(PAIRS)]
    for at in sorted(points):
        if chance.random() < AIMED:
            faults.append(Fault(int(chance.expovariate(1.2)), chance.random(), chance.random(), chance.choice(steps)))
        else:
            faults.append(Fault(at, chance.random(), chance.random()))
    return Plan(faults, count)


def plan_within(chance: random.Random, points: int) -> Plan:
    """Faults for a run that passes so many points."""
    faults = [Fault(chance.randrange(max(points, 1)), chance.random(), chance.random()) for _ in range(3 * FAULTS_MIN)]
    return Plan(faults, FAULTS_MIN)


class Fate:
    """Counts the points that a run passes and says what goes wrong there."""

    def __init__(self, faults: Sequence[Fault], at_most: int | None = None) -> None:
        self._due: dict[tuple[str | None, int], Fault] = {}
        for fault in faults:
            at = fault.at
            while (fault.step, at) in self._due:  # two at one point: the second comes next
                at += 1
            self._due[fault.step, at] = fault._replace(at=at)
        self._at_most = len(faults) if at_most is None else at_most
        self.points = 0
        self.happened: list[Happened] = []
        self.passed: Counter[str] = Counter()
        """How often each step could have gone wrong."""

    def forget(self) -> None:
        """Nothing goes wrong any more."""
        self._due.clear()

    def at(self, step: str, kinds: Sequence[str]) -> tuple[str, float] | None:
        """What goes wrong at this step, and how much; None when all goes well."""
        number = self.points
        self.points = number + 1
        passed = self.passed[step]
        self.passed[step] = passed + 1
        fault = self._due.pop((None, number), None) or self._due.pop((step, passed), None)
        if fault is None:
            return None
        kind = kinds[int(fault.choice * len(kinds))]
        self.happened.append(Happened(fault, step, kind))
        if len(self.happened) >= self._at_most:
            self.forget()
        return kind, fault.extent
