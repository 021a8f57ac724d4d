"""Categories hang together as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType

from souk.kit import errors
from souk.product.model.refusals import CategoryMoveNotAllowed

CATEGORIES_MAX = 5_000
CATEGORY_DEPTH_MAX = 6


class Category(msgspec.Struct, frozen=True, kw_only=True):
    """A shelf. `parent_id` is the category it stands in; siblings are ordered by `position`, then by title."""

    id: str
    slug: str
    title: str
    created_at: datetime
    updated_at: datetime
    parent_id: str | None = None
    position: int = 0
    version: int = 1


class CategoryEdit(msgspec.Struct, frozen=True, kw_only=True):
    """What a change sets; `UNSET` leaves it as it is. `parent_id` `None` moves to the top."""

    title: str | UnsetType = UNSET
    slug: str | UnsetType = UNSET
    parent_id: str | UnsetType | None = UNSET
    position: int | UnsetType = UNSET


class Tree:
    """All categories at one moment. Never changed: a change makes another tree."""

    def __init__(self, categories: Iterable[Category]) -> None:
        self.by_id: Mapping[str, Category] = {category.id: category for category in categories}
        self.by_slug: Mapping[str, Category] = {category.slug: category for category in self.by_id.values()}
        children: dict[str | None, list[Category]] = {}
        for category in self.by_id.values():
            children.setdefault(category.parent_id, []).append(category)
        for siblings in children.values():
            siblings.sort(key=lambda category: (category.position, category.title, category.id))
        self._children = children

    def find(self, id_or_slug: str) -> Category | None:
        """The category of that id or slug."""
        return self.by_id.get(id_or_slug) or self.by_slug.get(id_or_slug)

    def children(self, category_id: str | None) -> list[Category]:
        """What stands directly in it, in order; the topmost for `None`."""
        return self._children.get(category_id, [])

    def within(self, category_id: str) -> list[str]:
        """Its id and those of everything below it."""
        found = [category_id]
        for each in found:  # grows while it is walked
            found.extend(child.id for child in self.children(each))
        return found

    def path(self, category_id: str) -> list[Category]:
        """From the topmost ancestor down to the category itself; empty when there is no such category."""
        path: list[Category] = []
        at: str | None = category_id
        while at is not None and (category := self.by_id.get(at)) is not None and category not in path:
            path.append(category)
            at = category.parent_id
        return path[::-1]

    def check_place(self, category_id: str | None, parent_id: str | None) -> None:
        """Whether a category (`None`: a new one) may stand in that parent; refuses a circle and too great a depth."""
        if parent_id is None:
            return
        if parent_id not in self.by_id:
            raise errors.Invalid.at("/parent", "there is no such category")
        above = self.path(parent_id)
        if any(category.id == category_id for category in above):
            raise CategoryMoveNotAllowed("a category cannot stand in itself or in what stands in it")
        below = self._height(category_id) if category_id is not None else 1
        if len(above) + below > CATEGORY_DEPTH_MAX:
            raise CategoryMoveNotAllowed(f"categories are at most {CATEGORY_DEPTH_MAX} deep")

    def with_category(self, category: Category) -> Tree:
        """The tree once this category is in it, or is as given."""
        return Tree({**self.by_id, category.id: category}.values())

    def without(self, category_id: str) -> Tree:
        """The tree once this category is gone."""
        return Tree(category for category in self.by_id.values() if category.id != category_id)

    def _height(self, category_id: str) -> int:
        return 1 + max((self._height(child.id) for child in self.children(category_id)), default=0)


def edit(tree: Tree, category: Category, wanted: CategoryEdit, now: datetime) -> Category:
    """Rename, move or reorder a category. Refuses a move that makes a circle or goes too deep."""
    members = {
        name: value for name in wanted.__struct_fields__ if not isinstance(value := getattr(wanted, name), UnsetType)
    }
    if "parent_id" in members:
        tree.check_place(category.id, members["parent_id"])
    if all(getattr(category, name) == value for name, value in members.items()):
        return category
    return msgspec.structs.replace(category, **members, version=category.version + 1, updated_at=now)
