"""The process: `python -m souk.edge.web` serves until SIGTERM, then finishes what it has in hand."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any

import msgspec
import uvloop
from granian.constants import Interfaces
from granian.rsgi import Scope

from souk.edge.documents.files import ROOT
from souk.edge.web.site import Site
from souk.kit import settings
from souk.serving import auth, log, mutual, rest, starting

LOG = logging.getLogger(__name__)

DRAIN_NOTICE_S = 1.2
"""Between turning not ready and the end: two health checks of the edge see it in between."""
_WANTED = ("accept-encoding", "if-none-match")


class Settings(msgspec.Struct, kw_only=True, frozen=True):
    """What the web process reads from the environment."""

    web_dir: str = str(ROOT / "web")
    documents_dir: str = str(ROOT)
    """Holds `openapi/souk.json` and `asyncapi/souk.json`."""
    security_contact: str = ""
    """Whom to tell of a hole: `mailto:…` or `https://…`, as in RFC 9116."""
    instance: str = "web-1"
    host: str = "127.0.0.1"
    port: int = 0
    log_level: str = "info"
    public_url: str = "http://127.0.0.1:8080"
    """Where the shop is reached: what canonical links and the sitemap name."""
    internal_url: str = "http://127.0.0.1:8081"
    """HAProxy's loopback frontend, by which the catalogue is asked."""
    secret: str = ""
    """The installation's root secret. Without it pages are made as with it, but the sitemap has no products."""


def main() -> None:
    """Be the web process. Exits with one readable line when it cannot start."""
    try:
        starting.demand_known(os.environ, Settings)
        config = settings.load(Settings)
        demand_uri(config.security_contact)
        secured = mutual.load()
    except settings.SettingsError as error:
        sys.exit(f"web: {error}")
    log.configure(config.instance, config.log_level)
    uvloop.run(_live(config, secured))


def demand_uri(contact: str) -> None:
    """Raises `SettingsError` when nobody could follow it."""
    if contact and not contact.startswith(("mailto:", "https://", "tel:")):
        raise settings.SettingsError("SOUK_SECURITY_CONTACT must begin with mailto:, https:// or tel:")


async def _live(config: Settings, secured: mutual.Asked) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    transport = rest.Http(config.internal_url, secured.asking())
    outside, house = rest.Client(transport, "web"), rest.Client(transport, "web")
    if config.secret:
        house.use(auth.Verifier(config.secret, _nothing, _nothing))  # type: ignore[arg-type]  # it only makes tokens here
    site = Site(Path(config.web_dir), Path(config.documents_dir), outside, house, config.public_url, config.security_contact)

    async def serve(scope: Scope, protocol: Any) -> None:
        await _send(site, scope, protocol)

    doors = mutual.Doors(serve, Interfaces.RSGI, config.host, config.port, secured)
    serving = asyncio.create_task(doors.serve(), name="http")
    serving.add_done_callback(lambda _: stop.set())
    LOG.info("started", extra={"port": config.port})
    await stop.wait()
    site.draining = True
    if not serving.done():
        LOG.info("draining")
        await asyncio.sleep(DRAIN_NOTICE_S)
        doors.stop()
    await serving
    await transport.close()


async def _nothing() -> None:
    """Nobody presents a token to this process."""


async def _send(site: Site, scope: Scope, protocol: Any) -> None:
    asked = {name: value for name in _WANTED if (value := scope.headers.get(name)) is not None}
    status, headers, body = await site.answer(scope.method, scope.path, scope.query_string, asked)
    if scope.method == "HEAD" or not body:
        protocol.response_empty(status, headers)
    elif isinstance(body, Path):
        protocol.response_file(status, headers, str(body))
    else:
        protocol.response_bytes(status, headers, body)
