"""What the routes of user share: their dependencies, who is calling from where, and how parameters are read."""

import ipaddress
from typing import Annotated, Any, Literal

import msgspec

from souk.kit import errors, group_commit, idempotency, mongo
from souk.serving import http
from souk.user import actions, model, store
from souk.user.actions import commands
from souk.user.gateway.hashing import Hasher
from souk.user.gateway.keyring import KeyRing
from souk.user.gateway.throttle import Throttle

PASSWORD_LENGTH_MAX = 1_024
"""Of what is sent; what may become a password is decided by `model.passwords`."""
IPV6_NETWORK_BITS = 64
"""One customer's worth of IPv6: whoever has one of these addresses has them all."""

Request = http.Request[Any, Any, Any]
Limit = Annotated[int, http.Query(ge=1, le=http.PAGE_MAX, description="Items on a page")]
Cursor = Annotated[str | None, http.Query(max_length=http.CURSOR_LENGTH_MAX, description="`next_cursor` of a page")]
IdPath = Annotated[str, http.Path(min_length=1, max_length=64)]

Email = Annotated[str, msgspec.Meta(min_length=3, max_length=model.people.EMAIL_LENGTH_MAX)]
Password = Annotated[str, msgspec.Meta(min_length=1, max_length=PASSWORD_LENGTH_MAX)]
Token = Annotated[str, msgspec.Meta(min_length=1, max_length=model.tokens.TOKEN_LENGTH_MAX)]
NAME_PATTERN = r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*\Z"
"""One line with something to see in it."""
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=model.people.NAME_LENGTH_MAX, pattern=NAME_PATTERN)]
Locale = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2}(-[A-Z]{2})?\Z", max_length=5)]
Role = Literal["customer", "catalog_manager", "warehouse", "support", "finance", "admin"]


class Deps(msgspec.Struct):
    """What the routes work with."""

    db: mongo.Database
    keys: model.tokens.Keys
    ring: KeyRing
    hasher: Hasher
    throttle: Throttle
    register: group_commit.GroupCommit[commands.Register, commands.SignedIn]
    sign_in: group_commit.GroupCommit[commands.SignIn, commands.SignedIn]
    note_failed: group_commit.GroupCommit[commands.FailedSignIn, commands.Asked]
    refresh: group_commit.GroupCommit[commands.Refresh, commands.SignedIn]
    sign_out: group_commit.GroupCommit[commands.SignOut, commands.Asked]
    request_reset: group_commit.GroupCommit[commands.RequestReset, commands.Asked]
    reset_password: group_commit.GroupCommit[commands.ResetPassword, model.User]
    change_password: group_commit.GroupCommit[commands.ChangePassword, model.User]
    request_verification: group_commit.GroupCommit[commands.RequestVerification, commands.Asked]
    verify_email: group_commit.GroupCommit[commands.VerifyEmail, model.User]
    edit_profile: group_commit.GroupCommit[commands.EditProfile, model.User]
    save_address: group_commit.GroupCommit[commands.SaveAddress, model.Address]
    delete_address: group_commit.GroupCommit[commands.DeleteAddress, model.User]
    edit_user: group_commit.GroupCommit[commands.EditUser, model.User]


def deps(request: Request) -> Deps:
    """What `app.py` put together."""
    found: Deps = http.deps(request)
    return found


async def key(request: Request) -> idempotency.Key | None:
    """The idempotency key, bound to the body by a code under our key instead of a plain digest.

    Bodies here hold passwords: a stored plain digest of one could be guessed at a thousand million tries a second.
    """
    plain = await http.idempotency_key(request)
    if plain is None:
        return None
    code = model.tokens.fingerprint(deps(request).keys.fingerprint, plain.request)
    return idempotency.Key(plain.id, code.hex())


def origin(request: Request) -> model.Origin:
    """Where the request came from. The edge sets `X-Forwarded-For` itself, to exactly one address."""
    claimed = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    peer = request.client.host if request.client is not None else ""
    agent = request.headers.get("user-agent", "")[: model.sessions.USER_AGENT_LENGTH_MAX]
    return model.Origin(_address(claimed) or _address(peer) or "unknown", agent)


def network(where: model.Origin) -> str:
    """What is counted as one caller: an IPv4 address, or an IPv6 network."""
    if ":" not in where.address:
        return where.address
    return str(ipaddress.ip_network(f"{where.address}/{IPV6_NETWORK_BITS}", strict=False))


def account(request: Request, email: str) -> str:
    """An opaque name for the account with this e-mail, whether there is one or not."""
    return model.tokens.fingerprint(deps(request).keys.fingerprint, email_key(email)).hex()


def email_key(typed: str) -> str:
    """The key by which an e-mail is looked up; text that is none finds nobody."""
    try:
        return model.people.email_key(model.people.normalize_email(typed))
    except errors.Invalid:
        return ""


def check_password(password: str, email: str, pointer: str) -> str:
    """The password as it is hashed. Raises `errors.Invalid` when it is too weak."""
    normal = model.passwords.normalize(password)
    if (weakness := model.passwords.weakness(normal, email)) is not None:
        raise errors.Invalid.at(pointer, weakness)
    return normal


def proof(request: Request) -> commands.Proof:
    """A fresh request for a mail that proves something."""
    request_id = actions.new_request_id()
    token = model.tokens.one_time_token(deps(request).keys.one_time, request_id)
    return commands.Proof(request_id, model.tokens.token_hash(token))


async def me(request: Request) -> model.User:
    """The person who is calling. Raises `errors.Unauthenticated` when that person is gone."""
    found = await store.user_by_id(deps(request).db, http.signed_in(request).user_id)
    if found is None:
        raise errors.Unauthenticated("this account is gone")
    return found


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""
