"""What was proven, as a table for people, as JSON for programs, and as the page docs/proof.md."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from rich.table import Table

from proof import mechanisms, proving, suites, witness
from souk.local import checkout

PAGE = checkout.ROOT / "docs" / "proof.md"

_INTRODUCTION = """\
# The mutation proof

A test of a safety mechanism is worth something only if it turns red when the mechanism is missing. `./souk prove` shows
that: it switches off one mechanism after the other, in the real code, by putting into its place what a naive
implementation would have there (`proof/mechanisms/`), and runs the smallest tests that must notice. A mechanism is
proven when each of its tests is green with it, and red without it because a property of the shop did not hold (an
assertion failed, or what should have happened did not in time), and not because something crashed. Without any of them
the test of a sunny day stays green: as long as nothing fails, nobody would miss one.

A second witness is the simulation, which knows none of these tests: the first seed is named that goes wrong without the
mechanism, and is clean with it.

This page is made by `./souk prove --write-docs`; `tests/proof` checks that it is whole.
"""


def sentence(test: str) -> str:
    """The name of a test, as the sentence that it is."""
    return test.removeprefix("test_").replace("_", " ")


def listing() -> Table:
    """The mechanisms and what each is for."""
    made = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for each in mechanisms.EVERY.values():
        made.add_row(f"[bold]{each.name}[/bold]", each.protects)
    return made


def table(findings: Sequence[proving.Finding]) -> Table:
    """A row a mechanism."""
    made = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    made.add_column("mechanism", no_wrap=True)
    for heading in ("tests in", "with it", "without it", "noticed by", "simulation"):
        made.add_column(heading, overflow="fold")
    made.add_column("s", justify="right")
    for each in findings:
        made.add_row(
            each.mechanism.name,
            "\n".join(file.removeprefix("tests/") for file in suites.SUITES[each.mechanism.name]),
            "[green]green[/green]" if each.is_green else "[red]red[/red]",
            "[green]red[/green]" if each.is_proven else "[red]not noticed[/red]",
            f"{len(each.noticed)} of {len(each.without_it)}",
            _told(each.testimony),
            f"{each.seconds:.0f}",
        )
    return made


def _told(testimony: witness.Testimony | None) -> str:
    return "–" if testimony is None else str(testimony)


def document(findings: Sequence[proving.Finding], took_s: float) -> dict[str, Any]:
    """Everything, for `--json`."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "seconds": round(took_s, 1),
        "proven": all(each.is_proven for each in findings),
        "mechanisms": [
            {
                "name": each.mechanism.name,
                "protects": each.mechanism.protects,
                "without": each.mechanism.without,
                "stronger": each.mechanism.stronger,
                "places": each.mechanism.places,
                "proven": each.is_proven,
                "with_it": dict(each.with_it),
                "without_it": dict(each.without_it),
                "noticed": each.noticed,
                "simulation": msgspec.to_builtins(each.testimony),
                "objections": each.objections,
                "seconds": round(each.seconds, 1),
            }
            for each in findings
        ],
    }


def page(findings: Sequence[proving.Finding], took_s: float) -> str:
    """The published table, of a run in which every mechanism was proven."""
    minutes, seconds = divmod(round(took_s), 60)
    lines = [
        _INTRODUCTION,
        "| Mechanism | Protects | With it | Without it | In simulation |",
        "|---|---|---|---|---|",
        *(
            f"| [{each.mechanism.name}](#{each.mechanism.name}) | {each.mechanism.protects} | green "
            f"| **red**: {len(each.noticed)} of {len(each.without_it)} tests notice "
            f"| {_told(each.testimony)} |"
            for each in findings
        ),
        "",
        f"The last run took {minutes} min {seconds} s on {os.cpu_count()} cores.",
        "",
    ]
    for each in findings:
        lines += _section(each.mechanism)
    return "\n".join(lines)


def _section(mechanism: mechanisms.Mechanism) -> list[str]:
    places = ", ".join(f"`{place}`" for place in mechanism.places)
    lines = [
        f"## {mechanism.name}",
        "",
        f"With it {mechanism.protects}. Without it {mechanism.without}.",
    ]
    if mechanism.stronger is not None:
        lines.append(f"Others heal what its absence breaks, so it is judged by more: {mechanism.stronger}.")
    lines += [f"It is switched off at {places}. Noticed by:", ""]
    lines += [
        f"- `{file}`: {sentence(test)}" for file, tests in suites.SUITES[mechanism.name].items() for test in tests
    ]
    return [*lines, ""]
