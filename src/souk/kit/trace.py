"""W3C Trace Context (https://www.w3.org/TR/trace-context/): one id that follows a request through HTTP and messages."""

from __future__ import annotations

import os
import re
from contextvars import ContextVar
from typing import NamedTuple

_TRACEPARENT = re.compile(r"^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})\Z")


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


def read(traceparent: str | None) -> Trace | None:
    """What a `traceparent` says; None when there is none or it is malformed."""
    match = _TRACEPARENT.match(traceparent) if traceparent else None
    return Trace(*match.groups()) if match else None


def begin(incoming: str | None) -> Trace:
    """Continue the trace of an incoming `traceparent`, or start one when there is none or it is malformed."""
    before = read(incoming) or Trace(os.urandom(16).hex(), "")
    here = before._replace(span_id=os.urandom(8).hex())
    resume(here)
    return here


def resume(here: Trace | None) -> None:
    """Go on at a place where this task or another one was before."""
    _current.set(here)
