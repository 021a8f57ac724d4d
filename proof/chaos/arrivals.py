"""Customers who come at a constant rate, however long those before them wait (an open loop)."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine


async def come(
    serve: Callable[[int], Coroutine[object, object, None]],
    rate_per_s: float,
    is_over: asyncio.Event,
    *,
    count_max: int,
    seconds_max: float,
) -> None:
    """Have one after the other served, until it is over or one of the limits is reached; then wait for the last."""
    loop = asyncio.get_running_loop()
    started = loop.time()
    async with asyncio.TaskGroup() as customers:
        for number in range(count_max):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(started + number / rate_per_s):
                    await is_over.wait()
            if is_over.is_set() or loop.time() - started > seconds_max:
                return
            customers.create_task(serve(number))
