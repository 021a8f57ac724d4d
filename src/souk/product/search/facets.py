"""Narrowing down, and counting what is left: every facet is counted as if its own narrowing were not there, so that a
shopper sees what the other choices would give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import tantivy

from souk.product.search import paging

if TYPE_CHECKING:
    from souk.product.search.finding import Wanted

CATEGORIES_MAX = 5_000
VALUES_MAX = 400
"""Attribute values counted at a time, the most frequent first."""

Filters = dict[str, tantivy.Query]
"""By what they narrow: `status`, `category`, `price`, `in_stock`, `attr.<name>`."""


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """Counts over everything found: by category id (products standing directly in it), the price range in whole minor
    units, and by attribute name and value, the most frequent first."""

    categories: dict[str, int]
    price_min: int | None
    price_max: int | None
    attributes: dict[str, dict[str, int]]


def filters(schema: tantivy.Schema, wanted: Wanted) -> Filters:
    """What narrows the question down, words apart; never empty."""
    narrowing: Filters = {"everything": tantivy.Query.all_query()}
    if wanted.status is not None:
        narrowing = {"status": tantivy.Query.term_query(schema, "status", wanted.status, "basic")}
    if wanted.category_id is not None:
        within = wanted.tree.within(wanted.category_id)
        narrowing["category"] = (
            tantivy.Query.term_set_query(schema, "category", within)
            if len(within) > 1
            else tantivy.Query.term_query(schema, "category", within[0], "basic")  # a third quicker than a set of one
        )
    if wanted.price_min is not None or wanted.price_max is not None:
        narrowing["price"] = tantivy.Query.range_query(
            schema, "price", tantivy.FieldType.Unsigned, wanted.price_min, wanted.price_max
        )
    if wanted.in_stock is not None:
        narrowing["in_stock"] = tantivy.Query.term_query(schema, "in_stock", wanted.in_stock, "basic")
    for name, values in wanted.attributes.items():
        pairs = [f"{name}={value}" for value in values]
        narrowing[f"attr.{name}"] = tantivy.Query.term_set_query(schema, "attribute", pairs)
    return narrowing


def count(searcher: tantivy.Searcher, narrowing: Filters, found: tantivy.Query) -> Facets:
    """Count what `found` finds, each facet without its own narrowing."""

    def without(name: str | None) -> tantivy.Query:
        return paging.both(found, *(query for key, query in narrowing.items() if key != name))

    wanted: dict[str | None, dict[str, Any]] = {None: {"attribute": _terms("attribute", VALUES_MAX)}}
    wanted.setdefault("category" if "category" in narrowing else None, {})["category"] = _terms(
        "category", CATEGORIES_MAX
    )
    wanted.setdefault("price" if "price" in narrowing else None, {})["price"] = {"stats": {"field": "price"}}
    for name in narrowing:
        if name.startswith("attr."):
            wanted[name] = {"attribute": _terms("attribute", VALUES_MAX)}
    counted = {name: searcher.aggregate(without(name), what) for name, what in wanted.items()}

    attributes = _by_name(counted[None]["attribute"])
    for name in narrowing:
        if name.startswith("attr."):
            plain = name.removeprefix("attr.")
            attributes[plain] = _by_name(counted[name]["attribute"]).get(plain, {})
    price = counted["price" if "price" in narrowing else None]["price"]
    category = counted["category" if "category" in narrowing else None]["category"]
    return Facets(
        categories={bucket["key"]: bucket["doc_count"] for bucket in category["buckets"]},
        price_min=None if price["min"] is None else int(price["min"]),
        price_max=None if price["max"] is None else int(price["max"]),
        attributes=attributes,
    )


def _terms(field: str, size: int) -> dict[str, Any]:
    return {"terms": {"field": field, "size": size}}


def _by_name(aggregation: dict[str, Any]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for bucket in aggregation["buckets"]:
        name, _, value = bucket["key"].partition("=")
        found.setdefault(name, {})[value] = bucket["doc_count"]
    return found
