"""Requests that come in and questions that go out."""

from __future__ import annotations

import time

import msgspec

from souk.kit import trace
from souk.serving import gate, rest
from souk.serving.tracing import spans

_QUIET = frozenset(("/livez", "/readyz", "/metrics"))
"""Asked every second, of interest to nobody."""


class Inbound:
    """ASGI in front of a gate: a span for each request of a sampled trace, whoever answers it."""

    def __init__(self, app: gate.App, tracer: spans.Tracer) -> None:
        self._app = app
        self._tracer = tracer

    async def __call__(self, scope: gate.Scope, receive: gate.Receive, send: gate.Send) -> None:
        if scope["type"] != "http" or scope["path"] in _QUIET:
            spans.mute(is_muted=True)
            await self._app(scope, receive, send)
            return
        header = next((value for name, value in scope["headers"] if name == b"traceparent"), None)
        caller = trace.read(header.decode("latin-1")) if header is not None else None
        if caller is not None and not self._tracer.samples(caller):
            await self._app(scope, receive, send)
            return
        await self._watch(caller, scope, receive, send)

    async def _watch(
        self, caller: trace.Trace | None, scope: gate.Scope, receive: gate.Receive, send: gate.Send
    ) -> None:
        status, began_ns, failure = 0, time.time_ns(), None
        trace.resume(None)

        async def answer(message: gate.Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, answer)
        except BaseException as error:
            failure = type(error).__name__
            raise
        finally:
            # where the gate put this request; an answer that was kept needed no place, and gets one now
            here = trace.current() or (spans.below(caller) if caller else None)
            if here is not None and self._tracer.samples(here):
                route = scope.get("path_template") or ("cached" if status in (200, 304) else "none")
                opened = spans.Open(here, {"http.request.method": scope["method"], "http.route": route})
                opened.attributes["http.response.status_code"] = status
                opened.failure = failure or (str(status) if status >= 500 else None)
                parent = None if caller is None or _is_edges(caller) else caller.span_id
                self._tracer.tell(f"{scope['method']} {route}", spans.Kind.SERVER, opened, parent, began_ns)


def _is_edges(caller: trace.Trace) -> bool:
    """Whether HAProxy began the trace: it makes the span id of the trace id's end, and tells no spans."""
    return caller.span_id == caller.trace_id[16:]


class Outbound:
    """`rest.Transport` with a span for each question; the callee continues from it."""

    def __init__(self, transport: rest.Transport, tracer: spans.Tracer) -> None:
        self._transport = transport
        self._tracer = tracer

    async def send(self, question: rest.Question) -> tuple[int, bytes]:
        here = self._tracer.in_hand()
        if here is None:
            return await self._transport.send(question)
        about: dict[str, spans.Value] = {
            "http.request.method": question.method,
            "server.address": question.service,
            "url.path": question.path,
        }
        name = f"{question.method} {question.service}"
        with self._tracer.span(name, spans.Kind.CLIENT, here, about) as opened:
            headers = {**question.headers, "traceparent": opened.here.traceparent}
            status, content = await self._transport.send(msgspec.structs.replace(question, headers=headers))
            opened.attributes["http.response.status_code"] = status
            if status >= 400:
                opened.failure = str(status)
            return status, content

    async def close(self) -> None:
        await self._transport.close()
