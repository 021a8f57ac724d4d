"""What others need to trust a token, or to send a mail that proves something."""

from datetime import datetime

import msgspec

from souk.kit import clock, errors
from souk.serving import http
from souk.user import model, store
from souk.user.api import deps

KEYS_MAX_AGE_S = 60


class KeySetView(http.View):
    """A JSON Web Key Set (RFC 7517)."""

    keys: list[dict[str, str]]


class RevocationView(http.View):
    user_id: str
    session_id: str | None
    until: datetime


class RevocationList(http.View):
    items: list[RevocationView]


class SecurityMailView(http.View):
    """`kind` is `password_reset` or `email_verification`; `token` is good once, until `expires_at`."""

    kind: str
    user_id: str
    email: str
    name: str
    token: str
    expires_at: datetime


@http.get("/.well-known/jwks.json", tags=["auth"])
async def get_keys(request: deps.Request) -> http.Response[KeySetView]:
    """The public keys of access tokens."""
    keys = msgspec.json.decode(deps.deps(request).ring.jwks(), type=KeySetView)
    return http.json(keys, cache_control=f"public, max-age={KEYS_MAX_AGE_S}")


@http.get("/internal/revocations", internal=True)
async def list_revocations(request: deps.Request) -> RevocationList:
    """Whose tokens are refused although they have not run out."""
    found = await store.revocations_in_force(deps.deps(request).db, clock.now())
    return RevocationList(
        items=[RevocationView(user_id=each.user_id, session_id=each.session_id, until=each.until) for each in found]
    )


@http.get("/internal/security-mails/{request_id:str}", internal=True)
async def get_security_mail(request: deps.Request, request_id: deps.IdPath) -> SecurityMailView:
    """The token of a request that is still open; 404 once it was used, superseded or too old.

    Only whoever sends mails asks: the token is made anew from the id each time, and lies nowhere.
    """
    here = deps.deps(request)
    found = await store.security_request_by_id(here.db, request_id)
    user = await store.user_by_id(here.db, found.user_id) if found is not None else None
    token = model.tokens.one_time_token_again(here.keys.one_time, request_id, found.token_hash) if found else None
    if found is None or user is None or token is None or not found.is_open(clock.now()):
        raise errors.NotFound("There is no such request, or it is settled")
    return SecurityMailView(
        kind=found.kind,
        user_id=user.id,
        email=found.email,
        name=user.name,
        token=token,
        expires_at=found.expires_at,
    )
