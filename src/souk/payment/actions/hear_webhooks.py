"""What a gateway tells by itself: once, however often it is delivered, and in whatever order."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from souk.kit import errors, tx
from souk.payment import model, store
from souk.payment.actions.batch import Batch, Did


class Heard(msgspec.Struct, frozen=True):
    """One delivery; `event_id` is the gateway's, with its name in front."""

    event_id: str
    charge: model.Charge


async def hear_webhooks(tx: tx.Tx, deliveries: Sequence[Heard], lease: model.Lease) -> Did[str]:
    """Take note of charges as the gateway describes them; news older than what is known change nothing.

    Answers the payments' ids. Refuses `NoSuchPayment`.
    """
    known = await store.known_events(tx, (each.event_id for each in deliveries))
    batch = await Batch.load(tx, (each.charge.key for each in deliveries))
    fresh: dict[str, None] = {}
    answers: list[str | errors.Refusal] = []
    for each in deliveries:
        payment = batch.get(each.charge.key)
        if payment is None:
            answers.append(model.NoSuchPayment(f"no payment {each.charge.key}"))
            continue
        if each.event_id not in known and each.event_id not in fresh:
            fresh[each.event_id] = None
            batch.change(payment, model.observe(payment, each.charge, batch.now), lease)
        answers.append(payment.id)
    await store.record_events(tx, fresh)
    return Did(answers, await batch.save())
