"""What happened to an account, who did it, and from where."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec

from souk.kit import ids
from souk.user.model.sessions import Origin

KEPT = timedelta(days=400)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """`user_id` is whom it concerns (`None`: a sign-in with an unknown e-mail), `actor_id` who did it.

    `action` is one of `registered signed_in sign_in_failed signed_out sessions_ended token_reused password_changed
    password_reset_requested password_reset email_verified roles_changed disabled enabled`; `before` and `after` hold
    the members that a staff change touched.
    """

    id: str
    user_id: str | None
    action: str
    actor_id: str | None
    origin: Origin | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    at: datetime
    forget_at: datetime


def entry(
    action: str,
    *,
    user_id: str | None,
    actor_id: str | None,
    now: datetime,
    origin: Origin | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Entry:
    return Entry(
        id=ids.new("aud"),
        user_id=user_id,
        action=action,
        actor_id=actor_id,
        origin=origin,
        before=before,
        after=after,
        at=now,
        forget_at=now + KEPT,
    )
