"""Templates, and amounts and numbers as each language writes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import babel.numbers
import babel.units
import jinja2
import markupsafe
import msgspec

from souk.edge.web.shop import addresses, choice
from souk.serving import templating

Json = dict[str, Any]

TEMPLATES = Path(__file__).parents[1] / "templates"

FULL_WIDTH = 1600
"""The widest the shop keeps of a picture."""
CLOTHS = ("#a5301d", "#11655c", "#c07a12", "#2f4180", "#7a2e55", "#4d6b22", "#8a4a1f", "#1f6a8a")
"""Each category's cloth, as in `stall-colours.ts`."""
_PLACES = re.compile(r"\{(\w+)\}")
_NAMED_ATTRIBUTES = frozenset({"colour", "material", "origin", "size"})


class Words:
    """What the shop says in one language, and how it writes."""

    def __init__(self, language: addresses.Language, texts: dict[str, str]) -> None:
        self.language = language
        self._texts = texts
        self._locale = babel.Locale.parse(addresses.LANGUAGES[language], sep="-")

    def text(self, key: str, **params: object) -> str:
        """The text of a key, its `{names}` filled in."""
        return _PLACES.sub(lambda place: self._written(params[place[1]]), self._texts[key])

    def counted(self, key: str, count: int) -> str:
        """As `text`, in the form that the count asks for."""
        return self.text(f"{key}_{'one' if self._locale.plural_form(count) == 'one' else 'other'}", count=count)

    def money(self, money: Json) -> str:
        """`{1999, EUR}` → `€19.99`."""
        currency = money["currency"]
        amount = Decimal(money["amount"]).scaleb(-babel.numbers.get_currency_precision(currency))
        return babel.numbers.format_currency(amount, currency, locale=self._locale)

    def rating(self, average: float) -> str:
        """One digit after the point."""
        return babel.numbers.format_decimal(_tenths(Decimal(str(average))), format="0.0", locale=self._locale)

    def weight(self, grams: int) -> str:
        """In grams below a kilogram."""
        unit, value = ("mass-gram", grams) if grams < 1000 else ("mass-kilogram", _tenths(Decimal(grams) / 1000))
        return babel.units.format_unit(value, unit, length="short", format="#,##0.#", locale=self._locale)

    def attribute(self, name: str) -> str:
        """An attribute's name as shoppers read it."""
        key = name.lower()
        return self._texts[f"list.{key}"] if key in _NAMED_ATTRIBUTES else sentence(name)

    def value(self, value: Any) -> str:
        """An attribute's value as shoppers read it."""
        if isinstance(value, list):
            return ", ".join(map(self.value, value))
        if isinstance(value, bool):
            return self._texts["ui.yes" if value else "ui.no"]
        return sentence(f"{value:g}" if isinstance(value, float) else str(value))

    def _written(self, value: object) -> str:
        return babel.numbers.format_decimal(value, locale=self._locale) if isinstance(value, int) else str(value)


def _tenths(value: Decimal) -> Decimal:
    """Halves away from zero, as browsers round."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def sentence(name: str) -> str:
    """`thread_count` → `Thread count`."""
    words = re.sub(r"[_-]+", " ", name)
    return words[:1].upper() + words[1:]


def decimal(money: Json) -> str:
    """`{1999, EUR}` → `19.99`, as machines read it."""
    places = babel.numbers.get_currency_precision(money["currency"])
    return str(Decimal(money["amount"]).scaleb(-places).quantize(Decimal(1).scaleb(-places)))


def data(value: Any) -> markupsafe.Markup:
    """JSON for a script element that is data: nothing in it can end the element or begin a comment."""
    text = msgspec.json.encode(value).decode()
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return markupsafe.Markup(safe.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704 - made safe above


def source_set(src: str, thumbnails: dict[str, str] | None) -> str:
    """A picture in its widths, as `srcset` has them."""
    smaller = sorted((thumbnails or {}).items(), key=lambda each: int(each[0]))
    return ", ".join([*(f"{url} {width}w" for width, url in smaller), f"{src} {FULL_WIDTH}w"]) if smaller else ""


def paragraphs(text: str) -> list[str]:
    """Parted by empty lines."""
    return re.split(r"\n{2,}", text)


def templates() -> jinja2.Environment:
    """The storefront's templates; everything that is filled in is escaped."""
    environment = jinja2.Environment(
        loader=templating.read(TEMPLATES),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    filters: dict[str, Callable[..., Any]] = {"data": data, "paragraphs": paragraphs, "decimal": decimal}
    environment.filters.update(filters)
    environment.globals.update(
        source_set=source_set,
        cloths=CLOTHS,
        is_available=choice.is_available,
        option_state=choice.state,
        link=addresses.written,
        languages=tuple(addresses.LANGUAGES),
    )
    return environment
