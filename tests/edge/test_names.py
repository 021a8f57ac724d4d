"""Replicas that are found by DNS: they come and go under load, or die, without a failed request."""

from __future__ import annotations

import collections
import contextlib
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from edge.names import Names
from edge.rig import Running, Start, Upstreams, free_port, until
from souk.edge import backends
from souk.edge.haproxy import Backend, Server
from souk.serving import process

CLIENTS = 4
EJECTED_S = 3.0
"""What the issue allows."""


@dataclass
class Load:
    """Clients who ask without a pause; half write, which must not be sent twice unless it is `keyed`."""

    edge: Running
    keyed: bool = False
    answers: collections.Counter[str] = field(default_factory=collections.Counter)
    replicas: collections.Counter[str] = field(default_factory=collections.Counter)

    def __post_init__(self) -> None:
        self._end = threading.Event()
        methods = ("GET", "POST") * (CLIENTS // 2)
        self._threads = [threading.Thread(target=self._ask, args=(method,), daemon=True) for method in methods]
        for thread in self._threads:
            thread.start()

    def _ask(self, method: str) -> None:
        with httpx.Client(base_url=self.edge.url, timeout=10) as client:
            while not self._end.is_set():
                key = {"Idempotency-Key": secrets.token_hex(8)} if self.keyed else {}
                answer = client.request(method, "/v1/orders?sleep=0.01", headers=key)
                self.answers[f"{method} {answer.status_code}"] += 1
                if answer.status_code == 200:
                    self.replicas[answer.json()["replica"]] += 1

    def end(self) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join(15)

    def reaches(self, *names: str) -> bool:
        return all(self.replicas[name] for name in names)


@contextlib.contextmanager
def under_load(edge: Running, *, keyed: bool = False) -> Iterator[Load]:
    load = Load(edge, keyed)
    try:
        yield load
    finally:
        load.end()


def unserved(edge: Running) -> list[str]:
    """What the edge's log says of requests that got no answer from a replica: how they ended, after how many tries."""
    return [
        line
        for line in edge.log.read_text(encoding="utf-8").splitlines()
        if '"status":50' in line and "healthz" not in line
    ]


@pytest.fixture
def names() -> Iterator[Names]:
    server = Names()
    yield server
    server.close()


SRV_NAME = "_http._tcp.order.souk.svc.cluster.local"


def publish(names: Names, servers: list[Server]) -> None:
    """As a cluster does it for a headless Service."""
    for server in servers:
        names.addresses[f"{server.name}.order.souk.svc.cluster.local"] = [server.host]
    names.services[SRV_NAME] = [(f"{server.name}.order.souk.svc.cluster.local", server.port) for server in servers]


def retire(upstreams: Upstreams, name: str) -> None:
    """As a service ends: not ready any more, and closed when the notice is over."""
    upstreams.unready.add(name)
    time.sleep(process.DNS_DRAIN_NOTICE_S)
    upstreams.stop(name)


def test_one_to_three_and_back_by_service_records(start: Start, upstreams: Upstreams, names: Names) -> None:
    servers = [upstreams.start("srv-1")]
    publish(names, servers)
    edge = start(mode="dns", nameservers=(names.address,), backends={"order": Backend(address=SRV_NAME, slots=5)})
    until(lambda: edge.ready()["order"] == 1)
    with under_load(edge) as load:
        servers += [upstreams.start("srv-2"), upstreams.start("srv-3")]
        publish(names, servers)
        until(lambda: load.reaches("srv-2", "srv-3"), 15)
        publish(names, servers[:1])
        for gone in ("srv-2", "srv-3"):
            retire(upstreams, gone)
        until(lambda: edge.ready()["order"] == 1, 15)
        before = load.replicas["srv-1"]
        until(lambda: load.replicas["srv-1"] > before + 20, 15)
    assert set(load.answers) == {"GET 200", "POST 200"}, load.answers


def test_one_to_three_and_back_by_addresses(start: Start, upstreams: Upstreams, names: Names) -> None:
    port = free_port()
    hosts = {f"adr-{number}": f"127.0.0.{10 + number}" for number in (1, 2, 3)}
    upstreams.start("adr-1", port, hosts["adr-1"])
    names.addresses["order"] = [hosts["adr-1"]]
    edge = start(
        mode="dns", nameservers=(names.address,), backends={"order": Backend(address=f"order:{port}", slots=5)}
    )
    until(lambda: edge.ready()["order"] == 1)
    with under_load(edge) as load:
        for name in ("adr-2", "adr-3"):
            upstreams.start(name, port, hosts[name])
        names.addresses["order"] = list(hosts.values())
        until(lambda: load.reaches("adr-2", "adr-3"), 15)
        names.addresses["order"] = [hosts["adr-1"]]
        for gone in ("adr-2", "adr-3"):
            retire(upstreams, gone)
        until(lambda: edge.ready()["order"] == 1, 15)
    assert set(load.answers) == {"GET 200", "POST 200"}, load.answers


def test_a_replica_that_dies_is_out_in_time_while_dns_still_names_it(
    start: Start, upstreams: Upstreams, names: Names
) -> None:
    publish(names, [upstreams.start("die-1"), upstreams.start("die-2")])
    edge = start(mode="dns", nameservers=(names.address,), backends={"order": Backend(address=SRV_NAME, slots=5)})
    until(lambda: edge.ready()["order"] == 2, 10)
    with under_load(edge, keyed=True) as load:
        until(lambda: load.reaches("die-1", "die-2"), 15)
        upstreams.stop("die-2")
        assert until(lambda: edge.ready()["order"] == 1) < EJECTED_S
        before = load.answers["POST 200"]
        until(lambda: load.answers["POST 200"] > before + 20, 15)
    assert set(load.answers) == {"GET 200", "POST 200"}, (load.answers, unserved(edge))


def test_the_notice_is_longer_than_the_edge_takes_to_see_it() -> None:
    """Two checks that fail, the second sooner, each within the time a check may take."""
    assert process.DNS_DRAIN_NOTICE_S * 1000 > backends.CHECK_EVERY_MS + backends.CHECK_AGAIN_MS
