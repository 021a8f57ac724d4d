"""What the user service announces."""

from __future__ import annotations

from datetime import datetime

from souk.contracts.event import Event, event


@event("user.registered", about="user_id")
class UserRegistered(Event, frozen=True):
    """Notification welcomes the person."""

    user_id: str
    email: str
    name: str
    locale: str = "en"


@event("user.password_reset_requested", about="user_id")
class PasswordResetRequested(Event, frozen=True):
    """Notification fetches the one-time token by `request_id` and mails it; the token never lies in a stream."""

    user_id: str
    email: str
    request_id: str
    name: str = ""
    locale: str = "en"


@event("user.email_verification_requested", about="user_id")
class EmailVerificationRequested(Event, frozen=True):
    """Notification fetches the one-time token by `request_id` and mails it."""

    user_id: str
    email: str
    request_id: str
    name: str = ""
    locale: str = "en"


@event("user.access_revoked", about="user_id")
class AccessRevoked(Event, frozen=True):
    """Every service refuses the person's tokens (or one session's) that were issued before now, until `until`."""

    user_id: str
    until: datetime
    session_id: str | None = None


@event("user.erased", about="user_id")
class UserErased(Event, frozen=True):
    """Order, product and notification forget what identifies the person."""

    user_id: str
