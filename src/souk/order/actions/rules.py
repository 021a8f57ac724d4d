"""Changing the shop's own tables, and forgetting people."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from souk import contracts
from souk.kit import consumer, errors, money, tx
from souk.order import model, store


class OpenShippingMethod(msgspec.Struct, frozen=True, kw_only=True):
    """A new way of shipping."""

    method: model.ShippingMethod


class ChangeShippingMethod(msgspec.Struct, frozen=True, kw_only=True):
    """Change what is not None; `if_version` is the version the change was meant for."""

    method_id: str
    title: str | None = None
    price: money.Money | None = None
    days_min: int | None = None
    days_max: int | None = None
    countries: list[str] | None = None
    is_active: bool | None = None
    if_version: int | None = None


class PutTaxTable(msgspec.Struct, frozen=True, kw_only=True):
    """New rates in place of the old ones; `if_version` is the version they were meant to replace."""

    prices_include_tax: bool
    rates: list[model.TaxRate]
    if_version: int | None = None


async def open_shipping_methods(
    tx: tx.Tx, commands: Sequence[OpenShippingMethod]
) -> list[model.ShippingMethod | errors.Refusal]:
    """Add ways of shipping. Refusals: `ShippingMethodExists`, `Invalid` past the limit."""
    known = await store.shipping_methods(tx)
    outcomes: list[model.ShippingMethod | errors.Refusal] = []
    added: list[model.ShippingMethod] = []
    for method in (each.method for each in commands):
        if method.id in known:
            outcomes.append(model.ShippingMethodExists(f"{method.id} is taken"))
        elif len(known) >= model.SHIPPING_METHODS_MAX:
            outcomes.append(errors.Invalid.at("/id", f"at most {model.SHIPPING_METHODS_MAX} shipping methods"))
        else:
            known[method.id] = method
            added.append(method)
            outcomes.append(method)
    await store.save_shipping_methods(tx, added)
    return outcomes


async def change_shipping_methods(
    tx: tx.Tx, commands: Sequence[ChangeShippingMethod]
) -> list[model.ShippingMethod | errors.Refusal]:
    """Change ways of shipping. Refusals: `NotFound`, `VersionMismatch`, `Invalid` (days)."""
    known = await store.shipping_methods(tx)
    outcomes: list[model.ShippingMethod | errors.Refusal] = []
    changed: dict[str, model.ShippingMethod] = {}
    for command in commands:
        method = known.get(command.method_id)
        if method is None:
            outcomes.append(errors.NotFound("there is no such shipping method"))
            continue
        if command.if_version not in (None, method.version):
            outcomes.append(errors.VersionMismatch("read it again first"))
            continue
        names = ("title", "price", "days_min", "days_max", "countries", "is_active")
        changes = {name: value for name in names if (value := getattr(command, name)) is not None}
        after = msgspec.structs.replace(method, **changes, version=method.version + 1)
        if after.days_max < after.days_min:
            outcomes.append(errors.Invalid.at("/days_max", "not before days_min"))
            continue
        known[method.id] = changed[method.id] = after
        outcomes.append(after)
    await store.save_shipping_methods(tx, changed.values())
    return outcomes


async def put_tax_tables(tx: tx.Tx, commands: Sequence[PutTaxTable]) -> list[model.TaxTable | errors.Refusal]:
    """Replace the tax table. Refusals: `VersionMismatch`."""
    table = await store.tax_table(tx) or model.default_tax_table()
    outcomes: list[model.TaxTable | errors.Refusal] = []
    for command in commands:
        if command.if_version not in (None, table.version):
            outcomes.append(errors.VersionMismatch("read it again first"))
            continue
        table = model.TaxTable(
            prices_include_tax=command.prices_include_tax, rates=command.rates, version=table.version + 1
        )
        outcomes.append(table)
    await store.save_tax_table(tx, table)
    return outcomes


async def forget_users(tx: tx.Tx, received: Sequence[consumer.Received[contracts.user.UserErased]]) -> None:
    """Orders that are over lose what identifies these people, the others when they are; carts become nobody's."""
    user_ids = [each.data.user_id for each in received]
    await store.forget_users_in_orders(tx, user_ids)
    await store.forget_users_in_carts(tx, user_ids)
