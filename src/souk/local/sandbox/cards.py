"""What each test card does, as data."""

from __future__ import annotations

from typing import Literal

import msgspec

State = Literal["pending", "action_required", "authorized", "captured", "declined", "voided", "disputed"]


class Afterwards(msgspec.Struct, frozen=True):
    """What happens to a charge by itself, and how often the webhook that tells it is sent."""

    state: State
    after_s: float
    deliveries: int = 1


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """How a charge of this card begins."""

    state: State
    reason: str | None = None
    delay_s: float = 0.0
    unavailable_first: int = 0
    """So many calls are answered 503 before one is let through."""
    silent_first: bool = False
    """The first call takes the money and is never answered."""
    afterwards: Afterwards | None = None


CARDS: dict[str, Card] = {
    "tok_ok": Card(state="captured"),
    "tok_auth_only": Card(state="authorized"),
    "tok_declined": Card(state="declined", reason="card_declined"),
    "tok_insufficient_funds": Card(state="declined", reason="insufficient_funds"),
    "tok_slow": Card(state="captured", delay_s=2.0),
    "tok_flaky": Card(state="captured", unavailable_first=2),
    "tok_timeout_charged": Card(state="captured", silent_first=True),
    "tok_3ds": Card(state="action_required"),
    "tok_webhook": Card(state="pending", afterwards=Afterwards("captured", after_s=1.0, deliveries=3)),
    "tok_dispute": Card(state="captured", afterwards=Afterwards("disputed", after_s=1.0)),
}
UNKNOWN_CARD = Card(state="declined", reason="invalid_token")
