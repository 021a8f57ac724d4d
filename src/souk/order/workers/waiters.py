"""People who wait for their orders to move: woken by one broadcast per committed batch, never by polling."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence

import msgspec

from souk.kit import errors, mongo, outbox
from souk.order import model, store

LOG = logging.getLogger(__name__)

TOPIC = "order.moved"
WATCHING_MAX = 2_000
"""Requests and streams of one process that wait at a time."""
STREAMS_MAX = 512
"""Streams of one process: the edge lets twice as many requests in, so that there is always room to buy something."""
STREAMS_PER_ORDER_MAX = 8
"""An order's page, open on some devices."""
STREAM_RETRY_S = 10
READ_MAX = 256
REREAD_PERIOD_S = 3.0
"""A broadcast may be lost: so often whatever is waited for is read anyway."""

_moved = msgspec.json.Decoder(dict[str, str])


class Herald:
    """`actions.Afterwards` over the bus: shouts to all replicas, re-sends from the outbox."""

    def __init__(self, shout: Callable[[str, bytes], Awaitable[None]], out: outbox.Outbox) -> None:
        self._shout = shout
        self._out = out

    async def wake(self, moved: Mapping[str, str]) -> None:
        await self._shout(TOPIC, msgspec.json.encode(moved))

    async def resend(self, event_ids: Sequence[str]) -> None:
        await self._out.resend(event_ids)


class Watching:
    """One who waits for one order."""

    def __init__(self, order_id: str, ignoring: frozenset[str]) -> None:
        self.order_id = order_id
        self.ignoring = ignoring
        self._news = asyncio.Event()
        self._order: model.Order | None = None

    def tell(self, order: model.Order) -> None:
        self._order = order
        self._news.set()

    def wake(self) -> None:
        """There is no news, and nothing to wait for any more."""
        self._news.set()

    async def next(self, timeout_s: float) -> model.Order | None:
        """The order as it was last read, once that happened since the last call; None when the time is up, or
        when nothing was read since it was asked to wait no longer.
        """
        try:
            await asyncio.wait_for(self._news.wait(), timeout_s)
        except TimeoutError:
            return None
        self._news.clear()
        return self._order


class Waiters:
    """Everybody who waits in this process; one query reads for all whose orders moved at once."""

    def __init__(self, db: mongo.Database) -> None:
        self._db = db
        self._watching: dict[str, list[Watching]] = {}
        self._count = 0
        self._streams: Counter[str] = Counter()
        self._due: set[str] = set()
        self._wake = asyncio.Event()
        self.is_closing = False

    @contextlib.contextmanager
    def watching(self, order_id: str, *, ignoring: frozenset[str] = frozenset()) -> Iterator[Watching]:
        """Wait for an order's moves, but not for those to a status that is `ignoring`. Raises `Unavailable` when too
        many do.
        """
        if self._count >= WATCHING_MAX:
            raise errors.Unavailable("too many wait here", retry_after_s=5)
        mine = Watching(order_id, ignoring)
        self._watching.setdefault(order_id, []).append(mine)
        self._count += 1
        try:
            yield mine
        finally:
            self._count -= 1
            others = self._watching[order_id]
            others.remove(mine)
            if not others:
                del self._watching[order_id]

    def check_stream(self, order_id: str) -> None:
        """Raises `TooManyRequests` where an order is followed often enough, `Unavailable` where too many are."""
        if self._streams[order_id] >= STREAMS_PER_ORDER_MAX:
            raise errors.TooManyRequests("this order is followed often enough", retry_after_s=STREAM_RETRY_S)
        if self._streams.total() >= STREAMS_MAX:
            raise errors.Unavailable("too many follow their orders here", retry_after_s=STREAM_RETRY_S)

    @contextlib.contextmanager
    def streaming(self, order_id: str) -> Iterator[Watching]:
        """As `watching`, for as long as somebody reads; what `check_stream` counts."""
        self._streams[order_id] += 1
        try:
            with self.watching(order_id) as watching:
                yield watching
        finally:
            self._streams[order_id] -= 1
            if not self._streams[order_id]:
                del self._streams[order_id]

    def close(self) -> None:
        """The process goes: streams end, and whoever waits is answered as things are; they may ask another replica."""
        self.is_closing = True
        for watching in self._watching.values():
            for each in watching:
                each.wake()

    async def heard(self, body: bytes) -> None:
        """A broadcast: these orders moved."""
        for order_id, news in _moved.decode(body).items():
            for each in self._watching.get(order_id, ()):
                if news not in each.ignoring:
                    self._due.add(order_id)
        if self._due:
            self._wake.set()

    async def keep_reading(self) -> None:
        """Read orders that moved, for ever, and tell those who wait for them."""
        while True:
            try:
                await asyncio.wait_for(self._wake.wait(), REREAD_PERIOD_S)
            except TimeoutError:
                self._due.update(self._watching)
            self._wake.clear()
            due, self._due = list(self._due), set()
            for start in range(0, len(due), READ_MAX):
                try:
                    orders = await store.orders_by_id(self._db, due[start : start + READ_MAX])
                except mongo.Failure as error:
                    LOG.warning("waiting orders could not be read", extra={"error": str(error)})
                    break
                for order in orders.values():
                    for each in self._watching.get(order.id, ()):
                        each.tell(order)
