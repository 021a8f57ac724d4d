"""An authority of a test's own, and the certificates it gives, laid out as cert-manager does it."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

HALF_A_DAY = timedelta(hours=12)


class Authority:
    """`folder(…)` is what a process is given as `SOUK_TLS_DIR`."""

    def __init__(self, name: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        made = self._begin(self._name, self._key).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        self.pem = made.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    def folder(self, folder: Path, *names: str) -> Path:
        """A new certificate for these names; put over an old one, it renews it."""
        folder.mkdir(exist_ok=True)
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, names[0])])
        usages = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
        made = self._begin(subject, key).add_extension(x509.ExtendedKeyUsage(usages), critical=False)
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        certificate = made.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        for name, content in (("tls.key", key.private_bytes(*form)), ("tls.crt", certificate), ("ca.crt", self.pem)):
            new = folder / f".{name}"
            new.write_bytes(content)
            new.replace(folder / name)
        return folder

    def _begin(self, subject: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        began = datetime.now(UTC) - timedelta(minutes=1)
        built = x509.CertificateBuilder().subject_name(subject).issuer_name(self._name).public_key(key.public_key())
        return (
            built.serial_number(x509.random_serial_number()).not_valid_before(began).not_valid_after(began + HALF_A_DAY)
        )


def serial(folder: Path) -> int:
    """Of the certificate in a folder."""
    return x509.load_pem_x509_certificate((folder / "tls.crt").read_bytes()).serial_number


def believing(folder: Path, *, showing: Path | None) -> ssl.SSLContext:
    """A client that believes the authority in one folder, and shows the certificate in another, or none."""
    context = ssl.create_default_context(cafile=str(folder / "ca.crt"))
    context.check_hostname = False  # it asks an address
    if showing is not None:
        context.load_cert_chain(showing / "tls.crt", showing / "tls.key")
    return context
