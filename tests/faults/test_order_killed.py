"""The order service is killed while orders are placed, decided and called off."""

from __future__ import annotations

import pytest

from faults import drill
from faults.rig import Rig

pytestmark = pytest.mark.stack


async def test_every_order_goes_on_where_it_was(shop: Rig) -> None:
    history = await drill.killed(shop, "order-1")
    assert history.unknown, "nobody noticed"
