"""What follows a commit, for those that are not the database: people who wait, and services that asked too late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class Afterwards(Protocol):
    """Reached only by `tx.after_commit`; whatever fails there is made good by re-reading and by the watchdog."""

    async def wake(self, moved: Mapping[str, str]) -> None:
        """Tell every process that these orders moved, and where to (order id → status, or `action_required`)."""

    async def resend(self, event_ids: Sequence[str]) -> None:
        """Tell these own facts again."""
