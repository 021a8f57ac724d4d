"""What the product service says no to."""

from __future__ import annotations

from souk.kit import errors


class TransitionNotAllowed(errors.Conflict):
    """Members: `product_status` now, `action` wanted."""

    slug = "transition-not-allowed"
    title = "The product's status does not allow this"


class DuplicateSku(errors.Conflict):
    """Members: `sku`."""

    slug = "duplicate-sku"
    title = "This SKU belongs to another variant"


class SlugTaken(errors.Conflict):
    """Members: `slug`."""

    slug = "slug-taken"
    title = "This slug is in use"


class ProductNotComplete(errors.Conflict):
    """Members: `missing`, the names of what a published product needs and this one lacks."""

    slug = "product-not-complete"
    title = "The product lacks something that a published product needs"


class DuplicateOptions(errors.Conflict):
    """Members: `sku` of the variant that already has these option values."""

    slug = "duplicate-options"
    title = "Two variants have the same option values"


class TooMany(errors.Conflict):
    """Members: `limit`."""

    slug = "too-many"
    title = "There are as many of these as there may be"


class CategoryNotEmpty(errors.Conflict):
    """Products or categories are still in it."""

    slug = "category-not-empty"
    title = "The category is not empty"


class CategoryMoveNotAllowed(errors.Conflict):
    """A category cannot go below itself, nor deeper than the limit."""

    slug = "category-move-not-allowed"
    title = "The category cannot go there"


class SearchWarmingUp(errors.Unavailable):
    """The search index of this replica is still being built from the database."""

    slug = "search-warming-up"
    title = "Search is not ready yet"
