"""Numbers of units on product pages.

That something sold out changes lists, and all kept answers are forgotten for it. That 14 units became 13 happens all
the time and is shown on one page only: then that page's answer alone is forgotten, at most every quarter of a second.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from typing import Protocol

import msgspec

from souk.product import model
from souk.serving import cache

STOCK = "product.stock"
"""Topic of the shout that these SKUs have other numbers now."""
FORGET = "product.forget"
"""Topic of the shout to forget these answers."""
PAUSE_S = 0.25
"""From a commit to forgetting. Long enough for a page that was read just before it to have been kept already."""
SKUS_MAX = 20_000
"""SKUs on pages that this process has shown lately; more than it can keep answers for."""
_SKUS = msgspec.json.Decoder(list[str])


class Surroundings(Protocol):
    """What this needs of the runtime."""

    answers: cache.Bytes

    async def broadcast(self, topic: str, body: bytes) -> None: ...


class ShownStock:
    """Which pages show which SKUs, and which of them show a number that is no longer true."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._shown: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._stale: set[str] = set()
        self._wake = asyncio.Event()

    def note(self, product: model.Product, keys: Iterable[str]) -> None:
        """The answers kept under these keys show this product's numbers."""
        paths = tuple(keys)
        for sku in product.skus:
            self._shown[sku] = paths
            self._shown.move_to_end(sku)
        while len(self._shown) > SKUS_MAX:
            self._shown.popitem(last=False)

    async def changed(self, skus: Iterable[str]) -> None:
        """This process stored other numbers for these SKUs."""
        await self._around.broadcast(STOCK, msgspec.json.encode(list(skus)))

    async def heard_stock(self, body: bytes) -> None:
        """Some replica stored other numbers."""
        self._stale.update(sku for sku in _SKUS.decode(body) if sku in self._shown)
        if self._stale:
            self._wake.set()

    async def heard_forget(self, body: bytes) -> None:
        """Some replica knows answers that show old numbers; this one may have them from Valkey."""
        await self._around.answers.forget(_SKUS.decode(body))

    async def follow(self) -> None:
        """Forget what shows old numbers, for ever."""
        while True:
            await self._wake.wait()
            await asyncio.sleep(PAUSE_S)
            self._wake.clear()
            stale, self._stale = self._stale, set()
            keys = sorted({key for sku in stale for key in self._shown.get(sku, ())})
            await self._around.answers.forget(keys, in_valkey=True)
            await self._around.broadcast(FORGET, msgspec.json.encode(keys))
