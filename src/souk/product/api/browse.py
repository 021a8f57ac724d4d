"""What shoppers read: lists, one product, variants, suggestions."""

from typing import Annotated, Any

from souk.kit import errors
from souk.product import model, search, store
from souk.product.api import deps, views
from souk.serving import http

TEXT_LENGTH_MAX = 200
ATTRIBUTES_MAX = 10
ATTRIBUTE_VALUES_MAX = 20
ATTRIBUTE_LENGTH_MAX = 100
SKUS_MAX = 100
PRICE_MAX = 2**53
_ANY = "any"
_U64_MAX = 2**64 - 1


@http.get("/v1/products", access="optional", tags=["product"], refusals=[errors.Forbidden, model.SearchWarmingUp])
async def list_products(
    request: deps.Request,
    q: Annotated[str | None, http.Query(max_length=TEXT_LENGTH_MAX, description="Words to find")] = None,
    category: Annotated[str | None, http.Query(max_length=TEXT_LENGTH_MAX, description="Id or slug")] = None,
    min_price: Annotated[int | None, http.Query(ge=0, le=PRICE_MAX, description="In minor units")] = None,
    max_price: Annotated[int | None, http.Query(ge=0, le=PRICE_MAX, description="In minor units")] = None,
    in_stock: Annotated[bool | None, http.Query(description="Only what can be had now")] = None,
    sort: Annotated[search.Sort, http.Query(description="Order; `-price` is dearest first")] = "relevance",
    limit: Annotated[int, http.Query(ge=1, le=http.PAGE_MAX)] = http.PAGE_DEFAULT,
    cursor: Annotated[str | None, http.Query(max_length=http.CURSOR_LENGTH_MAX)] = None,
    status: Annotated[str | None, http.Query(pattern=r"^(draft|published|archived|any)\Z")] = None,
) -> views.ProductPage:
    """Products, narrowed down and counted.

    `q` finds words in titles, options, attributes, SKUs, categories and descriptions and forgives slips. `category`
    is an id or slug and includes what stands below. Prices are whole minor units of the lowest price of a product.
    `attr.<name>=<value>` narrows by attribute or option; several values of one name widen it. Each facet is counted
    without its own narrowing. In a catalogue of more than 20,000 products `total` and `facets` may be ten seconds older
    than `items`. `status` other than `published` is for staff.
    """
    if status not in {None, "published"} and not deps.is_staff(request):
        raise errors.Forbidden(f"this needs the scope {deps.WRITE}")
    service = deps.of(request)
    tree = service.freshness.tree
    after, leniency = _position(cursor, sort)
    shelf = None if category is None else tree.find(category)
    wanted = search.Wanted(
        limit=limit,
        tree=tree,
        text=q.strip() or None if q is not None else None,
        category_id=None if category is None else (shelf.id if shelf is not None else category),
        price_min=min_price,
        price_max=max_price,
        attributes=_attributes(request),
        in_stock=in_stock or None,
        status=_status(status),
        sort=sort,
        after=after,
        leniency=leniency,
    )
    found = await service.find(wanted)
    products = await store.products.summaries(service.db, found.ids)
    # a product that was unpublished a moment ago may still be in the index
    shown = [products[each] for each in found.ids if each in products]
    return views.ProductPage(
        items=[views.summary(each, tree) for each in shown if wanted.status in {None, each.status}],
        next_cursor=None if found.last is None else http.encode_cursor([sort, found.leniency, *found.last]),
        total=found.total,
        facets=views.facets(found, tree),
    )


@http.get("/v1/products/{product_id:str}", access="optional", tags=["product"], refusals=[errors.NotFound])
async def get_product(request: deps.Request, product_id: deps.ProductName) -> http.Response[views.ProductView]:
    """One product by id or slug. What is not published is there for staff only, whose `ETag` is the version."""
    service = deps.of(request)
    is_staff = deps.is_staff(request)
    product = await store.products.by_id_or_slug(service.db, product_id)
    if product is None or (product.status != "published" and not is_staff):
        raise errors.NotFound("there is no such product")
    service.shown_stock.note(product, [f"/v1/products/{product.id}?", f"/v1/products/{product.slug}?"])
    view = views.product(product, await service.stock_of(product), await service.tree_of(product))
    return http.json(view, etag=http.etag(product.version) if is_staff else None)


@http.get("/v1/variants", access="optional", tags=["product"])
async def list_variants(
    request: deps.Request, sku: Annotated[str, http.Query(max_length=65 * SKUS_MAX, pattern=r"^[A-Za-z0-9._,-]*\Z")]
) -> views.Variants:
    """Variants by SKU (`?sku=a,b`, at most 100), in the order asked; what is not published is left out."""
    wanted = list(dict.fromkeys(each for each in sku.split(",") if each))
    if len(wanted) > SKUS_MAX:
        raise errors.Invalid.at("/query/sku", f"at most {SKUS_MAX} at a time")
    service = deps.of(request)
    is_staff = deps.is_staff(request)
    products = await store.products.by_skus(service.db, wanted)
    stock = await store.stock.by_skus(service.db, wanted)
    return views.Variants(
        items=[
            views.owned_variant(products[each], each, stock)
            for each in wanted
            if each in products and (is_staff or products[each].status == "published")
        ]
    )


@http.get("/v1/search/suggest", tags=["product"], refusals=[model.SearchWarmingUp])
async def suggest(
    request: deps.Request, q: Annotated[str, http.Query(max_length=TEXT_LENGTH_MAX)]
) -> views.Suggestions:
    """What somebody who typed so far may mean; slips are forgiven."""
    service = deps.of(request)
    product_ids, category_ids = await service.suggest(q)
    products = await store.products.summaries(service.db, product_ids)
    shelves = [service.freshness.tree.by_id[each] for each in category_ids]
    shown = [products[each] for each in product_ids if each in products]
    return views.Suggestions(
        items=[
            *(views.Suggestion(text=each.title, category=each.slug) for each in shelves),
            *(views.Suggestion(text=each.title, product_id=each.id, slug=each.slug) for each in shown),
        ]
    )


def _status(status: str | None) -> model.Status | None:
    if status == _ANY:
        return None
    return "published" if status is None else status  # type: ignore[return-value]  # the pattern lets nothing else in


def _attributes(request: deps.Request) -> dict[str, tuple[str, ...]]:
    wanted: dict[str, tuple[str, ...]] = {}
    for key, value in request.query_params.multi_items():
        if not key.startswith("attr."):
            continue
        name = search.attribute_name(key.removeprefix("attr."))
        if not name or len(value) > ATTRIBUTE_LENGTH_MAX:
            raise errors.Invalid.at(f"/query/{key[:100]}", "this is no attribute that can be searched by")
        wanted[name] = (*wanted.get(name, ()), value)
        if len(wanted) > ATTRIBUTES_MAX or len(wanted[name]) > ATTRIBUTE_VALUES_MAX:
            raise errors.Invalid.at(f"/query/{key[:100]}", "too many attributes at a time")
    return wanted


def _position(cursor: str | None, sort: search.Sort) -> tuple[tuple[int, ...] | None, Any]:
    """Where the page begins and how forgiving the search is. Refuses a cursor of another order."""
    if cursor is None:
        return None, None
    position = http.decode_cursor(cursor)
    length = len(search.SORTS[sort]) + (1 if sort == "relevance" else 0)
    is_ours = (
        len(position) == length + 2
        and position[0] == sort
        and position[1] in {0, 1, 2}
        and all(isinstance(each, int) and not isinstance(each, bool) and 0 <= each <= _U64_MAX for each in position[1:])
    )
    if not is_ours:
        raise errors.Invalid.at("/query/cursor", "this cursor belongs to another list")
    return tuple(position[2:]), position[1]


ROUTES = [list_products, get_product, list_variants, suggest]
