"""What befalls members of a cluster: the primary steps down, is killed, cannot see the others."""

from __future__ import annotations

import asyncio

import nats

from proof.chaos import machine
from proof.chaos.cluster import Cluster, Member
from proof.chaos.faults.fault import Fault
from proof.chaos.stand import Stand
from souk.local import processes

STREAM = "ORDER"
"""Whose leader is struck."""
AWAY_S = 10.0


class _ClusterFault(Fault):
    stand = "cluster"
    is_alone = True

    def impossible(self) -> str | None:
        return machine.can_have_networks()


class _Election(_ClusterFault):
    """Ends in another primary, or in the same one elected again."""

    family = "mongodb"

    def __init__(self) -> None:
        self._before: Member | None = None
        self._term = 0

    async def _remember(self, stand: Stand) -> tuple[Cluster, Member]:
        cluster: Cluster = stand.members
        self._before, self._term = await cluster.primary(), await cluster.term()
        return cluster, self._before

    async def _elected(self, stand: Stand) -> str | None:
        cluster: Cluster = stand.members
        primary, term = await cluster.primary(), await cluster.term()
        if self._before is None or term <= self._term:
            return None
        return f"{self._before.name} was primary in term {self._term}, {primary.name} is in term {term}"


class StepDown(_Election):
    """The primary steps down while transactions are in flight, and again, and again."""

    name = "mongodb:step-down"
    what = "the primary steps down three times"
    hold_s = 0.0
    heals_itself = True
    TIMES = 3

    async def inject(self, stand: Stand) -> None:
        cluster, _ = await self._remember(stand)
        for _ in range(self.TIMES):
            primary = await cluster.primary()
            await cluster.command(primary, "replSetStepDown", 5, force=True, secondaryCatchUpPeriodSecs=0)
            await asyncio.sleep(1.0)

    async def heal(self, stand: Stand) -> None:
        return

    async def proof(self, stand: Stand) -> str | None:
        return await self._elected(stand)


class KillPrimary(_Election):
    """The primary is killed, and comes back as a member like the others."""

    name = "mongodb:kill-primary"
    what = f"the primary is killed and comes back after {AWAY_S:.0f} s"
    hold_s = AWAY_S

    async def inject(self, stand: Stand) -> None:
        _, primary = await self._remember(stand)
        await asyncio.to_thread(processes.kill_if_same, primary.identity())

    async def heal(self, stand: Stand) -> None:
        if self._before is not None and not processes.is_alive(self._before.identity()):
            self._before.start()

    async def proof(self, stand: Stand) -> str | None:
        return await self._elected(stand)


class Partition(_Election):
    """The primary cannot see the other members; the services still see all of them (or not)."""

    hold_s = AWAY_S

    def __init__(self, *, is_whole: bool) -> None:
        super().__init__()
        self._is_whole = is_whole
        self.name = "mongodb:isolated" if is_whole else "mongodb:partition"
        whom = "nobody sees the primary" if is_whole else "the other members do not see the primary, the services do"
        self.what = whom
        self._is_cut = False
        self._dropped = 0

    async def inject(self, stand: Stand) -> None:
        cluster, primary = await self._remember(stand)
        others = [each.address for each in cluster.mongodb if each is not primary]
        primary.namespace.cut_off([*others, *([cluster.gateway] if self._is_whole else [])])
        self._is_cut, self._dropped = True, 0

    async def heal(self, stand: Stand) -> None:
        if self._is_cut and self._before is not None:
            self._dropped = self._before.namespace.join_again()
            self._is_cut = False

    async def proof(self, stand: Stand) -> str | None:
        elected = await self._elected(stand)
        return f"{self._dropped} packets were dropped, {elected}" if self._dropped and elected else None


class _Leader(_ClusterFault):
    """Strikes the server that leads a stream."""

    family = "nats"
    hold_s = AWAY_S

    def __init__(self) -> None:
        self._before: Member | None = None

    async def _led(self, stand: Stand) -> Member:
        cluster: Cluster = stand.members
        name = await _leader(cluster)
        self._before = cluster.nats[int(name.rpartition("-")[2]) - 1]
        return self._before

    async def _changed(self, stand: Stand) -> str | None:
        after = await _leader(stand.members)
        before = f"souk-{self._before.name[1:]}" if self._before is not None else after
        return f"{before} led {STREAM}, {after} does" if after != before else None


class KillLeader(_Leader):
    name = "nats:kill-leader"
    what = f"the server that leads the orders' stream is killed and comes back after {AWAY_S:.0f} s"

    async def inject(self, stand: Stand) -> None:
        leader = await self._led(stand)
        await asyncio.to_thread(processes.kill_if_same, leader.identity())

    async def heal(self, stand: Stand) -> None:
        if self._before is not None and not processes.is_alive(self._before.identity()):
            self._after = await self._changed(stand)
            self._before.start()

    async def proof(self, stand: Stand) -> str | None:
        return self._after

    _after: str | None = None


class PartitionLeader(_Leader):
    name = "nats:partition"
    what = "the server that leads the orders' stream sees no other, the services see all"

    def __init__(self) -> None:
        super().__init__()
        self._is_cut = False
        self._dropped = 0
        self._after: str | None = None

    async def inject(self, stand: Stand) -> None:
        leader = await self._led(stand)
        others = [each.address for each in stand.members.nats if each is not leader]
        leader.namespace.cut_off(others)
        self._is_cut, self._dropped = True, 0

    async def heal(self, stand: Stand) -> None:
        if self._is_cut and self._before is not None:
            self._dropped = self._before.namespace.join_again()
            self._is_cut = False
            self._after = await self._changed(stand)

    async def proof(self, stand: Stand) -> str | None:
        return (
            f"{self._dropped} packets were dropped" + (f", {self._after}" if self._after else "")
            if self._dropped
            else None
        )


async def _expected(_: Exception) -> None:
    """One of the servers is away: that is the fault."""


async def _leader(cluster: Cluster) -> str:
    servers = cluster.nats_url.split(",")  # one of which may just be away
    client = await nats.connect(servers=servers, name="souk-chaos", connect_timeout=5, error_cb=_expected)
    try:
        async with asyncio.timeout(30):
            while True:
                info = await client.jetstream().stream_info(STREAM)
                if info.cluster is not None and info.cluster.leader:
                    return str(info.cluster.leader)
                await asyncio.sleep(0.2)
    finally:
        await client.close()


def every() -> list[Fault]:
    return [
        StepDown(),
        KillPrimary(),
        Partition(is_whole=False),
        Partition(is_whole=True),
        KillLeader(),
        PartitionLeader(),
    ]
