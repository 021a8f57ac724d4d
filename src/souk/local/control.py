"""The supervisor's control socket: one JSON object asked, JSON objects answered line by line, the last with `ok`."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

from souk.local.trouble import Trouble

LOG = logging.getLogger(__name__)

QUESTION_BYTES_MAX = 64 * 1024
CONNECT_TIMEOUT_S = 5.0

Message = dict[str, Any]
Tell = Callable[[Message], None]
Handler = Callable[[Message, Tell], Awaitable[Message]]
"""Takes the question and a way to tell of progress; returns what the last line holds. `Trouble` becomes `error`."""


class NotRunning(Trouble):
    """Nobody answers on the control socket."""


async def serve(path: Path, handler: Handler) -> asyncio.Server:
    """Answer questions on a unix socket that only this user may open. No such file may be there yet."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def tell(message: Message) -> None:
            writer.write(json.dumps(message).encode() + b"\n")

        try:
            line = await asyncio.wait_for(reader.readline(), CONNECT_TIMEOUT_S)
            tell({"ok": True} | await handler(json.loads(line), tell))
        except Trouble as trouble:
            tell({"ok": False, "error": str(trouble)})
        except (ValueError, TimeoutError) as error:
            tell({"ok": False, "error": f"not understood: {error}"})
        finally:
            with contextlib.suppress(OSError):
                await writer.drain()
            writer.close()

    server = await asyncio.start_unix_server(answer, path, limit=QUESTION_BYTES_MAX)
    path.chmod(0o600)  # noqa: ASYNC240 - once, at the start
    return server


def ask(path: Path, question: Message, *, timeout_s: float) -> Iterator[Message]:
    """Ask, and yield every line of the answer; `timeout_s` is the longest silence.

    Raises `NotRunning` when there is no supervisor, and `Trouble` when it refuses or falls silent.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(CONNECT_TIMEOUT_S)
        try:
            connection.connect(str(path))
        except OSError:
            raise NotRunning("nothing is running here; start it with ./souk up") from None
        connection.settimeout(timeout_s)
        connection.sendall(json.dumps(question).encode() + b"\n")
        is_ended = False
        try:
            with connection.makefile("r", encoding="utf-8") as lines:
                for line in lines:
                    message: Message = json.loads(line)
                    if message.get("ok") is False:
                        raise Trouble(str(message.get("error")))
                    is_ended = "ok" in message
                    yield message
        except TimeoutError:
            raise Trouble(
                f"the supervisor said nothing for {timeout_s:.0f} s; see its log in the home's logs/"
            ) from None
        if not is_ended:
            raise Trouble("the supervisor ended before it answered; see logs/supervisor.log")
