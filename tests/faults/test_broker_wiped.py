"""The broker is killed and comes back without its disk: every stream, every consumer and every message is gone."""

from __future__ import annotations

import pytest

from faults import drill, strikes
from faults.rig import Rig

pytestmark = pytest.mark.stack


async def test_orders_do_not_rest_on_the_broker(shop: Rig) -> None:
    await drill.survive(shop, strikes.wipe_broker)
