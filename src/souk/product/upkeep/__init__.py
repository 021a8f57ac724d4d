"""What runs beside requests and events: fresh lists, fresh numbers, and a look at inventory every minute."""

from souk.product.upkeep.freshness import CHANGED, Freshness
from souk.product.upkeep.reconciling import PERIOD, reconcile
from souk.product.upkeep.shown_stock import FORGET, STOCK, ShownStock

__all__ = ["CHANGED", "FORGET", "PERIOD", "STOCK", "Freshness", "ShownStock", "reconcile"]
