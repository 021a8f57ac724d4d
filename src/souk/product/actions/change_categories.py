"""Categories, made, changed and taken away by staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from souk.kit import clock, errors, ids, tx
from souk.product import model, store


class NewCategory(msgspec.Struct, frozen=True, kw_only=True):
    """A category in `parent` (id or slug; None: topmost). `is_repeatable` answers an existing slug with its owner."""

    title: str
    slug: str | None = None
    parent: str | None = None
    position: int = 0
    is_repeatable: bool = False


class EditCategory(msgspec.Struct, frozen=True, kw_only=True):
    """Rename, move or reorder; `wanted.parent_id` may be an id or slug."""

    category_id: str
    wanted: model.CategoryEdit
    expected_version: int | None = None


class DeleteCategory(msgspec.Struct, frozen=True, kw_only=True):
    """Take away a category that nothing is in."""

    category_id: str
    expected_version: int | None = None


ChangeCategory = NewCategory | EditCategory | DeleteCategory


async def change_categories(tx: tx.Tx, commands: Sequence[ChangeCategory]) -> list[model.Category | errors.Refusal]:
    """Change the tree; each answer is the category after its own change (for a deletion: as it was).

    Refuses `NotFound`, `VersionMismatch`, `SlugTaken`, `CategoryMoveNotAllowed`, `CategoryNotEmpty`, `TooMany`, and an
    unknown parent (`Invalid`).
    """
    before = tree = await store.categories.tree(tx)
    deleted = {command.category_id for command in commands if isinstance(command, DeleteCategory)}
    in_use = await store.products.categories_in_use(tx, deleted) if deleted else set()
    now = clock.now()
    results: list[model.Category | errors.Refusal] = []
    for command in commands:
        try:
            category, tree = _decide(command, tree, in_use, now)
        except errors.Refusal as refusal:
            results.append(refusal)
            continue
        results.append(category)
    new = [each for each in tree.by_id.values() if each.id not in before.by_id]
    changed = [each for each in tree.by_id.values() if before.by_id.get(each.id, each) != each]
    gone = [category_id for category_id in before.by_id if category_id not in tree.by_id]
    await store.categories.save(tx, new=new, changed=changed, deleted=gone)
    await store.changes.note(tx, categories=bool(new or changed or gone))
    return results


def _decide(
    command: ChangeCategory, tree: model.Tree, in_use: set[str], now: datetime
) -> tuple[model.Category, model.Tree]:
    match command:
        case NewCategory():
            return _new(command, tree, now)
        case EditCategory(wanted=wanted):
            category = _find(command, tree)
            if isinstance(wanted.parent_id, str):
                wanted = msgspec.structs.replace(wanted, parent_id=_parent_id(tree, wanted.parent_id))
            if isinstance(wanted.slug, str):
                _check_slug(tree, wanted.slug, category.id)
            changed = model.edit_category(tree, category, wanted, now)
            return changed, tree.with_category(changed)
        case DeleteCategory():
            category = _find(command, tree)
            if category.id in in_use or tree.children(category.id):
                raise model.CategoryNotEmpty("take its products and categories elsewhere first")
            return category, tree.without(category.id)


def _new(command: NewCategory, tree: model.Tree, now: datetime) -> tuple[model.Category, model.Tree]:
    slug = command.slug or model.slugify(command.title) or "category"
    if command.is_repeatable and slug in tree.by_slug:
        return tree.by_slug[slug], tree
    if len(tree.by_id) >= model.CATEGORIES_MAX:
        raise model.TooMany(f"there are at most {model.CATEGORIES_MAX} categories", limit=model.CATEGORIES_MAX)
    _check_slug(tree, slug, None)
    parent_id = None if command.parent is None else _parent_id(tree, command.parent)
    tree.check_place(None, parent_id)
    category = model.Category(
        id=ids.new("cat"),
        slug=slug,
        title=command.title,
        parent_id=parent_id,
        position=command.position,
        created_at=now,
        updated_at=now,
    )
    return category, tree.with_category(category)


def _find(command: EditCategory | DeleteCategory, tree: model.Tree) -> model.Category:
    category = tree.by_id.get(command.category_id)
    if category is None:
        raise errors.NotFound("there is no such category")
    if command.expected_version is not None and command.expected_version != category.version:
        raise errors.VersionMismatch(f"the category is at version {category.version}", version=category.version)
    return category


def _parent_id(tree: model.Tree, id_or_slug: str) -> str:
    parent = tree.find(id_or_slug)
    if parent is None:
        raise errors.Invalid.at("/parent", "there is no such category")
    return parent.id


def _check_slug(tree: model.Tree, slug: str, category_id: str | None) -> None:
    owner = tree.by_slug.get(slug)
    if owner is not None and owner.id != category_id:
        raise model.SlugTaken(f"another category has the slug {slug}", slug=slug)
