"""The facts that a change of products amounts to."""

from __future__ import annotations

from collections.abc import Iterable

from souk import contracts
from souk.kit import tx
from souk.product import model


def sellable(product: model.Product) -> tuple[contracts.product.Variant, ...]:
    """Its variants as those who sell them need to know them."""
    return tuple(
        contracts.product.Variant(
            sku=variant.sku,
            price=variant.price,
            title=product.title_of(variant),
            image=picture.small if (picture := product.picture(variant)) is not None else None,
            weight_g=variant.weight_g,
            tax_class=variant.tax_class,
        )
        for variant in product.variants
    )


def announce_published(tx: tx.Tx, products: Iterable[model.Product]) -> None:
    """Tell of new products that are published at once."""
    for product in products:
        if product.status == "published":
            tx.announce(_published(product))


def announce_change(tx: tx.Tx, before: model.Product, after: model.Product) -> None:
    """Tell what others need to know of a change: how it can be bought now, prices apart, or that it cannot."""
    if after.status == "published":
        tx.announce(_published(after))
        if before.status == "published":
            _announce_prices(tx, before, after)
    elif before.status == "published":
        tx.announce(
            contracts.product.ProductUnpublished(product_id=after.id, variants=sellable(before), version=after.version)
        )


def _announce_prices(tx: tx.Tx, before: model.Product, after: model.Product) -> None:
    prices = {variant.sku: variant.price for variant in before.variants}
    for variant in after.variants:
        if variant.sku in prices and prices[variant.sku] != variant.price:
            tx.announce(
                contracts.product.PriceChanged(
                    sku=variant.sku, product_id=after.id, price=variant.price, version=after.version
                )
            )


def _published(product: model.Product) -> contracts.product.ProductPublished:
    return contracts.product.ProductPublished(
        product_id=product.id, variants=sellable(product), version=product.version
    )
