"""A cart: what somebody thinks of buying. It holds wishes, not prices: those are looked up whenever it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from souk.kit import errors
from souk.order.model import pricing, refusals

LINES_MAX = 200
QUANTITY_MAX = 10_000
LIFETIME = timedelta(days=30)
"""A cart that nobody touches for so long is thrown away."""


class Cart(msgspec.Struct, kw_only=True):
    """Usable by whoever knows its `id`. Once `order_id` is set it is ordered and stays as it is."""

    id: str
    currency: str
    created_at: datetime
    updated_at: datetime
    lines: list[pricing.Wanted] = []
    user_id: str | None = None
    order_id: str | None = None
    version: int = 1

    def set_line(self, sku: str, quantity: int, now: datetime) -> None:
        """Want so many units; 0 removes the line. Raises `CartAlreadyOrdered`, and `Invalid` past the limits."""
        self.check_open()
        if quantity > QUANTITY_MAX:
            raise errors.Invalid.at("/quantity", f"at most {QUANTITY_MAX} units of one SKU")
        known = next((index for index, line in enumerate(self.lines) if line.sku == sku), None)
        if quantity == 0:
            if known is not None:
                del self.lines[known]
        elif known is not None:
            self.lines[known] = pricing.Wanted(sku, quantity)
        elif len(self.lines) >= LINES_MAX:
            raise errors.Invalid.at("/lines", f"at most {LINES_MAX} lines in a cart")
        else:
            self.lines.append(pricing.Wanted(sku, quantity))
        self.updated_at = now
        self.version += 1

    def check_open(self) -> None:
        """Raises `CartAlreadyOrdered`."""
        if self.order_id is not None:
            raise refusals.CartAlreadyOrdered("make a new cart", order_id=self.order_id)

    def become(self, order_id: str, now: datetime) -> None:
        """The cart is ordered."""
        self.order_id = order_id
        self.updated_at = now
        self.version += 1


def merged(wanted: list[pricing.Wanted]) -> list[pricing.Wanted]:
    """One line per SKU, in the order they first occur. Raises `Invalid` past `QUANTITY_MAX` units."""
    if len({each.sku for each in wanted}) == len(wanted):
        return wanted
    units: dict[str, int] = {}
    for index, each in enumerate(wanted):
        units[each.sku] = units.get(each.sku, 0) + each.quantity
        if units[each.sku] > QUANTITY_MAX:
            raise errors.Invalid.at(f"/lines/{index}/quantity", f"at most {QUANTITY_MAX} units of one SKU")
    return [pricing.Wanted(sku, quantity) for sku, quantity in units.items()]


class ProblemCode(StrEnum):
    """What may be wrong with a cart or one of its lines."""

    NOT_FOR_SALE = "not-for-sale"
    OUT_OF_STOCK = "out-of-stock"
    NOT_ENOUGH_STOCK = "not-enough-stock"
    CART_ALREADY_ORDERED = "cart-already-ordered"
    AVAILABILITY_UNKNOWN = "availability-unknown"
    PRICE_UNKNOWN = "price-unknown"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something the customer should know before ordering. `available` units are there, where that is known."""

    code: ProblemCode
    detail: str
    sku: str | None = None
    available: int | None = None


class Availability(msgspec.Struct, frozen=True, kw_only=True):
    """What inventory says of one SKU at one moment; of two answers the one with the greater `version` is newer."""

    sku: str
    available: int
    version: int
    backorderable: bool = False

    def covers(self, quantity: int) -> bool:
        return self.backorderable or self.available >= quantity


def line_problem(
    line: pricing.Wanted, offer: pricing.Offer | None, currency: str, stock: Mapping[str, Availability]
) -> Problem | None:
    """What stands in the way of buying this line; a SKU of which the stock is not known has no stock problem."""
    if offer is None or offer.price_in(currency) is None:
        return Problem(code=ProblemCode.NOT_FOR_SALE, detail="this is not sold any more", sku=line.sku)
    there = stock.get(line.sku)
    if there is None or there.covers(line.quantity):
        return None
    if there.available <= 0:
        return Problem(code=ProblemCode.OUT_OF_STOCK, detail="this is sold out", sku=line.sku, available=0)
    return Problem(
        code=ProblemCode.NOT_ENOUGH_STOCK,
        detail=f"only {there.available} are left",
        sku=line.sku,
        available=there.available,
    )
