"""Where the best of a column begin, so that the first page need not look at everything.

An edge is a value that about `SLICE` products reach. What finds much is looked for beyond the edge first; when that
fills the page, it is exactly the page that a look at everything gives, however old the edge is. When it does not, few
products match, and a look at all of those costs little. What finds little is looked at whole at once: walking along
an edge takes its time, too.
"""

from __future__ import annotations

import threading

import tantivy

from souk.kit import clock

SLICE = 5_000
"""Products beyond an edge when it was taken."""
WORTH_SLICES = 4
"""What finds fewer products than so many slices is as quickly looked at whole."""
WORTH_PART = 1 / 5
"""So is what finds less than this part of all: 16 ns each, where a million products' edge takes 1 to 2 ms to walk."""
AGE_MAX_S = 60.0
"""Prices and ranks move: after so long the edge is taken anew, lest too many products lie beyond it."""


class Edges:
    """Edges by column and direction; taking one looks at everything once."""

    def __init__(self, size: int = SLICE) -> None:
        self._size = size
        self._taken: dict[tuple[str, bool], tuple[float, int]] = {}
        self._lock = threading.Lock()

    def beyond(
        self, searcher: tantivy.Searcher, schema: tantivy.Schema, name: str, found_max: int, *, is_ascending: bool
    ) -> tantivy.Query | None:
        """What finds the best of this column; None when too few products are found for it to be worth while."""
        if found_max < max(WORTH_SLICES * self._size, WORTH_PART * searcher.num_docs):
            return None
        edge = self._edge(searcher, name, is_ascending=is_ascending)
        kind = tantivy.FieldType.Unsigned
        if is_ascending:
            return tantivy.Query.range_query(schema, name, kind, upper_bound=edge)
        return tantivy.Query.range_query(schema, name, kind, lower_bound=edge)

    def _edge(self, searcher: tantivy.Searcher, name: str, *, is_ascending: bool) -> int:
        now_s = clock.monotonic()
        with self._lock:
            taken = self._taken.get((name, is_ascending))
            if taken is not None:
                if now_s - taken[0] > AGE_MAX_S:
                    self._taken[name, is_ascending] = (now_s, taken[1])  # this caller's turn; the others go on with it
                else:
                    return taken[1]
        order = tantivy.Order.Asc if is_ascending else tantivy.Order.Desc
        everything = tantivy.Query.all_query()
        found = searcher.search(
            everything, 1, count=False, order_by_field=name, offset=self._size - 1, order=order
        ).hits
        edge: int = found[0][0]
        with self._lock:
            self._taken[name, is_ascending] = (now_s, edge)
        return edge
