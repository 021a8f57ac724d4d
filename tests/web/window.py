"""A storefront over a catalogue of a few goods, without a build of the web and without services."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from souk.edge.web.folder import Answer
from souk.edge.web.shop import storefront
from souk.local import checkout
from souk.serving import rest

ORIGIN = "https://souk.example"
WORDS = checkout.ROOT / "web" / "apps" / "storefront" / "src" / "words"
NASTY = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\"'&\u2028</script <!--<script "
CATEGORY = {"id": "cat_1", "slug": "lamps", "title": "Lamps", "children": []}
RATING = {"average": 4.5, "count": 12}
PAGE = """<!doctype html>
<html lang="en">
  <head>
    <!--head-->
    <title>Souk</title>
    <!--/head-->
    <script type="module" src="/assets/index-abc.js"></script>
  </head>
  <body>
    <div id="root"></div>
  </body>
</html>
"""


def summary(**members: Any) -> dict[str, Any]:
    """A product as lists have it."""
    return {
        "id": "prd_1",
        "slug": "moon-lamp",
        "title": "Moon lamp",
        "price_from": {"amount": 123_450, "currency": "EUR"},
        "price_varies": False,
        "compare_at": None,
        "image": "/media/moon.webp",
        "thumbnails": {"640": "/media/moon-640.webp", "160": "/media/moon-160.webp"},
        "rating": RATING,
        "available": True,
        "category": {"id": "cat_1", "slug": "lamps", "title": "Lamps"},
    } | members


def variant(sku: str, size: str, **members: Any) -> dict[str, Any]:
    """A variant of the product below."""
    return {
        "sku": sku,
        "title": size,
        "options": {"Size": size},
        "price": {"amount": 123_450, "currency": "EUR"},
        "compare_at": None,
        "available": 3,
        "backorderable": False,
        "weight_g": 1_250,
        "image": None,
    } | members


def product(**members: Any) -> dict[str, Any]:
    """A product as its own page has it."""
    return {
        "id": "prd_1",
        "slug": "moon-lamp",
        "title": "Moon lamp",
        "description": "Round.\n\nWarm.",
        "category": {"id": "cat_1", "slug": "lamps", "title": "Lamps"},
        "category_path": [{"id": "cat_1", "slug": "lamps", "title": "Lamps"}],
        "options": [{"name": "Size", "values": ["Small", "Large"]}],
        "variants": [variant("MOON-S", "Small", available=0), variant("MOON-L", "Large")],
        "media": [{"id": "med_1", "url": "/media/moon.webp", "alt": "", "width": 9, "height": 9, "thumbnails": {}}],
        "attributes": {"material": "paper", "is_round": True},
        "rating": RATING,
        "seo": {"title": "", "description": ""},
    } | members


class Shelves:
    """A product service: what it answers by path, how often it was asked, and whether it answers at all."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {
            "/v1/categories": {"items": [CATEGORY]},
            "/v1/products": {"items": [summary()], "next_cursor": None, "total": 1, "facets": {"price": {}}},
            "/v1/products/moon-lamp": product(),
        }
        self.asked: list[str] = []
        self.is_down = False

    async def send(self, question: rest.Question) -> tuple[int, bytes]:
        assert (question.method, question.service, question.body) == ("GET", "product", None)
        path = question.path
        self.asked.append(path)
        if self.is_down:
            raise rest.Unreachable("nobody is there")
        if path == "/internal/published":
            return 200, _published(int((question.params or {}).get("cursor", "0")))
        if path not in self.answers:
            return 404, b"{}"
        return 200, msgspec.json.encode(self.answers[path])

    async def close(self) -> None:
        """There is nothing to close."""


def _published(start: int) -> bytes:
    """Two parts of a sitemap."""
    items = [{"slug": f"thing-{start}", "updated_at": "2026-01-01T00:00:00Z"}]
    return msgspec.json.encode({"items": items, "next_cursor": "1" if start == 0 else None})


def build(folder: Path) -> Path:
    """What a build leaves, as far as pages need it."""
    (folder / ".vite").mkdir(parents=True)
    (folder / "words").mkdir()
    for file in WORDS.glob("*.json"):
        (folder / "words" / file.name).write_bytes(file.read_bytes())
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    manifest = {
        "src/app/routes/product.tsx": {"file": "assets/product-1.js", "css": ["assets/p.css"], "imports": ["_x.js"]},
        "src/app/routes/checkout.tsx": {"file": "assets/checkout-1.js", "imports": ["_x.js"]},
        "_x.js": {"file": "assets/x-1.js", "css": ["assets/x.css"]},
        "src/words/en.json": {"file": "assets/en-1.js"},
        "src/words/de.json": {"file": "assets/de-1.js"},
    }
    (folder / ".vite" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def window(folder: Path, shelves: Shelves) -> storefront.Storefront:
    """The storefront over a build and these shelves."""
    asking = rest.Client(shelves, "web")
    return storefront.Storefront(build(folder), asking, asking, ORIGIN)


def text(answer: Answer) -> str:
    """An answer's body."""
    assert isinstance(answer.body, bytes)
    return answer.body.decode()


def data(page: str, kind: str) -> list[Any]:
    """What the script elements of a type hold."""
    found = re.findall(rf'<script type="{re.escape(kind)}"[^>]*>(.*?)</script>', page, re.DOTALL)
    return [json.loads(each) for each in found]
