"""Filling carts."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from souk.kit import clock, errors, tx
from souk.order import model, store


class OpenCart(msgspec.Struct, frozen=True, kw_only=True):
    """A new, empty cart."""

    cart_id: str
    currency: str
    user_id: str | None = None


class SetLine(msgspec.Struct, frozen=True, kw_only=True):
    """Want exactly `quantity` units of a SKU; 0 removes the line."""

    cart_id: str
    sku: str
    quantity: int


async def open_carts(tx: tx.Tx, commands: Sequence[OpenCart]) -> list[model.Cart | errors.Refusal]:
    """Make carts."""
    now = clock.now()
    carts = [
        model.Cart(id=each.cart_id, currency=each.currency, user_id=each.user_id, created_at=now, updated_at=now)
        for each in commands
    ]
    await store.insert_carts(tx, carts)
    return list(carts)


async def set_lines(tx: tx.Tx, commands: Sequence[SetLine]) -> list[model.Cart | errors.Refusal]:
    """Change what is wanted. Refusals: `NotFound`, `CartAlreadyOrdered`, `NotForSale`, `Invalid` past a limit."""
    carts = await store.carts_by_id(tx, {each.cart_id for each in commands})
    offers = await store.offers_by_sku(tx, {each.sku for each in commands if each.quantity > 0})
    now = clock.now()
    outcomes: list[model.Cart | errors.Refusal] = []
    changed: dict[str, model.Cart] = {}
    for command in commands:
        cart = carts.get(command.cart_id)
        if cart is None:
            outcomes.append(errors.NotFound("there is no such cart"))
            continue
        try:
            cart.check_open()
            offer = offers.get(command.sku)
            if command.quantity > 0 and (offer is None or offer.price_in(cart.currency) is None):
                raise model.NotForSale([("/path/sku", command.sku)])
            cart.set_line(command.sku, command.quantity, now)
        except errors.Refusal as refusal:
            outcomes.append(refusal)
            continue
        changed[cart.id] = cart
        outcomes.append(cart)
    await store.save_carts(tx, changed.values())
    return outcomes
