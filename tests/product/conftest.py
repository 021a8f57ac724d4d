"""A running product service for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from product.shop import Shop, opened


@pytest.fixture
async def shop(mongodb_url: str, tmp_path: Path) -> AsyncIterator[Shop]:
    """The service with one category, `lamps`, and inventory away."""
    async with opened(mongodb_url, tmp_path) as shop:
        yield shop
