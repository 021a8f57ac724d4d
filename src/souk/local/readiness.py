"""Asking a process whether it is ready, with nothing but sockets: each question is one short connection."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from souk.local import ports

ANSWER_TIMEOUT_S = 2.0
ANSWER_BYTES_MAX = 64 * 1024


@dataclass(frozen=True)
class Answer:
    """What an HTTP server said."""

    status: int
    body: bytes


async def http_get(
    port: int, path: str, *, timeout_s: float = ANSWER_TIMEOUT_S, bytes_max: int = ANSWER_BYTES_MAX
) -> Answer | None:
    """The answer to a GET on this machine; None when nobody answers HTTP there in time."""
    question = f"GET {path} HTTP/1.0\r\nHost: {ports.HOST}:{port}\r\nUser-Agent: souk-supervisor\r\n\r\n"
    said = await _ask(port, question.encode(), timeout_s, whole=True, bytes_max=bytes_max)
    head, _, body = said.partition(b"\r\n\r\n")
    words = head.split(b" ", 2)
    if len(words) < 2 or not words[0].startswith(b"HTTP/") or not words[1].isdigit():
        return None
    return Answer(int(words[1]), body)


async def nats_greets(port: int) -> bool:
    """Whether a NATS server with JetStream introduces itself; it listens only once its streams are recovered."""
    said = await _ask(port, b"", ANSWER_TIMEOUT_S)
    return said.startswith(b"INFO ") and b'"jetstream":true' in said


async def valkey_pongs(port: int) -> bool:
    """Whether a Valkey or Redis server answers PING."""
    return (await _ask(port, b"PING\r\n", ANSWER_TIMEOUT_S)).startswith(b"+PONG")


async def _ask(
    port: int, question: bytes, timeout_s: float, *, whole: bool = False, bytes_max: int = ANSWER_BYTES_MAX
) -> bytes:
    """The first bytes of the answer, or all of them until the server hangs up; empty when there is none in time."""
    with contextlib.suppress(OSError, TimeoutError, asyncio.IncompleteReadError):
        async with asyncio.timeout(timeout_s), _connection(port) as (reader, writer):
            writer.write(question)
            await writer.drain()
            said = await reader.read(bytes_max)
            while whole and len(said) < bytes_max and (more := await reader.read(bytes_max)):
                said += more
            return said
    return b""


@contextlib.asynccontextmanager
async def _connection(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection(ports.HOST, port)
    try:
        yield reader, writer
    finally:
        writer.close()
