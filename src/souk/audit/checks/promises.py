"""What clients were told against what is written down (I1, I5, I10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from souk.audit.history import Operation
from souk.audit.verdict import Offence, Reckoning


@dataclass(frozen=True, slots=True)
class Found:
    """What is there of the orders that a history speaks of."""

    statuses: Mapping[str, str]
    """By order."""
    by_mark: Mapping[str, Sequence[str]]
    """Orders by what clients put into them, in lower case."""
    refunds: Mapping[str, str] = field(default_factory=dict)
    """Status of each refund by its id."""


def placed(operations: Sequence[Operation], found: Found, reckoning: Reckoning) -> Iterator[Offence]:
    """I1: lost is what was acknowledged and is not there, unexpected what is there and nobody was to get."""
    for each in operations:
        if each.kind != "place":
            continue
        there = list(found.by_mark.get((each.mark or "").casefold(), ()))
        if each.order_id in found.statuses and each.order_id not in there:
            there.append(each.order_id or "")
        reckoning.attempted += 1
        reckoning.found += bool(there)
        match each.outcome:
            case "ok":
                reckoning.acknowledged += 1
                if each.order_id not in there:
                    reckoning.lost += 1
                    yield Offence("I1", each.order_id or each.id, "was acknowledged and is not there")
            case "refused":
                reckoning.refused += 1
                if there:
                    reckoning.unexpected += 1
                    yield Offence("I1", there[0], f"was refused to the client ({each.answer}) and is there")
            case "unknown":
                reckoning.unknown += 1
                reckoning.recovered += bool(there)
        if len(there) > 1:
            reckoning.unexpected += 1
            yield Offence("I1", there[0], f"was asked for once and is there {len(there)} times: {', '.join(there)}")


def kept(operations: Sequence[Operation], found: Found) -> Iterator[Offence]:
    """I5, I10: what was granted afterwards, a cancellation or a refund, is there too."""
    for each in operations:
        if each.outcome != "ok" or each.order_id is None:
            continue
        if each.kind == "cancel" and (status := found.statuses.get(each.order_id)) != "cancelled":
            yield Offence("I10", each.order_id, f"was cancelled for the client and is {status}")
        elif each.kind == "refund" and each.resource_id is not None:
            status = found.refunds.get(each.resource_id)
            if status not in ("succeeded", "pending"):
                yield Offence("I5", each.order_id, f"refund {each.resource_id} was granted and is {status}")


def reads_their_writes(operations: Sequence[Operation]) -> Iterator[Offence]:
    """I10: of one order, an answer that began after another one ended is not older than that."""
    by_order: dict[str, list[Operation]] = defaultdict(list)
    for each in operations:
        if each.order_id is not None and each.outcome != "unknown":
            by_order[each.order_id].append(each)
    for order_id, story in by_order.items():
        for later in story:
            before = [each for each in story if each.ended_at <= later.started_at and each.outcome == "ok"]
            if later.kind == "read" and later.outcome == "refused" and later.answer == 404 and before:
                yield Offence("I10", order_id, "was told of, and then said not to be there")
            newest = max((each.version for each in before if each.version is not None), default=None)
            if newest is not None and later.version is not None and later.version < newest:
                yield Offence("I10", order_id, f"was shown at version {newest}, and then at {later.version}")
