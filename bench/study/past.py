"""A shop's past: orders that were placed and paid long ago, written straight into the stores.

They are copies of orders that this very stack has just taken, with all that every service and the gateway keep of them
for good: order, reservation, payment, ledger, charge, e-mail. What is forgotten after nine days (outbox, inbox, keys)
is left out, as it would be gone. What was sold is booked as having come in before, so that the oracle finds every
shelf right.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bson.raw_bson import RawBSONDocument

from bench import stack
from bench.study.stencil import Keys, Stencil, cut_text
from souk.kit import clock, ids

TEMPLATES = 64
BATCH = 1_000
"""Orders that are written at a time."""
SPAN = timedelta(days=365)
UNTIL = timedelta(days=10)
"""Before now; by then events and keys are forgotten."""
NUMBER_FIRST = 1_000_000
SQLITE_TIMEOUT_S = 60.0
STORES = (
    ("order", "orders"),
    ("inventory", "reservations"),
    ("payment", "payments"),
    ("payment", "ledger_entries"),
    ("notification", "emails"),
)
Tell = Callable[[int], None]


@dataclass(frozen=True)
class Template:
    """Everything that is kept of one order."""

    created_at: datetime
    rows: dict[tuple[str, str], list[Stencil]]
    charge: tuple[bytes, bytes, bytes]
    """Key, id and body, as the gateway keeps it."""
    units: Counter[str]


def fill(running: stack.Stack, orders: int, tell: Tell) -> None:
    """Bring the shop to so many orders; there must be some confirmed ones to copy."""
    there = running.database("order")["orders"].count_documents({})
    wanted = orders - there
    if wanted <= 0:
        return
    templates = list(_templates(running))
    if not templates:
        raise stack.DidNotStartError("there is no confirmed order to copy")
    oldest = clock.now() - SPAN
    step = (SPAN - UNTIL) / wanted
    with closing(sqlite3.connect(running.home / "sandbox" / "sandbox.sqlite", timeout=SQLITE_TIMEOUT_S)) as gateway:
        for start in range(0, wanted, BATCH):
            numbers = range(start, min(start + BATCH, wanted))
            rows: dict[tuple[str, str], list[RawBSONDocument]] = {store: [] for store in STORES}
            charges, sold = [], Counter[str]()
            for number in numbers:
                template = templates[number % len(templates)]
                moment = oldest + step * number
                keys = Keys(moment, there + number)
                later, shown = moment - template.created_at, str(NUMBER_FIRST + there + number)
                for store, stencils in template.rows.items():
                    rows[store] += [stencil.cut(keys, shown, later) for stencil in stencils]
                charges.append([cut_text(each, keys) for each in template.charge])
                sold.update(template.units)
            for (service, collection), documents in rows.items():
                running.database(service)[collection].insert_many(documents, ordered=False)
            _charge(gateway, charges)
            _deliver(running, sold, oldest)
            tell(len(numbers))


def _templates(running: stack.Stack) -> Iterator[Template]:
    orders = running.database("order")["orders"].find({"status": "confirmed"}).sort("_id", -1).limit(TEMPLATES)
    gateway = f"file:{running.home / 'sandbox' / 'sandbox.sqlite'}?mode=ro"
    with closing(sqlite3.connect(gateway, uri=True, timeout=SQLITE_TIMEOUT_S)) as charges:
        for order in orders:
            payment_id = order["payment"]["id"]
            found = charges.execute("SELECT key, id, body FROM charges WHERE key = ?", (payment_id,)).fetchone()
            rows: dict[tuple[str, str], list[dict[str, Any]]] = {
                ("order", "orders"): [order],
                ("inventory", "reservations"): _find(running, "inventory", "reservations", {"_id": order["_id"]}),
                ("payment", "payments"): _find(running, "payment", "payments", {"_id": payment_id}),
                ("payment", "ledger_entries"): _find(
                    running, "payment", "ledger_entries", {"_id": {"$gte": f"{payment_id}.", "$lt": f"{payment_id}/"}}
                ),
                ("notification", "emails"): _find(running, "notification", "emails", {"order_id": order["_id"]}),
            }
            if found is None or not all(rows.values()):
                continue  # its e-mail is not written yet
            stencils = {store: [Stencil(each) for each in documents] for store, documents in rows.items()}
            charge = (found[0].encode(), found[1].encode(), bytes(found[2]))
            units = Counter({line["sku"]: 0 for line in order["lines"]})
            for line in order["lines"]:
                units[line["sku"]] += line["quantity"]
            yield Template(order["created_at"], stencils, charge, units)


def _find(running: stack.Stack, service: str, collection: str, query: dict[str, Any]) -> list[dict[str, Any]]:
    return list(running.database(service)[collection].find(query))


def _charge(gateway: sqlite3.Connection, charges: list[list[bytes]]) -> None:
    with gateway:
        gateway.executemany(
            "INSERT INTO charges (key, id, body) VALUES (?, ?, ?)",
            [(key.decode(), charge_id.decode(), body) for key, charge_id, body in charges],
        )


def _deliver(running: stack.Stack, sold: Counter[str], at: datetime) -> None:
    """What was sold in the past came in before; what is on the shelves stays as it is."""
    movements = [
        {
            "_id": ids.new("mov"),
            "sku": sku,
            "location_id": "loc_main",
            "delta": units,
            "on_hand": units,
            "reason": "sold in the past",
            "actor": "service:seed",
            "at": at,
        }
        for sku, units in sold.items()
    ]
    running.database("inventory")["stock_movements"].insert_many(movements)
