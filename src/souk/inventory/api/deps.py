"""What all routes of inventory share: their dependencies, and how SKUs and cursors are read."""

from typing import Annotated, Any

import msgspec

from souk.inventory import actions, model
from souk.kit import errors, group_commit, mongo
from souk.serving import http

SKUS_MAX = 100
SKUS_INTERNAL_MAX = 256
SKU_LENGTH_MAX = 64
SKUS_LENGTH_MAX = SKUS_MAX * (SKU_LENGTH_MAX + 1)
SKUS_INTERNAL_LENGTH_MAX = SKUS_INTERNAL_MAX * (SKU_LENGTH_MAX + 1)

Request = http.Request[Any, Any, Any]
Limit = Annotated[int, http.Query(ge=1, le=http.PAGE_MAX, description="Items on a page")]
Cursor = Annotated[str | None, http.Query(max_length=http.CURSOR_LENGTH_MAX, description="`next_cursor` of a page")]
Skus = Annotated[
    str,
    http.Query(
        min_length=1,
        max_length=SKUS_LENGTH_MAX,
        pattern=r"^[A-Za-z0-9._,-]+\Z",
        description="SKUs, separated by commas",
    ),
]
"""Of characters that stay one byte each in an address: what is longer than the edge reads gets no proper answer."""
SkusInternal = Annotated[str, http.Query(min_length=1, max_length=SKUS_INTERNAL_LENGTH_MAX)]
SkuPath = Annotated[str, http.Path(min_length=1, max_length=SKU_LENGTH_MAX)]
IdPath = Annotated[str, http.Path(min_length=1, max_length=64)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Sku = Annotated[str, msgspec.Meta(min_length=1, max_length=SKU_LENGTH_MAX)]
Units = Annotated[int, msgspec.Meta(ge=0, le=model.ON_HAND_MAX)]


class Deps(msgspec.Struct):
    """What the routes work with."""

    db: mongo.Database
    adjust: group_commit.GroupCommit[actions.AdjustStock, model.Movement]
    set_stock: group_commit.GroupCommit[actions.SetStock, int]
    open_location: group_commit.GroupCommit[actions.OpenLocation, model.Location]
    change_location: group_commit.GroupCommit[actions.ChangeLocation, model.Location]


def deps(request: Request) -> Deps:
    """What `app.py` put together."""
    found: Deps = http.deps(request)
    return found


def skus(text: str, count_max: int) -> list[str]:
    """The SKUs of a query, each once, in the order asked."""
    found = list(dict.fromkeys(each for each in text.split(",") if each))
    if not found:
        raise errors.Invalid.at("/query/sku", "name at least one SKU")
    if len(found) > count_max:
        raise errors.Invalid.at("/query/sku", f"at most {count_max} SKUs")
    return found
