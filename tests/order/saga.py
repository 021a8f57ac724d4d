"""What the order service said, and where its orders stand: for tests that tell it what its neighbours answer."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from order.builders import stored
from order.shopping import confirmed, placed
from souk import testing
from souk.order import model


class Told(NamedTuple):
    """An event on the bus: its type without publisher and version, its id, and how often it had been sent again."""

    name: str
    id: str
    cause: str | None
    resend: int


def told(shop: testing.Running, order_id: str) -> list[Told]:
    """Everything the order service said about an order, in the order in which it was said."""
    return [
        Told(message.subject.split(".")[1], event["id"], event.get("cause"), message.resend)
        for message in shop.bus.stored("order")
        for event in msgspec.json.decode(message.body)
        if event["data"]["order_id"] == order_id
    ]


def names(shop: testing.Running, order_id: str) -> list[str]:
    """The names of what was said for the first time."""
    return [each.name for each in told(shop, order_id) if not each.resend]


def again(shop: testing.Running, order_id: str) -> list[str]:
    """The names of what was said again."""
    return [each.name for each in told(shop, order_id) if each.resend]


async def order_of(shop: testing.Running, order_id: str) -> model.Order:
    return await stored(shop.runtime.db, order_id)


async def stands(shop: testing.Running, order_id: str) -> tuple[str, str]:
    """The status of an order and of its payment."""
    found = await order_of(shop, order_id)
    return found.status.value, found.payment.status.value


async def cancelled(shop: testing.Running, *, after_confirmation: bool = False, **changes: Any) -> str:
    """An order that its guest called off; answers its id."""
    found = await (confirmed if after_confirmation else placed)(shop, **changes)
    answer = await shop.client.post(f"/v1/orders/{found['id']}/cancel?token={found['token']}")
    assert answer.status_code == 200, answer.text
    await shop.settle()
    order_id: str = found["id"]
    return order_id
