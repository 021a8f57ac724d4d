"""The safety mechanisms, each with a way to switch it off: a test that cannot miss one proves nothing about it.

A patch puts into a real module's place of one piece what a naive implementation would have there; nothing of this is
known to `souk`. See docs/proof.md for what notices each.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

from proof.mechanisms import messages, orders, payments, stock
from proof.mechanisms.mechanism import Mechanism, Patch

__all__ = ["ALL", "EVERY", "SUBTLER", "Mechanism", "Patch", "UnknownMechanismError", "named", "without"]

ALL: Mapping[str, Mechanism] = {
    each.name: each
    for each in (
        messages.OUTBOX_ROW,
        messages.SWEEPER,
        messages.INBOX,
        messages.ANSWERING_TWICE,
        orders.WATCHDOG,
        stock.STOCK_DECISION,
        messages.IDEMPOTENCY_CLAIM,
        payments.STABLE_KEY,
        messages.ACK_AFTER_COMMIT,
        stock.INVENTORY_ASKS,
        payments.PAYMENT_ASKS,
        payments.REFUND_BOUND,
        orders.EXPECTED_TOTAL,
        orders.VERSION_CHECK,
        payments.TOMBSTONE,
    )
}
SUBTLER: Mapping[str, Mechanism] = {
    each.name: each for each in (messages.OUTBOX_ROW_BESIDE, messages.INBOX_BESIDE, messages.IDEMPOTENCY_CLAIM_BESIDE)
}
"""The same, there but not in the transaction: mistakes of those who know better than to have none."""
EVERY: Mapping[str, Mechanism] = {**ALL, **SUBTLER}


class UnknownMechanismError(LookupError):
    """There is no mechanism of this name; the message names those that there are."""


def named(name: str) -> Mechanism:
    """The mechanism of this name."""
    try:
        return EVERY[name]
    except KeyError:
        raise UnknownMechanismError(f"there is no mechanism {name}; there are {', '.join(EVERY)}") from None


@contextlib.contextmanager
def without(*names: str) -> Iterator[None]:
    """Switch mechanisms off in this process for as long as the context lasts. Raises `UnknownMechanismError`."""
    chosen = [named(name) for name in names]
    with contextlib.ExitStack() as stack:
        for mechanism in chosen:
            for patch in mechanism.patches:
                stack.enter_context(patch.applied())
        yield
