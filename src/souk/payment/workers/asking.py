"""Asking before it hurts: is the order of this old intent, or of this money, still what we think it is?"""

from __future__ import annotations

import asyncio
import logging

from souk.kit import clock, errors, mongo, tx
from souk.payment import actions, gateway, store
from souk.payment.workers.calls import Calls
from souk.serving import rest

LOG = logging.getLogger(__name__)

PERIOD_S = 5.0
PERIOD_MAX_S = 60.0
"""Between two questions while the order service does not answer."""


async def ask_for_ever(db: mongo.Database, other: rest.Rest, calls: Calls) -> None:
    """Ask about payments whose time has come; a full batch is followed by the next one at once."""
    pause_s = PERIOD_S
    while True:
        await asyncio.sleep(pause_s)
        try:
            while await ask_once(db, other, calls) == gateway.ORDERS_MAX:
                pass
            pause_s = PERIOD_S
        except (errors.Refusal, mongo.Failure) as error:
            LOG.warning("no answer about orders, asking again", extra={"error": str(error)})
            pause_s = min(pause_s * 2, PERIOD_MAX_S)


async def ask_once(db: mongo.Database, other: rest.Rest, calls: Calls) -> int:
    """Ask about one batch and act on the answers; answers how many were asked about.

    Raises the refusal of a question that brought no answer: nothing has changed then, and it is asked again.
    """
    asked = await store.orders_to_ask_about(db, clock.now(), gateway.ORDERS_MAX)
    if not asked:
        return 0
    states = await gateway.order_states(other, list(asked.values()))
    answers = {payment_id: states[order_id] for payment_id, order_id in asked.items() if order_id in states}
    if answers:
        calls.start(await tx.transact(db, lambda tx: actions.heed_orders(tx, answers, calls.lease())))
    return len(asked) if len(answers) == len(asked) else 0
