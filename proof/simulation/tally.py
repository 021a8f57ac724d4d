"""What many seeds add up to, and what of all that can go wrong did."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from rich.table import Table

from proof.simulation import bank, broker, fate, post, run, shop, wire


@dataclass
class Tally:
    """Sums over seeds; `cpu_s` is what running them took."""

    seeds: int = 0
    faults: int = 0
    fewer: int = 0
    """Seeds with fewer faults than there should be."""
    seconds: float = 0.0
    cpu_s: float = 0.0
    orders: Counter[str] = field(default_factory=Counter)
    happened: Counter[tuple[str, str]] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    traces: list[tuple[int, str]] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)

    def add(self, outcome: run.Outcome) -> None:
        self.seeds += 1
        self.faults += len(outcome.happened)
        self.fewer += len(outcome.happened) < fate.FAULTS_MIN
        self.seconds += outcome.seconds
        self.orders += outcome.orders
        self.passed += outcome.passed
        self.happened.update((each.step, each.kind) for each in outcome.happened)
        self.traces.append((outcome.seed, outcome.trace_hash))
        if outcome.violations:
            self.failed.append(outcome.seed)

    def join(self, other: Tally) -> None:
        self.seeds += other.seeds
        self.faults += other.faults
        self.fewer += other.fewer
        self.seconds += other.seconds
        self.cpu_s += other.cpu_s
        self.orders += other.orders
        self.passed += other.passed
        self.happened += other.happened
        self.traces += other.traces
        self.failed += other.failed

    def trace_hash(self) -> str:
        """One for all seeds, whoever ran which."""
        text = "\n".join(f"{seed} {trace}" for seed, trace in sorted(self.traces))
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    def document(self) -> dict[str, Any]:
        """For a file."""
        return {
            "seeds": self.seeds,
            "failed": sorted(self.failed),
            "faults": self.faults,
            "seeds_with_fewer_than_three_faults": self.fewer,
            "simulated_hours": round(self.seconds / 3600, 2),
            "cpu_s": round(self.cpu_s, 2),
            "seeds_per_cpu_s": round(self.seeds / self.cpu_s, 1) if self.cpu_s else None,
            "orders": dict(sorted(self.orders.items())),
            "trace_hash": self.trace_hash(),
            "coverage": {
                step: {"passed": self.passed[step], **{kind: self.happened[step, kind] for kind in kinds_of(step)}}
                for step in sorted(self.passed)
            },
        }

    def table(self) -> Table:
        """Fault × step: how often each thing went wrong where it can."""
        table = Table(title="what went wrong where", title_justify="left")
        table.add_column("step")
        table.add_column("passed", justify="right")
        table.add_column("faults", justify="right")
        table.add_column("of these")
        for step in sorted(self.passed):
            kinds = kinds_of(step)
            counts = {kind: self.happened[step, kind] for kind in kinds}
            words = [f"{kind} {count}" if count else f"[yellow]{kind} 0[/yellow]" for kind, count in counts.items()]
            table.add_row(step, f"{self.passed[step]:,}", f"{sum(counts.values()):,}", " · ".join(words))
        return table


def kinds_of(step: str) -> tuple[str, ...]:
    """What can go wrong at a step."""
    words = step.split()
    found: dict[str, tuple[str, ...]] = {
        "publish": broker.PUBLISH,
        "hears": broker.DELIVERY,
        "acknowledges": broker.ACKNOWLEDGEMENT,
        "gateway": bank.CALL,
        "connect": post.CONNECT,
        "send": post.SEND,
        "asks": shop.CALL,
        "read": wire.READ,
        "write": wire.WRITE,
        "note": wire.NOTE,
        "commit": wire.COMMIT,
    }
    kinds = found.get(words[0]) or found[words[1]]
    return tuple(dict.fromkeys(kinds))


def count(first: int, seeds: int) -> Tally:
    """Run so many seeds here."""
    run.warm_up()
    tally = Tally()
    began = time.process_time()
    for seed in range(first, first + seeds):
        tally.add(run.run(seed))
    tally.cpu_s = time.process_time() - began
    return tally
