"""People and other services change what is on the shelves; every change is an entry of the ledger."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from souk import contracts
from souk.inventory import model, store
from souk.inventory.actions import hear_orders
from souk.kit import clock, consumer, errors, ids, tx


class AdjustStock(msgspec.Struct, frozen=True, kw_only=True):
    """Change one SKU at one location (`None`: the default one)."""

    sku: str
    adjustment: model.Adjustment
    reason: str
    actor: str
    location_id: str | None = None


class SetStock(msgspec.Struct, frozen=True, kw_only=True):
    """Set `on_hand` of many SKUs at the default location; SKUs that are new get a level."""

    on_hand: dict[str, int]
    reason: str
    actor: str


async def adjust_stock(tx: tx.Tx, commands: Sequence[AdjustStock]) -> list[model.Movement | errors.Refusal]:
    """One movement or refusal per command, each seeing what the earlier ones of the batch left.

    Refusals: `NotFound` (SKU), `Invalid` (location, more than `ON_HAND_MAX`), `StockChanged`, `StockBelowReserved`.
    """
    locations = await store.locations(tx)
    default_id = _default(locations)
    levels = await store.levels_by_sku(tx, {command.sku for command in commands})
    results: list[model.Movement | errors.Refusal] = []
    movements: list[model.Movement] = []
    for command in commands:
        level = levels.get(command.sku)
        location_id = command.location_id or default_id
        if level is None:
            results.append(errors.NotFound(f"there is no stock level for {command.sku}"))
            continue
        if location_id not in locations:
            results.append(errors.Invalid.at("/location_id", "there is no such location"))
            continue
        try:
            moved = _move(level, location_id, command.adjustment, command.reason, command.actor)
        except errors.Refusal as refusal:
            results.append(refusal)
            continue
        movements.append(moved)
        results.append(moved)
    await store.insert_movements(tx, movements)
    hear_orders.announce_available(tx, await store.save_levels(tx, levels.values()))
    return results


async def set_stock(tx: tx.Tx, commands: Sequence[SetStock]) -> list[int | errors.Refusal]:
    """How many levels each command changed; what is as wanted already is left alone, so a repetition changes nothing.

    A command is refused whole (`StockBelowReserved`) when one of its SKUs has more reserved than would be left.
    """
    location_id = await store.default_location_id(tx)
    levels = await store.levels_by_sku(tx, {sku for command in commands for sku in command.on_hand})
    missing = {sku: _empty(sku, location_id) for command in commands for sku in command.on_hand if sku not in levels}
    await store.insert_levels(tx, missing.values())
    levels.update(missing)
    results: list[int | errors.Refusal] = []
    movements: list[model.Movement] = []
    for command in commands:
        wanted = {
            sku: on_hand
            for sku, on_hand in command.on_hand.items()
            if levels[sku].locations.get(location_id, model.Shelf()).on_hand != on_hand
        }
        below = [sku for sku, on_hand in wanted.items() if on_hand < _reserved_at(levels[sku], location_id)]
        if below:
            results.append(model.StockBelowReserved(f"more is reserved of {', '.join(below)}"))
            continue
        for sku, on_hand in wanted.items():
            to = model.Adjustment(set_to=on_hand)
            movements.append(_move(levels[sku], location_id, to, command.reason, command.actor))
        results.append(len(wanted))
    await store.insert_movements(tx, movements)
    hear_orders.announce_available(tx, await store.save_levels(tx, levels.values()))
    return results


async def open_levels(tx: tx.Tx, received: Sequence[consumer.Received[contracts.product.ProductPublished]]) -> None:
    """Every variant that was published has a level from now on, of 0 when it is new."""
    skus = {variant.sku for each in received for variant in each.data.variants}
    missing = skus - await store.known_skus(tx, skus)
    if missing:
        location_id = await store.default_location_id(tx)
        await store.insert_levels(tx, [_empty(sku, location_id) for sku in sorted(missing)])


def _empty(sku: str, location_id: str) -> model.StockLevel:
    return model.StockLevel(id=sku, locations={location_id: model.Shelf()})


def _default(locations: dict[str, model.Location]) -> str:
    return next((each.id for each in locations.values() if each.is_default), model.DEFAULT_LOCATION_ID)


def _reserved_at(level: model.StockLevel, location_id: str) -> int:
    return level.locations.get(location_id, model.Shelf()).reserved


def _move(
    level: model.StockLevel, location_id: str, adjustment: model.Adjustment, reason: str, actor: str
) -> model.Movement:
    delta, on_hand = model.adjust(level, location_id, adjustment)
    return model.Movement(
        id=ids.new("mov"),
        sku=level.id,
        location_id=location_id,
        delta=delta,
        on_hand=on_hand,
        reason=reason,
        actor=actor,
        at=clock.now(),
    )
