"""Between two calls: who makes the next one, and what the last one brought."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from souk.kit import errors, tx
from souk.payment import model
from souk.payment.actions.batch import Batch


class Result(msgspec.Struct):
    """What one call brought. `lease` is the one it was made under, prolonged for the call that may follow at once.

    `known` is the payment as it was when the call was made, if it need not be read for this: saved only where it is
    still the same, and good for one try.
    """

    payment_id: str
    lease: model.Lease
    call: model.Call
    outcome: model.Outcome
    known: model.Payment | None = None

    def take_known(self) -> model.Payment | None:
        known, self.known = self.known, None
        return known


async def take_up(tx: tx.Tx, payment_ids: Sequence[str], lease: model.Lease) -> list[model.Payment]:
    """Claim payments that are due and free, and note the attempt; answers those that are ours to call about now."""
    batch = await Batch.load(tx, payment_ids)
    for payment_id in payment_ids:
        payment = batch.get(payment_id)
        if payment is None or payment.due_at is None or payment.due_at > batch.now:
            continue
        if payment.lease_until is None or payment.lease_until <= batch.now:
            batch.take(payment, lease)
    return await batch.save()


async def settle_calls(tx: tx.Tx, results: Sequence[Result]) -> list[model.Payment | errors.Refusal]:
    """Save what calls brought, where their lease still holds. A payment that owes another call now stays claimed.

    A final state is never changed by a late result: what matters then came by webhook before.
    """
    known = [payment for result in results if (payment := result.take_known()) is not None]
    batch = await Batch.load(tx, (result.payment_id for result in results), known)
    settled: list[model.Payment | errors.Refusal] = []
    for result in results:
        payment = batch.get(result.payment_id)
        if payment is None or payment.lease != result.lease.token:
            settled.append(model.LeaseLost("another process has taken this payment over"))
            continue
        model.release(payment)
        is_final = payment.state in model.FINAL
        happenings = [] if is_final else model.settle(payment, result.call, result.outcome, batch.now)
        batch.change(payment, happenings, result.lease)
        settled.append(payment)
    await batch.save()
    return settled
