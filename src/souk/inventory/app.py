"""Puts the inventory service together: `python -m souk.inventory.app`."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from litestar.types import ControllerRouterHandler

from souk import contracts
from souk.inventory import actions, api, consumers, store, workers
from souk.kit import consumer, mongo, settings
from souk.serving import process, service

BOOKING_LINGER_S = 0.2


async def build(runtime: service.Runtime[settings.Service]) -> Sequence[ControllerRouterHandler]:
    """Indexes, the default location, routes, listeners, and the worker that asks about old holds."""
    await mongo.ensure_indexes(runtime.db, store.INDEXES)
    await store.ensure_default_location(runtime.db)
    shelves = asyncio.Lock()  # these three write the same rows: side by side they would only conflict and run again
    runtime.consume(contracts.product.ProductPublished, consumers.on_product_published)
    runtime.consume(contracts.order.OrderPlaced, consumers.on_order_placed, consumer.Options(lane=shelves))
    # the goods are held already: nobody waits for a sale to be booked
    booked = consumer.Options(lane=shelves, linger_s=BOOKING_LINGER_S)
    runtime.consume(contracts.order.OrderConfirmed, consumers.on_order_confirmed, booked)
    runtime.consume(contracts.order.OrderCancelled, consumers.on_order_cancelled, consumer.Options(lane=shelves))
    runtime.background("ask-about-holds", lambda: workers.ask_for_ever(runtime.db, runtime.rest))
    runtime.state["deps"] = api.Deps(
        db=runtime.db,
        adjust=runtime.group_commit(actions.adjust_stock, resource_id=lambda movement: movement.id),
        set_stock=runtime.group_commit(actions.set_stock, resource_id=str),
        open_location=runtime.group_commit(actions.open_locations, resource_id=lambda location: location.id),
        change_location=runtime.group_commit(actions.change_locations, resource_id=lambda location: location.id),
    )
    return api.ROUTES


SERVICE = process.Service("inventory", settings.Service, build)


def main() -> None:
    process.run(SERVICE)


if __name__ == "__main__":
    main()
