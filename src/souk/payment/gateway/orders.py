"""The order service, asked what became of orders whose money, or whose intent to take it, has been waiting."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from souk.payment import model
from souk.serving import rest

ORDERS_MAX = 256
"""Orders in one question."""


class _Order(msgspec.Struct):
    id: str
    state: model.OrderState
    is_sent: bool = False


class _Answer(msgspec.Struct):
    items: list[_Order]


async def order_states(other: rest.Rest, order_ids: Sequence[str]) -> dict[str, model.OrderState]:
    """The state of each order (at most `ORDERS_MAX`). Raises `Unavailable` or `NotFound` when there is no answer."""
    answer = await other.get("order", "/internal/orders", params={"ids": ",".join(order_ids)}, type=_Answer)
    return {each.id: "sent" if each.is_sent else each.state for each in answer.items}
