"""A shop to test in: three things for sale, one that was withdrawn, one for dollars."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from order.builders import Afterwards, neighbours, stock_the_list
from souk import testing
from souk.kit import tx
from souk.order import app, store


@pytest.fixture
def after() -> Afterwards:
    return Afterwards()


@pytest.fixture
async def db(mongodb_url: str) -> AsyncIterator[tx.Announcing]:
    """A database with a price list."""
    async with testing.database(mongodb_url, store.INDEXES) as fresh:
        await stock_the_list(fresh)
        yield fresh


@pytest.fixture
async def shop(mongodb_url: str) -> AsyncIterator[testing.Running]:
    """The service, with the same price list."""

    async def prepare(runtime: Any) -> None:
        await stock_the_list(runtime.db)

    async with testing.running(
        mongodb_url, "order", app.build, app.Settings, calls=neighbours(), prepare=prepare
    ) as service:
        yield service
