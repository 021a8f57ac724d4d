"""The table of a stack's processes, with what each uses."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import psutil
from rich.table import Table
from rich.text import Text

from souk.cli import screen

CPU_SAMPLE_S = 0.5

Row = dict[str, Any]


def measure(rows: Sequence[Row]) -> list[Row]:
    """The rows with `cpu_percent` (of one core) and `memory_bytes` (proportional set size); None for what is gone."""
    watched = [_process(row["pid"]) for row in rows]
    for process in watched:
        _cpu(process)  # the first call only starts the clock
    time.sleep(CPU_SAMPLE_S)
    return [
        row | {"cpu_percent": _cpu(process), "memory_bytes": _memory(process)}
        for row, process in zip(rows, watched, strict=True)
    ]


def _process(pid: int | None) -> psutil.Process | None:
    try:
        return psutil.Process(pid) if pid else None
    except psutil.NoSuchProcess:
        return None


def _cpu(process: psutil.Process | None) -> float | None:
    try:
        return process.cpu_percent() if process else None
    except psutil.NoSuchProcess:
        return None


def _memory(process: psutil.Process | None) -> int | None:
    try:
        return int(process.memory_full_info().pss) if process else None
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None


def table(rows: Sequence[Row]) -> Table:
    """The rows as a person reads them."""
    made = Table(box=None, pad_edge=False, header_style="bold", show_footer=True)
    made.add_column("process", footer=Text(f"{len(rows)} processes", style="dim"))
    for name in ("pid", "port", "uptime", "restarts"):
        made.add_column(name, justify="right")
    made.add_column("CPU", justify="right", footer=_percent(_total(rows, "cpu_percent")))
    made.add_column("memory", justify="right", footer=_mebibytes(_total(rows, "memory_bytes")))
    made.add_column("ready")
    for row in rows:
        is_running = row["pid"] is not None and row["state"] != "restarting"
        made.add_row(
            row["name"],
            str(row["pid"] or "-"),
            str(row["port"]),
            screen.duration(time.time() - row["started_at"]) if is_running and row["started_at"] else "-",
            str(row["restarts"]),
            _percent(row["cpu_percent"]),
            _mebibytes(row["memory_bytes"]),
            _ready(row),
        )
    return made


def _total(rows: Sequence[Row], column: str) -> float:
    return sum(row[column] or 0 for row in rows)


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f} %"


def _mebibytes(value: float | None) -> str:
    return "-" if value is None else f"{value / 1024**2:.0f} MiB"


def _ready(row: Row) -> Text:
    if row["ready"]:
        return Text("yes", style="green")
    reason = f" ({row['reason']})" if row["reason"] else ""
    return Text(f"{'no' if row['state'] == 'up' else row['state']}{reason}", style="red")
