"""Where the product service is put together."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from souk import contracts
from souk.kit import consumer, mongo, settings
from souk.product import actions, api, consumers, images, store, upkeep
from souk.serving import process, service, starting

STOCK_LINGER_S = 0.2
BEST_SELLERS_LINGER_S = 1.0
BEST_SELLERS_EVENTS_MAX = 2_048
"""One write a product, however many orders it is in."""
"""Nobody waits for a best-seller list."""
CACHED = ("/v1/products", "/v1/categories", "/v1/search")


class Settings(settings.Service, kw_only=True, frozen=True):
    """What the product service reads beside what every service reads."""

    media_dir: str = "media"
    """Where pictures lie; all replicas see the same folder."""
    currency: str = "EUR"
    """The currency of every price."""


async def build(runtime: service.Runtime[Settings]) -> Sequence[Any]:
    """The service on its runtime."""
    starting.demand_writable("media_dir", runtime.settings.media_dir)
    await mongo.ensure_indexes(runtime.db, store.INDEXES)
    freshness = upkeep.Freshness(runtime, runtime.settings.instance)
    shown_stock = upkeep.ShownStock(runtime)
    listeners = consumers.Listeners(freshness, shown_stock)

    runtime.consume(
        contracts.inventory.StockChanged,
        listeners.on_stock_changed,
        consumer.Options(linger_s=STOCK_LINGER_S, is_versioned=True),
    )
    runtime.consume(
        contracts.order.OrderConfirmed,
        listeners.on_order_confirmed,
        consumer.Options(linger_s=BEST_SELLERS_LINGER_S, events_max=BEST_SELLERS_EVENTS_MAX),
    )
    runtime.on_broadcast(upkeep.CHANGED, freshness.heard)
    runtime.on_broadcast(upkeep.STOCK, shown_stock.heard_stock)
    runtime.on_broadcast(upkeep.FORGET, shown_stock.heard_forget)
    runtime.background("freshness", freshness.follow)
    runtime.background("shown-stock", shown_stock.follow)
    runtime.background(
        "stock-reconciler", functools.partial(upkeep.reconcile, runtime.db, runtime.rest, freshness.changed)
    )
    runtime.cache_responses(CACHED, sees_more=lambda who: who.has("products:write"))
    runtime.ready_when(freshness.missing)

    runtime.state["deps"] = api.Deps(
        db=runtime.db,
        create_products=runtime.group_commit(
            freshness.after(actions.create_products), resource_id=lambda product: product.id
        ),
        change_products=runtime.group_commit(
            freshness.after(actions.change_products), resource_id=lambda product: product.id
        ),
        change_categories=runtime.group_commit(
            freshness.after(actions.change_categories), resource_id=lambda category: category.id
        ),
        save_media=runtime.group_commit(actions.save_media, resource_id=lambda medium: medium.id),
        freshness=freshness,
        shown_stock=shown_stock,
        library=images.Library(Path(runtime.settings.media_dir)),
        currency=runtime.settings.currency,
    )
    await freshness.start()
    return api.ROUTES


SERVICE = process.Service("product", Settings, build)


def main() -> None:
    """Be the product service."""
    process.run(SERVICE)


if __name__ == "__main__":
    main()
