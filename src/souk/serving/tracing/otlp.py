"""Spans on their way to a collector: OpenTelemetry's SDK, batched in a thread of its own, over OTLP/HTTP.

Imported only where `SOUK_OTLP_ENDPOINT` is set. A collector that is away costs spans and nothing else: what waits is
bounded, and dropped when it does not fit.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from opentelemetry import trace as api
from opentelemetry.exporter.otlp.proto.http import trace_exporter
from opentelemetry.sdk import trace as sdk
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import export, id_generator, sampling

import souk
from souk.serving.tracing import spans

EXPORT_TIMEOUT_S = 3
WAITING_MAX = 8_192
BATCH_MAX = 512
PERIOD_MS = 1_000
ATTRIBUTES_MAX = 16
_KINDS = {kind: api.SpanKind[kind.name] for kind in spans.Kind}


class _Known(id_generator.IdGenerator):
    """Gives the ids that are set: spans have theirs before they are told."""

    trace_id = 0
    span_id = 0

    def generate_trace_id(self) -> int:
        return self.trace_id

    def generate_span_id(self) -> int:
        return self.span_id


class Sending:
    """The way out of one process; shared by the services in it."""

    def __init__(self, endpoint: str, instances: Sequence[spans.Where]) -> None:
        exporter = trace_exporter.OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces", timeout=EXPORT_TIMEOUT_S)
        self._processor = export.BatchSpanProcessor(exporter, WAITING_MAX, PERIOD_MS, BATCH_MAX)
        self._ids = _Known()
        self._tracers = {where: self._tracer(where) for where in instances}
        logging.getLogger("opentelemetry").setLevel(logging.ERROR)

    def _tracer(self, where: spans.Where) -> api.Tracer:
        about = {
            "service.namespace": "souk",
            "service.name": where.service,
            "service.instance.id": where.instance,
            "service.version": souk.__version__,
        }
        provider = sdk.TracerProvider(
            sampler=sampling.ALWAYS_ON,  # whether a trace is sampled was said before
            resource=Resource(about),
            id_generator=self._ids,
            shutdown_on_exit=False,
            span_limits=sdk.SpanLimits(max_links=spans.LINKS_MAX, max_attributes=ATTRIBUTES_MAX),
        )
        provider.add_span_processor(self._processor)
        return provider.get_tracer("souk", souk.__version__)

    def record(self, span: spans.Span) -> None:
        """Take a span along; never waits."""
        self._ids.trace_id, self._ids.span_id = int(span.here.trace_id, 16), int(span.here.span_id, 16)
        context = api.set_span_in_context(api.NonRecordingSpan(_place(span.here.trace_id, span.parent)))
        told = self._tracers[span.where].start_span(
            span.name,
            context=context,
            kind=_KINDS[span.kind],
            attributes=span.attributes,
            links=[api.Link(_place(each.trace_id, each.span_id)) for each in span.links],
            start_time=span.began_ns,
        )
        if span.failure is not None:
            told.set_status(api.StatusCode.ERROR, span.failure)
        told.end(span.ended_ns)

    async def close(self) -> None:
        """Send what waits, within the time that one export may take."""
        await asyncio.to_thread(self._processor.shutdown)


def _place(trace_id: str, span_id: str | None) -> api.SpanContext:
    """Where a span is; without a span id, nowhere."""
    flags = api.TraceFlags(api.TraceFlags.SAMPLED)
    return api.SpanContext(int(trace_id, 16), int(span_id or "0", 16), is_remote=True, trace_flags=flags)
