"""What the catalogue needs to know of stock and of sales."""

from __future__ import annotations

import msgspec


class Stock(msgspec.Struct, frozen=True, kw_only=True):
    """The latest that inventory said of one SKU (`id`); the greatest `version` wins."""

    id: str
    available: int
    backorderable: bool
    version: int

    @property
    def is_available(self) -> bool:
        return self.available > 0 or self.backorderable

    def is_older_than(self, version: int) -> bool:
        """Whether a fact of that version says something newer."""
        return version > self.version


def popularity(sold: int) -> int:
    """How well something sells, in powers of two: 0, then 1 for one unit, 2 for 2-3, 3 for 4-7, and so on.

    Coarse on purpose: the index is touched when the bucket changes, not at every sale.
    """
    return max(sold, 0).bit_length()
