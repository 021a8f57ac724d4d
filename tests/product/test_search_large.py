"""What makes a large catalogue quick changes no page: edges are hints, and counts are not older than they may be."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import msgspec
import pytest

from product.builders import category, product, variant
from souk.product import search
from souk.product.model import Product, Rating, Tree
from souk.product.search import counts, edges

TREE = Tree([category("lamps"), category("audio")])
PRODUCTS = 300
SLICE = 40
MATERIALS = ("Oak", "Steel", "Wool")


def goods() -> list[Product]:
    """Products with many equal prices, ratings and titles, and few that stand out."""
    chance = random.Random(7)
    return [
        product(
            number,
            title=f"{chance.choice(('Azrou', 'Fjell', 'Norrsken'))} {chance.choice(('Lamp', 'Bowl', 'Rug'))}",
            category_id=chance.choice(("cat_lamps", "cat_audio")),
            attributes={"Material": chance.choice(MATERIALS)},
            variants=(variant(f"SKU-{number}", chance.choice((900, 1_900, 1_900, 2_900))),),
            rating=Rating(average=chance.choice((0.0, 0.0, 4.5)), count=1),
            popularity=chance.choice((0, 0, 0, 3)),
            in_stock=chance.random() < 0.9,
        )
        for number in range(1, PRODUCTS + 1)
    ]


def filled(products: list[Product], *, slice_of: int, folder: Path | None = None) -> search.Index:
    index = search.Index(folder)
    index.edges = edges.Edges(slice_of)
    index.put(products)
    index.commit()
    return index


def pages(index: search.Index, **wanted: Any) -> list[list[str]]:
    """The ids of every page to the end."""
    found: list[list[str]] = []
    position: dict[str, Any] = {}
    while True:
        page = search.find(index, search.Wanted(limit=7, tree=TREE, **wanted, **position))
        found.append(page.ids)
        if page.last is None:
            return found
        position = {"after": page.last, "leniency": page.leniency}


@pytest.mark.parametrize("sort", search.SORTS)
@pytest.mark.parametrize(
    "narrowed",
    [
        {},
        {"category_id": "cat_audio"},
        {"price_min": 2_000},
        {"attributes": {"material": ("Oak",)}},
        {"text": "lamp"},
        {"text": "azrou wool"},
        {"text": "sku-17"},
    ],
    ids=str,
)
def test_pages_are_what_a_look_at_everything_gives(sort: search.Sort, narrowed: dict[str, Any]) -> None:
    products = goods()
    hinted, plain = filled(products, slice_of=SLICE), filled(products, slice_of=PRODUCTS)
    assert pages(hinted, sort=sort, **narrowed) == pages(plain, sort=sort, **narrowed)


@pytest.mark.parametrize("sort", search.SORTS)
def test_an_old_edge_is_as_good(sort: search.Sort) -> None:
    """All that lay beyond it has moved, and something else has moved there."""
    products = goods()
    hinted = filled(products, slice_of=SLICE)
    pages(hinted, sort=sort)
    chance = random.Random(8)
    moved = [
        msgspec.structs.replace(
            each,
            variants=(variant(each.skus[0], chance.choice((100, 5_000))),),
            popularity=5 - each.popularity,
            rating=Rating(average=5 - each.rating.average, count=2),
            title=each.title[::-1].title(),
        )
        for each in products
    ]
    hinted.put(moved)
    hinted.commit()
    assert pages(hinted, sort=sort) == pages(filled(moved, slice_of=PRODUCTS), sort=sort)


def test_a_first_page_looks_only_beyond_the_edge() -> None:
    index = filled(goods(), slice_of=SLICE)
    searcher = index.searcher()
    best = index.edges.beyond(searcher, index.schema, "rank", PRODUCTS, is_ascending=False)
    assert best is not None
    assert searcher.search(best, 1).count == SLICE  # type: ignore[attr-defined]  # the stub lacks it


def test_few_products_have_no_edge() -> None:
    index = filled(goods(), slice_of=PRODUCTS)
    assert index.edges.beyond(index.searcher(), index.schema, "rank", PRODUCTS, is_ascending=False) is None


def test_what_finds_little_is_looked_at_whole() -> None:
    index = filled(goods(), slice_of=1)
    little = int(edges.WORTH_PART * PRODUCTS) - 1
    assert index.edges.beyond(index.searcher(), index.schema, "rank", little, is_ascending=False) is None
    assert index.edges.beyond(index.searcher(), index.schema, "rank", little + 1, is_ascending=False) is not None


def _total(index: search.Index) -> int:
    return search.find(index, search.Wanted(limit=5, tree=TREE, text="lamp")).total


def test_counts_of_a_small_index_are_those_of_now() -> None:
    products = goods()
    index = filled(products, slice_of=SLICE)
    before = _total(index)
    assert _total(index) == before
    index.put([product(999, title="One more lamp")])
    index.commit()
    assert _total(index) == before + 1


def test_counts_of_a_large_index_may_be_old_for_a_while(tmp_path: Path) -> None:
    index = filled(goods(), slice_of=SLICE, folder=tmp_path)
    before = _total(index)
    index.put([product(999, title="One more lamp")])
    index.commit()
    page = search.find(index, search.Wanted(limit=5, tree=TREE, text="lamp", sort="newest"))
    assert (page.ids[0], page.total) == (product(999).id, before)  # the page is of now
    index.counts = counts.Counts(age_max_s=0)
    assert _total(index) == before + 1
    index.put([product(1_000, title="And another lamp")])
    index.commit()
    assert _total(index) == before + 2  # too old: counted anew


def test_when_counts_are_too_old_one_caller_counts_and_the_others_go_on() -> None:
    kept = counts.Counts(age_max_s=0)
    counted = counts.Counted(3, search.facets.Facets(categories={}, price_min=None, price_max=None, attributes={}), 0)
    kept.keep("q", TREE, 1, counted)
    assert kept.known("q", TREE, 1, may_be_old=False) is counted
    assert kept.known("q", TREE, 2, may_be_old=False) is None
    assert kept.known("q", Tree([]), 1, may_be_old=True) is None
    lasting = counts.Counts()
    lasting.keep("q", TREE, 1, counted)
    assert lasting.known("q", TREE, 2, may_be_old=True) is counted


def test_a_word_that_is_new_is_found_at_once_though_counts_are_old(tmp_path: Path) -> None:
    index = filled(goods(), slice_of=SLICE, folder=tmp_path)
    assert search.find(index, search.Wanted(limit=5, tree=TREE, text="zither")).ids == []
    index.put([product(999, title="Zither")])
    index.commit()
    assert search.find(index, search.Wanted(limit=5, tree=TREE, text="zither")).ids == [product(999).id]
