"""The notification service is killed while mails are written and sent."""

from __future__ import annotations

import pytest

from faults import drill
from faults.rig import Rig

pytestmark = pytest.mark.stack


async def test_every_customer_hears_of_their_order(shop: Rig) -> None:
    await drill.killed(shop, "notification-1")
