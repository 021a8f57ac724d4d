"""What people want of the shop, and how they go about it: impatient, with two clicks, and again when nobody answers."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from proof.simulation.shop import LostError, Process, Shop
from souk import contracts
from souk.kit import clock, errors, group_commit, idempotency, ids, money, mongo, outbox
from souk.order import actions, model
from souk.order.api import place_order as placing
from souk.payment.actions import CapturePayment, RefundPayment, VoidPayment

SKUS = ("A", "B")
PRICES = {"A": 1_000, "B": 2_500}
SHIPPING = 490
CURRENCY = "EUR"
BUSY_S = 2.0
"""All that happens by itself has begun by then."""
ATTEMPTS_MAX = 8
ALARM_S = 45.0
"""So long it takes somebody to look after a payment that calls for a person."""
PATIENCE_S = 45.0
CARDS = (
    *("tok_ok",) * 10,
    *("tok_declined",) * 2,
    *("tok_auth_only",) * 2,
    *("tok_webhook",) * 2,
    *("tok_3ds",) * 2,
    *("tok_dispute",) * 2,
)
THEN = ("keep", "keep", "keep", "cancel", "refund", "refund twice", "fulfill", "refund and cancel")
THEN_AUTHORIZED = (
    "fulfill",
    "fulfill and refund",
    "fulfill and cancel",
    "capture",
    "capture a part",
    "capture and fulfill",
    "capture and cancel",
    "capture a part and cancel",
    "capture a part and refund",
    "void",
    "void and cancel",
)
"""What staff do with an order whose money is not taken yet."""
REPLICATED = {"order": 0.2, "inventory": 0.4, "payment": 0.2}
"""How often a service has two processes."""
WALKS_AWAY = 0.04
"""This share of customers who should act at their bank never does: such a run takes half an hour of its time."""
ADDRESS = model.Address(name="Ada", line1="1 Road", city="Town", postal_code="1", country="DE")
STAFF = model.Viewer(is_staff=True)


@dataclass(frozen=True)
class Wish:
    """What one customer does, and what staff do with the order."""

    number: int
    at: float
    lines: tuple[tuple[str, int], ...]
    card: str
    is_careful: bool
    """Sends along the total that was shown."""
    clicks: int
    cancels_after: float | None
    then: str
    acts_after: float | None


@dataclass
class Bought:
    """What became of a wish. `answers` are the ids of orders that the shop said it accepted."""

    wish: Wish
    answers: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    """Ids that its requests offered: at most one of them may become an order."""
    refusals: list[str] = field(default_factory=list)

    @property
    def shown_total(self) -> int:
        return SHIPPING + sum(PRICES[sku] * units for sku, units in self.wish.lines)


@dataclass(frozen=True)
class Day:
    """What a seed has in store: wishes, stock, processes, and perhaps a new price."""

    wishes: tuple[Wish, ...]
    stock: dict[str, int]
    replicas: dict[str, int]
    price_change_at: float | None


def plan(chance: random.Random) -> Day:
    """Two orders or more, and not enough for all of them, most of the time."""
    count = 2 + min(int(chance.expovariate(1.0)), 3)
    hurry = 0.004 if chance.random() < 0.4 else 1.2
    wishes = tuple(_wish(chance, number, hurry) for number in range(count))
    wanted = {sku: sum(units for wish in wishes for each, units in wish.lines if each == sku) for sku in SKUS}
    stock = {sku: max(1, wanted[sku] - chance.choice((0, 1, 1, 2))) for sku in SKUS}
    replicas = {name: 1 + (chance.random() < share) for name, share in REPLICATED.items()}
    return Day(wishes, stock, replicas, chance.random() * BUSY_S if chance.random() < 0.25 else None)


def _wish(chance: random.Random, number: int, hurry_s: float) -> Wish:
    card = chance.choice(CARDS)
    lines = [("A", chance.choice((1, 1, 2)))]
    if chance.random() < 0.3:
        lines.append(("B", 1))
    walks_away = card == "tok_3ds" and chance.random() < WALKS_AWAY
    return Wish(
        number=number,
        at=0.3 + chance.random() * hurry_s,
        lines=tuple(lines),
        card=card,
        is_careful=chance.random() < 0.6,
        clicks=2 if chance.random() < 0.2 else 1,
        cancels_after=chance.expovariate(2.0) if chance.random() < 0.3 else None,
        then=chance.choice(THEN_AUTHORIZED if card == "tok_auth_only" and chance.random() < 0.8 else THEN),
        acts_after=None if walks_away else 0.2 + chance.random() * 4.0,
    )


class Customers:
    """All of a day's."""

    def __init__(self, shop: Shop, day: Day, chance: random.Random) -> None:
        self._shop = shop
        self._world = shop.world
        self._chance = chance
        self.bought = [Bought(wish) for wish in day.wishes]
        self.done_at: float | None = None
        self._left = len(self.bought)
        shop.bank.on_action = self._called_to_the_bank
        shop.bank.on_refusal = self._called_for_a_person
        if day.price_change_at is not None:
            self._world.later(day.price_change_at, self._raise_price)

    def come(self) -> None:
        for each in self.bought:
            self._world.loop.begin(self._watched(self._buy(each)), None)

    def _called_to_the_bank(self, order_id: str) -> None:
        """The bank wants to see somebody."""
        for each in self.bought:
            if order_id in each.made and each.wish.acts_after is not None:
                self._world.later(each.wish.acts_after, self._shop.bank.act, order_id)

    def _called_for_a_person(self, order_id: str) -> None:
        """The bank said no: whoever looks after payments sees the alarm, if there is one."""
        self._world.loop.begin(self._watched(self._look_after(order_id)), None)

    async def _look_after(self, order_id: str) -> None:
        """Give back by hand what could not be given back by itself."""
        payment_id = model.payment_id(order_id)
        while True:
            await self._world.sleep(ALARM_S)
            payment = self._world.stores["payment"].tables["payments"][payment_id]
            is_refundable = payment["state"] in ("captured", "partially_refunded")
            if any(each["status"] == "pending" for each in payment.get("refunds", ())):
                continue
            if "alarm" not in payment or not is_refundable:
                return
            refund = RefundPayment(payment_id=payment_id, by="staff", reason="by hand")
            await self._ask_staff(f"by-hand-{self._world.now}", refund)

    async def _watched(self, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - whatever a customer gets to see that no customer should
            self._world.broken.append(f"a customer got {error!r}")

    async def _buy(self, bought: Bought) -> None:
        wish = bought.wish
        await self._world.sleep(wish.at)
        for _ in range(wish.clicks - 1):
            self._left += 1
            self._world.loop.begin(self._watched(self._click(bought)), None)
        order_id = await self._place(bought)
        if order_id is not None:
            await self._live_with(bought, order_id)
        self._leave()

    async def _click(self, bought: Bought) -> None:
        await self._place(bought)
        self._leave()

    def _leave(self) -> None:
        self._left -= 1
        if not self._left:
            self.done_at = self._world.now

    async def _live_with(self, bought: Bought, order_id: str) -> None:
        wish = bought.wish
        if wish.cancels_after is not None:
            await self._world.sleep(wish.cancels_after)
            await self._cancel(order_id)
        if wish.then == "keep" or not await self._is_confirmed(order_id):
            return
        payment_id = model.payment_id(order_id)
        half = money.Money(bought.shown_total // 2, CURRENCY)
        if "capture" in wish.then:
            part = half if "a part" in wish.then else None
            await self._ask_staff("capture", CapturePayment(payment_id=payment_id, by="staff", amount=part))
        if "void" in wish.then:
            await self._ask_staff("void", VoidPayment(payment_id=payment_id, by="staff"))
        if "fulfill" in wish.then:
            await self._fulfill(order_id, wish)
        if "refund" in wish.then:
            for number in range(2 if wish.then == "refund twice" else 1):
                refund = RefundPayment(payment_id=payment_id, by="staff", reason="nice", amount=half)
                await self._ask_staff(f"refund-{number}", refund)
        if wish.then.endswith("cancel"):
            await self._cancel(order_id)

    async def _insist(self, service: str, work: Callable[[Process], Awaitable[Any]]) -> Any:
        """Ask until there is an answer. A refusal is one; None when patience is used up."""
        for attempt in range(ATTEMPTS_MAX):
            try:
                return await self._shop.request(service, work)
            except (LostError, errors.Unavailable, mongo.Failure):  # no answer, 503, 500
                await self._world.sleep(0.1 * 2**attempt * (0.5 + self._chance.random()))
            except errors.Refusal as refusal:
                return refusal
        return None

    async def _place(self, bought: Bought) -> str | None:
        wish = bought.wish
        key = idempotency.key("guest", f"place-{wish.number:016}", "POST", "/v1/orders", str(wish.lines).encode())

        async def place(process: Process) -> group_commit.Done[model.Order]:
            needs = process.deps
            needs.admission.check()
            order_id = ids.new("ord")
            bought.made.append(order_id)
            command = actions.PlaceOrder(
                order_id=order_id,
                number=await needs.numbers.next(),
                rules=needs.rulebook.rules,
                email="a@b.example",
                shipping_address=ADDRESS,
                shipping_method="standard",
                gateway="sandbox",
                token=wish.card,
                lines=[model.Wanted(sku, units) for sku, units in wish.lines],
                expected_total=money.Money(bought.shown_total, CURRENCY) if wish.is_careful else None,
                doubts=needs.shelf.doubts,
            )
            return await placing._place(needs, command, key)

        answer = await self._insist("order", place)
        if answer is None or isinstance(answer, errors.Refusal):
            bought.refusals.append(type(answer).__name__)
            self._world.note(f"customer {wish.number} gets no order: {type(answer).__name__}")
            return None
        self._world.note(f"customer {wish.number} has {answer.resource_id}")
        bought.answers.append(answer.resource_id)
        order_id: str = answer.resource_id
        return order_id

    async def _cancel(self, order_id: str) -> None:
        key = _key("cancel", order_id)
        command = actions.CancelOrder(order_id=order_id, viewer=STAFF)
        answer = await self._insist("order", lambda process: process.deps.cancel(command, key=key))
        self._world.note(f"{order_id} is called off: {type(answer).__name__}")

    async def _fulfill(self, order_id: str, wish: Wish) -> None:
        lines = [model.Wanted(sku, units) for sku, units in wish.lines]
        command = actions.FulfillOrder(order_id=order_id, lines=lines, carrier="Post", tracking_number="1")
        key = _key("fulfill", order_id)
        answer = await self._insist("order", lambda process: process.deps.fulfill(command, key=key))
        self._world.note(f"{order_id} is sent: {type(answer).__name__}")

    async def _ask_staff(self, what: str, command: CapturePayment | VoidPayment | RefundPayment) -> None:
        key = _key(what, command.payment_id)
        answer = await self._insist("payment", lambda process: process.deps.serve_staff(command, key=key))
        self._world.note(f"{command.payment_id}, {what}: {type(answer).__name__}")

    async def _is_confirmed(self, order_id: str) -> bool:
        """Wait until it is decided."""
        limit = self._world.now + PATIENCE_S
        while self._world.now < limit:
            order = self._world.stores["order"].tables["orders"].get(order_id)
            if order is not None and order["status"] not in ("placed", "awaiting_payment"):
                return bool(order["status"] == "confirmed")
            await self._world.sleep(0.5)
        return False

    def _raise_price(self) -> None:
        price = money.Money(PRICES["A"] + 100, CURRENCY)
        fact = contracts.product.PriceChanged(sku="A", product_id="prd_a", price=price, version=2)
        envelope = outbox.Envelope(ids.new("evt"), fact.type, "product", "A", clock.now(), fact)
        body = b"[" + msgspec.json.encode(envelope) + b"]"
        self._world.note("the price of A goes up")
        self._shop.broker.store(fact.type, body, ids.new("msg"), 0)


def _key(what: str, order_id: str) -> idempotency.Key:
    return idempotency.key("staff", f"{what}-{order_id}", "POST", what, order_id.encode())
