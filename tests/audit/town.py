"""A small shop whose books are made by the services' own actions: healthy, until a test spoils something."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec

from order.builders import ADDRESS, EUR, RULES, Afterwards
from payment.scripted import Scripted
from souk import contracts
from souk.audit.checks import events
from souk.audit.reading.sources import SERVICES, Sources
from souk.audit.records import Charge
from souk.inventory import actions as stocking
from souk.inventory import consumers as shelves
from souk.inventory import store as inventory_store
from souk.kit import clock, consumer, ids, inbox, mongo, outbox, tx
from souk.kit.money import Money
from souk.local.sandbox import charges as sandbox
from souk.order import actions as ordering
from souk.order import consumers as orders
from souk.order import model as order_model
from souk.order import store as order_store
from souk.payment import actions as paying
from souk.payment import consumers as payments
from souk.payment import model as payment_model
from souk.payment import store as payment_store
from souk.serving import service
from souk.testing import MemoryBus

PRICES = {"MUG": 1250, "CUP": 800}
UNITS = 100
ROUNDS_MAX = 30

INDEXES = {
    "inventory": inventory_store.INDEXES,
    "order": order_store.INDEXES,
    "payment": payment_store.INDEXES,
}
Handler = Callable[[tx.Tx, Sequence[Any]], Awaitable[Any]]


class Till:
    """`payment.workers.Calls`, as far as listeners need it: what is claimed is called about by the town."""

    gateway_names = frozenset({"sandbox"})

    def __init__(self) -> None:
        self.claimed: list[payment_model.Payment] = []

    def lease(self) -> payment_model.Lease:
        return payment_model.Lease(ids.new("lse"), clock.now() + timedelta(seconds=15), 256)

    def start(self, claimed: Iterable[payment_model.Payment]) -> None:
        self.claimed.extend(claimed)


@dataclass
class Town:
    """One database of each service, and a gateway."""

    databases: Mapping[str, tx.Announcing]
    gateway: Scripted
    till: Till

    async def open_shelves(self) -> None:
        """Things to sell, and how many."""
        db = self.databases["order"]
        for sku, amount in PRICES.items():
            offer = order_model.Offer(
                id=sku, product_id="prd_1", version=1, price_version=1, is_sold=True, price=Money(amount, EUR)
            )
            await db["prices"].insert_one(mongo.to_document(offer))
        await inventory_store.ensure_default_location(self.databases["inventory"])
        units = stocking.SetStock(on_hand=dict.fromkeys(PRICES, UNITS), reason="opening", actor="staff")
        await self._run("inventory", lambda t: stocking.set_stock(t, [units]))

    async def buy(self, wanted: Mapping[str, int], token: str = "tok_ok") -> str:
        """An order and all that follows from it; its id."""
        order_id = ids.new("ord")
        command = ordering.PlaceOrder(
            order_id=order_id,
            number=order_id[-6:],
            rules=RULES,
            email=f"{order_id}@example.com",
            shipping_address=msgspec.convert(ADDRESS, order_model.Address),
            shipping_method="standard",
            gateway="sandbox",
            token=token,
            lines=[order_model.Wanted(sku, units) for sku, units in wanted.items()],
        )
        await self._run("order", lambda t: ordering.place_orders(t, [command]))
        await self.settle()
        return order_id

    async def cancel(self, order_id: str) -> None:
        command = ordering.CancelOrder(order_id=order_id, viewer=order_model.Viewer(is_staff=True))
        await self._run("order", lambda t: ordering.cancel_orders(t, [command], Afterwards()))
        await self.settle()

    async def refund(self, order_id: str, amount: int) -> None:
        wanted = paying.RefundPayment(
            payment_id=payment_model.payment_id(order_id), by="staff", reason="a gesture", amount=Money(amount, EUR)
        )
        done = await self._run("payment", lambda t: paying.serve_staff(t, [wanted], self.till.lease()))
        self.till.start(done.claimed)
        await self.settle()

    async def fulfill(self, order_id: str, wanted: Mapping[str, int]) -> None:
        command = ordering.FulfillOrder(
            order_id=order_id,
            lines=[order_model.Wanted(sku, units) for sku, units in wanted.items()],
            carrier="DHL",
            tracking_number="1",
        )
        await self._run("order", lambda t: ordering.fulfill_orders(t, [command], Afterwards()))
        await self.settle()

    async def settle(self) -> None:
        """Let every message reach its listeners and every call its gateway, until there are none."""
        for _ in range(ROUNDS_MAX):
            if not await self._deliver() and not await self._call():
                return
        raise AssertionError("it never settles")

    async def _deliver(self) -> bool:
        is_any = False
        for publisher in SERVICES:
            db = self.databases[publisher]
            for row in await db["outbox"].find({"unsent": True}).sort("_id", 1).to_list():
                is_any = True
                for listener in events.LISTENERS.get(events.base(row["type"]), ()):
                    await self._hear(listener, row)
                await db["outbox"].update_one({"_id": row["_id"]}, {"$unset": {"unsent": ""}})
        return is_any

    async def _hear(self, listener: str, row: mongo.Document) -> None:
        kind = contracts.REGISTRY[row["type"]]
        envelopes = msgspec.json.decode(row["body"], type=list[outbox.Envelope])
        received = [
            consumer.Received(each.id, each.time, msgspec.convert(each.data, kind), each.cause) for each in envelopes
        ]
        handler = self._handlers().get((listener, row["type"]))

        async def body(t: tx.Tx) -> None:
            await inbox.record(t, [each.id for each in received])
            t.plain.update(each.id for each in received if not each.data.is_question)
            if handler is not None:
                assert not await handler(t, received)

        await tx.transact(self.databases[listener], body)

    def _handlers(self) -> Mapping[tuple[str, str], Handler]:
        listeners = orders.Listeners(Afterwards(), ordering.Recent())
        till: Any = self.till

        def pay(handler: Callable[..., Awaitable[Any]]) -> Handler:
            return lambda t, received: handler(till, t, received)

        return {
            ("inventory", contracts.order.OrderPlaced.type): shelves.on_order_placed,
            ("inventory", contracts.order.OrderConfirmed.type): shelves.on_order_confirmed,
            ("inventory", contracts.order.OrderCancelled.type): shelves.on_order_cancelled,
            ("payment", contracts.order.OrderAwaitingPayment.type): pay(payments.on_order_awaiting_payment),
            ("payment", contracts.order.OrderCancelled.type): pay(payments.on_order_cancelled),
            ("payment", contracts.order.OrderFulfilled.type): pay(payments.on_order_fulfilled),
            ("order", contracts.inventory.StockReserved.type): listeners.on_stock_reserved,
            ("order", contracts.inventory.StockRejected.type): listeners.on_stock_rejected,
            ("order", contracts.inventory.StockReturned.type): listeners.on_stock_returned,
            ("order", contracts.payment.PaymentAuthorized.type): listeners.on_payment_authorized,
            ("order", contracts.payment.PaymentCaptured.type): listeners.on_payment_captured,
            ("order", contracts.payment.PaymentDeclined.type): listeners.on_payment_declined,
            ("order", contracts.payment.PaymentRefunded.type): listeners.on_payment_refunded,
            ("order", contracts.payment.PaymentVoided.type): listeners.on_payment_voided,
        }

    async def _call(self) -> bool:
        claimed, self.till.claimed = self.till.claimed, []
        for each in claimed:
            call = payment_model.next_call(each, clock.now())
            if call is None or each.lease is None:
                continue
            lease = payment_model.Lease(each.lease, clock.now() + timedelta(seconds=15))
            result = paying.Result(each.id, lease, call, await self.gateway.perform(call))
            settled = await self._settled(result)
            self.till.start(one for one in settled if one.lease == lease.token)
        return bool(claimed)

    async def _settled(self, result: paying.Result) -> list[payment_model.Payment]:
        outcomes = await self._run("payment", lambda t: paying.settle_calls(t, [result]))
        return [each for each in outcomes if isinstance(each, payment_model.Payment)]

    async def _run(self, service_name: str, action: Callable[[tx.Tx], Awaitable[Any]]) -> Any:
        return await tx.transact(self.databases[service_name], action)

    def charges(self) -> list[Charge]:
        """The gateway's list."""
        listed = [sandbox.listed(charge) for charge in self.gateway.charges.values() if charge.status is not None]
        return msgspec.convert(listed, list[Charge])


class Listed:
    """`ChargeList` of these charges."""

    def __init__(self, charges: Iterable[Charge]) -> None:
        self._charges = sorted(charges, key=lambda charge: charge.key)

    async def after(self, key: str) -> AsyncIterator[Charge]:
        for charge in self._charges:
            if charge.key > key:
                yield charge

    async def of(self, keys: Sequence[str]) -> list[Charge]:
        return [charge for charge in self._charges if charge.key in set(keys)]


def names(prefix: str) -> list[str]:
    """The names of one database of each service."""
    return [f"{prefix}_{each}" for each in SERVICES]


@contextlib.asynccontextmanager
async def opened(url: str, prefix: str) -> AsyncIterator[Town]:
    """A town in databases of these names, which stay."""
    first = await mongo.connect(url, names(prefix)[0])
    databases = {}
    for each, name in zip(SERVICES, names(prefix), strict=True):
        db = mongo.Database(first.raw.client[name])
        await mongo.ensure_indexes(db, {**service.INDEXES, **INDEXES.get(each, {})})
        databases[each] = tx.Announcing(db, outbox.Outbox(db, MemoryBus(), each))
    try:
        yield Town(databases, Scripted(), Till())
    finally:
        await first.close()


def sources(databases: Mapping[str, mongo.Database], charges: Iterable[Charge]) -> Sources:
    return Sources(dict(databases), Listed(charges))
