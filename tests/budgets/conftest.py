"""Every client of these tests is listened to, and time stands still: how long something takes changes no count."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from budgets import counting
from souk import testing


@pytest.fixture(scope="session", autouse=True)
def _listener() -> None:
    """The driver tells those who registered before a client was made."""
    counting.listener()


@pytest.fixture(autouse=True)
def time() -> Iterator[testing.FrozenClock]:
    """Leases, looks and repetitions are due when a test says so."""
    with testing.frozen_clock() as frozen:
        yield frozen
