"""Availability follows what inventory says."""

from __future__ import annotations

from collections.abc import Iterable

from souk.kit import tx
from souk.product import model, store


async def follow_stock(tx: tx.Tx, facts: Iterable[model.Stock]) -> bool:
    """Keep the newest fact of each SKU. Answers whether a variant became available or sold out: only then do shoppers
    see other lists than before."""
    newest: dict[str, model.Stock] = {}
    for fact in facts:
        if fact.id not in newest or newest[fact.id].is_older_than(fact.version):
            newest[fact.id] = fact
    known = await store.stock.by_skus(tx, newest)
    newer = [fact for fact in newest.values() if fact.id not in known or known[fact.id].is_older_than(fact.version)]
    await store.stock.save(tx, newer)
    flipped = [
        fact.id for fact in newer if fact.is_available != (known[fact.id].is_available if fact.id in known else False)
    ]
    if not flipped:
        return False
    products = {product.id: product for product in (await store.products.by_skus(tx, flipped)).values()}
    siblings = await store.stock.by_skus(tx, {sku for product in products.values() for sku in product.skus})
    siblings |= {fact.id: fact for fact in newer}
    in_stock = {
        product.id: any(siblings[sku].is_available for sku in product.skus if sku in siblings)
        for product in products.values()
    }
    await store.products.set_in_stock(tx, in_stock)
    await store.changes.note(tx, in_stock)
    return bool(in_stock)
