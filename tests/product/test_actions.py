"""Actions over batches, on a real MongoDB."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from product.builders import euros, option, variant
from souk import contracts, testing
from souk.kit import errors, tx
from souk.product import actions, model, store
from souk.product.model import Category, Product, ProductEdit, Stock, VariantEdit


@pytest.fixture
async def catalogue(mongodb_url: str) -> AsyncIterator[tx.Announcing]:
    """A database with the category `lamps`."""
    async with testing.database(mongodb_url, store.INDEXES) as db:
        await testing.run(db, actions.change_categories, actions.NewCategory(title="Lamps"))
        yield db


def new(title: str = "Lamp", **members: Any) -> actions.NewProduct:
    values: dict[str, Any] = {"title": title, "category": "lamps", "variants": (variant(f"{title}-1"),)}
    return actions.NewProduct(**(values | members))


async def make(db: tx.Announcing, *commands: actions.NewProduct) -> list[Product]:
    made = await testing.run(db, actions.create_products, *commands)
    assert all(isinstance(each, Product) for each in made), made
    return [each for each in made if isinstance(each, Product)]


async def change(db: tx.Announcing, *commands: actions.ChangeProduct) -> list[Product | errors.Refusal]:
    return list(await testing.run(db, actions.change_products, *commands))


def fact(sku: str, available: int, version: int, *, backorderable: bool = False) -> Stock:
    return Stock(id=sku, available=available, backorderable=backorderable, version=version)


async def change_categories(db: tx.Announcing, *commands: actions.ChangeCategory) -> list[Category | errors.Refusal]:
    return await tx.transact(db, lambda tx: actions.change_categories(tx, commands))


async def follow(db: tx.Announcing, *facts: Stock) -> bool:
    return await tx.transact(db, lambda tx: actions.follow_stock(tx, facts))


async def events(db: tx.Announcing) -> list[contracts.Event]:
    return [each for each in await testing.announced(db, contracts.REGISTRY) if each.type.startswith("product.")]


async def test_a_batch_answers_each_command(catalogue: tx.Announcing) -> None:
    results = await testing.run(
        catalogue,
        actions.create_products,
        new("Lamp", slug="lamp"),
        new("Other", slug="lamp", variants=()),
        new("Twin", variants=(variant("Lamp-1"),)),
        new("Lost", category="nowhere"),
        new("Empty", variants=(), is_published=True),
        new("Lamp", variants=(variant("Lamp-2"),)),
    )
    kinds = [type(each) for each in results]
    assert kinds == [
        Product,
        model.SlugTaken,
        model.DuplicateSku,
        errors.Invalid,
        model.ProductNotComplete,
        Product,
    ]
    assert await catalogue["products"].count_documents({}) == 2
    assert await catalogue["changes"].count_documents({"products": {"$size": 2}}) == 1


async def test_what_exists_is_refused_or_repeated(catalogue: tx.Announcing) -> None:
    (lamp,) = await make(catalogue, new("Lamp"))
    refused = await testing.run(
        catalogue, actions.create_products, new("X", slug="lamp"), new("Y", variants=(variant("Lamp-1"),))
    )
    assert [type(each) for each in refused] == [model.SlugTaken, model.DuplicateSku]
    again, twice, other = await make(
        catalogue,
        new("Lamp", is_repeatable=True),
        new("Torch", is_repeatable=True),
        new("Torch", is_repeatable=True),
    )
    assert again.id == lamp.id
    assert twice.id == other.id


async def test_only_what_is_published_is_announced(catalogue: tx.Announcing) -> None:
    draft, shown = await make(catalogue, new("Draft"), new("Shown", is_published=True))
    assert [each.aggregate_id for each in await events(catalogue)] == [shown.id]
    edit = actions.EditProduct(wanted=ProductEdit(description="Nice."))
    await change(
        catalogue,
        actions.ChangeProduct(product_id=draft.id, change=edit),
        actions.ChangeProduct(product_id=shown.id, change=edit),
        actions.ChangeProduct(product_id=shown.id, change=actions.Publish()),
    )
    told = (await events(catalogue))[1:]
    assert [(each.type, each.aggregate_id) for each in told] == [("product.published.v1", shown.id)]
    assert isinstance(told[0], contracts.product.ProductPublished)
    assert told[0].version == shown.version + 1
    assert [each.sku for each in told[0].variants] == ["Shown-1"]


async def test_a_price_change_is_told_with_the_products_version(catalogue: tx.Announcing) -> None:
    (lamp,) = await make(catalogue, new("Lamp", is_published=True))
    command = actions.ChangeProduct(change=actions.EditVariant("Lamp-1", VariantEdit(price=euros(5_500))))
    (changed,) = await change(catalogue, command)
    assert isinstance(changed, Product)
    price = [each for each in await events(catalogue) if isinstance(each, contracts.product.PriceChanged)]
    assert [(each.sku, each.price, each.product_id, each.version) for each in price] == [
        ("Lamp-1", euros(5_500), lamp.id, changed.version)
    ]
    published = [each for each in await events(catalogue) if isinstance(each, contracts.product.ProductPublished)]
    assert published[-1].version == changed.version == lamp.version + 1
    assert published[-1].variants[0].price == euros(5_500)


async def test_hiding_is_told_once(catalogue: tx.Announcing) -> None:
    (lamp,) = await make(catalogue, new("Lamp", is_published=True))
    hide = actions.ChangeProduct(product_id=lamp.id, change=actions.Unpublish())
    await change(catalogue, hide, hide)
    await change(catalogue, actions.ChangeProduct(product_id=lamp.id, change=actions.Archive()))
    told = [each for each in await events(catalogue) if isinstance(each, contracts.product.ProductUnpublished)]
    assert [(each.product_id, each.version) for each in told] == [(lamp.id, lamp.version + 1)]


async def test_changes_in_one_batch_build_on_each_other(catalogue: tx.Announcing) -> None:
    (lamp, torch) = await make(catalogue, new("Lamp"), new("Torch"))

    def edit(product: Product, version: int | None = None, **wanted: Any) -> actions.ChangeProduct:
        what = actions.EditProduct(wanted=ProductEdit(**wanted))
        return actions.ChangeProduct(product_id=product.id, change=what, expected_version=version)

    results = await change(
        catalogue,
        edit(lamp, 1, title="First"),
        edit(lamp, 1, title="Second"),
        edit(lamp, 2, slug="freed"),
        edit(torch, slug="lamp"),  # the slug that the command before gave up
        edit(lamp, slug="lamp"),
    )
    versions = [each.version if isinstance(each, Product) else type(each) for each in results]
    assert versions == [2, errors.VersionMismatch, 3, 2, model.SlugTaken]
    stored = await store.products.by_ids(catalogue, [lamp.id, torch.id])
    assert (stored[lamp.id].title, stored[lamp.id].version, stored[lamp.id].slug) == ("First", 3, "freed")
    assert stored[torch.id].slug == "lamp"


async def test_a_slug_is_handed_over_in_one_batch_whoever_is_older(catalogue: tx.Announcing) -> None:
    pair = await make(catalogue, new("Lamp"), new("Torch"))

    def rename(product: Product, slug: str) -> actions.ChangeProduct:
        return actions.ChangeProduct(
            product_id=product.id, change=actions.EditProduct(wanted=ProductEdit(slug=slug, title=slug))
        )

    for number, (giver, taker) in enumerate((pair, pair[::-1])):
        wanted, spare = f"wanted-{number}", f"spare-{number}"
        await change(catalogue, rename(giver, wanted))
        await change(catalogue, rename(taker, "meanwhile"), rename(giver, spare), rename(taker, wanted))
        stored = await store.products.by_ids(catalogue, [giver.id, taker.id])
        assert (stored[giver.id].slug, stored[taker.id].slug) == (spare, wanted)


async def test_variants_in_one_batch(catalogue: tx.Announcing) -> None:
    lamp, torch = await make(
        catalogue,
        new("Lamp", variants=(variant("A", options={"Size": "S"}),)),
        new("Torch", options=(option("Size"),), variants=()),
    )
    add = actions.AddVariant(variant("B", options={"Size": "L"}))
    results = await change(
        catalogue,
        actions.ChangeProduct(product_id=lamp.id, change=add),
        actions.ChangeProduct(product_id=torch.id, change=add),
        actions.ChangeProduct(change=actions.RemoveVariant("A")),
        actions.ChangeProduct(change=actions.RemoveVariant("A")),
        actions.ChangeProduct(product_id=torch.id, change=actions.AddVariant(variant("A", options={"Size": "S"}))),
    )
    assert [type(each) for each in results] == [Product, model.DuplicateSku, Product, errors.NotFound, Product]
    owners = await store.products.owners_of_skus(catalogue, ["A", "B"])
    assert owners == {"A": torch.id, "B": lamp.id}


async def test_pictures_are_found_by_reference(catalogue: tx.Announcing) -> None:
    medium = model.Media(
        id="med_1", url="/media/a.webp", width=9, height=9, thumbnails={"320": "/media/b.webp"}, source="s"
    )
    await testing.run(catalogue, actions.save_media, medium)
    (lamp,) = await make(catalogue, new("Lamp", variants=(variant("A", image="med_1"),), is_published=True))
    assert [each.id for each in lamp.media] == ["med_1"]
    published = (await events(catalogue))[-1]
    assert isinstance(published, contracts.product.ProductPublished)
    assert published.variants[0].image == "/media/b.webp"
    refs = (actions.MediaRef(id="med_1", alt="Side"), actions.MediaRef(id="med_2"))
    results = await change(
        catalogue,
        actions.ChangeProduct(product_id=lamp.id, change=actions.EditProduct(wanted=ProductEdit(), media=refs)),
        actions.ChangeProduct(product_id=lamp.id, change=actions.EditProduct(wanted=ProductEdit(), media=refs[:1])),
        actions.ChangeProduct(change=actions.EditVariant("A", VariantEdit(image="/media/a.webp"))),
        actions.ChangeProduct(change=actions.EditVariant("A", VariantEdit(image="/media/none.webp"))),
    )
    assert [type(each) for each in results] == [errors.Invalid, Product, Product, errors.Invalid]
    assert (await store.products.by_ids(catalogue, [lamp.id]))[lamp.id].media[0].alt == "Side"


async def test_the_same_upload_is_the_same_medium(catalogue: tx.Announcing) -> None:
    def medium(number: int, source: str) -> model.Media:
        return model.Media(id=f"med_{number}", url="/media/a.webp", width=9, height=9, thumbnails={}, source=source)

    first = await testing.run(catalogue, actions.save_media, medium(1, "a"), medium(2, "a"), medium(3, "b"))
    again = await testing.run(catalogue, actions.save_media, medium(4, "a"))
    ids = [each.id for each in [*first, *again] if isinstance(each, model.Media)]
    assert ids == ["med_1", "med_1", "med_3", "med_1"]


async def test_categories_change_together(catalogue: tx.Announcing) -> None:
    results = await testing.run(
        catalogue,
        actions.change_categories,
        actions.NewCategory(title="Desk", parent="lamps"),
        actions.NewCategory(title="Lamps"),
        actions.NewCategory(title="Lamps", is_repeatable=True),
        actions.NewCategory(title="Lost", parent="nowhere"),
    )
    assert [type(each) for each in results] == [Category, model.SlugTaken, Category, errors.Invalid]
    tree = await store.categories.tree(catalogue)
    desk, lamps = tree.by_slug["desk"], tree.by_slug["lamps"]
    move = actions.EditCategory(category_id=lamps.id, wanted=model.CategoryEdit(parent_id="desk"))
    stale = actions.EditCategory(category_id=desk.id, wanted=model.CategoryEdit(title="x"), expected_version=9)
    results = await change_categories(
        catalogue,
        move,
        stale,
        actions.EditCategory(category_id=desk.id, wanted=model.CategoryEdit(slug="lamps")),
        actions.DeleteCategory(category_id=lamps.id),
        actions.DeleteCategory(category_id="cat_nowhere"),
        actions.DeleteCategory(category_id=desk.id),
        actions.DeleteCategory(category_id=lamps.id),
    )
    assert [type(each) for each in results] == [
        model.CategoryMoveNotAllowed,
        errors.VersionMismatch,
        model.SlugTaken,
        model.CategoryNotEmpty,
        errors.NotFound,
        Category,
        Category,
    ]
    assert (await store.categories.tree(catalogue)).by_id == {}


async def test_a_category_with_products_stays(catalogue: tx.Announcing) -> None:
    await make(catalogue, new("Lamp"))
    lamps = (await store.categories.tree(catalogue)).by_slug["lamps"]
    (refused,) = await testing.run(catalogue, actions.change_categories, actions.DeleteCategory(category_id=lamps.id))
    assert isinstance(refused, model.CategoryNotEmpty)


async def test_deleting_a_category_and_filling_it_at_once_cannot_both_succeed(catalogue: tx.Announcing) -> None:
    """Without `touch` both would: neither writes what the other reads."""
    lamps = (await store.categories.tree(catalogue)).by_slug["lamps"]

    is_first = True

    async def delete(outer: tx.Tx) -> list[Category | errors.Refusal]:
        nonlocal is_first
        assert (await store.categories.tree(outer)).by_id  # from here on the transaction sees nothing newer
        if is_first:
            is_first = False
            await make(catalogue, new("Lamp"))
        return await actions.change_categories(outer, [actions.DeleteCategory(category_id=lamps.id)])

    (deleted,) = await tx.transact(catalogue, delete)
    assert isinstance(deleted, model.CategoryNotEmpty)


async def test_stock_follows_the_greatest_version(catalogue: tx.Announcing) -> None:
    (lamp,) = await make(catalogue, new("Lamp", variants=(variant("A", title="a"), variant("B", title="b"))))
    assert await follow(catalogue, fact("A", 3, 5), fact("A", 9, 4))
    assert not await follow(catalogue, fact("A", 9, 4), fact("A", 9, 5))
    stored = await store.stock.by_skus(catalogue, ["A", "B", "C"])
    assert {sku: each.available for sku, each in stored.items()} == {"A": 3, "B": 0}
    assert (await store.products.by_ids(catalogue, [lamp.id]))[lamp.id].in_stock


async def test_only_a_flip_is_noted(catalogue: tx.Announcing) -> None:
    (lamp,) = await make(catalogue, new("Lamp", variants=(variant("A", title="a"), variant("B", title="b"))))

    async def state() -> tuple[bool, int, int]:
        product = (await store.products.by_ids(catalogue, [lamp.id]))[lamp.id]
        return product.in_stock, product.stock_version, await catalogue["changes"].count_documents({})

    _, _, noted = await state()
    assert await follow(catalogue, fact("A", 3, 1))
    assert await state() == (True, 1, noted + 1)
    assert not await follow(catalogue, fact("A", 2, 2))
    assert await state() == (True, 1, noted + 1)
    assert await follow(catalogue, fact("B", 1, 1), fact("A", 0, 3))
    assert await state() == (True, 2, noted + 2)  # one variant sold out, the other came in
    assert await follow(catalogue, fact("B", 0, 2))
    assert await state() == (False, 3, noted + 3)
    assert await follow(catalogue, fact("B", 0, 3, backorderable=True))
    assert await state() == (True, 4, noted + 4)
    assert not await follow(catalogue, fact("UNHEARD-OF", 5, 1))


async def test_sibling_variants_that_flip_at_once_are_both_seen(catalogue: tx.Announcing) -> None:
    """Two transactions, each selling out one variant: without writing the product either would leave it in stock."""
    (lamp,) = await make(catalogue, new("Lamp", variants=(variant("A", title="a"), variant("B", title="b"))))
    await follow(catalogue, fact("A", 1, 1), fact("B", 1, 1))
    is_first = True

    async def interleaved(outer: tx.Tx) -> bool:
        nonlocal is_first
        has_flipped = await store.stock.by_skus(outer, ["A"])
        if is_first:
            is_first = False
            await follow(catalogue, fact("B", 0, 2))
        assert has_flipped
        return await actions.follow_stock(outer, [fact("A", 0, 2)])

    await tx.transact(catalogue, interleaved)
    assert not (await store.products.by_ids(catalogue, [lamp.id]))[lamp.id].in_stock


async def test_new_variants_know_the_stock_that_is_known(catalogue: tx.Announcing) -> None:
    await follow(catalogue, fact("OLD", 4, 7))
    (lamp,) = await make(catalogue, new("Lamp", variants=(variant("OLD", title="old"),)))
    assert lamp.in_stock
    without, again = await change(
        catalogue,
        actions.ChangeProduct(change=actions.RemoveVariant("OLD")),
        actions.ChangeProduct(product_id=lamp.id, change=actions.AddVariant(variant("OLD"))),
    )
    assert isinstance(without, Product)
    assert isinstance(again, Product)
    assert (without.in_stock, again.in_stock) == (False, True)


async def test_best_sellers_are_counted_by_batch(catalogue: tx.Announcing) -> None:
    lamp, torch = await make(catalogue, new("Lamp"), new("Torch"))

    async def sell(*sold: tuple[str, int]) -> bool:
        return await tx.transact(catalogue, lambda tx: actions.count_sales(tx, sold))

    assert await sell((lamp.id, 1), (lamp.id, 2), (torch.id, 1))
    assert await store.stock.sold(catalogue, [lamp.id, torch.id]) == {lamp.id: 3, torch.id: 1}
    assert await sell((lamp.id, 1))
    assert not await sell((lamp.id, 1))  # five units are in the bucket of four
    assert not await sell()
    assert (await store.products.by_ids(catalogue, [lamp.id]))[lamp.id].popularity == 3
