"""What every step of the saga has in common: how an end is told, and how steps are saved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from souk import contracts
from souk.kit import tx
from souk.order import model, store
from souk.order.actions import measures
from souk.order.actions.afterwards import Afterwards
from souk.order.actions.recent import Recent

ACTION_REQUIRED = "action_required"
"""What waiters are told when an order stays where it is, but its customer has to act."""


def tell_cancelled(tx: tx.Tx, order: model.Progress, *, was_confirmed: bool, cause: str | None = None) -> None:
    """Announce the end of an order; when it had been confirmed, as a question that stays watched."""
    fact = contracts.order.OrderCancelled(
        order_id=order.id,
        number=order.number,
        reason=order.reason or "",
        email=order.email,
        version=order.version,
        was_confirmed=was_confirmed,
        user_id=order.user_id,
        locale=order.locale,
    )
    order.end = tx.announce(fact, cause=cause)
    if not was_confirmed:
        measures.decided(tx, order)
    order.ask(order.end)


class Loaded(NamedTuple):
    """Orders about to move. `trusted`: the versions of those that were not read but remembered."""

    orders: dict[str, model.Progress]
    trusted: Mapping[str, int]


async def load(
    tx: tx.Tx, order_ids: Collection[str], act: model.Act, recent: Recent | None, *, with_lines: bool = False
) -> Loaded:
    """The orders of a step; those that this process remembers it must take, and save as `trusted`.

    Where orders are remembered they are read with their lines: a later step takes them as they are.
    """
    orders = recent.take(order_ids, act) if recent is not None else {}
    trusted = {order.id: order.version for order in orders.values()}
    if unknown := [each for each in order_ids if each not in orders]:
        orders |= await store.progress_by_id(tx, unknown, with_lines=with_lines or recent is not None)
    return Loaded(orders, trusted)


async def save(
    tx: tx.Tx, moved: Iterable[model.Progress], after: Afterwards, trusted: Mapping[str, int] | None = None
) -> None:
    """Store steps taken; carts of cancelled orders are free again; whoever waits is woken after the commit.

    Where an order is another one by now than the `trusted` one, the transaction runs again.
    """
    orders = list(moved)
    if not orders:
        return
    await store.save_progress(tx, orders, trusted or {})
    await finish(tx, orders, after)


async def finish(tx: tx.Tx, orders: Sequence[model.Progress], after: Afterwards) -> None:
    """What has to happen beside the orders themselves once they moved."""
    cancelled = {
        order.cart_id: order.id for order in orders if order.cart_id and order.status is model.Status.CANCELLED
    }
    await store.free_carts(tx, cancelled)
    await store.forget_buyers(tx, [order.id for order in orders if order.is_forgettable])
    news = {order.id: _news(order) for order in orders}
    tx.after_commit(lambda: after.wake(news))


def _news(order: model.Progress) -> str:
    if order.status is model.Status.AWAITING_PAYMENT and order.payment.next_action is not None:
        return ACTION_REQUIRED
    return order.status.value


def tell_ends_again(tx: tx.Tx, ends: Iterable[str], after: Afterwards) -> None:
    """Somebody answered after the end: tell them how it ended."""
    event_ids = sorted(set(ends))
    if event_ids:
        tx.after_commit(lambda: after.resend(event_ids))
