"""Dead letters and replays on real data: what the operator says takes effect in the service."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

import servers
from order.builders import Saga, neighbours, stock_the_list, stored
from order.shopping import placed
from souk import testing
from souk.contracts import order
from souk.kit import bus, clock, deadletters, mongo, outbox, tx
from souk.local import checkout
from souk.local.home import Home
from souk.order import app
from souk.serving import service

DATABASE = "souk_order"


@pytest.fixture
def nats(tmp_path: Path) -> Iterator[servers.Nats]:
    made = servers.Nats(tmp_path / "nats", testing.free_port())
    made.start()
    yield made
    made.stop()


@pytest.fixture
def running(home: Home, mongodb_url: str, nats: servers.Nats) -> Iterator[Home]:
    """A home in which a stack seems to run, with these stores."""
    with home.locked():
        home.write_run({"mongodb": mongodb_url, "nats": nats.url, "processes": []})
        yield home


@pytest.fixture
async def shop(mongodb_url: str) -> AsyncIterator[testing.Running]:
    """The order service on the database that the launcher gives it."""

    async def prepare(runtime: Any) -> None:
        await stock_the_list(runtime.db)

    async with testing.running(
        mongodb_url, "order", app.build, app.Settings, calls=neighbours(), prepare=prepare, database_name=DATABASE
    ) as made:
        yield made
    await dropped(mongodb_url)


async def dropped(mongodb_url: str) -> None:
    db = await mongo.connect(mongodb_url, DATABASE)
    await db.raw.client.drop_database(DATABASE)
    await db.close()


async def souk(home: Home, *arguments: str) -> tuple[int, str]:
    """Exit code and everything that the command says."""
    done = await asyncio.to_thread(
        subprocess.run,
        checkout.command("souk", *arguments, "--home", str(home.path)),
        env=checkout.environment(os.environ) | {"COLUMNS": "220", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


async def test_a_dead_letter_is_listed_retried_and_takes_effect(running: Home, shop: testing.Running) -> None:
    order_id = (await placed(shop))["id"]
    await shop.deliver(Saga.captured(order_id))  # before anybody asked for the payment
    await shop.deliver(Saga.reserved(order_id))
    (letter,) = await deadletters.list_(shop.runtime.db)
    code, said = await souk(running, "dead-letters", "list")
    assert code == 0
    assert letter.id in said
    assert "payment.captured.v1" in said
    assert "this order never asked for a payment" in said
    assert (await souk(running, "dead-letters", "list", "--service", "user")) == (0, "no dead letters\n")

    code, said = await souk(running, "dead-letters", "retry", letter.id)
    assert (code, said) == (0, f"souk: {letter.id} will be handled again\n")
    async with asyncio.timeout(60):
        while (await stored(shop.runtime.db, order_id)).status != "confirmed":
            await asyncio.sleep(0.05)
    assert await souk(running, "dead-letters", "list") == (0, "no dead letters\n")
    code, said = await souk(running, "dead-letters", "retry", letter.id)
    assert code == 1
    assert f"there is no dead letter {letter.id}" in said


async def test_a_dead_letter_is_dropped_for_good(running: Home, shop: testing.Running) -> None:
    order_id = (await placed(shop))["id"]
    await shop.deliver(Saga.captured(order_id))
    (letter,) = await deadletters.list_(shop.runtime.db)
    code, said = await souk(running, "dead-letters", "drop", letter.id)
    assert (code, said) == (0, f"souk: {letter.id} is forgotten\n")
    assert await deadletters.list_(shop.runtime.db) == []
    assert (await stored(shop.runtime.db, order_id)).status == "placed"
    code, said = await souk(running, "dead-letters", "drop", letter.id)
    assert code == 1
    assert "there is no dead letter" in said


async def test_a_replay_publishes_again_what_was_announced_since(
    running: Home, mongodb_url: str, nats: servers.Nats
) -> None:
    db = await mongo.connect(mongodb_url, DATABASE)
    await mongo.ensure_indexes(db, service.INDEXES)
    announcing = tx.Announcing(db, outbox.Outbox(db, testing.MemoryBus(), "order"))  # the broker that got it is gone
    broker = await bus.NatsBus.connect(nats.url, "test")
    try:
        async with asyncio.timeout(60):
            while not broker.connected:
                await asyncio.sleep(0.05)
        await broker.ensure_stream("order")
        subscription = await broker.subscribe("inventory__order_placed", "order.placed.*")
        with testing.frozen_clock(clock.now() - timedelta(hours=3)):
            await announce(announcing, "ord_old")
        recent = [await announce(announcing, f"ord_{number}") for number in range(3)]

        code, said = await souk(running, "replay", "--since", "1h", "--service", "order")
        assert (code, said) == (0, "souk: order: 3 events published again\n")
        assert await heard(subscription, 3) == recent
        code, said = await souk(running, "replay", "--since", "1d")
        assert code == 0
        assert "order: 4 events published again" in said
        assert "payment: 0 events published again" in said
        assert len(await heard(subscription, 4)) == 4
        await subscription.close()

        nats.stop()
        code, said = await souk(running, "replay", "--since", "1d", "--service", "order")
        assert (code, said) == (1, "souk: NATS does not answer\n")
    finally:
        await broker.close()
        await db.close()
        await dropped(mongodb_url)


async def announce(db: tx.Announcing, order_id: str) -> str:
    fact = order.OrderPlaced(order_id=order_id, lines=(), email="a@example.org", deadline=clock.now(), version=1)

    async def body(t: tx.Tx) -> str:
        return t.announce(fact)

    return await tx.transact(db, body)


async def heard(subscription: bus.Subscription, count: int) -> list[str]:
    found: list[str] = []
    async with asyncio.timeout(60):
        while len(found) < count:
            for message in await subscription.fetch(16, 1.0):
                found += [each["id"] for each in msgspec.json.decode(message.body)]
                await message.ack()
    with contextlib.suppress(TimeoutError):
        assert not await subscription.fetch(16, 0.2)
    return found
