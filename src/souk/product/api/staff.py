"""What staff do to products and variants."""

from souk.kit import errors, group_commit
from souk.product import actions, model, store
from souk.product.api import bodies, deps, views
from souk.serving import http

_DECISIONS = [errors.NotFound, errors.VersionMismatch, model.TransitionNotAllowed]


@http.post(
    "/v1/products",
    scope=deps.WRITE,
    tags=["product"],
    refusals=[model.DuplicateSku, model.SlugTaken, model.DuplicateOptions],
)
async def create_product(request: deps.Request, data: bodies.NewProductBody) -> http.Response[views.ProductView]:
    """A new draft. Without `slug` one is made of the title."""
    service = deps.of(request)
    command = data.command(service.currency)
    done = await service.create_products(command, key=await http.idempotency_key(request))
    return await _answer(service, done)


@http.patch(
    "/v1/products/{product_id:str}",
    scope=deps.WRITE,
    tags=["product"],
    if_match=True,
    refusals=[*_DECISIONS, model.SlugTaken],
)
async def edit_product(
    request: deps.Request, product_id: deps.ProductId, data: bodies.EditProductBody
) -> http.Response[views.ProductView]:
    """Describe a product otherwise; members that are absent stay as they are."""
    return await _change(request, product_id, data.change())


@http.delete("/v1/products/{product_id:str}", scope=deps.WRITE, tags=["product"], if_match=True, refusals=_DECISIONS)
async def archive_product(request: deps.Request, product_id: deps.ProductId) -> None:
    """Put a product away for good; its SKUs and slug stay its own."""
    await _change(request, product_id, actions.Archive())


@http.post(
    "/v1/products/{product_id:str}/publish",
    status=200,
    scope=deps.WRITE,
    tags=["product"],
    if_match=True,
    refusals=[*_DECISIONS, model.ProductNotComplete],
)
async def publish_product(request: deps.Request, product_id: deps.ProductId) -> http.Response[views.ProductView]:
    """Show a product to everybody; inventory makes a stock level of 0 for each new variant."""
    return await _change(request, product_id, actions.Publish())


@http.post(
    "/v1/products/{product_id:str}/unpublish",
    status=200,
    scope=deps.WRITE,
    tags=["product"],
    if_match=True,
    refusals=_DECISIONS,
)
async def unpublish_product(request: deps.Request, product_id: deps.ProductId) -> http.Response[views.ProductView]:
    """Hide a product from shoppers; it is a draft again."""
    return await _change(request, product_id, actions.Unpublish())


@http.post(
    "/v1/products/{product_id:str}/variants",
    scope=deps.WRITE,
    tags=["product"],
    if_match=True,
    refusals=[*_DECISIONS, model.DuplicateSku, model.DuplicateOptions, model.TooMany],
)
async def add_variant(
    request: deps.Request, product_id: deps.ProductId, data: bodies.VariantBody
) -> http.Response[views.OwnedVariantView]:
    """One more variant to buy."""
    service = deps.of(request)
    change = actions.AddVariant(data.variant(service.currency))
    return await _change_variant(request, data.sku, change, product_id)


@http.patch(
    "/v1/variants/{sku:str}",
    scope=deps.WRITE,
    tags=["product"],
    if_match=True,
    refusals=[*_DECISIONS, model.DuplicateOptions],
)
async def edit_variant(
    request: deps.Request, sku: deps.Sku, data: bodies.EditVariantBody
) -> http.Response[views.OwnedVariantView]:
    """Change a variant, its price for instance; `If-Match` is the product's version."""
    change = actions.EditVariant(sku, data.wanted(deps.of(request).currency))
    return await _change_variant(request, sku, change)


@http.delete(
    "/v1/variants/{sku:str}",
    scope=deps.WRITE,
    tags=["product"],
    if_match=True,
    refusals=[*_DECISIONS, model.ProductNotComplete],
)
async def remove_variant(request: deps.Request, sku: deps.Sku) -> None:
    """Sell a variant no longer; a published product keeps at least one."""
    command = actions.ChangeProduct(change=actions.RemoveVariant(sku), expected_version=http.if_match(request))
    await deps.of(request).change_products(command)


async def _change(
    request: deps.Request, product_id: deps.ProductId, change: actions.Change
) -> http.Response[views.ProductView]:
    service = deps.of(request)
    command = actions.ChangeProduct(product_id=product_id, change=change, expected_version=http.if_match(request))
    return await _answer(service, await service.change_products(command, key=await http.idempotency_key(request)))


async def _change_variant(
    request: deps.Request, sku: str, change: actions.Change, product_id: str | None = None
) -> http.Response[views.OwnedVariantView]:
    service = deps.of(request)
    command = actions.ChangeProduct(product_id=product_id, change=change, expected_version=http.if_match(request))
    done = await service.change_products(command, key=await http.idempotency_key(request))
    product = await _product(service, done)
    if product.variant(sku) is None:
        raise errors.NotFound("the variant was removed meanwhile")
    view = views.owned_variant(product, sku, await service.stock_of(product))
    return http.json(view, etag=http.etag(product.version), replayed=done.replayed)


async def _answer(service: deps.Deps, done: group_commit.Done[model.Product]) -> http.Response[views.ProductView]:
    product = await _product(service, done)
    view = views.product(product, await service.stock_of(product), await service.tree_of(product))
    return http.json(view, etag=http.etag(product.version), replayed=done.replayed)


async def _product(service: deps.Deps, done: group_commit.Done[model.Product]) -> model.Product:
    """What came of a command: the product as it was left, or as it is now when the command had its effect before."""
    if done.result is not None:
        return done.result
    found = await store.products.by_ids(service.db, [done.resource_id])
    return found[done.resource_id]


ROUTES = [
    create_product,
    edit_product,
    archive_product,
    publish_product,
    unpublish_product,
    add_variant,
    edit_variant,
    remove_variant,
]
