"""What was announced, and what became of it (I7, I11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from souk.audit.records import Fate, Letter, PutOff
from souk.audit.verdict import Flaw, Moment

LISTENERS: Mapping[str, tuple[str, ...]] = {
    "user.registered": ("notification",),
    "user.email_verification_requested": ("notification",),
    "user.password_reset_requested": ("notification",),
    "user.erased": ("notification", "order"),
    "product.published": ("inventory", "order"),
    "product.unpublished": ("order",),
    "product.price_changed": ("order",),
    "inventory.stock_reserved": ("order",),
    "inventory.stock_rejected": ("order",),
    "inventory.stock_returned": ("order",),
    "order.placed": ("inventory",),
    "order.awaiting_payment": ("payment",),
    "order.confirmed": ("inventory", "notification", "product"),
    "order.cancelled": ("inventory", "notification", "payment"),
    "order.fulfilled": ("notification", "payment"),
    "order.delivered": ("notification",),
    "payment.authorized": ("order",),
    "payment.captured": ("order",),
    "payment.declined": ("order",),
    "payment.action_required": ("order",),
    "payment.refunded": ("notification", "order"),
    "payment.voided": ("order",),
    "payment.disputed": ("order",),
}
"""Who has to hear of what, and remembers that in its inbox. A listener that keeps the greatest version needs none."""

QUESTIONS = frozenset({"order.placed", "order.awaiting_payment", "order.cancelled"})
MUST_ANSWER = frozenset({("order.placed", "inventory")})
"""Questions that are answered in the transaction that hears them."""
OVERDUE = timedelta(minutes=5)
"""What is put off is tried again when it is due; so much later nobody seems to."""


def has_one_effect(fate: Fate, moment: Moment) -> Iterator[Flaw]:
    """I7: sent, heard, and answered once."""
    name = base(fate.type)
    if not fate.is_sent:
        yield Flaw(f"{name} is not sent yet", waits=True)
        return
    durable = f"{fate.listener}__{name.replace('.', '_')}"
    if not fate.is_heard:
        early = moment.at - fate.announced_at < moment.grace or durable in moment.behind
        yield Flaw(f"{fate.listener} never heard this {name}", waits=early)
    elif (name, fate.listener) in MUST_ANSWER and not fate.answers:
        yield Flaw(f"{fate.listener} heard this {name} and never answered")
    for answer, count in fate.answers.items():
        if count > 1:
            yield Flaw(f"{fate.listener} acted {count} times on this {name}: {base(answer)}")
    if {"inventory.stock_reserved.v1", "inventory.stock_rejected.v1"} <= fate.answers.keys():
        yield Flaw(f"inventory both held and refused the goods of this {name}")


def was_given_up(letter: Letter, *, is_ours: bool) -> Iterator[Flaw]:
    """I11: a dead letter is poison from outside, or a fact that will have no effect."""
    if is_ours:
        yield Flaw(f"{letter.consumer} gave up this {base(letter.type)}: {letter.reason.splitlines()[0][:160]}")


def is_put_off(row: PutOff, moment: Moment) -> Iterator[Flaw]:
    """I11: what waits for its time is tried again when that has come."""
    waits = row.due > moment.at - OVERDUE
    yield Flaw(f"{row.consumer} put this off: {row.reason.splitlines()[0][:160]}", waits=waits)


def base(event_type: str) -> str:
    """`order.placed` of `order.placed.v1`."""
    return event_type.rsplit(".v", 1)[0]
