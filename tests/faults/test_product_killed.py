"""The product service is killed while staff change a price."""

from __future__ import annotations

import asyncio
import contextlib

import aiohttp
import httpx
import pytest
from proof.chaos import asking

import stacks
from faults import drill, rig, strikes

pytestmark = pytest.mark.stack

SKU = rig.SKUS[0]


async def test_the_last_price_that_was_accepted_is_charged(shop: rig.Rig) -> None:
    accepted: list[int] = []
    answers: list[asking.Answer] = []

    async def change(session: aiohttp.ClientSession) -> None:
        staff = asking.bearer((await asking.insist(session, "POST", "/v1/auth/login", shop.staff)).body)
        while True:
            body = {"price": {"amount": stacks.PRICE + len(accepted) + 1, "currency": "EUR"}}
            answers.append(await asking.insist(session, "PATCH", f"/v1/variants/{SKU}", body, staff))
            assert answers[-1].is_ok, answers[-1]
            accepted.append(stacks.PRICE + len(accepted) + 1)
            await asyncio.sleep(asking.PAUSE_S)

    async def strike(shop: rig.Rig) -> strikes.Strike:
        struck = await strikes.kill(shop, "product-1")
        async with asyncio.timeout(strikes.RECOVERY_S):
            while not any(answer.unknown for answer in answers):  # else nobody has noticed
                await asyncio.sleep(asking.PAUSE_S)
        return struck

    async with aiohttp.ClientSession(
        shop.edge, timeout=aiohttp.ClientTimeout(total=asking.REQUEST_TIMEOUT_S)
    ) as session:
        changing = asyncio.create_task(change(session))
        await drill.survive(shop, strike)
        changing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await changing
    visitor = shop.shop.guest()
    cart = visitor.post("/v1/carts").json()["id"]
    stacks.until(lambda: price_in(visitor, cart) >= accepted[-1])


def price_in(visitor: httpx.Client, cart: str) -> int:
    shown = visitor.put(f"/v1/carts/{cart}/lines/{SKU}", json={"quantity": 1}).json()
    amount: int = shown["lines"][0]["unit_price"]["amount"]
    return amount
