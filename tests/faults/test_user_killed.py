"""The user service is killed while people register."""

from __future__ import annotations

import aiohttp
import pytest
from proof.chaos import asking

from faults import drill, load
from faults.rig import Rig

pytestmark = pytest.mark.stack

PLANS = (load.Plan(is_member=True), *(load.Plan() for _ in range(11)))


async def test_whoever_was_welcomed_can_sign_in(shop: Rig) -> None:
    history = await drill.killed(shop, "user-1", PLANS)
    members = [each for each in history.customers if each.registered is not None]
    assert any(each.registered.unknown for each in members if each.registered), "nobody noticed"
    async with aiohttp.ClientSession(shop.edge) as session:
        for each in members:
            person = {"email": each.email, "password": load.MEMBERS_PASSWORD}
            answer = await asking.insist(session, "POST", "/v1/auth/login", person)
            assert answer.status == 200, each
