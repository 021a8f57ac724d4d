"""The life of a product: the state table and the changes that staff make. Every change raises the version by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from souk.kit import errors
from souk.kit.money import Money
from souk.product.model.media import Media
from souk.product.model.product import (
    VARIANTS_MAX,
    AttributeValue,
    Option,
    Product,
    Seo,
    Status,
    Variant,
    fit_options,
)
from souk.product.model.refusals import ProductNotComplete, TooMany, TransitionNotAllowed

Verb = Literal["edit", "publish", "unpublish", "archive"]

TRANSITIONS: dict[tuple[Status, Verb], Status] = {
    ("draft", "edit"): "draft",
    ("draft", "publish"): "published",
    ("draft", "unpublish"): "draft",
    ("draft", "archive"): "archived",
    ("published", "edit"): "published",
    ("published", "publish"): "published",
    ("published", "unpublish"): "draft",
    ("published", "archive"): "archived",
    ("archived", "archive"): "archived",
}
"""What is not in here is refused: an archived product stays as it was, for the orders that name it.

A verb that leaves the status as it is (other than `edit`) changes nothing, so that a repeated request does no harm.
"""


class ProductEdit(msgspec.Struct, frozen=True, kw_only=True):
    """What a change sets; `UNSET` leaves it as it is."""

    title: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    slug: str | UnsetType = UNSET
    category_id: str | UnsetType = UNSET
    options: tuple[Option, ...] | UnsetType = UNSET
    attributes: dict[str, AttributeValue] | UnsetType = UNSET
    media: tuple[Media, ...] | UnsetType = UNSET
    seo: Seo | UnsetType = UNSET


class VariantEdit(msgspec.Struct, frozen=True, kw_only=True):
    """What a change sets; `UNSET` leaves it as it is, `None` takes it away."""

    title: str | UnsetType | None = UNSET
    price: Money | UnsetType = UNSET
    compare_at: Money | UnsetType | None = UNSET
    options: dict[str, str] | UnsetType = UNSET
    weight_g: int | UnsetType = UNSET
    image: str | UnsetType | None = UNSET
    tax_class: str | UnsetType = UNSET


def publish(product: Product, now: datetime) -> Product:
    """Show it to everybody. Refuses what lacks a variant."""
    status = _next(product, "publish")
    if status == product.status:
        return product
    _complete(product.variants)
    return _changed(product, now, status=status, published_at=product.published_at or now)


def unpublish(product: Product, now: datetime) -> Product:
    """Hide it from shoppers; it is a draft again."""
    status = _next(product, "unpublish")
    return product if status == product.status else _changed(product, now, status=status)


def archive(product: Product, now: datetime) -> Product:
    """Put it away for good. Its SKUs and slug stay its own, because orders name them."""
    status = _next(product, "archive")
    return product if status == product.status else _changed(product, now, status=status)


def edit(product: Product, wanted: ProductEdit, now: datetime) -> Product:
    """Change what is described. Option names that variants use cannot go; media that variants show are let go of."""
    _next(product, "edit")
    members = _set_members(wanted)
    if not isinstance(wanted.options, UnsetType):
        members["options"] = fit_options(wanted.options, product.variants, pointer="")
    if not isinstance(wanted.media, UnsetType):
        kept = {medium.id for medium in wanted.media}
        members["variants"] = tuple(
            variant if variant.image in kept else msgspec.structs.replace(variant, image=None)
            for variant in product.variants
        )
    return _changed(product, now, **members)


def add_variant(product: Product, variant: Variant, now: datetime) -> Product:
    """One more thing to buy."""
    _next(product, "edit")
    if len(product.variants) >= VARIANTS_MAX:
        raise TooMany(f"a product has at most {VARIANTS_MAX} variants", limit=VARIANTS_MAX)
    check_image(variant.image, product.media)
    variants = (*product.variants, variant)
    options = fit_options(product.options, variants, pointer="")
    return _changed(product, now, variants=variants, options=options)


def edit_variant(product: Product, sku: str, wanted: VariantEdit, now: datetime) -> Product:
    """Change one variant, its price for instance."""
    _next(product, "edit")
    if product.variant(sku) is None:
        raise errors.NotFound(f"there is no variant {sku}")
    if not isinstance(wanted.image, UnsetType):
        check_image(wanted.image, product.media)
    members = _set_members(wanted)
    variants = tuple(
        msgspec.structs.replace(variant, **members) if variant.sku == sku else variant for variant in product.variants
    )
    options = fit_options(product.options, variants, pointer="")
    return _changed(product, now, variants=variants, options=options)


def remove_variant(product: Product, sku: str, now: datetime) -> Product:
    """Sell one variant no longer. A published product keeps at least one."""
    _next(product, "edit")
    variants = tuple(variant for variant in product.variants if variant.sku != sku)
    if len(variants) == len(product.variants):
        raise errors.NotFound(f"there is no variant {sku}")
    if product.status == "published":
        _complete(variants)
    return _changed(product, now, variants=variants)


def check_image(image: str | None, media: Sequence[Media], *, pointer: str = "/image") -> None:
    """A variant shows one of its product's media, or none."""
    if image is not None and all(medium.id != image for medium in media):
        raise errors.Invalid.at(pointer, "this is none of the product's media")


def _next(product: Product, verb: Verb) -> Status:
    try:
        return TRANSITIONS[product.status, verb]
    except KeyError:
        raise TransitionNotAllowed(
            f"{verb} is not possible while the product is {product.status}", product_status=product.status, action=verb
        ) from None


def _complete(variants: Sequence[Variant]) -> None:
    if not variants:
        raise ProductNotComplete("a published product has at least one variant with a price", missing=["variants"])


def _set_members(wanted: ProductEdit | VariantEdit) -> dict[str, object]:
    return {
        name: value for name in wanted.__struct_fields__ if not isinstance(value := getattr(wanted, name), UnsetType)
    }


def _changed(product: Product, now: datetime, **members: object) -> Product:
    if all(getattr(product, name) == value for name, value in members.items()):
        return product
    return msgspec.structs.replace(product, **members, version=product.version + 1, updated_at=now)
