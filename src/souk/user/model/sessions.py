"""A sign-in and the tokens that come from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from souk.kit import errors, ids
from souk.user.model import refusals

ACCESS_TOKEN_TTL_S = 15 * 60
REVOCATION_GRACE = timedelta(minutes=2)
"""A revocation is told for so long after the last token it concerns ran out: clocks differ, and tokens get leeway."""
IDLE_TTL = timedelta(days=30)
"""A session that was not refreshed for so long is over."""
LIFETIME_MAX = timedelta(days=180)
"""However busy, one must sign in again after this."""
ACTIVE_SESSIONS_MAX = 50
"""One more sign-in ends the session that was used longest ago."""
USER_AGENT_LENGTH_MAX = 256
KEPT_AFTER_END = timedelta(days=30)
"""A session that is over stays so long, so that a token of it is told apart from nonsense."""

Status = Literal["active", "revoked"]
Reason = Literal[
    "logout", "logout_all", "deleted", "reused", "password_changed", "password_reset", "disabled", "crowded_out"
]

TRANSITIONS: Mapping[tuple[Status, str], Status] = {
    ("active", "rotate"): "active",
    ("active", "revoke"): "revoked",
}
"""The life of a session; what is not here is refused. Its end by age is a matter of `expires_at`."""


class Origin(msgspec.Struct, frozen=True):
    """Where a request came from, as far as it says."""

    address: str
    user_agent: str = ""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One sign-in. `generation` counts refreshes: only the token of the present generation is good."""

    id: str
    user_id: str
    status: Status = "active"
    generation: int = 1
    origin: Origin
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    forget_at: datetime
    ended_at: datetime | None = None
    reason: Reason | None = None

    def is_live(self, now: datetime) -> bool:
        return self.status == "active" and now < self.expires_at


class Revocation(msgspec.Struct, frozen=True, kw_only=True):
    """Tokens of a person (or of one session) that were issued more than a token's life before `until` are refused."""

    id: str
    user_id: str
    session_id: str | None = None
    until: datetime


def new_session(user_id: str, origin: Origin, now: datetime) -> Session:
    return Session(
        id=ids.new("ses"),
        user_id=user_id,
        origin=origin,
        created_at=now,
        last_used_at=now,
        expires_at=now + IDLE_TTL,
        forget_at=now + IDLE_TTL + KEPT_AFTER_END,
    )


def rotated(session: Session, generation: int, now: datetime) -> Session:
    """The session after its token of `generation` was used.

    Raises `refusals.TokenReused` for a generation of the past (the caller then revokes the session) and
    `errors.Unauthenticated` when the session is over or the generation was never given out.
    """
    if generation < session.generation:
        raise refusals.TokenReused("The session was ended, because one of its tokens was used twice")
    if generation > session.generation or not session.is_live(now):
        raise errors.Unauthenticated("The session is over; sign in again")
    expires_at = min(now + IDLE_TTL, session.created_at + LIFETIME_MAX)
    return msgspec.structs.replace(
        session,
        status=TRANSITIONS[session.status, "rotate"],
        generation=generation + 1,
        last_used_at=now,
        expires_at=expires_at,
        forget_at=expires_at + KEPT_AFTER_END,
    )


def revoked(session: Session, reason: Reason, now: datetime) -> Session:
    """Raises `errors.Conflict` when it was revoked before."""
    if (session.status, "revoke") not in TRANSITIONS:
        raise errors.Conflict("The session is already over")
    return msgspec.structs.replace(
        session,
        status=TRANSITIONS[session.status, "revoke"],
        ended_at=now,
        reason=reason,
        forget_at=now + KEPT_AFTER_END,
    )


def crowded_out(sessions: list[Session]) -> list[Session]:
    """Those among a person's active sessions that have to end so that one more fits, the least used first."""
    surplus = len(sessions) - (ACTIVE_SESSIONS_MAX - 1)
    return sorted(sessions, key=lambda each: (each.last_used_at, each.id))[: max(0, surplus)]


def revocation_of(session: Session, now: datetime) -> Revocation:
    """What has to be known everywhere once a session is revoked."""
    return Revocation(id=session.id, user_id=session.user_id, session_id=session.id, until=until(now))


def revocation_of_person(user_id: str, now: datetime) -> Revocation:
    """All that was issued to a person before now."""
    return Revocation(id=user_id, user_id=user_id, until=until(now))


def until(now: datetime) -> datetime:
    """When the last access token issued before now is gone."""
    return now + timedelta(seconds=ACCESS_TOKEN_TTL_S)
