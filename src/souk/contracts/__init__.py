"""The events that services promise each other, one module per publisher."""

from souk.contracts import inventory, order, payment, product, user
from souk.contracts.event import REGISTRY, Event

__all__ = ["REGISTRY", "Event", "inventory", "order", "payment", "product", "user"]
