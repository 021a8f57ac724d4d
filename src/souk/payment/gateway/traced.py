"""Any gateway, with a span for each call to it."""

from __future__ import annotations

from collections.abc import Mapping

from souk.kit import trace
from souk.payment import model
from souk.payment.gateway.protocol import Delivery, Gateway
from souk.serving import tracing


class Traced:
    """`Gateway` around another one. The span lies in the trace in hand; nothing of cards or tokens is in it."""

    def __init__(self, name: str, inner: Gateway, tracer: tracing.Tracer) -> None:
        self._name = name
        self._inner = inner
        self._tracer = tracer

    async def perform(self, call: model.Call) -> model.Outcome:
        here = trace.current()
        if here is None or not self._tracer.samples(here):
            return await self._inner.perform(call)
        about: dict[str, tracing.Value] = {"peer.service": self._name, "souk.call": call.kind}
        if call.order_id is not None:
            about["souk.about"] = call.order_id
        with self._tracer.span(f"{call.kind} {self._name}", tracing.Kind.CLIENT, here, about) as opened:
            outcome = await self._inner.perform(call)
            opened.attributes["souk.outcome"] = type(outcome).__name__
            if isinstance(outcome, model.NoAnswer):
                opened.failure = outcome.reason
            return outcome

    def read_webhook(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        return self._inner.read_webhook(headers, body)

    async def close(self) -> None:
        await self._inner.close()
