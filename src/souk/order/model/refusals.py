"""What the order service says no with, beyond the six kinds."""

from __future__ import annotations

from collections.abc import Sequence

from souk.kit import errors
from souk.order.model import pricing


class NotForSale(errors.Invalid):
    """A SKU is unknown, unpublished, or not sold in this currency; `skus` are those, for whoever can look further."""

    def __init__(self, pointers: Sequence[tuple[str, str]]) -> None:
        """`pointers` are JSON pointers and the SKUs they lead to."""
        super().__init__(
            "not everything in it is for sale",
            errors=[{"pointer": pointer, "detail": f"{sku} is not for sale"} for pointer, sku in pointers],
        )
        self.skus = [sku for _, sku in pointers]


class PriceChanged(errors.Conflict):
    """Members: `total`, what the order would cost now."""

    slug = "price-changed"
    title = "The total is no longer what you saw"


class OutOfStock(errors.Conflict):
    """Members: `skus`, those of which there is not enough. `lines` are all that was wanted."""

    slug = "out-of-stock"
    title = "Something is sold out"

    def __init__(self, skus: Sequence[str], lines: Sequence[pricing.Wanted]) -> None:
        super().__init__("there is not enough of it any more", skus=list(skus))
        self.lines = list(lines)


class CartEmpty(errors.Conflict):
    slug = "cart-empty"
    title = "There is nothing in this cart"


class CartAlreadyOrdered(errors.Conflict):
    """Members: `order_id`, the order that was made of the cart."""

    slug = "cart-already-ordered"
    title = "This cart was ordered already"


class TransitionNotAllowed(errors.Conflict):
    """Members: `order_status`, where the order stands."""

    slug = "transition-not-allowed"
    title = "The order is past that, or not there yet"


class ExceedsOrdered(errors.Conflict):
    """Members: `sku`, `remaining` units that have not been sent yet."""

    slug = "exceeds-ordered"
    title = "More than is left to send"


class ShippingMethodExists(errors.Conflict):
    slug = "shipping-method-exists"
    title = "There is a shipping method of this id"
