"""Whether a shop kept its promise to the customers of a stream: what they were told against what was written down."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from bench import stack
from faults.load import Customer, History
from faults.rig import Rig
from souk.audit import passes
from souk.audit.reading import sources
from souk.local.smtp_sink import mailbox

RECOVERY_S = 60.0
"""So long a shop may take to finish what a fault interrupted."""
PAUSE_S = 0.25
PACE = passes.Pace(second_look_s=0.5)
SHOWN_MAX = 12


@dataclass(frozen=True)
class Records:
    """What was written down about the customers of a stream."""

    orders: Mapping[str, Sequence[Mapping[str, Any]]]
    """By e-mail address: one each, if all is well."""
    payments: Mapping[str, Mapping[str, Any]]
    """By order."""
    mails: Mapping[str, Counter[str]] = field(default_factory=dict)
    """How many of which kind were sent, by order."""
    delivered: Counter[str] = field(default_factory=Counter)
    """How many mails lie in the mailbox, by address."""


async def settled(rig: Rig, history: History) -> None:
    """Wait until everything is as it should be; fails with what is not when the time is up."""
    limit = time.monotonic() + RECOVERY_S
    async with stack.opened(rig.reader) as books:
        while found := await wrong(rig, books, history):
            assert time.monotonic() < limit, "\n".join(found[:SHOWN_MAX])
            await asyncio.sleep(PAUSE_S)


async def wrong(rig: Rig, books: sources.Sources, history: History) -> list[str]:
    """What does not hold, of this stream and of all that were before it; empty when all is well."""
    if found := unfinished(rig):
        return found
    report = await passes.whole(books, PACE, operations=history.operations)
    waiting = [each.what for verdict in report.verdicts for each in verdict.offenders if each.waits]
    return [*report.lines(), *waiting, *broken_promises(history.customers, records(rig, history))]


def unfinished(rig: Rig) -> list[str]:
    """What somebody still has to do."""
    payment, notification = rig.reader.database("payment"), rig.reader.database("notification")
    counts = {
        "payments owe the gateway a call": payment["payments"].count_documents({"due_at": {"$exists": True}}),
        "mails wait": notification["emails"].count_documents({"status": {"$ne": "sent"}}),
    }
    return [f"{count} {what}" for what, count in counts.items() if count]


def records(rig: Rig, history: History) -> Records:
    emails = [each.email for each in history.customers]
    orders: dict[str, list[Mapping[str, Any]]] = {}
    for row in rig.reader.database("order")["orders"].find({"email": {"$in": emails}}):
        orders.setdefault(row["email"], []).append(row)
    ids = [row["_id"] for rows in orders.values() for row in rows]
    about = {"order_id": {"$in": ids}}
    mails: dict[str, Counter[str]] = {}
    for row in rig.reader.database("notification")["emails"].find({**about, "status": "sent"}):
        mails.setdefault(row["order_id"], Counter())[row["kind"]] += 1
    return Records(
        orders,
        {row["order_id"]: row for row in rig.reader.database("payment")["payments"].find(about)},
        mails,
        _delivered(rig),
    )


def _delivered(rig: Rig) -> Counter[str]:
    decoder = msgspec.json.Decoder(mailbox.Mail)
    lines = [line for path in rig.home.store("mail").glob("*.jsonl") for line in path.read_bytes().splitlines() if line]
    return Counter(to for line in lines for to in decoder.decode(line).recipients)


def broken_promises(customers: Sequence[Customer], seen: Records) -> list[str]:
    """Of each customer what is not as they were told."""
    return [f"{each.email} ({each.plan}): {what}" for each in customers for what in _broken(each, seen)]


def _broken(customer: Customer, seen: Records) -> list[str]:
    orders = seen.orders.get(customer.email, ())
    if customer.error is not None:
        return [customer.error]
    if customer.placed is None or customer.order_id is None:
        return [f"registering or ordering was refused: {customer.registered}, {customer.placed}"]
    if [order["_id"] for order in orders] != [customer.order_id]:
        return [f"told {customer.order_id}, stored {[order['_id'] for order in orders]}"]
    [order] = orders
    is_called_off = customer.plan.then in ("cancel at once", "cancel when confirmed")
    found = []
    if customer.changed is not None and not customer.changed.is_ok:
        found.append(f"{customer.plan.then} was refused: {customer.changed}")
    expected = ("cancelled", "customer") if is_called_off else _end(customer.plan.card)
    if (order["status"], order.get("reason")) != expected:
        found.append(f"{order['_id']} ended {order['status']}, {order.get('reason')}")
    payment = seen.payments.get(order["_id"], {})
    if customer.plan.then in ("refund a part", "refund all") and customer.changed is not None:
        done = [each["id"] for each in payment["refunds"] if each["status"] == "succeeded"]
        if done != [customer.changed.body.get("id")]:
            found.append(f"told of refund {customer.changed.body.get('id')}, given back by {done}")
    mails = seen.mails.get(order["_id"], Counter())
    kind = "order_cancelled" if order["status"] == "cancelled" else "order_confirmed"
    if mails[kind] != 1 or seen.delivered[customer.email] < mails.total():
        found.append(f"mails sent: {dict(mails)}, delivered: {seen.delivered[customer.email]}")
    return found


def _end(card: str) -> tuple[str, str | None]:
    return ("cancelled", "payment_declined") if card == "tok_declined" else ("confirmed", None)
