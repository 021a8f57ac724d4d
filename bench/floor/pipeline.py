"""The bare pipeline: one process per step, every write a batch in one transaction, one message per batch of events.

    granian … bench.floor.pipeline:app              intake and the order's own steps
    python -m bench.floor.pipeline inventory        reserve and commit
    python -m bench.floor.pipeline payment          take the payment

It does what any design with these parts has to do and nothing else, so it is short of everything that makes a shop: there
is no validation, inbox, sweeper, retry, price, gateway, or edge. Do not borrow from it.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import nats
import nats.errors
from nats.aio.client import Client
from nats.js.api import AckPolicy, ConsumerConfig
from nats.js.client import JetStreamContext
from pymongo import AsyncMongoClient, UpdateOne
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.database import AsyncDatabase

BATCH_MAX = 256
MESSAGES_MAX = 16
PUBLISHES_MAX = 100_000
ACKS_MAX = 10_000
FETCH_TIMEOUT_S = 1
UNIT_PRICE = 1999

Document = dict[str, Any]
encode, decode = msgspec.json.encode, msgspec.json.decode


class Step:
    """One service of the pipeline: its database, its outbox, its place on the bus."""

    client: AsyncMongoClient[Document]
    db: AsyncDatabase[Document]
    bus: Client
    stream: JetStreamContext

    def __init__(self, name: str) -> None:
        self.name = name

    async def connect(self) -> None:
        self.client = AsyncMongoClient(os.environ["FLOOR_MONGODB"])
        self.db = self.client["floor_" + self.name]
        self.bus = await nats.connect(os.environ["FLOOR_NATS"])
        self.stream = self.bus.jetstream(publish_async_max_pending=PUBLISHES_MAX)

    async def transact(self, write: Callable[[AsyncClientSession], Awaitable[Any]]) -> Any:
        async with self.client.start_session() as session:
            return await session.with_transaction(write)

    async def publish(self, events: list[Document]) -> None:
        """One message per subject carries the batch: the broker's cost is paid per batch, not per event."""
        by_subject: dict[str, list[Document]] = {}
        for event in events:
            by_subject.setdefault(event["subject"], []).append(event)
        acks = [
            await self.stream.publish_async(subject, encode(batch), headers={"Nats-Msg-Id": batch[0]["_id"]})
            for subject, batch in by_subject.items()
        ]
        await asyncio.gather(*acks)
        ids = [event["_id"] for event in events]
        await self.db.outbox.update_many({"_id": {"$in": ids}}, {"$set": {"sent": True}})

    async def consume(self, subject: str, handle: Callable[[list[Document]], Awaitable[None]]) -> None:
        config = ConsumerConfig(ack_policy=AckPolicy.ALL, max_ack_pending=ACKS_MAX)
        messages = await self.stream.pull_subscribe(subject, subject.replace(".", "-"), config=config)
        while True:
            try:
                batch = await messages.fetch(MESSAGES_MAX, timeout=FETCH_TIMEOUT_S)
            except (TimeoutError, nats.errors.TimeoutError):
                continue
            if not batch:  # a time-out comes as an empty list now and then
                continue
            await handle([event for message in batch for event in decode(message.data)])
            await batch[-1].ack()


def event(subject: str, **data: Any) -> Document:
    return {"_id": uuid.uuid4().hex, "subject": subject, **data}


class GroupCommit:
    """Joins concurrent callers: whoever arrives while a transaction runs shares the next one."""

    def __init__(self, commit: Callable[[list[Document]], Awaitable[None]]) -> None:
        self.commit = commit
        self.waiting: list[tuple[Document, asyncio.Future[None]]] = []
        self.running: asyncio.Task[None] | None = None

    async def __call__(self, item: Document) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append((item, done))
        if self.running is None:
            self.running = asyncio.create_task(self._run())
        await done

    async def _run(self) -> None:
        while self.waiting:
            batch, self.waiting = self.waiting[:BATCH_MAX], self.waiting[BATCH_MAX:]
            await self.commit([item for item, _ in batch])
            for _, done in batch:
                done.set_result(None)
        self.running = None


order = Step("order")
publishing: set[asyncio.Task[None]] = set()


async def place(orders: list[Document]) -> None:
    events = [event("order.placed", order=each["_id"], lines=each["lines"], total=each["total"]) for each in orders]

    async def write(session: AsyncClientSession) -> None:
        await order.db.orders.insert_many(orders, ordered=False, session=session)
        await order.db.outbox.insert_many(events, ordered=False, session=session)

    await order.transact(write)
    task = asyncio.create_task(order.publish(events))
    publishing.add(task)
    task.add_done_callback(publishing.discard)


def advance(before: str, after: str, announce: str) -> Callable[[list[Document]], Awaitable[None]]:
    async def handle(received: list[Document]) -> None:
        events = [event(announce, order=each["order"], total=each["total"]) for each in received]

        async def write(session: AsyncClientSession) -> None:
            ids = [each["order"] for each in received]
            await order.db.orders.update_many(
                {"_id": {"$in": ids}, "status": before}, {"$set": {"status": after}}, session=session
            )
            await order.db.outbox.insert_many(events, ordered=False, session=session)

        await order.transact(write)
        await order.publish(events)

    return handle


group_commit = GroupCommit(place)
consuming: list[asyncio.Task[None]] = []


async def app(scope: Document, receive: Callable[[], Awaitable[Document]], send: Callable[[Document], Awaitable[None]]) -> None:
    if scope["type"] == "lifespan":
        await receive()
        await order.connect()
        confirm = advance("placed", "reserved", "payment.requested")
        captured = advance("reserved", "confirmed", "order.confirmed")
        consuming.append(asyncio.create_task(order.consume("inventory.reserved", confirm)))
        consuming.append(asyncio.create_task(order.consume("payment.captured", captured)))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    body = decode((await receive())["body"])
    total = sum(line["qty"] * UNIT_PRICE for line in body["lines"])
    document = {"_id": uuid.uuid4().hex, "status": "placed", "total": total, "at": time.time(), **body}
    await group_commit(document)
    await send({"type": "http.response.start", "status": 201, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": encode({"id": document["_id"], "status": "placed"})})


inventory = Step("inventory")


async def reserve(received: list[Document]) -> None:
    async def write(session: AsyncClientSession) -> list[Document]:
        wanted = list({line["sku"] for each in received for line in each["lines"]})
        rows = inventory.db.stock.find({"_id": {"$in": wanted}}, session=session)
        free = {row["_id"]: row["on_hand"] - row["reserved"] async for row in rows}
        taken: dict[str, int] = {}
        reservations, events = [], []
        for each in received:
            is_enough = all(free.get(line["sku"], 0) >= line["qty"] for line in each["lines"])
            if is_enough:
                for line in each["lines"]:
                    free[line["sku"]] -= line["qty"]
                    taken[line["sku"]] = taken.get(line["sku"], 0) + line["qty"]
            state, answer = ("held", "inventory.reserved") if is_enough else ("rejected", "inventory.rejected")
            reservations.append({"_id": each["order"], "lines": each["lines"], "state": state})
            events.append(event(answer, order=each["order"], total=each["total"]))
        if taken:
            updates = [UpdateOne({"_id": sku}, {"$inc": {"reserved": units}}) for sku, units in taken.items()]
            await inventory.db.stock.bulk_write(updates, ordered=False, session=session)
        await inventory.db.reservations.insert_many(reservations, ordered=False, session=session)
        await inventory.db.outbox.insert_many(events, ordered=False, session=session)
        return events

    await inventory.publish(await inventory.transact(write))


async def commit_stock(received: list[Document]) -> None:
    async def write(session: AsyncClientSession) -> None:
        ids = [each["order"] for each in received]
        rows = inventory.db.reservations.find({"_id": {"$in": ids}, "state": "held"}, session=session)
        held = [row async for row in rows]
        sold: dict[str, int] = {}
        for reservation in held:
            for line in reservation["lines"]:
                sold[line["sku"]] = sold.get(line["sku"], 0) + line["qty"]
        if sold:
            updates = [
                UpdateOne({"_id": sku}, {"$inc": {"reserved": -units, "on_hand": -units}}) for sku, units in sold.items()
            ]
            await inventory.db.stock.bulk_write(updates, ordered=False, session=session)
            await inventory.db.reservations.update_many(
                {"_id": {"$in": [row["_id"] for row in held]}}, {"$set": {"state": "committed"}}, session=session
            )

    await inventory.transact(write)


payment = Step("payment")


async def take_payment(received: list[Document]) -> None:
    payments = [{"_id": each["order"], "amount": each["total"], "state": "captured"} for each in received]
    events = [event("payment.captured", order=each["order"], total=each["total"]) for each in received]

    async def write(session: AsyncClientSession) -> None:
        await payment.db.payments.insert_many(payments, ordered=False, session=session)
        await payment.db.outbox.insert_many(events, ordered=False, session=session)

    await payment.transact(write)
    await payment.publish(events)


async def main(name: str) -> None:
    if name == "inventory":
        await inventory.connect()
        await asyncio.gather(
            inventory.consume("order.placed", reserve), inventory.consume("order.confirmed", commit_stock)
        )
    elif name == "payment":
        await payment.connect()
        await payment.consume("payment.requested", take_payment)


if __name__ == "__main__":
    import uvloop

    uvloop.run(main(sys.argv[1]))
