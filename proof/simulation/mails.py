"""What must be true of mails once a shop has come to rest: everybody was told, and by each mail once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from proof.simulation.shop import Shop

Document = dict[str, Any]
TOLD = {
    "order.confirmed": "order_confirmed",
    "order.cancelled": "order_cancelled",
    "order.fulfilled": "order_shipped",
    "payment.refunded": "order_refunded",
}
"""The mail that follows a fact."""


def is_open(shop: Shop) -> bool:
    """Whether this shop writes mails: not every one that is simulated does."""
    return "notification" in shop.world.stores


def unsent(shop: Shop) -> Iterator[str]:
    """Mails that are on their way."""
    for email in _emails(shop).values():
        if email["status"] in ("sending", "queued"):
            yield f"{email['kind']} of {email['order_id']} is {email['status']}"


def wrong(shop: Shop) -> Iterator[str]:
    """What may not be."""
    emails = _emails(shop)
    for email_id, email in emails.items():
        if email["status"] != "sent":
            yield f"{email['kind']} of {email['order_id']} is {email['status']}: {email.get('reason')}"
        elif not shop.mail_server.delivered[email_id]:
            yield f"{email['kind']} of {email['order_id']} is said to be sent and was not"
    yield from _untold(shop, emails)
    yield from _repeated(shop, emails)


def _emails(shop: Shop) -> dict[Any, Document]:
    return shop.world.stores["notification"].tables.get("emails", {})


def _untold(shop: Shop, emails: dict[Any, Document]) -> Iterator[str]:
    """Each fact that was told has its mail, unless a later one made it pointless or the broker lost what it had taken.

    That loss nobody mends: a mail is no question that somebody asks again.
    """
    lost = _lost(shop)
    told = Counter((email["kind"], email["order_id"]) for email in emails.values())
    orders = shop.world.stores["order"].tables.get("orders", {})
    for order_id, order in orders.items():
        reached = {step["status"] for step in order["history"]}
        for fact, kind in (("order.confirmed", "confirmed"), ("order.cancelled", "cancelled")):
            if kind not in reached or fact in lost or told[TOLD[fact], order_id] == 1:
                continue
            if fact == "order.confirmed" and not told[TOLD[fact], order_id] and "cancelled" in reached:
                continue  # it was overtaken
            yield f"{order_id} was {kind}, of which {told[TOLD[fact], order_id]} mails tell"
        if order.get("fulfillments") and "order.fulfilled" not in lost and told["order_shipped", order_id] != 1:
            yield f"{order_id} was sent, of which {told['order_shipped', order_id]} mails tell"
    for payment in shop.world.stores["payment"].tables.get("payments", {}).values():
        done = sum(each["status"] == "succeeded" for each in payment.get("refunds", ()))
        if not {"payment.refunded", "order.confirmed", "order.cancelled"} & lost:
            found = told["order_refunded", payment["order_id"]]
            if found != done:
                yield f"{payment['order_id']} was given money back {done} times, of which {found} mails tell"


def waits_in_vain(shop: Shop) -> bool:
    """Whether a refund may wait, for a day, for the mail that says whose order it is: the broker lost that fact."""
    return bool({"order.confirmed", "order.cancelled"} & _lost(shop))


def _lost(shop: Shop) -> set[str]:
    """Facts that the broker lost after it took them, once or more."""
    return {each.step.split()[-1] for each in shop.world.fate.happened if each.kind == "lost"}


def _repeated(shop: Shop, emails: dict[Any, Document]) -> Iterator[str]:
    """Nobody gets a mail twice but where a process died, or an answer got lost, between sending and noting it."""
    if any(each.step.startswith(("mail ", "notification ")) for each in shop.world.fate.happened):
        return
    for email_id, count in shop.mail_server.delivered.items():
        if count > 1:
            yield f"{emails[email_id]['kind']} came {count} times, although nothing was in its way"
