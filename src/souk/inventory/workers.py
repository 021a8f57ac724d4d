"""Holds that are past their time: inventory asks the order service, and acts by its answer and by nothing else."""

from __future__ import annotations

import asyncio
import logging

from souk.inventory import actions, gateway, model
from souk.kit import errors, metrics, mongo, tx
from souk.serving import rest

LOG = logging.getLogger(__name__)

PERIOD_S = 5.0

FACTS: dict[gateway.State, model.Fact] = {"confirmed": model.Fact.CONFIRMED, "cancelled": model.Fact.CANCELLED}
"""`open` and `unknown` change nothing: the hold stays, and is asked about again."""


async def ask_for_ever(db: mongo.Database, other: rest.Rest) -> None:
    """Ask about due holds every few seconds; a full batch is followed by the next one at once."""
    while True:
        try:
            while await ask_once(db, other) == gateway.ORDERS_MAX:
                pass
        except (errors.Refusal, mongo.Failure) as error:
            LOG.warning("no answer about holds, asking again", extra={"error": str(error)})
        await asyncio.sleep(PERIOD_S)


async def ask_once(db: mongo.Database, other: rest.Rest) -> int:
    """Claim due holds, ask, settle what ended; answers how many were asked about.

    Raises the refusal of a call that brought no answer: the claimed holds stay held and come up again.
    """
    claimed = await tx.transact(db, lambda tx: actions.claim_holds(tx, gateway.ORDERS_MAX))
    if not claimed:
        return 0
    states = await gateway.order_states(other, claimed)
    facts = {order_id: FACTS[state] for order_id, state in states.items() if order_id in claimed and state in FACTS}
    if facts:
        await tx.transact(db, lambda tx: actions.settle_holds(tx, facts))
    for order_id in claimed:
        if states.get(order_id, "unknown") == "unknown":
            metrics.ALARMS.labels("a hold for an unknown order").inc()
            LOG.error("a hold for an order that the order service does not know", extra={"order_id": order_id})
    return len(claimed)
