"""Register, sign in, stay signed in, sign out."""

from typing import Annotated

import msgspec

from souk.kit import clock, errors, group_commit
from souk.serving import http
from souk.user import model, store
from souk.user.actions import commands
from souk.user.api import deps, views
from souk.user.gateway import hashing

OTP_LENGTH_MAX = 64


class RegisterBody(http.Body, frozen=True):
    email: deps.Email
    password: deps.Password
    name: deps.Name
    locale: deps.Locale = "en"


class LoginBody(http.Body, frozen=True):
    """`otp` is looked at for accounts with a second factor."""

    email: Annotated[str, msgspec.Meta(max_length=model.people.EMAIL_LENGTH_MAX)]
    password: Annotated[str, msgspec.Meta(max_length=deps.PASSWORD_LENGTH_MAX)]
    otp: Annotated[str, msgspec.Meta(max_length=OTP_LENGTH_MAX)] | None = None


class RefreshBody(http.Body, frozen=True):
    refresh_token: deps.Token


@http.post("/v1/auth/register", refusals=[model.EmailTaken], tags=["auth"])
async def register(request: deps.Request, data: RegisterBody) -> http.Response[views.TokensView]:
    """Open an account and sign in. A mail asks to verify the e-mail."""
    here, key = deps.deps(request), await deps.key(request)
    email = model.people.normalize_email(data.email)
    password = deps.check_password(data.password, email, "/password")
    if key is None and await store.users_by_email(here.db, [model.people.email_key(email)]):
        raise model.EmailTaken  # no hashing for what is refused; with a key it may be this very call that took it
    command = commands.Register(
        email=email,
        name=data.name.strip(),
        password_hash=await here.hasher.hash(password, waiting_max=hashing.WAITING_NEW_MAX),
        locale=data.locale.strip(),
        origin=deps.origin(request),
        proof=deps.proof(request),
    )
    done = await here.register(command, key=key)
    return views.tokens(here, await _signed_in(here, done), status=201, replayed=done.replayed)


@http.post("/v1/auth/login", status=200, refusals=[model.InvalidCredentials], tags=["auth"])
async def login(request: deps.Request, data: LoginBody) -> http.Response[views.TokensView]:
    """Sign in. Answer and time are the same for an e-mail that nobody has, a wrong password, and a disabled account.

    429 after too many failures for the account or from the address; `Retry-After` says when to come back.
    """
    here = deps.deps(request)
    where, account = deps.origin(request), deps.account(request, data.email)
    await here.throttle.begin(account, deps.network(where))
    email_key = deps.email_key(data.email)
    user = (await store.users_by_email(here.db, [email_key])).get(email_key)
    password = model.passwords.normalize(data.password)
    is_right = await here.hasher.verify(user.password_hash if user else None, password)
    if user is None or not is_right or user.status != "active":
        await here.throttle.failed(deps.network(where))
        await here.note_failed(commands.FailedSignIn(user.id if user else None, where))
        raise model.InvalidCredentials
    await here.throttle.succeeded(account, deps.network(where))
    is_outdated = here.hasher.is_outdated(user.password_hash)
    command = commands.SignIn(
        user_id=user.id,
        checked_hash=user.password_hash,
        new_hash=await here.hasher.hash(password) if is_outdated else None,
        origin=where,
    )
    done = await here.sign_in(command, key=await deps.key(request))
    return views.tokens(here, await _signed_in(here, done), status=200, replayed=done.replayed)


@http.post("/v1/auth/refresh", status=200, refusals=[model.TokenReused], tags=["auth"])
async def refresh(request: deps.Request, data: RefreshBody) -> http.Response[views.TokensView]:
    """New tokens for a refresh token, which is good once: a second use ends the session for everybody who holds it.

    With an `Idempotency-Key` a lost answer can be asked for again.
    """
    here = deps.deps(request)
    read = model.tokens.read_refresh_token(here.keys.refresh, data.refresh_token)
    if read is None:
        raise errors.Unauthenticated("the refresh token is not valid")
    command = commands.Refresh(session_id=read[0], generation=read[1], origin=deps.origin(request))
    done = await here.refresh(command, key=await deps.key(request))
    return views.tokens(here, await _signed_in(here, done), status=200, replayed=done.replayed)


@http.post("/v1/auth/logout", status=204, access="required", tags=["auth"])
async def logout(request: deps.Request) -> http.Response[None]:
    """End this session: its tokens are refused everywhere from now on."""
    who = http.signed_in(request)
    return await _sign_out(request, who.session_id)


@http.post("/v1/auth/logout-all", status=204, access="required", tags=["auth"])
async def logout_all(request: deps.Request) -> http.Response[None]:
    """End all sessions of the caller."""
    return await _sign_out(request, None)


async def _sign_out(request: deps.Request, session_id: str | None) -> http.Response[None]:
    command = commands.SignOut(
        user_id=http.signed_in(request).user_id,
        session_id=session_id,
        is_delete=False,
        origin=deps.origin(request),
    )
    done = await deps.deps(request).sign_out(command, key=await deps.key(request))
    return http.nothing(replayed=done.replayed)


async def _signed_in(here: deps.Deps, done: group_commit.Done[commands.SignedIn]) -> commands.SignedIn:
    """What was made, or for a key that had its effect before: that session as it is now."""
    if done.result is not None:
        return done.result
    session = (await store.sessions_by_id(here.db, [done.resource_id])).get(done.resource_id)
    user = await store.user_by_id(here.db, session.user_id) if session is not None else None
    if session is None or user is None or not session.is_live(clock.now()) or user.status != "active":
        raise errors.Unauthenticated("the session is over; sign in again")
    return commands.SignedIn(user, session)
