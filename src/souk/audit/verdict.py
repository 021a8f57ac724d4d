"""What the checks find, and how it is counted and told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

SHOWN_MAX = 10
"""Offenders that a verdict names; all are counted."""
GRACE = timedelta(seconds=30)
"""So long after its last change an order's story may be unfinished: what recovery from any fault may take."""


class Invariant(NamedTuple):
    """Something that must hold in any shop at any time."""

    id: str
    name: str
    meaning: str


INVARIANTS = {
    each.id: each
    for each in (
        Invariant("I1", "orders end", "every accepted order is there, and ends in time or is waited for"),
        Invariant("I2", "stock adds up", "of no SKU is more sold and held than there ever was"),
        Invariant("I3", "charged once", "an order's card is charged once, its total, as the gateway and the books say"),
        Invariant("I4", "goods follow orders", "no hold without an order, no order without its goods"),
        Invariant("I5", "refunds are bounded", "no more goes back than was taken, each refund once"),
        Invariant("I6", "cancelled is undone", "of a cancelled order neither goods nor money are kept"),
        Invariant("I7", "events have one effect", "what is announced is heard by all who should, and acted on once"),
        Invariant("I8", "totals are their lines", "an order's total is its lines, taxes, shipping and discount"),
        Invariant("I9", "versions only grow", "no fact is older than what was said before, no listener is ahead"),
        Invariant("I10", "clients read their writes", "what a client was told is not taken back by a later answer"),
        Invariant("I11", "nothing is given up", "no announced event ends as a dead letter or is put off for good"),
        Invariant("I12", "changes leave a trail", "every status has been reached by allowed steps that are on record"),
    )
}


class Flaw(NamedTuple):
    """What a check says of one thing. `waits`: it may still come right by itself, nothing is lost."""

    what: str
    waits: bool = False


class Offence(msgspec.Struct, frozen=True):
    """A flaw, with the invariant that it breaks and the id of the thing that has it."""

    invariant: str
    about: str
    what: str
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """What a check has to know of the time it looks at: `behind` names listeners that have not caught up."""

    at: datetime
    grace: timedelta = GRACE
    behind: frozenset[str] = frozenset()
    standstills: tuple[tuple[datetime, datetime], ...] = ()
    """From when to when deadlines did not run."""

    def is_early(self, since: datetime | None, *listeners: str) -> bool:
        """Whether it is too early to judge what changed then, or one of these listeners has yet to hear of it."""
        fresh = since is not None and self.at - since < self.grace
        return fresh or any(name.partition("__")[0] in listeners for name in self.behind)

    def stood_still(self, begin: datetime) -> timedelta:
        """How long deadlines did not run since then."""
        still = timedelta()
        for start, end in self.standstills:
            still += max(min(end, self.at) - max(start, begin), timedelta())
        return still


class Verdict(msgspec.Struct, kw_only=True):
    """What one pass says of one invariant. `note` says what could not be looked at."""

    id: str
    name: str
    meaning: str
    checked: int = 0
    violations: int = 0
    waiting: int = 0
    offenders: list[Offence] = []
    note: str | None = None


class Reckoning(msgspec.Struct, kw_only=True):
    """Orders that clients asked for, by what they were told and what is there."""

    attempted: int = 0
    acknowledged: int = 0
    refused: int = 0
    unknown: int = 0
    found: int = 0
    lost: int = 0
    """Acknowledged and not there."""
    unexpected: int = 0
    """There, and refused to the client, or a second one of one request."""
    recovered: int = 0
    """There, though the client was never told."""


class Report(msgspec.Struct, kw_only=True):
    """What one pass says of a shop."""

    began_at: datetime
    ended_at: datetime
    is_whole: bool
    """False when it looked only at what changed lately."""
    verdicts: list[Verdict]
    reckoning: Reckoning | None = None
    """Where there was a history of clients to look at."""

    @property
    def violations(self) -> int:
        return sum(each.violations for each in self.verdicts)

    @property
    def waiting(self) -> int:
        return sum(each.waiting for each in self.verdicts)

    def offences(self) -> list[Offence]:
        """Those that are shown, what waits included."""
        return [each for verdict in self.verdicts for each in verdict.offenders]

    def shortened(self) -> Report:
        """Without the offenders, which are listed elsewhere."""
        verdicts = [msgspec.structs.replace(each, offenders=[]) for each in self.verdicts]
        return msgspec.structs.replace(self, verdicts=verdicts)

    def lines(self) -> list[str]:
        """The violations in words, as many as are shown, by invariant."""
        return [line for verdict in self.verdicts for line in _lines(verdict)]


def _lines(verdict: Verdict) -> list[str]:
    found = [f"{verdict.id} {each.about}: {each.what}" for each in verdict.offenders if not each.waits]
    more = verdict.violations - len(found)
    return [*found, f"{verdict.id} … and {more} more"] if more > 0 else found


@dataclass(slots=True)
class Tally:
    """Counts what was checked and what was found; of each invariant `shown_max` offenders are named."""

    shown_max: int = SHOWN_MAX
    verdicts: dict[str, Verdict] = field(
        default_factory=lambda: {
            each.id: Verdict(id=each.id, name=each.name, meaning=each.meaning) for each in INVARIANTS.values()
        }
    )

    def checked(self, invariant: str, count: int = 1) -> None:
        self.verdicts[invariant].checked += count

    def note(self, invariant: str, text: str) -> None:
        """Something of it could not be looked at."""
        self.verdicts[invariant].note = text

    def add(self, offences: Iterable[Offence]) -> None:
        """Count these, and keep the first ones to be shown: violations before what waits."""
        for each in offences:
            verdict = self.verdicts[each.invariant]
            if each.waits:
                verdict.waiting += 1
            else:
                verdict.violations += 1
            if len(verdict.offenders) < self.shown_max:
                verdict.offenders.append(each)
            elif not each.waits:
                place = next((at for at, shown in enumerate(verdict.offenders) if shown.waits), None)
                if place is not None:
                    verdict.offenders[place] = each

    def offences(self) -> list[Offence]:
        """Those that are named so far."""
        return [each for verdict in self.verdicts.values() for each in verdict.offenders]

    def report(
        self, began_at: datetime, ended_at: datetime, *, is_whole: bool, reckoning: Reckoning | None = None
    ) -> Report:
        return Report(
            began_at=began_at,
            ended_at=ended_at,
            is_whole=is_whole,
            verdicts=list(self.verdicts.values()),
            reckoning=reckoning,
        )
