"""The storefront's HTML: what is in it before any script runs, and that nothing of the goods becomes markup."""

from __future__ import annotations

import asyncio
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import web.window as shop
from souk.edge.web.shop import addresses, storefront, writing
from souk.local import checkout


@pytest.fixture
def shelves() -> shop.Shelves:
    return shop.Shelves()


@pytest.fixture
def window(tmp_path: Path, shelves: shop.Shelves) -> storefront.Storefront:
    return shop.window(tmp_path / "dist", shelves)


async def page(window: storefront.Storefront, path: str, query: str = "", status: int = 200) -> str:
    answer = await window.answer(path, query, {})
    assert answer.status == status
    return shop.text(answer)


async def test_a_product_is_there_without_scripts(window: storefront.Storefront) -> None:
    html = await page(window, "/p/moon-lamp")
    assert "<title>Moon lamp · Souk</title>" in html
    assert f'<link rel="canonical" href="{shop.ORIGIN}/p/moon-lamp">' in html
    assert f'hreflang="de" href="{shop.ORIGIN}/de/p/moon-lamp"' in html
    assert f'<meta property="og:image" content="{shop.ORIGIN}/media/moon.webp">' in html
    assert "<h1>Moon lamp</h1>" in html
    assert "€1,234.50" in html
    assert "<p>Round.</p><p>Warm.</p>" in html
    assert "<dt>Is round</dt><dd>Yes</dd>" in html
    assert "1.3 kg" in html


async def test_what_search_engines_are_told(window: storefront.Storefront) -> None:
    product, trail = shop.data(await page(window, "/p/moon-lamp"), "application/ld+json")
    assert product["@type"] == "Product"
    assert [each["price"] for each in product["offers"]] == ["1234.50", "1234.50"]
    assert [each["availability"].rsplit("/", 1)[-1] for each in product["offers"]] == ["OutOfStock", "InStock"]
    assert product["aggregateRating"]["reviewCount"] == 12
    assert [each["item"] for each in trail["itemListElement"]] == [
        f"{shop.ORIGIN}/",
        f"{shop.ORIGIN}/c/lamps",
        f"{shop.ORIGIN}/p/moon-lamp",
    ]


async def test_each_language_writes_in_its_own_way(window: storefront.Storefront) -> None:
    html = await page(window, "/de/p/moon-lamp")
    assert '<html lang="de"' in html
    assert "1.234,50\xa0€" in html
    assert "4,5 von 5, 12 Bewertungen" in html
    assert 'href="/de/c/lamps"' in html
    assert f'<link rel="canonical" href="{shop.ORIGIN}/de/p/moon-lamp">' in html
    assert "/assets/de-1.js" in html
    assert "/assets/en-1.js" not in html


async def test_a_page_loads_what_its_route_needs_and_imports_come_first(window: storefront.Storefront) -> None:
    html = await page(window, "/p/moon-lamp")
    styles = re.findall(r'rel="stylesheet" crossorigin href="([^"]+)"', html)
    assert styles == ["/assets/x.css", "/assets/p.css"]
    assert 'rel="modulepreload" crossorigin href="/assets/product-1.js"' in html
    assert 'rel="modulepreload" crossorigin href="/assets/checkout-1.js"' in await page(window, "/de/checkout")


class Elements(HTMLParser):
    """The elements that a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))


async def test_markup_in_the_goods_is_inert(window: storefront.Storefront, shelves: shop.Shelves) -> None:
    nasty = shop.NASTY
    lamp = shop.product(
        title=nasty,
        description=nasty,
        attributes={nasty: nasty},
        options=[{"name": nasty, "values": [nasty]}],
        variants=[shop.variant("A", nasty, options={nasty: nasty})],
        category_path=[{"id": "cat_1", "slug": "lamps", "title": nasty}],
        seo={"title": nasty, "description": nasty},
    )
    shelves.answers["/v1/products/moon-lamp"] = lamp
    shelves.answers["/v1/categories"] = {"items": [shop.CATEGORY | {"title": nasty}]}
    shelves.answers["/v1/products"]["items"] = [shop.summary(title=nasty)]
    for path in ("/", "/c/lamps", "/p/moon-lamp", "/de/p/moon-lamp"):
        html = await page(window, path)
        elements = Elements()
        elements.feed(html)
        assert not [attributes for _, attributes in elements.found if any(name.startswith("on") for name in attributes)]
        scripts = [attributes for tag, attributes in elements.found if tag == "script"]
        inline = {attributes.get("type") for attributes in scripts if "src" not in attributes}
        assert inline <= {"application/json", "application/ld+json"}
        assert "\u2028" not in "".join(re.findall(r"<script.*?</script>", html, re.DOTALL))
        assert shop.data(html, "application/json")[0]["categories"][0]["title"] == nasty
    answers = shop.data(await page(window, "/p/moon-lamp"), "application/json")[0]
    assert answers["product"]["product"]["title"] == nasty


def test_data_can_neither_end_its_element_nor_begin_another() -> None:
    written = str(writing.data({shop.NASTY: [shop.NASTY]}))
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {shop.NASTY: [shop.NASTY]}


async def test_what_is_asked_for_comes_along(window: storefront.Storefront) -> None:
    answers = shop.data(await page(window, "/c/lamps"), "application/json")[0]
    assert answers["categories"] == [shop.CATEGORY]
    assert answers["category"]["list"]["items"][0]["slug"] == "moon-lamp"
    front = shop.data(await page(window, "/"), "application/json")[0]
    assert set(front["home"]) == {"loved", "newest", "collections"}


async def test_what_is_not_there_is_not_found(window: storefront.Storefront) -> None:
    for path in ("/p/nothing", "/c/nothing", "/nowhere", "/de/nowhere/at/all"):
        html = await page(window, path, status=404)
        assert '<meta name="robots" content="noindex">' in html
        assert 'class="page_empty"' in html
    assert (await window.answer("/assets/gone-12345678.js", "", {})).status == 404


@pytest.mark.parametrize(("path", "says"), [("/offline", "You are offline"), ("/de/offline", "Sie sind offline")])
async def test_what_is_shown_offline_needs_nothing_but_what_is_kept(
    window: storefront.Storefront, shelves: shop.Shelves, path: str, says: str
) -> None:
    shelves.is_down = True
    html = await page(window, path)
    assert f"<h1>{says}</h1>" in html
    worker = (checkout.ROOT / "web" / "apps" / "storefront" / "public" / "sw.js").read_text(encoding="utf-8")
    needed = {path, *re.findall(r'(?:src|href)="([^"]+)"', html)}
    kept = set(re.findall(r'"(/[^"]+)"', worker.partition("const ELSEWHERE")[0]))
    assert needed <= kept
    assert not shelves.asked


async def test_private_pages_and_searches_are_not_indexed(window: storefront.Storefront) -> None:
    for path in ("/cart", "/checkout", "/orders/ord_1", "/account/security", "/search", "/de/sign-in"):
        assert '<meta name="robots" content="noindex">' in await page(window, path)


async def test_without_the_catalogue_the_page_goes_out_bare(
    window: storefront.Storefront, shelves: shop.Shelves
) -> None:
    shelves.is_down = True
    html = await page(window, "/p/moon-lamp")
    assert '<div id="root"></div>' in html
    assert "souk-answers" not in html
    shelves.is_down = False
    assert "<h1>Moon lamp</h1>" in await page(window, "/p/moon-lamp")


async def test_many_at_once_ask_the_catalogue_once(window: storefront.Storefront, shelves: shop.Shelves) -> None:
    await asyncio.gather(*(page(window, "/p/moon-lamp", f"utm_source={number}") for number in range(20)))
    assert shelves.asked.count("/v1/products/moon-lamp") == 1


async def test_a_page_that_has_not_changed_does_not_come_again(window: storefront.Storefront) -> None:
    first = await window.answer("/c/lamps", "", {})
    again = await window.answer("/c/lamps", "", {"if-none-match": dict(first.headers)["etag"]})
    assert (again.status, again.body) == (304, b"")


async def test_the_variant_of_the_address_is_shown(window: storefront.Storefront) -> None:
    assert "Sold out for now" in await page(window, "/p/moon-lamp", "sku=MOON-S")
    assert "In stock" in await page(window, "/p/moon-lamp", "sku=<b>")


async def test_a_narrowed_list_is_left_to_scripts(window: storefront.Storefront) -> None:
    assert '<div id="root"></div>' in await page(window, "/c/lamps", "sort=price")


async def test_the_sitemap_has_parts_and_every_language(window: storefront.Storefront) -> None:
    index = await page(window, "/sitemap.xml")
    assert re.findall(r"<loc>(.*?)</loc>", index) == [
        f"{shop.ORIGIN}/sitemaps/{name}.xml" for name in ("pages", "products-1", "products-2")
    ]
    part = await page(window, "/sitemaps/products-2.xml")
    assert re.findall(r"<loc>(.*?)</loc>", part) == [f"{shop.ORIGIN}/p/thing-1", f"{shop.ORIGIN}/de/p/thing-1"]
    assert "/c/lamps</loc>" in await page(window, "/sitemaps/pages.xml")
    assert (await window.answer("/sitemaps/products-3.xml", "", {})).status == 404


async def test_robots_are_told_where_not_to_go(window: storefront.Storefront) -> None:
    text = await page(window, "/robots.txt")
    assert "Disallow: /de/checkout\n" in text
    assert f"Sitemap: {shop.ORIGIN}/sitemap.xml\n" in text


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/", "home", ""),
        ("/de", "home", ""),
        ("/de/c/lamps", "category", "lamps"),
        ("/p/prd_1", "product", "prd_1"),
        ("/p/../secret", "missing", ""),
        ("/delta", "missing", ""),
        ("/de/offline", "offline", ""),
        ("/offline/else", "missing", ""),
        ("/account/security", "private", "account"),
        ("/account/else", "missing", ""),
        ("/cart/else", "missing", ""),
    ],
)
def test_paths_mean_pages(path: str, kind: str, name: str) -> None:
    address = addresses.read(path)
    assert (address.kind, address.name) == (kind, name)


async def test_a_card_says_where_prices_begin(window: storefront.Storefront, shelves: shop.Shelves) -> None:
    varied = shop.summary(price_varies=True, price_from={"amount": 21_890, "currency": "EUR"})
    shelves.answers["/v1/products"] = {"items": [varied, shop.summary()], "total": 2, "next_cursor": None, "facets": {}}
    for path, words in (("/c/lamps", "from "), ("/de/c/lamps", "ab ")):
        html = await page(window, path)
        assert f'<p class="product-card_price">{words}<span class="price_price">' in html
        assert '<p class="product-card_price"><span class="price_price">' in html
