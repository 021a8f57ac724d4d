"""Puts the order service together: `python -m souk.order.app`."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from litestar.types import ControllerRouterHandler

from souk import contracts
from souk.kit import mongo, settings
from souk.order import actions, api, consumers, model, store, workers
from souk.serving import derived, process, service


class Settings(settings.Service, frozen=True, kw_only=True):
    """`currency` is what the shop sells in (ISO 4217); `gateways` are the payment gateways it takes, by comma."""

    currency: str = "EUR"
    gateways: str = "sandbox"


ASKED = (
    ("inventory", contracts.order.OrderPlaced),
    ("payment", contracts.order.OrderAwaitingPayment),
    ("inventory", contracts.order.OrderCancelled),
    ("payment", contracts.order.OrderCancelled),
)
"""Whose answers the saga waits for: while they are behind, deadlines do not run and nothing is asked again."""


async def build(runtime: service.Runtime[Settings]) -> Sequence[ControllerRouterHandler]:
    """Indexes and first tables, listeners, the loops beside them, routes."""
    currency = runtime.settings.currency
    await mongo.ensure_indexes(runtime.db, store.INDEXES)
    await store.ensure_defaults(runtime.db, model.default_shipping_method(currency), model.default_tax_table())
    after, recent = workers.Herald(runtime.broadcast, runtime.outbox), actions.Recent()
    _listen(runtime, consumers.Listeners(after, recent))
    runtime.state["deps"] = await _deps(runtime, after, recent)
    return api.ROUTES


def _listen(runtime: service.Runtime[Settings], listeners: consumers.Listeners) -> None:
    runtime.consume(contracts.inventory.StockReserved, listeners.on_stock_reserved)
    runtime.consume(contracts.inventory.StockRejected, listeners.on_stock_rejected)
    runtime.consume(contracts.inventory.StockReturned, listeners.on_stock_returned)
    runtime.consume(contracts.payment.PaymentAuthorized, listeners.on_payment_authorized)
    runtime.consume(contracts.payment.PaymentCaptured, listeners.on_payment_captured)
    runtime.consume(contracts.payment.PaymentDeclined, listeners.on_payment_declined)
    runtime.consume(contracts.payment.PaymentActionRequired, listeners.on_payment_action_required)
    runtime.consume(contracts.payment.PaymentRefunded, listeners.on_payment_refunded)
    runtime.consume(contracts.payment.PaymentVoided, listeners.on_payment_voided)
    runtime.consume(contracts.payment.PaymentDisputed, listeners.on_payment_disputed)
    runtime.consume(contracts.product.ProductPublished, consumers.on_product_published)
    runtime.consume(contracts.product.ProductUnpublished, consumers.on_product_unpublished)
    runtime.consume(contracts.product.PriceChanged, consumers.on_price_changed)
    runtime.consume(contracts.user.UserErased, consumers.on_user_erased)


async def _deps(runtime: service.Runtime[Settings], after: workers.Herald, recent: actions.Recent) -> api.Deps:
    db, rest, config = runtime.db, runtime.rest, runtime.settings
    rulebook = workers.Rulebook(db, config.currency, runtime.broadcast)
    await rulebook.read()
    admission, shelf, waiters = workers.Admission(db), workers.Shelf(rest), workers.Waiters(db)
    behind = functools.partial(runtime.behind, ASKED)
    price_list, watchdog = workers.PriceListKeeper(db, rest), workers.Watchdog(db, behind, after)
    runtime.on_broadcast(workers.MOVED_TOPIC, waiters.heard)
    runtime.on_broadcast(workers.RULES_TOPIC, rulebook.heard)
    runtime.hear(contracts.inventory.StockChanged, shelf.heard)
    runtime.background("waiters", waiters.keep_reading)
    runtime.draining.append(waiters.close)
    runtime.background("rulebook", rulebook.keep_reading)
    runtime.background("admission", admission.keep_looking)
    runtime.background("watchdog", watchdog.keep_looking)
    runtime.background("price-list", price_list.keep)
    runtime.background("shelf", shelf.bootstrap)
    place = functools.partial(actions.place_orders, recent=recent)
    cancel = functools.partial(actions.cancel_orders, after=after)
    fulfill = functools.partial(actions.fulfill_orders, after=after)
    deliver = functools.partial(actions.deliver_parcels, after=after)
    return api.Deps(
        db=db,
        rest=rest,
        guest_keys=derived.keys(config.secret, contracts.order.GUEST_TOKEN_PURPOSE),
        gateways=frozenset(config.gateways.split(",")),
        rulebook=rulebook,
        numbers=workers.Numbers(db),
        admission=admission,
        shelf=shelf,
        sales_book=workers.SalesBook(db),
        price_list=price_list,
        waiters=waiters,
        place=runtime.group_commit(place, resource_id=lambda order: order.id),
        cancel=runtime.group_commit(cancel, resource_id=lambda order: order.id),
        fulfill=runtime.group_commit(fulfill, resource_id=lambda parcel: parcel.fulfillment.id),
        deliver=runtime.group_commit(deliver, resource_id=lambda parcel: parcel.fulfillment.id),
        open_cart=runtime.group_commit(actions.open_carts, resource_id=lambda cart: cart.id),
        set_line=runtime.group_commit(actions.set_lines, resource_id=lambda cart: cart.id),
        open_shipping_method=runtime.group_commit(actions.open_shipping_methods, resource_id=lambda each: each.id),
        change_shipping_method=runtime.group_commit(actions.change_shipping_methods, resource_id=lambda each: each.id),
        put_taxes=runtime.group_commit(actions.put_tax_tables, resource_id=lambda table: table.id),
    )


SERVICE = process.Service("order", Settings, build)


def main() -> None:
    process.run(SERVICE)


if __name__ == "__main__":
    main()
