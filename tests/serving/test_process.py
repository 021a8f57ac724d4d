"""A real process: SIGTERM lets it finish what it has in hand and leaves nothing half done; a dead part ends it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest

import servers
from souk import testing
from souk.contracts import order
from souk.kit import bus, clock, consumer, mongo, outbox
from souk.local import checkout
from souk.serving import process as processes

PATIENCE_S = 60.0
TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def nats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Nats]:
    made = servers.Nats(tmp_path_factory.mktemp("nats"), testing.free_port())
    made.start()
    yield made
    made.stop()


@dataclass
class Process:
    """The slow service under way."""

    running: asyncio.subprocess.Process
    url: str
    folder: Path
    messages: bus.NatsBus
    db: mongo.Database
    http: aiohttp.ClientSession

    async def readyz(self) -> tuple[int, dict[str, Any]]:
        async with self.http.get(f"{self.url}/readyz") as answer:
            return answer.status, await answer.json()

    async def is_ready(self) -> bool:
        try:
            return (await self.readyz())[0] == 200
        except aiohttp.ClientError:
            return False

    async def post(self, name: str) -> tuple[int, str | None]:
        async with self.http.post(f"{self.url}/v1/names", json={"name": name}) as answer:
            return answer.status, answer.headers.get("connection")

    async def announce(self, order_id: str) -> None:
        """Another service says something."""
        fact = order.OrderPlaced(order_id=order_id, lines=(), email="a@example.org", deadline=clock.now(), version=1)
        body = msgspec.json.encode(
            [outbox.Envelope(f"evt_{order_id}", fact.type, "order", order_id, clock.now(), fact)]
        )
        await self.messages.ensure_stream("order")
        await self.messages.publish(fact.type, body, message_id=f"msg_{order_id}")

    async def has_begun(self, what: str) -> None:
        await eventually(lambda: _true((self.folder / f"{what}-begun").exists()))

    def let_go(self) -> None:
        (self.folder / "go").touch()

    async def ended(self) -> tuple[int | None, str]:
        """Its exit code and what it said to standard error."""
        async with asyncio.timeout(PATIENCE_S):
            _, said = await self.running.communicate()
        return self.running.returncode, said.decode()


async def _true(value: bool) -> bool:
    return value


async def eventually(check: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not await check():
            await asyncio.sleep(0.02)


async def start(
    mongodb_url: str, nats: servers.Nats, folder: Path, **more: str
) -> tuple[asyncio.subprocess.Process, str]:
    """The process, and where it answers."""
    port = testing.free_port()
    environment = checkout.environment(os.environ) | {
        "SOUK_MONGODB_URL": mongodb_url,
        "SOUK_NATS_URL": nats.url,
        "SOUK_VALKEY_URL": f"redis://127.0.0.1:{testing.free_port()}",
        "SOUK_INTERNAL_URL": f"http://127.0.0.1:{testing.free_port()}",
        "SOUK_SECRET": "a-secret-for-tests-that-is-long-enough",
        "SOUK_PORT": str(port),
        "SOUK_FOLDER": str(folder),
        **more,
    }
    environment["PYTHONPATH"] = os.pathsep.join([environment.get("PYTHONPATH", ""), str(TESTS)])
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "serving.slow",
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    return running, f"http://127.0.0.1:{port}"


@pytest.fixture
async def process(mongodb_url: str, nats: servers.Nats, tmp_path: Path) -> AsyncIterator[Process]:
    running, url = await start(mongodb_url, nats, tmp_path)
    messages = await bus.NatsBus.connect(nats.url, "test")
    db = await mongo.connect(mongodb_url, "souk_inventory")
    async with aiohttp.ClientSession() as http:
        made = Process(running, url, tmp_path, messages, db, http)
        await eventually(made.is_ready)
        await eventually(lambda: _true(messages.connected))
        yield made
    if running.returncode is None:
        running.kill()
        await running.communicate()
    await messages.close()
    await db.raw.client.drop_database(db.name)
    await db.close()


async def told_to_go(process: Process) -> None:
    """SIGTERM, and the time that those who send requests have to notice."""
    process.running.send_signal(signal.SIGTERM)
    await eventually(lambda: _is_draining(process))
    async with process.http.get(f"{process.url}/livez") as late:  # what still comes is answered, and not again
        assert (late.status, late.headers["connection"]) == (200, "close")
    await asyncio.sleep(3 * processes.DRAIN_NOTICE_S)  # nothing tells when it would begin to cut things off


async def left(process: Process) -> tuple[list[str], int]:
    """What the process wrote, and how many of its facts it published and noted as sent."""
    names = sorted([row["name"] async for row in process.db["names"].find()])
    async with asyncio.timeout(PATIENCE_S):  # the note is written to one member and read from the majority
        while await process.db["outbox"].count_documents({"unsent": True}):
            await asyncio.sleep(0.02)
    return names, len(await testing.envelopes(process.db))


async def test_a_second_installation_with_the_same_secret_and_a_broker_of_its_own_is_refused(
    process: Process, mongodb_url: str, tmp_path: Path
) -> None:
    other = servers.Nats(tmp_path / "other", testing.free_port())
    other.start()
    second, _ = await start(mongodb_url, other, tmp_path)
    async with asyncio.timeout(PATIENCE_S):
        _, said = await second.communicate()
    other.stop()
    assert second.returncode == 1
    assert said.decode().startswith(
        "inventory: SOUK_NATS_URL: other processes use the database souk_inventory with another"
    )
    assert len(said.decode().splitlines()) == 1
    assert await process.is_ready()
    assert process.running.returncode is None


async def test_a_request_in_hand_is_answered_and_streams_end(process: Process) -> None:
    asking = asyncio.create_task(process.post("ord_asked"))
    stream = await process.http.get(f"{process.url}/v1/stream")
    await process.has_begun("request")
    await told_to_go(process)
    assert await stream.read() == b"begun\nclosing\n"  # or it would hold the process up
    assert not asking.done()
    process.let_go()
    assert await asking == (201, "close")
    assert await process.ended() == (0, "")
    assert await left(process) == (["ord_asked"], 1)
    with pytest.raises(aiohttp.ClientError):
        await process.readyz()


async def test_a_batch_in_hand_is_finished_and_acknowledged(process: Process) -> None:
    await process.announce("ord_heard")
    await process.has_begun("event")
    await told_to_go(process)
    process.let_go()
    assert await process.ended() == (0, "")
    assert await left(process) == (["ord_heard"], 1)
    place = consumer.place("inventory", order.OrderPlaced)
    await eventually(lambda: _is_nothing_left(process.messages, *place))


async def test_idle_it_goes_at_once_without_a_word(process: Process) -> None:
    process.running.send_signal(signal.SIGTERM)
    assert await process.ended() == (0, "")


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        ("SOUK_DIES", "mortal ended: ValueError('it was mortal')"),
        # ending then waits for the database as well, but not for ever
        (
            "SOUK_HANGS",
            'database-pulse ended: StandstillError("the database\'s client neither answers nor fails")',
        ),
    ],
)
async def test_a_part_that_dies_or_a_database_client_that_stands_still_ends_the_process_and_is_named(
    mongodb_url: str, nats: servers.Nats, tmp_path: Path, trouble: str, told: str
) -> None:
    running, _ = await start(mongodb_url, nats, tmp_path, **{trouble: "true"})
    async with asyncio.timeout(PATIENCE_S):
        _, said = await running.communicate()
    assert running.returncode == 1
    assert said.decode() == f"inventory: background task {told}\n"


async def test_a_part_that_was_cancelled_by_nobody_ends_the_process_too() -> None:
    async def go_on() -> None:
        await asyncio.Event().wait()

    stop = asyncio.Event()
    watch = processes._Watch(stop)
    task = watch.over("order: background task sweep", go_on)
    task.cancel()
    await asyncio.wait([task])
    assert (stop.is_set(), watch.failed) == (True, ["order: background task sweep ended: CancelledError('by nobody')"])

    late = watch.over("order: background task mark", go_on)
    late.cancel()
    await asyncio.wait([late])
    assert len(watch.failed) == 1, "once the process ends, its parts are cancelled"


async def _is_draining(process: Process) -> bool:
    status, report = await process.readyz()
    return (status, report["status"]) == (503, "draining")


async def _is_nothing_left(messages: bus.Bus, durable: str, subject: str) -> bool:
    return await messages.pending(durable, subject) == 0
