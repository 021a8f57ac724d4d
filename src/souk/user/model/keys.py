"""The calendar of signing keys: when one signs, how long it is published, when the next is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

ROTATION = timedelta(days=30)
PUBLISHED_AHEAD = timedelta(minutes=10)
"""A new key is known to every replica and every verifier before it signs."""
OVERLAP = timedelta(hours=1)
"""A key stays published this long after the next one signs: longer than any token it signed lives."""


class SigningKey(msgspec.Struct, frozen=True, kw_only=True):
    """An Ed25519 key pair; the private half is sealed. `id` is its generation: 1, 2, 3, …

    Two replicas that rotate at once try to store the same generation, and one of them fails: that is how they agree.
    """

    id: int
    kid: str
    public: bytes
    sealed: bytes
    created_at: datetime
    signs_from: datetime


def signing(keys: Sequence[SigningKey], now: datetime) -> SigningKey:
    """The key to sign with: the newest whose time has come. `keys` must not be empty."""
    ripe = [key for key in keys if key.signs_from <= now]
    return max(ripe, key=lambda key: key.id) if ripe else min(keys, key=lambda key: key.id)


def published(keys: Sequence[SigningKey], now: datetime) -> list[SigningKey]:
    """The keys that verifiers may trust, oldest first: all but those replaced longer than `OVERLAP` ago."""
    return sorted((key for key in keys if not _is_replaced(key, keys, now)), key=lambda key: key.id)


def replaced(keys: Sequence[SigningKey], now: datetime) -> list[SigningKey]:
    """The keys that nobody needs any more."""
    return [key for key in keys if _is_replaced(key, keys, now)]


def is_rotation_due(keys: Sequence[SigningKey], now: datetime) -> bool:
    return not keys or max(key.created_at for key in keys) + ROTATION <= now


def next_generation(keys: Sequence[SigningKey]) -> int:
    return max((key.id for key in keys), default=0) + 1


def signs_from(keys: Sequence[SigningKey], now: datetime) -> datetime:
    """When a key made now begins to sign: at once if it is the first."""
    return now + PUBLISHED_AHEAD if keys else now


def _is_replaced(key: SigningKey, keys: Sequence[SigningKey], now: datetime) -> bool:
    return any(other.id > key.id and other.signs_from + OVERLAP <= now for other in keys)
