"""A client of HAProxy's runtime socket: replicas come, drain and go while requests flow."""

from __future__ import annotations

import asyncio
import csv
import re
from typing import Final

import msgspec

from souk.edge import backends, routes
from souk.kit import clock

COMMAND_TIMEOUT_S: Final = 5.0
DRAIN_TIMEOUT_S: Final = 10.0
_POLL_S: Final = 0.05
_REMOVE_TIMEOUT_S: Final = 5.0
"""How long after its last request a server may still be attached to idle connections."""
_NAME = re.compile(r"^[A-Za-z0-9_.-]{1,64}\Z")
_HOST = re.compile(r"^[0-9A-Za-z.:-]{1,253}\Z")
_TOTAL_MAX: Final = 10_000


class RuntimeSocketError(Exception):
    """HAProxy is not there, did not answer in time, or refused a command; the message says which and why."""


class ServerState(msgspec.Struct, frozen=True, kw_only=True):
    """One server as HAProxy sees it. `status` is its own word: UP, DOWN, DRAIN, MAINT, `UP 1/2` on the way down."""

    name: str
    address: str
    """`host:port`."""
    status: str
    ready: bool
    """Would it get a request now?"""
    sessions: int
    """Requests in it now."""
    queued: int


class Runtime:
    """Talks to the socket that `Edge.socket_path` names: one connection per command, so it may be shared freely.

    Every method raises `RuntimeSocketError`; none leaves a half-added server behind.
    """

    def __init__(self, socket_path: str) -> None:
        self._path = socket_path

    async def add_server(self, backend: str, name: str, host: str, port: int) -> None:
        """Give a backend one more server. It gets requests from its first good check on, never before.

        Adding a server that is there already under this address puts it back to work; under another one, moves it.
        """
        server = _server(backend, name)
        if not _HOST.match(host) or not 0 < port < 65_536:
            raise RuntimeSocketError(f"{host}:{port} is no address of a server")
        known = {state.name: state for state in await self.servers(backend)}
        if name in known:
            if known[name].address != f"{host}:{port}":
                await self._do(f"set server {server} state maint")
                moved = f"set server {server} addr {host} port {port}"
                await self._do(moved, expected="changed from|no need to change")
        else:
            options = backends.server_options(backend)
            await self._do(f"add server {server} {host}:{port} {options}", expected="registered")
        try:
            await self._do(f"enable health {server}")
            # Leaving maintenance makes a server count as up; in one go with it, so that nothing is sent in between.
            await self._do(f"set server {server} state ready; set server {server} health down")
        except RuntimeSocketError:
            if name not in known:
                await self._do(f"del server {server}", expected="deleted")
            raise

    async def drain_server(self, backend: str, name: str) -> None:
        """No new requests for this server; those in it finish."""
        await self._do(f"set server {_server(backend, name)} state drain")

    async def remove_server(self, backend: str, name: str, *, wait_s: float = DRAIN_TIMEOUT_S) -> None:
        """Drain, wait until nothing is left in it, then forget it. What is still open after `wait_s` is cut (streams).

        Removing a server that is not there does nothing.
        """
        if all(state.name != name for state in await self.servers(backend)):
            return
        server = _server(backend, name)
        await self.drain_server(backend, name)
        give_up = clock.monotonic() + wait_s
        while clock.monotonic() < give_up and await self._sessions(backend, name):  # noqa: ASYNC110 - HAProxy must be asked
            await asyncio.sleep(_POLL_S)
        await self._do(f"set server {server} state maint")
        await self._do(f"shutdown sessions server {server}")
        give_up = clock.monotonic() + _REMOVE_TIMEOUT_S
        while True:
            try:
                await self._do(f"del server {server}", expected="deleted")
            except RuntimeSocketError:
                if clock.monotonic() >= give_up:
                    raise
                await asyncio.sleep(_POLL_S)
            else:
                return

    async def servers(self, backend: str) -> list[ServerState]:
        """The servers of a backend, by name."""
        if not _NAME.match(backend):
            raise RuntimeSocketError(f"{backend!r} is no name of a backend")
        text = await self._ask(f"show stat {backend} 4 -1")
        if not text.startswith("# "):
            raise RuntimeSocketError(f"there is no backend {backend} at {self._path}: {text.strip()}")
        rows = csv.DictReader(text.removeprefix("# ").splitlines())
        return sorted((_state(row) for row in rows if row["svname"]), key=lambda state: state.name)

    async def set_total(self, service: str, replicas: int) -> None:
        """Say how many replicas of a service there should be; `/healthz` shows it as `total`."""
        if service not in routes.SERVICES or not 0 <= replicas <= _TOTAL_MAX:
            raise RuntimeSocketError(f"{service}={replicas} is no number of replicas of a service")
        await self._do(f"experimental-mode on; set var proc.total_{service} int({replicas})")

    async def replace_certificate(self, path: str, pem: str) -> None:
        """Serve another certificate under the name of the file `path`. Connections that are open keep the old one."""
        if not pem.strip() or "\n\n" in pem:
            raise RuntimeSocketError(f"the certificate for {path} is empty or holds an empty line")
        await self._do(f"set ssl cert {path} <<\n{pem}\n", expected="Transaction (created|updated)")
        await self._do(f"commit ssl cert {path}", expected="Success")

    async def replace_authority(self, path: str, pem: str) -> None:
        """Believe other authorities under the name of the file `path`."""
        await self._do(f"set ssl ca-file {path} <<\n{pem.strip()}\n", expected="transaction (created|updated)")
        await self._do(f"commit ssl ca-file {path}", expected="Success")

    async def _sessions(self, backend: str, name: str) -> int:
        return sum(state.sessions + state.queued for state in await self.servers(backend) if state.name == name)

    async def _do(self, command: str, *, expected: str = "^$") -> None:
        answer = (await self._ask(command)).strip()
        if not re.search(expected, answer):
            raise RuntimeSocketError(f"HAProxy refused `{command}`: {answer or 'without a word'}")

    async def _ask(self, command: str) -> str:
        try:
            async with asyncio.timeout(COMMAND_TIMEOUT_S):
                reader, writer = await asyncio.open_unix_connection(self._path)
                try:
                    writer.write(command.encode() + b"\n")
                    return (await reader.read()).decode()
                finally:
                    writer.close()
        except TimeoutError:
            raise RuntimeSocketError(f"HAProxy did not answer within {COMMAND_TIMEOUT_S:g} s at {self._path}") from None
        except OSError as error:
            raise RuntimeSocketError(f"HAProxy cannot be reached at {self._path}: {error.strerror or error}") from None


def _server(backend: str, name: str) -> str:
    if not _NAME.match(backend) or not _NAME.match(name):
        raise RuntimeSocketError(f"{backend}/{name} is no name of a server")
    return f"{backend}/{name}"


def _state(row: dict[str, str]) -> ServerState:
    status = row["status"]
    return ServerState(
        name=row["svname"],
        address=row["addr"],
        status=status,
        ready=status.startswith("UP") or status == "no check",
        sessions=int(row["scur"] or 0),
        queued=int(row["qcur"] or 0),
    )
