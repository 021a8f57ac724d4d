"""Stock: levels beside the sums of all movements and reservations, SKU by SKU, computed by the database."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pymongo
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import OperationFailure

from souk.audit.reading.sources import Sources
from souk.audit.records import Level, Stock
from souk.kit import mongo

BATCH = 500
SUM_LIMIT_S = 600
"""How long the database may add up before the first sum comes. A million SKUs take longer than the 20 s that a socket
waits for an answer otherwise."""
_SNAPSHOT_GONE = (239, 246)
"""SnapshotTooOld, SnapshotUnavailable: the sums took longer than the database remembers."""


class MovingError(Exception):
    """The store is too large to be summed up at one moment: sums of several moments may disagree for a while."""


async def stocks(sources: Sources, skus: Sequence[str] | None = None, *, at_once: bool) -> AsyncIterator[Stock]:
    """Every SKU (or these), in their order. `at_once`: as all of it was at one moment; raises `MovingError` when the
    database cannot remember that moment for long enough."""
    async with contextlib.AsyncExitStack() as stack:
        session = None
        if at_once:
            client = sources["inventory"].client
            session = await stack.enter_async_context(client.start_session(snapshot=True))
        try:
            async for stock in _merged(sources["inventory"], skus, session):
                yield stock
        except OperationFailure as error:
            if at_once and error.code in _SNAPSHOT_GONE:
                raise MovingError("the stock was summed up while it moved") from None
            raise


async def _merged(
    inventory: Any, skus: Sequence[str] | None, session: AsyncClientSession | None
) -> AsyncIterator[Stock]:
    named: mongo.Document = {} if skus is None else {"$in": list(skus)}
    # the sums come first: the database remembers a moment only for so long
    with pymongo.timeout(SUM_LIMIT_S):
        moved = await inventory["stock_movements"].aggregate(
            [
                *([{"$match": {"sku": named}}] if named else []),
                {"$group": {"_id": "$sku", "moved": {"$sum": "$delta"}}},
                {"$sort": {"_id": 1}},
            ],
            session=session,
            allowDiskUse=True,
            batchSize=BATCH,
        )
        kept = await inventory["reservations"].aggregate(
            [
                {"$match": {"status": {"$in": ["held", "committed"]}, **({"lines.sku": named} if named else {})}},
                {"$unwind": "$lines"},
                *([{"$match": {"lines.sku": named}}] if named else []),
                {"$group": {"_id": "$lines.sku", "held": _units("held"), "committed": _units("committed")}},
                {"$sort": {"_id": 1}},
            ],
            session=session,
            allowDiskUse=True,
            batchSize=BATCH,
        )
    levels = inventory["stock_levels"].find(
        {"_id": named} if named else {}, {"version": 0}, session=session, batch_size=BATCH
    )
    streams = [_Stream(moved), _Stream(kept), _Stream(levels.sort("_id", 1))]
    for stream in streams:
        await stream.step()
    while heads := [stream.row["_id"] for stream in streams if stream.row is not None]:
        sku = min(heads)
        sums, units, level = [await stream.take(sku) for stream in streams]
        yield Stock(
            sku,
            mongo.from_document(Level, level) if level is not None else None,
            moved=sums["moved"] if sums is not None else 0,
            held=units["held"] if units is not None else 0,
            committed=units["committed"] if units is not None else 0,
        )


def _units(status: str) -> mongo.Document:
    return {"$sum": {"$cond": [{"$eq": ["$status", status]}, "$lines.quantity", 0]}}


class _Stream:
    """A cursor with its next row in sight."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self.row: mongo.Document | None = None

    async def step(self) -> None:
        self.row = await anext(self._cursor, None)

    async def take(self, sku: str) -> mongo.Document | None:
        """The next row, if it is of this SKU."""
        row = self.row
        if row is None or row["_id"] != sku:
            return None
        await self.step()
        return row
