"""The price list is copied from the product service at the first start, follows its facts, and is compared for ever."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from souk.kit import clock, errors, mongo, tx
from souk.order import actions, gateway, model, store
from souk.serving import rest

LOG = logging.getLogger(__name__)

PERIOD_S = 60.0
PAGES_PER_PERIOD_MAX = 20
"""Pages compared at a time once the list is whole: a large catalogue is gone through over several periods."""
RETRY_START_S = 1.0
RETRY_MAX_S = 30.0
HEADS_MAX = 2 * gateway.PRODUCTS_MAX
"""Products looked at that one page may have left out; more than that come up the next time round."""


class PriceListKeeper:
    """Copies, compares and mends, a page at a time."""

    def __init__(self, db: mongo.Database, other: rest.Rest) -> None:
        self._db = db
        self._other = other
        self._cursor: str | None = None
        self._after = ""

    async def keep(self) -> None:
        """Copy the list if that never was done to the end; then compare every minute, for ever."""
        retry_s = RETRY_START_S
        while True:
            try:
                is_whole = await store.is_price_list_whole(self._db)
                await self.compare(PAGES_PER_PERIOD_MAX if is_whole else None)
            except (errors.Refusal, mongo.Failure) as error:
                LOG.info("the price list cannot be compared yet", extra={"error": str(error)})
                await asyncio.sleep(retry_s)
                retry_s = min(retry_s * 2, RETRY_MAX_S)
                continue
            retry_s = RETRY_START_S
            await asyncio.sleep(PERIOD_S)

    async def compare(self, pages_max: int | None) -> None:
        """Go through up to so many pages (all when None) from where the last call ended, and mend what differs.

        Raises `Unavailable` when the product service does not answer; the next call goes on from there.
        """
        pages = 0
        while pages_max is None or pages < pages_max:
            asked_at = clock.now()
            page = await gateway.price_page(self._other, self._cursor)
            last = page.items[-1].product_id if page.items else self._after
            until = last if page.next_cursor is not None else None
            for start in range(0, len(page.items), gateway.SKUS_MAX):
                part = page.items[start : start + gateway.SKUS_MAX]
                changed = await tx.transact(self._db, lambda tx, part=part: actions.learn(tx, part))  # type: ignore[misc]  # bound at once
                if changed:
                    LOG.info("the price list was mended", extra={"offers": changed})
            known = await store.heads_between(self._db, self._after, until, HEADS_MAX)
            named = [each.product_id for each in page.items]
            if gone := model.missing({head.id: head for head in known}, named, asked_at):
                await tx.transact(self._db, lambda tx, gone=gone: actions.withdraw(tx, gone))  # type: ignore[misc]  # as above
                LOG.info("products are no longer for sale", extra={"products": len(gone)})
            pages += 1
            self._cursor, self._after = page.next_cursor, last
            if page.next_cursor is None:
                self._after = ""
                await store.mark_price_list_whole(self._db, asked_at)
                return

    async def look_up(self, skus: Sequence[str]) -> bool:
        """Ask the product service about SKUs that the list lacks. True when it sells one of them.

        Raises `Unavailable` when it does not answer: then nobody can say what the SKU costs.
        """
        known = await store.offers_by_sku(self._db, skus)
        lacking = [sku for sku in skus if sku not in known][: gateway.SKUS_MAX]
        if not lacking:
            return False
        found = await gateway.variants(self._other, lacking)
        if found:
            await tx.transact(self._db, lambda tx: actions.learn(tx, found))
        return bool(found)
