"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from souk import testing
from souk.kit import tx


@pytest.fixture(scope="session")
def mongodb_url() -> Iterator[str]:
    """A real MongoDB replica set for the whole run."""
    with testing.mongod() as url:
        yield url


@pytest.fixture
async def db(mongodb_url: str) -> AsyncIterator[tx.Announcing]:
    """A fresh database with the kit's collections."""
    async with testing.database(mongodb_url) as fresh:
        yield fresh
