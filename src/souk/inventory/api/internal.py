"""What other services ask and tell."""

from typing import Annotated

import msgspec

from souk.inventory import actions, model, store
from souk.inventory.api import deps
from souk.serving import http

EXPORT_MAX = 1_000


class AvailabilityView(http.View):
    sku: str
    available: int
    version: int
    backorderable: bool = False


class AvailabilityList(http.View):
    items: list[AvailabilityView]


class AvailabilityPage(http.View):
    items: list[AvailabilityView]
    next_cursor: str | None


class LevelBody(http.Body, frozen=True):
    sku: deps.Sku
    on_hand: deps.Units


class BulkBody(http.Body, frozen=True):
    levels: Annotated[list[LevelBody], msgspec.Meta(max_length=deps.SKUS_INTERNAL_MAX)]
    reason: deps.Reason


class BulkView(http.View):
    updated: int


@http.get("/internal/stock", internal=True, tags=["inventory"])
async def get_availability(request: deps.Request, sku: deps.SkusInternal) -> AvailabilityList:
    """For cart and quote; unknown SKUs are absent."""
    levels = await store.levels_by_sku(deps.deps(request).db, deps.skus(sku, deps.SKUS_INTERNAL_MAX))
    return AvailabilityList(items=[_availability(each) for each in levels.values()])


@http.get("/internal/stock/export", internal=True, tags=["inventory"])
async def export_stock(
    request: deps.Request,
    limit: Annotated[int, http.Query(ge=1, le=EXPORT_MAX)] = EXPORT_MAX,
    cursor: deps.Cursor = None,
) -> AvailabilityPage:
    """Every level, by SKU: what a read model starts from and is compared with."""
    found = await store.levels_after(deps.deps(request).db, http.cursor_id(cursor) or "", limit + 1)
    page = found[:limit]
    return AvailabilityPage(
        items=[_availability(each) for each in page],
        next_cursor=http.encode_cursor([page[-1].id]) if len(found) > limit else None,
    )


@http.post(
    "/internal/stock/bulk",
    status=200,
    internal=True,
    idempotent="no",
    refusals=[model.StockBelowReserved],
    tags=["inventory"],
)
async def set_stock(request: deps.Request, data: BulkBody) -> BulkView:
    """Set `on_hand` of many SKUs at the default location; missing levels are made. Repeating it changes nothing."""
    caller = http.signed_in(request).user_id
    command = actions.SetStock(
        on_hand={each.sku: each.on_hand for each in data.levels}, reason=data.reason, actor=caller
    )
    done = await deps.deps(request).set_stock(command)
    return BulkView(updated=done.result or 0)


def _availability(level: model.StockLevel) -> AvailabilityView:
    return AvailabilityView(sku=level.id, available=level.available, version=level.version)
