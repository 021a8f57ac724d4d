"""Entities, state tables, rules and refusals of the user service; pure."""

from souk.user.model import audit, keys, passwords, people, security, sessions, throttling, tokens
from souk.user.model.people import Address, User
from souk.user.model.refusals import (
    BeyondOwnRights,
    EmailTaken,
    InvalidCredentials,
    LastAdmin,
    TokenInvalid,
    TokenReused,
    TooManyAddresses,
)
from souk.user.model.security import SecurityRequest
from souk.user.model.sessions import Origin, Revocation, Session

__all__ = [
    "Address",
    "BeyondOwnRights",
    "EmailTaken",
    "InvalidCredentials",
    "LastAdmin",
    "Origin",
    "Revocation",
    "SecurityRequest",
    "Session",
    "TokenInvalid",
    "TokenReused",
    "TooManyAddresses",
    "User",
    "audit",
    "keys",
    "passwords",
    "people",
    "security",
    "sessions",
    "throttling",
    "tokens",
]
