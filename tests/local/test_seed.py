"""The demo catalogue: what it consists of, that it repeats, and how it gets into the services."""

from __future__ import annotations

import io
import itertools
import stat
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image

from souk.kit import errors
from souk.local import progress
from souk.local.home import Home
from souk.local.seed import accounts, catalogue, filling, goods, pictures
from souk.local.seed.catalogue import Picture
from souk.local.seed.pictures import drawing
from souk.product.api import bodies, internal
from souk.testing import FakeRest

SOME = 600


def media_of(products: int | None = None) -> dict[Picture, str]:
    return {picture: f"med_{number}" for number, picture in enumerate(catalogue.pictures(products))}


def test_the_demo_is_a_whole_market() -> None:
    products = list(catalogue.products_of(None))
    shelves = Counter(each.body["category"] for each in products)
    assert len(products) == catalogue.count(None) >= 120
    assert shelves.keys() == {stall["slug"] for stall in catalogue.categories()}
    assert len(shelves) == 8
    assert min(shelves.values()) >= 10
    assert sum(len(each.stock) > 1 for each in products) > len(products) / 2, "most have variants to choose from"
    sold_out = [each for each in products if not any(each.stock.values())]
    assert 3 <= len(sold_out) <= 10
    assert any(0 in each.stock.values() and any(each.stock.values()) for each in products), "one of several is sold out"
    assert any(variant["compare_at"] for each in products for variant in each.body["variants"])


def test_what_the_demo_sends_is_what_the_product_service_takes() -> None:
    media = media_of(SOME)
    for batch in (catalogue.products_of(None), catalogue.products_of(SOME)):
        for product in batch:
            body = msgspec.json.encode(product.filled(media))
            taken = msgspec.json.decode(body, type=internal.BulkProduct)
            assert taken.command("EUR", is_published=True).variants
    for category in catalogue.categories():
        msgspec.convert(category, bodies.NewCategoryBody)


def test_any_number_can_be_made_and_none_is_like_another() -> None:
    products = list(catalogue.products_of(SOME))
    assert len(products) == SOME
    slugs = {each.body["slug"] for each in products}
    skus = list(itertools.chain.from_iterable(each.stock for each in products))
    assert len(slugs) == SOME
    assert len(set(skus)) == len(skus)
    assert {p for each in products for p in each.pictures} <= set(catalogue.pictures(SOME))


def test_the_same_market_is_made_every_time() -> None:
    assert list(catalogue.products_of(200)) == list(catalogue.products_of(200))
    assert list(catalogue.products_of(200))[:50] == list(catalogue.products_of(50))


@pytest.mark.parametrize("shape", sorted(drawing.SHAPES))
def test_a_shape_can_be_drawn(shape: str) -> None:
    image = Image.open(io.BytesIO(pictures.draw(shape, goods.COLOURWAYS["Madder"], "seed")))
    assert image.size == (720, 720)
    colours = image.convert("RGB").getcolors(720 * 720)
    assert colours is not None
    assert len(colours) > 200


def test_a_picture_has_its_colours_and_is_always_alike() -> None:
    madder, again, indigo = (
        pictures.draw("rug", goods.COLOURWAYS[name], "seed") for name in ("Madder", "Madder", "Indigo")
    )
    assert madder == again
    assert madder != indigo


def test_every_kind_has_a_shape_and_colours() -> None:
    for stall in goods.STALLS:
        for kind in stall.kinds:
            assert kind.shape in drawing.SHAPES
            assert set(kind.colours) <= goods.COLOURWAYS.keys()


def services(touched: set[str]) -> FakeRest:
    rest = FakeRest()
    rest.answers[("product", "/internal/products/bulk")] = lambda sent: {
        "items": [{"id": "prd_1", "slug": each["slug"]} for each in sent["products"]]
    }
    rest.answers[("inventory", "/internal/stock")] = lambda asked: {
        "items": [{"sku": sku, "version": int(sku in touched)} for sku in asked["sku"].split(",")]
    }
    rest.answers[("inventory", "/internal/stock/bulk")] = {"updated": 1}
    return rest


def sent(rest: FakeRest, path: str) -> list[Any]:
    return [body for _, asked, body in rest.calls if asked == path]


async def test_products_go_in_batches_and_stock_is_set_where_nobody_has_set_it() -> None:
    products = list(catalogue.products_of(400))
    units = {sku: count for each in products for sku, count in each.stock.items()}
    touched = set(list(units)[::2])
    rest = services(touched)
    told: list[int] = []
    await filling.add_products(rest, products, media_of(), told.append)
    batches = sent(rest, "/internal/products/bulk")
    assert [len(each["products"]) for each in batches] == [256, 144]
    assert sum(told) == 400
    levels = [level for body in sent(rest, "/internal/stock/bulk") for level in body["levels"]]
    wanted = {sku: count for sku, count in units.items() if sku not in touched and count}
    assert {level["sku"]: level["on_hand"] for level in levels} == wanted
    assert max(len(body["levels"]) for body in sent(rest, "/internal/stock/bulk")) <= filling.BATCH


async def test_a_service_that_is_busy_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "PAUSE_S", 0.001)
    rest = services(set())
    make = rest.answers[("product", "/internal/products/bulk")]
    refusals = iter([errors.Unavailable("busy")] * 3)
    rest.answers[("product", "/internal/products/bulk")] = lambda asked: next(refusals, None) or make(asked)
    await filling.add_products(rest, catalogue.products_of(10), media_of(), lambda _: None)
    assert len(sent(rest, "/internal/products/bulk")) == 4


async def test_a_service_that_stays_away_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "PAUSE_S", 0.001)
    monkeypatch.setattr(filling, "PATIENCE_S", 0.01)
    with pytest.raises(errors.Unavailable):
        await filling.add_categories(FakeRest())


async def test_pictures_are_drawn_once_each() -> None:
    rest = FakeRest()
    numbers = itertools.count()
    rest.answers[("product", "/internal/media")] = lambda _: {"id": f"med_{next(numbers)}"}
    wanted = [Picture("mug", "Indigo"), Picture("rug", "Madder")]
    told: list[int] = []
    media = await filling.add_pictures(rest, wanted, told.append)
    assert set(media) == set(wanted)
    assert len(set(media.values())) == 2
    assert told == [1, 1]
    assert all(isinstance(body, str) for _, _, body in rest.calls), "bytes went out"


def test_passwords_are_made_once_and_kept_from_others(tmp_path: Path) -> None:
    home = Home(tmp_path)
    made = accounts.remembered(home)
    assert made == accounts.remembered(home)
    assert made.keys() == {"admin", "customer"}
    assert made["admin"]["password"] != made["customer"]["password"]
    assert stat.S_IMODE(home.credentials.stat().st_mode) == 0o600
    other = Home(tmp_path / "other")
    other.path.mkdir()
    assert accounts.remembered(other)["admin"]["password"] != made["admin"]["password"]


def test_a_bar_that_nobody_can_see_tells_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.shown("products", 3) as tell:
        for _ in range(3):
            tell(1)
    assert capsys.readouterr().err == "souk: 3 of 3 products\n"
