"""`/healthz`, health checks, and replicas that come, drain and go."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from edge.rig import Running, Start, Upstreams, until
from souk.edge import routes
from souk.edge.haproxy import Backend
from souk.edge.runtime import Runtime, RuntimeSocketError


@pytest.fixture
def own(start: Start, upstreams: Upstreams, request: pytest.FixtureRequest) -> Running:
    """An edge whose replicas no other test touches: two of `order`, named after the test."""
    name = request.node.name
    pair = Backend(servers=(upstreams.start(f"{name}-a"), upstreams.start(f"{name}-b")))
    one = Backend(servers=(upstreams.start(f"{name}-c"),))
    return start(backends={"order": pair} | {service: one for service in routes.SERVICES if service != "order"})


def runtime(edge: Running) -> Runtime:
    return Runtime(edge.edge.socket_path)


def test_all_ready(edge: Running) -> None:
    response = edge.client.get("/healthz")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    expected = {name: {"ready": 1, "total": 1} for name in routes.SERVICES} | {"order": {"ready": 2, "total": 2}}
    assert response.json() == {"status": "ok", "services": expected}
    assert edge.client.head("/healthz").status_code == 200
    assert edge.client.put("/healthz").status_code == 405
    assert httpx.get(f"{edge.internal_url}/healthz", headers={"Host": "edge"}).json() == response.json()
    assert "replica" in httpx.get(f"{edge.internal_url}/healthz", headers={"Host": "order"}).json()


async def test_one_service_without_a_ready_replica(own: Running, upstreams: Upstreams) -> None:
    await runtime(own).set_total("order", 5)
    names = [server.name for server in own.edge.backends["order"].servers]
    upstreams.unready.add(names[0])
    until(lambda: own.ready()["order"] == 1)
    assert own.client.get("/healthz").status_code == 200
    upstreams.unready.add(names[1])
    until(lambda: own.ready()["order"] == 0)
    response = own.client.get("/healthz")
    assert response.status_code == 503
    assert response.headers["retry-after"] == "1"
    assert response.json()["status"] == "unavailable"
    assert response.json()["services"]["order"] == {"ready": 0, "total": 5}
    upstreams.unready.clear()
    until(lambda: own.ready()["order"] == 2)
    assert own.client.get("/healthz").status_code == 200


def test_where_nobody_says_how_many(start: Start) -> None:
    assert start(mode="dns").client.get("/healthz").json()["services"]["order"] == {"ready": 0, "total": 0}


def test_a_replica_that_dies_is_out_and_costs_no_read(own: Running, upstreams: Upstreams) -> None:
    dying, left = (server.name for server in own.edge.backends["order"].servers)
    upstreams.stop(dying)
    took = until(lambda: own.ready()["order"] == 1, timeout_s=3)
    assert took < 3
    statuses = {own.client.get("/v1/orders").status_code for _ in range(20)}
    assert statuses == {200}
    assert own.client.get("/v1/orders").json()["replica"] == left


def test_reads_pass_between_death_and_ejection(own: Running, upstreams: Upstreams) -> None:
    upstreams.stop(own.edge.backends["order"].servers[0].name)
    assert {own.client.get("/v1/orders").status_code for _ in range(20)} == {200}
    assert {own.client.post("/v1/orders").status_code for _ in range(20)} == {200}


def test_a_replica_that_hangs_is_out_within_three_seconds(own: Running, upstreams: Upstreams) -> None:
    hanging = own.edge.backends["order"].servers[0].name
    upstreams.hanging.add(hanging)
    assert until(lambda: own.ready()["order"] == 1, timeout_s=4) < 3.2
    upstreams.hanging.clear()
    assert until(lambda: own.ready()["order"] == 2) < 3


async def test_a_new_replica_gets_nothing_before_its_first_good_check(own: Running, upstreams: Upstreams) -> None:
    late = upstreams.start("late")
    upstreams.unready.add("late")
    await runtime(own).add_server("order", "order-late", late.host, late.port)
    upstreams.seen.clear()
    for _ in range(30):
        own.client.get("/v1/orders")
    assert "late" not in {request["replica"] for request in upstreams.seen}
    states = {state.name: state for state in await runtime(own).servers("order")}
    assert states["order-late"].status.startswith("DOWN")
    assert not states["order-late"].ready
    upstreams.unready.clear()
    until(lambda: own.ready()["order"] == 3)


@asynccontextmanager
async def trickle(edge: Running) -> AsyncIterator[list[int]]:
    """Reads and writes, four at a time, all the while; the statuses they got."""
    statuses: list[int] = []

    async def ask(method: str) -> None:
        async with httpx.AsyncClient(base_url=edge.url, timeout=5) as client:
            while True:
                statuses.append((await client.request(method, "/v1/orders?sleep=0.02")).status_code)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask(method)) for method in ("GET", "POST", "GET", "POST")]
        yield statuses
        for task in tasks:
            task.cancel()


async def test_replicas_come_and_go_without_a_failed_request(own: Running, upstreams: Upstreams) -> None:
    talk = runtime(own)
    async with trickle(own) as statuses:
        for round_number in range(3):
            new = upstreams.start(f"round-{round_number}")
            await talk.add_server("order", new.name, new.host, new.port)
            while not all(state.ready for state in await talk.servers("order")):
                await asyncio.sleep(0.05)
            await asyncio.sleep(0.2)
            await talk.remove_server("order", new.name)
            upstreams.stop(new.name)
        first = own.edge.backends["order"].servers[0].name
        await talk.remove_server("order", first)
        upstreams.stop(first)
        await asyncio.sleep(0.2)
    assert set(statuses) == {200}
    assert len(statuses) > 50
    assert len(await talk.servers("order")) == 1


async def test_draining_waits_for_what_is_in_the_replica(own: Running) -> None:
    talk = runtime(own)
    name = own.edge.backends["order"].servers[1].name
    await talk.remove_server("order", own.edge.backends["order"].servers[0].name)
    async with httpx.AsyncClient(base_url=own.url, timeout=5) as client:
        request = asyncio.create_task(client.get("/v1/orders?sleep=0.6"))
        await asyncio.sleep(0.2)
        await talk.drain_server("order", name)
        assert [state.status for state in await talk.servers("order")] == ["DRAIN"]
        began = time.monotonic()
        await talk.remove_server("order", name)
        assert time.monotonic() - began > 0.2
        assert (await request).status_code == 200
    assert await talk.servers("order") == []


async def test_a_stream_does_not_hold_up_a_removal(own: Running) -> None:
    talk = runtime(own)
    async with httpx.AsyncClient(base_url=own.url, timeout=5) as client:
        streams = [asyncio.create_task(client.get("/v1/orders/x/events?stream=5")) for _ in range(2)]
        await asyncio.sleep(0.2)
        for server in own.edge.backends["order"].servers:
            await talk.remove_server("order", server.name, wait_s=0.2)
        results = await asyncio.gather(*streams, return_exceptions=True)
    assert all(isinstance(result, httpx.RemoteProtocolError) for result in results)
    assert await talk.servers("order") == []


async def test_adding_again_and_moving(own: Running, upstreams: Upstreams) -> None:
    talk = runtime(own)
    known = own.edge.backends["order"].servers[0]
    await talk.drain_server("order", known.name)
    await talk.add_server("order", known.name, known.host, known.port)
    until(lambda: own.ready()["order"] == 2)
    moved = upstreams.start("moved")
    await talk.add_server("order", known.name, moved.host, moved.port)
    until(lambda: own.ready()["order"] == 2)
    addresses = {state.name: state.address for state in await talk.servers("order")}
    assert addresses[known.name] == f"127.0.0.1:{moved.port}"
    await talk.remove_server("order", "nobody")


async def test_clear_errors(edge: Running) -> None:
    talk = runtime(edge)
    with pytest.raises(RuntimeSocketError, match="there is no backend nowhere-at-all"):
        await talk.servers("nowhere-at-all")
    with pytest.raises(RuntimeSocketError, match="no name of a server"):
        await talk.drain_server("order", "x; shutdown frontend public")
    with pytest.raises(RuntimeSocketError, match="no address of a server"):
        await talk.add_server("order", "order-9", "127.0.0.1", 0)
    with pytest.raises(RuntimeSocketError, match="refused `set server order/nobody state drain`"):
        await talk.drain_server("order", "nobody")
    with pytest.raises(RuntimeSocketError, match="no number of replicas"):
        await talk.set_total("orders", 1)
    with pytest.raises(RuntimeSocketError, match="cannot be reached at /nowhere"):
        await Runtime("/nowhere/haproxy.sock").servers("order")
