"""What clients were told, looked up in what is written down."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from souk.audit.checks import promises
from souk.audit.checks.promises import Found
from souk.audit.history import Operation
from souk.audit.reading.sources import Sources
from souk.audit.verdict import Reckoning, Tally

CHUNK = 1_000


async def look(sources: Sources, operations: Iterable[Operation], tally: Tally) -> Reckoning:
    """I1, I5 and I10 as far as clients saw them. The operations of one order are judged together, so a history is held
    in memory whole: it is of one run. Look once the shop has settled."""
    reckoning = Reckoning()
    stories: dict[str, list[Operation]] = defaultdict(list)
    for chunk in _chunks(operations):
        found = await _found(sources, chunk)
        tally.checked("I1", sum(each.kind == "place" for each in chunk))
        tally.checked("I10", len(chunk))
        tally.add(promises.placed(chunk, found, reckoning))
        tally.add(promises.kept(chunk, found))
        for each in chunk:
            if each.order_id is not None:
                stories[each.order_id].append(each)
    for story in stories.values():
        tally.add(promises.reads_their_writes(story))
    return reckoning


def _chunks(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    left = iter(operations)
    while chunk := list(itertools.islice(left, CHUNK)):
        yield chunk


async def _found(sources: Sources, operations: Sequence[Operation]) -> Found:
    """What is there of the orders, and of the refunds, that these operations speak of."""
    ids = list({each.order_id for each in operations if each.order_id is not None})
    marks = list({each.mark.casefold() for each in operations if each.mark is not None})
    orders = sources["order"]["orders"]
    shown = {"status": 1, "email_key": 1}
    statuses = {row["_id"]: row["status"] async for row in orders.find({"_id": {"$in": ids}}, shown)}
    by_mark: dict[str, list[str]] = defaultdict(list)
    async for row in orders.find({"email_key": {"$in": marks}}, shown):
        statuses[row["_id"]] = row["status"]
        by_mark[row["email_key"]].append(row["_id"])
    refunded = [f"pay_{each.order_id[4:]}" for each in operations if each.kind == "refund" and each.order_id]
    payments = sources["payment"]["payments"].find({"_id": {"$in": refunded}}, {"refunds": 1})
    refunds = {refund["id"]: refund["status"] async for row in payments for refund in row.get("refunds", ())}
    return Found(statuses, by_mark, refunds)
