"""New products, as drafts or published at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from souk.kit import clock, errors, ids, tx
from souk.product import model, store
from souk.product.actions import facts


class MediaRef(msgspec.Struct, frozen=True, kw_only=True):
    """A medium by its id, and what it shows on this product (None: as uploaded)."""

    id: str
    alt: str | None = None


class NewProduct(msgspec.Struct, frozen=True, kw_only=True):
    """What staff ask for. `category` is an id or slug; a variant's `image` the id or URL of a medium.

    Without `slug` one is made of the title. `is_repeatable` answers an existing slug with the product that has it.
    """

    title: str
    category: str
    description: str = ""
    slug: str | None = None
    options: tuple[model.Option, ...] = ()
    variants: tuple[model.Variant, ...] = ()
    attributes: dict[str, model.AttributeValue] = {}
    media: tuple[MediaRef, ...] = ()
    seo: model.Seo = model.Seo()
    is_published: bool = False
    is_repeatable: bool = False

    @property
    def slug_wanted(self) -> str:
        return self.slug or model.slugify(self.title) or "product"


class _Known(msgspec.Struct):
    """What the batch needs to know; what is decided for earlier items is added."""

    categories: dict[str, str]
    media: dict[str, model.Media]
    slugs: dict[str, str]
    skus: dict[str, str]
    stock: dict[str, model.Stock]
    products: dict[str, model.Product]


async def create_products(tx: tx.Tx, commands: Sequence[NewProduct]) -> list[model.Product | errors.Refusal]:
    """Make products. Refuses an unknown category or medium (`Invalid`), `SlugTaken`, `DuplicateSku`,
    `DuplicateOptions`, and `ProductNotComplete` for one that is to be published without a variant."""
    known = await _load(tx, commands)
    now = clock.now()
    results: list[model.Product | errors.Refusal] = []
    made: dict[str, model.Product] = {}
    for command in commands:
        if command.is_repeatable and command.slug_wanted in known.slugs:
            results.append(known.products[known.slugs[command.slug_wanted]])
            continue
        try:
            product = _decide(command, known, now)
        except errors.Refusal as refusal:
            results.append(refusal)
            continue
        made[product.id] = known.products[product.id] = product
        known.slugs[product.slug] = product.id
        known.skus.update(dict.fromkeys(product.skus, product.id))
        results.append(product)
    products = list(made.values())
    await store.products.insert(tx, products)
    await store.stock.expect(tx, (sku for product in products for sku in product.skus))
    await store.categories.touch(tx, (product.category_id for product in products))
    await store.changes.note(tx, made)
    facts.announce_published(tx, products)
    return results


async def _load(tx: tx.Tx, commands: Sequence[NewProduct]) -> _Known:
    skus = [variant.sku for command in commands for variant in command.variants]
    images = {variant.image for command in commands for variant in command.variants if variant.image}
    slugs = await store.products.owners_of_slugs(tx, {command.slug_wanted for command in commands})
    repeated = {slugs[each.slug_wanted] for each in commands if each.is_repeatable and each.slug_wanted in slugs}
    return _Known(
        categories=await store.categories.find(tx, {command.category for command in commands}),
        media=await store.media.by_ids(tx, images | {ref.id for command in commands for ref in command.media}),
        slugs=slugs,
        skus=await store.products.owners_of_skus(tx, skus) if skus else {},
        stock=await store.stock.by_skus(tx, skus) if skus else {},
        products=await store.products.by_ids(tx, repeated) if repeated else {},
    )


def _decide(command: NewProduct, known: _Known, now: datetime) -> model.Product:
    if command.category not in known.categories:
        raise errors.Invalid.at("/category", "there is no such category")
    product_id = ids.new("prd")
    media = find_media(command.media, known.media)
    variants = []
    for index, variant in enumerate(command.variants):
        if variant.sku in known.skus:
            raise model.DuplicateSku(f"{variant.sku} belongs to another product", sku=variant.sku)
        media, image = model.show(media, variant.image, known.media, pointer=f"/variants/{index}/image")
        variants.append(msgspec.structs.replace(variant, image=image))
    draft = model.Product(
        id=product_id,
        slug=_free_slug(command, known.slugs, product_id),
        title=command.title,
        description=command.description,
        status="draft",
        category_id=known.categories[command.category],
        options=model.fit_options(command.options, variants),
        variants=tuple(variants),
        media=media,
        attributes=command.attributes,
        seo=command.seo,
        in_stock=any(known.stock[each.sku].is_available for each in variants if each.sku in known.stock),
        created_at=now,
        updated_at=now,
    )
    return model.publish(draft, now) if command.is_published else draft


def _free_slug(command: NewProduct, taken: dict[str, str], product_id: str) -> str:
    slug = command.slug_wanted
    if slug not in taken:
        return slug
    if command.slug is not None:
        raise model.SlugTaken(f"another product has the slug {slug}", slug=slug)
    tail = product_id[-8:]  # random, so nobody else has it
    return f"{slug[: model.SLUG_LENGTH_MAX - len(tail) - 1].rstrip('-')}-{tail}"


def find_media(refs: Sequence[MediaRef], known: dict[str, model.Media]) -> tuple[model.Media, ...]:
    """The media asked for, each once, in order. Refuses (`Invalid`) what does not exist."""
    found: dict[str, model.Media] = {}
    for index, ref in enumerate(refs):
        if ref.id not in known:
            raise errors.Invalid.at(f"/media/{index}", "there is no such medium")
        found[ref.id] = known[ref.id].placed(ref.alt)
    return tuple(found.values())
