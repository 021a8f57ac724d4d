"""What a product allows, and how categories hang together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from product.builders import NOW, category, euros, option, product, variant
from souk.kit import errors
from souk.product import model, search
from souk.product.model import Media, Product, ProductEdit, Status, Tree, VariantEdit, Verb

LATER = NOW + timedelta(days=1)
DO: dict[Verb, Callable[[Product, datetime], Product]] = {
    "edit": lambda each, now: model.edit(each, ProductEdit(title="Another"), now),
    "publish": model.publish,
    "unpublish": model.unpublish,
    "archive": model.archive,
}
PICTURE = Media(id="med_1", url="/media/a.webp", width=10, height=10, thumbnails={}, source="abc", created_at=NOW)


@pytest.mark.parametrize("status", get_args(Status))
@pytest.mark.parametrize("verb", get_args(Verb))
def test_every_transition(status: Status, verb: Verb) -> None:
    before = product(status=status)
    wanted = model.TRANSITIONS.get((status, verb))
    if wanted is None:
        with pytest.raises(model.TransitionNotAllowed) as refused:
            DO[verb](before, LATER)
        assert refused.value.members == {"product_status": status, "action": verb}
        return
    after = DO[verb](before, LATER)
    assert after.status == wanted
    if verb == "edit" or wanted != status:
        assert (after.version, after.updated_at) == (before.version + 1, LATER)
    else:
        assert after is before  # asked twice, done once


@pytest.mark.parametrize(
    "change",
    [
        lambda each: model.add_variant(each, variant("NEW"), LATER),
        lambda each: model.edit_variant(each, "SKU-1", VariantEdit(price=euros(1)), LATER),
        lambda each: model.remove_variant(each, "SKU-1", LATER),
    ],
)
def test_an_archived_product_keeps_its_variants(change: Callable[[Product], Product]) -> None:
    with pytest.raises(model.TransitionNotAllowed):
        change(product(status="archived"))


def test_publishing_needs_a_variant_and_remembers_the_first_time() -> None:
    with pytest.raises(model.ProductNotComplete) as refused:
        model.publish(product(status="draft", variants=()), NOW)
    assert refused.value.members == {"missing": ["variants"]}
    first = model.publish(product(status="draft", published_at=None), NOW)
    again = model.publish(model.unpublish(first, LATER), LATER)
    assert first.published_at == again.published_at == NOW
    assert again.version == first.version + 2


def test_a_published_product_keeps_a_variant() -> None:
    with pytest.raises(model.ProductNotComplete):
        model.remove_variant(product(), "SKU-1", LATER)
    assert model.remove_variant(product(status="draft"), "SKU-1", LATER).variants == ()


def test_an_edit_that_changes_nothing_is_no_new_version() -> None:
    before = product()
    assert model.edit(before, ProductEdit(), LATER) is before
    assert model.edit(before, ProductEdit(title=before.title), LATER) is before
    assert model.edit_variant(before, "SKU-1", VariantEdit(weight_g=0), LATER) is before


def test_unknown_variants() -> None:
    with pytest.raises(errors.NotFound):
        model.edit_variant(product(), "NOPE", VariantEdit(weight_g=1), LATER)
    with pytest.raises(errors.NotFound):
        model.remove_variant(product(), "NOPE", LATER)


def test_there_are_only_so_many_variants() -> None:
    full = product(
        options=(option("Size"),),
        variants=tuple(variant(f"V{n}", options={"Size": str(n)}) for n in range(model.VARIANTS_MAX)),
    )
    with pytest.raises(model.TooMany) as refused:
        model.add_variant(full, variant("ONE-MORE", options={"Size": "x"}), LATER)
    assert refused.value.members == {"limit": model.VARIANTS_MAX}


def test_options_fit() -> None:
    small, large = variant("S", options={"Size": "S"}), variant("L", options={"Size": "L"})
    assert model.fit_options([], [small, large]) == (option("Size", "S", "L"),)
    assert model.fit_options([option("Size", "XL")], [small]) == (option("Size", "XL", "S"),)
    assert model.fit_options([], [variant("A"), variant("B")]) == ()
    with pytest.raises(errors.Invalid):
        model.fit_options([option("Size", "S"), option("Colour", "Red")], [small])
    with pytest.raises(model.DuplicateOptions) as refused:
        model.fit_options([], [small, variant("S2", options={"Size": "S"})])
    assert refused.value.members == {"sku": "S"}
    with pytest.raises(model.DuplicateSku):
        model.fit_options([], [variant("A"), variant("A")])
    many = [variant(f"V{n}", options={"Size": str(n)}) for n in range(model.OPTION_VALUES_MAX + 1)]
    with pytest.raises(errors.Invalid):
        model.fit_options([], many)


def test_options_that_variants_use_cannot_go() -> None:
    sized = product(options=(option("Size", "S"),), variants=(variant("S", options={"Size": "S"}),))
    with pytest.raises(errors.Invalid) as refused:
        model.edit(sized, ProductEdit(options=()), LATER)
        model.edit(sized, ProductEdit(options=(option("Colour", "Red"),)), LATER)
    assert refused.value.members["errors"][0]["pointer"] == "/options"


def test_pictures() -> None:
    shown = product(media=(PICTURE.placed("From the side"),), variants=(variant("A", image="med_1"), variant("B")))
    assert shown.media[0].alt == "From the side"
    assert (shown.media[0].source, shown.media[0].created_at) == ("", None)
    assert shown.picture(shown.variants[0]) == shown.picture() == shown.media[0]
    without = model.edit(shown, ProductEdit(media=()), LATER)
    assert without.variants[0].image is None
    assert without.picture(without.variants[0]) is None
    with pytest.raises(errors.Invalid):
        model.add_variant(without, variant("C", image="med_1"), LATER)
    with pytest.raises(errors.Invalid):
        model.edit_variant(without, "A", VariantEdit(image="med_1"), LATER)


def test_showing_a_picture_makes_it_the_products() -> None:
    known = {PICTURE.id: PICTURE}
    assert model.show((), None, known) == ((), None)
    assert model.show((), "med_1", known) == ((PICTURE.placed(),), "med_1")
    assert model.show((PICTURE.placed(),), PICTURE.url, {}) == ((PICTURE.placed(),), "med_1")
    with pytest.raises(errors.Invalid):
        model.show((), PICTURE.url, known)


def test_prices_and_titles() -> None:
    lamp = product(
        title="Lamp",
        variants=(variant("A", 900, compare_at=euros(1_000)), variant("B", 800, title="Small", compare_at=euros(700))),
    )
    assert lamp.cheapest is lamp.variants[1]
    assert lamp.variants[0].was_price == euros(1_000)
    assert lamp.variants[1].was_price is None  # it was cheaper before: nothing to show
    assert [lamp.title_of(each) for each in lamp.variants] == ["Lamp", "Lamp – Small"]
    assert lamp.title_of(variant("C", options={"Colour": "Red", "Size": "S"})) == "Lamp – Red / S"
    assert product(variants=()).cheapest is None


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Fjell Desk Lamp", "fjell-desk-lamp"),
        ("Café Größe №5", "cafe-groe-no5"),
        ("  ", ""),
        ("漆器", ""),
        ("a--b", "a-b"),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert model.slugify(title) == slug


@given(st.text(max_size=300))
def test_every_slug_is_a_slug(title: str) -> None:
    slug = model.slugify(title)
    assert len(slug) <= model.SLUG_LENGTH_MAX
    assert slug == "" or all(part.isalnum() and part.isascii() and part == part.lower() for part in slug.split("-"))


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=20))
def test_popularity_grows_with_sales(sold: list[int]) -> None:
    buckets = [model.popularity(each) for each in sorted(sold)]
    assert buckets == sorted(buckets)
    assert model.popularity(0) == 0 < model.popularity(1)
    assert model.popularity(-5) == 0


def test_stock() -> None:
    known = model.Stock(id="A", available=0, backorderable=False, version=3)
    assert not known.is_available
    assert model.Stock(id="A", available=0, backorderable=True, version=3).is_available
    assert known.is_older_than(4)
    assert not known.is_older_than(3)


TREE = Tree(
    [category("home"), category("light", "home", position=1), category("lamps", "light"), category("art", "home")]
)


def test_the_tree_is_walked_in_order() -> None:
    assert [each.slug for each in TREE.children("cat_home")] == ["art", "light"]
    assert TREE.within("cat_light") == ["cat_light", "cat_lamps"]
    assert [each.slug for each in TREE.path("cat_lamps")] == ["home", "light", "lamps"]
    assert TREE.path("cat_nowhere") == []
    assert TREE.find("lamps") is TREE.find("cat_lamps") is not None


def test_moves_are_guarded() -> None:
    for parent in ("cat_light", "cat_lamps"):
        with pytest.raises(model.CategoryMoveNotAllowed):
            model.edit_category(TREE, TREE.by_id["cat_light"], model.CategoryEdit(parent_id=parent), LATER)
    with pytest.raises(errors.Invalid):
        TREE.check_place(None, "cat_nowhere")
    moved = model.edit_category(TREE, TREE.by_id["cat_light"], model.CategoryEdit(parent_id=None), LATER)
    assert (moved.parent_id, moved.version) == (None, 2)
    assert TREE.with_category(moved).within("cat_home") == ["cat_home", "cat_art"]
    assert model.edit_category(TREE, TREE.by_id["cat_light"], model.CategoryEdit(position=1), LATER).version == 1


def test_the_tree_is_only_so_deep() -> None:
    deep = Tree([category("c0"), *(category(f"c{n}", f"c{n - 1}") for n in range(1, model.CATEGORY_DEPTH_MAX))])
    with pytest.raises(model.CategoryMoveNotAllowed):
        deep.check_place(None, f"cat_c{model.CATEGORY_DEPTH_MAX - 1}")
    pair = Tree([*deep.by_id.values(), category("a"), category("b", "a")])
    with pytest.raises(model.CategoryMoveNotAllowed):  # what stands below moves along
        pair.check_place("cat_a", f"cat_c{model.CATEGORY_DEPTH_MAX - 2}")
    pair.check_place("cat_a", f"cat_c{model.CATEGORY_DEPTH_MAX - 3}")


def test_searchable_names_and_values() -> None:
    assert search.attribute_name("Shoe size") == "shoe_size"
    assert search.attribute_name("Größe") == "grosse"
    assert search.attribute_name("№") == "no"
    shown = product(
        attributes={"Watts": 7, "Dimmable": False, "Rooms": ["Hall", "Hall"], "Long": "x" * 200},
        options=(option("Colour", "Red", "Unused"),),
        variants=(variant("A", options={"Colour": "Red"}),),
    )
    assert search.facet_values(shown) == [("watts", "7"), ("dimmable", "no"), ("rooms", "Hall"), ("colour", "Red")]
