"""A payment service to test, on a gateway that does what the test says."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator

import pytest

from payment.scripted import Scripted
from souk import testing
from souk.kit import mongo, tx
from souk.payment import app, store


@pytest.fixture
def gateway() -> Scripted:
    return Scripted()


@pytest.fixture
async def payment(mongodb_url: str, gateway: Scripted) -> AsyncIterator[testing.Running]:
    """The whole service in this process."""
    build = functools.partial(app.build, make_gateways=lambda _: {"sandbox": gateway})
    async with testing.running(mongodb_url, "payment", build, app.Settings) as running:
        yield running


@pytest.fixture
async def books(db: tx.Announcing) -> tx.Announcing:
    """The collections alone."""
    await mongo.ensure_indexes(db, store.INDEXES)
    return db
