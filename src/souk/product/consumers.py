"""What the catalogue hears: stock that changes, and orders that are confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from souk import contracts
from souk.kit import consumer, tx
from souk.product import actions, model, store, upkeep

StockChanged = contracts.inventory.StockChanged
OrderConfirmed = contracts.order.OrderConfirmed


class Listeners:
    """The service's consumers, and whom they tell what shoppers should see now."""

    def __init__(self, freshness: upkeep.Freshness, shown_stock: upkeep.ShownStock) -> None:
        self._freshness = freshness
        self._shown_stock = shown_stock

    async def on_stock_changed(self, tx: tx.Tx, received: Sequence[consumer.Received[StockChanged]]) -> None:
        """Availability follows. Facts that arrive late or twice change nothing."""
        facts = [
            model.Stock(
                id=each.data.sku,
                available=each.data.available,
                backorderable=each.data.backorderable,
                version=each.data.version,
            )
            for each in received
        ]
        if await actions.follow_stock(tx, facts):
            tx.after_commit(self._freshness.changed)
        skus = list(dict.fromkeys(fact.id for fact in facts))
        tx.after_commit(lambda: self._shown_stock.changed(skus))

    async def on_order_confirmed(self, tx: tx.Tx, received: Sequence[consumer.Received[OrderConfirmed]]) -> None:
        """Best-sellers are counted, all of a batch in one write."""
        lines = [line for each in received for line in each.data.lines]
        unnamed = {line.sku for line in lines if line.product_id is None}
        owners = await store.products.owners_of_skus(tx, unnamed) if unnamed else {}
        sold = [
            (product_id, line.quantity)
            for line in lines
            if (product_id := line.product_id or owners.get(line.sku)) is not None
        ]
        if await actions.count_sales(tx, sold):
            tx.after_commit(self._freshness.changed)
