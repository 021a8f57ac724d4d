"""Three MongoDBs and three NATS servers, each in a network of its own, joined by a bridge.

What a cluster adds to one server is what these are for: elections, and members that cannot see each other.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pymongo import AsyncMongoClient
from pymongo.errors import AutoReconnect, PyMongoError

from proof.chaos import machine
from proof.chaos.stand import until
from souk.local import binaries, commands, plan, processes

MEMBERS = 3
MONGODB_PORT, NATS_PORT, NATS_ROUTES = 27_017, 4_222, 6_222
START_TIMEOUT_S = 90.0
STOP_GRACE_S = 5.0
ELECTION_TIMEOUT_MS = 2_000
PAUSE_S = 0.1
SUBNETS = range(200, 250)
"""10.213.N.0/24: the first that no link of this machine uses."""


@dataclass
class Member:
    """One server: its network, its address, how it is started."""

    name: str
    namespace: str
    address: str
    command: list[str]
    log: Path
    child: processes.Child | None = None

    def start(self) -> None:
        self.child = processes.Child.start(
            ["ip", "netns", "exec", self.namespace, *self.command],
            environment={},
            log=self.log,
            directory=self.log.parent,
        )

    def identity(self) -> processes.Identity:
        if self.child is None:
            raise ValueError(f"{self.name} was never started")
        return processes.Identity(self.child.pid, self.child.started)

    def cut_off(self, others: Sequence[str]) -> None:
        """Let no packet pass between this member and these addresses."""
        them = ", ".join(others)
        machine.sh(
            "ip", "netns", "exec", self.namespace, "nft", "-f", "-",
            stdin=f"""table ip cut {{
                chain coming {{ type filter hook input priority 0; ip saddr {{ {them} }} counter drop; }}
                chain going {{ type filter hook output priority 0; ip daddr {{ {them} }} counter drop; }}
            }}""",
        )  # fmt: skip

    def join_again(self) -> int:
        """Undo `cut_off`; how many packets it has dropped."""
        words = ("ip", "netns", "exec", self.namespace, "nft")
        told = machine.sh(*words, "list", "table", "ip", "cut")
        machine.sh(*words, "delete", "table", "ip", "cut")
        return sum(int(count) for count in re.findall(r"counter packets (\d+)", told))


class Cluster:
    """Both sets of three. Nothing of it outlives `close`; what a crash leaves, `machine.sweep` takes away."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._subnet = _free_subnet()
        pid = int(machine.tag().rpartition("-")[2])
        self._links = f"skc{_base36(pid)}-"
        self.mongodb = [self._member("m", number, 10) for number in range(1, MEMBERS + 1)]
        self.nats = [self._member("n", number, 20) for number in range(1, MEMBERS + 1)]
        for member in self.mongodb:
            member.command = self._mongod(member)
        for number, member in enumerate(self.nats, 1):
            member.command = self._nats(member, number)

    @property
    def gateway(self) -> str:
        """Where everybody else is, as the members see it."""
        return f"{self._subnet}.1"

    @property
    def mongodb_url(self) -> str:
        hosts = ",".join(f"{each.address}:{MONGODB_PORT}" for each in self.mongodb)
        return f"mongodb://{hosts}/?replicaSet={plan.REPLICA_SET}"

    @property
    def nats_url(self) -> str:
        return ",".join(f"nats://{each.address}:{NATS_PORT}" for each in self.nats)

    async def start(self) -> None:
        """Bring up networks and servers, and wait until both sets have a leader. Raises `ImpossibleError`."""
        self._build_networks()
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

    def _build_networks(self) -> None:
        bridge = f"{self._links}br"
        machine.sh("ip", "link", "add", bridge, "type", "bridge")
        machine.sh("ip", "addr", "add", f"{self.gateway}/24", "dev", bridge)
        machine.sh("ip", "link", "set", bridge, "up")
        for member in (*self.mongodb, *self.nats):
            machine.sh("ip", "netns", "add", member.namespace)
            outside = f"{self._links}{member.name}"
            machine.sh("ip", "link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", member.namespace)
            machine.sh("ip", "link", "set", outside, "master", bridge, "up")
            inside = ("ip", "-n", member.namespace)
            machine.sh(*inside, "addr", "add", f"{member.address}/24", "dev", "eth0")
            machine.sh(*inside, "link", "set", "eth0", "up")
            machine.sh(*inside, "link", "set", "lo", "up")

    def _member(self, letter: str, number: int, first: int) -> Member:
        name = f"{letter}{number}"
        (self._directory / name).mkdir(parents=True, exist_ok=True)
        address = f"{self._subnet}.{first + number}"
        return Member(name, f"{machine.tag()}-{name}", address, [], self._directory / f"{name}.log")

    def _mongod(self, member: Member) -> list[str]:
        command = commands.mongod(self._directory / member.name, MONGODB_PORT)
        command[command.index("--bind_ip") + 1] = f"127.0.0.1,{member.address}"
        return command

    def _nats(self, member: Member, number: int) -> list[str]:
        routes = [f"nats://{self._subnet}.{20 + each}:{NATS_ROUTES}" for each in range(1, MEMBERS + 1)]
        config = {
            "server_name": f"souk-{number}",
            "listen": f"{member.address}:{NATS_PORT}",
            "http": f"{member.address}:8222",
            "max_payload": 1024**2,
            "jetstream": {"store_dir": str(self._directory / member.name)},
            "cluster": {"name": "souk", "listen": f"{member.address}:{NATS_ROUTES}", "routes": routes},
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


def _free_subnet() -> str:
    taken = machine.sh("ip", "-4", "-o", "addr") if shutil.which("ip") else ""
    return next(f"10.213.{number}" for number in SUBNETS if f"10.213.{number}." not in taken)


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text
