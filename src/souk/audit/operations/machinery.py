"""Which processes there are: as the edge counts them, and as the launcher keeps them where there is one."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Mapping
from datetime import datetime

import aiohttp
import msgspec

from souk.kit import clock

LOG = logging.getLogger(__name__)

ANSWER_TIMEOUT_S = 3.0
ANSWER_BYTES_MAX = 256 * 1024
EDGE = "edge"
"""The name by which HAProxy's loopback frontend answers for itself."""


class Replicas(msgspec.Struct, frozen=True):
    """Of `total` replicas of a service `ready` would get a request now."""

    ready: int
    total: int


class Process(msgspec.Struct, frozen=True, kw_only=True):
    """One process of the launcher's. `reason` says why it is not ready, in the launcher's words."""

    name: str
    state: str
    ready: bool
    restarts: int
    pid: int | None = None
    port: int | None = None
    reason: str | None = None
    started_at: datetime | None = None


class _Health(msgspec.Struct):
    services: dict[str, Replicas]


class _Row(msgspec.Struct):
    name: str
    state: str
    ready: bool
    restarts: int
    pid: int | None = None
    port: int | None = None
    reason: str | None = None
    started_at: float | None = None


class _Answer(msgspec.Struct):
    ok: bool
    processes: list[_Row] = []


async def replicas(internal_url: str, tls: ssl.SSLContext | None = None) -> Mapping[str, Replicas] | None:
    """What the edge says of each service; None when it does not answer. `tls` is for https."""
    timeout = aiohttp.ClientTimeout(total=ANSWER_TIMEOUT_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as session,
            session.get(f"{internal_url.rstrip('/')}/healthz", headers={"Host": EDGE}, ssl=tls or True) as answer,
        ):
            # 503 is an answer, too: a service has nobody ready
            return msgspec.json.decode(await answer.read(), type=_Health).services
    except (aiohttp.ClientError, TimeoutError, msgspec.DecodeError, ValueError) as error:
        LOG.info("the edge does not say who is ready", extra={"error": repr(error)})
        return None


async def processes(socket: str) -> list[Process] | None:
    """What the launcher keeps running, by its control socket; None where there is none, or when it does not answer."""
    if not socket:
        return None
    try:
        async with asyncio.timeout(ANSWER_TIMEOUT_S):
            reader, writer = await asyncio.open_unix_connection(socket, limit=ANSWER_BYTES_MAX)
            try:
                writer.write(b'{"do":"status"}\n')
                answer = msgspec.json.decode(await reader.readline(), type=_Answer)
            finally:
                writer.close()
    except (OSError, TimeoutError, msgspec.DecodeError, ValueError) as error:
        LOG.info("the launcher does not say what runs", extra={"error": repr(error)})
        return None
    return [_process(row) for row in answer.processes] if answer.ok else None


def _process(row: _Row) -> Process:
    return Process(
        name=row.name,
        state=row.state,
        ready=row.ready,
        restarts=row.restarts,
        pid=row.pid,
        port=row.port,
        reason=row.reason,
        started_at=clock.at(int(row.started_at * 1000)) if row.started_at is not None else None,
    )
