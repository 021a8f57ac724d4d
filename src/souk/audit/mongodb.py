"""How MongoDB is doing, for Prometheus: asked now and then by the one process that reads everything anyway.

Needs a user that may ask (`clusterMonitor`) where MongoDB has users; without, `souk_mongodb_up` is 0 and says so.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping
from typing import Any

from prometheus_client import Counter, Gauge
from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.registry import REGISTRY, Collector

from souk.kit import mongo

LOG = logging.getLogger(__name__)

PERIOD_S = 10.0
TIMEOUT_S = 5.0
_SECOND_US = 1_000_000

UP = Gauge("souk_mongodb_up", "1 when MongoDB told how it is doing")
CONNECTIONS = Gauge("souk_mongodb_connections", "Connections", ["state"])
CACHE_BYTES = Gauge("souk_mongodb_cache_bytes", "WiredTiger's cache", ["what"])
TICKETS = Gauge("souk_mongodb_tickets_available", "Operations that may begin right now", ["kind"])
DATA_BYTES = Gauge("souk_mongodb_data_bytes", "What a database holds, before compression", ["database"])
STORAGE_BYTES = Gauge("souk_mongodb_storage_bytes", "What a database takes on the disk, with indexes", ["database"])
MEMBER_STATE = Gauge("souk_mongodb_member_state", "1 primary, 2 secondary, anything else is trouble", ["member"])
LAG_SECONDS = Gauge("souk_mongodb_replication_lag_seconds", "How far a member is behind the primary", ["member"])
FAILED = Counter("souk_mongodb_questions_failed_total", "Times that MongoDB did not tell")


class _Counts(Collector):
    """What MongoDB itself has counted since it was started."""

    def __init__(self) -> None:
        self.status: Mapping[str, Any] = {}

    def collect(self) -> Iterator[Metric]:
        operations = CounterMetricFamily("souk_mongodb_operations", "Operations", labels=["kind"])
        for kind, count in self.status.get("opcounters", {}).items():
            if not isinstance(count, Mapping):
                operations.add_metric([kind], count)
        yield operations
        asked = CounterMetricFamily("souk_mongodb_answers", "Operations answered, by kind of latency", labels=["kind"])
        took = CounterMetricFamily("souk_mongodb_answer_seconds", "Time to answer them", labels=["kind"])
        for kind, row in self.status.get("opLatencies", {}).items():
            asked.add_metric([kind], row["ops"])
            took.add_metric([kind], row["latency"] / _SECOND_US)
        yield from (asked, took)
        transactions = CounterMetricFamily("souk_mongodb_transactions", "Transactions", labels=["outcome"])
        for outcome in ("Started", "Committed", "Aborted"):
            row = self.status.get("transactions", {})
            if f"total{outcome}" in row:
                transactions.add_metric([outcome.lower()], row[f"total{outcome}"])
        yield transactions
        conflicts = CounterMetricFamily("souk_mongodb_write_conflicts", "Writes that met another one")
        if "metrics" in self.status:
            conflicts.add_metric([], self.status["metrics"]["operation"]["writeConflicts"])
        yield conflicts


class Exporter:
    """Asks MongoDB and keeps what it said for whoever scrapes."""

    def __init__(self, db: mongo.Database) -> None:
        self._client = db.raw.client
        self._counts = _Counts()

    async def keep_asking(self) -> None:
        """Ask every 10 s, for ever."""
        REGISTRY.register(self._counts)
        try:
            while True:
                try:
                    await self.ask()
                    UP.set(1)
                except mongo.Failure as error:
                    UP.set(0)
                    FAILED.inc()
                    LOG.info("MongoDB does not tell how it is doing", extra={"error": str(error)})
                await asyncio.sleep(PERIOD_S)
        finally:
            REGISTRY.unregister(self._counts)

    async def ask(self) -> None:
        """Ask once."""
        limit = int(TIMEOUT_S * 1000)
        status = await self._client.admin.command("serverStatus", maxTimeMS=limit)
        self._counts.status = status
        for state in ("current", "available", "active"):
            CONNECTIONS.labels(state).set(status["connections"].get(state, 0))
        _note_engine(status.get("wiredTiger", {}))
        _note_members(await self._client.admin.command("replSetGetStatus", maxTimeMS=limit))
        for name in await self._client.list_database_names():
            if name.startswith("souk_"):
                held = await self._client[name].command("dbStats", maxTimeMS=limit)
                DATA_BYTES.labels(name).set(held["dataSize"])
                STORAGE_BYTES.labels(name).set(held["storageSize"] + held["indexSize"])


def _note_engine(engine: Mapping[str, Any]) -> None:
    cache = engine.get("cache", {})
    for what, name in (
        ("used", "bytes currently in the cache"),
        ("dirty", "tracked dirty bytes in the cache"),
        ("max", "maximum bytes configured"),
    ):
        CACHE_BYTES.labels(what).set(cache.get(name, 0))
    for kind, tickets in engine.get("concurrentTransactions", {}).items():
        if isinstance(tickets, Mapping) and "available" in tickets:
            TICKETS.labels(kind).set(tickets["available"])


def _note_members(status: Mapping[str, Any]) -> None:
    members = status["members"]
    primary = next((each["optimeDate"] for each in members if each["state"] == 1), None)
    for each in members:
        MEMBER_STATE.labels(each["name"]).set(each["state"])
        if primary is not None and "optimeDate" in each:
            LAG_SECONDS.labels(each["name"]).set(max(0.0, (primary - each["optimeDate"]).total_seconds()))
