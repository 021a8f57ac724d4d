"""What order asks its neighbours over REST: product for prices, inventory for availability."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

import msgspec

from souk.kit import money
from souk.order import model
from souk.serving import rest

SKUS_MAX = 256
"""SKUs in one question."""
PRODUCTS_MAX = 500
LEVELS_MAX = 1_000
PAGE_DEADLINE_S = 10.0


class _Stock(msgspec.Struct):
    items: list[model.Availability]


class StockPage(msgspec.Struct):
    """Some of inventory's levels, in the order of their SKUs."""

    items: list[model.Availability]
    next_cursor: str | None = None


class _Variant(msgspec.Struct):
    sku: str
    product_id: str
    version: int
    price: money.Money
    title: str
    image: str | None = None
    weight_g: int = 0
    tax_class: str = model.STANDARD


class _Variants(msgspec.Struct):
    items: list[_Variant]


class _Product(msgspec.Struct):
    product_id: str
    version: int
    variants: tuple[model.Variant, ...]


class _PricePage(msgspec.Struct):
    items: list[_Product]
    next_cursor: str | None = None


class PricePage(msgspec.Struct, frozen=True):
    """Some of the products for sale, in the order of their ids."""

    items: list[model.ProductList]
    next_cursor: str | None


async def stock(other: rest.Rest, skus: Iterable[str]) -> dict[str, model.Availability]:
    """How much inventory has of each SKU; unknown ones are absent. Raises `Unavailable` when it does not say."""
    wanted = sorted(set(skus))
    parts = [wanted[start : start + SKUS_MAX] for start in range(0, len(wanted), SKUS_MAX)]
    answers = await asyncio.gather(
        *(other.get("inventory", "/internal/stock", params={"sku": ",".join(part)}, type=_Stock) for part in parts)
    )
    return {each.sku: each for answer in answers for each in answer.items}


async def stock_page(other: rest.Rest, cursor: str | None) -> StockPage:
    """A page of all levels. Raises `Unavailable`."""
    params = {"limit": str(LEVELS_MAX), **({"cursor": cursor} if cursor else {})}
    return await other.get(
        "inventory", "/internal/stock/export", params=params, type=StockPage, deadline_s=PAGE_DEADLINE_S
    )


async def variants(other: rest.Rest, skus: Sequence[str]) -> list[model.ProductList]:
    """What product sells under these SKUs (at most `SKUS_MAX`), a list per SKU. Raises `Unavailable`."""
    answer = await other.get("product", "/internal/variants", params={"sku": ",".join(skus)}, type=_Variants)
    return [
        model.ProductList(
            product_id=each.product_id,
            version=each.version,
            is_whole=False,
            variants=(
                model.Variant(
                    sku=each.sku,
                    price=each.price,
                    title=each.title,
                    image=each.image,
                    weight_g=each.weight_g,
                    tax_class=each.tax_class,
                ),
            ),
        )
        for each in answer.items
    ]


async def price_page(other: rest.Rest, cursor: str | None) -> PricePage:
    """A page of everything product sells. Raises `Unavailable`."""
    params = {"limit": str(PRODUCTS_MAX), **({"cursor": cursor} if cursor else {})}
    answer = await other.get(
        "product", "/internal/price-list", params=params, type=_PricePage, deadline_s=PAGE_DEADLINE_S
    )
    lists = [
        model.ProductList(product_id=each.product_id, version=each.version, variants=each.variants)
        for each in answer.items
    ]
    return PricePage(lists, answer.next_cursor)
