"""An episode: what it is worth, and that everything is healed whatever happens meanwhile."""

from __future__ import annotations

import random
from typing import Any, cast

import pytest
from proof.chaos import drill
from proof.chaos.faults import Fault
from proof.chaos.stand import NotBackError, Stand


class Noted(Fault):
    """Writes down what is asked of it."""

    family, name, what, hold_s = "test", "test:noted", "nothing at all", 0.0

    def __init__(self, failing: Exception | None = None) -> None:
        self.asked: list[str] = []
        self._failing = failing

    async def inject(self, stand: Stand) -> None:
        self.asked.append("inject")
        if self._failing is not None:
            raise self._failing

    async def heal(self, stand: Stand) -> None:
        self.asked.append("heal")

    async def proof(self, stand: Stand) -> str | None:
        return None


@pytest.mark.parametrize(
    ("violations", "evidence", "recovery_s", "verdict"),
    [
        (0, ["killed"], 1.0, "passed"),
        (0, ["killed", ""], 1.0, "invalid"),
        (1, ["killed"], 1.0, "violated"),
        (1, [""], 1.0, "violated"),
        (0, ["killed"], drill.RECOVERY_MAX_S + 1, "slow"),
        (0, ["killed"], None, "slow"),
    ],
)
def test_a_fault_without_effect_proves_nothing(
    violations: int, evidence: list[str], recovery_s: float | None, verdict: str
) -> None:
    assert drill.judged(violations, evidence, recovery_s) == verdict


async def happen(*faults: Fault) -> Any:
    course = drill._Course()
    nowhere = cast("Stand", None)
    await drill._happen(nowhere, faults, random.Random(1), course, lambda _: None)
    return course


async def test_what_does_not_come_back_is_a_trouble_and_is_healed() -> None:
    fault = Noted(NotBackError("order-1 did not come back"))
    course = await happen(fault)
    assert fault.asked == ["inject", "heal"]
    assert course.troubles == ["order-1 did not come back"]


async def test_a_mistake_of_the_drill_is_no_trouble_of_the_shop() -> None:
    fault = Noted(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        await happen(fault)
    assert fault.asked == ["inject", "heal"]
