"""What the web process answers for the storefront: its files, its pages with content, its sitemap."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs

from souk.edge.web import answers
from souk.edge.web.folder import Answer, Folder
from souk.edge.web.shop import addresses, build, catalogue, kept, pages, sitemap
from souk.kit import errors
from souk.serving import problems, rest

LOG = logging.getLogger(__name__)

PAGES_MAX = 256
"""Pages kept for their second; each is some 60 kB."""
_PART = re.compile(r"/sitemaps/(?:pages|products-([1-9][0-9]{0,5}))\.xml")
_SKU = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HARMLESS = re.compile(r"(?:utm_.*|gclid|fbclid|ref|v)")
"""Members of a query that change nothing of a page."""
XML = "application/xml; charset=utf-8"


class Storefront:
    """Built files are read as they are asked for; pages are made from the catalogue and kept for a second."""

    def __init__(self, dist: Path, outside: rest.Rest, house: rest.Rest, origin: str) -> None:
        shelves = catalogue.Catalogue(outside, house)
        self._folder = Folder(dist)
        self._builds = build.Builds(dist)
        self._writer = pages.Writer(shelves, origin.rstrip("/"))
        self._sitemap = sitemap.Sitemap(shelves, origin.rstrip("/"))
        self._pages: kept.Kept[pages.Page] = kept.Kept(catalogue.FRESH_S, PAGES_MAX)

    async def answer(self, path: str, query: str, asked: Mapping[str, str]) -> Answer:
        """The answer to a GET."""
        if path == "/robots.txt":
            return answers.tagged(self._sitemap.robots().encode(), answers.TEXT, asked)
        if path == "/sitemap.xml" or path.startswith("/sitemaps/"):
            return await self._map(path, asked)
        if path not in {"/", "/index.html"} and (file := self._folder.find(path.strip("/"))):
            return self._folder.answer(file, asked)
        if path.startswith("/assets/") or "." in path.rsplit("/", 1)[-1]:
            return answers.not_found()
        built = self._builds.current()
        if built is None:
            return answers.not_built("The storefront", "npm ci && npm run build, in web/", asked)
        page = await self._page(built, addresses.read(path), query)
        return answers.tagged(page.html, answers.HTML, asked, page.status)

    async def _page(self, built: build.Build, address: addresses.Address, query: str) -> pages.Page:
        """With its content where there is one; what is narrowed down goes out bare, for scripts to fill."""
        if address.kind == "offline":
            return self._writer.offline(built, address)
        wanted = {name: values[0] for name, values in parse_qs(query).items() if not _HARMLESS.fullmatch(name)}
        sku = wanted.pop("sku", None) if address.kind == "product" else None
        if wanted and address.kind in {"home", "category", "product"}:
            return self._writer.bare(built, address)
        if sku is not None and not _SKU.fullmatch(sku):
            sku = None
        try:
            return await self._pages.get(
                (address, sku, id(built)), lambda: self._writer.page(built, address, sku)
            )
        except errors.Unavailable as error:
            LOG.warning("a page goes out without content: %s", error)
            return self._writer.bare(built, address)

    async def _map(self, path: str, asked: Mapping[str, str]) -> Answer:
        part = _PART.fullmatch(path)
        try:
            if path == "/sitemap.xml":
                text = await self._sitemap.index()
            elif part is None:
                return answers.not_found()
            elif part[1] is None:
                text = await self._sitemap.pages()
            else:
                text = await self._sitemap.products(int(part[1]))
        except (errors.NotFound, errors.Unavailable) as error:
            status, headers, body = problems.render(error)
            return Answer(status, list(headers.items()), body)
        return answers.tagged(text.encode(), XML, asked)
