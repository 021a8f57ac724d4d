"""Three MongoDBs and three NATS servers, each in a network of its own, joined by a bridge.

What a cluster adds to one server is what these are for: elections, and members that cannot see each other.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pymongo import AsyncMongoClient
from pymongo.errors import AutoReconnect, PyMongoError

from proof.chaos import machine, network
from proof.chaos.stand import until
from souk.hosts import layout
from souk.local import binaries, commands, plan, processes

MEMBERS = 3
MONGODB_PORT, NATS_PORT, NATS_ROUTES = 27_017, 4_222, 6_222
START_TIMEOUT_S = 90.0
STOP_GRACE_S = 5.0
ELECTION_TIMEOUT_MS = 2_000
PAUSE_S = 0.1


@dataclass
class Member:
    """One server: its network, how it is started."""

    name: str
    namespace: network.Namespace
    command: list[str]
    log: Path
    child: processes.Child | None = None

    @property
    def address(self) -> str:
        return self.namespace.address

    def start(self) -> None:
        self.child = processes.Child.start(
            [*self.namespace.enter, *self.command],
            environment={},
            log=self.log,
            directory=self.log.parent,
        )

    def identity(self) -> processes.Identity:
        if self.child is None:
            raise ValueError(f"{self.name} was never started")
        return processes.Identity(self.child.pid, self.child.started)


class Cluster:
    """Both sets of three. Nothing of it outlives `close`; what a crash leaves, `machine.sweep` takes away."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._network = network.Network()
        self.mongodb = [self._member("m", number, 10) for number in range(1, MEMBERS + 1)]
        self.nats = [self._member("n", number, 20) for number in range(1, MEMBERS + 1)]
        for member in self.mongodb:
            member.command = self._mongod(member)
        for number, member in enumerate(self.nats, 1):
            member.command = self._nats(member, number)

    @property
    def gateway(self) -> str:
        """Where everybody else is, as the members see it."""
        return self._network.gateway

    @property
    def mongodb_url(self) -> str:
        hosts = ",".join(f"{each.address}:{MONGODB_PORT}" for each in self.mongodb)
        return f"mongodb://{hosts}/?replicaSet={plan.REPLICA_SET}"

    @property
    def nats_url(self) -> str:
        return ",".join(f"nats://{each.address}:{NATS_PORT}" for each in self.nats)

    async def start(self) -> None:
        """Bring up networks and servers, and wait until both sets have a leader. Raises `ImpossibleError`."""
        self._network.build()
        for member in (*self.mongodb, *self.nats):
            member.start()
        await self._initiate()
        await until(self._has_meta_leader, "the NATS cluster found no leader", START_TIMEOUT_S)

    async def close(self) -> None:
        running = [each.child for each in (*self.mongodb, *self.nats) if each.child is not None]
        for member in (*self.mongodb, *self.nats):
            if member.child is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(member.child.pid, signal.SIGCONT)
        await asyncio.gather(*(child.stop(STOP_GRACE_S) for child in running))

    async def primary(self) -> Member:
        """The member that takes writes. Raises `NotBackError` when there is none in time."""
        client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(self.mongodb_url, serverSelectionTimeoutMS=30_000)
        try:
            await client.admin.command("ping")
            address = await client.address
        finally:
            await client.close()
        return next(each for each in self.mongodb if address is not None and each.address == address[0])

    async def term(self) -> int:
        """The number of elections so far, as the primary counts them."""
        client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(self.mongodb_url, serverSelectionTimeoutMS=30_000)
        try:
            status = await client.admin.command("replSetGetStatus")
            return int(status["term"])
        finally:
            await client.close()

    async def command(self, member: Member, name: str, value: Any, **options: Any) -> None:
        """Tell one member to do something; it may hang up while it does."""
        client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(
            member.address, MONGODB_PORT, directConnection=True, serverSelectionTimeoutMS=10_000
        )
        try:
            with contextlib.suppress(AutoReconnect):
                await client.admin.command(name, value, **options)
        finally:
            await client.close()

    def _member(self, letter: str, number: int, first: int) -> Member:
        name = f"{letter}{number}"
        (self._directory / name).mkdir(parents=True, exist_ok=True)
        namespace = self._network.namespace(name, first + number)
        return Member(name, namespace, [], self._directory / f"{name}.log")

    def _mongod(self, member: Member) -> list[str]:
        command = commands.mongod(self._directory / member.name, MONGODB_PORT)
        command[command.index("--bind_ip") + 1] = f"127.0.0.1,{member.address}"
        return command

    def _nats(self, member: Member, number: int) -> list[str]:
        routes = [f"nats://{each.address}:{NATS_ROUTES}" for each in self.nats]
        config = {
            "server_name": f"souk-{number}",
            "listen": f"{member.address}:{NATS_PORT}",
            "http": f"{member.address}:8222",
            "max_payload": 1024**2,
            "jetstream": {"store_dir": str(self._directory / member.name)},
            "cluster": {
                "name": "souk",
                "listen": f"{member.address}:{NATS_ROUTES}",
                "routes": routes,
                **layout.NATS_ROUTE_PINGS,
            },
        }
        path = self._directory / f"{member.name}.conf"
        path.write_text(json.dumps(config), encoding="utf-8")
        return [str(binaries.find(binaries.NATS)), "--config", str(path)]

    async def _initiate(self) -> None:
        first = self.mongodb[0]
        client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(
            first.address, MONGODB_PORT, directConnection=True, serverSelectionTimeoutMS=int(START_TIMEOUT_S * 1000)
        )
        config = {
            "_id": plan.REPLICA_SET,
            "members": [
                {"_id": number, "host": f"{each.address}:{MONGODB_PORT}"} for number, each in enumerate(self.mongodb)
            ],
            "settings": {"electionTimeoutMillis": ELECTION_TIMEOUT_MS, "heartbeatIntervalMillis": 500},
        }
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                while True:
                    with contextlib.suppress(PyMongoError):
                        await client.admin.command("replSetInitiate", config)
                        break
                    await asyncio.sleep(PAUSE_S)
        except TimeoutError:
            raise machine.ImpossibleError(f"the replica set could not be made within {START_TIMEOUT_S:.0f} s") from None
        finally:
            await client.close()
        await self.primary()

    def _has_meta_leader(self) -> bool:
        return any("new JetStream cluster metadata leader" in _text(each.log) for each in self.nats)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
