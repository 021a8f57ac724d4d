"""What is looked for, and what is found: a page of ids, how many there are in all, and counts to narrow down by.

Words are ranked in tiers, not by a floating score, so that every replica gives the same order and a cursor can go on
in it: first products with all the words in the title, then with all of them in title, options, attributes, SKUs or
category, then with some of them only in the description. Inside a tier the order is popularity, then newest. When no
product has all the words, first every word is forgiven its slips, then one word may be missing.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Literal

import msgspec
import tantivy

from souk.product.model import Status, Tree
from souk.product.search import counts, facets, keys, paging, words
from souk.product.search.index import Index

Leniency = Literal[0, 1, 2]
"""0: unknown words are forgiven slips · 1: all words are · 2: and one word may be missing."""
_LADDER: Sequence[Leniency] = (0, 1, 2)
TIERS: tuple[words.Where, ...] = ("title", "facts", "anywhere")
SUGGESTIONS_MAX = 6


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A question to the index. Prices are whole minor units; `attributes` by searchable name, any of the values each.

    `after` is the `Found.last` of the page before; then `leniency` is that page's too.
    """

    limit: int
    tree: Tree
    text: str | None = None
    category_id: str | None = None
    price_min: int | None = None
    price_max: int | None = None
    attributes: dict[str, tuple[str, ...]] = {}
    in_stock: bool | None = None
    status: Status | None = "published"
    sort: keys.Sort = "relevance"
    after: tuple[int, ...] | None = None
    leniency: Leniency | None = None


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A page of product ids. `last` says where the next page begins, None when there is none."""

    ids: list[str]
    total: int
    facets: facets.Facets
    leniency: Leniency
    last: tuple[int, ...] | None


def find(index: Index, wanted: Wanted) -> Found:
    """Answer a question from one unchanging state of the index.

    Only `total` and `facets` may be of an earlier state, when the index is large (`counts.py`).
    """
    generation = index.generation
    searcher = index.searcher()
    filters = facets.filters(index.schema, wanted)
    question = _question(wanted)
    counted = index.counts.known(question, wanted.tree, generation, may_be_old=not index.is_in_memory)
    ladder = _LADDER if counted is None else (counted.leniency,)
    tiers, leniency = _tiers(index, searcher, wanted, paging.both(*filters.values()), ladder)
    if counted is None:
        total = _count(searcher, paging.both(*filters.values(), tiers[-1]))
        counted = counts.Counted(total, facets.count(searcher, filters, tiers[-1]), leniency)
        index.counts.keep(question, wanted.tree, generation, counted)
    hits, last = _page(index, searcher, wanted, filters, tiers, counted.total)
    return Found(
        ids=[_id(searcher, address) for _, address in hits],
        total=counted.total,
        facets=counted.facets,
        leniency=leniency,
        last=last,
    )


def _question(wanted: Wanted) -> Hashable:
    """What is asked, whatever the order and the page."""
    return (
        wanted.text,
        wanted.category_id,
        wanted.price_min,
        wanted.price_max,
        wanted.in_stock,
        wanted.status,
        tuple(sorted(wanted.attributes.items())),
        wanted.leniency,
    )


def suggest(index: Index, text: str, tree: Tree) -> tuple[list[str], list[str]]:
    """What somebody who typed so far may mean: ids of published products and of categories, best first."""
    found: list[str] = []
    if index.reader.words(text, tree):
        searcher = index.searcher()
        wanted = Wanted(limit=SUGGESTIONS_MAX, tree=tree, text=text)
        filters = facets.filters(index.schema, wanted)
        tiers, _ = _tiers(index, searcher, wanted, paging.both(*filters.values()), _LADDER)
        hits, _ = _page(index, searcher, wanted, filters, tiers, searcher.num_docs)
        found = [_id(searcher, address) for _, address in hits]
    categories = list(tree.by_id.values())
    named = index.reader.titles_like(text, [category.title for category in categories])
    return found, [categories[position].id for position in named[:SUGGESTIONS_MAX]]


def _tiers(
    index: Index, searcher: tantivy.Searcher, wanted: Wanted, narrowed: tantivy.Query, ladder: Sequence[Leniency]
) -> tuple[list[tantivy.Query], Leniency]:
    """Queries, each finding what the one before finds and more; the last finds all there is to find.

    Of the `ladder` the first leniency with which anything is found is taken; its last one unseen.
    """
    if wanted.text is None:
        return [tantivy.Query.all_query()], 0
    typed = index.reader.words(wanted.text, wanted.tree)
    if not typed:
        return [tantivy.Query.empty_query()], 0
    tiers: list[tantivy.Query] = []
    unknown = [not words.is_known(word, searcher) for word in typed]
    ladder = ladder if wanted.leniency is None else (wanted.leniency,)
    leniency: Leniency = 0
    for leniency in ladder:
        tiers = [
            _all_words(
                [
                    words.query(word, where, forgiving=leniency > 0 or is_unknown, schema=index.schema)
                    for word, is_unknown in zip(typed, unknown, strict=True)
                ],
                missing_max=1 if leniency == 2 and len(typed) > 1 else 0,
            )
            for where in TIERS
        ]
        if leniency == ladder[-1] or _count(searcher, paging.both(narrowed, tiers[-1])):
            break
    return tiers, leniency


def _all_words(queries: Sequence[tantivy.Query], missing_max: int) -> tantivy.Query:
    if not missing_max:
        return paging.both(*queries)
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Should, each) for each in queries], minimum_number_should_match=len(queries) - missing_max
    )


def _page(
    index: Index,
    searcher: tantivy.Searcher,
    wanted: Wanted,
    filters: facets.Filters,
    tiers: Sequence[tantivy.Query],
    found_max: int,
) -> tuple[list[paging.Hit], tuple[int, ...] | None]:
    """Hits of one page and where the next begins: the tier (for relevance) and the values of the last hit.

    All pages together have hardly more than `found_max`.
    """
    order = keys.SORTS[wanted.sort]
    is_ranked = wanted.sort == "relevance"
    if not is_ranked:
        tiers = tiers[-1:]
    begin, values = 0, wanted.after
    if values is not None and is_ranked:
        begin, values = min(values[0], len(tiers) - 1), values[1:]
    hits: list[paging.Hit] = []
    for number in range(begin, len(tiers)):
        query = paging.both(*filters.values(), tiers[number])
        if number > 0:
            query = query.and_must_not_match(tiers[number - 1])
        if number == begin and values is not None:
            query = paging.both(query, paging.after(index.schema, order, values))
        room = wanted.limit + 1 - len(hits)
        for found, address in paging.first(searcher, index.schema, query, order, room, index.edges, found_max):
            hits.append(((number, *found) if is_ranked else found, address))
        if len(hits) > wanted.limit:
            return hits[: wanted.limit], hits[wanted.limit - 1][0]
    return hits, None


def _count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    count: int = searcher.search(query, 1).count  # type: ignore[attr-defined]  # the stub lacks it
    return count


def _id(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> str:
    found: str = searcher.doc(address)["id"][0]
    return found
