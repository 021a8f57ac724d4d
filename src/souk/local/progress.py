"""A bar for what takes minutes; where no line can move, a line now and then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

TELL_EVERY_S = 10.0
"""Where no line can move, a new one is written so often."""


@contextmanager
def shown(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Call what you get with how many more are done."""
    screen = Console(stderr=True, highlight=False)
    if screen.is_terminal:
        columns = (TextColumn(f"[dim]souk:[/dim] {what}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=screen, transient=True) as bar:
            task = bar.add_task(what, total=total)
            yield lambda more: bar.advance(task, more)
        return
    done, told = 0, time.monotonic()

    def tell(more: int) -> None:
        nonlocal done, told
        done += more
        if done >= total or time.monotonic() - told > TELL_EVERY_S:
            told = time.monotonic()
            screen.print(f"souk: {done:,} of {total:,} {what}", soft_wrap=True)

    yield tell
