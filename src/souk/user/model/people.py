"""A person's account: e-mail, name, roles, addresses, and whether it may be used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

import msgspec

from souk.kit import errors, ids
from souk.user.model import refusals

EMAIL_LENGTH_MAX = 254  # RFC 5321, with the angle brackets gone
LOCAL_PART_LENGTH_MAX = 64
NAME_LENGTH_MAX = 100
ADDRESSES_MAX = 50
SEARCH_KEYS_MAX = 10
"""So many words of a person's name and e-mail can be searched for."""

CUSTOMER = "customer"
ADMIN = "admin"

Status = Literal["active", "disabled"]

TRANSITIONS: Mapping[tuple[Status, str], Status] = {
    ("active", "disable"): "disabled",
    ("disabled", "enable"): "active",
}
"""The life of an account; what is not here is refused."""

_LOCAL_PART = re.compile(r"^[^\s\x00-\x1f\x7f@()<>\[\],;:\\\"]+\Z")
_DOMAIN = re.compile(r"^(?=.{1,253}$)([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W_]([\w-]{0,61}[^\W_])?\Z")
_WORD = re.compile(r"[\w'’.+-]+")


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """Where things are sent, in the shape that an order takes. `is_default` is true for at most one of a person's."""

    id: str
    name: str
    line1: str
    line2: str | None = None
    city: str
    region: str | None = None
    postal_code: str
    country: str
    phone: str | None = None
    is_default: bool = False


class User(msgspec.Struct, frozen=True, kw_only=True):
    """`email` is shown and written to as it was typed; `email_key` is what makes it unique."""

    id: str
    email: str
    email_key: str
    name: str
    locale: str = "en"
    password_hash: str
    roles: tuple[str, ...] = (CUSTOMER,)
    status: Status = "active"
    email_verified_at: datetime | None = None
    addresses: tuple[Address, ...] = ()
    search_keys: tuple[str, ...] = ()
    version: int = 1
    created_at: datetime
    updated_at: datetime

    @property
    def is_active_admin(self) -> bool:
        return self.status == "active" and ADMIN in self.roles


def normalize_email(typed: str) -> str:
    """Trimmed, NFC, the domain in lower case.

    Raises `errors.Invalid` at `/email` for what no mail can be sent to, control characters above all: the address ends
    up in the headers of mails.
    """
    email = unicodedata.normalize("NFC", typed).strip()
    local, _, domain = email.rpartition("@")
    if (
        len(email) > EMAIL_LENGTH_MAX
        or len(local.encode()) > LOCAL_PART_LENGTH_MAX
        or not _LOCAL_PART.fullmatch(local)
        or local.startswith(".")
        or local.endswith(".")
        or ".." in local
        or not _DOMAIN.fullmatch(domain)
    ):
        raise errors.Invalid.at("/email", "is not an e-mail address")
    return f"{local}@{domain.lower()}"


def email_key(email: str) -> str:
    """What is unique: letter case of the part before the @ does not make another person."""
    return email.casefold()


def new_user(
    *, email: str, name: str, password_hash: str, roles: Iterable[str], locale: str, now: datetime, is_verified: bool
) -> User:
    """An active account. `email` as `normalize_email` gives it."""
    return User(
        id=ids.new("usr"),
        email=email,
        email_key=email_key(email),
        name=name,
        locale=locale,
        password_hash=password_hash,
        roles=ordered_roles(roles),
        email_verified_at=now if is_verified else None,
        search_keys=search_keys(email, name),
        created_at=now,
        updated_at=now,
    )


def changed(user: User, now: datetime, **members: object) -> User:
    """The account with other members and the next version."""
    return msgspec.structs.replace(user, **members, version=user.version + 1, updated_at=now)


def check_version(user: User, expected: int | None) -> None:
    """Raises `errors.VersionMismatch` when somebody changed the account since the caller saw it."""
    if expected is not None and expected != user.version:
        raise errors.VersionMismatch(f"The account is at version {user.version}", version=user.version)


def renamed(user: User, now: datetime, *, name: str | None, locale: str | None) -> User:
    """The account with another name or locale; `None` leaves a member alone."""
    name = user.name if name is None else name
    locale = user.locale if locale is None else locale
    return changed(user, now, name=name, locale=locale, search_keys=search_keys(user.email, name))


def with_status(user: User, verb: str, now: datetime) -> User:
    """`disable` or `enable`. Raises `errors.Conflict` where the table has no such step."""
    try:
        status = TRANSITIONS[user.status, verb]
    except KeyError:
        raise errors.Conflict(f"An account that is {user.status} cannot be {verb}d") from None
    return changed(user, now, status=status)


def search_keys(email: str, name: str) -> tuple[str, ...]:
    """The beginnings by which staff find a person, in lower case: the e-mail and the words of the name."""
    return tuple(dict.fromkeys([email_key(email), *search_words(name)]))[:SEARCH_KEYS_MAX]


def search_words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [part if "@" in part else word for part in text.casefold().split() for word in _words(part)]


def _words(part: str) -> list[str]:
    return [part] if "@" in part else _WORD.findall(part)


def ordered_roles(roles: Iterable[str]) -> tuple[str, ...]:
    """Each role once, in a steady order."""
    return tuple(sorted(set(roles)))


def scopes_of(roles: Iterable[str], table: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """All scopes that some roles give; a role that is gone from the table gives none."""
    return frozenset().union(*(table.get(role, frozenset()) for role in roles))


def check_rights(
    actor_scopes: frozenset[str], user: User, roles: Iterable[str], table: Mapping[str, frozenset[str]]
) -> None:
    """Whoever edits must hold everything that the person holds and is to hold.

    Raises `refusals.BeyondOwnRights`.
    """
    beyond = (scopes_of(user.roles, table) | scopes_of(roles, table)) - actor_scopes
    if beyond:
        raise refusals.BeyondOwnRights("You lack some of the rights concerned", scopes=sorted(beyond))


def with_address(user: User, address: Address, now: datetime) -> User:
    """Adds an address, or replaces the one with its id. A new default takes the mark from the others.

    Raises `refusals.TooManyAddresses`.
    """
    others = [
        msgspec.structs.replace(each, is_default=each.is_default and not address.is_default)
        for each in user.addresses
        if each.id != address.id
    ]
    if len(others) >= ADDRESSES_MAX:
        raise refusals.TooManyAddresses(f"At most {ADDRESSES_MAX} addresses are kept", limit=ADDRESSES_MAX)
    positions = [index for index, each in enumerate(user.addresses) if each.id == address.id]
    others.insert(positions[0] if positions else len(others), address)
    return changed(user, now, addresses=tuple(others))


def without_address(user: User, address_id: str, now: datetime) -> User:
    """Raises `errors.NotFound` when the person has no such address."""
    left = tuple(each for each in user.addresses if each.id != address_id)
    if len(left) == len(user.addresses):
        raise errors.NotFound("There is no such address")
    return changed(user, now, addresses=left)


def address_of(user: User, address_id: str) -> Address:
    """Raises `errors.NotFound` when the person has no such address."""
    for each in user.addresses:
        if each.id == address_id:
            return each
    raise errors.NotFound("There is no such address")
