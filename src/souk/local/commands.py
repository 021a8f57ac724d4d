"""The command line and the generated configuration of every part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from souk.local import binaries, checkout, observing, plan, ports, topology
from souk.local.home import write_whole

MONGODB_CACHE_GB = 1.0
"""Room for what a busy shop writes between two checkpoints; an idle one fills a tenth of it."""
MONGODB_OPLOG_MB = 512
MONGODB_TRANSACTION_S = 10
"""Ours take milliseconds. MongoDB's own 60 would keep an order standing for a minute after a crash."""
NATS_FILE_STORE = "8GB"
NATS_MEMORY_STORE = "64MB"
NATS_PAYLOAD = "1MB"
VALKEY_MEMORY = "64mb"

Command = list[str]


def command(what: plan.Plan, part: topology.Part, number: int) -> Command:
    """How to start process `number` of a part, its configuration written. The edge's is `balancing`'s business."""
    if part.module:
        return checkout.command(part.module)
    return _SERVERS[part.name](what, what.port(part, number))


def mongod(store: Path, port: int) -> Command:
    """A member of a replica set, for a shop or for what a shop is compared with."""
    parameters = {
        "diagnosticDataCollectionEnabled": "false",  # a second's work every second, for data nobody reads here
        "shutdownTimeoutMillisForSignaledShutdown": "100",  # there is no other member to hand over to
        # a process that was killed leaves its transaction open, and the rows in it locked, for so long
        "transactionLifetimeLimitSeconds": str(MONGODB_TRANSACTION_S),
        # nobody reads what was true minutes ago: what a row was before need not be kept for five of them
        "minSnapshotHistoryWindowInSeconds": str(MONGODB_TRANSACTION_S),
    }
    return [
        str(binaries.find(binaries.MONGOD)),
        *("--dbpath", str(store)),
        *("--bind_ip", ports.HOST),
        *("--port", str(port)),
        *("--replSet", plan.REPLICA_SET),
        *("--oplogSize", str(MONGODB_OPLOG_MB)),
        *("--wiredTigerCacheSizeGB", str(MONGODB_CACHE_GB)),
        "--nounixsocket",
        "--quiet",
        *(word for name, value in parameters.items() for word in ("--setParameter", f"{name}={value}")),
    ]


def _mongodb(what: plan.Plan, port: int) -> Command:
    return mongod(what.home.store("mongodb"), port)


def _nats(what: plan.Plan, port: int) -> Command:
    jetstream = {
        "store_dir": _quoted(what.home.store("nats")),
        "max_file_store": NATS_FILE_STORE,
        "max_memory_store": NATS_MEMORY_STORE,
    }
    settings = {
        "server_name": "souk-1",
        "listen": f'"{ports.HOST}:{port}"',
        "max_payload": NATS_PAYLOAD,
        "jetstream": "{ " + ", ".join(f"{name}: {value}" for name, value in jetstream.items()) + " }",
    }
    config = what.home.etc / "nats.conf"
    write_whole(config, "".join(f"{name}: {value}\n" for name, value in settings.items()))
    return [str(binaries.find(binaries.NATS)), "--config", str(config)]


def _valkey(what: plan.Plan, port: int) -> Command:
    return [
        str(binaries.find(binaries.VALKEY)),
        *("--bind", ports.HOST),
        *("--port", str(port)),
        *("--dir", str(what.home.store("valkey"))),
        *("--save", ""),  # a cache: it may forget everything at any time
        *("--appendonly", "no"),
        *("--maxmemory", VALKEY_MEMORY),
        *("--maxmemory-policy", "allkeys-lru"),
    ]


def _quoted(path: Path) -> str:
    """A path as a NATS configuration string."""
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_SERVERS: Mapping[str, Callable[[plan.Plan, int], Command]] = {
    "mongodb": _mongodb,
    "nats": _nats,
    "valkey": _valkey,
    "prometheus": observing.command,
}
