"""What becomes of a payment when its order goes on, or ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from souk.kit import tx
from souk.payment import model, store
from souk.payment.actions.batch import Batch


class Cancel(msgspec.Struct, frozen=True):
    """An order ended without needing its payment; `cause` is the question to answer when it had been confirmed."""

    order_id: str
    cause: str | None = None


async def cancel_payments(tx: tx.Tx, cancels: Sequence[Cancel], lease: model.Lease) -> list[model.Payment]:
    """Stop, void or refund the payments of these orders; where there is none yet, leave a tombstone.

    Answers the payments that this process is to call about.
    """
    batch = await Batch.load(tx, (model.payment_id(each.order_id) for each in cancels))
    for each in cancels:
        payment = batch.get(model.payment_id(each.order_id))
        if payment is None:
            payment = model.Payment.tombstone(each.order_id, each.cause, batch.now)
            batch.add(payment)
        batch.change(payment, model.cancel(payment, each.cause, batch.now), lease)
    return await batch.save()


async def capture_fulfilled(tx: tx.Tx, order_ids: Sequence[str], lease: model.Lease) -> list[model.Payment]:
    """Capture in full what was only authorized, now that a parcel left; later parcels find nothing to do."""
    batch = await Batch.load(tx, (model.payment_id(order_id) for order_id in order_ids))
    for order_id in order_ids:
        payment = batch.get(model.payment_id(order_id))
        if payment is not None and payment.state is model.State.AUTHORIZED:
            model.request_capture(payment, None, "order", batch.now)
            batch.change(payment, [], lease)
    return await batch.save()


async def heed_orders(tx: tx.Tx, answers: Mapping[str, model.OrderState], lease: model.Lease) -> list[model.Payment]:
    """Act on what the order service says, by payment id. Answers the payments that this process is to call about."""
    confirmed = [payment_id for payment_id, order in answers.items() if order == "confirmed"]
    rest = [payment_id for payment_id, order in answers.items() if order != "confirmed"]
    if await store.stop_asking(tx, confirmed, model.SETTLED) < len(confirmed):
        rest = list(answers)
    batch = await Batch.load(tx, rest)
    for payment_id in rest:
        payment = batch.get(payment_id)
        if payment is not None and payment.ask_at is not None:
            batch.change(payment, model.heed(payment, answers[payment_id], batch.now), lease)
    return await batch.save()
