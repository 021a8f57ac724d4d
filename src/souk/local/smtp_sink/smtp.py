"""The receiving side of SMTP (RFC 5321), as much as a client needs, with pipelining (RFC 2920).

What arrives in one piece is answered in one piece: a client that pipelines pays one write for many commands.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, cast

MESSAGE_BYTES_MAX = 10 * 1024 * 1024
LINE_BYTES_MAX = 2_048
RECIPIENTS_MAX = 100
CONNECTIONS_MAX = 256
IDLE_TIMEOUT_S = 300.0

_ADDRESS = re.compile(rb"^(?:FROM|TO):\s*<([^<>\r\n]*)>(?:\s.*)?\Z", re.IGNORECASE)
_END = b"\r\n.\r\n"

Take = Callable[[str, Sequence[str], bytes], str]
"""Sender, recipients, message → the id under which it is kept."""


class Session(asyncio.Protocol):
    """One client."""

    def __init__(self, take: Take, sessions: set[Session], hostname: str) -> None:
        self._take = take
        self._sessions = sessions
        self._hostname = hostname.encode()
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._searched = 0
        self._in_data = False
        self._sender: bytes | None = None
        self._recipients: list[str] = []
        self._timer: asyncio.TimerHandle | None = None
        self._is_closing = False
        self._is_idle = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        if len(self._sessions) >= CONNECTIONS_MAX:
            self._transport.write(b"421 too many connections\r\n")
            self._transport.close()
            return
        self._sessions.add(self)
        self._transport.write(b"220 " + self._hostname + b" ESMTP\r\n")
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio names it
        self._sessions.discard(self)
        if self._timer is not None:
            self._timer.cancel()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._is_idle = False
        replies: list[bytes] = []
        while not self._is_closing and self._step(replies):
            pass
        if replies and self._transport is not None:
            self._transport.write(b"".join(replies))
            if self._is_closing:
                self._transport.close()

    def close(self) -> None:
        """Say goodbye, as a server does that goes away."""
        if self._transport is not None:
            self._transport.write(b"421 going away\r\n")
            self._transport.close()

    def _step(self, replies: list[bytes]) -> bool:
        """Take one command or one message out of the buffer; False when it is not there yet."""
        if self._in_data:
            return self._step_data(replies)
        end = self._buffer.find(b"\r\n")
        if end < 0:
            if len(self._buffer) > LINE_BYTES_MAX:
                self._refuse(replies, b"500 line too long\r\n")
            return False
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 2]
        verb, _, rest = line.partition(b" ")
        replies.append(self._command(verb.upper(), rest.strip()))
        return True

    def _step_data(self, replies: list[bytes]) -> bool:
        if self._buffer.startswith(b".\r\n"):
            end, after = 0, 3
        else:
            end = self._buffer.find(_END, max(0, self._searched - len(_END)))
            if end < 0:
                self._searched = len(self._buffer)
                if self._searched > MESSAGE_BYTES_MAX:
                    self._refuse(replies, b"552 message too large\r\n")
                return False
            end, after = end + 2, end + len(_END)
        raw = bytes(self._buffer[:end]).replace(b"\r\n..", b"\r\n.")
        if raw.startswith(b".."):
            raw = raw[1:]
        del self._buffer[:after]
        self._searched, self._in_data = 0, False
        kept = self._take((self._sender or b"").decode(errors="replace"), self._recipients, raw)
        self._reset()
        replies.append(b"250 kept as " + kept.encode() + b"\r\n")
        return True

    def _command(self, verb: bytes, rest: bytes) -> bytes:
        handler = self._commands.get(verb)
        return handler(self, rest) if handler else b"502 not understood\r\n"

    def _ehlo(self, _: bytes) -> bytes:
        self._reset()
        return b"250-%b\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE %d\r\n" % (
            self._hostname,
            MESSAGE_BYTES_MAX,
        )

    def _helo(self, _: bytes) -> bytes:
        self._reset()
        return b"250 " + self._hostname + b"\r\n"

    def _mail(self, rest: bytes) -> bytes:
        match = _ADDRESS.match(rest)
        if match is None:
            return b"501 MAIL FROM:<address>\r\n"
        if self._sender is not None:
            return b"503 one mail at a time\r\n"
        self._sender = match[1]
        return b"250 ok\r\n"

    def _rcpt(self, rest: bytes) -> bytes:
        match = _ADDRESS.match(rest)
        if self._sender is None:
            return b"503 MAIL first\r\n"
        if match is None or not match[1]:
            return b"501 RCPT TO:<address>\r\n"
        if len(self._recipients) >= RECIPIENTS_MAX:
            return b"452 too many recipients\r\n"
        self._recipients.append(match[1].decode(errors="replace"))
        return b"250 ok\r\n"

    def _data(self, _: bytes) -> bytes:
        if not self._recipients:
            return b"503 RCPT first\r\n"
        self._in_data = True
        return b"354 go on\r\n"

    def _rset(self, _: bytes) -> bytes:
        self._reset()
        return b"250 ok\r\n"

    def _noop(self, _: bytes) -> bytes:
        return b"250 ok\r\n"

    def _vrfy(self, _: bytes) -> bytes:
        return b"252 send and see\r\n"

    def _quit(self, _: bytes) -> bytes:
        self._is_closing = True
        return b"221 bye\r\n"

    def _reset(self) -> None:
        self._sender, self._recipients = None, []

    def _refuse(self, replies: list[bytes], reply: bytes) -> None:
        """What cannot be followed any more ends the connection."""
        replies.append(reply)
        self._is_closing = True

    def _watch(self) -> None:
        """Close the connection when nothing came between two looks."""
        if self._is_idle and self._transport is not None:
            self._transport.write(b"421 idle for too long\r\n")
            self._transport.close()
            return
        self._is_idle = True
        self._timer = asyncio.get_running_loop().call_later(IDLE_TIMEOUT_S, self._watch)

    _commands: ClassVar[Mapping[bytes, Callable[[Session, bytes], bytes]]] = {
        b"EHLO": _ehlo,
        b"HELO": _helo,
        b"MAIL": _mail,
        b"RCPT": _rcpt,
        b"DATA": _data,
        b"RSET": _rset,
        b"NOOP": _noop,
        b"VRFY": _vrfy,
        b"QUIT": _quit,
    }
