"""How people, sessions and addresses are shown."""

from datetime import datetime
from typing import Any

import msgspec

from souk.serving import auth, http
from souk.user import model
from souk.user.actions import commands
from souk.user.api import deps


class UserView(http.View):
    """A person, as that person and staff see it."""

    id: str
    email: str
    email_verified: bool
    name: str
    locale: str
    roles: list[str]
    disabled: bool
    version: int
    created_at: datetime
    updated_at: datetime


class TokensView(http.View):
    """`access_token` goes into `Authorization: Bearer …`; `refresh_token` is good once. `expires_in` seconds."""

    user: UserView
    access_token: str
    refresh_token: str
    token_type: str
    expires_in: int


class AddressView(http.View):
    id: str
    name: str
    line1: str
    line2: str | None
    city: str
    region: str | None
    postal_code: str
    country: str
    phone: str | None
    is_default: bool


class SessionView(http.View):
    """A sign-in that still holds; `is_current` is the one that asks."""

    id: str
    is_current: bool
    ip_address: str
    user_agent: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


class AuditView(http.View):
    """What happened, who did it (`null`: nobody we know), from where; `before` and `after` of a change by staff."""

    id: str
    action: str
    actor_id: str | None
    ip_address: str | None
    user_agent: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    at: datetime


def user(person: model.User) -> UserView:
    return UserView(
        id=person.id,
        email=person.email,
        email_verified=person.email_verified_at is not None,
        name=person.name,
        locale=person.locale,
        roles=list(person.roles),
        disabled=person.status == "disabled",
        version=person.version,
        created_at=person.created_at,
        updated_at=person.updated_at,
    )


def tokens(here: deps.Deps, signed_in: commands.SignedIn, *, status: int, replayed: bool) -> http.Response[TokensView]:
    """What somebody gets who signed in. The same refresh token again for a caller whose answer was lost."""
    person, session = signed_in.user, signed_in.session
    private, kid = here.ring.signing()
    view = TokensView(
        user=user(person),
        access_token=auth.sign(private, kid, person.id, session.id, person.roles),
        refresh_token=model.tokens.refresh_token(here.keys.refresh, session.id, session.generation),
        token_type="Bearer",  # noqa: S106 - the name of a scheme
        expires_in=auth.ACCESS_LIFETIME_S,
    )
    return http.json(view, status=status, replayed=replayed, cache_control="no-store")


def address(one: model.Address) -> AddressView:
    return msgspec.convert(one, AddressView, from_attributes=True)


def session(one: model.Session, current_id: str) -> SessionView:
    return SessionView(
        id=one.id,
        is_current=one.id == current_id,
        ip_address=one.origin.address,
        user_agent=one.origin.user_agent,
        created_at=one.created_at,
        last_used_at=one.last_used_at,
        expires_at=one.expires_at,
    )


def audit_entry(entry: model.audit.Entry) -> AuditView:
    return AuditView(
        id=entry.id,
        action=entry.action,
        actor_id=entry.actor_id,
        ip_address=entry.origin.address if entry.origin else None,
        user_agent=entry.origin.user_agent if entry.origin else None,
        before=entry.before,
        after=entry.after,
        at=entry.at,
    )
