"""Routes of the product service."""

from souk.product.api import browse, categories, internal, media, staff
from souk.product.api.deps import Deps

ROUTES = [*browse.ROUTES, *staff.ROUTES, *categories.ROUTES, *media.ROUTES, *internal.ROUTES]

__all__ = ["ROUTES", "Deps"]
