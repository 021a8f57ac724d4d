"""What the business does with stock, each over a batch: load, decide, save, announce."""

from souk.inventory.actions.adjust_stock import AdjustStock, SetStock, adjust_stock, open_levels, set_stock
from souk.inventory.actions.hear_orders import claim_holds, commit_stock, release_stock, reserve_stock, settle_holds
from souk.inventory.actions.locations import ChangeLocation, OpenLocation, change_locations, open_locations

__all__ = [
    "AdjustStock",
    "ChangeLocation",
    "OpenLocation",
    "SetStock",
    "adjust_stock",
    "change_locations",
    "claim_holds",
    "commit_stock",
    "open_levels",
    "open_locations",
    "release_stock",
    "reserve_stock",
    "set_stock",
    "settle_holds",
]
