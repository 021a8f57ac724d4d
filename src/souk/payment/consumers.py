"""What payment listens to."""

from __future__ import annotations

from collections.abc import Sequence

from souk import contracts
from souk.kit import consumer, tx
from souk.payment import actions, workers


async def on_order_awaiting_payment(
    calls: workers.Calls,
    tx: tx.Tx,
    received: Sequence[consumer.Received[contracts.order.OrderAwaitingPayment]],
) -> consumer.Verdicts:
    """Remember the intent; the gateway is called as soon as that is committed."""
    impossible = {
        each.id: consumer.Never("an amount below zero cannot be taken")
        for each in received
        if each.data.amount.amount < 0
    }
    wanted = [each for each in received if each.id not in impossible]
    claimed = await actions.take_payments(tx, wanted, calls.gateway_names, calls.lease())
    tx.after_commit(lambda: calls.start(claimed))
    return impossible


async def on_order_cancelled(
    calls: workers.Calls, tx: tx.Tx, received: Sequence[consumer.Received[contracts.order.OrderCancelled]]
) -> None:
    """Take nothing, or give it back; when the order had been confirmed, it waits for our answer."""
    cancels = [actions.Cancel(each.data.order_id, each.id if each.data.is_question else None) for each in received]
    claimed = await actions.cancel_payments(tx, cancels, calls.lease())
    tx.after_commit(lambda: calls.start(claimed))


async def on_order_fulfilled(
    calls: workers.Calls, tx: tx.Tx, received: Sequence[consumer.Received[contracts.order.OrderFulfilled]]
) -> None:
    """A parcel left: take what was only authorized."""
    claimed = await actions.capture_fulfilled(tx, [each.data.order_id for each in received], calls.lease())
    tx.after_commit(lambda: calls.start(claimed))
