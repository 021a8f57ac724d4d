"""Valkey is down for a while: orders are taken and confirmed, people sign in, the catalogue is shown."""

from __future__ import annotations

import pytest

from faults import browsing, checking, load, strikes
from faults.rig import Rig

pytestmark = pytest.mark.stack


def is_confirmed(customer: load.Customer) -> bool:
    return customer.seen is not None and customer.seen.body["status"] == "confirmed"


async def test_nothing_stops(shop: Rig) -> None:
    async with load.stream(shop) as history, browsing.visitors(shop) as seen:
        await history.more(10)
        before = shop.identity("valkey-1")
        with strikes.away(shop, "valkey-1"):
            await history.more(10, is_confirmed)
            await seen.more(40)
        await strikes.back(shop, "valkey-1", before)
        await history.more(10)
    assert set(seen.answers) == {"200"}, seen.refusals
    assert not history.unknown
    await checking.settled(shop, history)
