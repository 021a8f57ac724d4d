"""What was counted, held against the budget."""

from __future__ import annotations

import contextlib
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import httpx
import msgspec

from budgets import counting, table
from souk import testing
from souk.kit import bus, clock, ids, outbox

MANY = 128
"""Items of a large batch: more than the driver's first answer to a query carries, unless it is told otherwise."""


class Ledger:
    """Takes down what each row of the budget really costs; `balance` says what differs."""

    def __init__(self, running: testing.Running) -> None:
        self._running = running
        self._measured: dict[str, list[str]] = {}

    @contextlib.asynccontextmanager
    async def row(self, name: str) -> AsyncIterator[counting.Count]:
        """Count the block for a row. Counted twice, for 1 and for many, it must cost the same."""
        async with counting.counting(self._running) as count:
            yield count
        self.note(name, count.trips)

    def note(self, name: str, trips: Sequence[str]) -> None:
        before = self._measured.setdefault(name, list(trips))
        assert Counter(trips) == Counter(before), (
            f"{name}: the number of round trips depends on the number of items: "
            f"first {_sequence(before)}; then {_sequence(trips)}"
        )

    async def receive(self, name: str, *events: Any) -> list[str]:
        """Count how the service's consumer takes these events, which came in one message; answers their ids."""
        event_ids = [ids.new("evt") for _ in events]
        await self.receive_again(name, dict(zip(event_ids, events, strict=True)))
        return event_ids

    async def receive_again(self, name: str, events: Mapping[str, Any], *, resend: int = 0) -> None:
        """The same with ids that the service may know."""
        async with self.row(name):
            await self.take(events, resend=resend)

    async def setup(self, *events: Any) -> None:
        """Have the service take events that are not counted by themselves."""
        await self.take({ids.new("evt"): each for each in events})

    async def take(self, events: Mapping[str, Any], *, resend: int = 0) -> None:
        """Have the service take events of one type, by id, as they come in one message."""
        kind = next(iter(events.values())).type
        (consumer,) = [each for each in self._running.runtime.consumers if each.type == kind]
        await consumer._receive([testing.MemoryMessage(kind, _encoded(events), resend)])

    def balance(self, heading: str) -> None:
        """Every row below the heading was counted, and costs what the page says: no more, and no less."""
        budgets = table.section(heading)
        found = [
            f"{name}: not on the page: {_sequence(trips)}"
            for name, trips in self._measured.items()
            if name not in budgets
        ]
        for name, budget in budgets.items():
            if name not in self._measured:
                found.append(f"{name}: on the page, but nobody counts it")
            elif difference := _difference(budget, self._measured[name]):
                found.append(f"{name}: {difference}")
        assert not found, "\n".join([f"docs/round-trips.md, {heading}:", *found])


def ok(answer: httpx.Response) -> Any:
    """What was answered, which must be a success."""
    assert answer.status_code < 300, answer.text
    return answer.json() if answer.content else None


def refused(answer: httpx.Response, status: int) -> None:
    """It must be this refusal."""
    assert answer.status_code == status, answer.text


def _encoded(events: Mapping[str, Any]) -> bytes:
    return msgspec.json.encode(
        [
            outbox.Envelope(event_id, each.type, bus.publisher_of(each.type), each.aggregate_id, clock.now(), each)
            for event_id, each in events.items()
        ]
    )


def _difference(budget: table.Budget, trips: Sequence[str]) -> str | None:
    wanted, found = Counter(budget.trips), Counter(trips)
    if wanted == found:
        return None if budget.number == len(trips) else f"{len(trips)} round trips, not {budget.number}"
    changes = [f"+ {each}" for each in (found - wanted).elements()]
    changes += [f"- {each}" for each in (wanted - found).elements()]
    return f"{len(trips)} round trips, not {budget.number} ({', '.join(changes)}): {_sequence(trips)}"


def _sequence(trips: Sequence[str]) -> str:
    runs = [(trip, len(list(run))) for trip, run in itertools.groupby(trips)]
    return " · ".join(trip if times == 1 else f"{trip} × {times}" for trip, times in runs) or "none"
