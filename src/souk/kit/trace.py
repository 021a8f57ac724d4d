"""W3C Trace Context (https://www.w3.org/TR/trace-context/): one id that follows a request through HTTP and messages."""

from __future__ import annotations

import os
import re
from contextvars import ContextVar
from typing import NamedTuple

_TRACEPARENT = re.compile(r"^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$")
_NO_TRACE, _NO_SPAN = "0" * 32, "0" * 16


class Trace(NamedTuple):
    """Where we are: the whole journey (`trace_id`) and this hop of it (`span_id`)."""

    trace_id: str
    span_id: str
    flags: str = "01"

    @property
    def traceparent(self) -> str:
        """The header to send on."""
        return f"00-{self.trace_id}-{self.span_id}-{self.flags}"


_current: ContextVar[Trace | None] = ContextVar("souk_trace", default=None)


def current() -> Trace | None:
    """The trace of the request or message in hand, if any."""
    return _current.get()


def traceparent() -> str | None:
    """The header to send on, if there is a trace in hand."""
    here = _current.get()
    return here.traceparent if here else None


def begin(incoming: str | None) -> Trace:
    """Continue the trace of an incoming `traceparent`, or start one when there is none or it is malformed."""
    match = _TRACEPARENT.match(incoming) if incoming else None
    if match and match[1] != _NO_TRACE and match[2] != _NO_SPAN:
        here = Trace(match[1], os.urandom(8).hex(), match[3])
    else:
        raw = os.urandom(24).hex()
        here = Trace(raw[:32], raw[32:])
    _current.set(here)
    return here
