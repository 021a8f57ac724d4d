"""What was counted before: total and facets belong to a question, not to its order or page, and cost the most of it.

Counting looks at everything that is found. Of a small index that is exact and quick; of a large one it would take a
hundred times as long as the page itself, so there a count may be some seconds old: see `Counts.known`.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Literal

import msgspec

from souk.kit import clock
from souk.product.model import Tree
from souk.product.search import facets

AGE_MAX_S = 10.0
"""So old counts of a large index may be."""
QUESTIONS_MAX = 500
"""Whose counts are kept, those asked last."""


class Counted(msgspec.Struct, frozen=True):
    """How many there are, what they could be narrowed down by, and how forgiving the search for the words had to be."""

    total: int
    facets: facets.Facets
    leniency: Literal[0, 1, 2]


class _Entry(msgspec.Struct):
    counted: Counted
    tree: Tree
    generation: int
    at_s: float


class Counts:
    """Counts by question. Threads may ask at once; what two of them count at once is kept once."""

    def __init__(self, age_max_s: float = AGE_MAX_S) -> None:
        self._age_max_s = age_max_s
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._lock = threading.Lock()

    def known(self, question: Hashable, tree: Tree, generation: int, *, may_be_old: bool) -> Counted | None:
        """The counts of that question in this state of the index.

        Those of an earlier state only where they `may_be_old`, and for so long: then one caller is told None, counts
        anew and `keep`s it, while the others go on with what is there.
        """
        with self._lock:
            entry = self._entries.get(question)
            if entry is None or entry.tree is not tree:
                return None
            self._entries.move_to_end(question)
            if entry.generation == generation:
                return entry.counted
            if not may_be_old:
                return None
            now_s = clock.monotonic()
            if now_s - entry.at_s > self._age_max_s:
                entry.at_s = now_s  # this caller's turn
                return None
            return entry.counted

    def keep(self, question: Hashable, tree: Tree, generation: int, counted: Counted) -> None:
        """Remember what was counted in that state of the index."""
        with self._lock:
            self._entries[question] = _Entry(counted, tree, generation, clock.monotonic())
            self._entries.move_to_end(question)
            while len(self._entries) > QUESTIONS_MAX:
                self._entries.popitem(last=False)
