"""An order waits for its payment: remember the intent; the call follows the commit."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from souk import contracts
from souk.kit import consumer, tx
from souk.payment import model
from souk.payment.actions.batch import Batch

Question = consumer.Received[contracts.order.OrderAwaitingPayment]


async def take_payments(
    tx: tx.Tx, received: Sequence[Question], gateways: Collection[str], lease: model.Lease
) -> list[model.Payment]:
    """Save an intent for every order that has none. Answers those that this process is to call about.

    As many as the lease has room for are claimed in the same transaction, which thereby notes their first attempt; the
    others are found due later. A question about a payment whose result is known, or that was cancelled before it was
    known here, is answered at once.
    """
    batch = await Batch.load(tx, (model.payment_id(each.data.order_id) for each in received))
    for each in received:
        asked = each.data
        payment = batch.get(model.payment_id(asked.order_id))
        if payment is not None:
            answer = model.asked_again(payment, asked.gateway, asked.amount, each.id, batch.now)
            batch.change(payment, answer, None)
            continue
        payment = model.Payment.intend(
            order_id=asked.order_id,
            gateway=asked.gateway,
            amount=asked.amount,
            token=asked.token,
            cause=each.id,
            expires_at=asked.expires_at,
            now=batch.now,
            traceparent=each.traceparent,
        )
        batch.add(payment)
        if asked.gateway not in gateways:
            happenings = model.decline(payment, f"there is no gateway {asked.gateway}", batch.now, "system")
        elif not asked.amount:
            happenings = model.capture_nothing(payment, batch.now)
        else:
            happenings = []
        batch.change(payment, happenings, lease)
    return await batch.save()
