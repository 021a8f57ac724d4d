"""The routes of the order service."""

from litestar.types import ControllerRouterHandler

from souk.order.api import carts, follow_order, internal, orders, place_order, reports, settings
from souk.order.api.deps import Deps

ROUTES: list[ControllerRouterHandler] = [
    carts.open_cart,
    carts.get_cart,
    carts.put_cart_line,
    carts.delete_cart_line,
    carts.quote_cart,
    place_order.place_order,
    orders.list_orders,
    orders.get_order,
    follow_order.follow_order,
    orders.cancel_order,
    orders.fulfill_order,
    orders.deliver_parcel,
    settings.list_shipping_methods,
    settings.open_shipping_method,
    settings.change_shipping_method,
    settings.get_tax_rates,
    settings.put_tax_rates,
    reports.report_sales,
    internal.get_order_states,
]

__all__ = ["ROUTES", "Deps"]
