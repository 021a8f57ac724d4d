"""`./souk bench --study`: every part once, each with a stack of its own and the oracle at its end.

A part whose result is in bench/report/study/ is not run again, so an interrupted study goes on where it stopped.
The report (bench/report/study.md and study.html) is made anew after every part from all results that are there.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import load, report, stack
from bench.floor.run import FloorFailedError
from bench.shop import UnexpectedAnswerError
from bench.study import page, parts, results
from bench.study.part import Effort, Part
from souk.local.trouble import Trouble

EXAMPLES = """
Examples:
  ./souk bench --study --list               what there is, and what is done
  ./souk bench --study                      everything that is not done yet
  ./souk bench --study --part catalogue     one part, if it is not done yet
  ./souk bench --study --part soak --again  one part, whatever is there
  ./souk bench --study --scale 0.02 --out /tmp/trial   a shake-down: every part in small, results elsewhere
  ./souk bench --study --report             only the report, from the results that are there
"""


def main(arguments: Sequence[str], chosen_from: Sequence[Part] = parts.PARTS) -> int:
    """The exit code: 1 when something was broken or could not be measured."""
    args = _parser().parse_args(arguments)
    console = Console(highlight=False)
    folder = args.out if args.out is not None else results.FOLDER
    if args.list:
        _show_list(console, folder)
        return 0
    effort = Effort(args.scale, lambda words: console.print(f"[dim]souk:[/dim] {words}"))
    chosen = [each for each in chosen_from if args.part is None or each.name in args.part]
    failed = 0
    for part in () if args.report else chosen:
        if not args.again and results.is_there(part, effort, folder):
            console.print(f"{part.name}: done already ({results.path(part.name, folder)}); --again measures it anew")
            continue
        failed += not _measure(part, effort, folder, args.home, console)
        page.write(folder)
    if args.report:
        page.write(folder)
    console.print(f"the report: {folder.parent / 'study.md'}, {folder.parent / 'study.html'}")
    return 1 if failed else 0


def _measure(part: Part, effort: Effort, folder: Path, home: Path | None, console: Console) -> bool:
    """Whether it could be measured, and its books balance."""
    console.rule(f"{part.name}: {part.words}", align="left")
    before, began = results.machine(), time.monotonic()
    try:
        with stack.temporary_home(None if home is None else home / part.name) as own:
            done = part.measure(own, effort)
    except (
        stack.DidNotStartError,
        stack.DidNotDrainError,
        load.LoadFailedError,
        FloorFailedError,
        UnexpectedAnswerError,
        Trouble,
    ) as error:
        console.print(f"[red]{part.name} could not be measured[/red]: {error}")
        return False
    written = results.write(part, effort, done, before, time.monotonic() - began, folder)
    report.show(done, before, console)
    console.print(f"{part.name}: {written}")
    return not done.violations


def _show_list(console: Console, folder: Path) -> None:
    table = Table("part", "what it asks", "about", "done")
    for each in parts.PARTS:
        document = results.read(each.name, folder)
        done = "" if document is None else f"{document['at'][:16]}, scale {document['scale']:g}"
        table.add_row(each.name, each.words, f"{each.minutes:g} min", done)
    console.print(table)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./souk bench --study",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="parts:\n" + "\n".join(f"  {each.name:<14} {each.words}" for each in parts.PARTS) + "\n" + EXAMPLES,
    )
    names = [each.name for each in parts.PARTS]
    parser.add_argument("--part", action="append", choices=names, metavar="P", help="only this part; may be repeated")
    parser.add_argument("--again", action="store_true", help="measure what is done already, too")
    parser.add_argument("--list", action="store_true", help="the parts, and which are done; run nothing")
    parser.add_argument("--report", action="store_true", help="make the report anew; run nothing")
    parser.add_argument("--scale", type=float, default=1.0, metavar="S", help="so much of everything (1)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="keep the results there (bench/report/study)")
    parser.add_argument("--home", type=Path, metavar="DIR", help="keep the stacks' data and logs there")
    return parser
