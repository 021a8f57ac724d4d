"""The price list: what the product service said last, whatever order it was heard in.

A product's facts carry its version, and the greatest stands. Whole lists (`published`, `unpublished`) are compared with
the product's head, so that a variant which a newer list left out does not come back with an older one; a price alone
(`price_changed`) may run ahead of the list that contains it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from souk.kit import money
from souk.order.model.pricing import STANDARD, Offer, PricedProduct


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """One SKU of a product as the product service describes it."""

    sku: str
    price: money.Money
    title: str
    image: str | None = None
    weight_g: int = 0
    tax_class: str = STANDARD


class ProductList(msgspec.Struct, frozen=True, kw_only=True):
    """Variants of a product at one version, all of them when it `is_whole`; for sale or not, as `is_sold` says."""

    product_id: str
    version: int
    variants: tuple[Variant, ...]
    is_sold: bool = True
    is_whole: bool = True


class PriceList:
    """The part of the list that a batch touches: folded over, then `changed` and `heads_changed` are saved."""

    def __init__(self, heads: Iterable[PricedProduct], offers: Iterable[Offer]) -> None:
        self.heads = {head.id: head for head in heads}
        self.offers = {offer.id: offer for offer in offers}
        self.changed: dict[str, Offer] = {}
        self.heads_changed: dict[str, PricedProduct] = {}

    def take(self, known: ProductList, now: datetime) -> bool:
        """What a product's variants are. False when a newer list is known already."""
        head = self.heads.get(known.product_id)
        if head is not None and known.version < head.version:
            return False
        for variant in known.variants:
            self._offer(variant, known)
        if known.is_whole:
            self._leave_out(known)
            if head is None or head.version != known.version or head.is_sold != known.is_sold:
                head = PricedProduct(id=known.product_id, version=known.version, is_sold=known.is_sold, at=now)
                self.heads[head.id] = self.heads_changed[head.id] = head
        return True

    def _leave_out(self, known: ProductList) -> None:
        """What a whole list does not name is no longer sold."""
        named = {variant.sku for variant in known.variants}
        for offer in list(self.offers.values()):
            if offer.product_id == known.product_id and offer.id not in named and offer.is_sold:
                self._change(msgspec.structs.replace(offer, is_sold=False, version=known.version))

    def _offer(self, variant: Variant, known: ProductList) -> None:
        before = self.offers.get(variant.sku)
        if before is not None and before.product_id == known.product_id and before.version > known.version:
            return
        price, price_version = variant.price, known.version
        if before is not None and before.product_id == known.product_id and before.price_version > known.version:
            price, price_version = before.price or variant.price, before.price_version
        offer = Offer(
            id=variant.sku,
            product_id=known.product_id,
            version=known.version,
            price_version=price_version,
            is_sold=known.is_sold,
            price=price,
            title=variant.title,
            image=variant.image,
            weight_g=variant.weight_g,
            tax_class=variant.tax_class,
        )
        if offer != before:
            self._change(offer)

    def take_price(self, sku: str, product_id: str, price: money.Money, version: int) -> bool:
        """One price. False when something newer is known already."""
        head, before = self.heads.get(product_id), self.offers.get(sku)
        if head is not None and version <= head.version:
            return False
        if before is not None and before.product_id != product_id:
            return False  # the SKU moved to another product meanwhile
        if before is None:
            self._change(Offer(id=sku, product_id=product_id, version=0, price_version=version, price=price))
            return True
        if version <= before.price_version:
            return False
        self._change(msgspec.structs.replace(before, price=price, price_version=version))
        return True

    def withdraw(self, product_ids: Iterable[str], now: datetime) -> None:
        """Products that the product service no longer names: sold no more, until it names them again."""
        gone = set(product_ids)
        for offer in [each for each in self.offers.values() if each.product_id in gone and each.is_sold]:
            self._change(msgspec.structs.replace(offer, is_sold=False))
        for head in [self.heads[product_id] for product_id in gone if product_id in self.heads]:
            if head.is_sold:
                self.heads_changed[head.id] = self.heads[head.id] = msgspec.structs.replace(head, is_sold=False, at=now)

    def _change(self, offer: Offer) -> None:
        self.offers[offer.id] = self.changed[offer.id] = offer


def missing(heads: Mapping[str, PricedProduct], named: Iterable[str], older_than: datetime) -> list[str]:
    """Products for sale here that a page of the product service's list leaves out, unless they are fresher than it."""
    there = set(named)
    return [head.id for head in heads.values() if head.is_sold and head.id not in there and head.at < older_than]
