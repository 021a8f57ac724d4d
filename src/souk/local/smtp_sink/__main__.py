"""`python -m souk.local.smtp_sink`: SMTP on `SOUK_SMTP_PORT`, pages on `SOUK_PORT`, mails kept in `SOUK_MAIL_DIR`."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import uvloop
from aiohttp import web

from souk.kit import settings
from souk.local.smtp_sink.mailbox import Mailbox
from souk.local.smtp_sink.smtp import Session
from souk.local.smtp_sink.web import application
from souk.serving import log, starting

LOG = logging.getLogger(__name__)

SHUTDOWN_TIMEOUT_S = 2.0
FLUSH_AFTER_S = 0.05
"""Mails that come within this time are written to the file together."""


class Settings(msgspec.Struct, frozen=True):
    """Port 0 takes any free one, and the log says which."""

    mail_dir: str
    smtp_port: int = 0
    port: int = 0
    host: str = "127.0.0.1"
    instance: str = "smtp-1"
    log_level: str = "info"


async def serve(config: Settings, stop: asyncio.Event, ready: asyncio.Future[tuple[int, int]] | None = None) -> None:
    """Take mails until `stop` is set; `ready` gets the ports (SMTP, HTTP) once both are open."""
    mailbox = Mailbox(Path(config.mail_dir))
    loop = asyncio.get_running_loop()
    sessions: set[Session] = set()
    flushing: list[asyncio.TimerHandle] = []

    def flush() -> None:
        flushing.clear()
        mailbox.flush()

    def take(sender: str, recipients: Sequence[str], raw: bytes) -> str:
        mail = mailbox.add(sender, recipients, raw)
        if not flushing:
            flushing.append(loop.call_later(FLUSH_AFTER_S, flush))
        return mail.id

    smtp = await loop.create_server(lambda: Session(take, sessions, "souk.local"), config.host, config.smtp_port)
    runner = web.AppRunner(application(mailbox), access_log=None, shutdown_timeout=SHUTDOWN_TIMEOUT_S)
    await runner.setup()
    site = web.TCPSite(runner, config.host, config.port)
    await site.start()
    smtp_port, http_port = smtp.sockets[0].getsockname()[1], runner.addresses[0][1]
    LOG.info("taking mail", extra={"smtp_port": smtp_port, "http_port": http_port})
    if ready is not None:
        ready.set_result((smtp_port, http_port))
    try:
        await stop.wait()
    finally:
        smtp.close()
        for session in list(sessions):
            session.close()
        await runner.cleanup()
        mailbox.close()


async def _main(config: Settings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(config, stop)


def main() -> None:
    try:
        starting.demand_known(os.environ, Settings)
        config = settings.load(Settings)
        starting.demand_writable("mail_dir", config.mail_dir)
    except settings.SettingsError as error:
        sys.exit(f"smtp: {error}")
    log.configure(config.instance, config.log_level)
    uvloop.run(_main(config))


if __name__ == "__main__":
    main()
