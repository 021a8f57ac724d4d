"""One suite for every broker: in memory and the real NATS JetStream keep the same promises."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import servers
from souk import testing
from souk.kit import bus, clock, ids

SAME_MOMENT = timedelta(milliseconds=20)
"""Between what two processes of one machine call now."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Nats]:
    made = servers.Nats(tmp_path_factory.mktemp("nats"), testing.free_port())
    made.start()
    yield made
    made.stop()


@pytest.fixture(params=["memory", "nats"])
async def messages(request: pytest.FixtureRequest) -> AsyncIterator[bus.Bus]:
    if request.param == "memory":
        yield testing.MemoryBus()
        return
    server: servers.Nats = request.getfixturevalue("server")
    made = await bus.NatsBus.connect(server.url, "test")
    await connected(made)
    yield made
    await made.close()


async def connected(messages: bus.Bus, limit_s: float = 15.0) -> None:
    async with asyncio.timeout(limit_s):
        while not messages.connected:
            await asyncio.sleep(0.02)


async def fetch(subscription: bus.Subscription, count: int) -> list[bus.Message]:
    got: list[bus.Message] = []
    async with asyncio.timeout(10):
        while len(got) < count:
            got.extend(await subscription.fetch(16, 1.0))
    return got


def topic() -> tuple[str, str]:
    """A publisher and a subject that no other test uses."""
    publisher = ids.new("p").replace("_", "")
    return publisher, f"{publisher}.happened.v1"


async def test_what_is_published_is_delivered_until_it_is_acknowledged(
    messages: bus.Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus, "ACK_WAIT_S", 0.5)
    publisher, subject = topic()
    await messages.ensure_stream(publisher)
    await messages.publish(subject, b"one", message_id=ids.new("msg"))
    taken = f"{publisher}.happened.*"
    subscription = await messages.subscribe("listener__x", taken)
    await messages.publish(subject, b"two", message_id=ids.new("msg"), resend=3)
    assert await messages.pending("listener__x", taken) == 2
    first, second = await fetch(subscription, 2)
    assert (first.body, first.resend, second.body, second.resend) == (b"one", 0, b"two", 3)
    await first.ack()
    (again,) = await fetch(subscription, 1)
    assert again.body == b"two"
    await again.ack()
    assert await subscription.fetch(16, 0.3) == []
    assert await messages.pending("listener__x", taken) == 0
    await subscription.close()


async def test_the_oldest_message_that_waits_is_known_of_anybodys_consumer(messages: bus.Bus) -> None:
    publisher, subject = topic()
    durable, taken = f"{publisher}__listener", f"{publisher}.happened.*"
    await messages.ensure_stream(publisher)
    with pytest.raises(bus.BusUnavailableError):
        await messages.oldest_waiting(durable, taken)
    subscription = await messages.subscribe(durable, taken)
    assert await messages.oldest_waiting(durable, taken) is None
    before = clock.now()
    await messages.publish(f"{publisher}.other.v1", b"not theirs", message_id=ids.new("msg"))
    await messages.publish(subject, b"one", message_id=ids.new("msg"))
    between = clock.now()
    await asyncio.sleep(0.05)
    await messages.publish(subject, b"two", message_id=ids.new("msg"))
    first, second = await fetch(subscription, 2)
    oldest = await messages.oldest_waiting(durable, taken)
    assert oldest is not None
    assert before - SAME_MOMENT <= oldest <= between + SAME_MOMENT
    await first.ack()
    async with asyncio.timeout(5):
        while (oldest := await messages.oldest_waiting(durable, taken)) is not None and oldest <= between:
            await asyncio.sleep(0.02)
    assert oldest is not None
    await second.ack()
    async with asyncio.timeout(5):
        while await messages.oldest_waiting(durable, taken) is not None:
            await asyncio.sleep(0.02)
    await subscription.close()


async def test_a_repeated_id_is_dropped(messages: bus.Bus) -> None:
    publisher, subject = topic()
    await messages.ensure_stream(publisher)
    subscription = await messages.subscribe("listener__y", f"{publisher}.>")
    for _ in range(3):
        await messages.publish(subject, b"once", message_id="the-same-" + publisher)
    messages_ = await fetch(subscription, 1)
    assert len(messages_) == 1
    assert await subscription.fetch(16, 0.3) == []
    await subscription.close()


async def test_a_fetch_that_waits_is_woken_by_what_comes(messages: bus.Bus) -> None:
    publisher, subject = topic()
    await messages.ensure_stream(publisher)
    subscription = await messages.subscribe("listener__z", f"{publisher}.>")
    waiting = asyncio.create_task(subscription.fetch(16, 10.0))
    await asyncio.sleep(0.2)
    await messages.publish(subject, b"at last", message_id=ids.new("msg"))
    async with asyncio.timeout(2):
        assert [message.body for message in await waiting] == [b"at last"]
    await subscription.close()


async def test_what_gathers_meanwhile_comes_at_once_however_small_it_is(messages: bus.Bus) -> None:
    """A consumer under load pauses and then takes what came: so many messages are the most it can take a second."""
    publisher, subject = topic()
    await messages.ensure_stream(publisher)
    subscription = await messages.subscribe("listener__g", f"{publisher}.>")
    count = 40
    for number in range(count):
        await messages.publish(subject, b"%d" % number, message_id=ids.new("msg"))
    first = await fetch(subscription, 1)
    await asyncio.sleep(0.2)
    rest = await subscription.fetch(bus.PULL_MESSAGES, 0.001)
    assert [int(message.body) for message in [*first, *rest]] == list(range(count))
    await subscription.close()


async def test_publishing_needs_the_publishers_stream(messages: bus.Bus) -> None:
    _, subject = topic()
    with pytest.raises(bus.BusUnavailableError):
        await messages.publish(subject, b"lost", message_id=ids.new("msg"))


async def test_everybody_hears_a_shout_and_an_event(messages: bus.Bus) -> None:
    publisher, subject = topic()
    await messages.ensure_stream(publisher)
    heard: list[bytes] = []

    async def hear(body: bytes) -> None:
        heard.append(body)

    await messages.listen(bus.BROADCAST_PREFIX + publisher, hear)
    await messages.listen(f"{publisher}.happened.*", hear)
    await asyncio.sleep(0.1)
    await messages.broadcast(publisher, b"shout")
    await messages.publish(subject, b"fact", message_id=ids.new("msg"))
    async with asyncio.timeout(5):
        while len(heard) < 2:
            await asyncio.sleep(0.01)
    assert sorted(heard) == [b"fact", b"shout"]


async def test_a_fetch_outlives_its_broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bus, "SILENCE_MAX_S", 0.2)
    server = servers.Nats(tmp_path / "js", testing.free_port())
    server.start()
    messages = await bus.NatsBus.connect(server.url, "test")
    try:
        await connected(messages)
        await messages.ensure_stream("late")
        subscription = await messages.subscribe("listener__late", "late.>")
        waiting = asyncio.create_task(subscription.fetch(16, 3600.0))
        server.stop()
        await asyncio.sleep(1.0)  # silence for longer than a connected one would mean that the request was lost
        server.start()
        async with asyncio.timeout(20):
            while True:
                try:
                    await messages.publish("late.happened.v1", b"after all", message_id="late")
                    break
                except bus.BusUnavailableError:
                    await asyncio.sleep(0.1)
            while not waiting.done():  # the request that it waits on was lost with the old server
                await asyncio.sleep(0.05)
        assert [message.body for message in waiting.result()] == [b"after all"]
    finally:
        await messages.close()
        server.stop()


async def test_a_request_that_was_lost_is_opened_again_while_somebody_waits(
    server: servers.Nats, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The consumer's leader was cut off from the others: it forgot who asked, and told nobody."""
    monkeypatch.setattr(bus, "SILENCE_MAX_S", 0.5)
    messages = await bus.NatsBus.connect(server.url, "test")
    try:
        await connected(messages)
        publisher, subject = topic()
        await messages.ensure_stream(publisher)
        subscription = await messages.subscribe(f"listener__{publisher}", subject)
        assert isinstance(subscription, bus.NatsSubscription)
        asked = asyncio.Event()

        async def nobody_answers(_: bytes) -> None:
            asked.set()

        await messages.listen(f"_souk.{publisher}", nobody_answers)
        with monkeypatch.context() as lost:
            lost.setattr(subscription, "_next", f"_souk.{publisher}")
            waiting = asyncio.create_task(subscription.fetch(16, 10.0))
            await asyncio.wait_for(asked.wait(), 5)
        await messages.publish(subject, b"after all", message_id=ids.new("msg"))
        async with asyncio.timeout(5):
            assert [message.body for message in await waiting] == [b"after all"]
    finally:
        await messages.close()


async def test_a_broker_that_lost_its_disk_shows_by_its_streams_age(tmp_path: Path) -> None:
    server = servers.Nats(tmp_path / "js", testing.free_port())
    messages = await bus.NatsBus.connect(server.url, "test")
    try:
        assert not messages.connected
        with pytest.raises(bus.BusUnavailableError):
            await messages.ensure_stream("early")
        server.start()
        await connected(messages)
        created = await messages.ensure_stream("early")
        assert await messages.ensure_stream("early") == created
        subscription = await messages.subscribe("listener__early", "early.>")
        server.stop(wipe=True)
        server.start()
        async with asyncio.timeout(20):
            while True:
                try:
                    assert await messages.ensure_stream("early") > created
                    break
                except bus.BusUnavailableError:
                    await asyncio.sleep(0.1)
        with pytest.raises(bus.BusUnavailableError):
            async with asyncio.timeout(20):
                while True:
                    await subscription.fetch(16, 1.0)
        again = await messages.subscribe("listener__early", "early.>")
        await messages.publish("early.happened.v1", b"new", message_id="new")
        assert [message.body for message in await fetch(again, 1)] == [b"new"]
    finally:
        await messages.close()
        server.stop()
