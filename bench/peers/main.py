"""`./souk bench --peers`: Vendure, Medusa and a bare Express with Mongoose do what Souk does, on the same machine.

Each is installed from its lock file, filled with one catalogue of 1,009 products, and visited by 16 clients without a
pause: browse (list, product, search), checkout (from an empty cart to a paid order), and a rush for what is scarce.
What cannot be installed or started is named in one line; the others are measured all the same.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from bench import load, stack
from bench.peers import measured, node, ours, page, systems
from bench.shop import UnexpectedAnswerError
from bench.study import results
from souk.local import binaries, checkout
from souk.local.trouble import Trouble

SECONDS = 30.0
HOME = checkout.ROOT / ".souk-peers"
REPORT = checkout.ROOT / "bench" / "report" / "peers.json"
SYSTEMS = (
    systems.System("souk", "Souk, all of it", ours.souk),
    systems.System("vendure", "Vendure: server, worker, Postgres", systems.vendure),
    systems.System(
        "medusa",
        "Medusa: server, worker, Postgres, Redis",
        systems.medusa,
        checkout_windows=3,
        hot_units=systems.MEDUSA_UNITS,
        hot_attempts=2 * systems.MEDUSA_UNITS,
    ),
    systems.System("bare", "Express and Mongoose: one request an order, no shop", systems.bare),
)
EXAMPLES = """
Examples:
  ./souk bench --peers                          all of them; an hour, and two gigabytes of packages
  ./souk bench --peers --only bare --only souk  these
  ./souk bench --peers --seconds 5 --json /tmp/trial.json
"""
FAILURES = (
    node.PeerFailedError,
    load.LoadFailedError,
    stack.DidNotStartError,
    stack.DidNotDrainError,
    UnexpectedAnswerError,
    Trouble,
)


def main(arguments: Sequence[str], chosen_from: Sequence[systems.System] = SYSTEMS) -> int:
    """The exit code: 1 when one of them could not be measured."""
    args = _parser().parse_args(arguments)
    console = Console(highlight=False)
    args.home.mkdir(parents=True, exist_ok=True)
    document = _read(args.json)
    failed = 0
    for system in chosen_from:
        if args.only and system.name not in args.only:
            continue
        console.rule(f"{system.name}: {system.words}", align="left")
        try:
            document["systems"][system.name] = _measure(system, args.home, args.seconds, console)
        except FAILURES as error:
            failed += 1
            console.print(f"[red]{system.name} could not be measured[/red]: {error}")
            continue
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    console.print(page.table(document))
    return 1 if failed else 0


def _measure(system: systems.System, home: Path, seconds: float, console: Console) -> dict[str, Any]:
    place = node.Place(system.name, home, binaries.demand_node())
    (home / system.name).mkdir(parents=True, exist_ok=True)
    before = results.machine()
    console.print("installing, filling and starting it")
    with system.start(place) as target:
        console.print("browse")
        browse = measured.browse(target, seconds)
        console.print("checkout")
        checkout_ = measured.checkout(target, seconds * system.checkout_windows)
        console.print("hot")
        hot = measured.hot(target, system.hot_units, system.hot_attempts, "HOT-1")
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {**before, "load_after": os.getloadavg()[0]},
        "versions": versions(system.name),
        "seconds": seconds,
        "checkout_seconds": seconds * system.checkout_windows,
        "clients": measured.CLIENTS,
        "browse": browse,
        "checkout": checkout_,
        "hot": hot,
    }


def versions(name: str) -> dict[str, str]:
    """What its package file pins; of Souk, the commit and its servers."""
    package = node.SOURCES / name / "package.json"
    if not package.exists():
        return results.versions()
    found: dict[str, str] = json.loads(package.read_text(encoding="utf-8"))["dependencies"]
    return found


def _read(path: Path) -> dict[str, Any]:
    """What was measured before stays until it is measured anew."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {"systems": {}}
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./souk bench --peers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="systems:\n" + "\n".join(f"  {each.name:<9} {each.words}" for each in SYSTEMS) + "\n" + EXAMPLES,
    )
    names = [each.name for each in SYSTEMS]
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help="only this; may be repeated")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"length of each load ({SECONDS:g})")
    parser.add_argument("--home", type=Path, default=HOME, metavar="DIR", help="where they live (.souk-peers)")
    parser.add_argument("--json", type=Path, default=REPORT, metavar="FILE", help="what is measured goes there")
    return parser
