"""`./souk prove`: whether a test notices when a safety mechanism is missing."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from souk.cli import screen
from souk.local import checkout
from souk.local.trouble import Trouble

PANEL = "Checking"


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(rich_help_panel=PANEL)(prove)


def prove(
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="MECHANISM", help="Only this one; may be given again.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write what was found to this file.")
    ] = None,
    seeds: Annotated[
        int, typer.Option("--seeds", metavar="N", min=0, help="Simulated days to look for one that goes wrong.")
    ] = 300,
    names: Annotated[bool, typer.Option("--list", help="Name the mechanisms, run nothing.")] = False,
    write_docs: Annotated[
        bool, typer.Option("--write-docs", help="Make docs/proof.md anew, when all are proven.")
    ] = False,
) -> None:
    """Switch off one safety mechanism after the other, and show that a test turns red.

    A mechanism is proven when its tests are green with it, and without it red because a property of the shop did not
    hold. The exit code is 1 when one is not. All of them take some minutes.

    [bold]Examples[/bold]

      ./souk prove
      ./souk prove --list
      ./souk prove --only inbox --only sweeper
      ./souk prove --json proof.json
    """
    _find_proof()
    from proof import proving, report

    if names:
        screen.out.print(report.listing())
        return
    if write_docs and only:
        raise Trouble("docs/proof.md is about all mechanisms: --write-docs and --only do not go together")
    if json_file is not None and not json_file.parent.is_dir():
        raise Trouble(f"there is no directory {json_file.parent} to write {json_file.name} to")
    chosen = proving.named(only or ())
    began = time.monotonic()
    with screen.err.status(f"0 of {len(chosen)}") as status:
        count = 0

        def heard(finding: proving.Finding) -> None:
            nonlocal count
            count += 1
            status.update(f"{count} of {len(chosen)}")
            verdict = "noticed" if finding.is_proven else "[red]not proven[/red]"
            screen.err.print(f"{finding.mechanism.name:<18} {verdict} [dim]{finding.seconds:.0f} s[/dim]")
            for objection in finding.objections:
                screen.err.print(f"  {escape(objection)}", soft_wrap=True)

        found = proving.prove(chosen, heard, lambda what: screen.say(f"running tests {what}"), seeds=seeds)
    took_s = time.monotonic() - began
    screen.out.print(report.table(found))
    if json_file is not None:
        json_file.write_text(json.dumps(report.document(found, took_s), indent=2) + "\n", encoding="utf-8")
    if unproven := [each.mechanism.name for each in found if not each.is_proven]:
        raise Trouble(f"{len(unproven)} of {len(found)} are not proven: {', '.join(unproven)}")
    if write_docs:
        report.PAGE.write_text(report.page(found, took_s), encoding="utf-8")
        screen.say(f"wrote {report.PAGE.relative_to(checkout.ROOT)}")
    screen.say(f"each of {len(found)} missing mechanisms was noticed, in {took_s:.0f} s")


def _find_proof() -> None:
    """What is proven lies in the checkout, beside the package that is installed."""
    if str(checkout.ROOT) not in sys.path:
        sys.path.append(str(checkout.ROOT))
