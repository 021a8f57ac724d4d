"""Several services in one process: whose a request is, and how they ask each other without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from souk.serving import gate, health, rest

Owner = Callable[[str], str | None]
"""Path → the name of the service that it belongs to."""

_HOUSE = frozenset({"/livez", "/readyz", "/metrics"})


class Together:
    """ASGI in front of several services, and `rest.Transport` between them.

    A Host header that names a service decides (HAProxy checks and asks by it), then the path. `/readyz` asked of
    nobody in particular is answered by the first service that is not ready.
    """

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._fronts: dict[str, gate.App] = {}
        self._checks: dict[str, health.Health] = {}

    def add(self, name: str, front: gate.App, checks: health.Health) -> None:
        """Have this service answer what is its own."""
        self._fronts[name] = front
        self._checks[name] = checks

    async def __call__(self, scope: gate.Scope, receive: gate.Receive, send: gate.Send) -> None:
        await self._fronts[await self._chosen(scope)](scope, receive, send)

    async def _chosen(self, scope: gate.Scope) -> str:
        host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
        if host in self._fronts:
            return host
        path: str = scope["path"]
        if path not in _HOUSE:
            return self._owner(path) or next(iter(self._fronts))
        for name, checks in self._checks.items():
            status, _ = await checks.report()
            if status != 200:
                return name
        return next(iter(self._fronts))

    async def send(self, question: rest.Question) -> tuple[int, bytes]:
        """Ask a neighbour. Raises `TimeoutError` when it takes longer than its deadline."""
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "scheme": "http",
            "method": question.method,
            "path": question.path,
            "raw_path": question.path.encode(),
            "root_path": "",
            "query_string": urlencode(question.params or {}).encode(),
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in question.headers.items()],
            "server": (question.service, 0),
            "client": ("127.0.0.1", 0),
            "extensions": {},
        }
        exchange = _Exchange(question.body or b"")
        async with asyncio.timeout(question.deadline_s):
            # a task of its own: what the callee notes about its request (its trace) is not the caller's
            await asyncio.ensure_future(self._fronts[question.service](scope, exchange.receive, exchange.send))
        return exchange.status, b"".join(exchange.parts)

    async def close(self) -> None:
        """Nothing is held open."""


class _Exchange:
    """One request and its answer."""

    def __init__(self, body: bytes) -> None:
        self._body: bytes | None = body
        self.status = 500
        self.parts: list[bytes] = []

    async def receive(self) -> dict[str, Any]:
        if self._body is None:
            return {"type": "http.disconnect"}
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.parts.append(message.get("body", b""))
