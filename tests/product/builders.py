"""Products for tests, with everything that a test does not care about filled in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from souk.kit.money import Money
from souk.product.model import Category, Option, Product, Variant

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def euros(amount: int) -> Money:
    """So many cents."""
    return Money(amount, "EUR")


def variant(sku: str = "LAMP-1", price: int = 4_900, **members: Any) -> Variant:
    return Variant(sku=sku, price=euros(price), **members)


def product(number: int = 1, **members: Any) -> Product:
    """A published product; `number` makes its id, slug, SKU and age different from others'."""
    values: dict[str, Any] = {
        "id": f"prd_{number:026d}",
        "slug": f"product-{number}",
        "title": f"Product {number}",
        "status": "published",
        "category_id": "cat_lamps",
        "created_at": NOW + timedelta(seconds=number),
        "updated_at": NOW + timedelta(seconds=number),
        "published_at": NOW + timedelta(seconds=number),
        "variants": (variant(f"SKU-{number}"),),
        "in_stock": True,
    }
    return Product(**(values | members))


def category(slug: str, parent: str | None = None, **members: Any) -> Category:
    """A category whose id is `cat_<slug>`."""
    return Category(
        id=f"cat_{slug}",
        slug=slug,
        title=members.pop("title", slug.capitalize()),
        parent_id=f"cat_{parent}" if parent else None,
        created_at=NOW,
        updated_at=NOW,
        **members,
    )


def option(name: str, *values: str) -> Option:
    return Option(name=name, values=values)
