"""Puts a catalogue into a running stack, through the services' own routes, a batch at a time.

Repeating it does no harm: categories and products are known by their slugs, pictures by their content, and stock is
only set where nobody has ever set it.
"""

from __future__ import annotations

import asyncio
import functools
import itertools
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from souk.kit import errors
from souk.local.seed import catalogue, goods, pictures
from souk.local.seed.catalogue import Picture, Product
from souk.serving import rest

BATCH = 256
"""Products, and SKUs, that one call carries."""
CALL_TIMEOUT_S = 60.0
PATIENCE_S = 120.0
"""How long a service may be away or busy."""
PAUSE_S = 0.5
DRAWN_AT_ONCE = 2

T = TypeVar("T")
Tell = Callable[[int], None]
"""Hears how many more are done."""


class _Made(msgspec.Struct):
    id: str
    slug: str = ""


class _AllMade(msgspec.Struct):
    items: list[_Made]


class _Level(msgspec.Struct):
    sku: str
    version: int


class _Levels(msgspec.Struct):
    items: list[_Level]


class _Updated(msgspec.Struct):
    updated: int


async def add_categories(services: rest.Rest) -> None:
    """The stalls of the market."""
    await _post(services, "product", "/internal/categories/bulk", {"categories": catalogue.categories()}, _AllMade)


async def add_pictures(services: rest.Rest, wanted: Sequence[Picture], tell: Tell) -> dict[Picture, str]:
    """Draw and upload; answers the medium's id of each."""
    at_once = asyncio.Semaphore(DRAWN_AT_ONCE)

    async def add(picture: Picture) -> tuple[Picture, str]:
        async with at_once:
            colours = goods.COLOURWAYS[picture.colourway]
            seed = f"{picture.shape} {picture.colourway}"
            drawn = await asyncio.to_thread(pictures.draw, picture.shape, colours, seed)
            made = await _post(services, "product", "/internal/media", drawn, _Made)
        tell(1)
        return picture, made.id

    return dict(await asyncio.gather(*(add(each) for each in wanted)))


async def add_products(
    services: rest.Rest, products: Iterable[Product], media: Mapping[Picture, str], tell: Tell
) -> None:
    """Products, published, and their stock; the stock of one batch is set while the next batch is made."""
    waiting: asyncio.Task[None] | None = None
    for batch in _batched(products, BATCH):
        bodies = [each.filled(media) for each in batch]
        await _post(services, "product", "/internal/products/bulk", {"products": bodies}, _AllMade)
        if waiting is not None:
            await waiting
        waiting = asyncio.create_task(_stock(services, batch))
        tell(len(batch))
    if waiting is not None:
        await waiting


async def _stock(services: rest.Rest, products: Sequence[Product]) -> None:
    units = {sku: count for product in products for sku, count in product.stock.items()}
    for skus in _batched(units, BATCH):
        named = {"sku": ",".join(skus)}
        known = await _asked(
            functools.partial(services.get, "inventory", "/internal/stock", type=_Levels, params=named)
        )
        touched = {level.sku for level in known.items if level.version > 0}
        levels = [{"sku": sku, "on_hand": units[sku]} for sku in skus if sku not in touched and units[sku]]
        if levels:
            body = {"levels": levels, "reason": "opening stock"}
            await _post(services, "inventory", "/internal/stock/bulk", body, _Updated)


def _batched(items: Iterable[T], size: int) -> Iterable[tuple[T, ...]]:
    """`itertools.batched`, which Python 3.11 lacks."""
    left = iter(items)
    while batch := tuple(itertools.islice(left, size)):
        yield batch


async def _post(services: rest.Rest, service: str, path: str, body: Any, answer: type[T]) -> T:
    return await _asked(lambda: services.post(service, path, body, type=answer, deadline_s=CALL_TIMEOUT_S))


async def _asked(ask: Callable[[], Awaitable[T]]) -> T:
    """The answer, asked for again while a service is away: everything here may be repeated. Raises `Unavailable`."""
    limit = asyncio.get_running_loop().time() + PATIENCE_S
    while True:
        try:
            return await ask()
        except errors.Unavailable:
            if asyncio.get_running_loop().time() > limit:
                raise
            await asyncio.sleep(PAUSE_S)
