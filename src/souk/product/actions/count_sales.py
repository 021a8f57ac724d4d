"""Best-sellers: what is bought is counted."""

from __future__ import annotations

from collections.abc import Iterable

from souk.kit import tx
from souk.product import model, store


async def count_sales(tx: tx.Tx, sold: Iterable[tuple[str, int]]) -> bool:
    """Add units to products (by id), all of one batch in one write. Answers whether a product changed its bucket of
    popularity, and so its place in lists."""
    units: dict[str, int] = {}
    for product_id, quantity in sold:
        units[product_id] = units.get(product_id, 0) + quantity
    if not units:
        return False
    before = await store.stock.sold(tx, units)
    await store.stock.add_sold(tx, units)
    moved = {
        product_id: bucket
        for product_id, count in units.items()
        if (bucket := model.popularity(before.get(product_id, 0) + count))
        != model.popularity(before.get(product_id, 0))
    }
    await store.products.set_popularity(tx, moved)
    await store.changes.note(tx, moved)
    return bool(moved)
