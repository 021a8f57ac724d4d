"""The report, for staff."""

from datetime import datetime

from litestar.types import ControllerRouterHandler

from souk.audit import findings, verdict
from souk.audit.api import deps
from souk.serving import http


class InvariantView(http.View):
    """What a pass says of one invariant. `waiting` is not finished yet and no violation."""

    id: str
    name: str
    meaning: str
    checked: int
    violations: int
    waiting: int
    note: str | None


class PassView(http.View):
    """One pass over the books: over all of them, or over what changed since the pass before."""

    began_at: datetime
    ended_at: datetime
    invariants: list[InvariantView]


class FindingView(http.View):
    """A violation that was seen and has not gone away; `about` is the id of what has it."""

    invariant: str
    about: str
    what: str
    first_seen_at: datetime
    last_seen_at: datetime


class AuditReport(http.View):
    """`whole` and `recent` are the last passes of their kind, null before the first one."""

    whole: PassView | None
    recent: PassView | None
    findings: list[FindingView]


@http.get("/v1/audit", scope="reports:read", tags=["audit"])
async def get_audit_report(request: deps.Request) -> AuditReport:
    """Whether the shop's books hold what they must, and what is violated (the oldest first, at most 1,000)."""
    db = deps.deps(request).db
    return AuditReport(
        whole=_pass(await findings.report(db, "whole")),
        recent=_pass(await findings.report(db, "recent")),
        findings=[
            FindingView(
                invariant=each.invariant,
                about=each.about,
                what=each.what,
                first_seen_at=each.first_seen_at,
                last_seen_at=each.last_seen_at,
            )
            for each in await findings.listed(db)
        ],
    )


def _pass(report: verdict.Report | None) -> PassView | None:
    if report is None:
        return None
    return PassView(
        began_at=report.began_at,
        ended_at=report.ended_at,
        invariants=[
            InvariantView(
                id=each.id,
                name=each.name,
                meaning=each.meaning,
                checked=each.checked,
                violations=each.violations,
                waiting=each.waiting,
                note=each.note,
            )
            for each in report.verdicts
        ],
    )


ROUTES: list[ControllerRouterHandler] = [get_audit_report]
