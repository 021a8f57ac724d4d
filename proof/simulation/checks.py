"""What must be true of a shop, read from its databases and from the bank."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from proof.simulation import mails
from proof.simulation.customers import Bought
from proof.simulation.shop import Shop
from souk.kit import outbox

Document = dict[str, Any]
UNDECIDED = frozenset({"placed", "awaiting_payment"})
MOVING = frozenset({"pending", "unknown", "stopping", "voiding", "capturing", "action_required"})
"""States of a payment in which it owes something."""
FOR_LESS = ("capture a part", "void")
"""What staff do to let somebody have an order for less, whatever they meant to do after it."""
HEALED_S = 300.0
"""An order is decided so long after the last fault at the latest, whatever got lost."""


def table(shop: Shop, service: str, name: str) -> dict[Any, Document]:
    return shop.world.stores[service].tables.get(name, {})


def unsettled(shop: Shop) -> Iterator[str]:
    """What is still to be done: nothing, once a shop has come to rest."""
    reservations, payments = table(shop, "inventory", "reservations"), table(shop, "payment", "payments")
    for order_id, order in table(shop, "order", "orders").items():
        status = order["status"]
        if status in UNDECIDED:
            yield f"{order_id} is {status}"
            continue
        if "watch" in order:
            yield f"{order_id} is being undone"
        held = reservations.get(order_id, {}).get("status")
        if held == "held" or (status == "cancelled") == (held == "committed"):
            yield f"{order_id} is {status}, its goods are {held}"
        if owed := _owed(status, payments.get(_payment_id(order_id))):
            yield f"{order_id} is {status}, its payment {owed}"
    for service in shop.world.stores:
        yield from _unsaid(shop, service)
    if mails.is_open(shop):
        yield from mails.unsent(shop)
    yield from _coming(shop)


def _coming(shop: Shop) -> Iterator[str]:
    for processes in shop.world.processes.values():
        yield from (f"{process.name} stands still" for process in processes if process.is_frozen)
    if shop.bank.coming:
        yield "the bank has more to say"
    if not shop.broker.is_empty:
        yield "the broker holds messages"


def _owed(status: str, payment: Document | None) -> str | None:
    """What is still to be done about an order's money."""
    if payment is None:
        return None if status == "cancelled" else "missing"
    state: str = payment["state"]
    is_owing = "due_at" in payment or any(each["status"] == "pending" for each in payment.get("refunds", ()))
    if is_owing or state in MOVING:
        return f"{state} and not at rest"
    if status == "cancelled" and state in ("captured", "partially_refunded", "authorized"):
        return state
    return f"{state}, though the goods were sent" if (status, state) == ("fulfilled", "authorized") else None


def _unsaid(shop: Shop, service: str) -> Iterator[str]:
    tables = shop.world.stores[service].tables
    if any("unsent" in row for row in tables.get("outbox", {}).values()):
        yield f"{service} has not sent everything it announced"
    known = tables.get("bus_streams", {}).get(service)
    stream = shop.broker.streams.get(service)
    if stream is None or (known and ("owner" in known or known["created"] != stream.created)):
        yield f"{service} has yet to notice that the broker forgot everything"
    if tables.get("deferred") and not (service == "notification" and mails.waits_in_vain(shop)):
        yield f"{service} has put events off"


def wrong(shop: Shop, bought: list[Bought], stock: dict[str, int]) -> Iterator[str]:
    """What may not be, once a shop has come to rest."""
    orders = table(shop, "order", "orders")
    yield from _answers(bought, orders)
    yield from _goods(shop, orders, stock)
    yield from _money(shop, bought, orders)
    yield from _shown(shop, orders)
    yield from _ledger(shop)
    yield from _effects(shop)
    yield from _lines(shop, orders)
    yield from _healing(shop, bought, orders)
    if mails.is_open(shop):
        yield from mails.wrong(shop)


def _answers(bought: list[Bought], orders: dict[str, Document]) -> Iterator[str]:
    """What the shop said is so, and one key makes one order."""
    for each in bought:
        made = [order_id for order_id in each.made if order_id in orders]
        if len(made) > 1:
            yield f"one key made {len(made)} orders"
        for order_id in each.answers:
            if order_id not in orders:
                yield f"{order_id} was accepted and is not there"
        if len(set(each.answers)) > 1:
            yield f"one key was answered with {len(set(each.answers))} orders"
        for order_id in made:
            total = orders[order_id]["totals"]["total"]["amount"]
            if each.wish.is_careful and total != each.shown_total:
                yield f"{order_id} costs {total}, the customer saw {each.shown_total}"


def _goods(shop: Shop, orders: dict[str, Document], stock: dict[str, int]) -> Iterator[str]:
    reservations = table(shop, "inventory", "reservations").values()
    committed = _units(each for each in reservations if each["status"] == "committed")
    held = _units(each for each in reservations if each["status"] == "held")
    sold = _units(each for each in orders.values() if each["status"] not in (*UNDECIDED, "cancelled"))
    for sku, there in stock.items():
        level = table(shop, "inventory", "stock_levels")[sku]
        if sold[sku] > there:
            yield f"{sold[sku]} of {sku} were sold, there were {there}"
        if level["on_hand"] + committed[sku] != there or level["on_hand"] < 0:
            yield f"{level['on_hand']} of {sku} are left and {committed[sku]} sold, there were {there}"
        if level["reserved"] != held[sku]:
            yield f"{level['reserved']} of {sku} are reserved, {held[sku]} are held for orders"


def _units(of: Iterable[Document]) -> Counter[str]:
    """Units by SKU in the lines of orders or reservations."""
    units: Counter[str] = Counter()
    for each in of:
        for line in each["lines"]:
            units[line["sku"]] += line["quantity"]
    return units


def _money(shop: Shop, bought: list[Bought], orders: dict[str, Document]) -> Iterator[str]:
    by_order: dict[str, list[Any]] = defaultdict(list)
    for taken in shop.bank.taken.values():
        by_order[taken.order_id].append(taken.charge)
    payments = table(shop, "payment", "payments")
    for order_id, charges in by_order.items():
        if order_id not in orders:
            yield f"{order_id} was charged and is no order"
        yield from _taken(order_id, orders.get(order_id, {}), charges, payments.get(_payment_id(order_id)))
    for_less = {order_id for each in bought for order_id in each.made if each.wish.then.startswith(FOR_LESS)}
    for order_id, order in orders.items():
        if order["status"] in (*UNDECIDED, "cancelled") or order_id in for_less:
            continue
        if not _is_paid(order, by_order.get(order_id, [])):
            yield f"{order_id} is {order['status']} and not paid"


def _taken(order_id: str, order: Document, charges: list[Any], payment: Document | None) -> Iterator[str]:
    """What the bank says about an order, against what the shop says."""
    captured = sum(each.captured for each in charges)
    refunded = sum(each.refunded for each in charges)
    if sum(bool(each.captured) for each in charges) > 1:
        yield f"{order_id} was charged more than once"
    if refunded > captured:
        yield f"{order_id} got {refunded} back of {captured}"
    kept = sum(_kept(each) for each in charges)
    if order.get("status") == "cancelled" and kept:
        yield f"{order_id} is cancelled and {kept} were kept"
    is_disputed = any(each.state == "disputed" and each.captured > each.refunded for each in charges)
    if payment and is_disputed != (payment["state"] == "disputed"):
        yield f"{order_id}: the bank says {charges[0].state}, payment {payment['state']}"
    if payment and (payment["captured"]["amount"], payment["refunded"]["amount"]) != (captured, refunded):
        yield f"{order_id}: the bank took {captured} and gave {refunded} back, payment says otherwise"
    if payment and "alarm" in payment:
        yield f"{order_id} needs a person: {payment['alarm']}"


def _kept(charge: Any) -> int:
    """What the shop has of a charge: nothing of what the customer's bank took back."""
    return 0 if charge.state == "disputed" else int(charge.captured - charge.refunded)


def _shown(shop: Shop, orders: dict[str, Document]) -> Iterator[str]:
    """What an order shows of its money is what payment says, unless the broker lost what told it so."""
    if any(each.kind == "lost" for each in shop.world.fate.happened):
        return
    payments = table(shop, "payment", "payments")
    for order_id, order in orders.items():
        payment = payments.get(_payment_id(order_id))
        if payment is None or payment["status"] == "voided":  # what was never asked for is told to nobody
            continue
        known = order["payment"].get("status", "pending"), order["payment"].get("refunded", 0)
        said = payment["status"], payment["refunded"]["amount"]
        if known != said:
            yield f"{order_id} shows {known} of its money, payment says {said}"


def _is_paid(order: Document, charges: list[Any]) -> bool:
    if sum(each.captured for each in charges) == order["totals"]["total"]["amount"]:
        return True
    return order["status"] == "confirmed" and any(each.state == "authorized" for each in charges)


def _ledger(shop: Shop) -> Iterator[str]:
    entries = table(shop, "payment", "ledger_entries").values()
    if sum(each["debit"] - each["credit"] for each in entries):
        yield "the ledger does not balance"
    till = sum(each["debit"] - each["credit"] for each in entries if each["account"].startswith("gateway:"))
    there = sum(_kept(each.charge) for each in shop.bank.taken.values())
    if till != there:
        yield f"the ledger says that the gateway owes {till}, it is {there}"


_envelopes = msgspec.json.Decoder(list[outbox.Envelope])


def _lines(shop: Shop, orders: dict[str, Document]) -> Iterator[str]:
    """What is announced as bought is what was bought."""
    for row in table(shop, "order", "outbox").values():
        if row["type"].startswith("order.confirmed"):
            for event in msgspec.json.decode(row["body"]):
                data = event["data"]
                told, bought = (
                    [(line["sku"], line["quantity"]) for line in each["lines"]]
                    for each in (data, orders[data["order_id"]])
                )
                if told != bought:
                    yield f"{data['order_id']} was announced as {told} and is {bought}"


def _effects(shop: Shop) -> Iterator[str]:
    for service, store in shop.world.stores.items():
        answered: Counter[tuple[str, str, str]] = Counter()
        for row in store.tables.get("outbox", {}).values():
            for event in _envelopes.decode(row["body"]):
                if event.cause is not None:
                    answered[event.cause, event.type, event.subject] += 1
        for (_, event_type, subject), count in answered.items():
            if count > 1:
                yield f"{service} announced {count} times {event_type} of {subject} for one cause"
        if letters := store.tables.get("dead_letters"):
            yield f"{service} gave up an event: {next(iter(letters.values()))['reason']}"


def _healing(shop: Shop, bought: list[Bought], orders: dict[str, Document]) -> Iterator[str]:
    """Stronger than safety: what others would heal in the end."""
    world = shop.world
    waits = {order_id for each in bought if each.wish.acts_after is None for order_id in each.made}
    for order_id, order in orders.items():
        if order.get("reason") == "expired" and order_id not in waits:
            yield f"{order_id} expired, although nothing was in its way"
        decided_at = order["history"][-1]["at"].timestamp() - world.clock() + world.now
        if decided_at > max(world.last_fault_at, 2.0) + HEALED_S and order_id not in waits:
            yield f"{order_id} was decided {decided_at - world.last_fault_at:.0f} s after the last fault"


def _payment_id(order_id: str) -> str:
    return f"pay_{order_id[4:]}"
