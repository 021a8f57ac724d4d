"""`/sitemap.xml`, its parts, and `/robots.txt` (sitemaps.org, RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from souk.edge.web.shop import addresses, catalogue, kept
from souk.kit import errors

PART_MAX = 5_000
"""Products in one part; the standard allows 50,000 addresses, and each product has one a language."""
PARTS_MAX = 2_000
FRESH_S = 300.0
"""The list of parts is looked through this seldom: new products join the last one, whose content is new each time."""
PART_FRESH_S = 60.0
PARTS_KEPT_MAX = 8
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


class Sitemap:
    """Raises `NotFound` for a part that does not exist and `Unavailable` when the catalogue does not answer."""

    def __init__(self, shelves: catalogue.Catalogue, origin: str) -> None:
        self._shelves = shelves
        self._origin = origin
        self._starts: kept.Kept[list[str | None]] = kept.Kept(FRESH_S, 1)
        self._parts: kept.Kept[str] = kept.Kept(PART_FRESH_S, PARTS_KEPT_MAX)

    async def index(self) -> str:
        """The parts there are."""
        starts = await self._starts.get("starts", self._look_through)
        names = ["pages", *(f"products-{number}" for number in range(1, len(starts) + 1))]
        entries = "".join(f"<sitemap><loc>{self._origin}/sitemaps/{name}.xml</loc></sitemap>\n" for name in names)
        return f"{_HEAD}<sitemapindex {_NAMESPACES}>\n{entries}</sitemapindex>\n"

    async def pages(self) -> str:
        """The front page and every category."""
        paths: list[tuple[str, str | None]] = [("/", None)]
        waiting = list(await self._shelves.categories())
        while waiting:
            category = waiting.pop(0)
            paths.append((f"/c/{category['slug']}", None))
            waiting.extend(category["children"])
        return self._listed(paths)

    async def products(self, number: int) -> str:
        """A part of the products, counted from 1."""
        starts = await self._starts.get("starts", self._look_through)
        if not 1 <= number <= len(starts):
            raise errors.NotFound("the sitemap has no such part")

        async def make() -> str:
            page = await self._shelves.published(starts[number - 1], PART_MAX)
            return self._listed((f"/p/{each.slug}", each.updated_at) for each in page.items)

        return await self._parts.get(number, make)

    def robots(self) -> str:
        """What crawlers may look at. Narrowed lists are as many as there are combinations, and show nothing new."""
        paths = [f"/{first}" for first in addresses.PRIVATE] + ["/search"]
        closed = [addresses.written(language, path) for language in addresses.LANGUAGES for path in paths]
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "Disallow: /admin", "Disallow: /v1/"]
        # scripts draw pages anew from these
        lines += [f"Allow: /v1/{path}" for path in ("products", "categories", "stock")]
        return "\n".join([*lines, "", f"Sitemap: {self._origin}/sitemap.xml", ""])

    async def _look_through(self) -> list[str | None]:
        """Where each part begins."""
        starts: list[str | None] = [None]
        while len(starts) < PARTS_MAX:
            page = await self._shelves.published(starts[-1], PART_MAX)
            if page.next_cursor is None:
                break
            starts.append(page.next_cursor)
        return starts

    def _listed(self, paths: Iterable[tuple[str, str | None]]) -> str:
        return f"{_HEAD}<urlset {_NAMESPACES}>\n{''.join(self._entry(*each) for each in paths)}</urlset>\n"

    def _entry(self, path: str, changed: str | None) -> str:
        """One address in each language, each naming the others."""
        places = {each: escape(self._origin + addresses.written(each, path)) for each in addresses.LANGUAGES}
        others = "".join(f'<xhtml:link rel="alternate" hreflang="{each}" href="{at}"/>' for each, at in places.items())
        moment = f"<lastmod>{changed}</lastmod>" if changed else ""
        return "".join(f"<url><loc>{at}</loc>{moment}{others}</url>\n" for at in places.values())
