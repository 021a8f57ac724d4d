"""What this process has heard of scarce goods. A hint alone never refuses: inventory confirms it within the second."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence

import msgspec

from souk import contracts
from souk.kit import clock, errors
from souk.order import gateway, model
from souk.serving import rest

LOG = logging.getLogger(__name__)

SCARCE_UNITS = 20
"""SKUs with fewer units are worth a hint."""
HINTS_MAX = 50_000
FRESH_S = 1.0
"""So long an answer of inventory's is good enough to refuse by."""
SILENT_S = 1.0
"""So long inventory is not asked again after it did not answer; orders are placed meanwhile, and it decides then."""
EXPORT_PAGES_MAX = 1_000
RETRY_S = 5.0


class _Hint(msgspec.Struct):
    there: model.Availability
    confirmed_at: float | None = None
    """By the monotonic clock; None while only hearsay."""


class Shelf:
    """Hints by SKU, in this process only: lost with it, and rebuilt from inventory's export."""

    def __init__(self, other: rest.Rest) -> None:
        self._other = other
        self._hints: dict[str, _Hint] = {}
        self._asking = asyncio.Lock()
        self._silent_until = 0.0

    async def heard(self, fact: contracts.inventory.StockChanged) -> None:
        """Hearsay. Of two facts the one with the greater version stands."""
        self._note(
            model.Availability(
                sku=fact.sku, available=fact.available, version=fact.version, backorderable=fact.backorderable
            )
        )

    def doubts(self, wanted: Sequence[model.Wanted]) -> list[str]:
        """SKUs of which there may be too few, by hearsay."""
        if not self._hints:
            return []
        return [line.sku for line in wanted if self._is_short(line)]

    async def short_of(self, wanted: Sequence[model.Wanted]) -> list[str]:
        """SKUs of which inventory said within the last second that there are too few. Empty when it does not answer."""
        suspects = [line for line in wanted if self._is_short(line)]
        if not suspects:
            return []
        if any(self._is_stale(line.sku) for line in suspects):
            await self._ask({line.sku for line in suspects})
        return [line.sku for line in suspects if self._is_short(line) and not self._is_stale(line.sku)]

    def _is_short(self, line: model.Wanted) -> bool:
        hint = self._hints.get(line.sku)
        return hint is not None and not hint.there.covers(line.quantity)

    def _is_stale(self, sku: str) -> bool:
        hint = self._hints.get(sku)
        return hint is None or hint.confirmed_at is None or clock.monotonic() - hint.confirmed_at > FRESH_S

    async def _ask(self, skus: Iterable[str]) -> None:
        """One question at a time: who waits for it mostly finds its own answered, too."""
        async with self._asking:
            stale = [sku for sku in skus if sku in self._hints and self._is_stale(sku)]
            if not stale or clock.monotonic() < self._silent_until:
                return
            try:
                found = await gateway.stock(self._other, stale)
            except errors.Refusal as refusal:
                LOG.warning("hints cannot be confirmed", extra={"error": str(refusal)})
                self._silent_until = clock.monotonic() + SILENT_S
                return
            now = clock.monotonic()
            for sku in stale:
                if sku in found:
                    self._note(found[sku], now)
                else:
                    self._hints.pop(sku, None)

    def _note(self, there: model.Availability, confirmed_at: float | None = None) -> None:
        before = self._hints.get(there.sku)
        if before is not None and there.version < before.there.version:
            return
        if there.backorderable or there.available >= SCARCE_UNITS:
            self._hints.pop(there.sku, None)
            return
        if before is not None and confirmed_at is None and there.version == before.there.version:
            return
        if before is None and len(self._hints) >= HINTS_MAX:
            del self._hints[next(iter(self._hints))]
        self._hints[there.sku] = _Hint(there, confirmed_at)

    async def bootstrap(self) -> None:
        """Read what is scarce from inventory's export, once, however long it takes to be answered; then rest."""
        cursor: str | None = None
        for _ in range(EXPORT_PAGES_MAX):
            page = await self._page(cursor)
            for each in page.items:
                self._note(each)
            cursor = page.next_cursor
            if cursor is None:
                break
        await asyncio.Event().wait()

    async def _page(self, cursor: str | None) -> gateway.StockPage:
        while True:
            try:
                return await gateway.stock_page(self._other, cursor)
            except errors.Refusal as refusal:
                LOG.info("inventory's levels cannot be had yet", extra={"error": str(refusal)})
                await asyncio.sleep(RETRY_S)
