"""A running user service for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from user.house import House, opened


@pytest.fixture
async def house(mongodb_url: str) -> AsyncIterator[House]:
    """The service with nobody registered."""
    async with opened(mongodb_url) as house:
        yield house
