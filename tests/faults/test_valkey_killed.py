"""Valkey is killed, with everything that it kept."""

from __future__ import annotations

import pytest

from faults import drill
from faults.rig import Rig

pytestmark = pytest.mark.stack


async def test_nobody_notices(shop: Rig) -> None:
    history = await drill.killed(shop, "valkey-1")
    assert not history.unknown
