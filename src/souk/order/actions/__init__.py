"""What the business does with carts, prices and orders, each over a batch: load, decide, save, announce."""

from souk.order.actions.afterwards import Afterwards
from souk.order.actions.cancel_order import CancelOrder, cancel_orders, look_after_orders
from souk.order.actions.carts import OpenCart, SetLine, open_carts, set_lines
from souk.order.actions.fulfill_order import DeliverParcel, FulfillOrder, Parcel, deliver_parcels, fulfill_orders
from souk.order.actions.hear_inventory import note_stock_back, reject, request_payment
from souk.order.actions.hear_payment import (
    confirm,
    decline,
    note_dispute,
    note_refund,
    note_void,
    require_action,
)
from souk.order.actions.place_order import PlaceOrder, place_orders
from souk.order.actions.price_list import (
    learn,
    learn_prices,
    learn_published,
    learn_unpublished,
    product_list,
    withdraw,
)
from souk.order.actions.recent import Recent
from souk.order.actions.rules import (
    ChangeShippingMethod,
    OpenShippingMethod,
    PutTaxTable,
    change_shipping_methods,
    forget_users,
    open_shipping_methods,
    put_tax_tables,
)
from souk.order.actions.steps import ACTION_REQUIRED

__all__ = [
    "ACTION_REQUIRED",
    "Afterwards",
    "CancelOrder",
    "ChangeShippingMethod",
    "DeliverParcel",
    "FulfillOrder",
    "OpenCart",
    "OpenShippingMethod",
    "Parcel",
    "PlaceOrder",
    "PutTaxTable",
    "Recent",
    "SetLine",
    "cancel_orders",
    "change_shipping_methods",
    "confirm",
    "decline",
    "deliver_parcels",
    "forget_users",
    "fulfill_orders",
    "learn",
    "learn_prices",
    "learn_published",
    "learn_unpublished",
    "look_after_orders",
    "note_dispute",
    "note_refund",
    "note_stock_back",
    "note_void",
    "open_carts",
    "open_shipping_methods",
    "place_orders",
    "product_list",
    "put_tax_tables",
    "reject",
    "request_payment",
    "require_action",
    "set_lines",
    "withdraw",
]
