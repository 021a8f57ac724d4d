"""Figures as a table for people and as JSON for programs."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import targets

LOADED = 0.5
"""A machine that was busier than this share of its cores before we began is worth a word."""


@dataclass
class Report:
    """What a scenario measured. A run with violations is worth nothing, whatever its speed."""

    scenario: str
    figures: dict[str, Any]
    violations: list[str]
    cpu_ms_by_process: dict[str, float] = field(default_factory=dict)

    @property
    def verdicts(self) -> list[targets.Verdict]:
        return targets.judge(self.scenario, self.figures)

    def document(self, machine: Mapping[str, Any]) -> dict[str, Any]:
        """Everything, for `--json`."""
        return {
            "scenario": self.scenario,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": dict(machine),
            "figures": self.figures,
            "cpu_ms_by_process": self.cpu_ms_by_process,
            "targets": [
                {
                    "figure": each.target.figure,
                    "limit": each.target.limit,
                    "value": each.value,
                    "met": each.is_met,
                }
                for each in self.verdicts
            ],
            "violations": self.violations,
        }


def machine() -> dict[str, Any]:
    """What else was going on: cores, and the load average before we began."""
    return {"cores": os.cpu_count(), "load_1min": os.getloadavg()[0]}


def write(document: Mapping[str, Any], path: Path) -> None:
    """The report as JSON."""
    path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def show(report: Report, before: Mapping[str, Any], console: Console) -> None:
    """The report as tables, targets and violations last."""
    figures = Table("figure", "value", title=report.scenario, title_justify="left")
    figures.columns[1].justify = "right"
    for name, value in report.figures.items():
        if not isinstance(value, Mapping | list):
            figures.add_row(_words(name), _number(value))
    console.print(figures)
    for title, shown in _breakdowns(report):
        table = Table("", title, title_justify="left")
        table.columns[1].justify = "right"
        for name, value in sorted(shown.items(), key=lambda item: -item[1]):
            table.add_row(name, f"{value:.3f}" if value < 1 else f"{value:.1f}")
        console.print(table)
    for verdict in report.verdicts:
        target = verdict.target
        mark = "[green]pass[/green]" if verdict.is_met else "[red]FAIL[/red]"
        bound = "at least" if target.at_least else "at most"
        aim = f" (aim {target.aim:g})" if target.aim is not None else ""
        console.print(f"{mark}  {target.words}: {verdict.value:.3g}, {bound} {target.limit:g}{aim}")
    for violation in report.violations:
        console.print(f"[red]BROKEN[/red]  {violation}", highlight=False)
    if before["load_1min"] > LOADED * (before["cores"] or 1):
        console.print(
            f"the machine was busy before this began: load {before['load_1min']:.1f} on {before['cores']} cores"
        )


def _breakdowns(report: Report) -> list[tuple[str, Mapping[str, float]]]:
    tables: list[tuple[str, Mapping[str, float]]] = []
    if report.cpu_ms_by_process:
        tables.append(("CPU ms per order", report.cpu_ms_by_process))
    tables.extend(
        (_words(name), value)
        for name, value in report.figures.items()
        if isinstance(value, Mapping) and all(isinstance(each, int | float) for each in value.values())
    )
    return tables


def _words(name: str) -> str:
    return name.replace("_per_s", "/s").replace("_", " ")


def _number(value: float | str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.3g}"
