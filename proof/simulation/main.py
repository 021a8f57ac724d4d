"""Run the real code of order, inventory, payment and notification in one process, on simulated storage, broker, bank,
mail server and time.

Every seed is a day of a small shop: two or more orders for too few goods, cancellations, refunds, customers who click
twice, and three or more faults: processes killed between any two steps, messages lost, repeated, late and reordered,
a broker that forgets everything, transactions that conflict, commits whose outcome nobody knows, a bank that charges
and does not answer. When the faults are over the shop has to come to rest, and everything has to add up.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from proof import mechanisms

if TYPE_CHECKING:
    from rich.console import Console

    from proof.simulation.tally import Tally

SEEDS = 200
CHUNK = 25
TRACE_LINES_MAX = 200
EXAMPLES = """
examples:
  ./souk simulate                            200 seeds
  ./souk simulate --seeds 2000 --jobs 2      more of them, in two processes
  ./souk simulate --seed 17 --seeds 1 --trace
                                             one of them, line by line
  ./souk simulate --without watchdog         take a safety mechanism out, and see what breaks

The exit code is 0 when nothing is wrong, 1 when something is; with --without it should be 1.
A seed that fails is printed with the fewest faults that still make it fail; the same seed fails in the same way again.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code."""
    from rich.console import Console

    args = _parser().parse_args(arguments)
    console, errors = Console(highlight=False), Console(stderr=True, highlight=False)
    if args.json is not None and not args.json.parent.is_dir():
        errors.print(f"there is no directory {args.json.parent} to write {args.json.name} to")
        return 2
    with mechanisms.without(*args.without):
        tally = _run(args, errors)
    console.print(tally.table())
    rate = tally.seeds / tally.cpu_s
    console.print(
        f"{tally.seeds:,} seeds, {tally.faults / tally.seeds:.1f} faults each, "
        f"{tally.seconds / 3600:,.1f} h of shop time; {rate:.0f} seeds per CPU second; trace {tally.trace_hash()}"
    )
    if args.json is not None:
        document = {"first": args.seed, "without": args.without, **tally.document()}
        args.json.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    if not tally.failed:
        console.print("[green]nothing is wrong[/green]")
        return 0
    console.print(f"[red]{len(tally.failed)} seeds are wrong[/red]: {', '.join(map(str, sorted(tally.failed)[:20]))}")
    with mechanisms.without(*args.without):
        _explain(min(tally.failed), console)
    return 1


def _run(args: argparse.Namespace, errors: Console) -> Tally:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from proof.simulation import run
    from proof.simulation.tally import Tally

    total = Tally()
    columns = (
        TextColumn("simulating"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[bad]}"),
    )
    with Progress(*columns, console=errors, transient=True) as progress:
        bar = progress.add_task("", total=args.seeds, bad="")
        for part in _parts(args):
            total.join(part)
            bad = f"[red]{len(total.failed)} wrong[/red]" if total.failed else ""
            progress.update(bar, completed=total.seeds, bad=bad)
            if total.failed and not args.keep_going:
                break
    if args.trace:
        errors.print("\n".join(run.run(args.seed).trace), markup=False)
    return total


def _parts(args: argparse.Namespace) -> Iterator[Tally]:
    from proof.simulation.tally import count

    starts = range(args.seed, args.seed + args.seeds, CHUNK)
    sizes = [min(CHUNK, args.seed + args.seeds - start) for start in starts]
    if args.jobs == 1:
        yield from map(count, starts, sizes)
        return
    with ProcessPoolExecutor(args.jobs) as pool:  # forked, so a mechanism that is out is out there as well
        try:
            yield from pool.map(count, starts, sizes)
        finally:
            pool.shutdown(cancel_futures=True)


def _explain(seed: int, console: Console) -> None:
    """What is wrong with a seed, and the shortest way there."""
    from proof.simulation import run, shrinking

    failed = run.run(seed)
    console.print(f"\nseed {seed} (trace {failed.trace_hash}):", *failed.violations[:5], sep="\n  ", markup=False)
    shrunk = shrinking.shrink(failed)
    again = "the same when run again" if shrunk.is_same_again else "[red]another one when run again[/red]"
    console.print(
        f"\nthe shortest schedule found in {shrunk.runs} runs: {len(shrunk.faults)} of {len(failed.happened)} faults, "
        f"trace {shrunk.outcome.trace_hash}, {again}"
    )
    for each in shrunk.faults:
        console.print(f"  {each.step}: {each.kind}", markup=False)
    console.print(*shrunk.outcome.violations[:5], sep="\n  ", markup=False)
    lines = shrunk.outcome.trace
    console.print("\n".join(lines[-TRACE_LINES_MAX:]), markup=False)


def _parser() -> argparse.ArgumentParser:
    names = "mechanisms for --without:\n" + "\n".join(
        f"  {each.name:<20}{each.protects}" for each in mechanisms.ALL.values()
    )
    parser = argparse.ArgumentParser(
        prog="./souk simulate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"{names}\n{EXAMPLES}",
    )
    parser.add_argument("--seeds", type=_count, default=SEEDS, metavar="N", help=f"how many ({SEEDS}): S … S+N-1")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="the first one (0)")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        choices=list(mechanisms.ALL),
        metavar="MECHANISM",
        help="switch a safety mechanism off; may be given again",
    )
    parser.add_argument("--jobs", type=_count, default=1, metavar="J", help="processes (1)")
    parser.add_argument("--keep-going", action="store_true", help="go on after a seed that is wrong")
    parser.add_argument("--trace", action="store_true", help="print the first seed line by line, to standard error")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures and coverage there too")
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("one at least")
    return number


def _with_sets_in_one_order(arguments: Sequence[str]) -> int:
    """The same program again: sets have to come in the same order in every run, or no seed would replay."""
    command = [sys.executable, "-m", "proof.simulation.main", *arguments]
    return subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": "0"}, check=False).returncode  # noqa: S603 - as it says


if __name__ == "__main__":
    sys.exit(main() if os.environ.get("PYTHONHASHSEED") == "0" else _with_sets_in_one_order(sys.argv[1:]))
