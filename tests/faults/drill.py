"""A fault in the middle of a stream of customers, and whether the shop kept its promises to each of them."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Sequence

from faults import checking, load, strikes
from faults.rig import Rig

LOG = logging.getLogger(__name__)

BEFORE, AFTER = 20, 20
"""Orders accepted before the fault, and after it."""

Fault = Callable[[Rig], Awaitable[strikes.Strike]]


async def survive(rig: Rig, fault: Fault, plans: Sequence[load.Plan] = load.MIX) -> load.History:
    """Customers come before, during and after the fault; nothing of what they were told may be lost."""
    async with load.stream(rig, plans) as history:
        await history.more(BEFORE)
        strike = await fault(rig)
        await history.more(AFTER)
    assert strike.caught(history) > 0, f"nobody came while {strike.name} was away"
    ended = time.monotonic()
    await checking.settled(rig, history)
    LOG.info(
        "%s was away for %.1f s, all was well %.1f s after the last answer",
        strike.name,
        strike.over - strike.began,
        time.monotonic() - ended,
    )
    return history


async def killed(rig: Rig, name: str, plans: Sequence[load.Plan] = load.MIX) -> load.History:
    """As `survive`, with SIGKILL."""
    return await survive(rig, lambda rig: strikes.kill(rig, name), plans)
