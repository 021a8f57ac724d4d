"""When to look at a waiting order again, when to ask again, and when to give up. Pure: the clock is an argument."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from souk.kit import clock

PLACED = timedelta(minutes=15)
AWAITING_PAYMENT = timedelta(minutes=15)
ACTION_REQUIRED = timedelta(minutes=30)
SETTLING: timedelta | None = None
"""What was confirmed and then cancelled is watched until goods and money are back, however long it takes."""

RESEND_AFTER_S = 10.0
"""Without progress for so long a question is asked again; then after 20 s, 40 s, …"""
RESEND_AFTER_MAX_S = 640.0
CUSTOMER_RESEND_AFTER_S = 60.0
"""While the customer is to act the answer may take as long as a person takes, but it may get lost like any other."""

STANDSTILLS_MAX = 1_000
STANDSTILL_MEMORY = timedelta(hours=6)
"""Older standstills concern no order any more: no step may last that long unless the shop stood still itself."""
UNWATCHED_MAX = timedelta(seconds=30)
"""When nobody looked for so long, the order service itself was down: that is a standstill, too."""


class Watch(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A waiting order's alarm clock: `at` is the next look, `deadline` the end of patience, `question` the event that
    is asked again, `tries` how often it was.
    """

    at: datetime
    since: datetime
    deadline: datetime | None = None
    question: str | None = None
    tries: int = 0


def begin(now: datetime, patience: timedelta | None) -> Watch:
    """A step begins."""
    deadline = now + patience if patience is not None else None
    return Watch(at=now + timedelta(seconds=RESEND_AFTER_S), since=now, deadline=deadline)


def wait_for_customer(before: Watch | None, now: datetime) -> Watch:
    """The step takes as long as a person takes: there is more time, and the question is asked again less often."""
    at = now + timedelta(seconds=CUSTOMER_RESEND_AFTER_S)
    return Watch(at=at, since=now, deadline=now + ACTION_REQUIRED, question=before.question if before else None)


class Standstill(msgspec.Struct, frozen=True):
    """From when to when the saga could not move, because a listener was behind or out of reach."""

    begin: datetime
    end: datetime


class Standstills(msgspec.Struct, kw_only=True):
    """When deadlines did not run. `checked_at` is when somebody last looked."""

    id: str = "standstills"
    checked_at: datetime
    spans: list[Standstill] = []

    def note(self, now: datetime, *, is_still: bool) -> None:
        """Remember what the time since the last look was like. Looking twice at one moment adds nothing."""
        since, self.checked_at = self.checked_at, max(now, self.checked_at)
        if now <= since or not (is_still or now - since > UNWATCHED_MAX):
            return
        if self.spans and self.spans[-1].end >= since:
            self.spans[-1] = Standstill(self.spans[-1].begin, now)
        else:
            self.spans.append(Standstill(since, now))
        oldest = now - STANDSTILL_MEMORY
        self.spans = [span for span in self.spans if span.end > oldest][-STANDSTILLS_MAX:]

    def within(self, begin: datetime, end: datetime) -> timedelta:
        """How long the saga stood still between two moments."""
        still = timedelta()
        for span in self.spans:
            still += max(min(span.end, end) - max(span.begin, begin), timedelta())
        return still


def is_expired(seen: Watch, standstills: Standstills, now: datetime) -> bool:
    """Whether the step's patience is used up; time in which the saga stood still does not count."""
    return seen.deadline is not None and now - standstills.within(seen.since, now) >= seen.deadline


def look_again(seen: Watch, standstills: Standstills, now: datetime, *, is_with_customer: bool = False) -> None:
    """The question is asked again: set the next look, after a growing pause or when patience ends."""
    seen.tries += 1
    first_s = CUSTOMER_RESEND_AFTER_S if is_with_customer else RESEND_AFTER_S
    seen.at = now + timedelta(seconds=clock.doubled_s(first_s, seen.tries, RESEND_AFTER_MAX_S))
    if seen.deadline is not None:
        seen.at = min(seen.at, seen.deadline + standstills.within(seen.since, now))
