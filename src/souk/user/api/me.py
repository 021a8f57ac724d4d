"""What people see and change about themselves."""

from typing import Annotated

import msgspec

from souk.contracts import countries
from souk.kit import clock, ids
from souk.serving import http
from souk.user import model, store
from souk.user.actions import commands
from souk.user.api import deps, views

Line = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=deps.NAME_PATTERN)]
OptionalLine = Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*\Z")]
PostalCode = Annotated[str, msgspec.Meta(min_length=1, max_length=20, pattern=deps.NAME_PATTERN)]
Country = Annotated[str, msgspec.Meta(pattern=countries.COUNTRY_PATTERN)]
Phone = Annotated[str, msgspec.Meta(max_length=40, pattern=r"^[^\x00-\x1f\x7f]*\Z")]


class EditBody(http.Body, frozen=True):
    """What is not there stays as it is."""

    name: deps.Name | msgspec.UnsetType = msgspec.UNSET
    locale: deps.Locale | msgspec.UnsetType = msgspec.UNSET


class AddressBody(http.Body, frozen=True):
    """In the shape that an order takes. `is_default` takes the mark from the others."""

    name: deps.Name
    line1: Line
    city: Line
    postal_code: PostalCode
    country: Country
    line2: OptionalLine | None = None
    region: OptionalLine | None = None
    phone: Phone | None = None
    is_default: bool = False


class AddressList(http.View):
    items: list[views.AddressView]
    next_cursor: str | None = None


class SessionList(http.View):
    items: list[views.SessionView]
    next_cursor: str | None = None


@http.get("/v1/me", access="required", tags=["me"])
async def get_me(request: deps.Request) -> http.Response[views.UserView]:
    """Who is calling."""
    user = await deps.me(request)
    return http.json(views.user(user), etag=http.etag(user.version))


@http.patch("/v1/me", access="required", if_match=True, tags=["me"])
async def edit_me(request: deps.Request, data: EditBody) -> http.Response[views.UserView]:
    """Change name or locale."""
    command = commands.EditProfile(
        user_id=http.signed_in(request).user_id,
        name=None if data.name is msgspec.UNSET else data.name.strip(),
        locale=None if data.locale is msgspec.UNSET else data.locale.strip(),
        expected_version=http.if_match(request),
    )
    done = await deps.deps(request).edit_profile(command)
    user = done.result or await deps.me(request)
    return http.json(views.user(user), etag=http.etag(user.version))


@http.get("/v1/me/addresses", access="required", tags=["me"])
async def list_addresses(request: deps.Request) -> AddressList:
    """The address book, in the order it was filled; at most 50."""
    return AddressList(items=[views.address(each) for each in (await deps.me(request)).addresses])


@http.post("/v1/me/addresses", access="required", refusals=[model.TooManyAddresses], tags=["me"])
async def add_address(request: deps.Request, data: AddressBody) -> http.Response[views.AddressView]:
    """Keep an address."""
    here, who = deps.deps(request), http.signed_in(request)
    command = commands.SaveAddress(who.user_id, _address(ids.new("adr"), data), is_new=True)
    done = await here.save_address(command, key=await deps.key(request))
    address = done.result or model.people.address_of(await deps.me(request), done.resource_id)
    return http.json(views.address(address), status=201, replayed=done.replayed)


@http.put("/v1/me/addresses/{address_id:str}", access="required", tags=["me"])
async def change_address(request: deps.Request, address_id: deps.IdPath, data: AddressBody) -> views.AddressView:
    """Replace an address by another under the same id."""
    here, who = deps.deps(request), http.signed_in(request)
    done = await here.save_address(commands.SaveAddress(who.user_id, _address(address_id, data), is_new=False))
    return views.address(done.result or model.people.address_of(await deps.me(request), address_id))


@http.delete("/v1/me/addresses/{address_id:str}", access="required", tags=["me"])
async def delete_address(request: deps.Request, address_id: deps.IdPath) -> None:
    """Forget an address. Orders keep their own copy."""
    await deps.deps(request).delete_address(commands.DeleteAddress(http.signed_in(request).user_id, address_id))


@http.get("/v1/me/sessions", access="required", tags=["me"])
async def list_sessions(request: deps.Request) -> SessionList:
    """Where the caller is signed in, the latest first; at most 50."""
    who, now = http.signed_in(request), clock.now()
    found = (await store.active_sessions(deps.deps(request).db, [who.user_id]))[who.user_id]
    return SessionList(items=[views.session(each, who.session_id) for each in found if each.is_live(now)])


@http.delete("/v1/me/sessions/{session_id:str}", access="required", tags=["me"])
async def delete_session(request: deps.Request, session_id: deps.IdPath) -> None:
    """Sign out somewhere else. A session that is over already is no error."""
    command = commands.SignOut(
        user_id=http.signed_in(request).user_id,
        session_id=session_id,
        is_delete=True,
        origin=deps.origin(request),
    )
    await deps.deps(request).sign_out(command)


def _address(address_id: str, data: AddressBody) -> model.Address:
    return model.Address(
        id=address_id,
        name=data.name.strip(),
        line1=data.line1.strip(),
        line2=data.line2.strip() if data.line2 else None,
        city=data.city.strip(),
        region=data.region.strip() if data.region else None,
        postal_code=data.postal_code.strip(),
        country=data.country.strip(),
        phone=data.phone.strip() if data.phone else None,
        is_default=data.is_default,
    )
