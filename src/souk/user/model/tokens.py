"""Tokens that are derived, not kept: a code over what they stand for, under a key that only this service derives.

Nobody can make one without the key, none has to be stored readable, and the same one can be given again to a caller
whose answer was lost.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Sequence

import msgspec

TOKEN_LENGTH_MAX = 200

_REFRESH = re.compile(r"(ses_[0-9a-v]{26})\.([1-9][0-9]{0,8})\.([A-Za-z0-9_-]{43})")


class Keys(msgspec.Struct, frozen=True):
    """Keys derived from the root secret, each for one purpose: the first to make with, all to accept."""

    refresh: Sequence[bytes]
    one_time: Sequence[bytes]
    fingerprint: bytes
    """Of the newest secret alone: a request that is repeated across its change is taken for another one."""


def refresh_token(keys: Sequence[bytes], session_id: str, generation: int) -> str:
    """`<session>.<generation>.<code>`."""
    stem = f"{session_id}.{generation}"
    return f"{stem}.{_code(keys[0], stem)}"


def read_refresh_token(keys: Sequence[bytes], token: str) -> tuple[str, int] | None:
    """Session id and generation of a token made here; `None` for any other text."""
    match = _REFRESH.fullmatch(token)
    if match is None:
        return None
    is_ours = any(hmac.compare_digest(_code(key, f"{match[1]}.{match[2]}"), match[3]) for key in keys)
    return (match[1], int(match[2])) if is_ours else None


def one_time_token(keys: Sequence[bytes], request_id: str) -> str:
    """The token of a new request to reset a password or to verify an e-mail."""
    return _code(keys[0], request_id)


def one_time_token_again(keys: Sequence[bytes], request_id: str, hashed: str) -> str | None:
    """The token that was made for a request and is stored as `hashed`; `None` when its key is gone."""
    made = (_code(key, request_id) for key in keys)
    return next((token for token in made if token_hash(token) == hashed), None)


def token_hash(token: str) -> str:
    """What is stored of a one-time token."""
    return hashlib.sha256(token.encode()).hexdigest()


def fingerprint(key: bytes, text: str) -> bytes:
    """Stands for a text that must not be stored, not even under a plain hash: a body with a password, an e-mail."""
    return hmac.digest(key, text.encode(), "sha256")


def _code(key: bytes, text: str) -> str:
    return base64.urlsafe_b64encode(hmac.digest(key, text.encode(), "sha256")).rstrip(b"=").decode()
