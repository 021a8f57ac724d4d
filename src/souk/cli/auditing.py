"""`./souk audit`."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from souk.cli import screen
from souk.cli.options import HomeOption
from souk.local import checkout, stack
from souk.local.home import Home
from souk.local.trouble import Trouble

VIOLATED, CANNOT_CHECK = 1, 2
VIOLATIONS_SHOWN_MAX, WAITING_SHOWN_MAX = 10, 2
REPAIRED_MAX = 1_000
"""Violations of one invariant that are looked into at a time."""
REPAIR_PATIENCE_S = 8.0
"""A dead sender's messages, which those of this command become, are swept up after 5 s."""
WIDE = 130
"""Columns from which on each invariant is explained."""


def audit(
    home: HomeOption = checkout.DEFAULT_HOME,
    history: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What clients did and were told (JSON lines).")
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the report there too.")] = None,
    repair: Annotated[bool, typer.Option("--repair", help="Say what may be repaired by itself.")] = False,
    mongodb: Annotated[
        str | None, typer.Option(metavar="URL", help="Audit the shop of this MongoDB instead of the home's.")
    ] = None,
    nats: Annotated[str | None, typer.Option(metavar="URL", help="With --mongodb: its broker.")] = None,
    gateway: Annotated[str | None, typer.Option(metavar="URL", help="With --mongodb: its practice gateway.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="With --repair: do it, then audit again.")] = False,
) -> None:
    """Read what every service and the payment gateway wrote down, and say what cannot be.

    Twelve invariants, I1 to I12: orders end, stock adds up, cards are charged
    once, refunds are bounded, events have one effect, and so on. It only
    reads. A shop under load may be audited: what is merely not finished yet
    counts as waiting, and what looks wrong is looked at twice.

    Repairs let the services do again what they do anyway: send an event once
    more, settle a hold whose order has ended. Money is never moved and nothing
    is counted anew; those violations need a person.

    The exit code is 0 when all is well, 1 when something is violated, 2 when
    the shop cannot be audited.

    [bold]Examples[/bold]

      ./souk audit
      ./souk audit --home /tmp/second --json report.json
      ./souk audit --history clients.jsonl
      ./souk audit --repair
      ./souk audit --repair --yes
      ./souk audit --mongodb 'mongodb://db.example/?replicaSet=souk' --nats nats://broker.example
    """
    if yes and not repair:
        raise Trouble("--yes goes with --repair")
    if json is not None and (json.is_dir() or not json.parent.is_dir()):
        raise Trouble(f"--json {json}: there is no such folder to write into")
    try:
        places = _places(home, {"mongodb": mongodb, "nats": nats, "sandbox": gateway})
        report = _run(places, history, is_repairing=repair, is_sure=yes)
    except Trouble as trouble:
        screen.fail(str(trouble))
        raise typer.Exit(CANNOT_CHECK) from None
    if json is not None:
        import msgspec

        json.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n")
    show(report)
    if report.violations:
        raise typer.Exit(VIOLATED)


def _places(home: Path, elsewhere: Mapping[str, str | None]) -> Mapping[str, Any]:
    """Where the books are: those of a home that runs, or those that were named."""
    if elsewhere["mongodb"]:
        return elsewhere
    if any(elsewhere.values()):
        raise Trouble("--nats and --gateway go with --mongodb")
    return stack.run(Home(home))


def _run(run: Mapping[str, Any], history: Path | None, *, is_repairing: bool, is_sure: bool) -> Any:
    from souk.audit import history as histories
    from souk.audit.reading import charges, sources
    from souk.kit import bus, mongo

    logging.getLogger("souk").addHandler(logging.NullHandler())  # what goes wrong is told, not also logged

    async def go() -> Any:
        async with sources.connected(run["mongodb"], charges_url=run["sandbox"], nats_url=run["nats"]) as opened:
            report = await _look(opened, history)
            if is_repairing and await _repair(opened, report, is_sure=is_sure):
                report = await _look(opened, history)
            return report

    try:
        return asyncio.run(go())
    except (
        bus.BusUnavailableError,
        mongo.MongoUnusableError,
        charges.GatewaySilentError,
        histories.UnreadableHistoryError,
    ) as error:
        raise Trouble(str(error)) from None
    except mongo.Failure as error:
        raise Trouble(f"MongoDB does not answer: {str(error).splitlines()[0][:200]}") from None


async def _look(opened: Any, history: Path | None) -> Any:
    from souk.audit import history as histories
    from souk.audit import passes

    with _progress() as on_progress:
        told = histories.read(history) if history is not None else None
        return await passes.whole(opened, operations=told, on_progress=on_progress, shown_max=REPAIRED_MAX)


async def _repair(opened: Any, report: Any, *, is_sure: bool) -> bool:
    """Whether anything was done."""
    from souk.cli import repairing

    wanted = await repairing.plan(opened, report)
    if is_sure and wanted:
        await repairing.carry_out(opened, opened.broker, wanted)
    repairing.show(wanted, is_done=is_sure)
    if is_sure and wanted:
        with screen.start_progress("waiting for what was repaired to take effect"):
            await asyncio.sleep(REPAIR_PATIENCE_S)
    return is_sure and bool(wanted)


@contextlib.contextmanager
def _progress() -> Iterator[Any]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=screen.err, transient=True, disable=not screen.err.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def told(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what)
            bars.update(tasks[what], completed=done, total=total)

        yield told


def _shown(offenders: Any) -> list[Any]:
    """The violations, or where there is none a few of those that wait."""
    violations = [each for each in offenders if not each.waits]
    return violations[:VIOLATIONS_SHOWN_MAX] or list(offenders[:WAITING_SHOWN_MAX])


def show(report: Any) -> None:
    """The report as a table, and the first offenders of each invariant."""
    took_s = (report.ended_at - report.began_at).total_seconds()
    table = Table("", "invariant", box=None, pad_edge=False, header_style="bold")
    for name in ("checked", "violated", "waiting"):
        table.add_column(name, justify="right")
    is_wide = screen.out.width >= WIDE
    if is_wide:
        table.add_column("")
    for each in report.verdicts:
        style = "red" if each.violations else "green"
        note = f" ({each.note})" if each.note else ""
        table.add_row(
            each.id,
            each.name,
            f"{each.checked:,}",
            Text(f"{each.violations:,}", style=style),
            f"{each.waiting:,}",
            *([Text(each.meaning + note, style="dim")] if is_wide else []),
        )
    screen.out.print(table)
    for each in report.verdicts:
        for offender in _shown(each.offenders):
            colour = "yellow" if offender.waits else "red"
            screen.out.print(
                f"[{colour}]{each.id}[/{colour}] {escape(offender.about)} {escape(offender.what)}", soft_wrap=True
            )
    if (clients := report.reckoning) is not None:
        counts = (
            f"{clients.attempted:,} asked for, {clients.acknowledged:,} acknowledged, {clients.found:,} found; "
            f"{clients.lost:,} lost, {clients.unexpected:,} unexpected, {clients.recovered:,} recovered"
        )
        screen.out.print(f"clients: {counts}")
    verdict = f"{report.violations:,} violations" if report.violations else "no violations"
    screen.say(f"{verdict}, {report.waiting:,} things not finished yet, in {took_s:.1f} s")
