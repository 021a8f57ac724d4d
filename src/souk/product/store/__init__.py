"""Collections of the product service, their indexes, and every query."""

from souk.product.store import categories, changes, media, products, stock

INDEXES = {**products.INDEXES, **categories.INDEXES, **media.INDEXES, **stock.INDEXES, **changes.INDEXES}

__all__ = ["INDEXES", "categories", "changes", "media", "products", "stock"]
