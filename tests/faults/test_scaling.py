"""A service gets another replica and loses it again under load."""

from __future__ import annotations

import asyncio

import pytest

from faults import checking, load
from faults.rig import Rig
from souk.local import stack

pytestmark = pytest.mark.stack


async def test_nobody_notices(shop: Rig) -> None:
    async with load.stream(shop) as history:
        await history.more(10)
        await asyncio.to_thread(stack.scale, shop.home, "order", 2)
        assert {"order-1", "order-2"} <= shop.rows().keys()
        await history.more(20)
        await asyncio.to_thread(stack.scale, shop.home, "order", 1)
        assert "order-2" not in shop.rows()
        await history.more(20)
    assert not history.unknown
    await checking.settled(shop, history)
