"""The supervisor's control socket: one line of JSON asked, one line answered, with `ok` or an `error`."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from souk.local.trouble import Trouble

LOG = logging.getLogger(__name__)

QUESTION_BYTES_MAX = 64 * 1024
CONNECT_TIMEOUT_S = 5.0

Message = dict[str, Any]
Handler = Callable[[Message], Awaitable[Message]]
"""Answers a question. Its `Trouble` becomes the answer's `error`."""


class NotRunning(Trouble):
    """Nobody answers on the control socket."""


async def serve(path: Path, handler: Handler) -> asyncio.Server:
    """Answer questions on a unix socket that only this user may open. No such file may be there yet."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer), contextlib.suppress(OSError):
            said = await _answer(reader, handler)
            writer.write(json.dumps(said).encode() + b"\n")
            await writer.drain()

    server = await asyncio.start_unix_server(answer, path, limit=QUESTION_BYTES_MAX)
    path.chmod(0o600)  # noqa: ASYNC240 - once, at the start
    return server


async def _answer(reader: asyncio.StreamReader, handler: Handler) -> Message:
    try:
        line = await asyncio.wait_for(reader.readline(), CONNECT_TIMEOUT_S)
        return {"ok": True} | await handler(json.loads(line))
    except Trouble as trouble:
        return {"ok": False, "error": str(trouble)}
    except (ValueError, TimeoutError) as error:
        return {"ok": False, "error": f"not understood: {error}"}


def ask(path: Path, question: Message, *, timeout_s: float) -> Message:
    """The answer to a question.

    Raises `NotRunning` when there is no supervisor, and `Trouble` when it refuses or does not answer in time.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(CONNECT_TIMEOUT_S)
        try:
            connection.connect(str(path))
        except OSError:
            raise NotRunning("nothing is running here; start it with ./souk up") from None
        connection.settimeout(timeout_s)
        try:
            connection.sendall(json.dumps(question).encode() + b"\n")
            with connection.makefile("r", encoding="utf-8") as lines:
                line = lines.readline()
        except TimeoutError:
            raise Trouble(f"the supervisor did not answer within {timeout_s:.0f} s; see logs/supervisor.log") from None
        except OSError:
            line = ""
    if not line:
        raise Trouble("the supervisor ended before it answered; see logs/supervisor.log")
    answer: Message = json.loads(line)
    if not answer.get("ok"):
        raise Trouble(str(answer.get("error")))
    return answer
