"""What other services, and seeding, ask. Not routed by the edge; a service token is needed."""

import asyncio
from datetime import datetime
from typing import Annotated, Any

import msgspec

from souk import contracts
from souk.kit import errors
from souk.kit.money import Money
from souk.product import actions, store
from souk.product.api import bodies, deps, media, views
from souk.serving import http

SKUS_MAX = 256
PRODUCTS_MAX = 256
PRICE_LIST_MAX = 500
PUBLISHED_MAX = 5_000
BULK_BYTES_MAX = 16 * 1024 * 1024


class SellableVariant(http.View):
    """A published variant; `version` is its product's."""

    sku: str
    product_id: str
    version: int
    price: Money
    title: str
    image: str | None
    weight_g: int
    tax_class: str


class SellableVariants(http.View):
    items: list[SellableVariant]


class PriceListEntry(http.View):
    """What of one product can be bought: nothing, when it is not published."""

    product_id: str
    version: int
    variants: list[contracts.product.Variant]


class PriceList(http.View):
    items: list[PriceListEntry]
    next_cursor: str | None


class Published(http.View):
    slug: str
    updated_at: datetime


class PublishedPage(http.View):
    items: list[Published]
    next_cursor: str | None


class BulkProduct(bodies.NewProductBody, frozen=True, kw_only=True):
    """As for `POST /v1/products`, published at once if wanted."""

    publish: bool = False


class BulkProducts(http.Body, frozen=True, kw_only=True):
    products: Annotated[list[BulkProduct], msgspec.Meta(max_length=PRODUCTS_MAX)]


class BulkCategories(http.Body, frozen=True, kw_only=True):
    categories: Annotated[list[bodies.NewCategoryBody], msgspec.Meta(max_length=PRODUCTS_MAX)]


class Made(http.View):
    id: str
    slug: str


class MadeAll(http.View):
    items: list[Made]


@http.get("/internal/variants", internal=True)
async def sellable_variants(
    request: deps.Request, sku: Annotated[str, http.Query(max_length=66 * SKUS_MAX)]
) -> SellableVariants:
    """Published variants by SKU (`?sku=a,b`, at most 256)."""
    wanted = list(dict.fromkeys(each for each in sku.split(",") if each))
    if len(wanted) > SKUS_MAX:
        raise errors.Invalid.at("/query/sku", f"at most {SKUS_MAX} at a time")
    products = await store.products.by_skus(deps.of(request).db, wanted)
    return SellableVariants(
        items=[
            SellableVariant(
                sku=each.sku,
                product_id=product.id,
                version=product.version,
                price=each.price,
                title=each.title,
                image=each.image,
                weight_g=each.weight_g,
                tax_class=each.tax_class,
            )
            for product in {product.id: product for product in products.values()}.values()
            if product.status == "published"
            for each in actions.sellable(product)
            if each.sku in products and each.sku in wanted
        ]
    )


@http.get("/internal/price-list", internal=True)
async def price_list(
    request: deps.Request,
    limit: Annotated[int, http.Query(ge=1, le=PRICE_LIST_MAX)] = PRICE_LIST_MAX,
    cursor: Annotated[str | None, http.Query(max_length=http.CURSOR_LENGTH_MAX)] = None,
    since: Annotated[datetime | None, http.Query(description="RFC 3339")] = None,
) -> PriceList:
    """Everything that is published, page by page; with `since`, every product that changed from then on, those that
    are not published (any more) with no variants."""
    after = http.cursor_id(cursor)
    if since is not None and since.tzinfo is None:
        raise errors.Invalid.at("/query/since", "say the offset from UTC")
    products = await store.products.published_page(deps.of(request).db, after, limit, since)
    return PriceList(
        items=[
            PriceListEntry(
                product_id=product.id,
                version=product.version,
                variants=list(actions.sellable(product)) if product.status == "published" else [],
            )
            for product in products
        ],
        next_cursor=http.encode_cursor([products[-1].id]) if len(products) == limit else None,
    )


@http.get("/internal/published", internal=True)
async def published(
    request: deps.Request,
    limit: Annotated[int, http.Query(ge=1, le=PUBLISHED_MAX)] = PUBLISHED_MAX,
    cursor: Annotated[str | None, http.Query(max_length=http.CURSOR_LENGTH_MAX)] = None,
) -> PublishedPage:
    """Slugs of everything that is published, in the order of ids, for a sitemap."""
    after = http.cursor_id(cursor)
    rows = await store.products.published_slugs(deps.of(request).db, after, limit)
    return PublishedPage(
        items=[Published(slug=slug, updated_at=updated_at) for _, slug, updated_at in rows],
        next_cursor=http.encode_cursor([rows[-1][0]]) if len(rows) == limit else None,
    )


@http.post("/internal/products/bulk", internal=True, status=200, idempotent="no", body_limit=BULK_BYTES_MAX)
async def create_products_in_bulk(request: deps.Request, data: BulkProducts) -> MadeAll:
    """Make many products. A slug that exists is answered with its product, which is not changed; the first refusal of
    another kind is the answer to the whole request, though the others may have been made."""
    service = deps.of(request)
    commands = [each.command(service.currency, is_published=each.publish, is_repeatable=True) for each in data.products]
    made = await asyncio.gather(*(service.create_products(command) for command in commands))
    return MadeAll(items=[_made(done) for done in made])


@http.post("/internal/categories/bulk", internal=True, status=200, idempotent="no")
async def create_categories_in_bulk(request: deps.Request, data: BulkCategories) -> MadeAll:
    """Make categories, parents before what stands in them; a slug that exists is answered with its category."""
    service = deps.of(request)
    commands = [each.command(is_repeatable=True) for each in data.categories]
    made = await asyncio.gather(*(service.change_categories(command) for command in commands))
    return MadeAll(items=[_made(done) for done in made])


@http.post("/internal/media", internal=True, idempotent="no", media="raw", body_limit=http.UPLOAD_BYTES_MAX)
async def add_media(request: deps.Request) -> http.Response[views.MediaView]:
    """As `POST /v1/media`, the picture itself being the body."""
    return await media.add(request, await request.body())


def _made(done: Any) -> Made:
    return Made(id=done.resource_id, slug=done.result.slug)


ROUTES = [
    sellable_variants,
    price_list,
    published,
    create_products_in_bulk,
    create_categories_in_bulk,
    add_media,
]
