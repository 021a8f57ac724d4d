"""A process whose clock is wrong."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta

from proof.chaos.faults.fault import Fault
from proof.chaos.stand import Stand
from souk.kit import clock
from souk.serving import drill

OFF_S = 240.0
SEEN_S = 180.0
RENEWED_S = 6.0


class Skew(Fault):
    """One replica lives some minutes ahead of the others, or behind them."""

    family = "clock"
    hold_s = 12.0

    def __init__(self, service: str, offset_s: float) -> None:
        self._service, self._offset_s = service, offset_s
        self._process = f"{service}-1"
        side = "ahead" if offset_s > 0 else "behind"
        self.name = f"clock:{service}-{side}"
        self.what = f"the clock of {self._process} is {abs(offset_s):.0f} s {side}"
        self._is_wrong = False
        self._leases: set[str] = set()

    async def prepare(self, stand: Stand, chance: random.Random) -> None:
        stand.order(self._process, drill.Orders(clock_offset_s=self._offset_s))
        await stand.restart(self._process)
        self._is_wrong, self._leases = True, set()
        await stand.healthy()

    async def inject(self, stand: Stand) -> None:
        """It is wrong already; what it writes shows it: a lease that is renewed, and that ends minutes too late, or
        has ended minutes ago."""
        owners = stand.database(self._service)["outbox_owners"]
        before = {row["_id"]: row["until"] async for row in owners.find()}
        await asyncio.sleep(RENEWED_S)
        async for row in owners.find():
            is_off = (row["until"] - clock.now()) / timedelta(seconds=1)
            is_renewed = row["until"] != before.get(row["_id"])
            if is_renewed and (is_off > SEEN_S if self._offset_s > 0 else is_off < -SEEN_S):
                self._leases.add(row["_id"])

    async def heal(self, stand: Stand) -> None:
        if self._is_wrong:
            stand.dismiss(self._process)
            await stand.restart(self._process)
            self._is_wrong = False

    async def proof(self, stand: Stand) -> str | None:
        if not self._leases:
            return None
        return f"{self._process} renewed a lease that was {abs(self._offset_s):.0f} s off"


def every() -> list[Skew]:
    return [Skew(service, sign * OFF_S) for service in ("order", "inventory", "payment") for sign in (1, -1)]
