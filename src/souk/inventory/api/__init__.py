"""Routes, request and response shapes."""

from souk.inventory.api import internal, levels, locations, reservations, stock
from souk.inventory.api.deps import Deps

ROUTES = [
    stock.get_stock,
    levels.list_levels,
    stock.adjust_stock,
    stock.list_movements,
    locations.list_locations,
    locations.open_location,
    locations.change_location,
    reservations.list_reservations,
    internal.get_availability,
    internal.export_stock,
    internal.set_stock,
]

__all__ = ["ROUTES", "Deps"]
