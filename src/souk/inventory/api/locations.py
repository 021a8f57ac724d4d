"""Where stock is kept."""

from datetime import datetime
from typing import Annotated

import msgspec

from souk.inventory import actions, model, store
from souk.inventory.api import deps
from souk.kit import errors
from souk.serving import http

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class LocationBody(http.Body, frozen=True):
    name: Name
    is_default: bool = False


class LocationChangeBody(http.Body, frozen=True):
    name: Name | None = None
    is_default: bool | None = None


class LocationView(http.View):
    id: str
    name: str
    is_default: bool
    version: int
    created_at: datetime
    updated_at: datetime


class LocationList(http.View):
    items: list[LocationView]
    next_cursor: str | None


@http.get("/v1/locations", scope="stock:read", tags=["inventory"])
async def list_locations(
    request: deps.Request, limit: deps.Limit = http.PAGE_DEFAULT, cursor: deps.Cursor = None
) -> LocationList:
    """Where stock is kept, in the order the places were opened."""
    found = list((await store.locations(deps.deps(request).db)).values())
    seen = http.cursor_id(cursor)
    ids = [each.id for each in found]
    start = ids.index(seen) + 1 if seen in ids else 0
    page = found[start : start + limit]
    return LocationList(
        items=[_location(each) for each in page],
        next_cursor=http.encode_cursor([page[-1].id]) if start + limit < len(found) else None,
    )


@http.post("/v1/locations", scope="stock:write", refusals=[model.TooManyLocations], tags=["inventory"])
async def open_location(request: deps.Request, data: LocationBody) -> http.Response[LocationView]:
    """A new place with shelves; as the default it takes over from the one that was."""
    here = deps.deps(request)
    command = actions.OpenLocation(name=data.name, is_default=data.is_default)
    done = await here.open_location(command, key=await http.idempotency_key(request))
    location = done.result or (await store.locations(here.db))[done.resource_id]
    return http.json(_location(location), etag=http.etag(location.version), replayed=done.replayed)


@http.patch("/v1/locations/{location_id:str}", scope="stock:write", if_match=True, tags=["inventory"])
async def change_location(
    request: deps.Request, location_id: deps.IdPath, data: LocationChangeBody
) -> http.Response[LocationView]:
    """Rename a place, or make it the default."""
    command = actions.ChangeLocation(
        id=location_id, name=data.name, is_default=data.is_default, if_match=http.if_match(request)
    )
    done = await deps.deps(request).change_location(command)
    location = done.result
    if location is None:
        raise errors.NotFound(f"there is no location {location_id}")
    return http.json(_location(location), etag=http.etag(location.version))


def _location(location: model.Location) -> LocationView:
    return msgspec.convert(location, LocationView, from_attributes=True)
