"""Signing keys as this process uses them: unsealed, at hand, and the same in every replica."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Sequence
from datetime import datetime

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from souk.kit import clock
from souk.user.model import keys
from souk.user.model.keys import SigningKey

_NONCE_BYTES = 12


class WrongSecretError(Exception):
    """The keys in the database were sealed under another root secret; the message is one readable line."""


class KeyRing:
    """Makes and opens sealed keys; holds those that were read last."""

    def __init__(self, sealing_keys: Sequence[bytes]) -> None:
        self._seals = [AESGCM(key) for key in sealing_keys]
        self._keys: Sequence[SigningKey] = ()
        self._private: dict[str, Ed25519PrivateKey] = {}

    def make(self, generation: int, now: datetime, signs_from: datetime) -> SigningKey:
        """A new pair; its `kid` is the thumbprint of RFC 7638."""
        private = Ed25519PrivateKey.generate()
        public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        kid = _thumbprint(public)
        sealed = self._sealed(private, kid)
        return SigningKey(id=generation, kid=kid, public=public, sealed=sealed, created_at=now, signs_from=signs_from)

    def resealed(self, present: Sequence[SigningKey]) -> list[SigningKey]:
        """Those of the held keys that an older secret sealed, sealed with the newest."""
        old = [key for key in present if _opened(self._seals[0], key) is None]
        return [msgspec.structs.replace(key, sealed=self._sealed(self._private[key.kid], key.kid)) for key in old]

    def hold(self, present: Sequence[SigningKey]) -> None:
        """Use these keys from now on. Raises `WrongSecretError` when one cannot be opened."""
        self._private = {key.kid: self._private.get(key.kid) or self._open(key) for key in present}
        self._keys = present

    def signing(self) -> tuple[Ed25519PrivateKey, str]:
        """The private key to sign with now, and its `kid`."""
        key = keys.signing(self._keys, clock.now())
        return self._private[key.kid], key.kid

    def jwks(self) -> bytes:
        """The public keys as a JSON Web Key Set (RFC 7517, RFC 8037)."""
        published = keys.published(self._keys, clock.now())
        return msgspec.json.encode({"keys": [{**_jwk(key.public), "kid": key.kid, **_USE} for key in published]})

    def _sealed(self, private: Ed25519PrivateKey, kid: str) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._seals[0].encrypt(nonce, private.private_bytes_raw(), kid.encode())

    def _open(self, key: SigningKey) -> Ed25519PrivateKey:
        for seal in self._seals:
            if (private := _opened(seal, key)) is not None:
                return private
        raise WrongSecretError(
            "the signing keys in the database were sealed under another secret: "
            "let SOUK_SECRET list that one, too, after the new one"
        )


def _opened(seal: AESGCM, key: SigningKey) -> Ed25519PrivateKey | None:
    nonce, sealed = key.sealed[:_NONCE_BYTES], key.sealed[_NONCE_BYTES:]
    try:
        return Ed25519PrivateKey.from_private_bytes(seal.decrypt(nonce, sealed, key.kid.encode()))
    except InvalidTag:
        return None


_USE = {"use": "sig", "alg": "EdDSA"}


def _jwk(public: bytes) -> dict[str, str]:
    return {"crv": "Ed25519", "kty": "OKP", "x": base64.urlsafe_b64encode(public).rstrip(b"=").decode()}


def _thumbprint(public: bytes) -> str:
    canonical = msgspec.json.encode(_jwk(public))
    return base64.urlsafe_b64encode(hashlib.sha256(canonical).digest()).rstrip(b"=").decode()
