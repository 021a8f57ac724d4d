"""Orders as this process wrote them a moment ago: their next step need not read them first.

What is taken from here may be out of date, so whoever takes it has to move it, and has it saved only where the version
still holds (`steps.save`). It is handed out once: when that fails, the transaction runs again and reads.
"""

from __future__ import annotations

from collections.abc import Iterable

from souk.order import model

KEPT_MAX = 4_096
"""Orders of some seconds under load, 2 KiB each; whichever has waited the longest is read again."""


class Recent:
    """The orders of one process that wait for goods or money."""

    def __init__(self) -> None:
        self._orders: dict[str, model.Progress] = {}

    def keep(self, orders: Iterable[model.Progress]) -> None:
        """Remember orders as they were just committed; nobody else may change these objects any more."""
        for order in orders:
            order.history = []
            self._orders[order.id] = order
        while len(self._orders) > KEPT_MAX:
            del self._orders[next(iter(self._orders))]

    def forget(self, order_ids: Iterable[str]) -> None:
        """What is remembered of these would only be found out of date."""
        for order_id in order_ids:
            self._orders.pop(order_id, None)

    def take(self, order_ids: Iterable[str], act: model.Act) -> dict[str, model.Progress]:
        """Those of the orders that are remembered and may take this step."""
        found = (self._orders.pop(order_id, None) for order_id in order_ids)
        return {order.id: order for order in found if order is not None and order.may(act)}
