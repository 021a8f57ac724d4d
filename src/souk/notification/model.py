"""A mail and its way to the mail server; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from souk.kit import clock, errors, ids

Kind = Literal[
    "welcome",
    "email_verification",
    "password_reset",
    "order_confirmed",
    "order_cancelled",
    "order_shipped",
    "order_delivered",
    "order_refunded",
]
Status = Literal["sending", "queued", "sent", "failed", "forgotten"]

TRANSITIONS: Mapping[tuple[Status, str], Status] = {
    ("queued", "claim"): "sending",
    ("sending", "claim"): "sending",  # its sender died: the lease is over
    ("sending", "accept"): "sent",
    ("sending", "put_off"): "queued",
    ("sending", "give_up"): "failed",
    ("queued", "forget"): "forgotten",
    ("sending", "forget"): "forgotten",
    ("sent", "forget"): "forgotten",
    ("failed", "forget"): "forgotten",
}
"""The life of a mail; what is not here is refused. A mail begins as `sending`: whoever writes it down sends it."""

LEASE = timedelta(seconds=15)
"""After this the mail of a sender that said nothing is anybody's; one that lives renews it in time."""
ATTEMPTS_MAX = 8
"""So often a mail server may say "not now" to one mail."""
DELAY_START = timedelta(seconds=5)
DELAY_MAX = timedelta(minutes=30)
DELAY_UNREACHABLE = timedelta(seconds=15)
AGE_MAX = timedelta(days=3)
"""A mail that could not be sent for so long would only confuse."""
KEPT = timedelta(days=400)
RECIPIENT_UNKNOWN_MAX = timedelta(hours=24)
"""So long a refund waits for the mail that says whose order it is."""

_OVERTAKES: Mapping[Kind, Kind] = {"order_confirmed": "order_cancelled", "order_shipped": "order_delivered"}
"""A mail of the first kind makes no sense after one of the second about the same thing with a later version."""

_ADDRESS = re.compile(r"^[^\s<>\x00-\x1f\x7f@]+@[^\s<>\x00-\x1f\x7f@]+\Z")
_ADDRESS_LENGTH_MAX = 320


class Email(msgspec.Struct, kw_only=True):
    """One mail to one recipient, about one fact. `content` is the fact as JSON, gone once the mail was sent.

    Mails about orders keep it: they can be sent again, as new mails that say of which (`again_of`) and for whom (`by`).

    `due` is when somebody has to look after it: the end of the lease while `sending`, the next try while `queued`,
    nothing otherwise.
    """

    id: str
    kind: Kind
    to: str | None
    to_key: str | None
    locale: str = "en"
    status: Status = "sending"
    content: bytes | None
    user_id: str | None = None
    order_id: str | None = None
    number: str | None = None
    thing: str | None = None
    """What the mail is about, where that is less than the order: a fulfillment."""
    version: int = 0
    attempts: int = 1
    lease: str | None = None
    due: datetime | None = None
    reason: str | None = None
    at: datetime
    sent_at: datetime | None = None
    again_of: str | None = None
    by: str | None = None


class Outcome(msgspec.Struct, frozen=True):
    """What became of one attempt: `accept`, `put_off` until `due`, or `give_up` with a reason."""

    verb: Literal["accept", "put_off", "give_up"]
    due: datetime | None = None
    reason: str | None = None
    is_attempt: bool = True
    """False when the mail server (or whom we had to ask) could not be reached: no fault of this mail."""


class MailOnItsWay(errors.Conflict):
    slug = "mail-on-its-way"
    title = "This mail has not been sent yet"


class MailNotKept(errors.Conflict):
    """What it told is not kept: it is not about an order, or whoever got it was forgotten."""

    slug = "mail-not-kept"
    title = "This mail cannot be sent again"


def again(email: Email, by: str, now: datetime) -> Email:
    """The same mail to the same person, once more. Raises `MailOnItsWay`, `MailNotKept`."""
    if email.status in ("sending", "queued"):
        raise MailOnItsWay("it will be sent by itself")
    if email.content is None or email.order_id is None or email.to is None:
        raise MailNotKept("what it told is not kept")
    return Email(
        id=ids.new("eml"),
        kind=email.kind,
        to=email.to,
        to_key=email.to_key,
        locale=email.locale,
        content=email.content,
        user_id=email.user_id,
        order_id=email.order_id,
        number=email.number,
        thing=email.thing,
        version=email.version,
        at=now,
        again_of=email.id,
        by=by,
    )


def email_id(event_id: str) -> str:
    """One mail per fact: the id of the mail follows from that of the event."""
    return f"eml_{event_id.partition('_')[2] or event_id}"


def address_key(address: str) -> str:
    """What makes two spellings of an address the same recipient."""
    return address.strip().casefold()


def is_address(text: str) -> bool:
    """Whether it can stand in an SMTP command and a header without becoming something else."""
    return len(text) <= _ADDRESS_LENGTH_MAX and _ADDRESS.fullmatch(text) is not None


def next_status(status: Status, verb: str) -> Status | None:
    """Where a verb leads; `None` when the table has no such step."""
    return TRANSITIONS.get((status, verb))


def is_overtaken(email: Email, others: Iterable[Email]) -> bool:
    """Whether a later word about the same thing was already spoken, so that this one would only confuse."""
    by = _OVERTAKES.get(email.kind)
    return by is not None and any(
        other.kind == by
        and other.order_id == email.order_id
        and other.thing == email.thing
        and other.version > email.version
        for other in others
    )


def can_be_overtaken(kind: Kind) -> bool:
    return kind in _OVERTAKES


def accepted() -> Outcome:
    """The mail server took it."""
    return Outcome("accept")


def refused(email: Email, reason: str, now: datetime) -> Outcome:
    """The mail server said "not now" to this mail: later, or never when it said so too often."""
    if email.attempts >= ATTEMPTS_MAX or now - email.at > AGE_MAX:
        return Outcome("give_up", reason=reason)
    return Outcome("put_off", due=now + delay(email.attempts), reason=reason)


def rejected(reason: str) -> Outcome:
    """The mail server said "never", or there is nothing to send any more."""
    return Outcome("give_up", reason=reason)


def unreachable(email: Email, reason: str, now: datetime) -> Outcome:
    """Whoever is needed does not answer: that is no fault of the mail, but it grows old all the same."""
    if now - email.at > AGE_MAX:
        return Outcome("give_up", reason=reason)
    return Outcome("put_off", due=now + DELAY_UNREACHABLE, reason=reason, is_attempt=False)


def given_back(now: datetime) -> Outcome:
    """Its sender goes away before it tried: anybody may take it at once."""
    return Outcome("put_off", due=now, is_attempt=False)


def delay(attempts: int) -> timedelta:
    """How long to wait after so many attempts: doubling, bounded."""
    return timedelta(seconds=clock.doubled_s(DELAY_START.total_seconds(), attempts - 1, DELAY_MAX.total_seconds()))


def grouped(outcomes: Sequence[tuple[Email, Outcome]]) -> dict[Outcome, list[str]]:
    """Ids of mails by what became of them, so that each group is saved by one statement."""
    groups: dict[Outcome, list[str]] = {}
    for email, outcome in outcomes:
        groups.setdefault(outcome, []).append(email.id)
    return groups
