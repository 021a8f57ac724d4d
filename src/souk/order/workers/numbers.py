"""Order numbers: taken from the database in blocks, so that no transaction ever waits for a counter."""

from __future__ import annotations

import asyncio

from souk.kit import mongo
from souk.order import store

BLOCK = 1_000
"""Numbers taken at once; those left when a process ends are never used."""


class Numbers:
    """The numbers this process may give."""

    def __init__(self, db: mongo.Database) -> None:
        self._db = db
        self._following = 0
        self._end = 0
        self._lock = asyncio.Lock()

    async def next(self) -> str:
        """A number that nobody else gets."""
        while self._following >= self._end:
            async with self._lock:
                if self._following >= self._end:
                    self._following = await store.take_numbers(self._db, BLOCK)
                    self._end = self._following + BLOCK
        number = self._following
        self._following += 1
        return str(number)
