"""The order protocol: what every service does with every message, and what can go wrong in between.

A step is what one transaction does, one thing that a timer or a person does, or one misfortune.
"""

from __future__ import annotations

from collections.abc import Iterator

from docs.models.explorer import Kind, Step
from docs.models.world import (
    ANSWERS,
    ENDS,
    LATE,
    LISTENERS,
    PRICE,
    QUESTIONS,
    UNITS,
    Bounds,
    Message,
    Order,
    Refund,
    World,
    settled,
    with_order,
)


class Protocol:
    """The rules in force, over everything that can happen within bounds."""

    def __init__(self, bounds: Bounds, rules: frozenset[str]) -> None:
        self.bounds = bounds
        self.rules = rules

    def first(self) -> World:
        b = self.bounds
        fresh = Order() if not b.crashes else Order(bag=frozenset(), unsent=frozenset({"placed"}))
        return World((fresh,) * b.orders, UNITS, b.losses, b.repeats, b.crashes, b.refunds)

    def steps(self, world: World) -> Iterator[Step[World]]:
        """Everything that can happen next. Orders are alike: which of them is which does not matter."""
        for number in range(len(world.orders)):
            if number and world.orders[number] == world.orders[number - 1]:
                continue
            for kind, words, after in self._steps_of(world, number):
                orders = after.orders
                if len(orders) > 1:
                    after = after._replace(orders=tuple(sorted(orders, key=hash)))
                    words = f"order {number + 1}: {words}"
                yield Step(kind, words, after)

    def _steps_of(self, world: World, n: int) -> Iterator[Step[World]]:
        order = world.orders[n]
        for message in order.bag:
            again = " (asked again)" if message.again else ""
            yield Step(Kind.WORK, f"{message.to} hears {message.event}{again}", self._hear(world, n, message))
        for event in order.unsent:
            sent = self._send(order.but(unsent=order.unsent - {event}), event)
            yield Step(Kind.WORK, f"{event} is published", with_order(world, n, sent))
        if "sweeper" in self.rules:
            for event in order.orphans:
                swept = self._send(order.but(orphans=order.orphans - {event}), event)
                yield Step(Kind.TIMER, f"the sweeper publishes {event}", with_order(world, n, swept))
        if order.stock == "deciding":
            yield Step(Kind.WORK, "inventory writes what it decided", self._hold(world, n))
        for words, after in self._gateway(order):
            yield Step(Kind.WORK, words, with_order(world, n, after))
        yield from self._timers(world, n)
        yield from self._chances(world, n)

    # Telling

    def _tell(self, order: Order, event: str) -> Order:
        """Announce a fact in the transaction in hand."""
        if event in order.told:
            return order
        order = order.but(told=order.told | {event})
        if self.bounds.crashes:
            return order.but(unsent=order.unsent | {event})
        return self._send(order, event)

    def _send(self, order: Order, event: str, *, again: bool = False) -> Order:
        if event not in order.told:
            return order
        return order.but(bag=order.bag | {Message(to, event, again) for to in LISTENERS[event]})

    def _hear(self, world: World, n: int, message: Message) -> World:
        """One listener's transaction, and the acknowledgement."""
        who, event, again = message
        order = world.orders[n].but(bag=world.orders[n].bag - {message})
        if (who, event) in order.heard:
            if again and "answer_twice" in self.rules:
                for answer in ANSWERS.get((who, event), ()):
                    order = self._send(order, answer, again=True)
            if who == "order" and "first_time" not in self.rules and order.saga in ENDS:
                order = self._send(order, ENDS[order.saga], again=True)
            return with_order(world, n, order)
        order = order.but(heard=order.heard | {(who, event)})
        if who == "order":
            return with_order(world, n, self._order_hears(order, event))
        if who == "payment":
            return with_order(world, n, self._payment_hears(order, event))
        return self._inventory_hears(with_order(world, n, order), n, event)

    # Order

    def _order_hears(self, order: Order, event: str) -> Order:
        match order.saga, event:
            case "placed", "reserved":
                return self._tell(order.but(saga="awaiting"), "awaiting")
            case "awaiting", "action_required":
                return order.but(saga="acting")
            case (("awaiting" | "acting"), "captured"):
                return self._tell(order.but(saga="confirmed"), "confirmed")
            case ("placed", "rejected") | (("awaiting" | "acting"), "declined"):
                return self._tell(order.but(saga="cancelled"), "cancelled")
            case (("undoing" | "returning"), ("goods_back" | "money_back")):
                return settled(order)
        if order.saga in ENDS and event in LATE and "late_answer" in self.rules:
            return self._send(order, ENDS[order.saga], again=True)
        return order

    # Inventory

    def _inventory_hears(self, world: World, n: int, event: str) -> World:
        order = world.orders[n]
        match event, order.stock:
            case "placed", "none":
                if "stock_in_transaction" in self.rules:
                    return self._hold(world, n)
                deciding = order.but(stock="deciding") if world.free else self._reject(order)
                return with_order(world, n, deciding)
            case "placed", _:
                return with_order(world, n, self._tell(order, "rejected"))
            case "confirmed", "held":
                return with_order(world, n, order.but(stock="committed"))
            case "cancelled", "held":
                return with_order(world, n, order.but(stock="released"), free=1)
            case "cancelled", "none" if "tombstone" in self.rules:
                return with_order(world, n, order.but(stock="released"))
            case (("undone" | "return_received"), ("held" | "committed")):
                return with_order(world, n, self._tell(order.but(stock="returned"), "goods_back"), free=1)
            case (("undone" | "return_received"), _):
                return with_order(world, n, self._tell(order.but(stock="returned"), "goods_back"))
        return world

    def _hold(self, world: World, n: int) -> World:
        order = world.orders[n]
        if not world.free and order.stock != "deciding":
            return with_order(world, n, self._reject(order))
        if order.heard_by("inventory", "cancelled"):
            order = order.but(wrong="goods are held for an order that is known to be cancelled")
        return with_order(world, n, self._tell(order.but(stock="held"), "reserved"), free=-1)

    def _reject(self, order: Order) -> Order:
        return self._tell(order.but(stock="released"), "rejected")

    # Payment

    def _payment_hears(self, order: Order, event: str) -> Order:
        if event == "awaiting":
            if order.money == "none":
                order = order.but(money="intent")
            if order.money == "intent" and order.heard_by("payment", "cancelled"):
                return order.but(wrong="money is taken for an order that is known to be cancelled")
            return order
        if event == "cancelled":
            return self._stop(order)
        if order.money == "refunded":
            return self._send(self._tell(order, "money_back"), "money_back", again=True)
        return self._stop(order)

    def _stop(self, order: Order) -> Order:
        """Take nothing, or give back what is left."""
        match order.money:
            case "none" if "tombstone" in self.rules:
                return order.but(money="void")
            case "intent":
                return order.but(money="stopping")
            case "unknown":
                return order.but(money="stopping")
            case "acting":
                return order.but(money="void")
            case "captured":
                return self._remember_refund(order, PRICE)
        return order

    def _remember_refund(self, order: Order, halves: int) -> Order:
        """At most what is left: it counts what is on its way, or else only what came back already."""
        left = PRICE - order.noted_back
        if "refund_bound" in self.rules:
            left -= sum(each.halves for each in order.refunds)
        halves = min(halves, left)
        return order.but(refunds=(*order.refunds, Refund(halves))) if halves > 0 else order

    def _gateway(self, order: Order) -> Iterator[tuple[str, Order]]:
        """The worker that drives what is remembered to a result."""
        if order.money in ("intent", "unknown", "stopping"):
            charges = max(1, order.charges) if "stable_key" in self.rules else order.charges + 1
            paid = order.but(money="captured", charges=charges)
            if order.money == "stopping":
                yield "the card was charged for a cancelled order", self._remember_refund(paid, PRICE)
            else:
                yield "the card is charged", self._tell(paid, "captured")
            if not order.charges and self.bounds.declines:
                declined = order.but(money="declined")
                yield (
                    "the card is declined",
                    declined if order.money == "stopping" else self._tell(declined, "declined"),
                )
            if order.money == "intent" and self.bounds.acts:
                yield "the bank wants to see the customer", self._tell(order.but(money="acting"), "action_required")
        if order.refunds:
            first, *rest = order.refunds
            repeated = first.is_done and "stable_key" in self.rules
            noted = order.noted_back + first.halves
            back = order.but(
                refunds=tuple(rest), noted_back=noted, given_back=order.given_back + (0 if repeated else first.halves)
            )
            whole = noted >= PRICE
            yield "money is given back", self._tell(back.but(money="refunded"), "money_back") if whole else back

    # Time and people

    def _timers(self, world: World, n: int) -> Iterator[Step[World]]:
        order = world.orders[n]
        question = QUESTIONS.get(order.saga)
        if "watchdog" in self.rules and question and self._may_ask_again(order, question):
            asked = self._send(order, question, again=True)
            yield Step(Kind.TIMER, f"the watchdog asks {question} again", with_order(world, n, asked))
        if "deadline" in self.rules and order.saga in ("placed", "awaiting", "acting"):
            ended = self._tell(order.but(saga="cancelled"), "cancelled")
            yield Step(Kind.TIMER, "patience is used up: the order is cancelled", with_order(world, n, ended))
        if "ask_before_release" in self.rules and order.stock == "held" and order.saga in ENDS:
            if ENDS[order.saga] == "confirmed":
                yield Step(Kind.TIMER, "inventory asks, and sells", with_order(world, n, order.but(stock="committed")))
            else:
                released = with_order(world, n, order.but(stock="released"), free=1)
                yield Step(Kind.TIMER, "inventory asks, and lets go", released)
        if "payment_asks" in self.rules and ENDS.get(order.saga) in ("cancelled", "undone"):
            stopped = self._stop(order) if order.money != "none" else order
            yield Step(Kind.TIMER, "payment asks, and stops", with_order(world, n, stopped))

    def _may_ask_again(self, order: Order, question: str) -> bool:
        """The watchdog rests while a listener is behind."""
        on_its_way = any(message.event == question or not self.bounds.hurries for message in order.bag)
        return not on_its_way and not order.unsent

    def _chances(self, world: World, n: int) -> Iterator[Step[World]]:
        """What people may do, and what may break."""
        order, b = world.orders[n], self.bounds
        if b.cancels and order.saga in ("placed", "awaiting", "acting"):
            ended = self._tell(order.but(saga="cancelled"), "cancelled")
            yield Step(Kind.CHANCE, "the customer cancels", with_order(world, n, ended))
        if order.saga == "confirmed":
            for may, saga, event in ((b.undoes, "undoing", "undone"), (b.returns, "returning", "return_received")):
                if may:
                    asked = self._tell(settled(order.but(saga=saga)), event)
                    yield Step(Kind.CHANCE, f"after the confirmation: {event}", with_order(world, n, asked))
        if order.money == "acting":
            paid = self._tell(order.but(money="captured", charges=1), "captured")
            yield Step(Kind.CHANCE, "the customer confirms at the bank", with_order(world, n, paid))
        if world.refunds and order.money == "captured":
            for halves in (1, 2):
                asked = self._remember_refund(order, halves)
                after = with_order(world._replace(refunds=world.refunds - 1), n, asked)
                yield Step(Kind.CHANCE, f"staff give {halves}/2 back", after)
        yield from self._faults(world, n)

    def _faults(self, world: World, n: int) -> Iterator[Step[World]]:
        order = world.orders[n]
        if world.losses:
            for message in order.bag:
                if self.bounds.may_lose(order, message):
                    lost = with_order(world._replace(losses=world.losses - 1), n, order.but(bag=order.bag - {message}))
                    yield Step(Kind.CHANCE, f"LOST: {message.event} to {message.to}", lost)
        if world.repeats:
            for event in order.told - order.unsent - order.orphans:
                twice = with_order(world._replace(repeats=world.repeats - 1), n, self._send(order, event))
                yield Step(Kind.CHANCE, f"REPEATED: {event}", twice)
        if world.crashes:
            for event in order.unsent:
                dead = order.but(unsent=order.unsent - {event}, orphans=order.orphans | {event})
                after = with_order(world._replace(crashes=world.crashes - 1), n, dead)
                yield Step(Kind.CHANCE, f"CRASH between the commit of {event} and its publication", after)
        if self.bounds.timeouts:
            for words, unanswered in _timeouts(order):
                yield Step(Kind.CHANCE, words, with_order(world, n, unanswered))


def _timeouts(order: Order) -> Iterator[tuple[str, Order]]:
    """The gateway does something, or nothing, and nobody hears which."""
    if order.money in ("intent", "stopping") and not order.charges:
        unknown = order.but(money="unknown" if order.money == "intent" else "stopping")
        yield "TIMEOUT before the card was charged", unknown
        yield "TIMEOUT after the card was charged", unknown.but(charges=1)
    if order.refunds and not order.refunds[0].is_done:
        first, *rest = order.refunds
        done = order.but(refunds=(first._replace(is_done=True), *rest), given_back=order.given_back + first.halves)
        yield "TIMEOUT after money was given back", done
