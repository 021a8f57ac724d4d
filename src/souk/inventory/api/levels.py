"""All shelves, page by page, for staff."""

from typing import Annotated, Any

from souk.inventory import model, store
from souk.inventory.api import deps, stock
from souk.serving import http


class StockPage(http.View):
    items: list[stock.StockView]
    next_cursor: str | None


@http.get("/v1/stock-levels", scope="stock:read", tags=["inventory"])
async def list_levels(
    request: deps.Request,
    q: Annotated[
        str, http.Query(max_length=deps.SKU_LENGTH_MAX, pattern=r"^[A-Za-z0-9._-]*\Z", description="How a SKU begins")
    ] = "",
    on_hand_max: Annotated[
        int | None, http.Query(ge=0, le=model.LOW_MAX, description="Only what has no more units than this")
    ] = None,
    limit: deps.Limit = http.PAGE_DEFAULT,
    cursor: deps.Cursor = None,
) -> StockPage:
    """Stock of every SKU in the order of SKUs; with `on_hand_max` what runs out, the emptiest first."""
    db = deps.deps(request).db
    if on_hand_max is None:
        found = await store.levels_named(db, q, http.cursor_id(cursor) or "", limit + 1)
    else:
        found = await store.levels_low(db, on_hand_max, q, _position(cursor), limit + 1)
    page = found[:limit]
    return StockPage(
        items=[stock.view(each, sees_all=True) for each in page],
        next_cursor=http.encode_cursor(_after(page[-1], is_low=on_hand_max is not None))
        if len(found) > limit
        else None,
    )


def _after(level: model.StockLevel, *, is_low: bool) -> list[Any]:
    return [level.on_hand, level.id] if is_low else [level.id]


def _position(cursor: str | None) -> tuple[int, str] | None:
    if cursor is None:
        return None
    found = http.decode_cursor(cursor)
    if len(found) != 2 or type(found[0]) is not int or not isinstance(found[1], str):
        raise http.foreign_cursor()
    return found[0], found[1]
