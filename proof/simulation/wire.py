"""The way from a process to its database, on which connections break and answers get lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo.errors import AutoReconnect

from proof.simulation.storage import driver, server
from proof.simulation.world import World, turn

if TYPE_CHECKING:
    from proof.simulation.shop import Process

READ = ("crash", "freeze", "connection lost")
WRITE = ("crash", "freeze", "write conflict", "connection lost", "database away")
NOTE = ("crash", "connection lost")
COMMIT = (
    "crash before",
    "crash after",
    "freeze before",
    "freeze after",
    "write conflict",
    "answer lost, committed",
    "answer lost, not committed",
    "database away",
)
AWAY_MAX_S = 8.0
COMMIT_S = 0.004
UNEVENTFUL = frozenset({"outbox_owners", "bus_streams", "marks"})
"""Tables of which nothing is at stake in a single write."""


class Wire:
    """A `driver.Line` of one process."""

    def __init__(self, world: World, process: Process) -> None:
        self._world = world
        self._process = process
        self._service = process.service

    async def ask(self, what: str, table: str) -> None:
        await turn()
        world = self._world
        if world.away_until[self._service] > world.now:
            raise _disconnected("TransientTransactionError" if what in ("read", "write") else None)
        if what == "look" or table in UNEVENTFUL:
            return
        kinds = READ if what == "read" else WRITE if what == "write" else NOTE
        wrong = world.goes_wrong(f"{self._service} {what}", kinds)
        if wrong is None:
            return
        kind, extent = wrong
        await self._process.struck(kind, extent)
        if kind == "freeze":
            return
        if kind == "write conflict":
            self._process.abort_open()
            raise driver.write_conflict(RuntimeError("injected"))
        if kind == "database away":
            self._go_away(extent)
        raise _disconnected("TransientTransactionError" if what != "note" else None)

    async def commit(self, transaction: server.Transaction) -> None:
        world = self._world
        if not transaction.is_writing:
            await turn()
            transaction.commit()
            return
        wrong = world.goes_wrong(f"{self._service} commit", COMMIT)
        kind, extent = wrong or ("", 0.0)
        await world.sleep(COMMIT_S * (0.5 + world.chance.random()))
        if world.away_until[self._service] > world.now:
            raise _disconnected("UnknownTransactionCommitResult")
        await self._process.struck(kind, extent, " before")
        if kind == "write conflict":
            transaction.abort()
            raise driver.write_conflict(RuntimeError("injected"))
        if kind == "database away":
            self._go_away(extent)
            raise _disconnected("UnknownTransactionCommitResult")
        if kind == "answer lost, not committed":
            transaction.abort()
            raise _disconnected("UnknownTransactionCommitResult")
        transaction.commit()
        world.note(f"{self._process.name} commits")
        await self._process.struck(kind, extent, " after")
        if kind == "answer lost, committed":
            raise _disconnected("UnknownTransactionCommitResult")
        await turn()

    async def wait(self) -> None:
        await self._world.sleep(0.001)

    def _go_away(self, extent: float) -> None:
        """The primary steps down: what it had not committed is lost."""
        self._world.away_until[self._service] = self._world.now + 0.2 + extent * AWAY_MAX_S
        for process in self._world.processes[self._service]:
            process.abort_open()


def _disconnected(label: str | None) -> AutoReconnect:
    error = AutoReconnect("connection closed")
    if label is not None:
        error._add_error_label(label)
    return error
