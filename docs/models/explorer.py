"""Looks at every state that a model can reach, and says which of them are wrong."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, NamedTuple, TypeVar

S = TypeVar("S", bound=Hashable)


class Kind(Enum):
    """What makes a step happen."""

    WORK = "work"
    """Somebody does at once what there is to do: a message is handled, a row is published."""
    TIMER = "timer"
    """Somebody looks again after a while, or a person acts."""
    CHANCE = "chance"
    """A person does something, or something breaks. Nothing may depend on it."""


class Step(NamedTuple, Generic[S]):
    """One thing that can happen next."""

    kind: Kind
    words: str
    after: S


@dataclass(frozen=True)
class Model(Generic[S]):
    """What there is to explore. `wrong` is asked of every state, `unfinished` of those in which nothing is left to do;
    both answer in words, or None when all is well.
    """

    name: str
    first: S
    steps: Callable[[S], Iterable[Step[S]]]
    wrong: Callable[[S], str | None]
    unfinished: Callable[[S], str | None]


@dataclass(frozen=True)
class Report:
    """What was found. `trouble` is None when all is well, otherwise what is wrong; `trace` is a shortest way there."""

    name: str
    states: int
    quiet: int
    trouble: str | None
    trace: list[str]


class TooManyStatesError(Exception):
    """The model is too large to be looked at whole."""


def explore(model: Model[S], *, states_max: int) -> Report:
    """Look at every state, nearest first.

    Trouble is a state that is wrong, an end that is unfinished, a state from which no end can be reached without
    further chances, or work that can go round in a circle and so for ever. Raises `TooManyStatesError`.
    """
    return _Exploration(model, states_max).report()


class _Exploration(Generic[S]):
    """States by number, in the order in which they were found."""

    def __init__(self, model: Model[S], states_max: int) -> None:
        self._model = model
        self._states_max = states_max
        self._seen: dict[S, int] = {model.first: 0}
        self._queue: deque[S] = deque([model.first])
        self._came: list[tuple[int, str]] = [(-1, "")]
        """From which state each was found, and by what step."""
        self._before: list[list[int]] = [[]]
        """From where each is reached without chance."""
        self._work: dict[int, list[int]] = {}
        self._ends: list[int] = []

    def report(self) -> Report:
        trouble, at = self._look()
        trace = []
        while at > 0:
            at, words = self._came[at]
            trace.append(words)
        return Report(self._model.name, len(self._seen), len(self._ends), trouble, trace[::-1])

    def _look(self) -> tuple[str | None, int]:
        while self._queue:
            state = self._queue.popleft()
            if found := self._look_at(state):
                return found
        if (stuck := _cut_off(self._before, self._ends)) is not None:
            return "no end can be reached any more", stuck
        if (circle := _circle(self._work)) is not None:
            return "messages go round for ever", circle
        return None, 0

    def _look_at(self, state: S) -> tuple[str, int] | None:
        here = self._seen[state]
        is_quiet = True
        for kind, words, after in self._model.steps(state):
            if after == state:
                continue
            there = self._seen.get(after)
            if there is None:
                there = self._enter(after, here, words)
                if trouble := self._model.wrong(after):
                    return trouble, there
            if kind is Kind.CHANCE:
                continue
            is_quiet = False
            self._before[there].append(here)
            if kind is Kind.WORK:
                self._work.setdefault(here, []).append(there)
        if is_quiet:
            if trouble := self._model.unfinished(state):
                return trouble, here
            self._ends.append(here)
        return None

    def _enter(self, state: S, came_from: int, words: str) -> int:
        if len(self._seen) >= self._states_max:
            raise TooManyStatesError(f"{self._model.name}: more than {self._states_max:,} states")
        number = self._seen[state] = len(self._came)
        self._came.append((came_from, words))
        self._before.append([])
        self._queue.append(state)
        return number


def _cut_off(before: list[list[int]], ends: list[int]) -> int | None:
    """The nearest state from which no end can be reached."""
    alive = bytearray(len(before))
    queue = list(ends)
    for each in ends:
        alive[each] = 1
    while queue:
        for each in before[queue.pop()]:
            if not alive[each]:
                alive[each] = 1
                queue.append(each)
    return next((number for number, is_alive in enumerate(alive) if not is_alive), None)


def _circle(work: dict[int, list[int]]) -> int | None:
    """The nearest state in which work comes back to where it was."""
    arrivals: dict[int, int] = {}
    for leads_to in work.values():
        for each in leads_to:
            arrivals[each] = arrivals.get(each, 0) + 1
    free = [each for each in work if not arrivals.get(each)]
    while free:
        for each in work.get(free.pop(), ()):
            arrivals[each] -= 1
            if not arrivals[each]:
                free.append(each)
    left = [each for each, count in arrivals.items() if count and each in work]
    return min(left, default=None)
