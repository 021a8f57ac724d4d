"""The payment gateway has a bad day, and the cache forgets."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp

from proof.chaos.faults.fault import Fault
from proof.chaos.stand import Stand
from souk.local import ports
from souk.local.sandbox import __main__ as sandbox


class Mood(Fault):
    """The practice gateway is told to behave like this."""

    family = "gateway"
    hold_s = 12.0

    def __init__(self, name: str, what: str, counted: tuple[str, ...], **mood: float) -> None:
        self.name = f"gateway:{name}"
        self.what = what
        self._mood = mood
        self._counted = counted
        self._told: dict[str, int] = {}

    async def inject(self, stand: Stand) -> None:
        self._told = {}
        await _be(stand, self._mood)

    async def heal(self, stand: Stand) -> None:
        if not self._told:
            url = f"{stand.run['sandbox']}/controls"
            async with aiohttp.ClientSession(headers=_key(stand)) as session, session.get(url) as answer:
                self._told = (await answer.json())["told"]
            await _be(stand, {})

    async def proof(self, stand: Stand) -> str | None:
        counts = {name: self._told.get(name, 0) for name in self._counted}
        return ", ".join(f"{name} {count}" for name, count in counts.items()) if all(counts.values()) else None


async def _be(stand: Stand, mood: dict[str, Any]) -> None:
    async with aiohttp.ClientSession(headers=_key(stand), raise_for_status=True) as session:
        await session.put(f"{stand.run['sandbox']}/controls", json=mood)


def _key(stand: Stand) -> dict[str, str]:
    secret = stand.home.secret.read_text(encoding="utf-8").strip()
    return {"Authorization": f"Bearer {sandbox.api_keys(secret)[0]}"}


def every() -> list[Mood]:
    return [
        Mood("slow", "the gateway takes 3 s for everything", ("delayed",), delay_s=3.0),
        Mood("refuses", "the gateway answers 503 to three of five calls", ("refused",), refused=60),
        Mood("silent", "the gateway charges, and does not answer every other call", ("silent",), silent=50),
        Mood(
            "webhooks",
            "webhooks come three times, late, and overtake each other",
            ("webhooks_repeated", "webhooks_late"),
            webhook_copies=3,
            webhooks_late_s=4.0,
        ),
    ]


class Flush(Fault):
    """The shared cache forgets everything."""

    family = "cache"
    name = "cache:flush"
    what = "Valkey is flushed"
    hold_s = 4.0

    def __init__(self) -> None:
        self._forgotten = 0

    async def inject(self, stand: Stand) -> None:
        self._forgotten = await _size(stand)
        await _say(stand, "FLUSHALL")

    async def heal(self, stand: Stand) -> None:
        await _say(stand, "FLUSHALL")

    async def proof(self, stand: Stand) -> str | None:
        return f"{self._forgotten} keys were forgotten" if self._forgotten else None


async def _say(stand: Stand, word: str) -> bytes:
    reader, writer = await asyncio.open_connection(ports.HOST, stand.rows()["valkey-1"]["port"])
    try:
        writer.write(f"{word}\r\n".encode())
        return await reader.readline()
    finally:
        writer.close()


async def _size(stand: Stand) -> int:
    return int((await _say(stand, "DBSIZE")).strip()[1:])
