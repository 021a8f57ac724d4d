"""Puts the auditor together: `python -m souk.audit.app`."""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from datetime import timedelta

from litestar.types import ControllerRouterHandler

from souk.audit import api, findings, job, mongodb
from souk.audit.operations import journal
from souk.audit.reading import sources
from souk.kit import mongo, settings
from souk.serving import process, service

NICENESS = 10
"""Whoever serves customers goes first."""


class Settings(settings.Service, kw_only=True, frozen=True):
    """`audit_period_s` lies between two looks at what changed, `audit_whole_h` between two looks at everything.

    `sandbox_url` is the practice gateway's, whose list of charges is read; empty, there is none. `supervisor` is the
    control socket of the launcher that keeps the processes; empty, there is none.
    """

    sandbox_url: str = ""
    supervisor: str = ""
    audit_period_s: float = 30.0
    audit_whole_h: float = 24.0


async def build(runtime: service.Runtime[Settings]) -> Sequence[ControllerRouterHandler]:
    """The auditor, and what staff may ask."""
    config = runtime.settings
    await mongo.ensure_indexes(runtime.db, {**findings.INDEXES, **journal.INDEXES})
    open_sources = functools.partial(
        sources.connected, config.mongodb_url, charges_url=config.sandbox_url or None, broker=runtime.bus
    )
    auditor = job.Auditor(
        runtime.db,
        open_sources,
        period=timedelta(seconds=config.audit_period_s),
        whole_period=timedelta(hours=config.audit_whole_h),
    )
    runtime.background("auditor", auditor.keep_looking)
    runtime.background("mongodb", mongodb.Exporter(runtime.db).keep_asking)
    return routes(runtime, sources.beside(runtime.db, runtime.bus))


def routes(runtime: service.Runtime[Settings], read_from: sources.Sources) -> Sequence[ControllerRouterHandler]:
    """What staff may ask, answered from these sources."""
    runtime.state["deps"] = api.Deps(
        db=runtime.db,
        sources=read_from,
        rest=runtime.rest,
        internal_url=runtime.settings.internal_url,
        tls=runtime.tls,
        supervisor=runtime.settings.supervisor,
        note=runtime.group_commit(journal.write_down, resource_id=lambda entry: entry.id),
    )
    return api.ROUTES


SERVICE = process.Service("audit", Settings, build)


def main() -> None:
    os.nice(NICENESS)
    process.run(SERVICE)


if __name__ == "__main__":
    main()
