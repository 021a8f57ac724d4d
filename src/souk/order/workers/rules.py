"""The shop's shipping methods and taxes as this process knows them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from souk.kit import mongo
from souk.order import model, store

LOG = logging.getLogger(__name__)

TOPIC = "order.rules"
PERIOD_S = 30.0
"""A broadcast may be lost: so often the tables are read anyway."""


class Rulebook:
    """Read once and kept; every replica reads again when staff changed something."""

    def __init__(self, db: mongo.Database, currency: str, shout: Callable[[str, bytes], Awaitable[None]]) -> None:
        self._db = db
        self._shout = shout
        self._currency = currency
        self._changed = asyncio.Event()
        self.rules = model.rules(currency, (), model.default_tax_table())

    async def read(self) -> None:
        methods = await store.shipping_methods(self._db)
        taxes = await store.tax_table(self._db) or model.default_tax_table()
        self.rules = model.rules(self._currency, methods.values(), taxes)

    async def changed(self) -> None:
        """Staff changed something here: read it now, and tell the other replicas."""
        await self.read()
        await self._shout(TOPIC, b"")

    async def heard(self, _: bytes) -> None:
        """A broadcast: staff changed something."""
        self._changed.set()

    async def keep_reading(self) -> None:
        """Read again whenever something changed, and now and then, for ever."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), PERIOD_S)
            self._changed.clear()
            try:
                await self.read()
            except mongo.Failure as error:
                LOG.warning("shipping methods and taxes could not be read", extra={"error": str(error)})
                self._changed.set()
                await asyncio.sleep(1.0)
