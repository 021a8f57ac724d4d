"""What a request passes before the router: trace, request id, cached answers, the last word on failures, metrics."""

from __future__ import annotations

import hashlib
import logging
import re
import weakref
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple, Protocol

from souk.kit import clock, errors, ids, metrics, trace
from souk.serving import auth, cache, problems

LOG = logging.getLogger(__name__)

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_REQUEST_ID = re.compile(rb"^[\x21-\x7e]{1,128}\Z")
_WANTED = frozenset((b"x-request-id", b"traceparent", b"authorization", b"if-none-match"))
_PRIVATE = b"private, no-cache"
_NO_STORE = (b"cache-control", b"no-store")
_HITS = {status: metrics.HTTP_REQUESTS.labels("GET", "cached", status) for status in (200, 304)}
_HIT_SECONDS = metrics.HTTP_SECONDS.labels("GET", "cached")
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


class Asked(NamedTuple):
    """A request whose answer may be kept."""

    answers: cache.Bytes
    key: str
    control: bytes
    if_none_match: bytes | None


class Gate:
    """ASGI in front of the router."""

    def __init__(self, app: App, tokens: Peek) -> None:
        self._app = app
        self._tokens = tokens
        self.policy: CachePolicy | None = None
        self.exemplar: Callable[[], dict[str, str] | None] | None = None
        """What ties the time of a request to its trace, in a process that tells spans."""
        self.in_flight = 0
        _GATES.add(self)
        self.draining = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = clock.monotonic()
        # of several headers of one name the first counts, as for the router
        headers = {name: value for name, value in reversed(scope["headers"]) if name in _WANTED}
        asked = self._cacheable(scope, headers)
        # a kept answer goes out before anything else is set up: this is what most requests are
        if asked is not None and (found := asked.answers.get(asked.key)) is not None:
            request_id = headers.get(b"x-request-id")
            status = await _send_answer(found, asked, [(b"x-request-id", request_id)] if request_id else [], send)
            _HITS[status].inc()
            _HIT_SECONDS.observe(clock.monotonic() - started)
            return
        await self._serve(scope, receive, send, headers, asked, started)

    async def _serve(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        headers: dict[bytes, bytes],
        asked: Asked | None,
        started: float,
    ) -> None:
        request_id = headers.get(b"x-request-id", b"")
        if not _REQUEST_ID.match(request_id):
            request_id = ids.new("req").encode()
        traceparent = headers.get(b"traceparent")
        trace.begin(traceparent.decode("latin-1") if traceparent else None)
        status = 500
        begun = False

        async def answer(message: Message) -> None:
            nonlocal status, begun
            if message["type"] == "http.response.start":
                status, begun = message["status"], True
                headers = [*message.get("headers", ()), (b"x-request-id", request_id)]
                if not any(name == b"cache-control" for name, _ in headers):
                    headers.append(_NO_STORE)  # whatever nobody said may be kept is somebody's own
                message["headers"] = headers
                if self.draining:
                    message["headers"].append((b"connection", b"close"))
            await send(message)

        self.in_flight += 1
        try:
            if asked is None:
                await self._app(scope, receive, answer)
            else:
                await self._fill(asked, scope, receive, answer)
        except Exception:
            LOG.exception("a request failed", extra={"path": scope["path"]})
            if begun:
                raise
            await send_problem(problems.InternalError("the failure was logged under this trace id"), answer)
        finally:
            self.in_flight -= 1
            route = scope.get("path_template") or ("cached" if status in (200, 304) else "none")
            metrics.HTTP_REQUESTS.labels(scope["method"], route, status).inc()
            exemplar = self.exemplar() if self.exemplar is not None else None
            metrics.HTTP_SECONDS.labels(scope["method"], route).observe(clock.monotonic() - started, exemplar)

    def _cacheable(self, scope: Scope, headers: dict[bytes, bytes]) -> Asked | None:
        """What to look for in the cache; None when this request is not for it."""
        policy = self.policy
        if policy is None or scope["method"] != "GET" or not scope["path"].startswith(policy.prefixes):
            return None
        query: bytes = scope["query_string"]
        if len(query) > CACHEABLE_QUERY_MAX:
            return None
        control = policy.public
        authorization = headers.get(b"authorization")
        if authorization is not None:
            who = self._tokens.peek(authorization[7:].decode("latin-1"))
            if who is None or policy.sees_more(who):
                return None
            control = _PRIVATE
        key = f"{scope['path']}?{query.decode('latin-1')}"
        return Asked(policy.answers, key, control, headers.get(b"if-none-match"))

    async def _fill(self, asked: Asked, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from Valkey, or let the router answer and keep that."""
        answers = asked.answers
        generation = answers.generation
        found = await answers.get_shared(asked.key)
        metrics.CACHE_READS.labels("miss" if found is None else "shared").inc()
        if found is None:
            found = await self._ask_router(scope, receive, send)
            if found is None:
                return
            await answers.set(generation, asked.key, found)
        await _send_answer(found, asked, [], send)

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
        tag = etag or b'"%b"' % hashlib.blake2b(body, digest_size=12).hexdigest().encode()
        return cache.Answer(tag, kind, str(len(body)).encode(), body)


_GATES: weakref.WeakSet[Gate] = weakref.WeakSet()
metrics.HTTP_IN_FLIGHT.set_function(lambda: sum(each.in_flight for each in _GATES))


async def _send_answer(found: cache.Answer, asked: Asked, headers: list[tuple[bytes, bytes]], send: Send) -> int:
    """Send a kept answer, or 304 when the caller has it; answers the status."""
    headers += ((b"etag", found.etag), (b"cache-control", asked.control))
    if asked.control is _PRIVATE:  # the edge may give them what it keeps for everybody, and takes this off
        headers.append((b"x-souk-audience", b"everybody"))
    if asked.if_none_match is not None and _names(asked.if_none_match, found.etag):
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return 304
    headers += ((b"content-type", found.content_type), (b"content-length", found.length))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": found.body})
    return 200


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
