"""The auditor of a running shop: looks at what changed since it last looked, and now and then at everything.

It never hurries: what it spends it rests from, so that a busy shop is audited later and not slower.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta

from prometheus_client import Counter, Gauge

from souk.audit import findings, passes
from souk.audit.reading import cases, messages
from souk.audit.reading.charges import GatewaySilentError
from souk.audit.reading.sources import SERVICES, Sources
from souk.audit.verdict import Report
from souk.kit import clock, ids, mongo

LOG = logging.getLogger(__name__)

SETTLED_AFTER = timedelta(seconds=60)
"""What was announced so long ago has had its effects everywhere, unless something is wrong."""
SHARE = 0.02
"""Of one core, while there is something to look at."""
SECOND_LOOK_S = 5.0
SHOWN_MAX = 100
"""Violations of one invariant that one pass lists."""

CHECKED = Counter("souk_audit_checked_total", "Things looked at", ["invariant"])
VIOLATIONS = Gauge("souk_audit_violations", "Violations that were seen and have not gone away", ["invariant"])
WAITING = Gauge("souk_audit_waiting", "Things not finished when the last pass looked at them", ["invariant"])
LAST_RUN = Gauge("souk_audit_last_run_timestamp_seconds", "When the last pass ended", ["pass"])
SECONDS = Gauge("souk_audit_seconds", "How long the last pass took", ["pass"])
LAG_SECONDS = Gauge("souk_audit_lag_seconds", "Age of the newest change that was looked at")
FAILED = Counter("souk_audit_failed_total", "Passes that could not be made")

Open = Callable[[], AbstractAsyncContextManager[Sources]]


class Auditor:
    """One process's auditor; of several one works at a time."""

    def __init__(
        self,
        db: mongo.Database,
        open_sources: Open,
        *,
        period: timedelta,
        whole_period: timedelta,
        share: float = SHARE,
    ) -> None:
        self._db = db
        self._open = open_sources
        self._period = period
        self._whole_period = whole_period
        self._share = share
        self._owner = ids.new("own")
        self._rested = (0.0, 0.0)
        self._pace = passes.Pace(second_look_s=SECOND_LOOK_S)

    async def keep_looking(self) -> None:
        """Look every period, for ever. Whoever does not answer is asked again in the next one."""
        async with self._open() as sources:
            while True:
                await asyncio.sleep(self._period.total_seconds())
                try:
                    if await findings.take_turn(self._db, self._owner):
                        await self.look(sources)
                except (mongo.Failure, GatewaySilentError) as error:
                    FAILED.inc()
                    LOG.warning("the shop cannot be audited now", extra={"error": str(error)})

    async def look(self, sources: Sources) -> None:
        """Once: at everything if it is time for that, otherwise at what changed."""
        self._rested = (time.process_time(), time.monotonic())
        before = await findings.report(self._db, "whole")
        if before is None or clock.now() - before.ended_at >= self._whole_period:
            await self._whole(sources)
        else:
            await self._recent(sources)

    async def _whole(self, sources: Sources) -> None:
        began_at = clock.now()
        report = await passes.whole(sources, self._pace, breathe=self._breathe, shown_max=SHOWN_MAX)
        await findings.note(self._db, report.offences(), looked_at=None)
        for service in SERVICES:
            await findings.move_mark(self._db, service, _id_at(began_at - SETTLED_AFTER))
        await self._tell("whole", report)

    async def _recent(self, sources: Sources) -> None:
        """What was announced since the last look and has settled, the orders that it was about, and what was wrong."""
        began_at = clock.now()
        until = _id_at(began_at - SETTLED_AFTER)
        look = passes.Look(sources, self._pace, shown_max=SHOWN_MAX)
        await look.begin()
        known = await findings.marks(self._db)
        suspects = [each.about for each in await findings.listed(self._db)]
        for publisher in SERVICES:
            carrying = await messages.carrying(sources, publisher, suspects)
            async for bite in messages.bites(sources, publisher, only=carrying):
                await look.at_messages(bite)
            async for bite in messages.bites(sources, publisher, after=known.get(publisher, until), until=until):
                await look.at_messages(bite)
                suspects += bite.order_ids
                if len(suspects) >= cases.WINDOW:
                    await self._settle(sources, look, suspects)
                    suspects = []
                await findings.move_mark(self._db, publisher, bite.messages[-1].id)
                LAG_SECONDS.set((clock.now() - bite.messages[-1].at).total_seconds())
                await self._breathe()
        await look.at_leftovers()
        await self._settle(sources, look, suspects)
        await self._tell("recent", look.tally.report(began_at, clock.now(), is_whole=False))

    async def _settle(self, sources: Sources, look: passes.Look, suspects: Sequence[str]) -> None:
        """Look at these orders, twice if need be, and list what is wrong with them, or no longer."""
        keys = {each.removeprefix("ord_") for each in suspects if each.startswith("ord_")}
        await look.at_cases(await cases.by_key(sources, sorted(keys)))
        await look.again()
        await findings.note(self._db, look.tally.offences(), looked_at=suspects)

    async def _tell(self, name: findings.Name, report: Report) -> None:
        await findings.save_report(self._db, name, report.shortened())
        listed = await findings.count(self._db)
        for each in report.verdicts:
            CHECKED.labels(each.id).inc(each.checked)
            WAITING.labels(each.id).set(each.waiting)
            VIOLATIONS.labels(each.id).set(listed.get(each.id, 0))
        LAST_RUN.labels(name).set(report.ended_at.timestamp())
        SECONDS.labels(name).set((report.ended_at - report.began_at).total_seconds())
        if report.violations:
            LOG.error("the shop's books are violated", extra={"violations": report.violations, "pass": name})

    async def _breathe(self) -> None:
        """Rest from what was spent since the last rest, and keep the turn. Where others live in this process, too, what
        they spent meanwhile is taken for ours, but never more than the time that has passed."""
        cpu_s, wall_s = self._rested
        spent_s = min(time.process_time() - cpu_s, time.monotonic() - wall_s)
        await asyncio.sleep(spent_s * (1 / self._share - 1))
        self._rested = (time.process_time(), time.monotonic())
        await findings.take_turn(self._db, self._owner)


def _id_at(moment: datetime) -> str:
    """What sorts right before every message of that moment or later."""
    return ids.since("msg", moment)
