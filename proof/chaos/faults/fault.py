"""What a fault is: it happens, it ends, and it can prove that it happened."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from typing import Literal

from proof.chaos.stand import Stand

StandKind = Literal["single", "cluster"]


class Fault(ABC):
    """One thing that may befall a shop. An object serves for one time at a time, and again after `tidy`.

    Recovery counts from the moment that `inject` returns where `heals_itself`, else from the end of `heal`.
    """

    family: str
    name: str
    """`family:…`, as it is asked for on the command line."""
    what: str
    """In a few words, for the list."""
    stand: StandKind = "single"
    hold_s: float = 6.0
    """Between `inject` and `heal`."""
    heals_itself: bool = False
    is_alone: bool = False
    """Whether it cannot be mixed with others."""

    def impossible(self) -> str | None:
        """Why it cannot happen on this machine; None when it can."""
        return None

    async def prepare(self, stand: Stand, chance: random.Random) -> None:
        """What has to be done before customers come."""

    @abstractmethod
    async def inject(self, stand: Stand) -> None:
        """Let it begin."""

    @abstractmethod
    async def heal(self, stand: Stand) -> None:
        """Let it end; nothing to do when it did not begin, or has ended."""

    @abstractmethod
    async def proof(self, stand: Stand) -> str | None:
        """The evidence that it happened, once it is over; None when there is none."""

    async def tidy(self, stand: Stand) -> None:
        """Leave no trace for the next one."""
