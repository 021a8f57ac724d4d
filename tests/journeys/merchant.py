"""Those who run the shop, and what they can look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from journeys import shopper

CATEGORY = "lamps"
"""Of the demo catalogue."""
CURRENCY = "EUR"
PRICE = 1_900


@dataclass(frozen=True)
class Goods:
    """One product with one variant, on sale."""

    product_id: str
    slug: str
    title: str
    sku: str
    price: int


class Merchant(shopper.Shopper):
    """Staff, with the scopes of whoever signed in."""

    def draft(self, *, price: int = PRICE, **members: Any) -> Goods:
        """Goods that nobody can buy yet, of an SKU of their own."""
        mark = uuid4().hex[:10]
        title, sku = f"Traveller's lamp {mark}", f"T{mark.upper()}"
        body = {
            "title": title,
            "category": CATEGORY,
            "variants": [{"sku": sku, "price": money(price), "weight_g": 300}],
        } | members
        made = self.post("/v1/products", body, 201)
        assert made["status"] == "draft"
        return Goods(made["id"], made["slug"], title, sku, price)

    def offer(self, units: int, *, price: int = PRICE, **members: Any) -> Goods:
        """Goods on sale, with so many units that shoppers see, on the goods' page too."""
        goods = self.draft(price=price, **members)
        self.publish(goods)
        shopper.until(lambda: self.set_stock(goods.sku, units).status_code == 201, f"a stock level for {goods.sku}")
        self.sees_shown(goods, units)
        return goods

    def publish(self, goods: Goods) -> None:
        self.post(f"/v1/products/{goods.product_id}/publish")

    def set_stock(self, sku: str, units: int) -> httpx.Response:
        body = {"set_to": units, "reason": "counted"}
        return self.ask("POST", f"/v1/stock/{sku}/adjustments", body, key=shopper.new_key())

    def set_price(self, sku: str, amount: int) -> None:
        shopper.demand(self.ask("PATCH", f"/v1/variants/{sku}", {"price": money(amount)}))

    def stock(self, sku: str) -> tuple[int, int]:
        """(on_hand, reserved)."""
        item = self.get(f"/v1/stock?sku={sku}")["items"][0]
        return item["on_hand"], item["reserved"]

    def sees_stock(self, sku: str, on_hand: int, reserved: int = 0) -> None:
        """Wait until it is so."""
        shopper.until(
            lambda: self.stock(sku) == (on_hand, reserved), f"{on_hand} of {sku} on hand, {reserved} reserved"
        )

    def payment(self, order: Mapping[str, Any]) -> Any:
        """The payment of an order that has one."""
        (found,) = self.get(f"/v1/payments?order_id={order['id']}")["items"]
        assert found["id"] == order["payment"]["id"]
        return found

    def sees_shown(self, goods: Goods, units: int) -> None:
        """Wait until the goods' page says that there are so many."""

        def is_shown() -> bool:
            (variant,) = self.http.get(f"/v1/products/{goods.slug}").json()["variants"]
            return bool(variant["available"] == units)

        shopper.until(is_shown, f"{units} of {goods.sku} on its page")

    def sees_payment(self, order: Mapping[str, Any], status: str) -> Any:
        """The payment, once it stands there."""

        def there() -> Any:
            seen = self.payment(order)
            return seen if seen["status"] == status else None

        return shopper.until(there, f"the payment of {order['id']} {status}")

    def send(self, order: Mapping[str, Any], lines: Mapping[str, int]) -> httpx.Response:
        """A parcel with these."""
        body = {
            "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in lines.items()],
            "carrier": "Post",
            "tracking_number": uuid4().hex[:12],
        }
        return self.ask("POST", f"/v1/orders/{order['id']}/fulfillments", body, key=shopper.new_key())

    def booked(self, payment_id: str) -> dict[str, int]:
        """What each account got (debit − credit) by this payment; entries that do not balance are a failure."""
        sums: dict[str, int] = {}
        for entry in self.get(f"/v1/ledger/entries?payment_id={payment_id}")["items"]:
            assert entry["currency"] == CURRENCY
            sums[entry["account"]] = sums.get(entry["account"], 0) + entry["debit"] - entry["credit"]
        assert sum(sums.values()) == 0, sums
        return sums

    def check_ledger(self) -> None:
        """The whole ledger balances, now as always."""
        for currency, debit, credit in self._sums():
            assert debit == credit, f"{currency}: {debit} debit, {credit} credit"

    def _sums(self) -> list[tuple[str, int, int]]:
        items = self.get("/v1/ledger/balances")["items"]
        return [
            (
                currency,
                sum(item["debit"] for item in items if item["currency"] == currency),
                sum(item["credit"] for item in items if item["currency"] == currency),
            )
            for currency in {item["currency"] for item in items}
        ]


def money(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": CURRENCY}
