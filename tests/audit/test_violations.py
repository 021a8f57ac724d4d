"""An oracle that cannot say no proves nothing: every invariant is broken by hand, and must be noticed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from audit.books import Books
from souk.kit import clock, ids

Spoil = Callable[[Books], Any]
HOUR_AGO = clock.now() - timedelta(hours=1)


def order(kind: str, change: dict[str, Any]) -> Spoil:
    return lambda books: books["order"]["orders"].update_one({"_id": books.orders[kind]}, change)


def reservation(kind: str, change: dict[str, Any]) -> Spoil:
    return lambda books: books["inventory"]["reservations"].update_one({"_id": books.orders[kind]}, change)


def payment(kind: str, change: dict[str, Any]) -> Spoil:
    return lambda books: books["payment"]["payments"].update_one({"_id": books.payment(kind)}, change)


def level(change: dict[str, Any], sku: str = "MUG") -> Spoil:
    return lambda books: books["inventory"]["stock_levels"].update_one({"_id": sku}, change)


def charge(kind: str, **changes: Any) -> Spoil:
    def spoil(books: Books) -> None:
        key = books.payment(kind)
        books.charges = [
            msgspec.structs.replace(each, **changes) if each.key == key else each for each in books.charges
        ]

    return spoil


def charged_again(kind: str, key: str | None = None) -> Spoil:
    def spoil(books: Books) -> None:
        [first] = [each for each in books.charges if each.key == books.payment(kind)]
        books.charges.append(msgspec.structs.replace(first, id="ch_again", key=key or first.key))

    return spoil


def open_order(**watch: Any) -> Spoil:
    """An order that is still placed, with this alarm clock."""
    step = {"at": HOUR_AGO, "status": "placed", "by": "customer"}
    change: dict[str, Any] = {"status": "placed", "stage": "open", "history": [step]}
    return order("sold", {"$set": change | ({"watch": watch} if watch else {})})


def outbox_row(books: Books, service: str, event_type: str) -> dict[str, Any]:
    found = books[service]["outbox"].find_one({"type": event_type})
    assert found is not None
    return found


def unheard(event_type: str, publisher: str, listener: str) -> Spoil:
    def spoil(books: Books) -> None:
        event_id = outbox_row(books, publisher, event_type)["ids"][0]
        assert books[listener]["inbox"].delete_one({"events": event_id}).deleted_count == 1

    return spoil


def answered_twice(books: Books) -> None:
    row = outbox_row(books, "inventory", "inventory.stock_reserved.v1")
    books["inventory"]["outbox"].insert_one({**row, "_id": ids.new("msg"), "ids": [ids.new("evt")]})


def never_answered(books: Books) -> None:
    row = outbox_row(books, "inventory", "inventory.stock_rejected.v1")
    books["inventory"]["outbox"].delete_one({"_id": row["_id"]})


def said_twice(books: Books) -> None:
    row = outbox_row(books, "order", "order.fulfilled.v1")
    event_id = ids.new("evt")
    body = row["body"].replace(row["ids"][0].encode(), event_id.encode())
    books["order"]["outbox"].insert_one({**row, "_id": ids.new("msg"), "ids": [event_id], "body": body})
    for listener in ("notification", "payment"):
        books[listener]["inbox"].insert_one({"_id": ids.new("inb"), "events": [event_id]})


def given_up(books: Books) -> None:
    event_id = outbox_row(books, "order", "order.confirmed.v1")["ids"][0]
    consumer, kind = "inventory__order_confirmed", "order.confirmed.v1"
    letter = {"consumer": consumer, "type": kind, "event": b"{}", "reason": "KeyError", "at": HOUR_AGO}
    books["inventory"]["dead_letters"].insert_one({"_id": f"{consumer}:{event_id}", **letter})


def put_off(books: Books) -> None:
    row = {"_id": ids.new("evt"), "consumer": "inventory__order_confirmed", "event": b"{}", "reason": "short of MUG"}
    books["inventory"]["deferred"].insert_one({**row, "due": HOUR_AGO, "tries": 3, "attempts": 0})


def entry(kind: str, movement: str, change: dict[str, Any]) -> Spoil:
    def spoil(books: Books) -> None:
        about = {"_id": {"$regex": f"^{books.payment(kind)}.{movement}.*debit$"}}
        assert books["payment"]["ledger_entries"].update_one(about, change).modified_count == 1

    return spoil


def lost(collection: str, service: str, kind: str, prefix: str = "ord") -> Spoil:
    return lambda books: books[service][collection].delete_one({"_id": f"{prefix}{books.orders[kind][3:]}"})


def stolen_total(books: Books) -> None:
    order("sold", {"$inc": {"totals.total.amount": 1}})(books)
    payment("sold", {"$inc": {"amount.amount": 1}})(books)


FAR = clock.now() + timedelta(hours=1)
SPOILT: dict[str, tuple[str, Spoil, str]] = {
    "an order that nobody watches": ("I1", open_order(), "nobody watches it"),
    "an order past its deadline": (
        "I1",
        open_order(at=FAR, since=HOUR_AGO, deadline=HOUR_AGO + timedelta(minutes=15)),
        "should have ended by",
    ),
    "an order that the watchdog overlooks": (
        "I1",
        lambda books: (
            open_order(at=FAR, since=HOUR_AGO, deadline=FAR)(books),
            order("sold", {"$set": {"stage": "confirmed"}})(books),
        ),
        "look for it among those that are confirmed",
    ),
    "an end that nobody was told": ("I1", order("sold", {"$unset": {"end": ""}}), "nobody was told"),
    "goods that never come back": (
        "I1",
        order("undone", {"$set": {"settling.is_stock_back": False}}),
        "nobody watches it",
    ),
    "an oversold SKU": ("I2", reservation("sold", {"$set": {"lines.0.quantity": 200}}), "is oversold"),
    "units out of nowhere": ("I2", level({"$inc": {"on_hand": 1}}), "came in"),
    "reserved for nobody": ("I2", level({"$inc": {"reserved": 1}}), "0 are held and 1 reserved"),
    "below zero": ("I2", level({"$inc": {"locations.loc_main.on_hand": -500, "on_hand": -500}}), "at loc_main -"),
    "stock without a level": (
        "I2",
        lambda books: books["inventory"]["stock_levels"].delete_one({"_id": "CUP"}),
        "it has no level",
    ),
    "charged twice": ("I3", charged_again("sold"), "was charged 2 times"),
    "charged under a foreign key": ("I3", charged_again("sold", "another"), "was charged and has no payment"),
    "charged for no order": ("I3", lost("payments", "payment", "sold", "pay"), "was charged and has no payment"),
    "never charged": (
        "I3",
        lambda books: setattr(books, "charges", [c for c in books.charges if c.key != books.payment("sold")]),
        "was never charged",
    ),
    "charged too much": ("I3", charge("sold", amount=1, captured=1), "and 1 was charged"),
    "captured and not booked": (
        "I3",
        lambda books: books["payment"]["ledger_entries"].delete_many({"payment_id": books.payment("sold")}),
        "the ledger says 0 debit, 0 credit",
    ),
    "booked on one side": ("I3", entry("sold", "captured", {"$inc": {"debit": 1}}), "the ledger says"),
    "declined and charged": ("I3", charge("declined", status="succeeded", captured=1), "the card stays charged"),
    "paid for no order": ("I3", lost("orders", "order", "sold"), "was never placed and its payment is captured"),
    "sold and not taken": ("I4", reservation("sold", {"$set": {"status": "released"}}), "goods are released"),
    "sold and never reserved": ("I4", lost("reservations", "inventory", "sold"), "goods are not reserved"),
    "other goods than ordered": ("I4", reservation("sold", {"$inc": {"lines.0.quantity": -1}}), "are committed"),
    "goods of no order": ("I4", lost("orders", "order", "sold"), "was never placed and its goods are committed"),
    "refunded more than taken": ("I5", payment("refunded", {"$set": {"captured.amount": 400}}), "refunds come to 500"),
    "refunded by nobody": ("I5", charge("sold", refunded=100), "the gateway gave back 100"),
    "refunded and not given": ("I5", charge("refunded", refunded=0), "500 was refunded and the gateway gave back 0"),
    "given back twice": ("I5", charge("refunded", refunded=1000), "the gateway gave back 1000"),
    "refunds that do not add up": (
        "I5",
        payment("refunded", {"$set": {"refunded.amount": 600}}),
        "its refunds come to 500",
    ),
    "a refund booked twice": ("I5", entry("refunded", "refunded", {"$inc": {"debit": 500}}), "1000 debit, 500 credit"),
    "cancelled and still held": ("I6", reservation("declined", {"$set": {"status": "held"}}), "goods are held"),
    "undone and kept": ("I6", reservation("undone", {"$set": {"status": "committed"}}), "its goods are committed"),
    "cancelled and paid": ("I6", charge("undone", status="succeeded", refunded=0), "the card stays charged"),
    "cancelled and payment goes on": (
        "I6",
        payment("undone", {"$set": {"cancelled": False}}),
        "its payment goes on",
    ),
    "a refund that needs a person": (
        "I6",
        payment("undone", {"$set": {"state": "captured", "status": "captured", "alarm": "refused"}}),
        "its payment needs a person: refused",
    ),
    "payment was never told": ("I6", lost("payments", "payment", "sold out", "pay"), "payment has not heard of it"),
    "an event that was never heard": (
        "I7",
        unheard("order.confirmed.v1", "order", "inventory"),
        "inventory never heard this order.confirmed",
    ),
    "an event with two effects": ("I7", answered_twice, "inventory acted 2 times on this order.placed"),
    "a question without an answer": ("I7", never_answered, "heard this order.placed and never answered"),
    "a wrong total": ("I8", stolen_total, "its total comes to"),
    "a wrong line": ("I8", order("sold", {"$inc": {"lines.0.total.amount": 5}}), "its line of MUG comes to 2500"),
    "a wrong tax": ("I8", order("sold", {"$inc": {"totals.tax.amount": 1}}), "its tax comes to"),
    "two currencies": ("I8", order("sold", {"$set": {"totals.shipping.currency": "USD"}}), "mixes EUR, USD"),
    "another amount than the order's": ("I8", payment("sold", {"$inc": {"amount.amount": 1}}), "its payment is of"),
    "a version that went back": ("I9", order("sent", {"$set": {"version": 3}}), "which is at 3"),
    "fewer versions than steps": ("I9", order("sold", {"$set": {"version": 1}}), "took 3 steps and is at version 1"),
    "a listener that is ahead": ("I9", order("sold", {"$set": {"payment.version": 99}}), "knows version 99"),
    "a listener that missed something": (
        "I9",
        order("sold", {"$set": {"payment.status": "authorized"}}),
        "believes its payment authorized",
    ),
    "one version of two facts": ("I9", said_twice, "was announced twice at version"),
    "a fact given up": ("I11", given_up, "inventory__order_confirmed gave up this order.confirmed: KeyError"),
    "put off for good": ("I11", put_off, "put this off: short of MUG"),
    "a step that is not on record": ("I12", order("sold", {"$pop": {"history": 1}}), "its history ends with"),
    "a step that is not allowed": (
        "I12",
        order("declined", {"$set": {"status": "confirmed", "history.2.status": "placed"}}),
        "went from awaiting_payment to placed",
    ),
    "a payment's missing step": ("I12", payment("sold", {"$pop": {"history": 1}}), "the history ends with pending"),
    "cancelled for no reason": ("I12", order("declined", {"$unset": {"reason": ""}}), "for the reason None"),
    "more sent than ordered": (
        "I12",
        order("sent", {"$set": {"fulfillments.0.lines.0.quantity": 2}}),
        "more was sent than ordered",
    ),
    "a record that cannot be read": ("I12", order("sold", {"$set": {"totals": 7}}), "cannot be read: the order"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_it_notices(books: Books, what: str) -> None:
    invariant, spoil, words = SPOILT[what]
    spoil(books)
    [verdict] = [each for each in books.audited().verdicts if each.id == invariant]
    found = [each.what for each in verdict.offenders if not each.waits]
    assert verdict.violations >= len(found) > 0
    assert any(words in each for each in found), found


def test_poison_from_outside_is_no_fact_given_up(books: Books) -> None:
    consumer = "inventory__order_placed"
    letter = {"consumer": consumer, "type": "order.placed.v1", "event": b"?", "reason": "no JSON", "at": HOUR_AGO}
    books["inventory"]["dead_letters"].insert_one({"_id": f"{consumer}:raw_1", **letter})
    report = books.audited()
    [verdict] = [each for each in report.verdicts if each.id == "I11"]
    assert (verdict.checked, verdict.violations, report.lines()) == (1, 0, [])
