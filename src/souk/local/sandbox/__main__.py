"""`python -m souk.local.sandbox`: the practice gateway as a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import uvloop
from aiohttp import web

from souk.kit import settings
from souk.local.sandbox import controls, server, store, webhooks
from souk.serving import derived, log, starting

BACKLOG = 512
SHUTDOWN_S = 2.0


class Settings(msgspec.Struct, kw_only=True, frozen=True):
    """`sandbox_url` is where browsers reach this process; without it, the address it listens on."""

    secret: str
    sandbox_dir: str
    webhook_url: str | None = None
    sandbox_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 0
    instance: str = "sandbox-1"
    log_level: str = "info"


def api_keys(secret: str) -> list[str]:
    """The keys that callers may show."""
    return [key.hex() for key in derived.keys(secret, "sandbox-api-key")]


def webhook_secret(secret: str) -> bytes:
    """The key that webhooks are signed with."""
    return derived.key(secret, "sandbox-webhooks")


@contextlib.asynccontextmanager
async def running(config: Settings) -> AsyncIterator[str]:
    """Serve until the block ends; yields the address it listens on."""
    listener = socket.create_server((config.host, config.port), backlog=BACKLOG)
    own = f"http://{config.host}:{listener.getsockname()[1]}"
    memory = store.Store(Path(config.sandbox_dir))
    bad_day = controls.Controls(server.SILENCE_S)
    later = webhooks.Later(memory, bad_day, config.webhook_url, webhook_secret(config.secret))
    gateway = server.Gateway(memory, later, bad_day, api_keys(config.secret), config.sandbox_url or own)
    runner = web.AppRunner(
        gateway.application(), access_log=None, handler_cancellation=True, shutdown_timeout=SHUTDOWN_S
    )
    await runner.setup()
    await web.SockSite(runner, listener).start()
    background = asyncio.create_task(later.run())
    try:
        yield own
    finally:
        await runner.cleanup()
        background.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await background
        memory.close()


async def serve(config: Settings) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    async with running(config):
        await stop.wait()


def main() -> None:
    try:
        starting.demand_known(os.environ, Settings)
        config = settings.load(Settings)
        starting.demand_writable("sandbox_dir", config.sandbox_dir)
    except settings.SettingsError as error:
        sys.exit(f"sandbox: {error}")
    log.configure(config.instance, config.log_level)
    uvloop.run(serve(config))


if __name__ == "__main__":
    main()
