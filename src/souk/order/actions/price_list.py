"""Keeping the price list what the product service says it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from souk import contracts
from souk.kit import clock, consumer, tx
from souk.order import model, store


async def learn(tx: tx.Tx, lists: Sequence[model.ProductList]) -> int:
    """Take over what the product service says of some products; answers how many offers changed."""
    known = await store.part_of_price_list(
        tx, {each.product_id for each in lists}, {variant.sku for each in lists for variant in each.variants}
    )
    now = clock.now()
    for each in lists:
        known.take(each, now)
    await store.save_price_list(tx, known)
    return len(known.changed)


async def learn_published(tx: tx.Tx, received: Sequence[consumer.Received[contracts.product.ProductPublished]]) -> None:
    """These products are for sale, in exactly these variants."""
    await learn(tx, [product_list(each.data.product_id, each.data.version, each.data.variants) for each in received])


async def learn_unpublished(
    tx: tx.Tx, received: Sequence[consumer.Received[contracts.product.ProductUnpublished]]
) -> None:
    """These products are not for sale any more."""
    await learn(
        tx,
        [product_list(each.data.product_id, each.data.version, each.data.variants, is_sold=False) for each in received],
    )


async def learn_prices(tx: tx.Tx, received: Sequence[consumer.Received[contracts.product.PriceChanged]]) -> None:
    """These SKUs cost something else."""
    known = await store.part_of_price_list(
        tx, {each.data.product_id for each in received}, {each.data.sku for each in received}
    )
    for each in received:
        known.take_price(each.data.sku, each.data.product_id, each.data.price, each.data.version)
    await store.save_price_list(tx, known)


async def withdraw(tx: tx.Tx, product_ids: Sequence[str]) -> None:
    """The product service no longer names these products."""
    known = await store.part_of_price_list(tx, product_ids)
    known.withdraw(product_ids, clock.now())
    await store.save_price_list(tx, known)


def product_list(
    product_id: str,
    version: int,
    variants: Iterable[contracts.product.Variant],
    *,
    is_sold: bool = True,
    is_whole: bool = True,
) -> model.ProductList:
    """What a fact or an answer of the product service says, in the words of the price list."""
    return model.ProductList(
        product_id=product_id,
        version=version,
        is_sold=is_sold,
        is_whole=is_whole,
        variants=tuple(
            model.Variant(
                sku=each.sku,
                price=each.price,
                title=each.title,
                image=each.image,
                weight_g=each.weight_g,
                tax_class=each.tax_class,
            )
            for each in variants
        ),
    )
