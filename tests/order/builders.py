"""What tests of the order service are made of: things for sale, orders, and what the neighbours say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from souk import contracts, testing
from souk.kit import clock, ids, tx
from souk.kit.money import Money
from souk.order import actions, model, store

EUR = "EUR"
RULES = model.rules(EUR, [model.default_shipping_method(EUR)], model.default_tax_table())
ADDRESS = {"name": "Ann", "line1": "1 High Street", "city": "Berlin", "postal_code": "10115", "country": "DE"}
PRICES = {"MUG": 1250, "CUP": 800, "POT": 4999}


def variant(sku: str, amount: int, currency: str = EUR) -> contracts.product.Variant:
    return contracts.product.Variant(
        sku=sku, price=Money(amount, currency), title=f"A {sku.lower()}", image="/m/1.webp"
    )


def published(
    product_id: str = "prd_pottery", version: int = 1, prices: Mapping[str, int] = PRICES
) -> contracts.product.ProductPublished:
    return contracts.product.ProductPublished(
        product_id=product_id, version=version, variants=tuple(variant(sku, amount) for sku, amount in prices.items())
    )


def unpublished(product_id: str, version: int, *skus: str) -> contracts.product.ProductUnpublished:
    return contracts.product.ProductUnpublished(
        product_id=product_id, version=version, variants=tuple(variant(sku, 1) for sku in skus)
    )


class Afterwards:
    """Remembers what actions wanted done after their commit."""

    def __init__(self) -> None:
        self.woken: list[dict[str, str]] = []
        self.resent: list[str] = []

    async def wake(self, moved: Mapping[str, str]) -> None:
        self.woken.append(dict(moved))

    async def resend(self, event_ids: Any) -> None:
        self.resent.extend(event_ids)


class Saga:
    """What the neighbours answer, in short."""

    @staticmethod
    def reserved(order_id: str) -> contracts.inventory.StockReserved:
        return contracts.inventory.StockReserved(order_id=order_id, lines=(), expires_at=clock.now())

    @staticmethod
    def rejected(order_id: str) -> contracts.inventory.StockRejected:
        short = (contracts.inventory.Shortage(sku="MUG", wanted=2, available=1),)
        return contracts.inventory.StockRejected(order_id=order_id, short=short)

    @staticmethod
    def returned(order_id: str) -> contracts.inventory.StockReturned:
        return contracts.inventory.StockReturned(order_id=order_id, lines=())

    @staticmethod
    def authorized(order_id: str, version: int = 2) -> contracts.payment.PaymentAuthorized:
        return contracts.payment.PaymentAuthorized(
            payment_id=model.payment_id(order_id), order_id=order_id, amount=Money(2990, EUR), version=version
        )

    @staticmethod
    def captured(order_id: str, version: int = 3) -> contracts.payment.PaymentCaptured:
        return contracts.payment.PaymentCaptured(
            payment_id=model.payment_id(order_id), order_id=order_id, amount=Money(2990, EUR), version=version
        )

    @staticmethod
    def declined(order_id: str, version: int = 2) -> contracts.payment.PaymentDeclined:
        return contracts.payment.PaymentDeclined(
            payment_id=model.payment_id(order_id), order_id=order_id, amount=Money(2990, EUR), version=version
        )

    @staticmethod
    def action_required(order_id: str, version: int = 2) -> contracts.payment.PaymentActionRequired:
        return contracts.payment.PaymentActionRequired(
            payment_id=model.payment_id(order_id),
            order_id=order_id,
            amount=Money(2990, EUR),
            version=version,
            next_action=contracts.payment.NextAction(url="https://bank.example/3ds"),
        )

    @staticmethod
    def refunded(order_id: str, amount: int = 2990, total: int = 2990, version: int = 5) -> Any:
        return contracts.payment.PaymentRefunded(
            payment_id=model.payment_id(order_id),
            order_id=order_id,
            amount=Money(amount, EUR),
            refund_id=ids.new("ref"),
            total_refunded=Money(total, EUR),
            version=version,
        )

    @staticmethod
    def voided(order_id: str, version: int = 5) -> contracts.payment.PaymentVoided:
        return contracts.payment.PaymentVoided(
            payment_id=model.payment_id(order_id), order_id=order_id, amount=Money(2990, EUR), version=version
        )

    @staticmethod
    def disputed(order_id: str, version: int = 6) -> contracts.payment.PaymentDisputed:
        return contracts.payment.PaymentDisputed(
            payment_id=model.payment_id(order_id), order_id=order_id, amount=Money(2990, EUR), version=version
        )


def command(**changes: Any) -> actions.PlaceOrder:
    """Two mugs to Berlin for 29.90."""
    values: dict[str, Any] = {
        "order_id": ids.new("ord"),
        "number": "100001",
        "rules": RULES,
        "email": "Ann@example.org",
        "shipping_address": model.Address(**ADDRESS),
        "shipping_method": "standard",
        "gateway": "sandbox",
        "token": "tok_ok",
        "lines": [model.Wanted("MUG", 2)],
    }
    return actions.PlaceOrder(**{**values, **changes})


async def placed(db: tx.Announcing, **changes: Any) -> model.Order:
    """An order in the database."""
    (order,) = await testing.run(db, actions.place_orders, command(**changes))
    assert isinstance(order, model.Order)
    return order


async def stored(db: tx.Announcing, order_id: str) -> model.Order:
    order = await store.order_by_id(db, order_id)
    assert order is not None
    return order


async def stock_the_list(db: tx.Announcing) -> None:
    """Three things for sale, and one that is not any more."""
    lists = [
        actions.product_list("prd_pottery", 1, published().variants),
        actions.product_list("prd_gone", 2, [variant("JUG", 900)], is_sold=False),
        actions.product_list("prd_dollar", 1, [variant("USD-MUG", 900, "USD")]),
    ]
    await testing.run(db, actions.learn, *lists)


def neighbours() -> testing.FakeRest:
    """Inventory has plenty of everything it is asked about; product sells what the list has, and a VASE besides."""
    rest = testing.FakeRest()
    rest.answers["inventory", "/internal/stock"] = lambda asked: {
        "items": [{"sku": sku, "available": 100, "version": 1} for sku in asked["sku"].split(",")]
    }
    rest.answers["inventory", "/internal/stock/export"] = {"items": []}
    everything = [
        {"product_id": "prd_dollar", "version": 1, "variants": [variant("USD-MUG", 900, "USD")]},
        {"product_id": "prd_pottery", "version": 1, "variants": published().variants},
    ]
    rest.answers["product", "/internal/price-list"] = {"items": everything, "next_cursor": None}
    rest.answers["product", "/internal/variants"] = lambda asked: {
        "items": [
            {"sku": "VASE", "product_id": "prd_vase", "version": 1, "price": Money(2000, EUR), "title": "A vase"}
            for sku in asked["sku"].split(",")
            if sku == "VASE"
        ]
    }
    return rest
