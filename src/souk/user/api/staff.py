"""What staff see and change about people."""

from typing import Annotated

import msgspec

from souk.kit import errors
from souk.serving import auth, http
from souk.user import model, store
from souk.user.actions import commands
from souk.user.api import deps, views

QUERY_LENGTH_MAX = 100
WORDS_MAX = 5
STAFF = [role for role in auth.ROLES if role != "customer"]

Query = Annotated[
    str | None, http.Query(max_length=QUERY_LENGTH_MAX, description="Beginnings of the e-mail or of words of the name")
]
RoleQuery = Annotated[str | None, http.Query(max_length=32, description="Only people with this role")]


class EditUserBody(http.Body, frozen=True):
    """What is not there stays as it is."""

    roles: Annotated[list[deps.Role], msgspec.Meta(max_length=len(auth.ROLES))] | msgspec.UnsetType = msgspec.UNSET
    disabled: bool | msgspec.UnsetType = msgspec.UNSET


class UserList(http.View):
    items: list[views.UserView]
    next_cursor: str | None


class AuditList(http.View):
    items: list[views.AuditView]
    next_cursor: str | None


class RoleView(http.View):
    """A named set of scopes."""

    role: str
    scopes: list[str]


class RoleList(http.View):
    items: list[RoleView]


@http.get("/v1/roles", scope="users:read", tags=["users"])
async def list_roles() -> RoleList:
    """What each role may do."""
    return RoleList(items=[RoleView(role=role, scopes=sorted(scopes)) for role, scopes in auth.ROLES.items()])


@http.get("/v1/users", scope="users:read", tags=["users"])
async def list_users(
    request: deps.Request,
    q: Query = None,
    role: RoleQuery = None,
    staff: Annotated[bool, http.Query(description="Only people who are more than customers")] = False,
    limit: deps.Limit = http.PAGE_DEFAULT,
    cursor: deps.Cursor = None,
) -> UserList:
    """People, the newest first."""
    if role is not None and role not in auth.ROLES:
        raise errors.Invalid.at("/query/role", f"is none of {', '.join(sorted(auth.ROLES))}")
    words = model.people.search_words(q or "")[:WORDS_MAX]
    roles = [role] if role is not None else STAFF if staff else []
    found = await store.find_users(
        deps.deps(request).db, words=words, roles=roles, before_id=http.cursor_id(cursor), limit=limit + 1
    )
    page = found[:limit]
    return UserList(
        items=[views.user(each) for each in page],
        next_cursor=http.encode_cursor([page[-1].id]) if len(found) > limit else None,
    )


@http.get("/v1/users/{user_id:str}", scope="users:read", tags=["users"])
async def get_user(request: deps.Request, user_id: deps.IdPath) -> http.Response[views.UserView]:
    """One person."""
    user = await _user(request, user_id)
    return http.json(views.user(user), etag=http.etag(user.version))


@http.patch(
    "/v1/users/{user_id:str}",
    scope="users:write",
    if_match=True,
    refusals=[model.LastAdmin, model.BeyondOwnRights],
    tags=["users"],
)
async def edit_user(request: deps.Request, user_id: deps.IdPath, data: EditUserBody) -> http.Response[views.UserView]:
    """Change roles, disable or enable. What is taken away is refused everywhere at once."""
    who = http.signed_in(request)
    command = commands.EditUser(
        actor_id=who.user_id,
        actor_scopes=who.scopes,
        user_id=user_id,
        roles=None if data.roles is msgspec.UNSET else tuple(data.roles),
        is_disabled=None if data.disabled is msgspec.UNSET else data.disabled,
        expected_version=http.if_match(request),
        origin=deps.origin(request),
    )
    done = await deps.deps(request).edit_user(command)
    user = done.result or await _user(request, user_id)
    return http.json(views.user(user), etag=http.etag(user.version))


@http.get("/v1/users/{user_id:str}/audit", scope="users:read", tags=["users"])
async def list_audit(
    request: deps.Request, user_id: deps.IdPath, limit: deps.Limit = http.PAGE_DEFAULT, cursor: deps.Cursor = None
) -> AuditList:
    """Sign-ins of a person and what staff changed, the newest first."""
    before_id = http.cursor_id(cursor)
    await _user(request, user_id)
    found = await store.audit_of(deps.deps(request).db, user_id, before_id=before_id, limit=limit + 1)
    page = found[:limit]
    return AuditList(
        items=[views.audit_entry(each) for each in page],
        next_cursor=http.encode_cursor([page[-1].id]) if len(found) > limit else None,
    )


async def _user(request: deps.Request, user_id: str) -> model.User:
    user = await store.user_by_id(deps.deps(request).db, user_id)
    if user is None:
        raise errors.NotFound("There is no such person")
    return user
