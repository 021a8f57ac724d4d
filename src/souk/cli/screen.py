"""How the commands speak: progress and problems on stderr, results on stdout."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.status import Status

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def say(text: str) -> None:
    """One line about what is being done."""
    err.print(f"[dim]souk:[/dim] {escape(text)}", soft_wrap=True)


def fail(text: str, log: Sequence[str] = ()) -> None:
    """What went wrong, after the log lines that show it."""
    for line in log:
        err.print(f"  [dim]{escape(line)}[/dim]", soft_wrap=True)
    err.print(f"[bold red]souk:[/bold red] {escape(text)}", soft_wrap=True)


class StartProgress:
    """Shows a stack coming up: a moving line on a terminal, a line per process elsewhere."""

    def __init__(self, status: Status | None) -> None:
        self._status = status
        self._states: dict[str, str] = {}

    def on_event(self, event: Mapping[str, Any]) -> None:
        """Hear of one of the supervisor's events."""
        if event["event"] == "stopping":
            self._show("stopping")
        if event["event"] != "process":
            return
        name, state, before = event["name"], event["state"], self._states.get(event["name"])
        self._states[name] = state
        if state == "restarting":
            say(f"{name} ended ({event['reason']}); starting it again")
        elif state == "up" and (self._status is None or before == "restarting"):
            say(f"{name} is up")
        up = sum(each == "up" for each in self._states.values())
        waiting = [each for each, is_ in self._states.items() if is_ != "up"]
        self._show(f"{up} of {len(self._states)} up, waiting for {', '.join(waiting[:4])}{' …' if waiting[4:] else ''}")

    def _show(self, text: str) -> None:
        if self._status is not None:
            self._status.update(f"{escape(text)}")


@contextlib.contextmanager
def start_progress(text: str) -> Iterator[StartProgress]:
    """Progress of a start, or of a stop."""
    if not err.is_terminal:
        say(text)
        yield StartProgress(None)
        return
    with err.status(text) as status:
        yield StartProgress(status)


def duration(seconds: float) -> str:
    """`42 s`, `3 min`, `2 h 5 min`, `3 d 4 h`."""
    minutes, hours, days = int(seconds // 60), int(seconds // 3600), int(seconds // 86400)
    if minutes < 1:
        return f"{int(seconds)} s"
    if hours < 1:
        return f"{minutes} min"
    if days < 1:
        return f"{hours} h {minutes % 60} min"
    return f"{days} d {hours % 24} h"
