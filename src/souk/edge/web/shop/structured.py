"""Structured data for search engines, in the words of schema.org."""

from __future__ import annotations

from typing import Any

from souk.edge.web.shop import addresses, choice, writing

Json = dict[str, Any]
CONTEXT = "https://schema.org"


def product(origin: str, say: writing.Words, found: Json) -> Json:
    """A product with an offer for each of its variants."""
    address = origin + addresses.written(say.language, f"/p/{found['slug']}")
    described: Json = {
        "@context": CONTEXT,
        "@type": "Product",
        "name": found["title"],
        "description": found["seo"]["description"] or found["description"],
        "url": address,
        "image": [f"{origin}{each['url']}" for each in found["media"]],
        "offers": [
            {
                "@type": "Offer",
                "sku": each["sku"],
                "url": f"{address}?sku={each['sku']}",
                "price": writing.decimal(each["price"]),
                "priceCurrency": each["price"]["currency"],
                "itemCondition": f"{CONTEXT}/NewCondition",
                "availability": f"{CONTEXT}/{'InStock' if choice.is_available(each) else 'OutOfStock'}",
            }
            for each in found["variants"]
        ],
    }
    if found["category"]:
        described["category"] = found["category"]["title"]
    if found["rating"]["count"] > 0:
        described["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": found["rating"]["average"],
            "reviewCount": found["rating"]["count"],
        }
    return described


def trail(origin: str, say: writing.Words, above: list[Json], found: Json | None = None) -> Json:
    """The way down to a category, or to a product in it."""
    steps = [(say.text("layout.market"), "/"), *((each["title"], f"/c/{each['slug']}") for each in above)]
    if found is not None:
        steps.append((found["title"], f"/p/{found['slug']}"))
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": f"{origin}{addresses.written(say.language, path)}",
            }
            for position, (name, path) in enumerate(steps, 1)
        ],
    }
