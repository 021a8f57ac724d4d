"""MongoDB is killed: the only memory that counts."""

from __future__ import annotations

import pytest

from faults import drill
from faults.rig import Rig

pytestmark = pytest.mark.stack


async def test_what_was_written_is_there_again(shop: Rig) -> None:
    await drill.killed(shop, "mongodb-1")
