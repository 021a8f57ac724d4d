"""Processes are replaced one after the other under load: by SIGTERM, and by the command."""

from __future__ import annotations

import asyncio

import pytest

from faults import browsing, checking, load, strikes
from faults.rig import Rig
from souk.local import stack

pytestmark = pytest.mark.stack

RATE_PER_S = 4.0
"""Of what takes a minute: the mailbox keeps the last thousand mails, and each has to be found there."""
OTHERS = ("user", "product", "inventory", "payment", "notification")


@pytest.mark.parametrize("service", ["order", *(pytest.param(name, marks=pytest.mark.slow) for name in OTHERS)])
async def test_no_request_fails(shop: Rig, service: str) -> None:
    await asyncio.to_thread(stack.scale, shop.home, service, 2)
    try:
        async with load.stream(shop) as history, browsing.visitors(shop) as seen:
            await history.more(10)
            for number in (1, 2):
                await strikes.terminate(shop, f"{service}-{number}")
                await history.more(10)
        assert not history.unknown
        assert set(seen.answers) == {"200"}, seen.refusals
        await checking.settled(shop, history)
    finally:
        await asyncio.to_thread(stack.scale, shop.home, service, 1)


async def test_no_request_fails_while_the_command_replaces_them(shop: Rig) -> None:
    before = {name: row["pid"] for name, row in shop.rows().items()}
    async with load.stream(shop, rate_per_s=RATE_PER_S) as history, browsing.visitors(shop) as seen:
        for service in stack.services(shop.home):
            await asyncio.to_thread(stack.restart, shop.home, service)
            await history.more(3)
    after = {name: row["pid"] for name, row in shop.rows().items()}
    assert {name for name in after if after[name] != before[name]} == {
        f"{name}-1" for name in ("order", *OTHERS, "auditor", "web")
    }
    assert not history.unknown
    assert set(seen.answers) == {"200"}, seen.refusals
    await checking.settled(shop, history)
