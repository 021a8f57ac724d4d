"""A shop whose post can be lost."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

import small_shop


@pytest.fixture
async def shop(mongodb_url: str) -> AsyncIterator[small_shop.Shop]:
    """Order, inventory and payment in this process."""
    async with small_shop.open_shop(mongodb_url) as opened:
        yield opened
