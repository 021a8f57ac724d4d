"""The broker is down for a while: orders are taken all the same, and go their way once it is back."""

from __future__ import annotations

import pytest

from faults import browsing, checking, load, strikes
from faults.rig import Rig

pytestmark = pytest.mark.stack


async def test_orders_are_accepted_and_the_catalogue_is_shown(shop: Rig) -> None:
    async with load.stream(shop) as history, browsing.visitors(shop) as seen:
        await history.more(10)
        before = shop.identity("nats-1")
        with strikes.away(shop, "nats-1"):
            await history.more(40)
            await seen.more(40)
        await strikes.back(shop, "nats-1", before)
        await history.more(10)
    assert set(seen.answers) == {"200"}, seen.refusals
    assert [each for each in history.customers if each.placed is None or each.placed.unknown] == []
    await checking.settled(shop, history)
