"""Sending parcels and hearing that they arrived."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from souk import contracts
from souk.kit import clock, errors, tx
from souk.order import model, store
from souk.order.actions import steps
from souk.order.actions.afterwards import Afterwards


class FulfillOrder(msgspec.Struct, frozen=True, kw_only=True):
    """Send these units in one parcel."""

    order_id: str
    lines: Sequence[model.Wanted]
    carrier: str
    tracking_number: str
    actor: str | None = None


class DeliverParcel(msgspec.Struct, frozen=True, kw_only=True):
    """A parcel arrived."""

    fulfillment_id: str
    actor: str | None = None


class Parcel(NamedTuple):
    """A parcel and the order it belongs to, as they are after the change."""

    order: model.Order
    fulfillment: model.Fulfillment


async def fulfill_orders(
    tx: tx.Tx, commands: Sequence[FulfillOrder], after: Afterwards
) -> list[Parcel | errors.Refusal]:
    """Send parcels. Refusals: `NotFound`, `TransitionNotAllowed`, `ExceedsOrdered`."""
    orders = await store.orders_by_id(tx, {each.order_id for each in commands})
    now = clock.now()
    outcomes: list[Parcel | errors.Refusal] = []
    moved: dict[str, model.Order] = {}
    for command in commands:
        order = orders.get(command.order_id)
        if order is None:
            outcomes.append(errors.NotFound("there is no such order"))
            continue
        try:
            parcel = order.fulfill(command.lines, command.carrier, command.tracking_number, command.actor, now)
        except errors.Refusal as refusal:
            outcomes.append(refusal)
            continue
        tx.announce(
            contracts.order.OrderFulfilled(
                order_id=order.id,
                number=order.number,
                email=order.email,
                fulfillment_id=parcel.id,
                lines=_lines(parcel),
                tracking=_tracking(parcel),
                version=order.version,
                locale=order.locale,
            )
        )
        moved[order.id] = order
        outcomes.append(Parcel(order, parcel))
    await _save(tx, list(moved.values()), after)
    return outcomes


async def deliver_parcels(
    tx: tx.Tx, commands: Sequence[DeliverParcel], after: Afterwards
) -> list[Parcel | errors.Refusal]:
    """Parcels arrived; with its last one an order is completed. Refusals: `NotFound`, `TransitionNotAllowed`."""
    orders = await store.orders_by_fulfillment(tx, {each.fulfillment_id for each in commands})
    now = clock.now()
    outcomes: list[Parcel | errors.Refusal] = []
    moved: dict[str, model.Order] = {}
    for command in commands:
        order = orders.get(command.fulfillment_id)
        if order is None:
            outcomes.append(errors.NotFound("there is no such parcel"))
            continue
        try:
            parcel = order.deliver(command.fulfillment_id, command.actor, now)
        except model.TransitionNotAllowed as refusal:
            outcomes.append(refusal)
            continue
        tx.announce(
            contracts.order.OrderDelivered(
                order_id=order.id,
                number=order.number,
                email=order.email,
                fulfillment_id=parcel.id,
                lines=_lines(parcel),
                tracking=_tracking(parcel),
                version=order.version,
                locale=order.locale,
            )
        )
        moved[order.id] = order
        outcomes.append(Parcel(order, parcel))
    await _save(tx, list(moved.values()), after)
    return outcomes


async def _save(tx: tx.Tx, moved: Sequence[model.Order], after: Afterwards) -> None:
    if moved:
        await store.save_orders(tx, moved)
        await steps.finish(tx, moved, after)


def _lines(parcel: model.Fulfillment) -> tuple[contracts.order.Line, ...]:
    return tuple(contracts.order.Line(sku=line.sku, quantity=line.quantity) for line in parcel.lines)


def _tracking(parcel: model.Fulfillment) -> contracts.order.Tracking:
    return contracts.order.Tracking(carrier=parcel.carrier, tracking_number=parcel.tracking_number)
