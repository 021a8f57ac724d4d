"""Stock for everybody, and counting for staff."""

from datetime import datetime
from typing import Annotated

import msgspec

from souk.inventory import actions, model, store
from souk.inventory.api import deps
from souk.kit import errors
from souk.serving import http


class ShelfView(http.View):
    location_id: str
    on_hand: int
    reserved: int


class StockView(http.View):
    """`on_hand`, `reserved` and `locations` are there for callers with `stock:read`."""

    sku: str
    available: int
    backorderable: bool = False
    on_hand: int | msgspec.UnsetType = msgspec.UNSET
    reserved: int | msgspec.UnsetType = msgspec.UNSET
    locations: list[ShelfView] | msgspec.UnsetType = msgspec.UNSET


class StockList(http.View):
    items: list[StockView]


class AdjustmentBody(http.Body, frozen=True):
    """One of `delta` and `set_to`."""

    reason: deps.Reason
    delta: Annotated[int, msgspec.Meta(ge=-model.ON_HAND_MAX, le=model.ON_HAND_MAX)] | None = None
    set_to: deps.Units | None = None
    expected_on_hand: deps.Units | None = None
    location_id: Annotated[str, msgspec.Meta(max_length=64)] | None = None


class MovementView(http.View):
    """`on_hand` is what the location had afterwards."""

    id: str
    sku: str
    location_id: str
    delta: int
    on_hand: int
    reason: str
    actor: str
    at: datetime


class MovementList(http.View):
    items: list[MovementView]
    next_cursor: str | None


@http.get("/v1/stock", access="optional", tags=["inventory"])
async def get_stock(request: deps.Request, sku: deps.Skus) -> StockList:
    """How much there is of these SKUs, in the order asked; unknown ones are absent."""
    wanted = deps.skus(sku, deps.SKUS_MAX)
    levels = await store.levels_by_sku(deps.deps(request).db, wanted)
    who = http.principal(request)
    sees_all = who is not None and who.has("stock:read")
    return StockList(items=[view(levels[each], sees_all=sees_all) for each in wanted if each in levels])


@http.post(
    "/v1/stock/{sku:str}/adjustments",
    scope="stock:write",
    idempotent="required",
    refusals=[model.StockChanged, model.StockBelowReserved],
    tags=["inventory"],
)
async def adjust_stock(request: deps.Request, sku: deps.SkuPath, data: AdjustmentBody) -> http.Response[MovementView]:
    """Count, receive or write off: an entry of the ledger."""
    if (data.delta is None) == (data.set_to is None):
        raise errors.Invalid.at("/delta", "send one of `delta` and `set_to`")
    here = deps.deps(request)
    command = actions.AdjustStock(
        sku=sku,
        adjustment=model.Adjustment(delta=data.delta, set_to=data.set_to, expected_on_hand=data.expected_on_hand),
        location_id=data.location_id,
        reason=data.reason,
        actor=http.signed_in(request).user_id,
    )
    done = await here.adjust(command, key=await http.idempotency_key(request))
    movement = done.result or await store.movement(here.db, done.resource_id)
    if movement is None:
        raise errors.NotFound("the movement is gone")
    return http.json(_movement(movement), replayed=done.replayed)


@http.get("/v1/stock/{sku:str}/movements", scope="stock:read", tags=["inventory"])
async def list_movements(
    request: deps.Request, sku: deps.SkuPath, limit: deps.Limit = http.PAGE_DEFAULT, cursor: deps.Cursor = None
) -> MovementList:
    """The ledger of a SKU, newest first. What orders took is in their reservations."""
    db = deps.deps(request).db
    before = http.cursor_id(cursor)
    found = await store.movements(db, sku, before, limit + 1)
    if not found and before is None and not await store.known_skus(db, [sku]):
        raise errors.NotFound(f"there is no stock level for {sku}")
    page = found[:limit]
    return MovementList(
        items=[_movement(each) for each in page],
        next_cursor=http.encode_cursor([page[-1].id]) if len(found) > limit else None,
    )


def view(level: model.StockLevel, *, sees_all: bool) -> StockView:
    """A level as the caller may see it."""
    shown = StockView(sku=level.id, available=level.available)
    if sees_all:
        shown.on_hand, shown.reserved = level.on_hand, level.reserved
        shown.locations = [
            ShelfView(location_id=location_id, on_hand=shelf.on_hand, reserved=shelf.reserved)
            for location_id, shelf in level.locations.items()
        ]
    return shown


def _movement(movement: model.Movement) -> MovementView:
    return msgspec.convert(movement, MovementView, from_attributes=True)
