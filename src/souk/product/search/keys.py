"""What products are sorted and narrowed by, as numbers and words that every replica computes alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Literal

from souk.product.model import AttributeValue, Product

Sort = Literal["relevance", "price", "-price", "newest", "rating", "title"]

TITLE_KEYS = ("title_0", "title_1", "title_2", "title_3")
"""32 bytes of the folded title, eight to a number: titles that agree so far are ordered by the tie-breaker."""
_TITLE_BYTES = 8
_TIME_BITS = 44
"""Milliseconds since the epoch fit until the year 2527."""

SORTS: dict[Sort, tuple[tuple[str, bool], ...]] = {
    "relevance": (("rank", False), ("tie", True)),
    "price": (("price", True), ("tie", True)),
    "-price": (("price", False), ("tie", True)),
    "newest": (("newest", False), ("tie", True)),
    "rating": (("rating", False), ("rank", False), ("tie", True)),
    "title": (*((key, True) for key in TITLE_KEYS), ("tie", True)),
}
"""Fields to order by, one after the other, and whether ascending. The last is different for every product, so that a
page can go on exactly after the one before, on any replica."""

ATTRIBUTE_VALUE_LENGTH_MAX = 100
"""Longer values are shown but not searched by."""


def sort_keys(product: Product) -> dict[str, int]:
    """The value of every field that `SORTS` names."""
    shown_ms = int((product.published_at or product.created_at).timestamp() * 1000)
    cheapest = product.cheapest
    length = _TITLE_BYTES * len(TITLE_KEYS)
    folded = _fold(product.title).encode()[:length].ljust(length, b"\0")
    return {
        "rank": (product.popularity << _TIME_BITS) + shown_ms,
        "price": cheapest.price.amount if cheapest is not None else 0,
        "newest": shown_ms,
        "rating": round(product.rating.average * 100) * 1_000_000 + min(product.rating.count, 999_999),
        "tie": int.from_bytes(hashlib.blake2b(product.id.encode(), digest_size=8).digest()),
        **{
            key: int.from_bytes(folded[start : start + _TITLE_BYTES])
            for key, start in zip(TITLE_KEYS, range(0, length, _TITLE_BYTES), strict=True)
        },
    }


def attribute_name(name: str) -> str:
    """The name by which an attribute or option is searched: `Shoe size` → `shoe_size`; empty when nothing is left."""
    return re.sub(r"[^a-z0-9]+", "_", _fold(name)).strip("_")


def facet_values(product: Product) -> list[tuple[str, str]]:
    """Every (name, value) of a product's attributes and options that it can be found by, without repetition."""
    pairs: dict[tuple[str, str], None] = {}
    for name, value in product.attributes.items():
        pairs.update(dict.fromkeys((attribute_name(name), text) for text in _texts(value)))
    for option in product.options:
        used = {variant.options.get(option.name) for variant in product.variants}
        pairs.update(dict.fromkeys((attribute_name(option.name), value) for value in option.values if value in used))
    return [(name, value) for name, value in pairs if name and 0 < len(value) <= ATTRIBUTE_VALUE_LENGTH_MAX]


def _texts(value: AttributeValue) -> list[str]:
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, list):
        return value
    return [str(value)]


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
