"""Ready as long as the own database answers; what the process can live without is told and takes nothing down."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import prometheus_client
import pytest
from pymongo.errors import AutoReconnect

from souk import testing
from souk.contracts import order
from souk.kit import consumer, mongo, settings, tx
from souk.kit.money import Money
from souk.serving import cache, health, service


async def hear(_: tx.Tx, received: Sequence[consumer.Received[Any]]) -> None:
    assert received


class Toy:
    """A service, and what it says is missing."""

    def __init__(self) -> None:
        self.missing: str | None = None

    async def build(self, runtime: service.Runtime[settings.Service]) -> Sequence[Any]:
        runtime.consume(order.OrderPlaced, hear)
        runtime.ready_when(lambda: self.missing)
        return []


async def readyz(running: testing.Running) -> tuple[int, dict[str, Any]]:
    answer = await running.client.get("/readyz")
    return answer.status_code, answer.json()


async def test_ready_and_alive(mongodb_url: str) -> None:
    async with testing.running(mongodb_url, "toy", Toy().build, settings.Service) as running:
        assert await readyz(running) == (200, {"status": "ok", "degraded": []})
        assert (await running.client.get("/livez")).json() == {"status": "ok"}


async def test_a_broker_and_a_cache_that_are_away_degrade_and_take_nothing_down(mongodb_url: str) -> None:
    async with testing.running(mongodb_url, "toy", Toy().build, settings.Service) as running:
        running.runtime.cache = cache.Shared(f"redis://127.0.0.1:{testing.free_port()}")
        await running.runtime.cache.get("a")
        running.bus.connected = False
        assert await readyz(running) == (200, {"status": "ok", "degraded": ["nats", "valkey"]})
        text = (await running.client.get("/metrics")).text
        assert 'souk_degraded{part="nats"} 1.0' in text
        assert 'souk_degraded{part="valkey"} 1.0' in text
        running.bus.connected = True
        running.runtime.cache = None
        assert await readyz(running) == (200, {"status": "ok", "degraded": []})
        assert 'souk_degraded{part="nats"} 0.0' in (await running.client.get("/metrics")).text


@pytest.mark.parametrize("trouble", ["an error", "silence"])
async def test_a_database_that_is_away_is_not_ready_but_alive(
    mongodb_url: str, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    monkeypatch.setattr(health, "PING_REUSE_S", 0.0)

    async def ping(_: mongo.Database, timeout_s: float) -> None:
        if trouble == "an error":
            raise AutoReconnect("gone")
        await asyncio.sleep(3600)

    async with testing.running(mongodb_url, "toy", Toy().build, settings.Service) as running:
        with monkeypatch.context() as away:
            away.setattr(health, "PING_TIMEOUT_S", 0.05)
            away.setattr(mongo.Database, "ping", ping)
            assert await readyz(running) == (503, {"status": "the database does not answer", "degraded": []})
            assert (await running.client.get("/livez")).status_code == 200
        assert (await readyz(running))[0] == 200


@pytest.mark.parametrize("trouble", ["an error", "slow", "an outage that ends"])
async def test_a_database_that_is_away_is_no_standstill(
    mongodb_url: str, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    monkeypatch.setattr(health, "PULSE_PERIOD_S", 0.01)
    asked = 0

    async def ping(_: mongo.Database, timeout_s: float) -> None:
        nonlocal asked
        asked += 1
        if trouble == "an error" or (trouble == "an outage that ends" and asked < 3):
            raise AutoReconnect("gone")
        await asyncio.sleep(0.03)

    async with testing.running(mongodb_url, "toy", Toy().build, settings.Service) as running:
        monkeypatch.setattr(mongo.Database, "ping", ping)
        pulse = asyncio.create_task(health.Health(running.runtime).keep_pulse())
        async with asyncio.timeout(10):
            while asked < 6:
                await asyncio.sleep(0.01)
        assert not pulse.done()
        pulse.cancel()


async def test_what_a_service_waits_for_is_told(mongodb_url: str) -> None:
    toy = Toy()
    async with testing.running(mongodb_url, "toy", toy.build, settings.Service) as running:
        toy.missing = "the search index is being built"
        assert await readyz(running) == (503, {"status": "the search index is being built", "degraded": []})
        toy.missing = None
        assert (await readyz(running))[0] == 200


async def test_draining_is_not_ready_whatever_else_is_well(mongodb_url: str) -> None:
    async with testing.running(mongodb_url, "toy", Toy().build, settings.Service) as running:
        checks = health.Health(running.runtime)
        checks.draining = True
        status, report = await checks.report()
        assert (status, report.status) == (503, "draining")


async def test_metrics_tell_of_batches_events_and_what_waits(mongodb_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "PENDING_PERIOD_S", 0.02)

    def value(name: str, **labels: str) -> float:
        return prometheus_client.REGISTRY.get_sample_value(name, labels) or 0.0

    name = "toy__order_confirmed"
    done = value("souk_consumer_events_total", consumer=name, exit="done")
    batches = value("souk_batch_size_count", work=name)
    zero = Money(0, "EUR")
    totals = order.Totals(subtotal=zero, discount=zero, shipping=zero, tax=zero, total=zero)
    facts = [
        order.OrderConfirmed(order_id=f"o{n}", number="1", email="", lines=(), totals=totals, version=1)
        for n in range(5)
    ]

    async def build(runtime: service.Runtime[settings.Service]) -> Sequence[Any]:
        runtime.consume(order.OrderConfirmed, hear)
        return []

    async with testing.running(mongodb_url, "toy", build, settings.Service) as running:
        await running.deliver(*facts)
        await running.deliver_raw("order.confirmed.v1", b"nonsense")
        assert value("souk_consumer_events_total", consumer=name, exit="done") == done + 5
        assert value("souk_batch_size_count", work=name) == batches + 1
        async with asyncio.timeout(30):
            while value("souk_dead_letters", consumer=name) != 1:
                await asyncio.sleep(0.02)
        subscription = running.bus.subscriptions[name]
        subscription.messages.append(
            testing.MemoryMessage("order.confirmed.v1", b"[]", 0, subscription, visible_at=float("inf"))
        )
        async with asyncio.timeout(30):
            while value("souk_consumer_pending", consumer=name) != 1:
                await asyncio.sleep(0.02)
