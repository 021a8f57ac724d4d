"""The payment service is killed while cards are charged and money is given back."""

from __future__ import annotations

import pytest

from faults import drill
from faults.rig import Rig

pytestmark = pytest.mark.stack


async def test_each_card_is_charged_once(shop: Rig) -> None:
    await drill.killed(shop, "payment-1")
