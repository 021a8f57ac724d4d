"""Passwords forgotten, reset and changed; e-mails verified."""

import asyncio
from typing import Annotated

import msgspec

from souk.kit import clock, errors
from souk.serving import http
from souk.user import model, store
from souk.user.actions import commands
from souk.user.api import deps

FORGOT_ANSWER_S = 0.25
"""When the answer to "I forgot my password" comes, whether there was anything to do or not."""


class ForgotBody(http.Body, frozen=True):
    email: Annotated[str, msgspec.Meta(max_length=model.people.EMAIL_LENGTH_MAX)]


class ResetBody(http.Body, frozen=True):
    token: deps.Token
    password: deps.Password


class VerifyBody(http.Body, frozen=True):
    token: deps.Token


class ChangeBody(http.Body, frozen=True):
    current: deps.Password
    new: deps.Password


class AcceptedView(http.View):
    """Says nothing about whether there was anything to do."""

    status: str = "accepted"


@http.post("/v1/auth/password/forgot", status=202, tags=["auth"])
async def forgot_password(request: deps.Request, data: ForgotBody) -> http.Response[AcceptedView]:
    """Have a mail sent with a link to choose a new password. Always 202, always after the same time."""
    answer_at = clock.monotonic() + FORGOT_ANSWER_S
    command = commands.RequestReset(deps.email_key(data.email), deps.origin(request), deps.proof(request))
    done = await deps.deps(request).request_reset(command, key=await deps.key(request))
    await asyncio.sleep(answer_at - clock.monotonic())
    return http.json(AcceptedView(), replayed=done.replayed)


@http.post("/v1/auth/password/reset", status=204, refusals=[model.TokenInvalid], tags=["auth"])
async def reset_password(request: deps.Request, data: ResetBody) -> http.Response[None]:
    """Choose a new password with the token from the mail. It ends every session."""
    here, key = deps.deps(request), await deps.key(request)
    token_hash = model.tokens.token_hash(data.token)
    found = (await store.security_requests_by_hash(here.db, [token_hash])).get(token_hash)
    if found is None or key is None:
        # no hashing for tokens that are worth nothing; with a key it may be this very call that used it
        found = model.security.used(found, "password_reset", clock.now())
    password = deps.check_password(data.password, found.email, "/password")
    command = commands.ResetPassword(
        token_hash=token_hash, password_hash=await here.hasher.hash(password), origin=deps.origin(request)
    )
    done = await here.reset_password(command, key=key)
    await here.throttle.succeeded(deps.account(request, found.email), deps.network(deps.origin(request)))
    return http.nothing(replayed=done.replayed)


@http.post("/v1/auth/email/verify", status=204, refusals=[model.TokenInvalid], tags=["auth"])
async def verify_email(request: deps.Request, data: VerifyBody) -> http.Response[None]:
    """Prove by the token from the mail that the e-mail is one's own."""
    command = commands.VerifyEmail(model.tokens.token_hash(data.token), deps.origin(request))
    done = await deps.deps(request).verify_email(command, key=await deps.key(request))
    return http.nothing(replayed=done.replayed)


@http.post("/v1/me/email/verification", status=202, access="required", tags=["me"])
async def request_verification(request: deps.Request) -> http.Response[AcceptedView]:
    """Have the mail sent again that asks to verify the e-mail; nothing happens when it is verified."""
    command = commands.RequestVerification(http.signed_in(request).user_id, deps.proof(request))
    done = await deps.deps(request).request_verification(command, key=await deps.key(request))
    return http.json(AcceptedView(), replayed=done.replayed)


@http.post("/v1/me/password", status=204, access="required", refusals=[model.InvalidCredentials], tags=["me"])
async def change_password(request: deps.Request, data: ChangeBody) -> http.Response[None]:
    """Choose a new password by the present one. It ends every other session. Failures count as failed sign-ins."""
    here, who, where = deps.deps(request), http.signed_in(request), deps.origin(request)
    user = await deps.me(request)
    account = deps.account(request, user.email)
    await here.throttle.begin(account, deps.network(where))
    if not await here.hasher.verify(user.password_hash, model.passwords.normalize(data.current)):
        await here.throttle.failed(deps.network(where))
        raise errors.Invalid.at("/current", "is not your password")
    await here.throttle.succeeded(account, deps.network(where))
    password = deps.check_password(data.new, user.email, "/new")
    command = commands.ChangePassword(
        user_id=user.id,
        session_id=who.session_id,
        checked_hash=user.password_hash,
        password_hash=await here.hasher.hash(password),
        origin=where,
    )
    done = await here.change_password(command, key=await deps.key(request))
    return http.nothing(replayed=done.replayed)
