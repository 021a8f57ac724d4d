"""What the pages are made from, asked of the product service as any client would."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from souk.edge.web.shop import kept
from souk.kit import errors
from souk.serving import rest

Json = dict[str, Any]

FRESH_S = 1.0
"""A change of the catalogue shows after so long at the latest, beside the time it takes to be indexed."""
DEADLINE_S = 1.5
"""Past this a page goes out without content, and the scripts ask again."""
LISTS_MAX = 256

PAGE_SIZE = 24
ROW = 4
GATES = 3
GIFT_PRICE_MAX = 2_500
KEEPER_PRICE_MIN = 10_000
"""As in the storefront's `features/browse`: the first requests of its pages are answered by what is asked here."""

COLLECTIONS: tuple[dict[str, str], ...] = (
    {"max_price": str(GIFT_PRICE_MAX), "in_stock": "true"},
    {"min_price": str(KEEPER_PRICE_MIN), "in_stock": "true"},
)


class Home(NamedTuple):
    """What the front page shows."""

    loved: Json
    newest: Json
    collections: list[Json]


class Published(msgspec.Struct):
    """A product as the sitemap names it."""

    slug: str
    updated_at: str


class PublishedPage(msgspec.Struct):
    """Some of the published products, in the order of their ids."""

    items: list[Published]
    next_cursor: str | None = None


class Catalogue:
    """Questions to the product service. Each raises `NotFound` or `Unavailable`.

    What any client may ask is asked `outside`, without saying who asks; the rest by one of the `house`.
    """

    def __init__(self, outside: rest.Rest, house: rest.Rest) -> None:
        self._outside = outside
        self._house = house
        self._answers: kept.Kept[Any] = kept.Kept(FRESH_S, LISTS_MAX)

    async def categories(self) -> list[Json]:
        """The tree of categories."""
        answer = await self._get("/v1/categories", {})
        items: list[Json] = answer["items"]
        return items

    async def product(self, name: str) -> Json:
        """One product, by slug or id."""
        return await self._get(f"/v1/products/{name}", {})

    async def related(self, category: str | None) -> Json:
        """Products of the same category, one more than is shown."""
        return without_facets(await self._list({"category": category} if category else {}, ROW + 1))

    async def of_category(self, slug: str) -> Json:
        """The first page of a category."""
        return await self._list({"category": slug}, PAGE_SIZE)

    async def home(self) -> Home:
        """The front page's rows."""
        return Home(
            loved=without_facets(await self._list({}, GATES + ROW)),
            newest=without_facets(await self._list({"sort": "newest"}, ROW)),
            collections=[without_facets(await self._list(each, ROW)) for each in COLLECTIONS],
        )

    async def published(self, cursor: str | None, limit: int) -> PublishedPage:
        """Slugs of what is for sale, many at a time."""
        params = {"limit": str(limit), **({"cursor": cursor} if cursor else {})}
        return await self._house.get("product", "/internal/published", params=params, type=PublishedPage, deadline_s=10.0)

    async def _list(self, params: dict[str, str], limit: int) -> Json:
        return await self._get("/v1/products", {**params, "limit": str(limit)})

    async def _get(self, path: str, params: dict[str, str]) -> Json:
        async def ask() -> Json:
            return await self._outside.get("product", path, params=params, type=Json, deadline_s=DEADLINE_S)

        answer: Json = await self._answers.get((path, *sorted(params.items())), ask)
        return answer


def without_facets(found: Json) -> Json:
    """A list as a row shows it: nobody narrows it down."""
    return found | {"facets": {}}


def path_to(categories: list[Json], slug: str) -> list[Json]:
    """From a top category down to the one with this slug. Raises `NotFound`."""
    for each in categories:
        if each["slug"] == slug:
            return [each]
        try:
            return [each, *path_to(each["children"], slug)]
        except errors.NotFound:
            continue
    raise errors.NotFound("there is no such category")
