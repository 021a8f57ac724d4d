"""`idle`: what a stack needs that nobody uses, and how quickly it is there again."""

from __future__ import annotations

import time
from pathlib import Path

from bench import stack, usage
from bench.report import Report

SETTLE_S = 10.0


def measure(home: Path, *, clients: int, seconds: float) -> Report:  # noqa: ARG001 - nobody calls on an idle stack
    """First start, second start, then nothing happens for `seconds`."""
    first_s = stack.up(home)
    stack.down(home)
    second_s = stack.up(home)
    try:
        running = stack.read(home)
        time.sleep(SETTLE_S)
        before, started = usage.cpu_s(running.pids), time.monotonic()
        time.sleep(seconds)
        spent = usage.spent_s(before, usage.cpu_s(running.pids))
        elapsed = time.monotonic() - started
        memory = {name: usage.pss_bytes([pid]) for name, pid in running.pids.items()}
    finally:
        stack.down(home)
    return Report(
        scenario="idle",
        figures={
            "first_start_s": first_s,
            "second_start_s": second_s,
            "memory_gib": sum(memory.values()) / 2**30,
            "memory_mib_by_process": {name: size / 2**20 for name, size in memory.items()},
            "cpu_percent_of_one_core": 100 * sum(spent.values()) / elapsed,
            "cpu_percent_by_process": {name: 100 * each / elapsed for name, each in spent.items()},
        },
        violations=[],
    )
