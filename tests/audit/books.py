"""What was written down in a town, open to be spoilt and audited."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pymongo
from pymongo.database import Database

from audit import town
from souk.audit import passes
from souk.audit.history import Operation
from souk.audit.reading import sources
from souk.audit.records import Charge
from souk.audit.verdict import Report

STRICT = passes.Pace(grace=timedelta(0), second_look_s=0.0)
"""Nothing is under way: whatever is not finished is wrong."""


@dataclass
class Books:
    """Everything that was written down, to be spoilt."""

    url: str
    prefix: str
    client: pymongo.MongoClient[dict[str, Any]]
    orders: dict[str, str]
    """Order ids by what happened to them."""
    charges: list[Charge]
    kept: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)

    def __getitem__(self, service: str) -> Database[dict[str, Any]]:
        return self.client[f"{self.prefix}_{service}"]

    def payment(self, kind: str) -> str:
        """The id of this order's payment."""
        return f"pay_{self.orders[kind][4:]}"

    def audited(self, pace: passes.Pace = STRICT, operations: list[Operation] | None = None) -> Report:
        async def go() -> Report:
            async with sources.connected(self.url, databases=town.names(self.prefix)) as opened:
                whole = sources.Sources(opened.databases, town.Listed(self.charges))
                return await passes.whole(whole, pace, operations=operations)

        return asyncio.run(go())

    def collections(self) -> list[tuple[str, str]]:
        names = [
            (name, found) for name in town.names(self.prefix) for found in self.client[name].list_collection_names()
        ]
        return sorted(names)

    def keep(self) -> None:
        self.kept = {(db, name): list(self.client[db][name].find()) for db, name in self.collections()}

    def restore(self) -> None:
        for (db, name), rows in self.kept.items():
            if list(self.client[db][name].find()) != rows:
                self.client[db][name].delete_many({})
                if rows:
                    self.client[db][name].insert_many(rows)
