"""Half an hour of modest, mixed load: which process grows, and by how much a minute."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

from bench import stack
from bench.study import cost, visit
from bench.study.part import Effort, Plot, Result

SECONDS = 1_800.0
WARM_UP_SHARE = 1 / 3
"""Of the time: caches fill, code is specialised, the allocator finds its size."""
STEPS_PER_S = 30
READS = 0.8
CLIENTS = 64
SAMPLE_S = 5.0
MIB = 2**20
RECORD = ("mongodb-1", "nats-1", "valkey-1", "sandbox-1", "smtp-1")
"""What keeps data, or stands for the outside world: it grows with what is stored, up to a limit it was given."""


def measure(home: Path, effort: Effort) -> Result:
    """Shoppers at a constant rate; the resident memory of every process is read all the while."""
    seconds = effort.seconds(SECONDS)
    with visit.stocked(home) as what:
        running = what.running
        paths = visit.paths_file(running, what.staff)
        effort.tell(f"soaking for {seconds / 60:.0f} minutes, until {time.strftime('%H:%M', _at(seconds))}")
        with cost.counted(running) as spent, _sampled(running.pids) as samples:
            load = visit.shop(what, paths, reads=READS, clients=CLIENTS, seconds=seconds, rate=str(STEPS_PER_S))
        stack.drain(running)
        orders = stack.progress(running).confirmed
        broken = stack.audited(running, load.accepted, [load.history])
    slopes = {name: slope_mib_per_min(points, seconds * WARM_UP_SHARE) for name, points in samples.items()}
    own = {name: value for name, value in slopes.items() if name not in RECORD}
    return Result(
        scenario="soak",
        figures={
            "minutes": seconds / 60,
            "steps_per_s": load.load.counters.get("reads", 0) / seconds / READS,
            "orders": orders,
            "not_answered_well": load.failed,
            "dropped": load.load.dropped,
            "worst_slope_mib_per_min": max(own.values()),
            "worst_process": max(own, key=lambda name: own[name]),
            "all_own_slope_mib_per_min": sum(own.values()),
            "slope_mib_per_min_by_process": slopes,
            "rss_mib_at_the_end_by_process": {name: points[-1][1] for name, points in samples.items()},
            **{f"read_{name}_ms": value for name, value in load.load.trends["read_ms"].items()},
            **{f"order_{name}_ms": value for name, value in load.load.trends["order_ms"].items()},
            **spent.per_order(orders),
        },
        violations=broken + ([f"{load.failed} steps were not answered well"] if load.failed else []),
        cpu_ms_by_process=spent.cpu_ms_by_process(orders),
        plots=[
            Plot("Resident memory", "minutes", "MiB", {name: _in_minutes(points) for name, points in samples.items()})
        ],
        notes=[
            f"Shoppers take {STEPS_PER_S} steps a second, {READS:.0%} of them reads.",
            f"Slopes are least squares over the last {1 - WARM_UP_SHARE:.0%} of the time.",
            f"{', '.join(RECORD)} are not judged: they keep what is stored, or stand for the outside world.",
        ],
    )


def slope_mib_per_min(points: Sequence[tuple[float, float]], after_s: float) -> float:
    """Least squares through (second, MiB), leaving out what lies before; 0 of less than two points."""
    kept = [(at / 60, size) for at, size in points if at >= after_s]
    if len(kept) < 2:
        return 0.0
    mean_x = sum(x for x, _ in kept) / len(kept)
    mean_y = sum(y for _, y in kept) / len(kept)
    spread = sum((x - mean_x) ** 2 for x, _ in kept)
    return sum((x - mean_x) * (y - mean_y) for x, y in kept) / spread if spread else 0.0


class _sampled:  # noqa: N801 - used as a function: `with _sampled(pids) as samples`
    """Reads the memory of processes every few seconds while inside; {name: [(second, MiB), …]}."""

    def __init__(self, pids: Mapping[str, int]) -> None:
        self._processes = {name: psutil.Process(pid) for name, pid in pids.items()}
        self._points: dict[str, list[tuple[float, float]]] = {name: [] for name in pids}
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Mapping[str, Sequence[tuple[float, float]]]:
        self._thread.start()
        return self._points

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _sample(self) -> None:
        began = time.monotonic()
        while not self._is_over.wait(SAMPLE_S):
            at = time.monotonic() - began
            for name, process in self._processes.items():
                self._points[name].append((at, process.memory_info().rss / MIB))


def _in_minutes(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Every sixth: enough for a plot."""
    return [(at / 60, size) for at, size in points[::6]]


def _at(seconds: float) -> time.struct_time:
    return time.localtime(time.time() + seconds)
