"""Collections, indexes and every query of the order service."""

from souk.order.store import carts, orders, price_list
from souk.order.store.carts import (
    carts_by_id,
    free_carts,
    insert_carts,
    save_carts,
    save_ordered,
)
from souk.order.store.carts import forget_users as forget_users_in_carts
from souk.order.store.orders import (
    due,
    find_orders,
    forget_buyers,
    insert_orders,
    is_any_due,
    oldest_placed,
    order_by_id,
    orders_by_fulfillment,
    orders_by_id,
    progress_by_id,
    save_orders,
    save_progress,
    states,
)
from souk.order.store.orders import forget_users as forget_users_in_orders
from souk.order.store.price_list import heads_between, offers_by_sku
from souk.order.store.price_list import part as part_of_price_list
from souk.order.store.price_list import save as save_price_list
from souk.order.store.reports import Sales, sales
from souk.order.store.rules import (
    ensure_defaults,
    is_price_list_whole,
    mark_price_list_whole,
    save_shipping_methods,
    save_standstills,
    save_tax_table,
    shipping_methods,
    standstills,
    take_numbers,
    tax_table,
)

INDEXES = {
    orders.ORDERS: orders.INDEXES,
    carts.CARTS: carts.INDEXES,
    price_list.PRICES: price_list.INDEXES,
    price_list.HEADS: [],
    "shipping_methods": [],
    "tax_rates": [],
    "marks": [],
}

__all__ = [
    "INDEXES",
    "Sales",
    "carts_by_id",
    "due",
    "ensure_defaults",
    "find_orders",
    "forget_buyers",
    "forget_users_in_carts",
    "forget_users_in_orders",
    "free_carts",
    "heads_between",
    "insert_carts",
    "insert_orders",
    "is_any_due",
    "is_price_list_whole",
    "mark_price_list_whole",
    "offers_by_sku",
    "oldest_placed",
    "order_by_id",
    "orders_by_fulfillment",
    "orders_by_id",
    "part_of_price_list",
    "progress_by_id",
    "sales",
    "save_carts",
    "save_ordered",
    "save_orders",
    "save_price_list",
    "save_progress",
    "save_shipping_methods",
    "save_standstills",
    "save_tax_table",
    "shipping_methods",
    "standstills",
    "states",
    "take_numbers",
    "tax_table",
]
