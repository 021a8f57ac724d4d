"""Counts what is asked of MongoDB, command by command, and says whose it was.

A command belongs to the `Count` in whose context it was made. What a request or a batch starts inherits that context:
a group commit's worker, the calls to a gateway. Two things do not, and both are kept out rather than guessed at: loops
that a service starts with itself (services are tested still, without loops), and a group commit's worker that an
earlier caller started and that rests after a large batch (a count ends only when all groups have drained). A command
that comes from nowhere while something is counted makes the count fail.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import AsyncIterator
from contextvars import ContextVar

from pymongo import monitoring

from souk import testing


class Count:
    """The commands of one request or one batch, in the order in which they were sent: `find orders`."""

    def __init__(self) -> None:
        self.trips: list[str] = []


_current: ContextVar[Count | None] = ContextVar("count", default=None)


class Listener(monitoring.CommandListener):
    """The driver calls it in the task that sends the command."""

    def __init__(self) -> None:
        self.strays: list[str] | None = None
        """What nobody is counted for, while something is counted."""

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        trip = _trip(event)
        count = _current.get()
        if count is not None:
            count.trips.append(trip)
        elif self.strays is not None:
            self.strays.append(trip)

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """A round trip is counted when it begins."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """A round trip is counted when it begins."""


def _trip(event: monitoring.CommandStartedEvent) -> str:
    """`find orders`; the end of a transaction is asked of no collection: `commit`, `abort`."""
    name = event.command_name
    about = event.command.get("collection" if name == "getMore" else name)
    return f"{name} {about}" if isinstance(about, str) else name.removesuffix("Transaction")


@functools.cache
def listener() -> Listener:
    """The one listener of this process; clients made from now on tell it what they send."""
    made = Listener()
    monitoring.register(made)
    return made


@contextlib.asynccontextmanager
async def counting(running: testing.Running) -> AsyncIterator[Count]:
    """Count what the block and whatever it starts ask of the database, until all group commits have drained."""
    here = listener()
    if here.strays is not None:
        raise RuntimeError("one thing is counted at a time")
    count, here.strays = Count(), []
    token = _current.set(count)
    try:
        yield count
        for group in running.runtime.groups:
            await group.drained()
    finally:
        _current.reset(token)
        strays, here.strays = here.strays, None
    if strays:
        raise AssertionError(f"somebody else was at the database meanwhile: {strays}")
