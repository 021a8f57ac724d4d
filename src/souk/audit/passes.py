"""One look at a shop. What looks wrong is looked at twice before it is called so."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from souk.audit import checks, clients
from souk.audit.checks import events, stock
from souk.audit.history import Operation
from souk.audit.reading import cases, messages, shelves
from souk.audit.reading.sources import SERVICES, Sources
from souk.audit.records import Case, Said
from souk.audit.verdict import GRACE, SHOWN_MAX, Moment, Offence, Report, Tally
from souk.kit import clock

SECOND_LOOK_S = 2.0
SUSPECTS_MAX = 2_000
"""Cases under suspicion; with more of them the second look comes early."""
VERSIONS_MAX = 20_000
"""Announced versions that are remembered, to notice when one is announced twice."""

OnProgress = Callable[[str, int, int], None]
"""Hears what is being looked at, how much of it was, and how much there is, about."""


class Pace(NamedTuple):
    """How patient a pass is: `grace` after a change before it is judged, seconds before the second look."""

    grace: timedelta = GRACE
    second_look_s: float = SECOND_LOOK_S


PACE = Pace()
Breathe = Callable[[], Awaitable[None]]


async def _hurry() -> None:
    """Take no rest."""


async def whole(
    sources: Sources,
    pace: Pace = PACE,
    *,
    operations: Iterable[Operation] | None = None,
    on_progress: OnProgress = lambda *_: None,
    breathe: Breathe = _hurry,
    shown_max: int = SHOWN_MAX,
) -> Report:
    """Look at everything, and at what clients were told; `breathe` between two windows.

    Raises `GatewaySilentError`, and what the driver raises.
    """
    began_at = clock.now()
    look = Look(sources, pace, shown_max=shown_max)
    await look.begin()
    count = await sources["order"]["orders"].estimated_document_count()
    done = 0
    async for window in cases.windows(sources):
        await look.at_cases(window)
        done += len(window)
        on_progress("orders", done, max(count, done))
        await breathe()
    await look.at_stock()
    for publisher in SERVICES:
        count = await sources[publisher]["outbox"].estimated_document_count()
        done = 0
        async for bite in messages.bites(sources, publisher):
            await look.at_messages(bite)
            done += len(bite.messages)
            on_progress(f"events of {publisher}", done, max(count, done))
            await breathe()
    await look.at_leftovers()
    await look.again()
    reckoning = await clients.look(sources, operations, look.tally) if operations is not None else None
    return look.tally.report(began_at, clock.now(), is_whole=True, reckoning=reckoning)


class Look:
    """A pass under way: hand it what there is to look at, then let it look `again`."""

    def __init__(self, sources: Sources, pace: Pace = PACE, *, shown_max: int = SHOWN_MAX) -> None:
        self.tally = Tally(shown_max)
        self._sources = sources
        self._pace = pace
        self._moment: Moment | None = None
        self._cases: dict[str, list[Offence]] = {}
        self._messages: dict[tuple[str, str], list[Offence]] = {}
        self._versions: OrderedDict[tuple[str, int], str] = OrderedDict()

    async def begin(self) -> None:
        """Find out who is behind."""
        self._moment = await self._sources.moment(self._pace.grace)
        if self._sources.charges is None:
            for invariant in ("I3", "I5", "I6"):
                self.tally.note(invariant, "without the gateway's list")

    @property
    def moment(self) -> Moment:
        if self._moment is None:
            raise ValueError("begin first")
        return self._moment

    async def at_cases(self, window: Iterable[Case]) -> None:
        """I1, I3–I6, I8, I9, I12."""
        for case in window:
            for invariant in checks.counted(case):
                self.tally.checked(invariant)
            for offence in checks.of_case(case, self.moment):
                if offence.waits:
                    self.tally.add((offence,))
                else:
                    self._cases.setdefault(case.key, []).append(offence)
        if len(self._cases) >= SUSPECTS_MAX:
            await self._cases_again()

    async def at_stock(self, skus: Sequence[str] | None = None) -> None:
        """I2: all SKUs, or these."""
        try:
            async for each in shelves.stocks(self._sources, skus, at_once=True):
                self.tally.checked("I2")
                self.tally.add(Offence("I2", each.sku, flaw.what) for flaw in stock.adds_up(each))
        except shelves.MovingError:
            self.tally.verdicts["I2"].checked = 0
            await self._moving_stock()

    async def _moving_stock(self) -> None:
        """Sums of several moments disagree wherever goods move; a real difference stays the same."""
        count, first = await self._stock_flaws(None)
        self.tally.checked("I2", count)
        if first:
            await asyncio.sleep(self._pace.second_look_s)
            _, again = await self._stock_flaws(sorted({offence.about for offence in first}))
            self.tally.add(offence for offence in first if offence in again)

    async def _stock_flaws(self, skus: Sequence[str] | None) -> tuple[int, list[Offence]]:
        count, found = 0, list[Offence]()
        async for each in shelves.stocks(self._sources, skus, at_once=False):
            count += 1
            found += [Offence("I2", each.sku, flaw.what) for flaw in stock.adds_up(each)]
        return count, found

    async def at_messages(self, bite: messages.Bite) -> None:
        """I7, and I9 as far as it concerns what was announced."""
        self.tally.checked("I7", len(bite.fates))
        self.tally.checked("I9", len(bite.said))
        message_of = {event_id: message.id for message in bite.messages for event_id in message.ids}
        for offence in await self._flaws(bite):
            if offence.waits:
                self.tally.add((offence,))
            else:
                message_id = message_of.get(offence.about.partition(" ")[0], "")
                self._messages.setdefault((bite.publisher, message_id), []).append(offence)
        self.tally.add(self._repeated(bite.said))
        if len(self._messages) >= SUSPECTS_MAX:
            await self._messages_again()

    async def _flaws(self, bite: messages.Bite) -> list[Offence]:
        found = [
            Offence("I7", fate.event_id, flaw.what, flaw.waits)
            for fate in bite.fates
            for flaw in events.has_one_effect(fate, self.moment)
        ]
        if bite.said:
            stored = await messages.versions(self._sources, bite.publisher, [each.about for each in bite.said])
            found += [
                Offence("I9", each.event_id, f"says version {each.version} of {each.about}, which is at {known}")
                for each in bite.said
                if (known := stored.get(each.about, 0)) < each.version
            ]
        return found

    def _repeated(self, said: Iterable[Said]) -> list[Offence]:
        found = []
        for each in said:
            before = self._versions.setdefault((each.about, each.version), each.event_id)
            if before != each.event_id:
                found.append(Offence("I9", each.about, f"was announced twice at version {each.version}"))
        while len(self._versions) > VERSIONS_MAX:
            self._versions.popitem(last=False)
        return found

    async def at_leftovers(self) -> None:
        """I11."""
        async for letter, is_ours in messages.letters(self._sources):
            self.tally.checked("I11")
            self.tally.add(
                Offence("I11", letter.id, flaw.what) for flaw in events.was_given_up(letter, is_ours=is_ours)
            )
        async for row in messages.put_off(self._sources):
            self.tally.checked("I11")
            self.tally.add(
                Offence("I11", row.id, flaw.what, flaw.waits) for flaw in events.is_put_off(row, self.moment)
            )

    async def again(self) -> None:
        """The second look at what is under suspicion."""
        await self._cases_again()
        await self._messages_again()

    async def _cases_again(self) -> None:
        suspects, self._cases = self._cases, {}
        if not suspects:
            return
        await self._pause()
        keys = list(suspects)
        for start in range(0, len(keys), cases.WINDOW):
            chunk = keys[start : start + cases.WINDOW]
            window = await cases.by_key(self._sources, chunk)
            found = {offence for case in window for offence in checks.of_case(case, self.moment)}
            self._judge((offence for key in chunk for offence in suspects[key]), found)

    async def _messages_again(self) -> None:
        suspects, self._messages = self._messages, {}
        if not suspects:
            return
        await self._pause()
        for publisher in dict.fromkeys(publisher for publisher, _ in suspects):
            ids = [message_id for name, message_id in suspects if name == publisher]
            async for bite in messages.bites(self._sources, publisher, only=ids):
                mine = [each for message in bite.messages for each in suspects[publisher, message.id]]
                self._judge(mine, set(await self._flaws(bite)))

    async def _pause(self) -> None:
        await asyncio.sleep(self._pace.second_look_s)
        self._moment = await self._sources.moment(self._pace.grace)

    def _judge(self, before: Iterable[Offence], now: set[Offence]) -> None:
        """The same flaw twice is a violation; one that changed meanwhile is in somebody's hands."""
        restless = {(each.invariant, each.about): each for each in now}
        for offence in before:
            if offence in now:
                self.tally.add((offence,))
            elif (offence.invariant, offence.about) in restless:
                changed = restless[offence.invariant, offence.about]
                self.tally.add((Offence(changed.invariant, changed.about, changed.what, waits=True),))
