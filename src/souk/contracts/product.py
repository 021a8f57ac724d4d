"""What the product service announces."""

from __future__ import annotations

import msgspec

from souk.contracts.event import Event, event
from souk.kit.money import Money


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """What a listener needs to sell one SKU."""

    sku: str
    price: Money
    title: str
    image: str | None = None
    weight_g: int = 0
    tax_class: str = "standard"


@event("product.published", about="product_id")
class ProductPublished(Event, frozen=True):
    """Order keeps its price list from it; inventory makes missing stock levels of 0.

    Announced at publishing and again at every later change of a published product; it carries all its variants, so
    that a variant which is no longer named is no longer sold. `version` grows with every change of the product.
    """

    product_id: str
    variants: tuple[Variant, ...]
    version: int


@event("product.unpublished", about="product_id")
class ProductUnpublished(Event, frozen=True):
    """Order sells none of its variants from now on."""

    product_id: str
    variants: tuple[Variant, ...]
    version: int


@event("product.price_changed", about="sku")
class PriceChanged(Event, frozen=True):
    """Order's price list follows; `version` is the product's, the greatest wins."""

    sku: str
    product_id: str
    price: Money
    version: int
