"""A real HAProxy in front of small upstreams that do what a request tells them to."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from edge.rig import START_TIMEOUT_S, Running, Start, Upstreams, accepts, free_port, haproxy_binary, until
from souk.edge import haproxy, routes
from souk.edge.haproxy import Backend, Edge


@pytest.fixture(scope="module")
def upstreams() -> Iterator[Upstreams]:
    thread = Upstreams()
    yield thread
    thread.close()


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start HAProxy for an `Edge` that needs to name no address: `start(backends=…, limits=…)`."""
    started: list[Running] = []

    def run(*, replaced: dict[str, str] | None = None, **members: Any) -> Running:
        home = tmp_path_factory.mktemp("edge")
        ports: dict[str, Any] = {f"{name}port": free_port() for name in ("", "internal_", "metrics_")}
        edge = Edge(socket_path=str(home / "haproxy.sock"), connections_max=512, **ports, **members)
        text = haproxy.render(edge)
        for old, new in (replaced or {}).items():
            assert old in text
            text = text.replace(old, new)
        (home / "haproxy.cfg").write_text(text, encoding="utf-8")
        log = home / "haproxy.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [haproxy_binary(), "-db", "-f", str(home / "haproxy.cfg")], stdout=output, stderr=subprocess.STDOUT
            )
        running = Running(edge, process, log)
        started.append(running)
        until(lambda: accepts(edge.port) or process.poll() is not None)
        assert process.poll() is None, log.read_text()
        return running

    yield run
    for running in started:
        running.client.close()
        running.process.terminate()
        running.process.wait(START_TIMEOUT_S)


@pytest.fixture(scope="module")
def everyone(upstreams: Upstreams) -> dict[str, Backend]:
    """One replica of everything, two of the order service."""
    names = [*routes.SERVICES, routes.AUDIT, routes.WEB, routes.MAILBOX]
    backends = {name: Backend(servers=(upstreams.start(f"{name}-1"),)) for name in names}
    backends["order"] = Backend(servers=(*backends["order"].servers, upstreams.start("order-2")))
    return backends


@pytest.fixture(scope="module")
def edge(start: Start, everyone: dict[str, Backend]) -> Running:
    return start(backends=everyone)
