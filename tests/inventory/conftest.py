"""A warehouse to test in, and the facts that the order service tells it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from souk import contracts, testing
from souk.inventory import actions, app, store
from souk.kit import clock, settings, tx
from souk.kit.money import Money

NOTHING = Money(0, "EUR")


class Facts:
    """What other services announce, in short."""

    @staticmethod
    def placed(order_id: str, **lines: int) -> contracts.order.OrderPlaced:
        return contracts.order.OrderPlaced(
            order_id=order_id,
            lines=tuple(contracts.order.Line(sku=sku, quantity=units) for sku, units in lines.items()),
            email="ann@example.org",
            deadline=clock.now() + timedelta(minutes=15),
            version=1,
        )

    @staticmethod
    def confirmed(order_id: str, **lines: int) -> contracts.order.OrderConfirmed:
        priced = tuple(
            contracts.order.PricedLine(sku=sku, quantity=units, title=sku, unit_price=NOTHING, total=NOTHING)
            for sku, units in lines.items()
        )
        totals = contracts.order.Totals(
            subtotal=NOTHING, discount=NOTHING, shipping=NOTHING, tax=NOTHING, total=NOTHING
        )
        return contracts.order.OrderConfirmed(
            order_id=order_id, number="S-1", email="ann@example.org", lines=priced, totals=totals, version=3
        )

    @staticmethod
    def cancelled(order_id: str, *, was_confirmed: bool = False) -> contracts.order.OrderCancelled:
        return contracts.order.OrderCancelled(
            order_id=order_id,
            number="S-1",
            reason="customer",
            email="ann@example.org",
            version=4,
            was_confirmed=was_confirmed,
        )

    @staticmethod
    def published(product_id: str, *skus: str) -> contracts.product.ProductPublished:
        variants = tuple(contracts.product.Variant(sku=sku, price=NOTHING, title=sku) for sku in skus)
        return contracts.product.ProductPublished(product_id=product_id, variants=variants, version=1)


@pytest.fixture
def facts() -> type[Facts]:
    return Facts


async def stock_up(db: tx.Announcing) -> None:
    opening = actions.SetStock(on_hand={"MUG": 10, "CUP": 5, "POT": 0}, reason="opening", actor="usr_test")
    await testing.run(db, actions.set_stock, opening)


@pytest.fixture
async def db(mongodb_url: str) -> AsyncIterator[tx.Announcing]:
    """A warehouse with 10 mugs, 5 cups and no pots."""
    async with testing.database(mongodb_url, store.INDEXES) as fresh:
        await store.ensure_default_location(fresh)
        await stock_up(fresh)
        await fresh["outbox"].delete_many({})
        yield fresh


@pytest.fixture
async def inventory(mongodb_url: str) -> AsyncIterator[testing.Running]:
    """The service, with the same stock."""
    async with testing.running(mongodb_url, "inventory", app.build, settings.Service) as service:
        await stock_up(service.runtime.db)
        yield service
