"""What processes cost: CPU seconds, and memory as the proportional set size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import psutil

from souk.edge import routes

EDGE = "haproxy"
SINGLE = "single"
OUTSIDE = ("sandbox", "smtp")
"""Parts of a stack that stand for the outside world: the card gateway and the mail sink. Their CPU is not Souk's."""


def cpu_s(pids: Mapping[str, int]) -> dict[str, float]:
    """User and system CPU seconds so far of each process, by name.

    Raises `psutil.NoSuchProcess` when one is gone: a run in which a process died is no measurement.
    """
    return {name: _own_cpu_s(pid) for name, pid in pids.items()}


def family(name: str, pid: int) -> dict[str, int]:
    """A process and its descendants, for servers that work in children."""
    children = psutil.Process(pid).children(recursive=True)
    return {name: pid} | {f"{name}/{number}": child.pid for number, child in enumerate(children)}


def spent_s(before: Mapping[str, float], after: Mapping[str, float]) -> dict[str, float]:
    """CPU seconds between two looks, by name."""
    return {name: after[name] - before[name] for name in before}


def pss_bytes(pids: Iterable[int]) -> int:
    """Proportional set size of processes: what they share is counted once, in parts."""
    return sum(_own_pss_bytes(pid) for pid in pids)


def counted(pids: Mapping[str, int]) -> dict[str, int]:
    """The processes of a stack whose CPU is Souk's: services, databases, broker, edge, supervisor."""
    return {name: pid for name, pid in pids.items() if name.rpartition("-")[0] not in OUTSIDE}


def serving(pids: Mapping[str, int]) -> dict[str, int]:
    """The processes that answer requests: edge and services, without databases, broker and supervisor."""
    answering = (EDGE, SINGLE, *routes.SERVICES)
    return {name: pid for name, pid in pids.items() if name.rpartition("-")[0] in answering}


def _own_cpu_s(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def _own_pss_bytes(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
