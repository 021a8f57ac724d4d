"""Whether this process tells spans, and to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from souk.kit import settings
from souk.serving.tracing import spans

if TYPE_CHECKING:
    from souk.serving.tracing import otlp


class Settings(msgspec.Struct, kw_only=True, frozen=True):
    """Of the process, whatever services it holds; the exporter reads `OTEL_EXPORTER_OTLP_*` beside these."""

    otlp_endpoint: str = ""
    """A collector's OTLP/HTTP address, such as `http://collector:4318`; empty, no spans are told."""
    trace_ratio: float = 0.05
    """The part of all traces that is told, from 0 to 1; the same for every process of a shop."""


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in the environment. Raises `SettingsError`."""
    found = settings.load(Settings, environment)
    if found.otlp_endpoint and not found.otlp_endpoint.startswith(("http://", "https://")):
        raise settings.SettingsError("SOUK_OTLP_ENDPOINT must begin with http:// or https://")
    if not 0 <= found.trace_ratio <= 1:
        raise settings.SettingsError("SOUK_TRACE_RATIO must lie between 0 and 1")
    return found


class Tracing:
    """The tracers of a process; of one that tells no spans there is none, and no exporter is imported."""

    def __init__(self, asked: Settings, instances: Sequence[spans.Where]) -> None:
        self._ratio = asked.trace_ratio
        self._sending: otlp.Sending | None = None
        if asked.otlp_endpoint:
            from souk.serving.tracing import otlp

            self._sending = otlp.Sending(asked.otlp_endpoint, instances)

    def tracer(self, where: spans.Where) -> spans.Tracer | None:
        """Of one of the instances."""
        return spans.Tracer(where, self._sending.record, self._ratio) if self._sending is not None else None

    async def close(self) -> None:
        """Send what waits."""
        if self._sending is not None:
            await self._sending.close()
