"""Placing orders."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec

from souk import contracts
from souk.kit import clock, errors, money, tx
from souk.order import model, store
from souk.order.actions.recent import Recent


class PlaceOrder(msgspec.Struct, frozen=True, kw_only=True):
    """Buy what is in a cart, or `lines` (one per SKU). `rules` are the shop's as this process knows them."""

    order_id: str
    number: str
    rules: model.Rules
    email: str
    shipping_address: model.Address
    shipping_method: str
    gateway: str
    token: str
    billing_address: model.Address | None = None
    user_id: str | None = None
    locale: str = "en"
    cart_id: str | None = None
    lines: Sequence[model.Wanted] = ()
    expected_total: money.Money | None = None
    doubts: Callable[[Sequence[model.Wanted]], list[str]] | None = None
    """Which SKUs this process has heard to be scarcer than wanted; None to leave that to inventory."""


async def place_orders(
    tx: tx.Tx, commands: Sequence[PlaceOrder], recent: Recent | None = None
) -> list[model.Order | errors.Refusal]:
    """Place each order at the price list's prices and ask inventory for its goods.

    Refusals: `NotFound` (cart), `CartAlreadyOrdered`, `CartEmpty`, `NotForSale`, `Invalid` (shipping method, total),
    `OutOfStock` (by hearsay: whoever asked has it confirmed), `PriceChanged`. A cart makes one order however many ask
    for it at once: its row is written with the order.
    """
    carts = await store.carts_by_id(tx, {each.cart_id for each in commands if each.cart_id is not None})
    skus = {line.sku for each in commands for line in each.lines}
    skus.update(line.sku for cart in carts.values() for line in cart.lines)
    offers = await store.offers_by_sku(tx, skus)
    now = clock.now()
    outcomes: list[model.Order | errors.Refusal] = []
    placed: list[model.Order] = []
    ordered: list[model.Cart] = []
    for command in commands:
        try:
            cart = _open_cart(command, carts)
            order = _place(command, cart.lines if cart else command.lines, offers, now)
        except errors.Refusal as refusal:
            outcomes.append(refusal)
            continue
        if cart is not None:
            cart.become(order.id, now)
            ordered.append(cart)
        order.ask(tx.announce(_placed(order)))
        placed.append(order)
        outcomes.append(order)
    await store.insert_orders(tx, placed)
    await store.save_ordered(tx, ordered)
    if recent is not None:
        tx.after_commit(lambda: recent.keep(order.progress() for order in placed))
    return outcomes


def _open_cart(command: PlaceOrder, carts: Mapping[str, model.Cart]) -> model.Cart | None:
    if command.cart_id is None:
        return None
    cart = carts.get(command.cart_id)
    if cart is None:
        raise errors.NotFound("there is no such cart")
    cart.check_open()
    if not cart.lines:
        raise model.CartEmpty("put something into it first")
    return cart


def _place(
    command: PlaceOrder, wanted: Sequence[model.Wanted], offers: Mapping[str, model.Offer], now: datetime
) -> model.Order:
    rules, country = command.rules, command.shipping_address.country
    method = rules.method_to(country, command.shipping_method)
    if method is None:
        raise errors.Invalid.at("/shipping_method", f"no such way of shipping to {country}")
    if unsold := model.unsold(wanted, offers, rules.currency):
        raise model.NotForSale(_pointers(command, wanted, unsold))
    if command.doubts is not None and (short := command.doubts(wanted)):
        raise model.OutOfStock(short, wanted)
    lines = model.price_lines(wanted, offers, rules, country)
    totals = model.totals(lines, method.price, tax_included=rules.prices_include_tax)
    _check_total(command.expected_total, totals.total)
    return model.Order(
        id=command.order_id,
        number=command.number,
        status=model.Status.PLACED,
        email=command.email,
        totals=totals,
        payment=model.PaymentNote(gateway=command.gateway, token=command.token),
        created_at=now,
        version=1,
        lines=lines,
        user_id=command.user_id,
        locale=command.locale,
        cart_id=command.cart_id,
        watch=model.begin(now, model.PLACED_PATIENCE),
        history=[model.Step(at=now, status=model.Status.PLACED, by=model.By.CUSTOMER)],
        shipping_address=command.shipping_address,
        billing_address=command.billing_address,
        shipping_method=command.shipping_method,
    )


def _check_total(expected: money.Money | None, total: money.Money) -> None:
    """Nobody pays another price than the one they saw."""
    if expected is not None and expected != total:
        raise model.PriceChanged("look at the new total", total=total)


def _pointers(command: PlaceOrder, wanted: Sequence[model.Wanted], unsold: Sequence[str]) -> list[tuple[str, str]]:
    if command.cart_id is not None:
        return [("/cart_id", sku) for sku in unsold]
    missing = set(unsold)
    return [(f"/lines/{index}/sku", line.sku) for index, line in enumerate(wanted) if line.sku in missing]


def _placed(order: model.Order) -> contracts.order.OrderPlaced:
    return contracts.order.OrderPlaced(
        order_id=order.id,
        lines=tuple(contracts.order.Line(sku=line.sku, quantity=line.quantity) for line in order.lines),
        email=order.email,
        deadline=order.created_at + model.PLACED_PATIENCE,
        version=order.version,
        user_id=order.user_id,
    )
