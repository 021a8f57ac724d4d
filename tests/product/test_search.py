"""The index: words, slips, facets, orders, and cursors that give every product once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from product.builders import category, product, variant
from souk.product import search
from souk.product.model import Product, Tree

TREE = Tree(
    [
        category("lighting", title="Lighting"),
        category("lamps", "lighting", title="Desk lamps"),
        category("audio", title="Audio"),
    ]
)
LAMP = product(
    1,
    title="Fjell Desk Lamp",
    description="A quiet light for late letters.",
    attributes={"Material": "Oak", "dimmable": True},
    variants=(
        variant("LMP-1-SAND", 8_900, options={"Colour": "Sand"}),
        variant("LMP-1-SLATE", 9_900, options={"Colour": "Slate"}),
    ),
    options=(),
)
HEADPHONES = product(
    2,
    title="Norrsken Headphones",
    category_id="cat_audio",
    description="Sound that stays with you under the desk and beyond.",
    attributes={"Material": ["Leather", "Steel"]},
    variants=(variant("HDP-7", 24_900),),
    in_stock=False,
)
MUG = product(3, title="Café Mug", category_id="cat_audio", variants=(variant("MUG-3", 1_400),), popularity=4)


def index_of(*products: Product, folder: Path | None = None) -> search.Index:
    index = search.Index(folder)
    index.put(products)
    index.commit()
    return index


def find(index: search.Index, **wanted: Any) -> search.Found:
    values: dict[str, Any] = {"limit": 24, "tree": TREE}
    return search.find(index, search.Wanted(**(values | wanted)))


@pytest.fixture(scope="module")
def index() -> search.Index:
    return index_of(LAMP, HEADPHONES, MUG)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lamp", [LAMP]),
        ("LAMPS", [LAMP]),  # the stem is what counts
        ("fjell lamp", [LAMP]),
        ("headphone", [HEADPHONES]),
        ("hedphones", [HEADPHONES]),  # one slip
        ("haedphons", [HEADPHONES]),  # two slips
        ("headph", [HEADPHONES]),  # still typing
        ("cafe", [MUG]),  # marks do not matter
        ("mug", [MUG]),
        ("mgu", []),  # a word this short is taken at its letters
        ("oak lamp", [LAMP]),  # an attribute
        ("slate", [LAMP]),  # an option
        ("HDP-7", [HEADPHONES]),  # a SKU
        ("lighting", [LAMP]),  # a category above
        ("letters", [LAMP]),  # the description
        ("desk", [LAMP, HEADPHONES]),  # title before description
        ("lamp from mars", [LAMP]),  # one word may be missing when nothing has them all
        ("the lamp", [LAMP]),
        ("telescope", []),
        ("!?", []),
    ],
)
def test_words_find(index: search.Index, text: str, found: list[Product]) -> None:
    answer = find(index, text=text)
    assert answer.ids == [each.id for each in found]
    assert answer.total == len(found)


def test_popular_comes_before_new(index: search.Index) -> None:
    assert find(index).ids == [MUG.id, HEADPHONES.id, LAMP.id]


def test_only_published_is_found_unless_asked() -> None:
    draft = product(9, status="draft", title="Secret Lamp")
    index = index_of(LAMP, draft)
    assert find(index, text="lamp").ids == [LAMP.id]
    assert find(index, text="lamp", status="draft").ids == [draft.id]
    assert set(find(index, text="lamp", status=None).ids) == {LAMP.id, draft.id}


def test_narrowing(index: search.Index) -> None:
    assert find(index, category_id="cat_lighting").ids == [LAMP.id]  # what stands below counts
    assert find(index, price_min=1_400, price_max=8_900).ids == [MUG.id, LAMP.id]
    assert find(index, price_max=1_399).ids == []
    assert find(index, in_stock=False).ids == [HEADPHONES.id]
    assert find(index, attributes={"material": ("Oak", "Steel")}).ids == [HEADPHONES.id, LAMP.id]
    assert find(index, attributes={"material": ("Oak",), "colour": ("Sand",)}).ids == []  # no declared option


def test_facets_leave_out_their_own_narrowing(index: search.Index) -> None:
    all_of_it = find(index).facets
    assert all_of_it.categories == {"cat_audio": 2, "cat_lamps": 1}
    assert (all_of_it.price_min, all_of_it.price_max) == (1_400, 24_900)
    assert all_of_it.attributes["material"] == {"Oak": 1, "Leather": 1, "Steel": 1}
    assert all_of_it.attributes["dimmable"] == {"yes": 1}

    narrowed = find(index, category_id="cat_audio", price_max=2_000, attributes={"material": ("Oak",)})
    assert narrowed.ids == []
    assert narrowed.facets.categories == {}
    by_category = find(index, category_id="cat_audio").facets
    assert by_category.categories == {"cat_audio": 2, "cat_lamps": 1}
    assert by_category.attributes["material"] == {"Leather": 1, "Steel": 1}
    by_material = find(index, attributes={"material": ("Oak",)}).facets
    assert by_material.attributes["material"] == {"Oak": 1, "Leather": 1, "Steel": 1}
    assert by_material.attributes["dimmable"] == {"yes": 1}
    by_price = find(index, price_max=2_000).facets
    assert (by_price.price_min, by_price.price_max) == (1_400, 24_900)


def test_facets_of_nothing(index: search.Index) -> None:
    empty = find(index, text="telescope").facets
    assert (empty.categories, empty.price_min, empty.price_max, empty.attributes) == ({}, None, None, {})


def crowd() -> list[Product]:
    """Many products that share prices, times, titles and popularity, so that ties are the rule."""
    return [
        product(
            number,
            title=f"{'Lamp' if number % 2 else 'Lantern of the lamp makers'} {number % 5}",
            description="A lamp." if number % 3 else "",
            variants=(variant(f"SKU-{number}", 1_000 * (1 + number % 4)),),
            popularity=number % 3,
            published_at=product(number % 7).created_at,
        )
        for number in range(1, 121)
    ]


@pytest.mark.parametrize("sort", list(search.SORTS))
@pytest.mark.parametrize("text", [None, "lamp", "lamb"])
@pytest.mark.parametrize("limit", [1, 7, 100])
def test_walking_gives_every_product_once(sort: search.Sort, text: str | None, limit: int) -> None:
    products = crowd()
    index = index_of(*products[:60])
    index.put(products[60:])  # a second segment, and replicas whose segments differ
    index.commit()
    other = index_of(*reversed(products))
    wanted: dict[str, Any] = {"sort": sort, "text": text, "limit": limit}
    total = find(index, **wanted).total
    assert total == 120
    walked: list[str] = []
    after, leniency = None, None
    for step in range(total + 1):
        page = find(index if step % 2 else other, **wanted, after=after, leniency=leniency)
        walked += page.ids
        after, leniency = page.last, page.leniency
        if after is None:
            break
    assert len(walked) == total
    assert len(set(walked)) == total
    whole = find(index, sort=sort, text=text, limit=120)
    assert walked == whole.ids
    assert whole.last is None


def test_orders() -> None:
    products = crowd()
    index = index_of(*products)
    by_id = {each.id: each for each in products}

    def walk(sort: search.Sort) -> list[Product]:
        return [by_id[each] for each in find(index, sort=sort, limit=120).ids]

    prices = [each.variants[0].price.amount for each in walk("price")]
    assert prices == sorted(prices)
    assert [each.variants[0].price.amount for each in walk("-price")] == sorted(prices, reverse=True)
    titles = [each.title for each in walk("title")]
    assert titles == sorted(titles)
    ages = [each.published_at for each in walk("newest")]
    assert ages == sorted(ages, key=lambda age: age or products[0].created_at, reverse=True)


def test_a_change_replaces_the_product(index: search.Index) -> None:
    index = index_of(LAMP, MUG)
    index.put([product(1, title="Fjell Floor Lantern", category_id="cat_audio")], gone=[MUG.id])
    assert find(index, text="desk").ids == [LAMP.id]  # nothing is seen before the commit
    index.commit()
    assert find(index, text="desk").ids == []
    assert find(index, text="lantern").ids == [LAMP.id]
    assert find(index).total == 1


def test_on_disk_it_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    index = index_of(LAMP, folder=folder)
    assert find(index, text="lamp").ids == [LAMP.id]
    index.close()
    assert not folder.exists()


def test_suggestions(index: search.Index) -> None:
    assert search.suggest(index, "norr", TREE) == ([HEADPHONES.id], [])
    assert search.suggest(index, "hedphon", TREE)[0] == [HEADPHONES.id]
    products, categories = search.suggest(index, "des", TREE)
    assert products[0] == LAMP.id
    assert categories == ["cat_lamps"]
    assert search.suggest(index, " ", TREE) == ([], [])
