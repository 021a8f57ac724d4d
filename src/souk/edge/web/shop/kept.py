"""Answers kept for a moment. However many ask at the same time, each is made once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

from souk.kit import clock

V = TypeVar("V")


class Kept(Generic[V]):
    """Values by key, good for `fresh_s` from when they were asked for; at most `count_max`, the least wanted go first.

    What could not be made is not kept: the next one tries again.
    """

    def __init__(self, fresh_s: float, count_max: int) -> None:
        self._fresh_s = fresh_s
        self._count_max = count_max
        self._values: OrderedDict[Hashable, tuple[float, asyncio.Task[V]]] = OrderedDict()

    async def get(self, key: Hashable, make: Callable[[], Awaitable[V]]) -> V:
        """The value of a key, made when there is none or it is too old. Raises what `make` does."""
        now = clock.monotonic()
        known = self._values.get(key)
        if known is None or now - known[0] > self._fresh_s or _has_failed(known[1]):
            known = now, asyncio.ensure_future(_made(make))
            self._values[key] = known
            if len(self._values) > self._count_max:
                self._values.popitem(last=False)
        self._values.move_to_end(key)
        # whoever gives up waiting does not take it from the others
        return await asyncio.shield(known[1])


async def _made(make: Callable[[], Awaitable[V]]) -> V:
    return await make()


def _has_failed(task: asyncio.Task[V]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
