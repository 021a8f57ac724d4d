"""What a load did beside using the CPU: commands and bytes at MongoDB, events, and how large batches were."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bench import stack

METRICS_TIMEOUT_S = 10.0
_SAMPLE = re.compile(r"(souk_\w+)\{([^}]*)\} ([\d.e+-]+)")
_LABEL = re.compile(r'(\w+)="([^"]*)"')
_PUBLISHED = "souk_outbox_published_total"
_BATCH = "souk_batch_size"
_BUCKET = f"{_BATCH}_bucket"

Samples = Mapping[tuple[str, str], float]
"""By metric and by the value of its first label, over all processes; of buckets by `work ≤ size`."""


@dataclass(frozen=True)
class Look:
    """Counters at one moment; they only grow."""

    commands: float
    transactions: float
    inserted: float
    updated: float
    journal_bytes: float
    stored_bytes: float
    """Of documents and indexes, uncompressed; the record's own oplog is not among them."""
    samples: Samples


def look(running: stack.Stack) -> Look:
    """Read the counters now."""
    status = running.mongo.admin.command("serverStatus")
    commands = status["metrics"]["commands"]
    return Look(
        commands=sum(
            _total(commands, name) for name in ("find", "insert", "update", "delete", "findAndModify", "getMore")
        ),
        transactions=float(status["transactions"]["totalCommitted"]),
        inserted=float(status["metrics"]["document"]["inserted"]),
        updated=float(status["metrics"]["document"]["updated"]),
        journal_bytes=float(status["wiredTiger"]["log"]["log bytes written"]),
        stored_bytes=sum(
            sum(running.mongo[name].command("dbStats")[part] for part in ("dataSize", "indexSize"))
            for name in running.mongo.list_database_names()
            if name.startswith("souk_")
        ),
        samples=_samples(running),
    )


def spent(before: Look, after: Look, orders: int) -> dict[str, Any]:
    """Figures between two looks, each an order; batches by what was done in them."""
    per = 1 / max(orders, 1)
    grown = {key: value - before.samples.get(key, 0.0) for key, value in after.samples.items()}
    published = sum(value for (metric, _), value in grown.items() if metric == _PUBLISHED)
    batches = {
        work: round(total / grown[f"{_BATCH}_count", work], 1)
        for (metric, work), total in grown.items()
        if metric == f"{_BATCH}_sum" and grown.get((f"{_BATCH}_count", work))
    }
    return {
        "commands_per_order": (after.commands - before.commands) * per,
        "transactions_per_order": (after.transactions - before.transactions) * per,
        "documents_inserted_per_order": (after.inserted - before.inserted) * per,
        "documents_updated_per_order": (after.updated - before.updated) * per,
        "journal_bytes_per_order": (after.journal_bytes - before.journal_bytes) * per,
        "stored_bytes_per_order": (after.stored_bytes - before.stored_bytes) * per,
        "events_per_order": published * per,
        "mean_batch_by_work": dict(sorted(batches.items(), key=lambda each: each[0])),
    }


def sizes(before: Look, after: Look) -> dict[str, dict[str, int]]:
    """How many transactions carried how many items between two looks, by work: `{"place_orders": {"≤ 64": 12}}`."""
    found: dict[str, dict[str, int]] = {}
    for (metric, label), value in after.samples.items():
        if metric == _BUCKET:
            work, _, size = label.partition(" ≤ ")
            grown = int(value - before.samples.get((metric, label), 0.0))
            found.setdefault(work, {})[size] = grown
    return {work: alone for work, counts in sorted(found.items()) if (alone := _alone(counts))}


def _alone(counts: Mapping[str, int]) -> dict[str, int]:
    """Of counts of what is not larger than, those of what is just as large; empty ones are left out."""
    alone, below = {}, 0
    for size, count in sorted(counts.items(), key=lambda each: float(each[0])):
        if count > below:
            alone[f"≤ {size}"] = count - below
        below = count
    return alone


def _total(commands: Mapping[str, Any], name: str) -> float:
    return float(commands.get(name, {}).get("total", 0))


def _samples(running: stack.Stack) -> Samples:
    found: dict[tuple[str, str], float] = {}
    for process in running.services():
        url = f"http://127.0.0.1:{running.port(process)}/metrics"
        with urllib.request.urlopen(url, timeout=METRICS_TIMEOUT_S) as answer:
            text = answer.read().decode()
        for metric, labels, value in _SAMPLE.findall(text):
            if metric in (_PUBLISHED, f"{_BATCH}_sum", f"{_BATCH}_count", _BUCKET):
                named = dict(_LABEL.findall(labels))
                first = next(value for name, value in named.items() if name != "le")
                key = (metric, f"{first} ≤ {float(named['le']):g}" if metric == _BUCKET else first)
                found[key] = found.get(key, 0.0) + float(value)
    return found
