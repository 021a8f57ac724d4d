"""Questions to other services that need an answer now: through HAProxy, which balances and is the one that retries."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

import aiohttp
import msgspec

from souk.kit import clock, errors, metrics, trace

DEADLINE_S = 2.0
CONNECTIONS_MAX = 64
ANSWER_BYTES_MAX = 8 * 1024 * 1024
TOKEN_REUSE_S = 120.0

T = TypeVar("T")


class Tokens(Protocol):
    """Makes the token that a service shows to others; `auth.Verifier` does."""

    def service_token(self, service: str) -> str: ...


class Rest(Protocol):
    """How one service asks another. A refusal of the callee comes out as `NotFound` or `Unavailable`, never as data."""

    async def get(
        self,
        service: str,
        path: str,
        *,
        type: type[T],
        params: Mapping[str, str] | None = None,
        deadline_s: float = DEADLINE_S,
    ) -> T: ...

    async def post(self, service: str, path: str, body: Any, *, type: type[T], deadline_s: float = DEADLINE_S) -> T: ...


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One request to a service, ready to be sent."""

    method: str
    service: str
    path: str
    params: Mapping[str, str] | None
    headers: Mapping[str, str]
    body: bytes | None
    deadline_s: float


class Transport(Protocol):
    """Carries one question to a service; answers status and body. Raises `Unreachable` or `TimeoutError`."""

    async def send(self, question: Question) -> tuple[int, bytes]: ...

    async def close(self) -> None: ...


class Unreachable(Exception):  # noqa: N818 - callers see `Unavailable`
    """There is no whole answer; the message says why."""


class Http:
    """The loopback frontend of HAProxy: it routes by the Host header, which is the callee's name (`tls`: for https)."""

    def __init__(self, base_url: str, tls: ssl.SSLContext | None = None) -> None:
        self._base_url = base_url.rstrip("/")
        self._tls = tls
        self._session: aiohttp.ClientSession | None = None

    async def send(self, question: Question) -> tuple[int, bytes]:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS_MAX, keepalive_timeout=30, ssl=self._tls or True)
            self._session = aiohttp.ClientSession(connector=connector)
        try:
            async with self._session.request(
                question.method,
                self._base_url + question.path,
                params=question.params,
                data=question.body,
                headers={"Host": question.service, **question.headers},
                timeout=aiohttp.ClientTimeout(total=question.deadline_s),
            ) as answer:
                content = await answer.content.read(ANSWER_BYTES_MAX)
                while not answer.content.at_eof():
                    content += await answer.content.read(ANSWER_BYTES_MAX)
                    if len(content) > ANSWER_BYTES_MAX:
                        raise Unreachable("it answered more than can be taken")
                return answer.status, content
        except aiohttp.ClientError as error:
            raise Unreachable(type(error).__name__) from error

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


class Client:
    """`Rest` over a transport."""

    def __init__(self, transport: Transport, caller: str) -> None:
        self._transport = transport
        self._caller = caller
        self._tokens: Tokens | None = None
        self._token = ("", -TOKEN_REUSE_S)

    def use(self, tokens: Tokens) -> None:
        """Show tokens made by this."""
        self._tokens = tokens

    async def get(
        self,
        service: str,
        path: str,
        *,
        type: type[T],
        params: Mapping[str, str] | None = None,
        deadline_s: float = DEADLINE_S,
    ) -> T:
        """Ask `service`. Raises `NotFound` on 404 and `Unavailable` for everything else that is not an answer."""
        return await self._ask(self._question("GET", service, path, deadline_s, params=params), type)

    async def post(self, service: str, path: str, body: Any, *, type: type[T], deadline_s: float = DEADLINE_S) -> T:
        """Tell `service`; raises as `get` does. Nothing is repeated: a lost answer is the caller's to deal with.

        A body of bytes goes out as it is, anything else as JSON.
        """
        content = body if isinstance(body, bytes) else msgspec.json.encode(body)
        return await self._ask(self._question("POST", service, path, deadline_s, body=content), type)

    async def close(self) -> None:
        await self._transport.close()

    def _question(
        self,
        method: str,
        service: str,
        path: str,
        deadline_s: float,
        *,
        params: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Question:
        return Question(
            method=method,
            service=service,
            path=path,
            params=params,
            headers=self._headers(body),
            body=body,
            deadline_s=deadline_s,
        )

    async def _ask(self, question: Question, answer_type: type[T]) -> T:
        outcome, service = "unavailable", question.service
        try:
            status, content = await self._transport.send(question)
            outcome = str(status)
            if status == 404:
                raise errors.NotFound(f"{service} knows no such thing")
            if not 200 <= status < 300:
                raise errors.Unavailable(f"{service} answered {status}")
            return msgspec.json.decode(content, type=answer_type)
        except (Unreachable, TimeoutError) as error:
            raise errors.Unavailable(f"{service} does not answer: {error or type(error).__name__}") from error
        except errors.NOT_JSON as error:
            raise errors.Unavailable(f"{service} answered something else: {error}") from error
        finally:
            metrics.REST_CALLS.labels(service, outcome).inc()

    def _headers(self, body: bytes | None) -> dict[str, str]:
        headers = {"Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if (traceparent := trace.traceparent()) is not None:
            headers["traceparent"] = traceparent
        if self._tokens is not None:
            token, made_at = self._token
            if clock.monotonic() - made_at > TOKEN_REUSE_S:
                token = self._tokens.service_token(self._caller)
                self._token = (token, clock.monotonic())
            headers["Authorization"] = f"Bearer {token}"
        return headers
