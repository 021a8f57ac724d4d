"""Changes of products that are there, by staff."""

from __future__ import annotations

import graphlib
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType

from souk.kit import clock, errors, tx
from souk.product import model, store
from souk.product.actions import facts
from souk.product.actions.create_products import MediaRef, find_media


class Publish(msgspec.Struct, frozen=True):
    """Show it."""


class Unpublish(msgspec.Struct, frozen=True):
    """Hide it."""


class Archive(msgspec.Struct, frozen=True):
    """Put it away for good."""


class EditProduct(msgspec.Struct, frozen=True, kw_only=True):
    """Describe it otherwise. `category` is an id or slug and goes with `media` beside `wanted`, which has neither."""

    wanted: model.ProductEdit
    category: str | UnsetType = UNSET
    media: tuple[MediaRef, ...] | UnsetType = UNSET


class AddVariant(msgspec.Struct, frozen=True):
    """Sell one more variant; its `image` is the id or URL of a medium."""

    variant: model.Variant


class EditVariant(msgspec.Struct, frozen=True):
    """Change a variant; an `image` is the id or URL of a medium."""

    sku: str
    wanted: model.VariantEdit


class RemoveVariant(msgspec.Struct, frozen=True):
    """Sell a variant no longer."""

    sku: str


Change = Publish | Unpublish | Archive | EditProduct | AddVariant | EditVariant | RemoveVariant


class ChangeProduct(msgspec.Struct, frozen=True, kw_only=True):
    """A change of the product with `product_id`, or of the one whose variant the change names.

    With `expected_version` only if nobody changed it since.
    """

    change: Change
    product_id: str | None = None
    expected_version: int | None = None


class _Known(msgspec.Struct):
    """What the batch needs to know; products are replaced as earlier items change them."""

    products: dict[str, model.Product]
    categories: dict[str, str]
    media: dict[str, model.Media]
    slugs: dict[str, str]
    skus: dict[str, str]
    stock: dict[str, model.Stock]


async def change_products(tx: tx.Tx, commands: Sequence[ChangeProduct]) -> list[model.Product | errors.Refusal]:
    """Change products; each answer is the product after its own change. A change of a published product is announced.

    Refuses `NotFound`, `VersionMismatch`, `TransitionNotAllowed`, `ProductNotComplete`, `SlugTaken`, `DuplicateSku`,
    `DuplicateOptions`, `TooMany`, and what does not fit together (`Invalid`).
    """
    known = await _load(tx, commands)
    before = dict(known.products)
    now = clock.now()
    results: list[model.Product | errors.Refusal] = []
    for command in commands:
        try:
            product = _decide(command, known, now)
        except errors.Refusal as refusal:
            results.append(refusal)
            continue
        results.append(product)
    changed = [product for product in known.products.values() if product != before[product.id]]
    await store.products.save(tx, _in_order(changed, before))
    await store.stock.expect(tx, (sku for each in changed if each.skus != before[each.id].skus for sku in each.skus))
    moved = (each.category_id for each in changed if each.category_id != before[each.id].category_id)
    await store.categories.touch(tx, moved)
    await store.changes.note(tx, (each.id for each in changed))
    for product in changed:
        facts.announce_change(tx, before[product.id], product)
    return results


def _in_order(changed: Sequence[model.Product], before: Mapping[str, model.Product]) -> list[model.Product]:
    """As they can be stored one after the other: what takes over a slug or SKU comes after what gives it up.

    Two that swap theirs in one batch cannot be stored like that: the batch fails, and its halves do not.
    """
    given_up = {name: each.id for each in changed for name in _names(before[each.id]) - _names(each)}
    waits_for = {
        each.id: {given_up[name] for name in _names(each) - _names(before[each.id]) if name in given_up}
        for each in changed
    }
    by_id = {each.id: each for each in changed}
    try:
        return [by_id[product_id] for product_id in graphlib.TopologicalSorter(waits_for).static_order()]
    except graphlib.CycleError:
        return list(changed)


def _names(product: model.Product) -> set[tuple[str, str]]:
    """What no other product may have."""
    return {("slug", product.slug), *(("sku", sku) for sku in product.skus)}


async def _load(tx: tx.Tx, commands: Sequence[ChangeProduct]) -> _Known:
    changes = [command.change for command in commands]
    products = await store.products.by_ids(tx, {each.product_id for each in commands if each.product_id})
    named = {each.sku for each in changes if isinstance(each, EditVariant | RemoveVariant)}
    if named:
        products |= {product.id: product for product in (await store.products.by_skus(tx, named)).values()}
    added = {each.variant.sku for each in changes if isinstance(each, AddVariant)}
    edits = [each for each in changes if isinstance(each, EditProduct)]
    categories = {each.category for each in edits if isinstance(each.category, str)}
    slugs = {each.wanted.slug for each in edits if isinstance(each.wanted.slug, str)}
    media = {ref.id for each in edits if isinstance(each.media, tuple) for ref in each.media}
    media |= {each.variant.image for each in changes if isinstance(each, AddVariant) and each.variant.image}
    media |= {
        each.wanted.image for each in changes if isinstance(each, EditVariant) and isinstance(each.wanted.image, str)
    }
    counted = added | {sku for product in products.values() for sku in product.skus} if added or named else set()
    skus = {sku: product.id for product in products.values() for sku in product.skus}
    return _Known(
        products=products,
        categories=await store.categories.find(tx, categories) if categories else {},
        media=await store.media.by_ids(tx, media) if media else {},
        slugs=await store.products.owners_of_slugs(tx, slugs) if slugs else {},
        skus=skus | (await store.products.owners_of_skus(tx, added) if added else {}),
        stock=await store.stock.by_skus(tx, counted) if counted else {},
    )


def _decide(command: ChangeProduct, known: _Known, now: datetime) -> model.Product:
    before = known.products.get(_product_id(command, known) or "")
    if before is None:
        raise errors.NotFound("there is no such product")
    if command.expected_version is not None and command.expected_version != before.version:
        raise errors.VersionMismatch(f"the product is at version {before.version}", version=before.version)
    after = _apply(command.change, before, known, now)
    if after.skus != before.skus:
        in_stock = any(known.stock[sku].is_available for sku in after.skus if sku in known.stock)
        after = msgspec.structs.replace(after, in_stock=in_stock)
        known.skus = {sku: owner for sku, owner in known.skus.items() if owner != after.id}
        known.skus.update(dict.fromkeys(after.skus, after.id))
    if after.slug != before.slug:
        known.slugs = {slug: owner for slug, owner in known.slugs.items() if owner != after.id}
        known.slugs[after.slug] = after.id
    known.products[after.id] = after
    return after


def _product_id(command: ChangeProduct, known: _Known) -> str | None:
    if command.product_id is None and isinstance(command.change, EditVariant | RemoveVariant):
        return known.skus.get(command.change.sku)
    return command.product_id


def _apply(change: Change, product: model.Product, known: _Known, now: datetime) -> model.Product:
    match change:
        case Publish():
            return model.publish(product, now)
        case Unpublish():
            return model.unpublish(product, now)
        case Archive():
            return model.archive(product, now)
        case EditProduct():
            return model.edit(product, _resolved(change, product, known), now)
        case AddVariant(variant=variant):
            if variant.sku in known.skus:
                raise model.DuplicateSku(f"{variant.sku} belongs to another variant", sku=variant.sku)
            media, image = model.show(product.media, variant.image, known.media)
            shown = msgspec.structs.replace(product, media=media)
            return model.add_variant(shown, msgspec.structs.replace(variant, image=image), now)
        case EditVariant(sku=sku, wanted=wanted):
            if not isinstance(wanted.image, UnsetType):
                media, image = model.show(product.media, wanted.image, known.media)
                product = msgspec.structs.replace(product, media=media)
                wanted = msgspec.structs.replace(wanted, image=image)
            return model.edit_variant(product, sku, wanted, now)
        case RemoveVariant(sku=sku):
            return model.remove_variant(product, sku, now)


def _resolved(change: EditProduct, product: model.Product, known: _Known) -> model.ProductEdit:
    wanted = change.wanted
    if isinstance(wanted.slug, str) and known.slugs.get(wanted.slug, product.id) != product.id:
        raise model.SlugTaken(f"another product has the slug {wanted.slug}", slug=wanted.slug)
    if isinstance(change.category, str):
        if change.category not in known.categories:
            raise errors.Invalid.at("/category", "there is no such category")
        wanted = msgspec.structs.replace(wanted, category_id=known.categories[change.category])
    if isinstance(change.media, tuple):
        wanted = msgspec.structs.replace(wanted, media=find_media(change.media, known.media))
    return wanted
