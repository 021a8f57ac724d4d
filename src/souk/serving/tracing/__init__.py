"""Spans for OpenTelemetry: what a traced process puts around its entrances and exits, from outside.

Nothing here is in the way of a process that sends its spans nowhere (`SOUK_OTLP_ENDPOINT` unset): it stands on the
plain bus, transport and driver.
"""

from souk.serving.tracing.spans import Kind, Open, Span, Tracer, Value, Where

__all__ = ["Kind", "Open", "Span", "Tracer", "Value", "Where"]
