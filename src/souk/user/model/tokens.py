"""Tokens that are derived, not kept: a code over what they stand for, under a key that only this service derives.

Nobody can make one without the key, none has to be stored readable, and the same one can be given again to a caller
whose answer was lost.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

import msgspec

TOKEN_LENGTH_MAX = 200

_REFRESH = re.compile(r"(ses_[0-9a-v]{26})\.([1-9][0-9]{0,8})\.([A-Za-z0-9_-]{43})")


class Keys(msgspec.Struct, frozen=True):
    """Keys derived from the root secret, each for one purpose."""

    refresh: bytes
    one_time: bytes
    fingerprint: bytes


def refresh_token(key: bytes, session_id: str, generation: int) -> str:
    """`<session>.<generation>.<code>`."""
    stem = f"{session_id}.{generation}"
    return f"{stem}.{_code(key, stem)}"


def read_refresh_token(key: bytes, token: str) -> tuple[str, int] | None:
    """Session id and generation of a token made here; `None` for any other text."""
    match = _REFRESH.fullmatch(token)
    if match is None:
        return None
    expected = _code(key, f"{match[1]}.{match[2]}")
    return (match[1], int(match[2])) if hmac.compare_digest(expected, match[3]) else None


def one_time_token(key: bytes, request_id: str) -> str:
    """The token of a request to reset a password or to verify an e-mail."""
    return _code(key, request_id)


def token_hash(token: str) -> str:
    """What is stored of a one-time token."""
    return hashlib.sha256(token.encode()).hexdigest()


def fingerprint(key: bytes, text: str) -> bytes:
    """Stands for a text that must not be stored, not even under a plain hash: a body with a password, an e-mail."""
    return hmac.digest(key, text.encode(), "sha256")


def _code(key: bytes, text: str) -> str:
    return base64.urlsafe_b64encode(hmac.digest(key, text.encode(), "sha256")).rstrip(b"=").decode()
