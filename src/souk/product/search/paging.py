"""One page of hits in an order over several columns, going on exactly where the page before ended.

Tantivy orders by one column. So the best of the first column are taken; where the page ends inside a run of equal
values, that run alone is ordered by the next column, and so on. The last column differs for every product.

Where much of a large index is found, the best of a column are looked for beyond an edge (`edges.py`) first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tantivy

from souk.product.search.edges import Edges

Keys = Sequence[tuple[str, bool]]
"""Column and whether ascending."""
Hit = tuple[tuple[int, ...], tantivy.DocAddress]
"""The values of all columns, and where the document is."""


def both(*queries: tantivy.Query) -> tantivy.Query:
    """What all of them find."""
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in queries])


def after(schema: tantivy.Schema, keys: Keys, values: Sequence[int]) -> tantivy.Query:
    """Documents that come after these values in this order."""
    branches = []
    for index, ((name, is_ascending), value) in enumerate(zip(keys, values, strict=True)):
        equal = [
            tantivy.Query.term_query(schema, column, same)
            for (column, _), same in zip(keys[:index], values[:index], strict=True)
        ]
        branches.append(both(*equal, _beyond(schema, name, value, is_ascending=is_ascending)))
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in branches])


def first(
    searcher: tantivy.Searcher,
    schema: tantivy.Schema,
    query: tantivy.Query,
    keys: Keys,
    limit: int,
    edges: Edges,
    found_max: int,
) -> list[Hit]:
    """The first `limit` (at least 1) documents of a query in this order. It finds hardly more than `found_max`."""
    (name, is_ascending), rest = keys[0], keys[1:]
    best = edges.beyond(searcher, schema, name, found_max, is_ascending=is_ascending)
    found = [] if best is None else _top(searcher, both(query, best), name, limit, is_ascending=is_ascending)
    if len(found) < limit:
        found = _top(searcher, query, name, limit, is_ascending=is_ascending)
    if not rest:
        return [((value,), address) for value, address in found]
    whole, tail = list(found), []
    if len(found) == limit:
        edge = found[-1][0]
        whole = [hit for hit in found if hit[0] != edge]
        run = both(query, tantivy.Query.term_query(schema, name, edge))
        tail = [
            ((edge, *values), address)
            for values, address in first(
                searcher,
                schema,
                run,
                rest,
                limit - len(whole),
                edges,
                min(found_max, searcher.doc_freq(name, edge)),
            )
        ]
    return _ordered(searcher, keys, whole) + tail


def _top(
    searcher: tantivy.Searcher, query: tantivy.Query, name: str, limit: int, *, is_ascending: bool
) -> list[tuple[int, tantivy.DocAddress]]:
    order = tantivy.Order.Asc if is_ascending else tantivy.Order.Desc
    return list(searcher.search(query, limit, count=False, order_by_field=name, order=order).hits)


def _ordered(searcher: tantivy.Searcher, keys: Keys, found: Sequence[tuple[int, tantivy.DocAddress]]) -> list[Hit]:
    addresses = [address for _, address in found]
    columns: list[list[Any]] = [[value for value, _ in found]]
    columns += [searcher.fast_field_values(name, addresses) if addresses else [] for name, _ in keys[1:]]
    hits: list[Hit] = list(zip(zip(*columns, strict=True), addresses, strict=True))
    hits.sort(key=lambda hit: [value if up else -value for value, (_, up) in zip(hit[0], keys, strict=True)])
    return hits


def _beyond(schema: tantivy.Schema, name: str, value: int, *, is_ascending: bool) -> tantivy.Query:
    kind = tantivy.FieldType.Unsigned
    if is_ascending:
        return tantivy.Query.range_query(schema, name, kind, lower_bound=value, include_lower=False)
    return tantivy.Query.range_query(schema, name, kind, upper_bound=value, include_upper=False)
