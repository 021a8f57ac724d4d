"""`./souk audit --repair`: works out what may be done about violations, and does it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rich.markup import escape

from souk.audit import repairs
from souk.audit.reading import cases, messages
from souk.audit.reading.sources import SERVICES, Sources
from souk.audit.verdict import Offence, Report
from souk.cli import screen
from souk.inventory import actions, model
from souk.kit import bus, outbox, tx

FACTS: dict[repairs.Fact, model.Fact] = {"confirmed": model.Fact.CONFIRMED, "cancelled": model.Fact.CANCELLED}


async def plan(sources: Sources, report: Report) -> list[repairs.Repair]:
    """Everything that may be done about the violations that a report names."""
    offences = [each for each in report.offences() if not each.waits]
    by_order: dict[str, list[Offence]] = defaultdict(list)
    for each in offences:
        if each.about.startswith("ord_"):
            by_order[each.about.removeprefix("ord_")].append(each)
    found = [
        repair
        for case in await cases.by_key(sources, sorted(by_order))
        for repair in repairs.of_case(case, by_order[case.key])
    ]
    publishers: dict[str, str] = {}
    for service in SERVICES:
        known = await messages.announced(sources, service, [each.about for each in offences])
        publishers |= dict.fromkeys(known, service)
    return list(dict.fromkeys([*found, *repairs.of_events(publishers, offences)]))


async def carry_out(sources: Sources, broker: bus.Bus, wanted: Sequence[repairs.Repair]) -> None:
    """Have the services' own code do these."""
    holds = {each.order_id: FACTS[each.fact] for each in wanted if isinstance(each, repairs.SettleHold)}
    if holds:
        db = sources.databases["inventory"]
        announcing = tx.Announcing(db, outbox.Outbox(db, broker, "inventory"))
        await tx.transact(announcing, lambda tx: actions.settle_holds(tx, holds))
    resends: dict[str, list[str]] = defaultdict(list)
    for each in wanted:
        if isinstance(each, repairs.Resend):
            resends[each.service].append(each.event_id)
    for service, event_ids in resends.items():
        await outbox.Outbox(sources.databases[service], broker, service).resend(event_ids, reason="repaired")


def show(wanted: Sequence[repairs.Repair], *, is_done: bool) -> None:
    """What was done, or would be."""
    for each in wanted:
        screen.out.print(f"{escape(each.about)} {escape(each.why)} → {escape(each.words)}", soft_wrap=True)
    if not wanted:
        screen.say("nothing here may be repaired by itself; docs/reliability.md says what a person does about each")
    elif not is_done:
        screen.say(f"{len(wanted)} repairs; nothing was done yet: --repair --yes does them")
