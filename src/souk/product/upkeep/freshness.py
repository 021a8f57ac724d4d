"""Keeps what this replica shows fresh: the search index, the category tree, the answers kept in memory.

All of it is rebuilt from MongoDB at start and follows the `changes` rows that every writing batch leaves: at once when
this process wrote them or another one shouted, and every second in any case, so that a lost shout costs a second.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from souk.kit import clock, mongo, tx
from souk.product import model, search, store

LOG = logging.getLogger(__name__)

CHANGED = "product.changed"
"""Topic of the shout after a commit: look for changes now."""
POLL_PERIOD_S = 1.0
ROUND_PAUSE_S = 0.1
"""Changes of so long go into the index together."""
BUSY_PAUSE_S = 0.5
BUSY_PRODUCTS = 64
"""With more products changed in a round somebody is importing: then rounds are further apart."""
BATCH_MAX = 500
READY_WAIT_MAX = search.IN_MEMORY_MAX
"""With no more products than this a replica is ready only when it can search; with more it answers 503 to searches
until it can, and everything else at once."""

C = TypeVar("C")
R = TypeVar("R")


class Surroundings(Protocol):
    """What freshness needs of the runtime."""

    db: tx.Announcing

    async def invalidate(self) -> None: ...
    async def broadcast(self, topic: str, body: bytes) -> None: ...


class Freshness:
    """This replica's index and tree, and the one task that changes them."""

    def __init__(self, around: Surroundings, owner: str) -> None:
        self._around = around
        self._db: mongo.Database = around.db
        self._owner = owner
        self._index: search.Index | None = None
        self._tree = model.Tree([])
        self._seen: dict[str, None] = {}
        """Change rows that were read, oldest first."""
        self._is_large = False
        self._wake = asyncio.Event()

    @property
    def tree(self) -> model.Tree:
        return self._tree

    @property
    def index(self) -> search.Index:
        """The index. Raises `SearchWarmingUp` until it is built."""
        if self._index is None:
            raise model.SearchWarmingUp("the search index is being built", retry_after_s=2)
        return self._index

    def missing(self) -> str | None:
        """What readiness waits for."""
        return None if self._index is not None or self._is_large else "the search index is being built"

    async def start(self) -> None:
        """Read what is needed to answer at all; a small index is built right here, a large one by `follow`."""
        self._tree = await store.categories.tree(self._db)
        self._is_large = await store.products.count(self._db) > READY_WAIT_MAX
        if not self._is_large:
            await self._build()

    async def follow(self) -> None:
        """Build the index if that is still to do, then keep it fresh, for ever."""
        try:
            while True:
                pause_s = ROUND_PAUSE_S
                try:
                    if self._index is None or self._has_outgrown_memory():
                        await self._build()
                        await self._around.invalidate()
                    elif await self._read_changes() > BUSY_PRODUCTS:
                        pause_s = BUSY_PAUSE_S
                except mongo.Failure as error:
                    LOG.warning("the index cannot be kept fresh", extra={"error": str(error)})
                await asyncio.sleep(pause_s)
                with contextlib.suppress(TimeoutError):  # not `wait_for`: before Python 3.12 it may lose a cancellation
                    async with asyncio.timeout(POLL_PERIOD_S - pause_s):
                        await self._wake.wait()
                self._wake.clear()
        finally:
            if self._index is not None:
                self._index.close()

    async def heard(self, _: bytes) -> None:
        """Another replica shouted that it changed something."""
        self._wake.set()

    async def changed(self) -> None:
        """This replica changed something: look now, and have the others look."""
        self._wake.set()
        await self._around.broadcast(CHANGED, b"")

    def after(
        self, action: Callable[[tx.Tx, Sequence[C]], Awaitable[R]]
    ) -> Callable[[tx.Tx, Sequence[C]], Awaitable[R]]:
        """The action, followed by `changed` once its batch is committed."""

        @functools.wraps(action)
        async def followed(tx: tx.Tx, commands: Sequence[C]) -> R:
            tx.after_commit(self.changed)
            return await action(tx, commands)

        return followed

    def _has_outgrown_memory(self) -> bool:
        return (
            self._index is not None and self._index.is_in_memory and self._index.count() > search.IN_MEMORY_MAX * 1.25
        )

    async def _build(self) -> None:
        """Make a new index of everything, and take it into use."""
        started = clock.now()
        count = await store.products.count(self._db)
        index = await asyncio.to_thread(search.Index.for_products, count, self._owner)
        seen = dict.fromkeys(await store.changes.ids_since(self._db, started - store.changes.OVERLAP))
        async for documents in store.products.in_batches(self._db, BATCH_MAX):
            await asyncio.to_thread(_add, index, documents)
        await asyncio.to_thread(index.commit)
        old, self._index, self._seen = self._index, index, seen
        if old is not None:
            old.close()
        took_s = (clock.now() - started).total_seconds()
        LOG.info("the search index is built", extra={"products": index.count(), "seconds": took_s})

    async def _read_changes(self) -> int:
        """Take in what changed since the last round; answers how many products that were."""
        now = clock.now()
        changes = await store.changes.unseen(self._db, now - store.changes.OVERLAP, self._seen)
        if not changes:
            return 0
        if any(change.categories for change in changes):
            self._tree = await store.categories.tree(self._db)
        product_ids = list(dict.fromkeys(each for change in changes for each in change.products))
        for start in range(0, len(product_ids), BATCH_MAX):
            await self._take_in(product_ids[start : start + BATCH_MAX])
        if product_ids:
            await asyncio.to_thread(self.index.commit)
        self._seen.update((change.id, None) for change in changes)
        self._forget(now)
        await self._around.invalidate()
        return len(product_ids)

    async def _take_in(self, product_ids: Sequence[str]) -> None:
        products = await store.products.by_ids(self._db, product_ids)
        gone = [each for each in product_ids if each not in products]
        await asyncio.to_thread(self.index.put, products.values(), gone)

    def _forget(self, now: datetime) -> None:
        """Drop row ids that no later round can meet again."""
        horizon = store.changes.horizon(now - 2 * store.changes.OVERLAP)
        while self._seen and (oldest := next(iter(self._seen))) < horizon:
            del self._seen[oldest]


def _add(index: search.Index, documents: Sequence[dict[str, Any]]) -> None:
    index.add(mongo.from_document(model.Product, document) for document in documents)
