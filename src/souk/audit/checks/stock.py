"""What is on the shelves (I2)."""

from __future__ import annotations

from collections.abc import Iterator

from souk.audit.records import Level, Stock
from souk.audit.verdict import Flaw


def adds_up(stock: Stock) -> Iterator[Flaw]:
    """What came in is what is there and what was sold; what is reserved is what is held; nothing is below zero."""
    level = stock.level
    if level is None:
        if stock.held or stock.committed or stock.moved:
            yield Flaw(f"{stock.committed} sold, {stock.held} held, {stock.moved} moved, and it has no level")
        return
    if stock.held + stock.committed > stock.moved:
        yield Flaw(f"is oversold: {stock.committed} sold and {stock.held} held of {stock.moved}")
    if level.on_hand != stock.moved - stock.committed:
        yield Flaw(f"{stock.moved} came in, {stock.committed} were sold, and {level.on_hand} are on hand")
    if level.reserved != stock.held:
        yield Flaw(f"{stock.held} are held and {level.reserved} reserved")
    yield from is_sound(level)


def is_sound(level: Level) -> Iterator[Flaw]:
    """What a level says of itself: no shelf holds less than is reserved on it, and the sums are the shelves'."""
    for name, shelf in level.locations.items():
        if not shelf.on_hand >= shelf.reserved >= 0:
            yield Flaw(f"at {name} {shelf.on_hand} are on hand and {shelf.reserved} reserved")
    on_hand = sum(shelf.on_hand for shelf in level.locations.values())
    reserved = sum(shelf.reserved for shelf in level.locations.values())
    if (on_hand, reserved) != (level.on_hand, level.reserved):
        yield Flaw(
            f"its shelves hold {on_hand}, {reserved} of them reserved, and it says {level.on_hand}, {level.reserved}"
        )
