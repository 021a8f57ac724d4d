"""Shelves, what is counted on them, and the ledger of who changed that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from souk.kit import errors

ON_HAND_MAX = 1_000_000_000
"""Units of one SKU at one location."""
LOCATIONS_MAX = 100
EXACT_UP_TO = 100
"""Units of which every single one is told to others."""
LOW_MAX = 100
"""What may be called few: shelves with more are not looked through for what runs out."""
DEFAULT_LOCATION_ID = "loc_main"
"""The location that is there from the start; another one may be made the default later."""


class StockChanged(errors.Conflict):
    """`on_hand` is not what the caller expected; the member `on_hand` says what it is."""

    slug = "stock-changed"
    title = "The stock changed meanwhile"


class StockBelowReserved(errors.Conflict):
    """Less would be left than is reserved; members `on_hand` and `reserved` of the location."""

    slug = "stock-below-reserved"
    title = "More is reserved than would be left"


class TooManyLocations(errors.Conflict):
    slug = "too-many-locations"
    title = "There are as many locations as there can be"


class Shelf(msgspec.Struct):
    """The units of one SKU at one location."""

    on_hand: int = 0
    reserved: int = 0


class StockLevel(msgspec.Struct, kw_only=True):
    """All units of one SKU. Mutable on purpose: a batch of orders is folded over it.

    `on_hand` and `reserved` are the sums over `locations`; on no shelf is more reserved than there is. `version` grows
    with every batch that changes `available`.
    """

    id: str
    on_hand: int = 0
    reserved: int = 0
    version: int = 0
    locations: dict[str, Shelf] = {}
    moved: dict[str, Shelf] = {}
    """What changed since it was loaded, per location."""

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved

    @property
    def change(self) -> int:
        """By how much `available` changed since it was loaded."""
        return sum([change.on_hand - change.reserved for change in self.moved.values()])

    @property
    def is_available_changed(self) -> bool:
        return self.change != 0

    @property
    def is_worth_telling(self) -> bool:
        """Whether what is shown of `available` changed: every unit up to 100, beyond that two significant digits."""
        return shown(self.available) != shown(self.available - self.change)

    def move(self, location_id: str, *, on_hand: int = 0, reserved: int = 0) -> None:
        """Change one shelf and the sums. Refuses (`StockBelowReserved`) to reserve more than there is."""
        shelf = self.locations.get(location_id) or self.locations.setdefault(location_id, Shelf())
        on_hand_after, reserved_after = shelf.on_hand + on_hand, shelf.reserved + reserved
        if not on_hand_after >= reserved_after >= 0:
            raise StockBelowReserved(
                f"{self.id}: {on_hand_after} would be left, {reserved_after} reserved",
                on_hand=shelf.on_hand,
                reserved=shelf.reserved,
            )
        shelf.on_hand, shelf.reserved = on_hand_after, reserved_after
        self.on_hand += on_hand
        self.reserved += reserved
        change = self.moved.get(location_id) or self.moved.setdefault(location_id, Shelf())
        change.on_hand += on_hand
        change.reserved += reserved

    def places_for(self, quantity: int) -> Iterable[tuple[str, int]]:
        """Where to keep `quantity` (at most `available`): the first shelf that has it all, else shelf after shelf."""
        for location_id, shelf in self.locations.items():
            if shelf.on_hand - shelf.reserved >= quantity:
                return ((location_id, quantity),)
        places = []
        for location_id, shelf in self.locations.items():
            part = min(quantity, shelf.on_hand - shelf.reserved)
            if part > 0:
                places.append((location_id, part))
                quantity -= part
        return places


def shown(available: int) -> int:
    """What others are told of so many units while orders come and go: exact where it matters.

    The last hundred units are told one by one; of 12,345 that there are about 12,000. Listeners that want the exact
    number ask, and the reconcilers do.
    """
    if available <= EXACT_UP_TO:
        return available
    step: int = 10 ** (len(str(available)) - 2)
    return available // step * step


class Movement(msgspec.Struct, kw_only=True, frozen=True):
    """An entry of the ledger: somebody counted, received or wrote off. `on_hand` is what the location had afterwards.

    Entries are never changed. What orders take and bring back is in their reservations, so that for every SKU
    `on_hand = sum of delta - sum of committed lines`.
    """

    id: str
    sku: str
    location_id: str
    delta: int
    on_hand: int
    reason: str
    actor: str
    at: datetime


class Adjustment(msgspec.Struct, kw_only=True, frozen=True):
    """By `delta`, or to `set_to`; `expected_on_hand` is what the caller believes to be there now."""

    delta: int | None = None
    set_to: int | None = None
    expected_on_hand: int | None = None


def adjust(level: StockLevel, location_id: str, adjustment: Adjustment) -> tuple[int, int]:
    """Change what a shelf holds; answers (the difference, what is there now).

    Refuses with `StockChanged`, `StockBelowReserved`, and `Invalid` past `ON_HAND_MAX`.
    """
    on_hand = level.locations.get(location_id, Shelf()).on_hand
    if adjustment.expected_on_hand is not None and adjustment.expected_on_hand != on_hand:
        raise StockChanged(f"{level.id}: {adjustment.expected_on_hand} expected, {on_hand} found", on_hand=on_hand)
    delta = (adjustment.delta or 0) if adjustment.set_to is None else adjustment.set_to - on_hand
    if on_hand + delta > ON_HAND_MAX:
        raise errors.Invalid.at("/delta", f"a location holds at most {ON_HAND_MAX} units of a SKU")
    level.move(location_id, on_hand=delta)
    return delta, on_hand + delta


class Location(msgspec.Struct, kw_only=True):
    """A place with shelves. Exactly one is the default, where stock is counted that names no location."""

    id: str
    name: str
    is_default: bool
    version: int
    created_at: datetime
    updated_at: datetime


def touch(location: Location, now: datetime) -> None:
    """Mark it as changed."""
    location.version += 1
    location.updated_at = now


def make_default(known: Mapping[str, Location], location: Location, now: datetime) -> dict[str, Location]:
    """Let `location` be the default instead of whichever is; answers the locations that changed, by id."""
    changed = {location.id: location}
    for other in known.values():
        if other.is_default and other is not location:
            other.is_default = False
            touch(other, now)
            changed[other.id] = other
    location.is_default = True
    touch(location, now)
    return changed
