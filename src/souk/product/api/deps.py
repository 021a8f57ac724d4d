"""What the routes work with."""

import asyncio
from dataclasses import dataclass
from typing import Annotated, Any

from souk.kit import group_commit, mongo
from souk.product import actions, images, model, search, store, upkeep
from souk.serving import http

Request = http.Request[Any, Any, Any]
WRITE = "products:write"
NAME_LENGTH_MAX = 96
ProductId = Annotated[str, http.Path(max_length=NAME_LENGTH_MAX, description="A product's id")]
ProductName = Annotated[str, http.Path(max_length=NAME_LENGTH_MAX, description="A product's id or slug")]
CategoryId = Annotated[str, http.Path(max_length=NAME_LENGTH_MAX, description="A category's id")]
Sku = Annotated[str, http.Path(max_length=NAME_LENGTH_MAX, description="A variant's SKU")]


@dataclass(frozen=True)
class Deps:
    """Put together in `app.py`."""

    db: mongo.Database
    create_products: group_commit.GroupCommit[actions.NewProduct, model.Product]
    change_products: group_commit.GroupCommit[actions.ChangeProduct, model.Product]
    change_categories: group_commit.GroupCommit[actions.ChangeCategory, model.Category]
    save_media: group_commit.GroupCommit[model.Media, model.Media]
    freshness: upkeep.Freshness
    shown_stock: upkeep.ShownStock
    library: images.Library
    currency: str

    async def find(self, wanted: search.Wanted) -> search.Found:
        """Ask the index; a large one in a thread, because that may take a while."""
        index = self.freshness.index
        if index.is_in_memory:
            return search.find(index, wanted)
        return await asyncio.to_thread(search.find, index, wanted)

    async def suggest(self, text: str) -> tuple[list[str], list[str]]:
        """Ids of products and of categories that somebody who typed so far may mean."""
        index = self.freshness.index
        if index.is_in_memory:
            return search.suggest(index, text, self.freshness.tree)
        return await asyncio.to_thread(search.suggest, index, text, self.freshness.tree)

    async def tree_of(self, product: model.Product) -> model.Tree:
        """The categories; read anew where this process has not heard of the product's yet."""
        tree = self.freshness.tree
        return tree if product.category_id in tree.by_id else await store.categories.tree(self.db)

    async def stock_of(self, product: model.Product) -> dict[str, model.Stock]:
        """What is known of its variants, by SKU."""
        return await store.stock.by_skus(self.db, product.skus)


def of(request: Request) -> Deps:
    """The service's dependencies."""
    deps: Deps = http.deps(request)
    return deps


def is_staff(request: Request) -> bool:
    """Whether the caller may see what is not published."""
    who = http.principal(request)
    return who is not None and who.has(WRITE)
