"""What inventory listens to."""

from __future__ import annotations

from collections.abc import Sequence

from souk import contracts
from souk.inventory import actions
from souk.kit import consumer, tx


async def on_product_published(
    tx: tx.Tx, received: Sequence[consumer.Received[contracts.product.ProductPublished]]
) -> None:
    """Every variant has a level from now on."""
    await actions.open_levels(tx, received)


async def on_order_placed(tx: tx.Tx, received: Sequence[consumer.Received[contracts.order.OrderPlaced]]) -> None:
    """Hold the goods, or say that there are none."""
    await actions.reserve_stock(tx, received)


async def on_order_confirmed(
    tx: tx.Tx, received: Sequence[consumer.Received[contracts.order.OrderConfirmed]]
) -> consumer.Verdicts:
    """What was held is sold."""
    return await actions.commit_stock(tx, received)


async def on_order_cancelled(tx: tx.Tx, received: Sequence[consumer.Received[contracts.order.OrderCancelled]]) -> None:
    """What was held, or sold, is available again."""
    await actions.release_stock(tx, received)
