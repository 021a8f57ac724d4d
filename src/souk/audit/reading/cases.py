"""Cases: the records of four collections and the gateway's list, merged by what their ids have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from souk.audit.reading.sources import Sources
from souk.audit.records import Case, Charge, Entry, Order, Payment, Reservation
from souk.kit import mongo

WINDOW = 500
"""Cases in memory at a time."""
ENTRIES_MAX = WINDOW * 8
_KEY_BEGINS = len("ord_")
_END = "~"
"""Sorts behind every key."""
FOREIGN = "!"
"""Begins the key of a case that is nothing but a charge, made under a key that no payment could have."""

_ORDER = {
    **dict.fromkeys(("status", "stage", "version", "created_at", "totals", "reason", "watch", "end", "settling"), 1),
    **{f"lines.{member}": 1 for member in ("sku", "quantity", "unit_price", "discount", "tax", "total")},
    **dict.fromkeys(("payment.status", "payment.version", "history.at", "history.status", "fulfillments.lines"), 1),
}
_RESERVATION = dict.fromkeys(("status", "lines", "updated_at", "expires_at"), 1)
_PAYMENT = {
    **dict.fromkeys(("order_id", "gateway", "state", "status", "amount", "captured", "refunded", "version"), 1),
    **dict.fromkeys(("updated_at", "history", "cancelled", "alarm", "due_at"), 1),
    **{f"refunds.{member}": 1 for member in ("id", "amount", "status")},
}


class _Window:
    """Puts records together into cases."""

    def __init__(self, *, has_charges: bool) -> None:
        self._has_charges = has_charges
        self._known: dict[str, dict[str, Any]] = defaultdict(dict)
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        self._charges: dict[str, list[Charge]] = defaultdict(list)
        self._unreadable: dict[str, list[str]] = defaultdict(list)

    def put(self, name: str, cls: type[Order | Reservation | Payment], documents: Iterable[mongo.Document]) -> None:
        for document in documents:
            key = str(document["_id"])[_KEY_BEGINS:]
            try:
                self._known[key][name] = mongo.from_document(cls, document)
            except msgspec.ValidationError as error:
                self._known[key].setdefault(name, None)
                self._unreadable[key].append(f"the {name}: {error}")

    def put_entries(self, documents: Iterable[mongo.Document]) -> None:
        for document in documents:
            key = str(document["_id"])[_KEY_BEGINS:].partition(".")[0]
            self._known[key].setdefault("payment", None)
            try:
                self._entries[key].append(mongo.from_document(Entry, document))
            except msgspec.ValidationError as error:
                self._unreadable[key].append(f"ledger entry {document['_id']}: {error}")

    def put_charges(self, charges: Iterable[Charge]) -> None:
        for charge in charges:
            key = charge.key[_KEY_BEGINS:] if charge.key.startswith("pay_") else FOREIGN + charge.key
            self._known[key].setdefault("payment", None)
            self._charges[key].append(charge)

    def cases(self) -> list[Case]:
        return [
            Case(
                key,
                **parts,
                entries=self._entries.get(key, ()),
                charges=self._charges.get(key, ()) if self._has_charges else None,
                unreadable=self._unreadable.get(key, ()),
            )
            for key, parts in sorted(self._known.items())
        ]


async def by_key(sources: Sources, keys: Sequence[str]) -> list[Case]:
    """The cases of these keys; of a key that nobody knows there is none. Orders are read first: what follows from them
    is as old or younger."""
    window = _Window(has_charges=sources.charges is not None)
    order_ids = [f"ord_{key}" for key in keys]
    payment_ids = [key.removeprefix(FOREIGN) if key.startswith(FOREIGN) else f"pay_{key}" for key in keys]
    for name, cls, collection, projection, ids in (
        ("order", Order, sources["order"]["orders"], _ORDER, order_ids),
        ("reservation", Reservation, sources["inventory"]["reservations"], _RESERVATION, order_ids),
        ("payment", Payment, sources["payment"]["payments"], _PAYMENT, payment_ids),
    ):
        window.put(name, cls, await collection.find({"_id": {"$in": ids}}, projection).to_list())
    ledger = sources["payment"]["ledger_entries"]
    bounds = [{"_id": {"$gte": f"{each}.", "$lt": f"{each}/"}} for each in payment_ids]
    if bounds:
        window.put_entries(await ledger.find({"$or": bounds}).to_list())
    if sources.charges is not None:
        window.put_charges(await sources.charges.of(payment_ids))
    return window.cases()


async def windows(sources: Sources) -> AsyncIterator[list[Case]]:
    """All cases in the order of their keys, at most `WINDOW` of any collection at a time."""
    charges = _ChargeStream(sources)
    after, is_last = "", False
    while not is_last:
        orders, end = await _read(sources, "order", "orders", "ord_", _ORDER, after, _END)
        reservations, end = await _read(sources, "inventory", "reservations", "ord_", _RESERVATION, after, end)
        payments, end = await _read(sources, "payment", "payments", "pay_", _PAYMENT, after, end)
        entries, end = await _entries(sources, after, end)
        charged, end = await charges.until(end)
        window = _Window(has_charges=sources.charges is not None)
        window.put("order", Order, _within(orders, end))
        window.put("reservation", Reservation, _within(reservations, end))
        window.put("payment", Payment, _within(payments, end))
        window.put_entries(each for each in entries if str(each["_id"])[_KEY_BEGINS:].partition(".")[0] <= end)
        window.put_charges(charged)
        if cases := window.cases():
            yield cases
        after, is_last = end, end == _END


async def _read(
    sources: Sources,
    service: str,
    collection: str,
    prefix: str,
    projection: Mapping[str, int],
    after: str,
    end: str,
) -> tuple[list[mongo.Document], str]:
    """The next window of a collection, and up to which key it is complete."""
    span = {"$gt": prefix + after, "$lte": prefix + end}
    cursor = sources[service][collection].find({"_id": span}, projection).sort("_id", 1).limit(WINDOW)
    rows = await cursor.to_list()
    return rows, str(rows[-1]["_id"])[_KEY_BEGINS:] if len(rows) == WINDOW else end


async def _entries(sources: Sources, after: str, end: str) -> tuple[list[mongo.Document], str]:
    span = {"$gte": f"pay_{after}/" if after else "pay_", "$lt": f"pay_{end}/"}
    cursor = sources["payment"]["ledger_entries"].find({"_id": span}).sort("_id", 1).limit(ENTRIES_MAX)
    rows = await cursor.to_list()
    if len(rows) < ENTRIES_MAX:
        return rows, end
    keys = sorted({str(row["_id"])[_KEY_BEGINS:].partition(".")[0] for row in rows})
    return rows, keys[-2] if len(keys) > 1 else keys[-1]  # the last payment's may be cut off


def _within(rows: Iterable[mongo.Document], end: str) -> list[mongo.Document]:
    return [row for row in rows if str(row["_id"])[_KEY_BEGINS:] <= end]


class _ChargeStream:
    """The gateway's list, as far as the windows have come."""

    def __init__(self, sources: Sources) -> None:
        self._listed = sources.charges.after("") if sources.charges is not None else None
        self._next: Charge | None = None

    async def until(self, end: str) -> tuple[list[Charge], str]:
        """The charges up to a key, and up to which key they are complete. Charges under foreign keys count as behind
        or before all others: they belong to nobody."""
        found: list[Charge] = []
        while self._listed is not None:
            charge = self._next or await anext(self._listed, None)
            self._next = None
            if charge is None:
                self._listed = None
                break
            if charge.key.startswith("pay_") and charge.key[_KEY_BEGINS:] > end:
                self._next = charge
                break
            found.append(charge)
            if len(found) >= WINDOW and charge.key.startswith("pay_"):
                return found, charge.key[_KEY_BEGINS:]
        return found, end
