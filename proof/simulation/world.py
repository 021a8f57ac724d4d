"""Everything that the processes of a simulated shop have in common: time, chance, misfortune, and a trace."""

from __future__ import annotations

import hashlib
import random
import types
from collections.abc import Callable, Generator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from proof.simulation import fate
from proof.simulation.loop import Loop, Mortal
from proof.simulation.storage import server

if TYPE_CHECKING:
    from proof.simulation.shop import Process

EPOCH = datetime(2030, 1, 1, tzinfo=UTC).timestamp()
SERVICES = ("order", "inventory", "payment", "notification")


class World:
    """One run's."""

    def __init__(self, chance: random.Random, faults: fate.Fate, stores: dict[str, server.Store]) -> None:
        self.chance = chance
        self.loop = Loop(random.Random(chance.random()))  # noqa: S311 - it has to replay
        self.fate = faults
        self.stores = stores
        self.away_until = dict.fromkeys(stores, 0.0)
        self.processes: dict[str, list[Process]] = {name: [] for name in SERVICES}
        self.trace: list[str] = []
        self.activity = 0
        self.last_fault_at = 0.0
        """Or when it will be over: of a process that stands still that is known."""
        self.broken: list[str] = []
        """What was seen to be wrong while it happened."""

    @property
    def now(self) -> float:
        return self.loop.time()

    def clock(self) -> float:
        """Seconds since the epoch, as all processes see them."""
        return EPOCH + self.loop.time()

    def note(self, text: str) -> None:
        """Something happened that counts."""
        self.activity += 1
        self.loop.slack_s = 0.0
        self.trace.append(f"{self.loop.time():11.4f}  {text}")

    def goes_wrong(self, step: str, kinds: tuple[str, ...]) -> tuple[str, float] | None:
        """What goes wrong here, noted."""
        fault = self.fate.at(step, kinds)
        if fault is not None:
            self.last_fault_at = max(self.last_fault_at, self.loop.time())
            self.note(f"FAULT  {step}: {fault[0]}")
        return fault

    def later(self, delay_s: float, callback: Callable[..., Any], *args: Any) -> None:
        """Do something that belongs to no process."""
        self.loop.begin(_after(self.loop, delay_s, callback, args), None)

    def trace_hash(self) -> str:
        return hashlib.blake2b("\n".join(self.trace).encode(), digest_size=8).hexdigest()

    async def sleep(self, delay_s: float) -> None:
        future = self.loop.create_future()
        self.loop.call_later(delay_s, _resolve, future)
        await future

    async def for_ever(self) -> None:
        """Where the work of a process that just died stays."""
        await self.loop.create_future()


def _resolve(future: Any) -> None:
    if not future.done():
        future.set_result(None)


async def _after(loop: Loop, delay_s: float, callback: Callable[..., Any], args: tuple[Any, ...]) -> None:
    future = loop.create_future()
    loop.call_later(delay_s, _resolve, future)
    await future
    callback(*args)


@types.coroutine
def turn() -> Generator[None, None, None]:
    """Let others go on."""
    yield


__all__ = ["EPOCH", "SERVICES", "Mortal", "World", "turn"]
