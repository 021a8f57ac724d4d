"""TLS within an installation: who serves shows a certificate, and so does who asks; each believes their authority only.

Asked for by `SOUK_TLS_DIR`; without it, nothing here does anything.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec
from cryptography import x509
from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels
from granian.server.embed import Server

from souk.kit import settings
from souk.serving import certificate

LOG = logging.getLogger(__name__)

T = TypeVar("T")

LISTEN_BACKLOG = 1_024
CONNECTIONS_MAX = 4_096
"""Taken at a time: more than an edge sends to one replica, so that probes are always answered."""
LOOK_PERIOD_S = 10.0
"""Between two looks at the files."""
HOUSE = frozenset({"/livez", "/readyz", "/metrics"})
"""What is asked by who has no certificate: the kubelet, Prometheus."""


class Settings(msgspec.Struct, kw_only=True, frozen=True):
    """Of the process, whatever services it holds."""

    tls_dir: str = ""
    """A directory with `tls.crt`, `tls.key` and `ca.crt`, as cert-manager writes them; empty, plain text."""
    house_port: int = 0
    """With `tls_dir`: where `/livez`, `/readyz` and `/metrics` are answered in plain text, and nothing else is."""


class Identity:
    """What this process shows, and whom it believes. Raises `CertificateError` for what must not be used."""

    def __init__(self, directory: str) -> None:
        folder = Path(directory)
        self.certificate, self.key, self.authority = folder / "tls.crt", folder / "tls.key", folder / "ca.crt"
        self._asking: list[ssl.SSLContext] = []
        self._known = self.read()

    def read(self) -> tuple[str, str]:
        """Chain with key, and the authority's certificates. Raises `CertificateError`."""
        own = certificate.read(self.certificate, self.key)
        try:
            text = self.authority.read_text(encoding="ascii")
            x509.load_pem_x509_certificates(text.encode())
        except OSError as error:
            raise certificate.CertificateError(
                f"the authority in {self.authority} cannot be read: {error.strerror}"
            ) from None
        except ValueError:
            raise certificate.CertificateError(f"{self.authority} holds no certificate in PEM form") from None
        return own, f"{text.strip()}\n"

    def asking(self) -> ssl.SSLContext:
        """For who asks others. It shows the newest certificate; an authority that is gone is believed until the end."""
        context = ssl.create_default_context(cafile=str(self.authority))
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(self.certificate, self.key)
        self._asking.append(context)
        return context

    def served(self) -> dict[str, Any]:
        """How granian is told; nobody without a certificate of the authority gets as far as a request."""
        return {
            "ssl_cert": self.certificate,
            "ssl_key": self.key,
            "ssl_ca": self.authority,
            "ssl_client_verify": True,
            "ssl_protocol_min": SSLProtocols.tls13,
        }

    async def keep(self, server: Server) -> None:
        """Take what is renewed, without closing a connection that is in use."""

        async def renew(_: tuple[str, str]) -> None:
            for context in self._asking:
                context.load_verify_locations(self.authority)
                context.load_cert_chain(self.certificate, self.key)
            # its next worker, on the same port, reads these; the old one finishes what it has in hand
            server.build_ssl_context(
                self.certificate, self.key, None, SSLProtocols.tls13, self.authority, [], client_verify=True
            )
            server.reload()  # type: ignore[no-untyped-call]  # granian leaves it untyped

        await watch(self.read, self._known, renew, (certificate.CertificateError, OSError))  # SSLError is an OSError


async def watch(
    read: Callable[[], T],
    known: T,
    renew: Callable[[T], Awaitable[None]],
    failures: tuple[type[Exception], ...] = (certificate.CertificateError,),
) -> None:
    """Renew whenever there is something else to read. What must not be served is not: the old one stays, and the log
    says why, once."""
    complained = ""
    while True:
        await asyncio.sleep(LOOK_PERIOD_S)
        try:
            found = await asyncio.to_thread(read)
            if found != known:
                await renew(found)
                known, complained = found, ""
                LOG.info("the certificate was replaced")
        except failures as error:
            if str(error) != complained:
                complained = str(error)
                LOG.error("the old certificate stays: %s", error)  # noqa: TRY400 - the message says it all


class Asked(NamedTuple):
    """What the environment asks for; without an identity everything is in plain text."""

    identity: Identity | None = None
    house_port: int = 0

    def asking(self) -> ssl.SSLContext | None:
        """For who asks others."""
        return self.identity.asking() if self.identity is not None else None


def load(environment: Mapping[str, str] | None = None) -> Asked:
    """Raises `SettingsError` saying which file is wrong, and why."""
    config = settings.load(Settings, environment)
    if not config.tls_dir:
        if config.house_port:
            raise settings.SettingsError("SOUK_HOUSE_PORT goes with SOUK_TLS_DIR: set both, or neither")
        return Asked()
    try:
        return Asked(Identity(config.tls_dir), config.house_port)
    except certificate.CertificateError as error:
        raise settings.SettingsError(f"SOUK_TLS_DIR: {error}") from None


class Doors:
    """Where a process is asked: on its port, with TLS where that is asked for, and then on the house's port, too."""

    def __init__(self, target: Any, interface: Interfaces, host: str, port: int, asked: Asked) -> None:
        self._identity = asked.identity
        self._main = _server(target, interface, host, port, asked.identity.served() if asked.identity else {})
        self._servers = [self._main]
        if asked.house_port:
            only = _house_asgi(target) if interface is Interfaces.ASGINL else _house_rsgi(target)
            self._servers.append(_server(only, interface, host, asked.house_port, {}))

    async def serve(self) -> None:
        """Until `stop`. Raises what ends it otherwise."""
        work: list[asyncio.Future[Any]] = [asyncio.gather(*(each.serve() for each in self._servers))]
        if self._identity is not None:
            work.append(asyncio.ensure_future(self._identity.keep(self._main)))
        try:
            done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
            for each in done:
                each.result()
        finally:
            for each in work:
                each.cancel()

    def stop(self) -> None:
        """Take nothing new, finish what is in hand."""
        for each in self._servers:
            each.stop()  # type: ignore[no-untyped-call]  # granian leaves it untyped


def _server(target: Any, interface: Interfaces, host: str, port: int, more: Mapping[str, Any]) -> Server:
    return Server(
        target,
        address=host,
        port=port,
        interface=interface,
        backlog=LISTEN_BACKLOG,
        backpressure=CONNECTIONS_MAX,
        websockets=False,
        log_enabled=False,
        log_level=LogLevels.warning,
        **more,
    )


def _house_asgi(target: Any) -> Any:
    async def only(scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] in HOUSE:
            await target(scope, receive, send)
        else:
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    return only


def _house_rsgi(target: Any) -> Any:
    async def only(scope: Any, protocol: Any) -> None:
        if scope.path in HOUSE:
            await target(scope, protocol)
        else:
            protocol.response_empty(404, [])

    return only
