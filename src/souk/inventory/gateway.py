"""The order service, asked what became of orders whose holds are past their time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from souk.serving import rest

ORDERS_MAX = 256
"""Orders in one question."""

State = Literal["open", "confirmed", "cancelled", "unknown"]


class OrderState(msgspec.Struct):
    """`confirmed` also stands for all that comes after it."""

    id: str
    state: State


class _Answer(msgspec.Struct):
    items: list[OrderState]


async def order_states(other: rest.Rest, order_ids: Sequence[str]) -> dict[str, State]:
    """The state of each order (at most `ORDERS_MAX`). Raises `Unavailable` or `NotFound` when there is no answer."""
    answer = await other.get("order", "/internal/orders", params={"ids": ",".join(order_ids)}, type=_Answer)
    return {each.id: each.state for each in answer.items}
