"""HAProxy is killed: nobody reaches the shop, and the services do not reach each other."""

from __future__ import annotations

import pytest

from faults import drill
from faults.rig import Rig

pytestmark = pytest.mark.stack


async def test_requests_that_were_cut_off_have_one_effect(shop: Rig) -> None:
    history = await drill.killed(shop, "haproxy-1")
    assert history.unknown, "nobody noticed"
