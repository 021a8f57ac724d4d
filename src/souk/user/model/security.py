"""Requests that are proven by a mail: reset a password, verify an e-mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from souk.user.model import refusals

RESET_TTL = timedelta(hours=1)
VERIFICATION_TTL = timedelta(days=3)
KEPT_AFTER_END = timedelta(days=7)
REQUESTS_PENDING_MAX = 3
"""More mails within `RESET_TTL` would only annoy the owner of the mailbox: further requests change nothing."""

Kind = Literal["password_reset", "email_verification"]
Status = Literal["pending", "used", "superseded"]

TRANSITIONS: Mapping[tuple[Status, str], Status] = {
    ("pending", "use"): "used",
    ("pending", "supersede"): "superseded",
}
"""The life of a request; what is not here is refused."""


class SecurityRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Holds only the hash of its token. `email` is the address the mail goes to: the proof counts for no other."""

    id: str
    kind: Kind
    user_id: str
    email: str
    token_hash: str
    status: Status = "pending"
    created_at: datetime
    expires_at: datetime
    forget_at: datetime

    def is_open(self, now: datetime) -> bool:
        return self.status == "pending" and now < self.expires_at


def new_request(
    *, request_id: str, kind: Kind, user_id: str, email: str, token_hash: str, now: datetime
) -> SecurityRequest:
    expires_at = now + (RESET_TTL if kind == "password_reset" else VERIFICATION_TTL)
    return SecurityRequest(
        id=request_id,
        kind=kind,
        user_id=user_id,
        email=email,
        token_hash=token_hash,
        created_at=now,
        expires_at=expires_at,
        forget_at=expires_at + KEPT_AFTER_END,
    )


def used(request: SecurityRequest | None, kind: Kind, now: datetime) -> SecurityRequest:
    """Raises `refusals.TokenInvalid` unless it is an open request of this kind."""
    if request is None or request.kind != kind or not request.is_open(now):
        raise refusals.TokenInvalid(
            "The token is unknown, was used, or is too old",
            errors=[{"pointer": "/token", "detail": "is unknown, was used, or is too old"}],
        )
    return msgspec.structs.replace(request, status=TRANSITIONS[request.status, "use"])


def superseded(request: SecurityRequest) -> SecurityRequest:
    """Another request took its place. What is no longer pending stays as it is."""
    status = TRANSITIONS.get((request.status, "supersede"), request.status)
    return msgspec.structs.replace(request, status=status)
