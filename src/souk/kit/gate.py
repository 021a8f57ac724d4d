"""What a request passes before the router: trace, request id, cached answers, the last word on failures, metrics."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from souk.kit import auth, cache, clock, errors, ids, metrics, problems, trace

LOG = logging.getLogger(__name__)

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_REQUEST_ID = re.compile(rb"^[\x21-\x7e]{1,128}$")
CACHEABLE_QUERY_MAX = 512


class Peek(Protocol):
    """Knows bearer tokens it has checked before; `auth.Verifier` does."""

    def peek(self, token: str) -> auth.Principal | None: ...


class CachePolicy:
    """Which answers may be kept: GETs under `prefixes`, for everybody who sees what an anonymous visitor sees."""

    def __init__(
        self, answers: cache.Bytes, prefixes: Sequence[str], sees_more: Callable[[auth.Principal], bool], max_age_s: int
    ) -> None:
        self.answers = answers
        self.prefixes = tuple(prefixes)
        self.sees_more = sees_more
        self.public = f"public, max-age={max_age_s}".encode()


class Gate:
    """ASGI in front of the router."""

    def __init__(self, app: App, tokens: Peek) -> None:
        self._app = app
        self._tokens = tokens
        self.policy: CachePolicy | None = None
        self.in_flight = 0
        self.draining = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = _pick(scope["headers"])
        request_id = headers.get(b"x-request-id", b"")
        if not _REQUEST_ID.match(request_id):
            request_id = ids.new("req").encode()
        traceparent = headers.get(b"traceparent")
        trace.begin(traceparent.decode("latin-1") if traceparent else None)
        started = clock.monotonic()
        status = 500
        begun = False

        async def answer(message: Message) -> None:
            nonlocal status, begun
            if message["type"] == "http.response.start":
                status, begun = message["status"], True
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", request_id)]
                if self.draining:
                    message["headers"].append((b"connection", b"close"))
            await send(message)

        self.in_flight += 1
        try:
            if not await self._from_cache(scope, headers, receive, answer):
                await self._app(scope, receive, answer)
        except Exception:
            LOG.exception("a request failed", extra={"path": scope["path"]})
            if begun:
                raise
            await send_problem(problems.InternalError("the failure was logged under this trace id"), answer)
        finally:
            self.in_flight -= 1
            route = scope.get("path_template") or ("cached" if status in (200, 304) else "none")
            metrics.HTTP_REQUESTS.labels(scope["method"], route, status).inc()
            metrics.HTTP_SECONDS.labels(scope["method"], route).observe(clock.monotonic() - started)

    async def _from_cache(self, scope: Scope, headers: dict[bytes, bytes], receive: Receive, send: Send) -> bool:
        """Answer from the cache, or let the router answer and keep that; False when this request is not for caching."""
        policy = self.policy
        if policy is None or scope["method"] != "GET" or not scope["path"].startswith(policy.prefixes):
            return False
        query: bytes = scope["query_string"]
        if len(query) > CACHEABLE_QUERY_MAX:
            return False
        control = policy.public
        authorization = headers.get(b"authorization")
        if authorization is not None:
            who = self._tokens.peek(authorization[7:].decode("latin-1"))
            if who is None or policy.sees_more(who):
                return False
            control = b"private, no-cache"
        answers = policy.answers
        key = f"{scope['path']}?{query.decode('latin-1')}"
        found = answers.get(key)
        metrics.CACHE_READS.labels("miss" if found is None else "hit").inc()
        if found is None:
            found = await answers.get_shared(key)
        if found is None:
            generation = answers.generation
            found = await self._ask_router(scope, receive, send)
            if found is None:
                return True
            await answers.set(generation, key, found)
        await _send_answer(found, headers.get(b"if-none-match"), control, send)
        return True

    async def _ask_router(self, scope: Scope, receive: Receive, send: Send) -> cache.Answer | None:
        """The router's 200 as an answer to keep; anything else is sent on as it is (None)."""
        start: Message = {}
        parts: list[bytes] = []

        async def hold(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                if message["status"] != 200:
                    await send(message)
            elif start.get("status") != 200:
                await send(message)
            else:
                parts.append(message.get("body", b""))

        await self._app(scope, receive, hold)
        if start.get("status") != 200:
            return None
        body = b"".join(parts)
        kind = next((value for name, value in start["headers"] if name.lower() == b"content-type"), b"application/json")
        etag = next((value for name, value in start["headers"] if name.lower() == b"etag"), None)
        tag = etag.decode("latin-1") if etag else f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        return cache.Answer(tag, kind.decode("latin-1"), body)


def _pick(headers: Sequence[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    wanted = (b"x-request-id", b"traceparent", b"authorization", b"if-none-match")
    return {name: value for name, value in headers if name in wanted}


async def _send_answer(found: cache.Answer, if_none_match: bytes | None, control: bytes, send: Send) -> None:
    etag = found.etag.encode("latin-1")
    headers = [(b"etag", etag), (b"cache-control", control)]
    if if_none_match is not None and _names(if_none_match, etag):
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    headers.append((b"content-type", found.content_type.encode("latin-1")))
    headers.append((b"content-length", str(len(found.body)).encode()))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": found.body})


def _names(if_none_match: bytes, etag: bytes) -> bool:
    tags = [tag.strip().removeprefix(b"W/") for tag in if_none_match.split(b",")]
    return etag in tags or b"*" in tags


async def send_problem(refusal: errors.Refusal, send: Send) -> None:
    """Answer with a problem document."""
    status, headers, body = problems.render(refusal)
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    raw.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})
