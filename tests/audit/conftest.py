"""A town that everything happened in, made once; each test may spoil its books."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pymongo
import pytest

from audit import town
from audit.books import Books
from souk.audit.records import Charge
from souk.kit import ids


async def _live(url: str, prefix: str) -> tuple[dict[str, str], list[Charge]]:
    async with town.opened(url, prefix) as there:
        await there.open_shelves()
        orders = {
            "sold": await there.buy({"MUG": 2, "CUP": 1}),
            "sent": await there.buy({"MUG": 1}, "tok_auth_only"),
            "refunded": await there.buy({"CUP": 3}),
            "declined": await there.buy({"MUG": 1}, "tok_declined"),
            "undone": await there.buy({"CUP": 2}),
            "sold out": await there.buy({"MUG": town.UNITS + 1}),
        }
        await there.fulfill(orders["sent"], {"MUG": 1})
        await there.refund(orders["refunded"], 500)
        await there.cancel(orders["undone"])
        return orders, there.charges()


@pytest.fixture(scope="session")
def lived(mongodb_url: str) -> Iterator[Books]:
    prefix = ids.new("town")
    orders, charges = asyncio.run(_live(mongodb_url, prefix))
    with pymongo.MongoClient[dict[str, Any]](mongodb_url, tz_aware=True) as client:
        made = Books(mongodb_url, prefix, client, orders, charges)
        made.keep()
        yield made
        for name in town.names(prefix):
            client.drop_database(name)


@pytest.fixture
def books(lived: Books) -> Iterator[Books]:
    charges = list(lived.charges)
    yield lived
    lived.charges = charges
    lived.restore()
