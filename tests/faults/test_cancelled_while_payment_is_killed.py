"""The payment service is killed while customers call off what is being paid, and what is paid."""

from __future__ import annotations

import pytest

from faults import drill, load
from faults.rig import Rig

pytestmark = pytest.mark.stack

PLANS = (
    load.Plan("tok_timeout_charged", "cancel at once"),
    load.Plan("tok_ok", "cancel when confirmed"),
    load.Plan("tok_webhook", "cancel at once"),
    load.Plan("tok_ok", "cancel at once"),
    load.Plan("tok_auth_only", "cancel when confirmed"),
    load.Plan("tok_slow", "cancel at once"),
)


async def test_stock_and_money_come_back(shop: Rig) -> None:
    history = await drill.killed(shop, "payment-1", PLANS)
    assert {each.plan for each in history.customers} == set(PLANS)
    assert all(each.changed is not None and each.changed.is_ok for each in history.customers)
