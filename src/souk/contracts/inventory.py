"""What the inventory service announces."""

from __future__ import annotations

from datetime import datetime

import msgspec

from souk.contracts.event import Event, event


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """So many units of one SKU."""

    sku: str
    quantity: int


class Shortage(msgspec.Struct, frozen=True, kw_only=True):
    """What was wanted and what there was."""

    sku: str
    wanted: int
    available: int


@event("inventory.stock_reserved", about="order_id")
class StockReserved(Event, frozen=True):
    """Order asks for the payment: every line of it is held."""

    order_id: str
    lines: tuple[Line, ...]
    expires_at: datetime


@event("inventory.stock_rejected", about="order_id")
class StockRejected(Event, frozen=True):
    """Order cancels with `out_of_stock`: nothing of it is held."""

    order_id: str
    short: tuple[Shortage, ...]


@event("inventory.stock_returned", about="order_id")
class StockReturned(Event, frozen=True):
    """Order notes that the goods of a cancelled or returned order are back on the shelf (`return_id` for a return)."""

    order_id: str
    lines: tuple[Line, ...]
    return_id: str | None = None


@event("inventory.stock_changed", about="sku")
class StockChanged(Event, frozen=True):
    """Product shows availability and order warns in carts; the latest per SKU and batch. `version` is the SKU's."""

    sku: str
    available: int
    version: int
    backorderable: bool = False


@event("inventory.stock_low", about="sku")
class StockLow(Event, frozen=True):
    """Notification tells the people who buy in."""

    sku: str
    available: int
    threshold: int
