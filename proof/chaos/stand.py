"""The shop that is drilled: a whole stack in a home of its own, its processes and its books within reach."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from pymongo import AsyncMongoClient
from pymongo.asynchronous.database import AsyncDatabase

from proof.chaos.load import Place
from souk.audit import passes, verdict
from souk.audit.history import Operation
from souk.audit.reading import sources
from souk.local import processes, readiness, topology
from souk.local.home import Home
from souk.serving import drill

REPLICAS = ("order=2", "inventory=2", "payment=2")
"""A process that stands still must find that another one has taken over when it goes on."""
BACK_TIMEOUT_S = 90.0
PAUSE_S = 0.05
HEALTHY_PAUSE_S = 0.2
PACE = passes.Pace(second_look_s=1.0)


class NotBackError(Exception):
    """Something did not come back in time; the message says what."""


@dataclass
class Stand:
    """A running stack. `members` are servers that were started beside it, in networks of their own."""

    home: Home
    place: Place
    mongo: AsyncMongoClient[dict[str, Any]]
    members: Any = None
    disks: Mapping[str, Path] = field(default_factory=dict)
    """Stores that lie on small disks of their own, by part."""

    @property
    def kind(self) -> str:
        return "cluster" if self.members is not None else "single"

    @property
    def run(self) -> dict[str, Any]:
        return self.home.read_run() or {}

    def rows(self) -> dict[str, dict[str, Any]]:
        """The processes as run.json tells them now, by name."""
        return {row["name"]: row for row in self.run.get("processes", ())}

    def identity(self, name: str) -> processes.Identity:
        row = self.rows()[name]
        return processes.Identity(row["pid"], row["started"])

    def database(self, service: str) -> AsyncDatabase[dict[str, Any]]:
        return self.mongo[topology.database(service)]

    @property
    def drill_directory(self) -> Path:
        return drill_directory(self.home)

    def order(self, instance: str, orders: drill.Orders) -> None:
        """Have a process take part from its next start on."""
        drill.reached(self.drill_directory, instance).unlink(missing_ok=True)
        drill.path(self.drill_directory, instance).write_bytes(msgspec.json.encode(orders))

    def dismiss(self, instance: str) -> None:
        """Nothing more is wanted of this process."""
        drill.path(self.drill_directory, instance).unlink(missing_ok=True)
        drill.reached(self.drill_directory, instance).unlink(missing_ok=True)

    async def restart(self, name: str) -> None:
        """End a process in order, and wait until another one has taken its place."""
        before = self.identity(name)
        os.kill(before.pid, signal.SIGTERM)
        await self.back(name, before)

    async def back(self, name: str, before: processes.Identity) -> processes.Identity:
        """Wait until another process than before is up; answers which. Raises `NotBackError`."""
        await until(
            lambda: (row := self.rows().get(name, {"state": ""}))["state"] == "up" and row["started"] != before.started,
            f"{name} did not come back",
        )
        return self.identity(name)

    async def healthy(self) -> None:
        """Wait until the edge sends requests to every replica there should be. Raises `NotBackError`."""
        try:
            async with asyncio.timeout(BACK_TIMEOUT_S):
                while not await self._is_healthy():  # noqa: ASYNC110 - the edge's doing, seen by asking
                    await asyncio.sleep(HEALTHY_PAUSE_S)
        except TimeoutError:
            raise NotBackError(f"the edge did not find every replica within {BACK_TIMEOUT_S:.0f} s") from None

    async def _is_healthy(self) -> bool:
        rows = self.rows()
        row = rows.get("haproxy-1")
        answer = await readiness.http_get(row["port"], "/healthz") if row else None
        if answer is None or answer.status != 200:
            return False
        services = msgspec.json.decode(answer.body)["services"]
        wanted = Counter(name.rpartition("-")[0] for name in rows)
        return all(each["ready"] == each["total"] >= wanted[name] for name, each in services.items())

    async def unfinished(self) -> list[str]:
        """What somebody still has to do."""
        counts: dict[str, tuple[str, str, dict[str, Any]]] = {
            "payments owe the gateway a call": ("payment", "payments", {"due_at": {"$exists": True}}),
            "mails wait": ("notification", "emails", {"status": {"$ne": "sent"}}),
            "orders are open": ("order", "orders", {"status": {"$in": ["placed", "awaiting_payment"]}}),
            "orders are being settled": ("order", "orders", {"status": "cancelled", "watch": {"$exists": True}}),
        }
        found = []
        for what, (service, collection, query) in counts.items():
            if count := await self.database(service)[collection].count_documents(query):
                found.append(f"{count} {what}")
        return found

    async def audit(self, operations: list[Operation]) -> verdict.Report:
        """What the oracle says, and whether clients were told the truth."""
        run = self.run
        async with sources.connected(run["mongodb"], charges_url=run["sandbox"], nats_url=run["nats"]) as opened:
            return await passes.whole(opened, PACE, operations=operations)

    async def close(self) -> None:
        """Let go of it, and wake what stands still: that would wait for its SIGKILL when the stack stops."""
        await self.mongo.close()
        for row in self.rows().values():
            with contextlib.suppress(ProcessLookupError):
                os.kill(row["pid"], signal.SIGCONT)


async def until(holds: Callable[[], bool], otherwise: str, timeout_s: float = BACK_TIMEOUT_S) -> None:
    """Wait until something holds that happens elsewhere. Raises `NotBackError`."""
    try:
        async with asyncio.timeout(timeout_s):
            while not holds():  # noqa: ASYNC110 - another process's doing, seen in a file
                await asyncio.sleep(PAUSE_S)
    except TimeoutError:
        raise NotBackError(f"{otherwise} within {timeout_s:.0f} s") from None


def drill_directory(home: Home) -> Path:
    """Where the processes of a drilled shop find their orders."""
    return home.path / "drill"
