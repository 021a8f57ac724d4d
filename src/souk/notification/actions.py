"""Mails are written down in the transaction that hears of the fact, and handed to the sender once that is committed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from souk.contracts import payment, user
from souk.kit import clock, consumer, errors, ids
from souk.kit.tx import Tx
from souk.notification import model, store
from souk.notification.model import Email

HandOver = Callable[[Sequence[Email]], None]
"""Takes mails that are written down and leased, to be sent at once."""


async def write_emails(tx: Tx, emails: Sequence[Email], hand_over: HandOver) -> None:
    """Write mails down, all under one lease of this process.

    Left out are mails to people who were erased, and those that a later word about the same thing has overtaken.
    """
    emails = await _without_erased(tx, emails)
    emails = await _without_overtaken(tx, emails)
    if not emails:
        return
    lease, due = ids.new("lea"), clock.now() + model.LEASE
    for email in emails:
        email.lease, email.due = lease, due
    await store.insert_emails(tx, emails)
    tx.after_commit(lambda: hand_over(emails))


async def write_refunds(
    tx: Tx, received: Sequence[consumer.Received[payment.PaymentRefunded]], emails: Sequence[Email], hand_over: HandOver
) -> consumer.Verdicts:
    """Write the mails of refunds to whoever was told of the order before: one a refund, which payment may speak of
    again in answer to a cancellation.

    A refund that is heard of before its order waits, and is given up when nobody can be found for a day.
    """
    now = clock.now()
    about = await store.emails_about(tx, (each.data.order_id for each in received))
    told_of = {email.thing for emails_ in about.values() for email in emails_ if email.kind == "order_refunded"}
    ready: list[Email] = []
    verdicts: dict[str, consumer.Later | consumer.Never] = {}
    for each, email in zip(received, emails, strict=True):
        known = about.get(each.data.order_id, [])
        told = next((earlier for earlier in known if earlier.number), None)
        if told is not None:
            email.number, email.locale, email.user_id = told.number, told.locale, told.user_id
            email.to = email.to or told.to
        if email.thing in told_of:
            continue
        if email.to is not None:
            told_of.add(email.thing)
            email.to_key = model.address_key(email.to)
            ready.append(email)
        elif told is None:
            is_old = now - each.time > model.RECIPIENT_UNKNOWN_MAX
            reason = f"nobody was told of order {each.data.order_id} yet"
            verdicts[each.id] = consumer.Never(reason) if is_old else consumer.Later(reason)
        # else: whoever it was wants to be forgotten
    await write_emails(tx, ready, hand_over)
    return verdicts


class Resend(msgspec.Struct, frozen=True):
    """One of the staff wants a mail sent again."""

    email_id: str
    by: str


async def resend_emails(tx: Tx, wanted: Sequence[Resend], hand_over: HandOver) -> Sequence[Email | errors.Refusal]:
    """Write down these mails once more. Refuses what there is not, is still on its way, or is not kept."""
    known = await store.emails_by_id(tx, (each.email_id for each in wanted))
    now = clock.now()
    answers: list[Email | errors.Refusal] = []
    for each in wanted:
        try:
            answers.append(model.again(_known(known, each.email_id), each.by, now))
        except errors.Refusal as refusal:
            answers.append(refusal)
    made = [each for each in answers if isinstance(each, Email)]
    lease, due = ids.new("lea"), now + model.LEASE
    for email in made:
        email.lease, email.due = lease, due
    await store.insert_emails(tx, made)
    tx.after_commit(lambda: hand_over(made))
    return answers


def _known(emails: Mapping[str, Email], email_id: str) -> Email:
    if (email := emails.get(email_id)) is None:
        raise errors.NotFound("there is no such mail")
    return email


async def forget(tx: Tx, received: Sequence[consumer.Received[user.UserErased]]) -> None:
    """Forget people: in the mails they got, and for those that were still to come."""
    await store.forget_people(tx, sorted({each.data.user_id for each in received}), clock.now())


async def _without_erased(tx: Tx, emails: Sequence[Email]) -> Sequence[Email]:
    people = {email.user_id for email in emails if email.user_id is not None}
    erased = await store.erased_people(tx, people) if people else set()
    return [email for email in emails if email.user_id not in erased] if erased else emails


async def _without_overtaken(tx: Tx, emails: Sequence[Email]) -> Sequence[Email]:
    doubtful = [email.order_id for email in emails if email.order_id and model.can_be_overtaken(email.kind)]
    about = await store.emails_about(tx, doubtful) if doubtful else {}
    if not about:
        return emails
    return [email for email in emails if not model.is_overtaken(email, about.get(email.order_id or "", ()))]
