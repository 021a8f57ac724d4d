"""A new root secret takes the old one's place, process by process, while the shop sells: nobody is signed out."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator

import pytest

from faults import checking, load, rig, strikes
from faults.rig import Rig

pytestmark = [pytest.mark.stack, pytest.mark.slow]

EVERYBODY = ("sandbox", "user", "product", "inventory", "payment", "order", "notification")
CUSTOMERS = 20
SLOWLY_PER_S = 5.0
"""A step takes a while, and a stream has a greatest length."""


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """A shop of its own, as its secret is another one afterwards."""
    with rig.running(tmp_path_factory.mktemp("secret") / "home") as running:
        yield running


def guest_order(history: load.History, index: int) -> tuple[str, str]:
    """Id and token of one of the orders that guests placed."""
    bodies = [each.placed.body for each in history.customers if each.placed is not None and each.placed.is_ok]
    body = [each for each in bodies if each.get("token")][index]
    return body["id"], body["token"]


async def replace_everybody(own: Rig) -> None:
    for name in EVERYBODY:
        await strikes.terminate(own, f"{name}-1")


async def test_nobody_is_signed_out_and_no_order_is_lost(own: Rig) -> None:
    person, guest = own.shop.person(), own.shop.guest()
    old, new = own.home.secret.read_text().strip(), secrets.token_urlsafe(48)

    async def sees(order: tuple[str, str]) -> int:
        answer = await asyncio.to_thread(guest.get, f"/v1/orders/{order[0]}", params={"token": order[1]})
        return answer.status_code

    async def refreshed(token: str) -> str:
        answer = await asyncio.to_thread(person.client.post, "/v1/auth/refresh", json={"refresh_token": token})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["refresh_token"])

    async def step(secret: str) -> load.History:
        own.home.secret.write_text(secret)
        async with load.stream(own, rate_per_s=SLOWLY_PER_S) as history:
            await replace_everybody(own)
            await history.more(CUSTOMERS)
        await checking.settled(own, history)
        assert [each.error for each in history.customers if each.error is not None] == []
        return history

    early = guest_order(await step(f"{old}\n{new}\n"), 0)
    token = await refreshed(person.refresh_token)
    late = guest_order(await step(f"{new}\n{old}\n"), -1)
    token = await refreshed(token)
    assert (await sees(early), await sees(late)) == (200, 200)

    own.home.secret.write_text(f"{new}\n")
    await replace_everybody(own)
    await refreshed(token)
    assert (await sees(early), await sees(late)) == (404, 200)
