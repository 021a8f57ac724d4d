"""The inventory service is killed while goods are held, taken and put back, and while staff count them."""

from __future__ import annotations

import pytest

from faults import drill
from faults.rig import Rig

pytestmark = pytest.mark.stack


async def test_stock_adds_up(shop: Rig) -> None:
    await drill.killed(shop, "inventory-1")
