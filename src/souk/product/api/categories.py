"""The category tree."""

from souk.kit import errors, group_commit
from souk.product import actions, model, store
from souk.product.api import bodies, deps, views
from souk.serving import http

_DECISIONS = [errors.NotFound, errors.VersionMismatch]


@http.get("/v1/categories", tags=["product"])
async def list_categories(request: deps.Request) -> views.Categories:
    """All categories, as a tree."""
    return views.Categories(items=views.nodes(deps.of(request).freshness.tree))


@http.post(
    "/v1/categories",
    scope=deps.WRITE,
    tags=["product"],
    refusals=[model.SlugTaken, model.CategoryMoveNotAllowed, model.TooMany],
)
async def create_category(request: deps.Request, data: bodies.NewCategoryBody) -> http.Response[views.CategoryView]:
    """A new category, at the top or in `parent`."""
    service = deps.of(request)
    return await _answer(
        service, await service.change_categories(data.command(), key=await http.idempotency_key(request))
    )


@http.patch(
    "/v1/categories/{category_id:str}",
    scope=deps.WRITE,
    tags=["product"],
    if_match=True,
    refusals=[*_DECISIONS, model.SlugTaken, model.CategoryMoveNotAllowed],
)
async def edit_category(
    request: deps.Request, category_id: deps.CategoryId, data: bodies.EditCategoryBody
) -> http.Response[views.CategoryView]:
    """Rename, move or reorder a category."""
    service = deps.of(request)
    command = actions.EditCategory(
        category_id=category_id, wanted=data.wanted(), expected_version=http.if_match(request)
    )
    return await _answer(service, await service.change_categories(command))


@http.delete(
    "/v1/categories/{category_id:str}",
    scope=deps.WRITE,
    tags=["product"],
    if_match=True,
    refusals=[*_DECISIONS, model.CategoryNotEmpty],
)
async def delete_category(request: deps.Request, category_id: deps.CategoryId) -> None:
    """Take away a category that nothing is in."""
    command = actions.DeleteCategory(category_id=category_id, expected_version=http.if_match(request))
    await deps.of(request).change_categories(command)


async def _answer(service: deps.Deps, done: group_commit.Done[model.Category]) -> http.Response[views.CategoryView]:
    category = done.result or (await store.categories.tree(service.db)).by_id.get(done.resource_id)
    if category is None:
        raise errors.NotFound("the category was deleted meanwhile")
    return http.json(views.category(category), etag=http.etag(category.version), replayed=done.replayed)


ROUTES = [list_categories, create_category, edit_category, delete_category]
