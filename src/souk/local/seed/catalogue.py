"""Products made of what the market sells: the demo's own, or as many as are asked for."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from souk.local.seed import goods
from souk.local.seed.goods import Kind, Size, Stall

LINES_A_KIND = 4
"""Of each kind the demo has so many lines; 8 stalls with 4 kinds make 128 products."""
COLOURS_A_LINE = (1, 2, 1, 2)
SOLD_OUT_EVERY = 23
"""Every so many products all variants are sold out, and every so many variants one is."""
STOCK_UNITS = (12, 240)
NO_SIZE = (Size(""),)
Json = dict[str, Any]


@dataclass(frozen=True)
class Picture:
    """What is to be drawn: a shape in a colourway. Equal ones are the same picture."""

    shape: str
    colourway: str


@dataclass(frozen=True)
class Product:
    """A product as `POST /internal/products/bulk` takes it, but that its pictures are still to be named."""

    body: Json
    pictures: tuple[Picture, ...]
    """One a colour, in the order of the variants' `Colour`; the first is the product's own."""
    picture_of: dict[str, Picture]
    """By SKU."""
    stock: dict[str, int]
    """Units by SKU."""

    def filled(self, media: Mapping[Picture, str]) -> Json:
        """The body with the ids of its pictures."""
        shown = [{"id": media[each], "alt": f"{self.body['title']}, {each.colourway}"} for each in self.pictures]
        variants = [{**each, "image": media[self.picture_of[each["sku"]]]} for each in self.body["variants"]]
        return {**self.body, "media": shown, "variants": variants}


def categories() -> list[Json]:
    """As `POST /internal/categories/bulk` takes them."""
    return [{"slug": stall.slug, "title": stall.title, "position": index} for index, stall in enumerate(goods.STALLS)]


def count(products: int | None) -> int:
    """How many products `products_of` makes."""
    return products or sum(len(stall.kinds) for stall in goods.STALLS) * LINES_A_KIND


def products_of(products: int | None, start: int = 0) -> Iterator[Product]:
    """The demo's own products, or so many, from number `start` on; made one by one, so a million take no room."""
    kinds = [(stall, kind) for stall in goods.STALLS for kind in stall.kinds]
    for number in range(start, count(products)):
        line, index = divmod(number, len(kinds))
        yield _product(number, line, *kinds[index])


def pictures(products: int | None) -> list[Picture]:
    """All pictures that are needed, each once; larger shops show the demo's pictures again."""
    demo = min(count(products), count(None))
    return list(dict.fromkeys(itertools.chain.from_iterable(each.pictures for each in products_of(demo))))


def _product(number: int, line: int, stall: Stall, kind: Kind) -> Product:
    chance = random.Random(f"souk {number}")  # noqa: S311 - goods, no secrets
    place = line % LINES_A_KIND
    start = place * 2 + len(kind.name)
    colours = [kind.colours[(start + step) % len(kind.colours)] for step in range(COLOURS_A_LINE[place])]
    colours = list(dict.fromkeys(colours))
    house, series = (
        goods.HOUSES[(line + len(kind.name) * 3 + len(kind.material)) % len(goods.HOUSES)],
        line // len(goods.HOUSES),
    )
    title = f"{house} {kind.name}" + (f" {series + 1}" if series else "")
    sku = f"{_letters(stall.title)}-{_letters(kind.name)}-{number:03d}"
    made = {colour: Picture(kind.shape, colour) for colour in colours}
    price = _rounded(kind.price * chance.uniform(0.85, 1.35))
    is_reduced = chance.random() < 0.15
    variants, picture_of, stock = [], {}, {}
    for colour, size in itertools.product(colours, kind.sizes or NO_SIZE):
        code = f"{sku}-{_letters(colour)}" + (f"-{_short(size.name)}" if size.name else "")
        amount = _rounded(price * size.factor)
        variants.append(
            {
                "sku": code,
                "price": _eur(amount),
                "compare_at": _eur(_rounded(amount * 1.25)) if is_reduced else None,
                "options": {kind.choice: colour} | ({"Size": size.name} if size.name else {}),
                "weight_g": round(kind.weight_g * size.factor),
                "tax_class": kind.tax_class,
            }
        )
        picture_of[code] = made[colour]
        is_sold_out = number % SOLD_OUT_EVERY == SOLD_OUT_EVERY - 1 or chance.random() < 1 / SOLD_OUT_EVERY
        stock[code] = 0 if is_sold_out else chance.randint(*STOCK_UNITS)
    slug = title.lower().replace(" ", "-") + (f"-{number}" if line >= LINES_A_KIND else "")
    body = {
        "slug": slug,
        "title": title,
        "category": stall.slug,
        "description": _description(house, kind, chance),
        "attributes": {"material": kind.material, "origin": house},
        "variants": variants,
        "seo": {"title": title, "description": f"{title}: {kind.material}, {kind.made}."},
        "publish": True,
    }
    return Product(body, tuple(made.values()), picture_of, stock)


OPENINGS = (
    "In {house} this is done the way it always was: {made}.",
    "Two sisters in {house} run the workshop. Each piece is {made}.",
    "{it} comes from {house}, where the whole street does nothing else, and is {made}.",
    "The workshop in {house} makes about forty a month, each {made}.",
)
MIDDLES = ("{it} {use}.", "At home {it} {use}.", "You will see: {it} {use}.")
ENDINGS = (
    "No two are quite alike; yours may differ a little from the picture.",
    "Small marks of the tool are meant to be there.",
    "It comes wrapped in paper, without plastic.",
    "Repairs are done at cost, for as long as the workshop stands.",
)


def _description(house: str, kind: Kind, chance: random.Random) -> str:
    it = "The pair" if kind.name.endswith("s") else "It"
    opening = chance.choice(OPENINGS).format(house=house, made=kind.made, it=it)
    middle = chance.choice(MIDDLES)
    middle = middle.format(use=kind.use, it=it if middle.startswith("{it}") else it[0].lower() + it[1:])
    care = kind.care[0].upper() + kind.care[1:]
    return f"{opening} {middle} {chance.choice(ENDINGS)}\n\nMaterial: {kind.material}. Care: {care}."


def _letters(text: str) -> str:
    """Three letters for a code: `Spice Blend` → `SPB`, `Rug` → `RUG`."""
    words = "".join(each for each in text if each.isalpha() or each == " ").split()
    return ("".join(words) if len(words) == 1 else words[0][:2] + words[-1])[:3].upper()


def _short(size: str) -> str:
    return "".join(each for each in size if each.isascii() and each.isalnum())[:4].upper()


def _rounded(amount: float) -> int:
    """A price as shops write them: to the next 10 below, above twenty to a whole unit."""
    step = 100 if amount >= 2_000 else 10
    return max(step, round(amount / step) * step - (0 if step == 10 else 10))


def _eur(amount: int) -> Json:
    return {"amount": amount, "currency": "EUR"}
