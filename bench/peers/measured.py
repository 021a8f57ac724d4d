"""One load on one system, and what it cost it: the same for all of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from bench import load, usage
from bench.peers.node import SOURCES

CLIENTS = 16
WARM_UP_S = 8.0
HOT_TIMEOUT_S = 900.0
SAMPLE_S = 1.0
MIB = 2**20


@dataclass(frozen=True)
class Target:
    """A system that runs: where it is, what is asked of it, and the processes that are its own by name."""

    name: str
    url: str
    ids: Path
    script: Path
    pids: Mapping[str, int]
    options: Mapping[str, str]


def target(name: str, url: str, ids: Path, pids: Mapping[str, int], **options: str) -> Target:
    return Target(name, url, ids, SOURCES / name / "load.js", pids, options)


def browse(system: Target, seconds: float) -> dict[str, Any]:
    """A list, a product, a search, over and over."""
    _drive(system, "browse", WARM_UP_S)
    seen, cpu_s, memory = _costed(system, lambda: _drive(system, "browse", seconds))
    return {
        "requests_per_s": seen.counters.get("answers_in_time", 0) / seconds,
        "p50_ms": seen.p50_ms,
        "p95_ms": seen.p95_ms,
        "p99_ms": seen.p99_ms,
        "cpu_ms_per_request": sum(cpu_s.values()) * 1000 / max(seen.requests, 1),
        "cpu_s_by_process": cpu_s,
        "memory_mib": memory,
        "wrong": seen.counters.get("wrong", 0),
    }


def checkout(system: Target, seconds: float) -> dict[str, Any]:
    """Guests buy two things each, from an empty cart to an order that is paid."""
    _drive(system, "checkout", WARM_UP_S)
    seen, cpu_s, memory = _costed(system, lambda: _drive(system, "checkout", seconds))
    orders = seen.counters.get("orders", 0)
    times = seen.trends.get("order_ms", {})
    return {
        "orders": orders,
        "orders_per_s": seen.counters.get("orders_in_time", 0) / seconds,
        "requests_per_order": seen.requests / max(orders, 1),
        "order_p50_ms": times.get("p50", 0.0),
        "order_p95_ms": times.get("p95", 0.0),
        "order_p99_ms": times.get("p99", 0.0),
        "cpu_ms_per_order": sum(cpu_s.values()) * 1000 / max(orders, 1),
        "cpu_s_by_process": cpu_s,
        "memory_mib": memory,
        "wrong": seen.counters.get("wrong", 0),
    }


def hot(system: Target, units: int, attempts: int, sku: str) -> dict[str, Any]:
    """Everybody wants the same thing, of which there is too little."""
    seen = _drive(system, "hot", HOT_TIMEOUT_S, attempts=str(attempts), hot=sku)
    accepted = seen.counters.get("orders", 0)
    return {
        "units": units,
        "attempts": attempts,
        "accepted": accepted,
        "refused_for_stock": seen.counters.get("rejected", 0),
        "failed_otherwise": seen.counters.get("otherwise", 0),
        "oversold": max(0, accepted - units),
    }


def _drive(system: Target, what: str, seconds: float, **options: str) -> load.Load:
    given = {"fn": what, "url": system.url, "ids": str(system.ids), **system.options, **options}
    return load.run(system.script, seconds=seconds, clients=CLIENTS, history=None, **given)


def _costed(system: Target, act: Callable[[], load.Load]) -> tuple[load.Load, dict[str, float], float]:
    """With CPU seconds by process, children included, and the most memory it took at once."""
    with _Memory(system.pids) as memory:
        before = _cpu_s(system.pids)
        seen = act()
        after = _cpu_s(system.pids)
    return seen, {name: after[name] - before[name] for name in before}, memory.most / MIB


def _cpu_s(pids: Mapping[str, int]) -> dict[str, float]:
    return {name: sum(map(_own_cpu_s, _family(pid))) for name, pid in pids.items()}


def _own_cpu_s(process: psutil.Process) -> float:
    """With that of its children that have ended: the living ones are counted themselves."""
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0  # it has just ended, and its parent has its time
    return float(times.user + times.system + times.children_user + times.children_system)


def _family(pid: int) -> list[psutil.Process]:
    root = psutil.Process(pid)
    return [root, *root.children(recursive=True)]


class _Memory:
    """The greatest proportional set size that was seen."""

    def __init__(self, pids: Mapping[str, int]) -> None:
        self.most = 0
        self._pids = pids
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> _Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            pids = [each.pid for root in self._pids.values() for each in _family(root)]
            self.most = max(self.most, sum(map(_pss, pids)))
            if self._is_over.wait(SAMPLE_S):
                return


def _pss(pid: int) -> int:
    try:
        return usage.pss_bytes([pid])
    except (FileNotFoundError, ProcessLookupError):
        return 0
