"""The edge's certificate: looked at before HAProxy gets it, so that what is wrong with it is said in words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization


class CertificateError(Exception):
    """A certificate that must not be served; the message says which file, why, and what to do."""


def read(certificate: Path, key: Path, now: datetime | None = None) -> str:
    """Chain and key as one text, as HAProxy wants them: the server's own certificate first.

    Raises `CertificateError` for files that cannot be read or understood, a certificate outside its time, and a key
    that belongs to another one.
    """
    chain, secret = _text(certificate, "certificate"), _text(key, "key")
    try:
        own = x509.load_pem_x509_certificates(chain)[0]
    except ValueError:
        raise CertificateError(f"{certificate} holds no certificate in PEM form: put the whole chain there") from None
    try:
        private = serialization.load_pem_private_key(secret, None)
    except (ValueError, TypeError):
        raise CertificateError(f"{key} holds no private key in PEM form that opens without a password") from None
    _in_its_time(own, certificate, now or datetime.now(UTC))
    if _public(private.public_key()) != _public(own.public_key()):
        raise CertificateError(f"the key in {key} does not belong to the one in {certificate}: renew both together")
    return f"{chain.decode().strip()}\n{secret.decode().strip()}\n"


def _in_its_time(own: x509.Certificate, where: Path, now: datetime) -> None:
    if now >= own.not_valid_after_utc:
        raise CertificateError(f"the certificate in {where} expired on {_said(own.not_valid_after_utc)}: renew it")
    if now < own.not_valid_before_utc:
        raise CertificateError(
            f"the certificate in {where} is not valid before {_said(own.not_valid_before_utc)}: look at the clock here"
        )


def _said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _text(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CertificateError(f"the {what} in {path} cannot be read: {error.strerror}") from None


def _public(key: object) -> bytes:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    encoded: bytes = key.public_bytes(serialization.Encoding.DER, form)  # type: ignore[attr-defined]  # every public key has it
    return encoded
