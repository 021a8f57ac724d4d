"""The databases of all services whose code is here: in an image of one service, of that one."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple

from souk.kit import mongo
from souk.migrations import numbered, running
from souk.serving import service

PREFIX = "souk_"
_STORED_BY = {
    "user": ("souk.user.store",),
    "product": ("souk.product.store",),
    "inventory": ("souk.inventory.store",),
    "order": ("souk.order.store",),
    "payment": ("souk.payment.store",),
    "notification": ("souk.notification.store",),
    "audit": ("souk.audit.findings", "souk.audit.operations.journal"),
}
"""Where each service names its indexes."""

Say = Callable[[str], None]


class Database(NamedTuple):
    """One service's database, and what is to become of it."""

    service: str
    db: mongo.Database
    indexes: running.Indexes
    migrations: tuple[numbered.Migration, ...]


@asynccontextmanager
async def opened(url: str, prefix: str) -> AsyncIterator[list[Database]]:
    """All of them. Raises `MongoUnusableError`."""
    found: list[Database] = []
    try:
        for name, modules in _STORED_BY.items():
            if importlib.util.find_spec(f"souk.{name}") is None:
                continue
            own: dict[str, object] = {}
            for module in modules:
                own |= importlib.import_module(module).INDEXES
            indexes: running.Indexes = {**service.INDEXES, **own}  # type: ignore[dict-item]  # INDEXES is the same in all
            mine = tuple(each for each in numbered.MIGRATIONS if each.service == name)
            found.append(Database(name, await mongo.connect(url, f"{prefix}{name}"), indexes, mine))
        yield found
    finally:
        for each in found:
            await each.db.close()


async def preview(url: str, phase: numbered.Phase, say: Say, *, prefix: str = PREFIX) -> int:
    """Say what would be done; answers how many steps."""
    count = 0
    async with opened(url, prefix) as all_:
        for each in all_:
            steps = await running.plan(each.db, each.indexes, each.migrations, phase)
            for step in steps:
                say(f"{each.service}: {step.what}")
            if not steps:
                say(f"{each.service}: nothing to do")
            count += len(steps)
    return count


async def migrate(url: str, phase: numbered.Phase, say: Say, *, prefix: str = PREFIX) -> None:
    """Do it, service by service. Raises `MigrationError`."""
    async with opened(url, prefix) as all_:
        for each in all_:

            def told(line: str, name: str = each.service) -> None:
                say(f"{name}: {line}")

            changed = await running.run(each.db, each.indexes, each.migrations, phase, told)
            say(f"{each.service}: done, {changed} documents changed")


async def drop(url: str, *, prefix: str) -> None:
    """Throw these databases away: for rehearsals."""
    async with opened(url, prefix) as all_:
        for each in all_:
            await each.db.raw.client.drop_database(each.db.name)
