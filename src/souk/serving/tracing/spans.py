"""A span is told when it is over; its ids are those that `kit.trace` has carried all along."""

from __future__ import annotations

import contextlib
import enum
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from typing import NamedTuple

from souk.kit import trace

LINKS_MAX = 256
"""As many as a batch has items."""
_RANDOM, _RANDOM_OF_HEADER = slice(24, 32), slice(27, 35)
"""The end of a trace id is random (W3C Trace Context, level 2), also where HAProxy made it of a UUID."""
_SAMPLED = "13579bdf"
"""Last digits of flags whose lowest bit is set."""

Value = str | int


class Kind(enum.Enum):
    """What a span is, in OpenTelemetry's words."""

    INTERNAL = "INTERNAL"
    SERVER = "SERVER"
    CLIENT = "CLIENT"
    PRODUCER = "PRODUCER"
    CONSUMER = "CONSUMER"


class Where(NamedTuple):
    """A place that spans are told from: OpenTelemetry's `service.name` and `service.instance.id`."""

    service: str
    instance: str


class Span(NamedTuple):
    """One piece of work that is over; times in nanoseconds since 1970."""

    where: Where
    name: str
    kind: Kind
    here: trace.Trace
    parent: str | None
    """The span id of what caused it, within the same trace; None at the beginning of a trace."""
    began_ns: int
    ended_ns: int
    attributes: Mapping[str, Value]
    links: Sequence[trace.Trace]
    failure: str | None


Record = Callable[[Span], None]

_muted: ContextVar[bool] = ContextVar("souk_tracing_muted", default=False)


class Open:
    """A span under way: attributes and links may be added."""

    def __init__(self, here: trace.Trace, attributes: dict[str, Value]) -> None:
        self.here = here
        self.attributes = attributes
        self.links: list[trace.Trace] = []
        self.failure: str | None = None

    def link(self, others: Sequence[trace.Trace]) -> None:
        """Tie it to work of other traces."""
        self.links += others[: LINKS_MAX - len(self.links)]


class Tracer:
    """Says which traces are sampled, and tells their spans. Whether a trace is sampled depends on nothing but its id,
    so every process of the shop says the same."""

    def __init__(self, where: Where, record: Record, ratio: float) -> None:
        self._where = where
        self._record = record
        self._bound = f"{int(ratio * 0x1_0000_0000):08x}" if ratio < 1 else "g"
        """In hexadecimal, as trace ids are; "g" is beyond all of them."""

    def samples(self, here: trace.Trace) -> bool:
        """Whether spans of this trace are told."""
        return here.flags[-1] in _SAMPLED and here.trace_id[_RANDOM] < self._bound

    def sampled(self, traceparent: str | None) -> trace.Trace | None:
        """What a `traceparent` says, if its trace is sampled."""
        if traceparent is None or traceparent[_RANDOM_OF_HEADER] >= self._bound:  # most are not: look no further
            return None
        here = trace.read(traceparent)
        return here if here is not None and self.samples(here) else None

    def in_hand(self) -> trace.Trace | None:
        """The span that work done here and now belongs to, if it is to be told."""
        here = trace.current()
        return here if here is not None and not _muted.get() and self.samples(here) else None

    def exemplar(self) -> dict[str, str] | None:
        """What ties an observation of a histogram to the trace in hand, if that is kept."""
        here = self.in_hand()
        return {"trace_id": here.trace_id, "span_id": here.span_id} if here else None

    def tell(
        self, name: str, kind: Kind, opened: Open, parent: str | None, began_ns: int, ended_ns: int | None = None
    ) -> None:
        """Record a span that is over."""
        over_ns = ended_ns or time.time_ns()
        self._record(
            Span(
                self._where, name, kind, opened.here, parent, began_ns, over_ns,
                opened.attributes, opened.links, opened.failure,
            )
        )  # fmt: skip

    @contextlib.contextmanager
    def span(self, name: str, kind: Kind, parent: trace.Trace, attributes: dict[str, Value]) -> Iterator[Open]:
        """Work that is caused by `parent`, of the same trace. While it lasts it is the place in hand."""
        before, opened, began_ns = trace.current(), Open(below(parent), attributes), time.time_ns()
        trace.resume(opened.here)
        try:
            yield opened
        except BaseException as error:
            opened.failure = type(error).__name__
            raise
        finally:
            trace.resume(before)
            self.tell(name, kind, opened, parent.span_id, began_ns)


def below(parent: trace.Trace) -> trace.Trace:
    """A new place in the same trace."""
    return parent._replace(span_id=os.urandom(8).hex())


def mute(*, is_muted: bool) -> None:
    """From here on, work of this task belongs to nobody's trace (or does again)."""
    _muted.set(is_muted)
