"""`./souk chaos`: whether the shop keeps its promises while things break."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from souk.cli import screen
from souk.local import checkout
from souk.local.trouble import Trouble

PANEL = "Checking"
FAILED, INVALID = 1, 2


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(rich_help_panel=PANEL)(chaos)


def chaos(
    minutes: Annotated[float, typer.Option("--minutes", metavar="N", min=0.5, help="Begin nothing new after.")] = 10.0,
    faults: Annotated[
        str | None,
        typer.Option("--faults", metavar="A,B", help="Only these: families, or names, also with *. See --list."),
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", metavar="S", help="Decides order and mixture.")] = None,
    once: Annotated[bool, typer.Option("--once", help="Each fault once, however long it takes; none mixed.")] = False,
    home: Annotated[
        Path | None, typer.Option("--home", metavar="DIR", help="Keep the shops there, with logs and histories.")
    ] = None,
    json_file: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the results there.")] = None,
    html_file: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page with plots.")] = None,
    names: Annotated[bool, typer.Option("--list", help="Name the faults, run nothing.")] = False,
) -> None:
    """Break one thing after the other under load, then several at a time, and audit the books after each.

    Starts shops of its own. Customers come at a constant rate; after each fault
    everything must be as they were told, and none may wait longer than usual
    30 s after it is over. A fault that cannot prove that it happened makes the
    run invalid. Some need root: networks, packet filters, small disks.

    The exit code is 0 when all is well, 1 after a violation or a slow recovery,
    2 when a fault had no effect or nothing could be run.

    [bold]Examples[/bold]

      ./souk chaos
      ./souk chaos --list
      ./souk chaos --minutes 60 --seed 7 --html chaos.html --json chaos.json
      ./souk chaos --faults mongodb,nats --once
      ./souk chaos --faults 'failpoint:payment:*' --home /tmp/drill
    """
    if str(checkout.ROOT) not in sys.path:
        sys.path.append(str(checkout.ROOT))  # the drills lie beside the package
    from proof.chaos import telling

    try:
        code = telling.listing() if names else _go(telling, minutes, faults, seed, once, home, json_file, html_file)
    except Trouble as trouble:
        screen.fail(str(trouble))
        code = INVALID
    raise typer.Exit(code)


def _go(
    telling: Any,
    minutes: float,
    faults: str | None,
    seed: int | None,
    once: bool,
    home: Path | None,
    json_file: Path | None,
    html_file: Path | None,
) -> int:
    for file in (json_file, html_file):
        if file is not None and not file.absolute().parent.is_dir():
            raise Trouble(f"there is no directory {file.parent} to write {file.name} to")
    patterns = [each.strip() for each in faults.split(",") if each.strip()] if faults else ["*"]
    what = telling.plan(patterns, minutes, seed, home, is_once=once)
    code: int = telling.go(what, json_file, html_file)
    return code
