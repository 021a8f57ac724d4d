"""The card gateway is killed while it is being called."""

from __future__ import annotations

import pytest

from faults import drill
from faults.rig import Rig

pytestmark = pytest.mark.stack


async def test_outcomes_nobody_knows_are_found_out(shop: Rig) -> None:
    await drill.killed(shop, "sandbox-1")
