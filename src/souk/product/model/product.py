"""A product and its variants: what they consist of and what must fit together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from souk.kit import errors
from souk.kit.money import Money
from souk.product.model.media import Media
from souk.product.model.refusals import DuplicateOptions, DuplicateSku

TITLE_LENGTH_MAX = 200
DESCRIPTION_LENGTH_MAX = 20_000
SLUG_LENGTH_MAX = 96
VARIANTS_MAX = 100
OPTIONS_MAX = 5
OPTION_VALUES_MAX = 100
MEDIA_MAX = 30
ATTRIBUTES_MAX = 40
PRICE_MAX = 1_000_000_000
"""Ten million in a currency with cents."""
WEIGHT_MAX_G = 10_000_000
SKU_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z"
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*\Z"

Status = Literal["draft", "published", "archived"]
AttributeValue = str | int | float | bool | list[str]


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """A choice the buyer makes: `Colour` with the values `Sand` and `Slate`."""

    name: str
    values: tuple[str, ...]


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """What is bought. `options` names one value for each option of the product; `image` is the id of a medium of it."""

    sku: str
    price: Money
    title: str | None = None
    compare_at: Money | None = None
    options: dict[str, str] = {}
    weight_g: int = 0
    image: str | None = None
    tax_class: str = "standard"

    @property
    def was_price(self) -> Money | None:
        """The price to compare with, when it is one that makes the buyer smile."""
        return self.compare_at if self.compare_at is not None and self.compare_at > self.price else None

    @property
    def label(self) -> str:
        """What tells it from its siblings: its own title or its option values; empty when it has neither."""
        return self.title or " / ".join(self.options.values())


class Seo(msgspec.Struct, frozen=True, kw_only=True):
    """What search engines are told; empty means the product's own title and description."""

    title: str = ""
    description: str = ""


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """The mean of `count` ratings from 1 to 5; 0 when there is none."""

    average: float = 0.0
    count: int = 0


class Product(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown.

    `version` grows with every change by staff, `stock_version` whenever a variant becomes available or sells out;
    `popularity` is a bucket of units sold (`model.popularity`).
    """

    id: str
    slug: str
    title: str
    status: Status
    category_id: str
    created_at: datetime
    updated_at: datetime
    version: int = 1
    description: str = ""
    options: tuple[Option, ...] = ()
    variants: tuple[Variant, ...] = ()
    media: tuple[Media, ...] = ()
    attributes: dict[str, AttributeValue] = {}
    seo: Seo = Seo()
    rating: Rating = Rating()
    in_stock: bool = False
    stock_version: int = 0
    popularity: int = 0
    published_at: datetime | None = None

    @property
    def cheapest(self) -> Variant | None:
        """The variant with the lowest price; the first of equals."""
        return min(self.variants, key=lambda variant: variant.price.amount, default=None)

    @property
    def skus(self) -> list[str]:
        return [variant.sku for variant in self.variants]

    def variant(self, sku: str) -> Variant | None:
        """Its variant of that SKU, if it has one."""
        return next((variant for variant in self.variants if variant.sku == sku), None)

    def picture(self, variant: Variant | None = None) -> Media | None:
        """The picture of a variant, or the product's first."""
        if variant is not None and variant.image is not None:
            for medium in self.media:
                if medium.id == variant.image:
                    return medium
        return self.media[0] if self.media else None

    def title_of(self, variant: Variant) -> str:
        """The name under which a variant is bought: `Fjell Desk Lamp – Sand`."""
        label = variant.label
        return f"{self.title} – {label}" if label and label != self.title else self.title


def fit_options(
    options: Sequence[Option], variants: Sequence[Variant], *, pointer: str = "/variants/{index}"
) -> tuple[Option, ...]:
    """The product's options, with every value that a variant names; made from the variants when none are declared.

    Refuses variants that name other options than the product's (`Invalid` at `pointer`), two variants with the same
    values (`DuplicateOptions`) and one SKU twice (`DuplicateSku`).
    """
    names = [option.name for option in options]
    if not names:
        names = list(next((variant.options for variant in variants if variant.options), {}))
    values: dict[str, dict[str, None]] = {name: {} for name in names}
    for option in options:
        values[option.name].update(dict.fromkeys(option.values))
    seen: dict[tuple[str, ...], str] = {}
    skus: set[str] = set()
    for index, variant in enumerate(variants):
        if variant.sku in skus:
            raise DuplicateSku(f"{variant.sku} is named twice", sku=variant.sku)
        skus.add(variant.sku)
        if set(variant.options) != set(names):
            wanted = ", ".join(names) or "none"
            raise errors.Invalid.at(pointer.format(index=index) + "/options", f"the product's options are: {wanted}")
        combination = tuple(variant.options[name] for name in names)
        if combination and combination in seen:
            raise DuplicateOptions(f"{seen[combination]} has the same option values", sku=seen[combination])
        seen[combination] = variant.sku
        for name, value in zip(names, combination, strict=True):
            values[name][value] = None
            if len(values[name]) > OPTION_VALUES_MAX:
                raise errors.Invalid.at(
                    pointer.format(index=index) + "/options", f"at most {OPTION_VALUES_MAX} values an option"
                )
    return tuple(Option(name=name, values=tuple(values[name])) for name in names)


def slugify(title: str) -> str:
    """`Fjell Desk Lamp` → `fjell-desk-lamp`; letters outside ASCII lose their marks, what is left over becomes a dash.

    Empty when nothing of the title is left.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LENGTH_MAX].rstrip("-")
