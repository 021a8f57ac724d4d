"""An event loop in which time is a number, and chance decides who runs next."""

from __future__ import annotations

import asyncio
import contextvars
import heapq
import random
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar, cast

T = TypeVar("T")


STEPS_MAX = 150_000


class EndlessError(Exception):
    """Somebody goes round in a circle."""


Step = tuple[contextvars.Context, Callable[..., Any], tuple[Any, ...]]
"""A callback that is to be run."""


class Mortal:
    """Something that can die: what it has begun is never continued, not even to tidy up. It may also stand still for a
    while, and go on as if nothing had happened.
    """

    def __init__(self) -> None:
        self.is_dead = False
        self.is_frozen = False
        self.put_off: list[Step] = []
        """What it would have done meanwhile."""


OWNER: contextvars.ContextVar[Mortal | None] = contextvars.ContextVar("simulated_process", default=None)
"""Whose work this is. Tasks and timers inherit it."""


class Timer:
    """A callback that waits for its time."""

    __slots__ = ("args", "callback", "context", "is_cancelled", "when")

    def __init__(
        self, callback: Callable[..., Any], args: tuple[Any, ...], context: contextvars.Context, when: float
    ) -> None:
        self.callback, self.args, self.context, self.when = callback, args, context, when
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True

    def cancelled(self) -> bool:
        return self.is_cancelled

    def fire(self) -> None:
        """Its turn came; it may have been cancelled since its time came."""
        if not self.is_cancelled:
            self.callback(*self.args)


class Loop:
    """As much of an event loop as Souk needs: runs callbacks in an order that `chance` picks, and lets time jump to the
    next timer when there is none.
    """

    def __init__(self, chance: random.Random) -> None:
        self._random = chance.random
        self._now = 0.0
        self._ready: list[Step] = []
        self._timers: list[tuple[float, int, Timer]] = []
        self._count = 0
        self.slack_s = 0.0
        """Timers may fire so much late, together: for times in which nothing happens."""
        self.steps = 0
        self.failures: list[dict[str, Any]] = []
        self._tasks: list[asyncio.Task[Any]] = []

    # What asyncio asks of a loop

    def time(self) -> float:
        return self._now

    def call_soon(self, callback: Callable[..., Any], *args: Any, context: Any = None) -> None:
        """Tasks and futures never take back what they asked for, so nobody gets anything to cancel."""
        self._ready.append((context or contextvars.copy_context(), callback, args))

    def call_later(self, delay: float, callback: Callable[..., Any], *args: Any, context: Any = None) -> Any:
        return self.call_at(self._now + delay, callback, *args, context=context)

    def call_at(self, when: float, callback: Callable[..., Any], *args: Any, context: Any = None) -> Any:
        timer = Timer(callback, args, context or contextvars.copy_context(), when)
        self._count += 1
        heapq.heappush(self._timers, (when, self._count, timer))
        return timer

    def create_future(self) -> asyncio.Future[Any]:
        return asyncio.Future(loop=cast("Any", self))

    def create_task(self, coro: Any, *, name: Any = None, context: Any = None) -> Any:
        return self._kept(asyncio.Task(coro, loop=cast("Any", self), name=name, context=context))

    def get_debug(self) -> bool:
        return False

    def is_running(self) -> bool:
        return True

    def is_closed(self) -> bool:
        return False

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        self.failures.append(context)

    # What a simulation asks of it

    def begin(self, work: Coroutine[Any, Any, T], owner: Mortal | None, name: str = "") -> asyncio.Task[T]:
        """A task that belongs to `owner`, and with it everything that it begins."""
        context = contextvars.copy_context()
        context.run(OWNER.set, owner)
        task: asyncio.Task[T] = asyncio.Task(work, loop=cast("Any", self), name=name, context=context)
        self._kept(task)
        return task

    def _kept(self, task: asyncio.Task[T]) -> asyncio.Task[T]:
        """Nothing of the dead may be tidied up while others live, so all tasks are kept until the end."""
        task._log_destroy_pending = False  # type: ignore[attr-defined]  # of those that never end nobody needs to hear
        self._tasks.append(task)
        return task

    def thaw(self, owner: Mortal) -> None:
        """Let it go on with all that it did not do."""
        owner.is_frozen = False
        self._ready += owner.put_off
        owner.put_off = []

    def close(self) -> None:
        """Take away what has not ended. What it still does when it is closed reaches nobody."""
        for task in self._tasks:
            if not task.done():
                with suppress(BaseException):
                    task.get_coro().close()
        self._tasks.clear()
        self._ready.clear()
        self._timers.clear()

    def run_until(self, until: float) -> None:
        """Run everything that is to be done until then."""
        ready = self._ready
        chance = self._random
        while True:
            while ready:
                count = len(ready)
                if count > 1:  # whoever is picked changes places with the last
                    picked = int(chance() * count)
                    context, callback, args = ready[picked]
                    ready[picked] = ready[-1]
                    ready.pop()
                else:
                    context, callback, args = ready.pop()
                owner = context.get(OWNER)
                if owner is not None and owner.is_dead:
                    continue
                if owner is not None and owner.is_frozen:
                    owner.put_off.append((context, callback, args))
                    continue
                self.steps += 1
                if self.steps > STEPS_MAX:
                    raise EndlessError(f"more than {STEPS_MAX:,} steps by {self._now:.1f} s")
                context.run(callback, *args)
            if not self._advance(until):
                return

    def _advance(self, until: float) -> bool:
        timers = self._timers
        while timers and timers[0][2].is_cancelled:
            heapq.heappop(timers)
        if not timers or timers[0][0] > until:
            self._now = max(self._now, until)
            return False
        self._now = max(self._now, min(timers[0][0] + self.slack_s, until))
        while timers and timers[0][0] <= self._now:
            timer = heapq.heappop(timers)[2]
            if not timer.is_cancelled:
                self._ready.append((timer.context, timer.fire, ()))
        return True


@contextmanager
def running(loop: Loop) -> Iterator[None]:
    """Have asyncio take this loop for the one that runs."""
    asyncio._set_running_loop(cast("Any", loop))
    try:
        yield
    finally:
        asyncio._set_running_loop(None)
