"""What can be asked of the user service, and what comes of it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from souk.user.model import Address, Origin, Session, User


class Proof(msgspec.Struct, frozen=True):
    """A one-time token that will be mailed: the id by which it can be fetched, and its hash."""

    request_id: str
    token_hash: str


class SignedIn(msgspec.Struct, frozen=True):
    """A person and the session whose tokens they get."""

    user: User
    session: Session


class Register(msgspec.Struct, frozen=True):
    """`email` normalized, the password hashed."""

    email: str
    name: str
    password_hash: str
    locale: str
    origin: Origin
    proof: Proof


class Provision(msgspec.Struct, frozen=True):
    """An operator makes a person, or gives one a role. `password_hash` is None when the password is to stay."""

    email: str
    name: str
    password_hash: str | None
    role: str


class Provisioned(msgspec.Struct, frozen=True):
    user: User
    is_new: bool


class SignIn(msgspec.Struct, frozen=True):
    """The password was found to match `checked_hash`; `new_hash` replaces it when its parameters are out of date."""

    user_id: str
    checked_hash: str
    new_hash: str | None
    origin: Origin


class FailedSignIn(msgspec.Struct, frozen=True):
    """`user_id` is None when nobody has the e-mail."""

    user_id: str | None
    origin: Origin


class Refresh(msgspec.Struct, frozen=True):
    """A genuine refresh token came: this session, this generation."""

    session_id: str
    generation: int
    origin: Origin


class SignOut(msgspec.Struct, frozen=True):
    """End one session of a person (`session_id`), or all of them (`None`)."""

    user_id: str
    session_id: str | None
    is_delete: bool
    origin: Origin


class RequestReset(msgspec.Struct, frozen=True):
    email_key: str
    origin: Origin
    proof: Proof


class ResetPassword(msgspec.Struct, frozen=True):
    token_hash: str
    password_hash: str
    origin: Origin


class ChangePassword(msgspec.Struct, frozen=True):
    """The present password was found to match `checked_hash`; `session_id` goes on, all others end."""

    user_id: str
    session_id: str | None
    checked_hash: str
    password_hash: str
    origin: Origin


class RequestVerification(msgspec.Struct, frozen=True):
    user_id: str
    proof: Proof


class VerifyEmail(msgspec.Struct, frozen=True):
    token_hash: str
    origin: Origin


class EditProfile(msgspec.Struct, frozen=True):
    """`None` leaves a member alone; `expected_version` None means whatever it is."""

    user_id: str
    name: str | None
    locale: str | None
    expected_version: int | None


class SaveAddress(msgspec.Struct, frozen=True):
    """Adds the address, or with `is_new` False replaces the one that has its id."""

    user_id: str
    address: Address
    is_new: bool


class DeleteAddress(msgspec.Struct, frozen=True):
    user_id: str
    address_id: str


class EditUser(msgspec.Struct, frozen=True):
    """A staff member (`actor_id`, who holds `actor_scopes`) changes a person; `None` leaves a member alone."""

    actor_id: str
    actor_scopes: frozenset[str]
    user_id: str
    roles: tuple[str, ...] | None
    is_disabled: bool | None
    expected_version: int | None
    origin: Origin


class Asked(msgspec.Struct, frozen=True):
    """A request that is answered alike whether it had an effect or not."""

    id: str
    at: datetime
