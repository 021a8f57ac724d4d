"""The ways this service says no."""

from __future__ import annotations

from souk.kit import errors


class EmailTaken(errors.Conflict):
    slug = "email-taken"
    title = "This e-mail is already registered"


class InvalidCredentials(errors.Unauthenticated):
    """One answer for an unknown e-mail, a wrong password and a disabled account: it tells a guesser nothing."""

    slug = "invalid-credentials"
    title = "E-mail or password is wrong"


class TokenReused(errors.Unauthenticated):
    """A refresh token came a second time: one of the two who hold it stole it, so the session ends for both."""

    slug = "token-reused"
    title = "This refresh token was used before; sign in again"


class TokenInvalid(errors.Invalid):
    """A one-time token that is unknown, used or too old; which of them is not told."""

    slug = "token-invalid"
    title = "This link is no longer valid"


class LastAdmin(errors.Conflict):
    slug = "last-admin"
    title = "The last administrator cannot be removed"


class BeyondOwnRights(errors.Forbidden):
    """Staff may neither grant what they do not hold nor touch people who hold more."""

    slug = "beyond-own-rights"
    title = "This needs rights that you do not have"


class TooManyAddresses(errors.Conflict):
    slug = "too-many-addresses"
    title = "The address book is full"
