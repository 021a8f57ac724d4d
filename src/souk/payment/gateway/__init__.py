"""The parties outside this service: payment gateways, and the order service, which is asked before money is kept."""

from souk.payment.gateway.orders import ORDERS_MAX, order_states
from souk.payment.gateway.protocol import Delivery, Gateway
from souk.payment.gateway.sandbox import Sandbox
from souk.payment.gateway.traced import Traced

__all__ = ["ORDERS_MAX", "Delivery", "Gateway", "Sandbox", "Traced", "order_states"]
