"""What nobody should announce, put into the broker of a real shop: a dead letter each, and nothing else is lost."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, NamedTuple

import msgspec
import pytest

import stacks
from souk import contracts
from souk.kit import bus, clock, ids, outbox
from souk.kit.money import Money

pytestmark = pytest.mark.stack

Json = dict[str, Any]


@pytest.fixture
async def broker(shop: stacks.Shop) -> AsyncIterator[bus.NatsBus]:
    connected = await bus.NatsBus.connect(shop.nats, "somebody")
    yield connected
    await connected.close()


def event(fact: contracts.Event, **members: Any) -> Json:
    """As its publisher would put it, but for these members of the envelope."""
    source = bus.publisher_of(fact.type)
    envelope = outbox.Envelope(ids.new("evt"), fact.type, source, fact.aggregate_id, clock.now(), fact)
    made: Json = json.loads(msgspec.json.encode(envelope))
    return made | members


def placed(sku: str = "NO-SUCH") -> contracts.Event:
    return contracts.order.OrderPlaced(
        order_id=ids.new("ord"),
        lines=(contracts.order.Line(sku=sku, quantity=1),),
        email="ada@example.com",
        deadline=clock.now() + timedelta(minutes=15),
        version=1,
    )


def awaiting(amount: int) -> contracts.Event:
    return contracts.order.OrderAwaitingPayment(
        order_id=ids.new("ord"),
        amount=Money(amount, "EUR"),
        gateway="sandbox",
        token="tok_ok",
        expires_at=clock.now() + timedelta(minutes=15),
        version=2,
    )


class Bad(NamedTuple):
    """A message on `subject` that leaves a dead letter with `reason` at each of `listeners` (service, durable)."""

    name: str
    subject: str
    body: Any
    reason: str
    listeners: tuple[tuple[str, str], ...] = (("inventory", "inventory__order_placed"),)


PLACED = "order.placed.v1"
DEEP = b"[" * 50_000 + b"]" * 50_000
BOTH = (("inventory", "inventory__product_published"), ("order", "order__product_published"))

TABLE = [
    Bad("no JSON", PLACED, b"\x00\xff", "not an array of events"),
    Bad("no UTF-8 inside", PLACED, b'[{"id": "evt_\xff"}]', "can't decode byte 0xff"),
    Bad("nested without end", PLACED, b'[{"id": "evt_1", "more": ' + DEEP + b"}]", "recursion"),
    Bad("half an array", PLACED, b'[{"id": "evt_1"', "not an array of events"),
    Bad("no array", PLACED, {"id": "evt_1"}, "not an array of events"),
    Bad("no event", PLACED, ["placed!"], "Expected `object`, got `str`"),
    Bad("no id", PLACED, [{"type": PLACED, "time": "2026-01-01T00:00:00Z", "data": {}}], "missing required field `id`"),
    Bad("a time that is none", PLACED, [event(placed(), time="soon")], "Invalid RFC3339"),
    Bad("no data", PLACED, [event(placed(), data={})], "missing required field `order_id`"),
    Bad("wrong data", PLACED, [event(placed(), data={"order_id": 7})], "Expected `str`, got `int`"),
    Bad("a version of tomorrow", "order.placed.v2", [event(placed(), type="order.placed.v2")],
        "unknown version: order.placed.v2, known is order.placed.v1"),
    Bad("another event in disguise", PLACED, [event(awaiting(5))], "unknown version: order.awaiting_payment.v1"),
    Bad("less than nothing", PLACED,
        [event(placed(), data=msgspec.to_builtins(placed()) | {"lines": [{"sku": "A", "quantity": -5}]})],
        "Expected `int` >= 1"),
    Bad("what makes no sense", "order.awaiting_payment.v1", [event(awaiting(-5))], "an amount below zero",
        (("payment", "payment__order_awaiting_payment"),)),
    Bad("to more than one", "product.published.v1", [{"id": "evt_broken"}], "missing required field `type`", BOTH),
]  # fmt: skip


def letters(shop: stacks.Shop, service: str, durable: str) -> dict[str, Json]:
    found = shop.database(service)["dead_letters"].find({"consumer": durable})
    return {letter["_id"]: letter for letter in found}


async def send(broker: bus.NatsBus, subject: str, body: Any) -> None:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    await broker.publish(subject, raw, message_id=ids.new("msg"))


@pytest.mark.parametrize("bad", TABLE, ids=lambda bad: bad.name)
async def test_it_becomes_a_dead_letter(shop: stacks.Shop, broker: bus.NatsBus, bad: Bad) -> None:
    before = {durable: letters(shop, service, durable).keys() for service, durable in bad.listeners}
    await send(broker, bad.subject, bad.body)
    for service, durable in bad.listeners:
        stacks.until(lambda: letters(shop, service, durable).keys() > before[durable])  # noqa: B023 - asked at once
        [new] = letters(shop, service, durable).keys() - before[durable]
        letter = letters(shop, service, durable)[new]
        assert bad.reason in letter["reason"]
        assert letter["consumer"] == durable
        assert letter["event"]
        if isinstance(bad.body, bytes):
            assert bytes(letter["event"]) in bad.body
        # a retry or a look at it is an operator's business; here it leaves no trace
        assert shop.database(service)["dead_letters"].delete_one({"_id": new}).deleted_count == 1


async def test_its_neighbours_have_their_effect(shop: stacks.Shop, broker: bus.NatsBus) -> None:
    """Two good events around a bad one, in one message."""
    good = [
        contracts.user.UserRegistered(user_id=ids.new("usr"), email=f"{ids.new('nb')}@example.com", name="Neighbour")
        for _ in range(2)
    ]
    broken = event(good[0], id=ids.new("evt"), data={"user_id": "usr_1"})
    await send(broker, "user.registered.v1", [event(good[0]), broken, event(good[1])])
    mails, durable = shop.database("notification")["emails"], "notification__user_registered"
    wanted = {"to": {"$in": [each.email for each in good]}, "kind": "welcome"}
    stacks.until(lambda: mails.count_documents(wanted) == 2 and bool(letters(shop, "notification", durable)))
    [letter] = letters(shop, "notification", durable).values()
    assert letter["_id"] == f"{durable}:{broken['id']}"
    assert json.loads(letter["event"])["data"] == {"user_id": "usr_1"}
    assert "missing required field `email`" in letter["reason"]
    shop.database("notification")["dead_letters"].delete_one({"_id": letter["_id"]})


async def test_afterwards_everything_goes_on(shop: stacks.Shop, admin: stacks.Person, broker: bus.NatsBus) -> None:
    """Listeners that buried something take the next order as if nothing had happened."""
    stacks.put_on_sale(admin, "AFTERWARDS-1", 3)
    for subject in ("order.placed.v1", "order.awaiting_payment.v1", "order.confirmed.v1", "payment.captured.v1"):
        await send(broker, subject, b"poison")
    order = stacks.buy(shop.guest(), "AFTERWARDS-1")
    held = shop.database("inventory")["reservations"]
    stacks.until(
        lambda: held.find_one({"_id": order["id"]}, {"status": 1}) == {"_id": order["id"], "status": "committed"}
    )
    ready = shop.guest().get("/healthz").json()
    assert {name: counts["ready"] for name, counts in ready["services"].items()} == dict.fromkeys(ready["services"], 1)
