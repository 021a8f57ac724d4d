"""A service that takes its time, as a process of its own: `python -m serving.slow`.

Everything it does begins with a file `<what>-begun` in its folder and ends once there is a file `go`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from litestar.response import Stream

from souk.contracts import inventory, order
from souk.kit import consumer, errors, mongo, settings, tx
from souk.serving import health, http, process, service


class Settings(settings.Service, frozen=True, kw_only=True):
    """`dies` is what a background task of it does at once. When it `hangs`, no question to the database ever ends."""

    folder: str
    dies: bool = False
    hangs: bool = False


class Name(http.Body, frozen=True):
    name: str


class Slow:
    """The work, and where it looks for its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_closing = asyncio.Event()

    async def take_time(self, what: str) -> None:
        (self.folder / f"{what}-begun").touch()
        while not (self.folder / "go").exists():
            await asyncio.sleep(0.01)

    async def store(self, tx_: tx.Tx, names: Sequence[str]) -> list[str | errors.Refusal]:
        await tx_["names"].insert_many([{"name": name} for name in names], session=tx_.session)
        for name in names:
            tx_.announce(inventory.StockRejected(order_id=name, short=()))
        return list(names)

    async def hear(self, tx_: tx.Tx, received: Sequence[consumer.Received[order.OrderPlaced]]) -> None:
        await self.take_time("event")
        for each in received:
            await tx_["names"].insert_one({"name": each.data.order_id}, session=tx_.session)
            tx_.announce(inventory.StockRejected(order_id=each.data.order_id, short=()), cause=each.id)


@http.post("/v1/names")
async def post_name(request: http.Request[Any, Any, Any], data: Name) -> dict[str, str]:
    slow, group = http.deps(request)
    await slow.take_time("request")
    return {"name": (await group(data.name)).resource_id}


@http.get("/v1/stream")
async def get_stream(request: http.Request[Any, Any, Any]) -> Stream:
    slow, _ = http.deps(request)

    async def lines() -> AsyncIterator[bytes]:
        yield b"begun\n"
        await slow.is_closing.wait()
        yield b"closing\n"

    return Stream(lines())


async def build(runtime: service.Runtime[Settings]) -> Sequence[Any]:
    slow = Slow(Path(runtime.settings.folder))
    await mongo.ensure_indexes(runtime.db, {"names": []})
    runtime.consume(order.OrderPlaced, slow.hear)
    runtime.draining.append(slow.is_closing.set)
    runtime.state["deps"] = slow, runtime.group_commit(slow.store, resource_id=lambda name: name)
    if runtime.settings.dies:
        runtime.background("mortal", _die)
    if runtime.settings.hangs:
        health.PULSE_PERIOD_S, process.END_LIMIT_S = 0.2, 3.0
        db: Any = runtime.db
        db.ping = db.close = _hang
    return [post_name, get_stream]


async def _hang(*_: Any) -> None:
    await asyncio.Event().wait()


async def _die() -> None:
    raise ValueError("it was mortal")


if __name__ == "__main__":
    process.run(process.Service("inventory", Settings, build))
