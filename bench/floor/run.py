"""Starts the bare pipeline on a MongoDB and a NATS of its own, drives it with k6, checks it, stops it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from bench import load, usage
from souk.local import binaries, checkout, commands, plan, ports, processes, replica_set

SKUS = 1000
UNITS = 10**7
START_TIMEOUT_S = 60.0
SETTLE_S = 2.0
DRAIN_TIMEOUT_S = 120.0
DRAIN_PERIOD_S = 0.1
COLLECTIONS = {
    "order": ("orders", "outbox"),
    "inventory": ("stock", "reservations", "outbox"),
    "payment": ("payments", "outbox"),
}


class FloorFailedError(Exception):
    """It did not start, or it lost orders: then it is no measure of anything."""


@dataclass(frozen=True)
class Floor:
    """What the bare pipeline did. `cpu_ms_per_order` counts its five servers, not k6."""

    accepted: int
    committed: int
    accepted_per_s: float
    end_to_end_per_s: float
    cpu_ms_per_order: float
    p50_ms: float
    p95_ms: float
    p99_ms: float


def measure(*, clients: int, seconds: float, is_hot: bool = False) -> Floor:
    """Run it once. `is_hot`: everybody buys one SKU. Raises `FloorFailedError`."""
    with _servers() as servers:
        db: MongoClient[dict[str, Any]] = MongoClient(servers.mongodb)
        pids = {key: pid for name, pid in servers.pids.items() for key, pid in usage.family(name, pid).items()}
        before, started = usage.cpu_s(pids), time.monotonic()
        seen = load.run(
            Path(__file__).with_name("load.js"),
            seconds=seconds,
            clients=clients,
            url=servers.url,
            hot="1" if is_hot else "0",
            skus=str(SKUS),
        )
        stored = db["floor_order"]["orders"].count_documents({})
        committed = _drained(db, stored)
        elapsed = time.monotonic() - started
        spent = sum(usage.spent_s(before, usage.cpu_s(pids)).values())
    if committed != stored or seen.failed or not committed:
        raise FloorFailedError(f"{stored} stored, {committed} committed, {seen.failed} failed")
    return Floor(
        accepted=stored,
        committed=committed,
        accepted_per_s=seen.per_s,
        end_to_end_per_s=committed / elapsed,
        cpu_ms_per_order=spent * 1000 / committed,
        p50_ms=seen.p50_ms,
        p95_ms=seen.p95_ms,
        p99_ms=seen.p99_ms,
    )


def _drained(db: MongoClient[dict[str, Any]], stored: int) -> int:
    reservations = db["floor_inventory"]["reservations"]
    limit = time.monotonic() + DRAIN_TIMEOUT_S
    while (committed := reservations.count_documents({"state": "committed"})) < stored and time.monotonic() < limit:
        time.sleep(DRAIN_PERIOD_S)
    return committed


@dataclass(frozen=True)
class _Servers:
    url: str
    mongodb: str
    pids: dict[str, int]


@contextlib.contextmanager
def _servers() -> Iterator[_Servers]:
    home = Path(tempfile.mkdtemp(prefix="souk-floor-"))
    started: dict[str, subprocess.Popen[bytes]] = {}
    mongo_port, nats_port, http_port = (_free_port() for _ in range(3))
    mongodb = f"mongodb://{ports.HOST}:{mongo_port}/?replicaSet={plan.REPLICA_SET}"
    nats = f"nats://{ports.HOST}:{nats_port}"
    environment = checkout.environment(os.environ) | {"FLOOR_MONGODB": mongodb, "FLOOR_NATS": nats}

    def start(name: str, *command: str) -> None:
        with (home / f"{name}.log").open("wb") as log:
            started[name] = subprocess.Popen(
                command,
                cwd=checkout.ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                preexec_fn=processes.prefer_throughput,  # noqa: PLW1509 - as Souk's own; one thread, so it is safe
            )

    try:
        (home / "db").mkdir()
        start("mongodb", *commands.mongod(home / "db", mongo_port))
        nats_server = [str(binaries.find(binaries.NATS)), "-a", ports.HOST, "-p", str(nats_port)]
        start("nats", *nats_server, "-js", "-sd", str(home / "nats"))
        if replica_set.main(mongo_port, START_TIMEOUT_S) != 0:
            raise FloorFailedError("mongod got no primary")
        _await_port(nats_port)
        _fill(mongodb)
        start("streams", sys.executable, "-m", "bench.floor.streams")
        if started.pop("streams").wait(START_TIMEOUT_S) != 0:
            raise FloorFailedError("the stream could not be made")
        granian = [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(http_port), "--loop", "uvloop"]
        start("intake", *granian, "--no-ws", "--log-level", "error", "bench.floor.pipeline:app")
        for step in ("inventory", "payment"):
            start(step, sys.executable, "-m", "bench.floor.pipeline", step)
        _await_port(http_port)
        time.sleep(SETTLE_S)
        yield _Servers(f"http://{ports.HOST}:{http_port}/", mongodb, {name: each.pid for name, each in started.items()})
    finally:
        for process in reversed(started.values()):
            process.terminate()
        for process in started.values():
            process.wait()
        shutil.rmtree(home, ignore_errors=True)


def _fill(mongodb: str) -> None:
    with MongoClient[dict[str, Any]](mongodb) as client:
        for name, collections in COLLECTIONS.items():
            for collection in collections:
                client[f"floor_{name}"].create_collection(collection)
        rows = [{"_id": f"S{number}", "on_hand": UNITS, "reserved": 0} for number in range(SKUS)]
        client["floor_inventory"]["stock"].insert_many(rows)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((ports.HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _await_port(port: int) -> None:
    limit = time.monotonic() + START_TIMEOUT_S
    while ports.is_free(port):
        if time.monotonic() > limit:
            raise FloorFailedError(f"nothing listens on {port}")
        time.sleep(0.1)
