"""The gateway's own memory: SQLite with a write-ahead log, written in batches, and always before an answer goes out.

The working copy of a charge lives in memory while it is being changed; whoever answers awaits `written` first. A
killed process loses nothing that was written, because the operating system has it; only a power cut could
(`synchronous=NORMAL`).
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

import msgspec

from souk.local.sandbox import cards, charges

CHARGES_IN_MEMORY_MAX = 20_000
LISTED_MAX = 1_000
DUE_MAX = 200

_SCHEMA = """
CREATE TABLE IF NOT EXISTS charges (key TEXT PRIMARY KEY, id TEXT UNIQUE NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS afterwards (id TEXT PRIMARY KEY, due_ms INTEGER NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS afterwards_due ON afterwards (due_ms);
"""

_PUT_CHARGE = (
    "INSERT INTO charges (key, id, body) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET body = excluded.body"
)
_PUT_TASK = "INSERT OR REPLACE INTO afterwards (id, due_ms, body) VALUES (?, ?, ?)"
_DROP_TASK = "DELETE FROM afterwards WHERE id = ?"


class Task(msgspec.Struct, kw_only=True):
    """Something to do later: let a charge move on, or deliver a webhook (then `event` is its body)."""

    id: str
    key: str
    due_ms: int
    moves_to: cards.State | None = None
    deliveries: int = 1
    event: bytes | None = None
    attempts: int = 0


class Store:
    """Charges by key and by id, and what is to be done later."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(directory / "sandbox.sqlite", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(_SCHEMA)
        self._known: OrderedDict[str, charges.Charge] = OrderedDict()
        self._changed: dict[str, charges.Charge] = {}
        self._tasks: dict[str, Task | None] = {}
        self._batch: asyncio.Future[None] | None = None

    def charge(self, key: str) -> charges.Charge | None:
        """The charge made under this key; changes to it count once `save` was called and `written` awaited."""
        if (known := self._known.get(key)) is not None:
            self._known.move_to_end(key)
            return known
        row = self._db.execute("SELECT body FROM charges WHERE key = ?", (key,)).fetchone()
        return self._keep(msgspec.json.decode(row[0], type=charges.Charge)) if row else None

    def charge_by_id(self, charge_id: str) -> charges.Charge | None:
        row = self._db.execute("SELECT key FROM charges WHERE id = ?", (charge_id,)).fetchone()
        return self.charge(row[0]) if row else None

    def charges_after(self, key: str, limit: int = LISTED_MAX) -> list[charges.Charge]:
        """All charges in order of their keys, for those who count."""
        rows = self._db.execute("SELECT body FROM charges WHERE key > ? ORDER BY key LIMIT ?", (key, limit))
        return [msgspec.json.decode(row[0], type=charges.Charge) for row in rows]

    def save(self, charge: charges.Charge, tasks: Iterable[Task] = ()) -> None:
        """Put a new or changed charge, and what follows from it, into the batch that is written next."""
        self._keep(charge)
        self._changed[charge.key] = charge
        for task in tasks:
            self._tasks[task.id] = task
        self._open_batch()

    def put_task(self, task: Task) -> None:
        self._tasks[task.id] = task
        self._open_batch()

    def drop_task(self, task_id: str) -> None:
        self._tasks[task_id] = None
        self._open_batch()

    async def written(self) -> None:
        """Wait until everything saved so far is durable."""
        if self._batch is not None:
            await asyncio.shield(self._batch)

    def due(self, now_ms: int) -> list[Task]:
        rows = self._db.execute(
            "SELECT body FROM afterwards WHERE due_ms <= ? ORDER BY due_ms LIMIT ?", (now_ms, DUE_MAX)
        )
        return [msgspec.json.decode(row[0], type=Task) for row in rows]

    def next_due_ms(self) -> int | None:
        due: int | None = self._db.execute("SELECT MIN(due_ms) FROM afterwards").fetchone()[0]
        return due

    def close(self) -> None:
        if self._batch is not None:
            self._write()
        self._db.close()

    def _keep(self, charge: charges.Charge) -> charges.Charge:
        self._known[charge.key] = charge
        self._known.move_to_end(charge.key)
        if len(self._known) > CHARGES_IN_MEMORY_MAX:
            oldest = next(iter(self._known))
            if oldest not in self._changed:
                del self._known[oldest]
        return charge

    def _open_batch(self) -> None:
        if self._batch is None:
            loop = asyncio.get_running_loop()
            self._batch = loop.create_future()
            loop.call_soon(self._write)

    def _write(self) -> None:
        """One transaction for whatever came in during this turn of the loop."""
        batch, self._batch = self._batch, None
        if batch is None:
            return
        changed, self._changed = self._changed, {}
        tasks, self._tasks = self._tasks, {}
        try:
            self._db.execute("BEGIN IMMEDIATE")
            encode = msgspec.json.encode
            self._db.executemany(_PUT_CHARGE, [(each.key, each.id, encode(each)) for each in changed.values()])
            self._db.executemany(_PUT_TASK, [(each.id, each.due_ms, encode(each)) for each in tasks.values() if each])
            self._db.executemany(_DROP_TASK, [(task_id,) for task_id, each in tasks.items() if each is None])
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            for key in changed:  # memory must not know what the disk does not
                self._known.pop(key, None)
            batch.set_exception(error)
            batch.exception()  # whoever awaits it hears of it; if nobody does, nobody was promised anything
        else:
            batch.set_result(None)
