"""One episode: customers come, something befalls the shop, it ends, and everything has to come right again."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from proof.chaos import load, measure
from proof.chaos.faults import Fault
from proof.chaos.machine import ImpossibleError
from proof.chaos.stand import NotBackError, Stand
from souk.audit.verdict import Report

RATE_PER_S = 8.0
BASELINE_S = 5.0
USUAL_S = 3.0
"""The last seconds before the fault say how many customers usually wait."""
CALM_S = 3.0
"""So long no more than usually may wait before it counts as over."""
RECOVERY_MAX_S = 30.0
"""What is promised."""
OBSERVED_MAX_S = 75.0
SETTLE_MAX_S = 60.0
"""From the last answer until the books are balanced and nothing waits."""
PAUSE_S = 0.1
STAGGER_S = 4.0
"""Mixed faults begin within this time."""
LINES_MAX = 12

Verdict = Literal["passed", "violated", "slow", "invalid"]
OnProgress = Callable[[str], None]


class Episode(msgspec.Struct, kw_only=True):
    """What came of it. Moments are seconds since the first customer."""

    name: str
    faults: list[str]
    stand: str
    verdict: Verdict
    evidence: list[str]
    """Of each fault; empty where it had no effect."""
    violations: list[str]
    """The first of them in words, after what the drill itself could not do."""
    violation_count: int
    recovery_s: float | None
    """None when it did not recover as long as it was watched."""
    longest_wait_s: float
    customers: int
    accepted: int
    confirmed: int
    unanswered: dict[str, int]
    injected_at: float
    healed_at: float
    series: measure.Series


@dataclass
class _Course:
    """An episode under way."""

    since: float = 0.0
    injected: float = 0.0
    healed: float = 0.0
    troubles: list[str] = field(default_factory=list)
    """What did not come back."""
    failures: list[str] = field(default_factory=list)
    """What the drill could not do."""
    samples: list[tuple[float, int]] = field(default_factory=list)


async def drill(
    stand: Stand, faults: Sequence[Fault], chance: random.Random, name: str, on_progress: OnProgress
) -> tuple[Episode, load.Stream]:
    """Let these faults happen once, together. Whatever comes, they are healed before this ends."""
    course = _Course()
    try:
        on_progress("getting ready")
        for fault in faults:
            await fault.prepare(stand, chance)
        began = time.monotonic()
        async with load.stream(stand.place, name, RATE_PER_S) as stream:
            watching = asyncio.create_task(_watch(stream, course))
            try:
                on_progress("customers come")
                await asyncio.sleep(BASELINE_S)
                usual = _usual(course, time.monotonic())
                await _happen(stand, faults, chance, course, on_progress)
                on_progress("recovering")
                is_calm = await _calm(course, usual)
            finally:
                watching.cancel()
            on_progress("the last customers")
        ended = time.monotonic()
        on_progress("auditing")
        report, left = await _settled(stand, stream, course)
        evidence = [await fault.proof(stand) or "" for fault in faults]
    finally:
        for fault in faults:
            await fault.heal(stand)
        for fault in faults:
            await fault.tidy(stand)
    return _episode(stand, faults, name, course, stream, (began, ended), evidence, report, left, usual, is_calm), stream


async def _watch(stream: load.Stream, course: _Course) -> None:
    while True:
        course.samples.append((time.monotonic(), stream.waiting))
        await asyncio.sleep(PAUSE_S)


def _usual(course: _Course, now: float) -> int:
    """Twice as many as waited at most before the fault, and as come in a second: a busy machine has hiccups."""
    lately = [waiting for at, waiting in course.samples if at > now - USUAL_S]
    return 2 * max(lately, default=0) + int(RATE_PER_S)


async def _happen(
    stand: Stand, faults: Sequence[Fault], chance: random.Random, course: _Course, on_progress: OnProgress
) -> None:
    course.injected = time.monotonic()
    delays = [0.0 if len(faults) == 1 else chance.uniform(0, STAGGER_S) for _ in faults]

    async def one(fault: Fault, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        on_progress(fault.what)
        try:
            await fault.inject(stand)
            since = time.monotonic()
            await asyncio.sleep(fault.hold_s)
            on_progress(f"healing {fault.name}")
        finally:
            await fault.heal(stand)
        course.since = max(course.since, since if fault.heals_itself else time.monotonic())

    for outcome in await asyncio.gather(
        *(one(*each) for each in zip(faults, delays, strict=True)), return_exceptions=True
    ):
        if isinstance(outcome, ImpossibleError):  # the drill's own trouble: there is no evidence then
            course.failures.append(f"could not be injected: {outcome}")
        elif isinstance(outcome, NotBackError):
            course.troubles.append(str(outcome))
        elif isinstance(outcome, BaseException):
            raise outcome
    course.healed = time.monotonic()
    course.since = course.since or course.healed


async def _calm(course: _Course, usual: int) -> bool:
    """Wait until no more than usually have waited for a while; False when that does not come."""
    limit = course.healed + OBSERVED_MAX_S
    while time.monotonic() < limit:
        now = time.monotonic()
        lately = [waiting for at, waiting in course.samples if at > max(now - CALM_S, course.healed)]
        if now - course.healed > CALM_S and lately and max(lately) <= usual:
            return True
        await asyncio.sleep(PAUSE_S)
    return False


async def _settled(stand: Stand, stream: load.Stream, course: _Course) -> tuple[Report, list[str]]:
    """Wait until the books are balanced and nothing waits, or for as long as that may take."""
    limit = time.monotonic() + SETTLE_MAX_S
    try:
        await stand.healthy()
    except NotBackError as error:
        course.troubles.append(str(error))
    while True:
        left = await stand.unfinished()
        if not left or time.monotonic() > limit:
            report = await stand.audit(stream.operations)
            waiting = [
                f"{verdict.id} {each.about}: {each.what} (not finished)"
                for verdict in report.verdicts
                for each in verdict.offenders
                if each.waits
            ]
            if not (left or waiting or report.violations) or time.monotonic() > limit:
                return report, [*left, *waiting]
        await asyncio.sleep(PAUSE_S * 5)


def judged(violations: int, evidence: Sequence[str], recovery_s: float | None) -> Verdict:
    """A violation is one whatever caused it; what had no effect shows nothing."""
    if violations:
        return "violated"
    if not all(evidence):
        return "invalid"
    return "slow" if recovery_s is None or recovery_s > RECOVERY_MAX_S else "passed"


def _episode(
    stand: Stand,
    faults: Sequence[Fault],
    name: str,
    course: _Course,
    stream: load.Stream,
    span: tuple[float, float],
    evidence: list[str],
    report: Report,
    left: list[str],
    usual: int,
    is_calm: bool,
) -> Episode:
    began, ended = span
    unserved = [f"{each.email} ({each.plan.card}, {each.plan.then}): {each.error}" for each in stream.gave_up]
    violations = [*report.lines(), *left, *course.troubles, *unserved]
    count = report.violations + len(left) + len(course.troubles) + len(unserved)
    recovery_s = measure.recovery_s(course.samples, usual, course.since) if is_calm else None
    return Episode(
        name=name,
        faults=[each.name for each in faults],
        stand=stand.kind,
        verdict=judged(count, evidence, recovery_s),
        evidence=evidence,
        violations=[*course.failures, *violations][:LINES_MAX],
        violation_count=count,
        recovery_s=recovery_s,
        longest_wait_s=measure.longest_wait_s(stream),
        customers=len(stream.customers),
        accepted=sum(each.accepted_at is not None for each in stream.customers),
        confirmed=sum(each.status == "confirmed" for each in stream.customers),
        unanswered=dict(stream.unknown),
        injected_at=course.injected - began,
        healed_at=course.healed - began,
        series=measure.series(stream, began, ended),
    )
