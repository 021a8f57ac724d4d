"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import PurePosixPath
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from souk import testing
from souk.kit import tx

WHOLE_SHOPS = ("contract", "faults", "journeys", "observability")
"""Folders whose tests share a running shop."""


class _TogetherScheduling(LoadScopeScheduling):
    """Several workers: a file stays together, and so does a folder that shares a shop."""

    def _split_scope(self, nodeid: str) -> str:
        path = PurePosixPath(nodeid.partition("::")[0])
        return str(path.parent if path.parent.name in WHOLE_SHOPS else path)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return _TogetherScheduling(config, log)


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
