"""Cancelling: by people, and by the clock."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from souk.kit import clock, errors, tx
from souk.order import model, store
from souk.order.actions import steps
from souk.order.actions.afterwards import Afterwards


class CancelOrder(msgspec.Struct, frozen=True, kw_only=True):
    """Call an order off; `note` is what the person says about it, `actor` the staff member."""

    order_id: str
    viewer: model.Viewer
    note: str | None = None
    actor: str | None = None


async def cancel_orders(
    tx: tx.Tx, commands: Sequence[CancelOrder], after: Afterwards
) -> list[model.Order | errors.Refusal]:
    """End orders that were not sent yet. Refusals: `NotFound` (also what one may not see), `TransitionNotAllowed`."""
    orders = await store.orders_by_id(tx, {each.order_id for each in commands})
    now = clock.now()
    outcomes: list[model.Order | errors.Refusal] = []
    moved: list[model.Order] = []
    for command in commands:
        order = orders.get(command.order_id)
        if order is None or not order.is_open_to(command.viewer):
            outcomes.append(errors.NotFound("there is no such order"))
            continue
        by = model.By.STAFF if command.viewer.is_staff else model.By.CUSTOMER
        reason = model.Reason.STAFF if command.viewer.is_staff else model.Reason.CUSTOMER
        try:
            was_confirmed = order.cancel(model.Act.CANCEL, reason, by, now, note=command.note, actor=command.actor)
        except model.TransitionNotAllowed as refusal:
            outcomes.append(refusal)
            continue
        steps.tell_cancelled(tx, order, was_confirmed=was_confirmed)
        moved.append(order)
        outcomes.append(order)
    if moved:
        await store.save_orders(tx, moved)
        await steps.finish(tx, moved, after)
    return outcomes


async def look_after_orders(tx: tx.Tx, standstills: model.Standstills, limit: int, after: Afterwards) -> int:
    """Look at the orders that wait longest: end those whose patience is used up, ask again about the others.

    Each look moves the next one, in this transaction: of two replicas that see an order, one acts. Answers how many
    orders were looked at.
    """
    now = clock.now()
    waiting = await store.due(tx, now, limit)
    questions: list[str] = []
    for order in waiting:
        watch = order.watch
        if watch is None:
            continue
        if model.is_expired(watch, standstills, now) and order.may(model.Act.EXPIRE):
            order.cancel(model.Act.EXPIRE, model.Reason.EXPIRED, model.By.WATCHDOG, now)
            steps.tell_cancelled(tx, order, was_confirmed=False)
            continue
        model.look_again(watch, standstills, now, is_with_customer=order.payment.next_action is not None)
        if watch.question is not None:
            questions.append(watch.question)
    if waiting:
        await store.save_progress(tx, waiting, {})
        await steps.finish(tx, [order for order in waiting if order.history], after)
    if questions:
        tx.after_commit(lambda: after.resend(questions))
    return len(waiting)
