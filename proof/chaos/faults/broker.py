"""The broker loses its disk, says everything twice and in another order, or carries what nobody can read."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
from typing import Any

import msgspec
import nats
from nats.aio.client import Client

from proof.chaos.faults.fault import Fault
from proof.chaos.stand import Stand
from souk.kit import bus, clock, ids
from souk.local import processes

PUBLISHERS = ("user", "product", "inventory", "order", "payment")
REPEATED_MAX = 150
"""Messages of each publisher."""
LETTERS_TIMEOUT_S = 20.0


async def streams(stand: Stand) -> dict[str, object]:
    """When each publisher's stream was made, as the publisher last saw it."""
    found = {name: await stand.database(name)["bus_streams"].find_one({"_id": name}) for name in PUBLISHERS}
    return {name: row["created"] for name, row in found.items() if row is not None}


class Wipe(Fault):
    """The broker is killed, and its disk is empty when it comes back."""

    family = "broker"
    name = "broker:wipe"
    what = "the broker is killed and loses its disk"
    heals_itself = True
    hold_s = 0.0
    is_alone = True

    def __init__(self) -> None:
        self._before: processes.Identity | None = None
        self._streams: dict[str, object] = {}

    async def inject(self, stand: Stand) -> None:
        self._streams = await streams(stand)
        self._before = stand.identity("nats-1")
        supervisor = stand.run["supervisor"]
        os.kill(supervisor, signal.SIGSTOP)  # it must not start the next one before the disk is empty
        try:
            await asyncio.to_thread(processes.kill_if_same, self._before)
            for path in stand.home.store("nats").iterdir():
                if path.is_dir():
                    shutil.rmtree(path)
        finally:
            os.kill(supervisor, signal.SIGCONT)

    async def heal(self, stand: Stand) -> None:
        if self._before is not None:
            await stand.back("nats-1", self._before)

    async def proof(self, stand: Stand) -> str | None:
        now = await streams(stand)
        anew = [name for name, created in now.items() if created != self._streams.get(name)]
        return f"streams made anew: {', '.join(anew)}" if len(anew) == len(self._streams) else None


class Repeat(Fault):
    """What was announced lately is published again under new message ids, in any order."""

    family = "events"
    name = "events:repeated"
    what = "recent events come again, shuffled"
    hold_s = 3.0

    def __init__(self) -> None:
        self._chance = random.Random()  # noqa: S311 - replaced by the campaign's own
        self._count = 0
        self._raised = 0

    async def prepare(self, stand: Stand, chance: random.Random) -> None:
        self._chance = chance

    async def inject(self, stand: Stand) -> None:
        rows: list[dict[str, Any]] = []
        for name in PUBLISHERS:
            newest = stand.database(name)["outbox"].find({"unsent": {"$exists": False}}).sort("_id", -1)
            rows += await newest.limit(REPEATED_MAX).to_list()
        self._chance.shuffle(rows)
        async with _client(stand) as client:
            before = await _last_sequences(client)
            for row in rows:
                await client.jetstream().publish(row["type"], row["body"], headers={"Nats-Msg-Id": ids.new("msg")})
            self._count, self._raised = len(rows), await _last_sequences(client) - before

    async def heal(self, stand: Stand) -> None:
        return

    async def proof(self, stand: Stand) -> str | None:
        if not self._count or self._raised < self._count:
            return None
        return f"{self._count} messages were stored again under new ids"


class Poison(Fault):
    """Messages that are no JSON, events of an unknown version, events without what they should carry."""

    family = "events"
    name = "events:poison"
    what = "messages that cannot be understood, some beside others that can"
    hold_s = 2.0

    def __init__(self) -> None:
        self._wanted: set[str] = set()
        self._found: set[str] = set()

    async def inject(self, stand: Stand) -> None:
        self._wanted, self._found = set(), set()
        at = clock.now()
        async with _client(stand) as client:
            for subject, listener in (("order.placed.v1", "inventory"), ("payment.captured.v1", "order")):
                bad = {"id": ids.new("evt"), "type": subject, "time": at, "data": {"nonsense": True}}
                late = {"id": ids.new("evt"), "type": subject.replace("v1", "v9"), "time": at, "data": {}}
                newest = await stand.database(bus.publisher_of(subject))["outbox"].find_one(
                    {"type": subject}, sort=[("_id", -1)]
                )
                good = msgspec.json.decode(newest["body"], type=list[msgspec.Raw])[:1] if newest else []
                for body in (
                    msgspec.json.encode([bad, late, *good]),
                    b"\x00 this is no JSON " + os.urandom(4).hex().encode(),
                ):
                    await client.jetstream().publish(subject, body, headers={"Nats-Msg-Id": ids.new("msg")})
                self._wanted |= {f"{listener}:{bad['id']}", f"{listener}:{late['id']}"}
        limit = asyncio.get_running_loop().time() + LETTERS_TIMEOUT_S
        while self._found != self._wanted and asyncio.get_running_loop().time() < limit:
            for each in self._wanted - self._found:
                listener, _, event_id = each.partition(":")
                letters = stand.database(listener)["dead_letters"]
                if await letters.find_one({"_id": {"$regex": f":{event_id}$"}}):
                    self._found.add(each)
            await asyncio.sleep(0.1)

    async def heal(self, stand: Stand) -> None:
        return

    async def proof(self, stand: Stand) -> str | None:
        if not self._wanted or self._found != self._wanted:
            return None
        letters = sum(
            [await stand.database(name)["dead_letters"].count_documents({}) for name in ("inventory", "order")]
        )
        return f"{letters} dead letters, {len(self._found)} of them looked up by id"

    async def tidy(self, stand: Stand) -> None:
        for name in ("inventory", "order"):
            await stand.database(name)["dead_letters"].delete_many({})


def _client(stand: Stand) -> _Connected:
    return _Connected(stand.run["nats"])


class _Connected:
    """A client of the broker for as long as a block runs."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._client: Client | None = None

    async def __aenter__(self) -> Client:
        self._client = await nats.connect(servers=self._url.split(","), name="souk-chaos", error_cb=_expected)
        return self._client

    async def __aexit__(self, *_: object) -> None:
        if self._client is not None:
            await self._client.close()


async def _expected(_: Exception) -> None:
    """The broker may just be away."""


async def _last_sequences(client: Client) -> int:
    infos = [await client.jetstream().stream_info(name.upper()) for name in PUBLISHERS]
    return sum(info.state.last_seq for info in infos)
