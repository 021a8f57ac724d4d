"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from souk import testing
from souk.kit import tx

WHOLE_SHOPS = ("contract", "faults", "journeys")


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in a hook of this name
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With several workers a file stays together, and so do all tests of whole shops: one shop at a time is enough."""
    for item in items:
        is_whole = item.get_closest_marker("stack") or item.path.parent.name in WHOLE_SHOPS
        group = "stack" if is_whole else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))


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
