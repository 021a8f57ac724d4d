"""Order, inventory and payment in one process, with a broker that loses what a test wants lost, and a clock to turn."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from order import builders, shopping
from payment.scripted import Scripted
from souk import testing
from souk.inventory import app as inventory_app
from souk.inventory import store as inventory_store
from souk.kit import errors, settings
from souk.order import app as order_app
from souk.order import model, workers
from souk.payment import app as payment_app

T = TypeVar("T")
LOOK_S = 30.0
"""Apart so far the watchdog's looks are; more would count as nobody watching."""
LOOKS_MAX = 40
"""Five minutes more than an order waits for an answer."""


class Post(testing.MemoryBus):
    """A broker that stores what is published, but for what it is told to lose or to keep back."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self._lost: set[str] = set()
        """Types whose next message is lost."""
        self._gone: set[str] = set()
        """Ids of messages that are lost."""
        self._kept: dict[str, list[tuple[str, bytes, str, int]]] = {}

    def lose(self, subject: str) -> None:
        """Lose the next message of this type."""
        self._lost.add(subject)

    def keep_back(self, subject: str) -> None:
        """Deliver no message of this type before `let_go`."""
        self._kept[subject] = []

    async def let_go(self, subject: str) -> None:
        for subject_, body, message_id, resend in self._kept.pop(subject):
            await super().publish(subject_, body, message_id=message_id, resend=resend)

    async def publish(self, subject: str, body: bytes, *, message_id: str, resend: int = 0) -> None:
        self.count += 1
        if message_id in self._gone:  # stored once, as far as the broker remembers
            return
        if subject in self._lost:
            self._lost.remove(subject)
            self._gone.add(message_id)
        elif subject in self._kept:
            self._kept[subject].append((subject, body, message_id, resend))
        else:
            await super().publish(subject, body, message_id=message_id, resend=resend)


class Line(testing.FakeRest):
    """Asks the order service that runs, and of everybody else what is prepared."""

    order: testing.Running | None = None

    async def get(
        self,
        service: str,
        path: str,
        *,
        type: type[T],  # noqa: A002 - as in what it stands for
        params: Mapping[str, str] | None = None,
        deadline_s: float = 2.0,
    ) -> T:
        if service != "order" or self.order is None:
            return await super().get(service, path, type=type, params=params, deadline_s=deadline_s)
        answer = await self.order.client.get(path, params=params, headers=self.order.service_token("inventory"))
        if answer.status_code != 200:
            raise errors.Unavailable(answer.text)
        return msgspec.json.decode(answer.content, type=type)


@dataclass
class Shop:
    """Ten mugs, five cups; `gateway` takes the money."""

    order: testing.Running
    inventory: testing.Running
    payment: testing.Running
    post: Post
    line: Line
    gateway: Scripted
    time: testing.FrozenClock

    async def buy(self, **lines: int) -> str:
        """A guest's order; answers its id."""
        wanted = [{"sku": sku, "quantity": units} for sku, units in lines.items()]
        order_id: str = (await shopping.placed(self.order, lines=wanted))["id"]
        await self.settle()
        return order_id

    async def cancel(self, order_id: str) -> None:
        answer = await self.order.client.post(
            f"/v1/orders/{order_id}/cancel", headers={**self.order.token(roles=("admin",)), **testing.key()}
        )
        assert answer.status_code == 200, answer.text
        await self.settle()

    async def stands(self, order_id: str) -> str:
        """An order's status, and why it ended if it did."""
        found = await builders.stored(self.order.runtime.db, order_id)
        return found.reason or found.status.value

    async def hold_of(self, order_id: str) -> str | None:
        """What became of the goods of an order."""
        found = await inventory_store.reservations_by_order(self.inventory.runtime.db, [order_id])
        return found[order_id].status.value if order_id in found else None

    def taken(self) -> int:
        """What customers are charged, all in all."""
        return sum(charge.captured - charge.refunded for charge in self.gateway.charges.values())

    async def settle(self) -> None:
        """Wait until nobody has anything to do."""
        before = -1
        while before != self.post.count:
            before = self.post.count
            for service in (self.order, self.inventory, self.payment):
                await service.settle()
            await self._called()

    async def _called(self) -> None:
        calls = self.payment.runtime.state["deps"].calls
        while calls._running:  # a call that was answered may be followed by another
            await asyncio.wait(list(calls._running.values()))

    async def decided(self, order_id: str) -> str:
        """Let time pass with the watchdog looking until the order is confirmed or ends; answers where it stands then,
        or when it should have ended long ago."""
        await self._watch(order_id, lambda order: order.status.value not in ("placed", "awaiting_payment"))
        return await self.stands(order_id)

    async def is_settled(self, order_id: str) -> bool:
        """The same until goods and money of a cancelled order are back, or should have been long ago."""
        return await self._watch(order_id, lambda order: order.watch is None)

    async def _watch(self, order_id: str, is_over: Callable[[model.Order], bool]) -> bool:
        after = workers.Herald(self.order.runtime.broadcast, self.order.runtime.outbox)
        is_behind = functools.partial(self.order.runtime.behind, order_app.ASKED)
        dog = workers.Watchdog(self.order.runtime.db, is_behind, after)
        for _ in range(LOOKS_MAX):
            if is_over(await builders.stored(self.order.runtime.db, order_id)):
                return True
            self.time.advance(LOOK_S)
            if await dog.look():
                await self.settle()
        return False


@contextlib.asynccontextmanager
async def open_shop(url: str) -> AsyncIterator[Shop]:
    """The three services, each with its own database, until the context ends."""
    post, line, gateway = Post(), Line(), Scripted()
    line.answers |= builders.neighbours().answers

    async def stock_the_list(runtime: Any) -> None:
        await builders.stock_the_list(runtime.db)

    async with contextlib.AsyncExitStack() as stack:
        time = stack.enter_context(testing.frozen_clock())

        async def start(name: str, build: Any, config: type[Any], **more: Any) -> testing.Running:
            running = testing.running(url, name, build, config, messages=post, calls=line, **more)
            return await stack.enter_async_context(running)

        order = await start("order", order_app.build, order_app.Settings, prepare=stock_the_list)
        line.order = order
        inventory = await start("inventory", inventory_app.build, settings.Service)
        pay = functools.partial(payment_app.build, make_gateways=lambda _: {"sandbox": gateway})
        payment = await start("payment", pay, payment_app.Settings)
        levels = [{"sku": "MUG", "on_hand": 10}, {"sku": "CUP", "on_hand": 5}]
        body = {"levels": levels, "reason": "opening"}
        stocked = await inventory.client.post("/internal/stock/bulk", json=body, headers=inventory.service_token())
        assert stocked.status_code == 200, stocked.text
        shop = Shop(order, inventory, payment, post, line, gateway, time)
        await shop.settle()
        yield shop
