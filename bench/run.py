"""`./souk bench`: measure a stack of its own under load, check that nothing was lost, print the figures."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 15.0
CLIENTS = 64
EXAMPLES = """

Examples:
  ./souk bench place-order
  ./souk bench place-order --seconds 30 --clients 128 --json figures.json
  ./souk bench browse --strict
  ./souk bench --peers          other shops on the same machine; see ./souk bench --peers --help
  ./souk bench --study --list   the long look, part by part; see ./souk bench --study --help"""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 1 when an invariant is broken or nothing was measured, 2 for a missed target with `--strict`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if "--study" in given:
        from bench.study import main as study

        given.remove("--study")
        return study.main(given)
    if "--peers" in given:
        from bench.peers import main as peers

        given.remove("--peers")
        return peers.main(given)
    from rich.console import Console

    from bench import browse, flash_sale, idle, load, place_order, report, stack, topologies
    from bench.floor.run import FloorFailedError
    from bench.shop import UnexpectedAnswerError

    scenarios: dict[str, tuple[Callable[..., report.Report], str]] = {
        "place-order": (place_order.measure, "guests check out two products each; compared with the bare pipeline"),
        "flash-sale": (flash_sale.measure, "everybody wants one product, of which there is too little"),
        "browse": (browse.measure, "visitors look around; compared with a bare granian worker"),
        "topologies": (
            topologies.measure,
            "one process, a process for each service, two of each: orders placed on each",
        ),
        "idle": (idle.measure, "memory and starting time of a stack that nobody uses"),
    }
    args = _parser({name: words for name, (_, words) in scenarios.items()}).parse_args(given)
    console = Console()
    before = report.machine()
    measure, _ = scenarios[args.scenario]
    try:
        with stack.temporary_home(args.home) as home:
            done = measure(home, clients=args.clients, seconds=args.seconds)
    except (
        stack.DidNotStartError,
        stack.DidNotDrainError,
        load.LoadFailedError,
        FloorFailedError,
        UnexpectedAnswerError,
    ) as error:
        console.print(f"[red]{args.scenario} could not be measured[/red]: {error}", highlight=False)
        return 1
    report.show(done, before, console)
    if args.json is not None:
        report.write(done.document(before), args.json)
    if done.violations:
        return 1
    return 2 if args.strict and not all(each.is_met for each in done.verdicts) else 0


def _parser(scenarios: dict[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./souk bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="scenarios:\n" + "\n".join(f"  {name:<12} {words}" for name, words in scenarios.items()) + EXAMPLES,
    )
    parser.add_argument("scenario", choices=scenarios)
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"length of each load ({SECONDS:g})")
    parser.add_argument("--clients", type=int, default=CLIENTS, help=f"how many at once ({CLIENTS})")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--home", type=Path, metavar="DIR", help="keep the stack's data and logs here")
    parser.add_argument("--strict", action="store_true", help="exit with 2 when a target is missed")
    return parser


if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # run as a script, this directory stands there
    sys.exit(main())
