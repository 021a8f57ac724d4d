"""One page of the storefront as HTML: what it is made from, its head, its body."""

from __future__ import annotations

from typing import Any, NamedTuple

from souk.edge.web.shop import addresses, build, catalogue, choice, structured, writing
from souk.kit import errors

Json = dict[str, Any]
DESCRIPTION_LENGTH_MAX = 160
_COLLECTIONS = (
    ("home.gifts", f"/search?max_price={catalogue.GIFT_PRICE_MAX}&in_stock=true"),
    ("home.keepers", f"/search?min_price={catalogue.KEEPER_PRICE_MIN}&in_stock=true"),
)
CURRENCY = "EUR"


class Page(NamedTuple):
    """An answer's status and HTML."""

    status: int
    html: bytes


class Content(NamedTuple):
    """What sets one page apart: a template with its values, and what its head says."""

    template: str
    values: dict[str, Any]
    title: str
    description: str
    canonical: str
    answers: Json
    picture: str | None = None
    structured: tuple[Json, ...] = ()
    status: int = 200


class Writer:
    """Writes pages. `origin` is where the shop is reached, without a slash at its end."""

    def __init__(self, shelves: catalogue.Catalogue, origin: str) -> None:
        self._shelves = shelves
        self._origin = origin
        self._templates = writing.templates()

    async def page(self, built: build.Build, address: addresses.Address, sku: str | None) -> Page:
        """A page with its content. Raises `Unavailable` when the catalogue does not answer."""
        say = writing.Words(address.language, built.words[address.language])
        categories = await self._shelves.categories()
        try:
            content = await self._content(say, address, sku, categories)
        except errors.NotFound:
            content = _missing(say, "product.missing" if address.kind == "product" else "not_found.page")
        body = self._templates.get_template(f"shop/{content.template}.html").render(
            say=say, address=address, categories=categories, **content.values
        )
        answers = {"categories": categories, **content.answers}
        head = self._head(built, address, content, answers)
        return Page(content.status, built.page(address.language, head, body))

    def bare(self, built: build.Build, address: addresses.Address) -> Page:
        """A page without content, for what is somebody's own or narrowed down, and for when the catalogue is away."""
        say = writing.Words(address.language, built.words[address.language])
        if address.kind == "private":
            title = say.text(addresses.PRIVATE[address.name])
        else:
            title = say.text("search.everything") if address.kind == "search" else ""
        content = _hollow(say, title, address.path)
        html = built.page(address.language, self._head(built, address, content, {}), "")
        return Page(200, html)

    def offline(self, built: build.Build, address: addresses.Address) -> Page:
        """What a browser keeps, to show when the network is gone (`public/sw.js`)."""
        say = writing.Words(address.language, built.words[address.language])
        title = say.text("shop.page_title", title=say.text("offline.title"))
        return Page(200, self._templates.get_template("shop/offline.html").render(say=say, title=title).encode())

    async def _content(
        self, say: writing.Words, address: addresses.Address, sku: str | None, categories: list[Json]
    ) -> Content:
        match address.kind:
            case "home":
                return _home(say, await self._shelves.home())
            case "category":
                above = catalogue.path_to(categories, address.name)
                return self._category(say, categories, above, await self._shelves.of_category(address.name))
            case "product":
                product = await self._shelves.product(address.name)
                related = await self._shelves.related(product["category"] and product["category"]["slug"])
                return self._product(say, address, product, related, sku)
            case "private":
                return _hollow(say, say.text(addresses.PRIVATE[address.name]), address.path)
            case "search":
                return _hollow(say, say.text("search.everything"), address.path)
            case _:
                raise errors.NotFound("the storefront has no such page")

    def _category(self, say: writing.Words, categories: list[Json], above: list[Json], found: Json) -> Content:
        category = above[-1]
        trail = structured.trail(self._origin, say, above)
        return Content(
            template="category",
            values={"above": above, "list": found, "stall": categories.index(above[0])},
            title=say.text("shop.page_title", title=category["title"]),
            description=say.text("category.description", title=category["title"]),
            canonical=f"/c/{category['slug']}",
            answers={"category": {"slug": category["slug"], "list": found}},
            picture=next((each["image"] for each in found["items"] if each["image"]), None),
            structured=(trail,),
        )

    def _product(
        self, say: writing.Words, address: addresses.Address, product: Json, related: Json, sku: str | None
    ) -> Content:
        variant = choice.first_variant(product, sku)
        facts = [(say.attribute(name), say.value(value)) for name, value in product["attributes"].items()]
        if variant and variant["weight_g"] > 0:
            facts.append((say.text("product.weight"), say.weight(variant["weight_g"])))
        others = [each for each in related["items"] if each["id"] != product["id"]][: catalogue.ROW]
        picture = product["media"][0]["url"] if product["media"] else None
        return Content(
            template="product",
            values={"product": product, "variant": variant, "facts": facts, "others": others},
            title=say.text("shop.page_title", title=product["seo"]["title"] or product["title"]),
            description=(product["seo"]["description"] or product["description"])[:DESCRIPTION_LENGTH_MAX],
            canonical=f"/p/{product['slug']}",
            answers={"product": {"ref": address.name, "product": product, "related": related}},
            picture=picture,
            structured=(
                structured.product(self._origin, say, product),
                structured.trail(self._origin, say, product["category_path"], product),
            ),
        )

    def _head(self, built: build.Build, address: addresses.Address, content: Content, answers: Json) -> str:
        name = address.name if address.kind == "private" else address.kind
        route, words = built.files.get(name), built.files[address.language]
        return self._templates.get_template("shop/head.html").render(
            title=content.title,
            description=content.description,
            is_hidden=address.kind in {"search", "private", "missing"} or content.status != 200,
            origin=self._origin,
            language=address.language,
            locale=addresses.LANGUAGES[address.language].replace("-", "_"),
            canonical=content.canonical,
            picture=content.picture,
            structured=content.structured,
            styles=route.styles if route else (),
            scripts=(*words.scripts, *(route.scripts if route else ())),
            answers=answers,
        )


def _home(say: writing.Words, home: catalogue.Home) -> Content:
    limit = say.money({"amount": catalogue.GIFT_PRICE_MAX, "currency": CURRENCY})
    rows = [
        {
            "id": key.replace(".", "-"),
            "title": say.text(key),
            "text": say.text(f"{key}_text", price=limit),
            "path": path,
            "items": found["items"],
        }
        for (key, path), found in zip(_COLLECTIONS, home.collections, strict=True)
    ]
    return Content(
        template="home",
        values={"home": home, "gates": catalogue.GATES, "collections": rows},
        title=say.text("shop.title"),
        description=say.text("shop.description"),
        canonical="/",
        answers={"home": {"loved": home.loved, "newest": home.newest, "collections": home.collections}},
        picture=next((each["image"] for each in home.loved["items"] if each["image"]), None),
    )


def _hollow(say: writing.Words, title: str, path: str) -> Content:
    """Head and frame only: what stands between is drawn by React."""
    return Content(
        template="layout",
        values={},
        title=say.text("shop.page_title", title=title) if title else say.text("shop.title"),
        description=say.text("shop.description"),
        canonical=path,
        answers={},
    )


def _missing(say: writing.Words, key: str) -> Content:
    content = _hollow(say, say.text("not_found.title"), "/")
    return content._replace(template="missing", values={"title": say.text(key)}, status=404)
