"""How a run speaks: what can happen, how it goes, and what came of it."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.status import Status
from rich.table import Table
from rich.text import Text

from proof.chaos import campaign, drill, machine, page, report
from proof.chaos import faults as catalogue
from souk.cli import screen
from souk.local.trouble import Trouble

OK, FAILED, INVALID = 0, 1, 2
COLOURS = {"passed": "green", "violated": "red", "slow": "yellow", "invalid": "magenta", "impossible": "dim"}
LINES_SHOWN = 4
WIDE = 130


def listing() -> int:
    """Every fault, and whether it can happen here."""
    table = Table("fault", "what happens", "", box=None, pad_edge=False, header_style="bold")
    for fault in catalogue.every():
        why = fault.impossible()
        table.add_row(fault.name, fault.what, Text(f"not possible here: {why}" if why else "", style="dim"))
    _wide().print(table)
    return OK


def _wide() -> Console:
    """Room for a table where no terminal sets a limit."""
    return screen.out if screen.out.is_terminal else Console(highlight=False, width=WIDE)


def plan(
    patterns: Sequence[str], minutes: float, seed: int | None, home: Path | None, *, is_once: bool
) -> campaign.Plan:
    """What the command line asks for. Raises `Trouble`."""
    return campaign.Plan(
        faults=catalogue.named(patterns),
        seconds=minutes * 60,
        seed=secrets.randbelow(10_000) if seed is None else seed,
        home=home,
        is_once=is_once,
    )


def go(what: campaign.Plan, json_file: Path | None, html_file: Path | None) -> int:
    """Run it and tell; the exit code."""
    outcome = campaign.Outcome(what.seed)
    was_interrupted = asyncio.run(_run(what, outcome))
    show(outcome)
    if json_file is not None:
        json_file.write_bytes(report.document(outcome))
    if html_file is not None:
        html_file.write_text(page.page(outcome), encoding="utf-8")
    return INVALID if was_interrupted else code(outcome)


async def _run(what: campaign.Plan, outcome: campaign.Outcome) -> bool:
    """Whether somebody interrupted it."""
    for left in machine.sweep(mine=False):
        screen.say(f"removed what an earlier run left behind: {left}")
    machine.offer_programs(screen.say)
    screen.say(f"seed {what.seed}, {len(what.faults)} faults to choose from")
    with contextlib.ExitStack() as stack:
        status = stack.enter_context(screen.err.status("")) if screen.err.is_terminal else None
        try:
            await campaign.run(what, Watcher(status), outcome)
        except asyncio.CancelledError:
            screen.say("interrupted; everything is healed and taken down")
            return True
        except machine.ImpossibleError as error:
            raise Trouble(f"this machine cannot do it: {error}") from None
    return False


def code(outcome: campaign.Outcome) -> int:
    """The exit code: a promise that was broken weighs more than a fault that had no effect."""
    verdicts = {each.verdict for each in outcome.episodes}
    if verdicts & {"violated", "slow"}:
        return FAILED
    return INVALID if "invalid" in verdicts or not verdicts else OK


class Watcher:
    """Shows how it goes: a moving line on a terminal, and a line for each episode."""

    def __init__(self, status: Status | None) -> None:
        self._status = status

    def say(self, text: str) -> None:
        screen.say(text)

    def now(self, episode: str, text: str) -> None:
        if self._status is not None:
            self._status.update(f"[bold]{escape(episode)}[/bold]: {escape(text)}")

    def done(self, episode: drill.Episode) -> None:
        colour = COLOURS[episode.verdict]
        recovery = "not recovered" if episode.recovery_s is None else f"recovered in {episode.recovery_s:.1f} s"
        screen.err.print(
            f"[{colour}]{episode.verdict:8}[/{colour}] {escape(' + '.join(episode.faults))} "
            f"[dim]{recovery}, {episode.accepted} orders, {sum(episode.unanswered.values())} unanswered tries[/dim]",
            soft_wrap=True,
        )
        for fault, evidence in zip(episode.faults, episode.evidence, strict=True):
            told = evidence or "[magenta]had no effect[/magenta]"
            screen.err.print(
                f"         [dim]{escape(fault)}: {escape(evidence) if evidence else told}[/dim]", soft_wrap=True
            )
        for line in episode.violations[:LINES_SHOWN]:
            screen.err.print(f"         [red]{escape(line[:400])}[/red]", soft_wrap=True)


def show(outcome: campaign.Outcome) -> None:
    """The table, and the verdict in a line."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("fault", overflow="fold", min_width=28)
    for name in ("injected", "effective", "violations", "recovery p50", "p99", "longest wait"):
        table.add_column(name, justify="right")
    for row in report.rows(outcome):
        violations = Text(str(row.violations), style="red" if row.violations else "")
        table.add_row(
            row.fault,
            str(row.injected),
            Text(str(row.effective), style="magenta" if row.effective < row.injected else ""),
            violations,
            report.seconds(row.recovery_p50_s),
            report.seconds(row.recovery_p99_s),
            report.seconds(row.longest_wait_s),
        )
    _wide().print(table)
    for why in dict.fromkeys(outcome.impossible.values()):
        these = [name for name, reason in outcome.impossible.items() if reason == why]
        screen.out.print(f"[dim]not possible here ({escape(why)}): {', '.join(these)}[/dim]", soft_wrap=True)
    screen.out.print(report.summary(outcome), soft_wrap=True)
