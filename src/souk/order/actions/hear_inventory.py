"""What inventory says about the goods of orders."""

from __future__ import annotations

from collections.abc import Sequence

from souk import contracts
from souk.kit import clock, consumer, tx
from souk.order import model, store
from souk.order.actions import steps
from souk.order.actions.afterwards import Afterwards
from souk.order.actions.recent import Recent

UNKNOWN = consumer.Never("there is no such order here")


async def request_payment(
    tx: tx.Tx,
    received: Sequence[consumer.Received[contracts.inventory.StockReserved]],
    after: Afterwards,
    recent: Recent | None = None,
) -> consumer.Verdicts:
    """The goods are held: ask for the money. After the end, tell inventory how it ended."""
    order_ids = {each.data.order_id for each in received}
    orders, trusted = await steps.load(tx, order_ids, model.Act.REQUEST_PAYMENT, recent)
    now = clock.now()
    moved: dict[str, model.Progress] = {}
    ends: list[str] = []
    verdicts: dict[str, consumer.Later | consumer.Never] = {}
    for each in received:
        order = orders.get(each.data.order_id)
        if order is None:
            verdicts[each.id] = UNKNOWN
        elif order.may(model.Act.REQUEST_PAYMENT):
            token = order.request_payment(now)
            order.ask(tx.announce(_awaiting(order, token), cause=each.id))
            moved[order.id] = order
        elif order.end is not None:
            ends.append(order.end)
    if recent is not None:
        tx.after_commit(lambda: recent.keep(moved.values()))
    await steps.save(tx, moved.values(), after, trusted)
    steps.tell_ends_again(tx, ends, after)
    return verdicts


def _awaiting(order: model.Progress, token: str) -> contracts.order.OrderAwaitingPayment:
    if order.watch is None or order.watch.deadline is None:
        raise ValueError(f"{order.id} awaits a payment without a deadline")
    return contracts.order.OrderAwaitingPayment(
        order_id=order.id,
        amount=order.totals.total,
        gateway=order.payment.gateway,
        token=token,
        expires_at=order.watch.deadline,
        version=order.version,
    )


async def reject(
    tx: tx.Tx, received: Sequence[consumer.Received[contracts.inventory.StockRejected]], after: Afterwards
) -> consumer.Verdicts:
    """There is not enough: the order ends. A rejection of what was held before is a contradiction for a person."""
    orders = await store.progress_by_id(tx, {each.data.order_id for each in received})
    now = clock.now()
    moved: dict[str, model.Progress] = {}
    ends: list[str] = []
    verdicts: dict[str, consumer.Later | consumer.Never] = {}
    for each in received:
        order = orders.get(each.data.order_id)
        if order is None:
            verdicts[each.id] = UNKNOWN
        elif order.may(model.Act.REJECT_STOCK):
            order.cancel(model.Act.REJECT_STOCK, model.Reason.OUT_OF_STOCK, model.By.INVENTORY, now)
            steps.tell_cancelled(tx, order, was_confirmed=False, cause=each.id)
            moved[order.id] = order
        elif order.end is not None:
            ends.append(order.end)
        else:
            verdicts[each.id] = consumer.Never("the goods of this order were held before")
    await steps.save(tx, moved.values(), after)
    steps.tell_ends_again(tx, ends, after)
    return verdicts


async def note_stock_back(
    tx: tx.Tx, received: Sequence[consumer.Received[contracts.inventory.StockReturned]], after: Afterwards
) -> consumer.Verdicts:
    """The goods of an order that was cancelled after its confirmation are on the shelf again."""
    mine = [each for each in received if each.data.return_id is None]
    orders = await store.progress_by_id(tx, {each.data.order_id for each in mine})
    moved: dict[str, model.Progress] = {}
    verdicts: dict[str, consumer.Later | consumer.Never] = {}
    for each in mine:
        order = orders.get(each.data.order_id)
        if order is None:
            verdicts[each.id] = UNKNOWN
        elif order.settling is not None:
            order.settle(stock=True)
            moved[order.id] = order
    await steps.save(tx, moved.values(), after)
    return verdicts
