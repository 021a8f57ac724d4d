"""One order's story, written down many times over: a big store, filled in bulk.

`python tests/audit/multiplied.py URL PREFIX KEY CHARGE` audits it in a process of its own and says what that took.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from pymongo.database import Database

from audit import town
from souk.audit import passes
from souk.audit.reading import sources
from souk.audit.records import Charge
from souk.kit import ids

CHUNK = 256
DIGITS = 8

Databases = Mapping[str, Database[dict[str, Any]]]


def key_of(original: str, number: int) -> str:
    """The key of the `number`th repetition; they sort like their numbers."""
    return f"{original[:-DIGITS]}{number:0{DIGITS}d}"


def fill(databases: Databases, original: str, count: int) -> None:
    """Write the story of the order with this key down `count` more times."""
    stories = {
        (service, name): [
            row for row in databases[service][name].find() if str(row["_id"]).partition("_")[2].startswith(original)
        ]
        for service, name in (
            ("order", "orders"),
            ("inventory", "reservations"),
            ("payment", "payments"),
            ("payment", "ledger_entries"),
        )
    }
    outboxes = {
        service: [row for row in databases[service]["outbox"].find() if original.encode() in row["body"]]
        for service in ("order", "inventory", "payment")
    }
    inboxes = {
        service: {event_id for row in db["inbox"].find() for event_id in row["events"]}
        for service, db in databases.items()
    }
    for start in range(0, count, CHUNK):
        keys = [key_of(original, number) for number in range(start, min(start + CHUNK, count))]
        for (service, name), rows in stories.items():
            again = [_renamed(row, original, key) for key in keys for row in rows]
            databases[service][name].insert_many(again, ordered=False)
        for service, rows in outboxes.items():
            told = [_message(row, original, keys) for row in rows]
            databases[service]["outbox"].insert_many(told)
            for before, after in zip(rows, told, strict=True):
                for listener in [name for name, heard in inboxes.items() if before["ids"][0] in heard]:
                    databases[listener]["inbox"].insert_one({"_id": ids.new("inb"), "events": after["ids"]})
    _deliver_goods(databases["inventory"], stories["inventory", "reservations"][0]["lines"], count)


def _deliver_goods(inventory: Database[dict[str, Any]], lines: Sequence[Mapping[str, Any]], count: int) -> None:
    """As many more units came in as were sold."""
    for line in lines:
        moved = {"sku": line["sku"], "delta": line["quantity"] * count, "location_id": line["location_id"]}
        inventory["stock_movements"].insert_one({"_id": ids.new("mov"), **moved})


def _renamed(row: Mapping[str, Any], original: str, key: str) -> dict[str, Any]:
    return {
        name: value.replace(original, key) if isinstance(value, str) and original in value else value
        for name, value in row.items()
    }


def _message(row: Mapping[str, Any], original: str, keys: Sequence[str]) -> dict[str, Any]:
    """One message that tells the same of all these orders. Every event gets an id that says of which."""

    def event(event_id: str | None, key: str) -> str | None:
        return f"{event_id}.{key[-DIGITS:]}" if event_id else None

    [own] = row["ids"]
    body = bytes(row["body"])[1:-1]
    told = [
        body.replace(original.encode(), key.encode()).replace(own.encode(), f"{event(own, key)}".encode())
        for key in keys
    ]
    whole = b"[" + b",".join(told) + b"]"
    message = {**row, "_id": ids.new("msg"), "ids": [event(own, key) for key in keys], "body": whole}
    if "answers" in row:
        message["answers"] = [event(row["answers"][0], key) for key in keys]
    return message


@dataclass(frozen=True)
class Repeated:
    """`ChargeList` of the original's charge and its repetitions, made as they are asked for."""

    others: Sequence[Charge]
    one: Charge
    count: int

    def _all(self) -> Iterator[Charge]:
        original = self.one.key[4:]
        for number in range(self.count):
            yield msgspec.structs.replace(self.one, key=f"pay_{key_of(original, number)}")

    async def after(self, key: str) -> AsyncIterator[Charge]:
        early = [charge for charge in self.others if charge.key < f"pay_{key_of(self.one.key[4:], 0)}"]
        late = [charge for charge in self.others if charge not in early]
        for charges in (early, self._all(), late):
            for charge in charges:
                if charge.key > key:
                    yield charge

    async def of(self, keys: Sequence[str]) -> list[Charge]:
        wanted = set(keys)
        return [charge for charge in (*self.others, *self._all()) if charge.key in wanted]


async def _audited(url: str, prefix: str, charges: Repeated) -> dict[str, Any]:
    async with sources.connected(url, databases=town.names(prefix)) as opened:
        before, began, spent = _memory_mib(), time.monotonic(), time.process_time()
        whole = sources.Sources(opened.databases, charges)
        report = await passes.whole(whole, passes.Pace(grace=timedelta(0), second_look_s=0.0))
        return {
            "lines": report.lines(),
            "checked": {each.id: each.checked for each in report.verdicts},
            "mib_before": before,
            "mib": _memory_mib(),
            "seconds": time.monotonic() - began,
            "cpu_s": time.process_time() - spent,
        }


def _memory_mib() -> float:
    """The most that this process ever held; `ru_maxrss` would count what it was forked from."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main(url: str, prefix: str, listed: str, count: str) -> None:
    charges = msgspec.json.decode(listed, type=list[Charge])
    print(json.dumps(asyncio.run(_audited(url, prefix, Repeated(charges[1:], charges[0], int(count))))))


if __name__ == "__main__":
    main(*sys.argv[1:])
