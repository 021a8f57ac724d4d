"""Keys derived from the root secret, one for each purpose.

`SOUK_SECRET` may list several secrets, with white space between them: the first makes, all are accepted. So a new one
takes an old one's place while everybody stays signed in (docs/threat-model.md).
"""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def key(secret: str, purpose: str) -> bytes:
    """The 32-byte key to make with (HKDF-SHA256, RFC 5869); different purposes give unrelated keys."""
    return keys(secret, purpose)[0]


def keys(secret: str, purpose: str) -> tuple[bytes, ...]:
    """The keys to accept, the one to make with first."""
    return tuple(_derive(each, purpose) for each in secret.split())


def _derive(secret: str, purpose: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=b"souk", info=purpose.encode()).derive(secret.encode())
