"""What is asked of MongoDB, as its driver tells: names only, never what is written or looked for."""

from __future__ import annotations

import time
from typing import NamedTuple

from pymongo import monitoring

from souk.serving.tracing import spans

UNDER_WAY_MAX = 1_000
"""Commands whose end is awaited; a driver that forgets to tell of some must not fill the memory."""
_QUIET = frozenset(("ping", "hello", "endSessions", "killCursors"))


class _UnderWay(NamedTuple):
    opened: spans.Open
    parent: str
    name: str
    began_ns: int


class Commands(monitoring.CommandListener):
    """A span for each command sent in a sampled trace."""

    def __init__(self, tracer: spans.Tracer) -> None:
        self._tracer = tracer
        self._under_way: dict[int, _UnderWay] = {}

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        here = self._tracer.in_hand()
        if here is None or event.command_name in _QUIET or len(self._under_way) >= UNDER_WAY_MAX:
            return
        collection = event.command.get(event.command_name)
        if not isinstance(collection, str):
            collection = event.command.get("collection", "")
        about: dict[str, spans.Value] = {
            "db.system.name": "mongodb",
            "db.namespace": event.database_name,
            "db.operation.name": event.command_name,
        }
        if collection:
            about["db.collection.name"] = collection
        name = f"{event.command_name} {collection or event.database_name}"
        opened = spans.Open(spans.below(here), about)
        self._under_way[event.request_id] = _UnderWay(opened, here.span_id, name, time.time_ns())

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        self._over(event.request_id, None)

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        self._over(event.request_id, str(event.failure.get("codeName", "failed")))

    def _over(self, request_id: int, failure: str | None) -> None:
        found = self._under_way.pop(request_id, None)
        if found is not None:
            found.opened.failure = failure
            self._tracer.tell(found.name, spans.Kind.CLIENT, found.opened, found.parent, found.began_ns)
